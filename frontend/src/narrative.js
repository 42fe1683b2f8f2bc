// The report's editor: a live preview, and figures by name after "{{".
import { ask, base, cookie } from "./server.js";

export function narrative(text) {
  const preview = document.querySelector(text.dataset.preview);
  const picker = document.querySelector("#figures");
  let pause = 0;
  let asked = 0;
  let offered = 0;
  text.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(refresh, 350);
    offer();
  });
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.addEventListener("click", () => {
      text.focus();
      text.setRangeText(`{{${button.dataset.insert}`, text.selectionStart, text.selectionEnd, "end");
      offer();
    });
  }
  preview.addEventListener("click", ({ target }) => {
    const { line, column } = target.closest?.("[data-line]")?.dataset ?? {};
    if (line) select(Number(line), Number(column));
  });
  text.addEventListener("keydown", (event) => {
    if (picker.hidden) return;
    if (event.key === "Escape") picker.hidden = true;
    if (event.key === "ArrowDown") { event.preventDefault(); picker.querySelector("button")?.focus(); }
  });
  picker.addEventListener("keydown", (event) => {
    const buttons = [...picker.querySelectorAll("button")];
    const index = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowDown") { event.preventDefault(); buttons[index + 1]?.focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (buttons[index - 1] ?? text).focus(); }
    if (event.key === "Escape") { picker.hidden = true; text.focus(); }
  });

  async function refresh() {
    const turn = ++asked;
    const body = new URLSearchParams({ section: text.dataset.section, text: text.value });
    const response = await fetch(`${base()}report/preview/`, { method: "POST", body, headers: { "X-CSRFToken": cookie("csrftoken") } });
    if (response.ok && turn === asked) {
      preview.innerHTML = await response.text();
      window.htmx.process(preview);
    }
  }
  // Selects what a message is about: from its column to where the number or reference ends.
  function select(line, column) {
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + Math.max(column - 1, 0);
    const rest = text.value.slice(start).match(/^(\{\{[^}]*\}\}|[\d,.]+[%％‰]?|.)/);
    text.focus();
    text.setSelectionRange(start, start + (rest?.[0].length ?? 0));
  }
  // What stands between "{{" and the cursor.
  function begun() {
    return text.value.slice(0, text.selectionStart).match(/\{\{([^{}\n]*)$/);
  }
  async function offer() {
    const found = begun();
    picker.hidden = !found;
    if (!found) return;
    const turn = ++offered;
    const { figures } = await ask(`${base()}report/figures/?q=${encodeURIComponent(found[1])}`);
    if (turn !== offered || picker.contains(document.activeElement)) return;
    picker.replaceChildren(
      ...figures.map(({ name, value, about }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = `${name}  ${about}  ${value}`;
        button.addEventListener("click", () => insert(name));
        return button;
      }),
    );
  }
  function insert(name) {
    const end = text.selectionStart;
    const length = begun()?.[1].length ?? 0;
    text.setRangeText(`${name}}}`, end - length, end, "end");
    picker.hidden = true;
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
