// A text that is printed: a live preview beside it, buttons that insert figures, and what is wrong at its place.
import { refer } from "./figures.js";
import { request } from "./server.js";

export function narrative(text) {
  const preview = document.querySelector("#preview");
  let pause = 0;
  let asked = 0;
  text.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(refresh, 350);
  });
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.addEventListener("click", (event) => {
      event.stopPropagation(); // a click elsewhere closes the list, and this one opens it
      refer(text, button.dataset.insert);
    });
  }
  preview.addEventListener("click", ({ target }) => {
    const { line, column } = target.closest?.("[data-line]")?.dataset ?? {};
    if (line) select(Number(line), Number(column));
  });

  if ((text.dataset.seen ?? text.value) !== text.value) refresh(); // shown without the advice in front: lines count from here

  async function refresh() {
    const turn = ++asked;
    const body = new URLSearchParams({ text: text.value });
    const response = await request(text.dataset.preview, { method: "POST", body });
    if (response.ok && !response.redirected && turn === asked) {
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
}
