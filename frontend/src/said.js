// What a page says to its user: a line at its foot, and words beside a field.
// A line at the foot of the window, read out by screen readers.
export function say(text, kind = "") {
  const place = document.querySelector("#said");
  if (!place) return;
  place.textContent = text;
  place.className = kind;
}

export function unsay() {
  if (document.querySelector("#said")?.className === "wrong") say("");
}

// The place beside a field that says what became of it.
export function beside(field, text, kind) {
  let place = field.parentElement.querySelector(":scope > .state");
  if (!place) {
    place = document.createElement("small");
    place.className = "state";
    place.setAttribute("role", "status");
    field.after(place);
  }
  place.textContent = text;
  place.className = `state ${kind}`;
  return place;
}
