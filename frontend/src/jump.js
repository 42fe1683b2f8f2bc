// "/" or Ctrl+K: jumps to any indicator, table, survey, section or piece of evidence.
import { ask, base } from "./server.js";

export function jump() {
  const box = document.querySelector("#jump");
  if (!box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  let places = null;
  let chosen = 0;

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing)) {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", ({ target }) => target.closest?.("[data-jump]") && open());
  input.addEventListener("input", () => { chosen = 0; show(); });
  input.addEventListener("keydown", (event) => {
    const links = list.querySelectorAll("a");
    if (event.key === "ArrowDown") chosen = Math.min(chosen + 1, links.length - 1);
    else if (event.key === "ArrowUp") chosen = Math.max(chosen - 1, 0);
    else if (event.key === "Enter") { links[chosen]?.click(); return; }
    else return;
    event.preventDefault();
    show();
  });

  async function open() {
    box.showModal();
    input.value = "";
    places ??= (await ask(`${base()}jump/`)).places;
    show();
  }
  function show() {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    const found = (places ?? []).filter(({ name, what }) => words.every((word) => `${name} ${what}`.toLowerCase().includes(word)));
    list.replaceChildren(
      ...found.slice(0, 14).map(({ name, what, to }, number) => {
        const line = document.createElement("li");
        const link = document.createElement("a");
        link.href = to;
        link.textContent = name;
        const about = document.createElement("small");
        about.textContent = what;
        link.append(" ", about);
        line.className = number === chosen ? "chosen" : "";
        line.append(link);
        return line;
      }),
    );
  }
}
