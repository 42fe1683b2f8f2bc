// The report's editor: a live preview, and figures by name after "{{".
import { ask, base, cookie } from "./server.js";

export function narrative(text) {
  const preview = document.querySelector(text.dataset.preview);
  const picker = document.querySelector("#figures");
  let pause = 0;
  text.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(refresh, 250);
    offer();
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
    const body = new URLSearchParams({ text: text.value });
    const response = await fetch(`${base()}report/preview/`, { method: "POST", body, headers: { "X-CSRFToken": cookie("csrftoken") } });
    if (response.ok) {
      preview.innerHTML = await response.text();
      window.htmx.process(preview);
    }
  }
  async function offer() {
    const before = text.value.slice(0, text.selectionStart);
    const begun = before.match(/\{\{([^{}\n]*)$/);
    picker.hidden = !begun;
    if (!begun) return;
    const { figures } = await ask(`${base()}report/figures/?q=${encodeURIComponent(begun[1])}`);
    picker.replaceChildren(
      ...figures.map(({ name, value, about }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = `${name}  ${about}  ${value}`;
        button.addEventListener("click", () => insert(begun[1].length, name));
        return button;
      }),
    );
  }
  function insert(length, name) {
    const end = text.selectionStart;
    text.setRangeText(`${name}}}`, end - length, end, "end");
    picker.hidden = true;
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
