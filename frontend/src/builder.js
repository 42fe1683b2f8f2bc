// The questionnaire's page: the phone at the right follows every change.
export function builder(place) {
  const phone = place.querySelector("iframe");
  function refresh() {
    const at = phone.contentWindow.scrollY;
    phone.addEventListener("load", () => phone.contentWindow.scrollTo(0, at), { once: true });
    phone.contentWindow.location.reload();
  }
  document.body.addEventListener("saved", refresh);
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => place.contains(detail.elt) && refresh());
  place.addEventListener("ordered", refresh);
}
