// The counts of messages in the head of the page follow what is saved; one question at a time, once the typing pauses.
const PAUSE = 500;

export function counts(badge) {
  let pause = 0;
  let asking = false;
  async function follow() {
    if (asking) { later(); return; }
    asking = true;
    try {
      const answer = await fetch(badge.dataset.counts);
      if (answer.ok && !answer.redirected) badge.innerHTML = await answer.text();
    } catch { /* the next change asks again */ }
    asking = false;
  }
  function later() {
    clearTimeout(pause);
    pause = setTimeout(follow, PAUSE);
  }
  if ("waiting" in badge.dataset) follow(); // what is wrong with the texts takes a moment; the page does not wait for it
  document.body.addEventListener("stored", later);
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && detail.requestConfig?.verb === "post" && later());
}
