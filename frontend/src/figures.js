// Figures by name: after "{{" a list of them at the caret; a chosen one is written whole, with its braces.
import { ask, base } from "./server.js";

const picker = document.createElement("div");
picker.id = "figures";
picker.hidden = true;
picker.setAttribute("aria-label", "可以引用的数");
picker.setAttribute("role", "group");
let at = null;
let turn = 0;

export function figures() {
  document.body.append(picker);
  document.addEventListener("input", ({ target }) => isField(target) && offer(target));
  document.addEventListener("click", ({ target }) => !picker.contains(target) && target !== at && close());
  window.addEventListener("scroll", (event) => event.target !== picker && close(), true);
  document.addEventListener("keydown", (event) => {
    if (picker.hidden) return;
    const buttons = [...picker.querySelectorAll("button")];
    const index = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); at.focus(); }
    if (event.key === "ArrowDown" && (index >= 0 || event.target === at)) { event.preventDefault(); buttons[index + 1]?.focus(); }
    if (event.key === "ArrowUp" && index >= 0) { event.preventDefault(); (buttons[index - 1] ?? at).focus(); }
  });
}

// Writes a reference at the caret; one that is only begun ("指标.") opens the list inside its braces.
export function refer(text, reference) {
  const begun = reference.endsWith(".");
  text.focus();
  text.setRangeText(`{{${reference}}}`, text.selectionStart, text.selectionEnd, "end");
  if (begun) text.setSelectionRange(text.selectionEnd - 2, text.selectionEnd - 2);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function isField(element) {
  return element instanceof HTMLTextAreaElement && "figures" in element.dataset;
}

function close() {
  picker.hidden = true;
}

// What stands between "{{" and the caret.
function begun(text) {
  return text.value.slice(0, text.selectionStart).match(/\{\{([^{}\n]*)$/);
}

async function offer(text) {
  const found = begun(text);
  const mine = ++turn;
  if (!found) return close();
  const { figures: known } = await ask(`${base()}report/figures/?q=${encodeURIComponent(found[1])}`);
  if (mine !== turn || picker.contains(document.activeElement)) return;
  at = text;
  picker.replaceChildren(
    ...known.map(({ name, value, about }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${name}  ${about}  ${value}`;
      button.addEventListener("click", () => insert(name));
      return button;
    }),
  );
  picker.hidden = !known.length;
  place(text);
}

function insert(name) {
  const end = at.selectionStart;
  const start = end - (begun(at)?.[1].length ?? 0);
  const behind = at.value.slice(end).match(/^[^{}\n]*\}\}/)?.[0].length ?? 0;
  at.setRangeText(`${name}}}`, start, end + behind, "end");
  close();
  at.focus();
  at.dispatchEvent(new Event("input", { bubbles: true }));
  close();
}

// Under the line of the caret, or above it where there is no room below.
function place(text) {
  const { x, y, line } = caret(text);
  const width = picker.offsetWidth;
  const height = picker.offsetHeight;
  const below = y + line + 2;
  picker.style.left = `${Math.max(4, Math.min(x, window.innerWidth - width - 8))}px`;
  picker.style.top = `${below + height > window.innerHeight ? Math.max(4, y - height - 2) : below}px`;
}

// Where the caret is in the window: a copy of the field is set like it up to there, and measured.
function caret(text) {
  const copy = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of ["font", "letterSpacing", "padding", "border", "boxSizing", "lineHeight"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  copy.style.width = `${text.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`;
  copy.textContent = text.value.slice(0, text.selectionStart);
  const end = document.createElement("span");
  end.textContent = "|";
  copy.append(end);
  document.body.append(copy);
  const field = text.getBoundingClientRect();
  const found = { x: field.left + end.offsetLeft, y: field.top + end.offsetTop - text.scrollTop, line: end.offsetHeight };
  copy.remove();
  return { ...found, y: Math.max(field.top, Math.min(found.y, field.bottom)) };
}
