// A data table edited like a spreadsheet: arrows, Enter, Tab, typing, paste of a block, undo. Every change saves itself.
import { ask, save, say } from "./server.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function grid(table) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td[data-column]")]);
  const spot = new Map();
  rows.forEach((cells, r) => cells.forEach((cell, c) => spot.set(cell, [r, c])));
  const done = [];
  let active = null;
  let input = null;
  let refreshing = 0;

  const canEdit = (cell) => cell && cell.dataset.edit !== undefined;
  const value = (cell) => cell.dataset.value ?? "";

  function activate(cell, focus = true) {
    if (!cell) return;
    active?.setAttribute("tabindex", "-1");
    active = cell;
    cell.setAttribute("tabindex", "0");
    if (focus) cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const about = document.querySelector("#cell-about");
    if (about) about.textContent = cell.dataset.wrong ?? "";
  }
  function move(down, right) {
    const [r, c] = spot.get(active);
    activate(rows[Math.max(0, Math.min(rows.length - 1, r + down))][Math.max(0, Math.min(rows[0].length - 1, c + right))]);
  }
  function begin(text) {
    if (!canEdit(active) || input) return;
    input = document.createElement("input");
    input.value = text ?? value(active);
    input.setAttribute("aria-label", active.dataset.column);
    active.replaceChildren(input);
    input.focus();
    if (text === undefined) input.select();
    input.addEventListener("keydown", typed);
    input.addEventListener("blur", () => input && finish(true));
  }
  function finish(keep) {
    const cell = active;
    const text = input.value.trim();
    const box = input;
    input = null;
    box.remove();
    show(cell, value(cell));
    if (keep && text !== value(cell)) change([[cell, text]]);
  }
  function typed(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") { finish(false); active.focus(); }
    else if (event.key === "Enter") { finish(true); move(event.shiftKey ? -1 : 1, 0); }
    else if (event.key === "Tab") { finish(true); move(0, event.shiftKey ? -1 : 1); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function show(cell, text) {
    cell.textContent = text;
  }

  async function change(pairs, undoing = false) {
    const wanted = pairs.filter(([cell, text]) => canEdit(cell) && text !== value(cell));
    if (!wanted.length) return;
    const before = wanted.map(([cell]) => [cell, value(cell)]);
    const edits = wanted.map(([cell, after]) => ({
      table: table.dataset.table, row: cell.parentElement.dataset.row.split("/"), column: cell.dataset.column,
      layer: table.dataset.layer, before: value(cell), after,
    }));
    for (const [cell, text] of wanted) { cell.dataset.value = text; show(cell, text); cell.classList.add("saving"); }
    let answer;
    try {
      answer = await save(edits);
    } catch {
      say("连不上服务器，正在重试；请不要关闭这一页。", "wrong");
      for (const [cell, text] of before) cell.dataset.value = text;
      setTimeout(() => change(pairs, undoing), 3000);
      return;
    }
    for (const [cell] of wanted) cell.classList.remove("saving");
    if (answer.status === 200) {
      if (!undoing) done.push(before);
      say(`已保存 ${answer.at}${wanted.length > 1 ? `，共 ${wanted.length} 格` : ""}`, "saved");
      refresh();
      return;
    }
    for (const [cell, text] of before) { cell.dataset.value = text; show(cell, text); }
    if (answer.status !== 409) {
      say([answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
      return;
    }
    for (const met of answer.conflicts) {
      const index = edits.findIndex((edit) => met.key.startsWith([edit.table, ...edit.row].join("/")) && (met.field === `cells.${edit.column}` || met.key.includes(`/${edit.column}/`)));
      const cell = wanted[index]?.[0];
      if (!cell) continue;
      cell.dataset.value = met.theirs ?? "";
      show(cell, cell.dataset.value);
      cell.classList.add("met");
      cell.dataset.wrong = `${met.by || "别人"} ${met.at} 填了“${met.theirs ?? ""}”，您填的是“${met.yours ?? ""}”。再填一次即以您的为准。`;
    }
    say(`${answer.message} 冲突的格已标出；同批的其他格也没有存入。`, "wrong");
  }

  async function refresh() {
    const turn = ++refreshing;
    const { computed, wrong } = await ask(`${table.dataset.figures}`);
    if (turn !== refreshing) return;
    for (const cell of spot.keys()) {
      const place = `${cell.parentElement.dataset.row}/${cell.dataset.column}`;
      if (place in computed) (cell.querySelector("a") ?? cell).textContent = computed[place];
      const message = wrong[place];
      cell.classList.toggle("wrong", Boolean(message));
      if (message) { cell.dataset.wrong = message; cell.title = message; }
      else if (!cell.classList.contains("met")) { delete cell.dataset.wrong; cell.removeAttribute("title"); }
    }
  }

  table.addEventListener("keydown", (event) => {
    if (input || !active || event.isComposing) return;
    const modified = event.ctrlKey || event.metaKey;
    if (MOVES[event.key] && !modified) move(...MOVES[event.key]);
    else if (event.key === "Tab") {
      const [r, c] = spot.get(active);
      const next = event.shiftKey ? c - 1 : c + 1;
      if (next < 0 || next >= rows[r].length) return;
      move(0, event.shiftKey ? -1 : 1);
    } else if (event.key === "Enter" && active.querySelector("a")) { active.querySelector("a").click(); }
    else if (event.key === "Enter" || event.key === "F2") begin();
    else if (event.key === "Home") move(0, -rows[0].length);
    else if (event.key === "End") move(0, rows[0].length);
    else if (event.key === "Delete" || event.key === "Backspace") change([[active, ""]]);
    else if (modified && event.key.toLowerCase() === "z") { if (done.length) change(done.pop(), true); }
    else if (modified && event.key.toLowerCase() === "h") { document.querySelector("#cell-history")?.click(); }
    else if (event.key.length === 1 && !modified) begin(event.key);
    else return;
    event.preventDefault();
  });
  table.addEventListener("mousedown", ({ target }) => {
    const cell = target.closest?.("td[data-column]");
    if (cell && cell !== active && !cell.contains(input)) activate(cell, !target.closest("a"));
  });
  table.addEventListener("dblclick", () => begin());
  table.addEventListener("focusin", ({ target }) => {
    const cell = target.closest?.("td[data-column]");
    if (cell && cell !== active) activate(cell, false);
  });
  document.addEventListener("paste", (event) => {
    if (!active || input || !table.contains(document.activeElement)) return;
    event.preventDefault();
    const lines = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    const [top, left] = spot.get(active);
    const pairs = lines.flatMap((line, r) => line.split("\t").map((text, c) => [rows[top + r]?.[left + c], text.trim()]));
    change(pairs.filter(([cell]) => cell));
  });
  document.addEventListener("copy", (event) => {
    if (!active || input || !table.contains(document.activeElement) || String(window.getSelection())) return;
    event.clipboardData.setData("text/plain", active.textContent.trim());
    event.preventDefault();
  });
  const history = document.querySelector("#cell-history");
  history?.addEventListener("click", () => {
    if (!active) return;
    const at = `${active.parentElement.dataset.row}/${active.dataset.column}`;
    window.htmx.ajax("GET", `${table.dataset.cell}?at=${encodeURIComponent(at)}`, "#drawer");
  });

  const asked = table.dataset.at;
  const first = [...spot.keys()].find((cell) => `${cell.parentElement.dataset.row}/${cell.dataset.column}` === asked);
  if (first) activate(first);
  else rows[0]?.[0]?.setAttribute("tabindex", "0");
}
