// The drawer at the right: opens when it gets content, closes with Escape or its button, gives focus back.
export function drawer() {
  const panel = document.querySelector("#drawer");
  if (!panel) return;
  let from = null;
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("[hx-target='#drawer']");
    if (link && !panel.contains(link)) from = link;
    if (target.closest?.("[data-close]")) close();
  });
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target !== panel) return;
    if (panel.hidden && !from) from = document.activeElement;
    panel.hidden = false;
    panel.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    from?.focus();
    from = null;
  }
}
