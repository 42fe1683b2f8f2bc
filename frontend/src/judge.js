// Points to judge: only the score is replaced by the answer, never what somebody is typing; a form remembers what it stored.
export function judge() {
  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.("form.point");
    const part = form?.querySelector("[data-part]");
    if (!part) return;
    const radio = part.previousElementSibling.querySelector("input");
    if (target === part) {
      radio.value = part.value.trim();
      radio.checked = true;
    }
    part.hidden = !radio.checked;
  }, { capture: true });
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt.closest?.("form.point");
    if (form && detail.successful) form.elements.seen.value = detail.requestConfig.formData?.get("value") ?? "";
  });
}
