// Buttons that copy a text (data-copy); where the browser keeps the clipboard closed, the text is shown to be copied.
import { say } from "./said.js";

export function copy() {
  document.addEventListener("click", async ({ target }) => {
    const text = target.closest?.("[data-copy]")?.dataset.copy;
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
      say("已复制", "saved");
    } catch {
      window.prompt("请按 Ctrl+C 复制", text);
    }
  });
}
