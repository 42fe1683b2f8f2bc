// A data table edited like a spreadsheet. The page carries the texts; this draws them once and then touches single cells.
import { ask, base, onLeaving } from "./server.js";
import { block, lines } from "./block.js";
import { draw } from "./grid-draw.js";
import { ledger } from "./grid-save.js";

const PAUSE = 250;
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0] };

export function grid(table) {
  const rows = draw(table, JSON.parse(document.querySelector("#grid").textContent));
  if (!rows.length || !rows[0].length) return;
  const spot = new Map();
  rows.forEach((cells, r) => cells.forEach((cell, c) => spot.set(cell, [r, c])));
  const store = ledger(table, spot, refresh);
  let active = null; // the cell with the keyboard
  let anchor = null; // the other end of the selection
  let input = null;
  let shown = new Set(); // the cells that are shown as selected
  let pause = 0;
  let asking = false;
  let again = false;

  const canEdit = (cell) => cell && cell.dataset.edit !== undefined;
  const bound = (value, last) => Math.max(0, Math.min(last, value));
  const cellAt = (r, c) => rows[bound(r, rows.length - 1)][bound(c, rows[0].length - 1)];

  function activate(cell, { focus = true, extend = false } = {}) {
    if (!cell) return;
    active?.setAttribute("tabindex", "-1");
    active = cell;
    if (!extend || !anchor) anchor = cell;
    cell.setAttribute("tabindex", "0");
    if (focus) cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    pick();
    tell();
  }
  function move(down, right, extend = false) {
    const [r, c] = spot.get(active);
    activate(cellAt(r + down, c + right), { extend });
  }
  // The cells between the two ends of the selection, line by line.
  function picked() {
    return block(rows, spot.get(anchor), spot.get(active));
  }
  function pick() {
    const now = new Set(anchor === active ? [] : picked().flat());
    for (const cell of shown) if (!now.has(cell)) cell.removeAttribute("aria-selected");
    for (const cell of now) if (!shown.has(cell)) cell.setAttribute("aria-selected", "true");
    shown = now;
  }
  function tell() {
    const about = document.querySelector("#cell-about");
    if (about) about.textContent = active.dataset.wrong ?? "";
    const remove = document.querySelector("#row-remove");
    if (remove) {
      const { row, stored } = active.parentElement.dataset;
      remove.elements.row.value = row;
      remove.hidden = stored === undefined;
      remove.dataset.sure = `删除行“${row}”？`;
      name(row, stored !== undefined);
    }
  }

  // The form that renames the row follows the active cell, unless somebody writes in it.
  function name(row, stored) {
    const form = document.querySelector("#row-rename");
    form.hidden = !stored;
    if (form.elements.row.value === row) return;
    form.elements.row.value = row;
    row.split("/").forEach((part, k) => { form.elements[`key-${k}`].value = part; });
  }

  // Editing in the cell. Typing over a cell leaves it by the arrows, F2 and Enter keep them inside.
  function begin(text) {
    if (!canEdit(active) || input) return;
    input = document.createElement("input");
    input.value = text ?? store.value(active);
    input.dataset.over = text === undefined ? "" : "1";
    input.setAttribute("aria-label", active.dataset.column);
    active.replaceChildren(input);
    input.focus();
    input.addEventListener("keydown", typed);
    input.addEventListener("blur", () => input && finish(true));
  }
  function finish(keep) {
    const text = input.value.trim();
    const box = input;
    input = null;
    box.remove();
    store.show(active);
    if (keep && text !== store.value(active)) store.change([[active, text]]);
  }
  function typed(event) {
    if (event.isComposing) return;
    const over = input.dataset.over && MOVES[event.key];
    if (event.key === "Escape") { finish(false); active.focus(); }
    else if (event.key === "Enter") { finish(true); move(event.shiftKey ? -1 : 1, 0); }
    else if (event.key === "Tab") { finish(true); move(0, event.shiftKey ? -1 : 1); }
    else if (over) { finish(true); move(...over); }
    else { event.stopPropagation(); return; }
    event.preventDefault();
    event.stopPropagation();
  }

  // Totals, rates and messages follow once the typing pauses; one request at a time, so that saving never waits for two.
  function refresh() {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      if (asking) { again = true; return; }
      asking = true;
      try { follow(await ask(table.dataset.figures)); } catch { /* the next change asks again */ }
      asking = false;
      if (again) { again = false; refresh(); }
    }, PAUSE);
  }
  function follow({ computed, ...marks }) {
    for (const cell of spot.keys()) {
      const place = `${cell.parentElement.dataset.row}/${cell.dataset.column}`;
      if (place in computed && computed[place] !== cell.textContent) store.print(cell, computed[place]);
      store.mark(cell, place, marks);
    }
    if (active) tell();
  }

  function open(cell) {
    const at = [table.dataset.table, cell.parentElement.dataset.row, cell.dataset.column].join("/");
    window.htmx.ajax("GET", `${base()}origin/?cell=${encodeURIComponent(at)}`, "#drawer");
  }
  function history() {
    if (!active) return;
    const at = `${active.parentElement.dataset.row}/${active.dataset.column}`;
    window.htmx.ajax("GET", `${table.dataset.cell}?at=${encodeURIComponent(at)}`, "#drawer");
  }

  const withControl = {
    z: () => store.undo(activate),
    y: () => store.redo(activate),
    h: history,
    a: () => { anchor = cellAt(0, 0); activate(cellAt(rows.length, rows[0].length), { extend: true }); },
    home: (extend) => activate(cellAt(0, 0), { extend }),
    end: (extend) => activate(cellAt(rows.length, rows[0].length), { extend }),
  };

  table.addEventListener("keydown", (event) => {
    if (input || !active) return;
    if (event.key === "Process" || event.isComposing) { begin(""); return; } // an input method begins: it goes into the box
    const extend = event.shiftKey;
    const last = rows[0].length;
    if (event.ctrlKey || event.metaKey) {
      const act = withControl[event.key.toLowerCase()];
      if (!act) return;
      act(extend);
    } else if (event.altKey) return;
    else if (MOVES[event.key]) move(...MOVES[event.key], extend);
    else if (event.key === "Tab") {
      const next = spot.get(active)[1] + (extend ? -1 : 1);
      if (next < 0 || next >= last) return; // Tab leaves the grid at its edge
      move(0, extend ? -1 : 1);
    } else if (event.key === "Enter" && active.querySelector("a")) open(active);
    else if (event.key === "Enter" || event.key === "F2") begin();
    else if (event.key === "Home") move(0, -last, extend);
    else if (event.key === "End") move(0, last, extend);
    else if (event.key === "Escape" && anchor !== active) activate(active);
    else if (event.key === "Delete" || event.key === "Backspace") store.change(picked().flat().map((cell) => [cell, ""]));
    else if (event.key.length === 1) begin(event.key);
    else return;
    event.preventDefault();
  });

  table.addEventListener("mousedown", (event) => {
    const cell = event.target.closest?.("td[data-column]");
    if (!cell || cell.contains(input) || event.button) return;
    event.preventDefault();
    activate(cell, { extend: event.shiftKey });
    const drag = ({ target }) => {
      const over = target.closest?.("td[data-column]");
      if (over && over !== active && table.contains(over)) activate(over, { extend: true });
    };
    table.addEventListener("mouseover", drag);
    document.addEventListener("mouseup", () => table.removeEventListener("mouseover", drag), { once: true });
  });
  table.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.fig");
    if (!link) return;
    event.preventDefault();
    if (anchor === active) open(link.parentElement);
  });
  table.addEventListener("dblclick", () => begin());
  table.addEventListener("focusin", ({ target }) => {
    const cell = target.closest?.("td[data-column]");
    if (cell && cell !== active) activate(cell, { focus: false });
  });
  onLeaving(() => input && finish(true));
  document.querySelector("#cell-history")?.addEventListener("click", history);
  // A query asked or closed, an origin given in the drawer: the marks follow.
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => detail.requestConfig?.verb === "post" && refresh());

  const isMine = () => active && !input && table.contains(document.activeElement);
  document.addEventListener("paste", (event) => {
    if (!isMine()) return;
    event.preventDefault();
    const texts = lines(event.clipboardData.getData("text"));
    const [top, left] = spot.get(picked()[0][0]);
    const fills = texts.length === 1 && texts[0].length === 1 && anchor !== active;
    const pairs = fills
      ? picked().flat().map((cell) => [cell, texts[0][0]])
      : texts.flatMap((line, r) => line.map((text, c) => [rows[top + r]?.[left + c], text]));
    store.change(pairs);
    if (!fills) {
      anchor = rows[top][left];
      activate(cellAt(top + texts.length - 1, left + Math.max(...texts.map((line) => line.length)) - 1), { extend: true });
    }
  });
  for (const name of ["copy", "cut"]) {
    document.addEventListener(name, (event) => {
      if (!isMine()) return;
      const text = picked().map((line) => line.map((cell) => store.text(cell)).join("\t")).join("\n");
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      if (name === "cut") store.change(picked().flat().map((cell) => [cell, ""]));
    });
  }

  const asked = table.dataset.at;
  const first = asked && [...spot.keys()].find((cell) => `${cell.parentElement.dataset.row}/${cell.dataset.column}` === asked);
  if (first) activate(first);
  else rows[0][0].setAttribute("tabindex", "0");
}
