// Lines of a tree that are moved by dragging their handle, or with Alt and the arrows.
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

// ``move(code, facts)`` is told { by } or { parent, before }.
export function reorder(table, move) {
  let dragged = null;
  let aim = null;

  table.addEventListener("keydown", (event) => {
    const by = event.altKey && KEYS[event.key];
    const code = by && codeOf(event.target);
    if (!code) return;
    event.preventDefault();
    move(code, { by });
  });
  table.addEventListener("click", ({ target }) => {
    const by = target.closest?.("button[data-move]")?.dataset.move;
    if (by) move(codeOf(target), { by });
  });
  table.addEventListener("pointerdown", (event) => {
    if (!event.target.matches?.(".handle")) return;
    event.preventDefault();
    dragged = event.target.closest("tr.line");
    dragged.classList.add("dragged");
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    mark(null);
    const line = document.elementFromPoint(event.clientX, event.clientY)?.closest?.("tr.line");
    if (line && table.contains(line) && line !== dragged) mark(aimAt(line, event.clientY));
    const box = table.parentElement.getBoundingClientRect();
    if (event.clientY > box.bottom - 30) table.parentElement.scrollTop += 12;
    if (event.clientY < box.top + 60) table.parentElement.scrollTop -= 12;
  });
  document.addEventListener("pointerup", () => {
    const code = dragged?.dataset.code;
    const facts = aim && { parent: aim.parent, before: aim.before };
    stop();
    if (code && facts && facts.before !== code) move(code, facts);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
  });

  function stop() {
    dragged?.classList.remove("dragged");
    dragged = null;
    mark(null);
    aim = null;
  }
  function mark(next) {
    aim?.line.classList.remove("drop-before", "drop-after");
    aim = next;
    aim?.line.classList.add(aim.below ? "drop-after" : "drop-before");
  }
  // The upper half of a line means in front of it; the lower half behind it, or for a group as the first below it.
  function aimAt(line, y) {
    const box = line.getBoundingClientRect();
    const { code, parent } = line.dataset;
    if (y < box.top + box.height / 2) return { line, parent, before: code, below: false };
    const lines = [...table.querySelectorAll("tr.line")].filter((one) => one !== dragged);
    const within = "group" in line.dataset ? code : parent;
    const children = lines.filter((one) => one.dataset.parent === within).map((one) => one.dataset.code);
    const before = within === code ? children[0] : children[children.indexOf(code) + 1];
    return { line, parent: within, before: before ?? "", below: true };
  }
  function codeOf(element) {
    const row = element.closest?.("tr");
    return row?.dataset.code ?? row?.dataset.editorOf;
  }
}
