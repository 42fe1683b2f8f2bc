// "/" or Ctrl+K: jumps to any page, indicator, unit, table, row, survey, finding or piece of evidence; outside an
// evaluation to the evaluations.
import { ask, base } from "./server.js";

const SHOWN = 14;

export function jump() {
  const box = document.querySelector("#jump");
  if (!box) return;
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  const told = box.querySelector("[role=status]");
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
  list.addEventListener("click", () => box.close());
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
    places ??= (await ask(`${base() ?? "/"}jump/`)).places;
    show();
  }
  function show() {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    const hits = (places ?? []).filter(({ name, what }) => words.every((word) => `${name} ${what}`.toLowerCase().includes(word)));
    const begins = ({ name }) => Number(name.toLowerCase().startsWith(words[0]));
    const found = hits.sort((one, other) => begins(other) - begins(one)); // stable: else in the order of the server
    told.textContent = found.length ? (found.length > SHOWN ? `还有 ${found.length - SHOWN} 处，再多写几个字` : "") : "没有找到";
    list.replaceChildren(
      ...found.slice(0, SHOWN).map(({ name, what, to }, number) => {
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
