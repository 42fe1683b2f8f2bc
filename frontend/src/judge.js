// Points to judge: only the score is replaced by the answer, never what somebody is typing; a form remembers what it stored.
import { beside } from "./said.js";

const POINT = "form.point";

const FIGURE = /^-?\d[\d,，]*(\.\d+)?$/;

export function judge() {
  // A bare figure gets the unit in which its box counts, where everybody sees it before it is stored.
  document.addEventListener("change", ({ target }) => {
    if (!target.dataset?.unit) return;
    const text = target.value.trim();
    if (text !== "0" && FIGURE.test(text)) target.value = text + target.dataset.unit;
  }, { capture: true });
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
  document.addEventListener("change", ({ target }) => target.matches?.("[data-link]") && link(target), { capture: true });
  document.addEventListener("click", ({ target }) => {
    const code = target.closest?.("[data-unlink]")?.dataset.unlink;
    if (!code) return;
    const form = target.closest(POINT);
    form.elements.value.value = form.elements.value.value.split(" ").filter((one) => one !== code).join(" ");
    target.closest(".chip").remove();
    form.querySelector("[data-link]").focus();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("submit", (event) => event.target.matches?.(POINT) && event.preventDefault(), { capture: true });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const form = target.closest?.(POINT);
    const place = target.closest?.("[data-fields]");
    if (!(form || place) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const radio = target.type === "radio" && [...form.querySelectorAll("[type=radio]")][Number(key) - 1];
    const by = way(event, place);
    if (!by && !radio) return;
    event.preventDefault();
    if (radio) radio.click();
    else step(target, by);
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

// A piece of evidence that was chosen becomes a chip, before the form is stored.
function link(list) {
  const chosen = list.selectedOptions[0];
  if (!chosen.value) return;
  const form = list.closest(POINT);
  form.elements.value.value = `${form.elements.value.value} ${chosen.value}`.trim();
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.title = chosen.textContent;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "quiet", textContent: "✕", ariaLabel: `去掉 ${chosen.value}` });
  button.dataset.unlink = chosen.value;
  chip.append(chosen.value, " ", button);
  form.querySelector("[data-chips]").append(chip);
  chosen.remove();
  list.value = "";
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

// 1 for the next field, -1 for the one before, 0 where the key stays in the field.
function way({ target, key, shiftKey }, place) {
  if (!target.matches("input, select, textarea")) return 0;
  const writes = target.tagName === "TEXTAREA";
  if (key === "Enter") return writes && !place ? 0 : shiftKey ? -1 : 1;
  const inside = writes && (key === "ArrowUp" ? target.selectionEnd > 0 : target.selectionStart < target.value.length);
  return place && !inside ? { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0 : 0;
}

// Goes to the next field of the points, or to the one before.
export function step(from, by) {
  const all = stops(from.closest("[data-fields], article, main"));
  const at = all.findIndex((field) => field === from || (from.type === "radio" && field.form === from.form));
  const to = all[at + by];
  if (!to) return from.blur();
  to.focus();
  if (to.tagName === "INPUT") to.select();
  return undefined;
}
