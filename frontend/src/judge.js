// Points to judge: only the score is replaced by the answer, never what somebody is typing; a form remembers what it stored.
export function judge() {
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt.closest?.("form.point");
    if (form && detail.successful) form.elements.seen.value = detail.requestConfig.formData?.get("value") ?? "";
  });
}
