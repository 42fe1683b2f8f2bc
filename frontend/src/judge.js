// Points to judge: only the score is replaced by the answer, never what somebody is typing; a form remembers what it stored.
import { beside } from "./server.js";

const POINT = "form.point";

export function judge() {
  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.(POINT);
    const part = form?.querySelector("[data-part]");
    if (!part) return;
    const radio = part.previousElementSibling.querySelector("input");
    if (target === part) {
      radio.value = part.value.trim();
      radio.checked = true;
    }
    part.hidden = !radio.checked;
  }, { capture: true });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-clear]")) return;
    const form = target.closest(POINT);
    for (const radio of form.querySelectorAll("[type=radio]")) radio.checked = false;
    stops(form)[0].focus();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("submit", (event) => event.target.matches?.(POINT) && event.preventDefault(), { capture: true });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(POINT);
    if (!form || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const radios = event.target.type === "radio" ? [...form.querySelectorAll("[type=radio]")] : [];
    if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      step(event.target, event.shiftKey ? -1 : 1);
    } else if (radios[Number(event.key) - 1]) {
      event.preventDefault();
      radios[Number(event.key) - 1].click();
    }
  });
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt.closest?.(POINT);
    if (!form || !detail.successful) return;
    form.elements.seen.value = detail.requestConfig.formData?.get("value") ?? "";
    const clear = form.querySelector("[data-clear]");
    if (clear) clear.hidden = !form.elements.seen.value;
    const at = detail.xhr.getResponseHeader("Kaocheng-Saved");
    if (at) beside(form.lastElementChild.previousElementSibling, `已保存 ${at}`, "saved");
  });
}

// The fields of a place that one goes through: of several radios the chosen one, or the first.
export function stops(place) {
  const fields = [...place.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((field) => !field.disabled && !field.hidden);
  return fields.filter((field) => {
    if (field.type !== "radio") return true;
    const group = [...field.form.querySelectorAll("[type=radio]")];
    return field === (group.find((one) => one.checked) ?? group[0]);
  });
}

// Goes to the next field of the points, or to the one before.
export function step(from, by) {
  const all = stops(from.closest("[data-fields], article, main"));
  const at = all.findIndex((field) => field === from || (from.type === "radio" && field.form === from.form));
  const to = all[at + by];
  if (!to) return from.blur();
  to.focus();
  to.select?.();
  return undefined;
}
