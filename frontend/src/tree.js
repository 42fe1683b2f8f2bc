// The indicator table: opens the editor below a line, and keeps the sums of weights true.
import { ask, base } from "./server.js";

export function tree(table) {
  document.body.addEventListener("saved", async ({ detail }) => {
    const { field, key } = detail.field.dataset;
    const shown = table.ownerDocument.getElementById(key)?.querySelector("td.standard");
    if (field === "standard" && shown) shown.textContent = detail.field.value;
    if (field !== "weight") return;
    const { sums } = await ask(`${base()}indicators/sums/`);
    for (const place of table.ownerDocument.querySelectorAll("[data-sum]")) {
      const [text, misses] = sums[place.dataset.sum] ?? ["", false];
      place.textContent = text && `Σ ${text}`;
      place.classList.toggle("wrong", misses);
    }
  });
  table.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-editor]");
    if (!button) return;
    const place = table.querySelector(`[data-editor-of="${CSS.escape(button.dataset.editor)}"]`);
    const isOpen = !place.hidden;
    place.hidden = isOpen;
    button.setAttribute("aria-expanded", String(!isOpen));
  });
  const at = new URLSearchParams(window.location.search).get("at");
  if (at) window.addEventListener("load", () => {
    const button = table.querySelector(`button[data-editor="${CSS.escape(at)}"]`);
    button?.click();
    button?.scrollIntoView({ block: "nearest" });
  });
}
