// 单位填报: a block from Excel goes into the fields in their order; counts, rates and messages follow what is saved.
import { lines as linesOf } from "./block.js";
import { say } from "./said.js";
import { ask, save } from "./server.js";

const PAUSE = 300;

export function fill(page) {
  let turn = 0;
  let pause = 0;

  page.addEventListener("paste", (event) => {
    const texts = linesOf(event.clipboardData.getData("text"));
    if (!isField(event.target) || event.target.disabled || texts.flat().length < 2) return;
    event.preventDefault();
    store(spread(event.target, texts));
  });
  page.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-first-blank]")) return;
    event.preventDefault();
    const blank = [...page.querySelectorAll("input[data-table]")].find((field) => !field.value);
    blank?.scrollIntoView({ block: "center" });
    blank?.focus();
  });
  document.body.addEventListener("saved", () => {
    clearTimeout(pause);
    pause = setTimeout(refresh, PAUSE);
  });

  function isField(element) {
    return element instanceof HTMLInputElement && element.dataset.table !== undefined;
  }

  // Lines go to rows, texts to fields. In a section with one row a column of Excel fills the fields one below the other.
  function spread(first, lines) {
    const rows = [...first.closest("section").querySelectorAll(".row")].map((row) => [...row.querySelectorAll("input[data-table]")]);
    const top = rows.findIndex((row) => row.includes(first));
    const left = rows[top].indexOf(first);
    if (rows.length === 1 && lines.every((line) => line.length === 1)) lines = [lines.map(([text]) => text)];
    return lines.flatMap((line, r) => line.map((text, c) => [rows[top + r]?.[left + c], text])).filter(([field]) => field);
  }

  // One request for the whole block.
  async function store(pairs) {
    const changed = pairs.filter(([field, text]) => field.value !== text);
    if (!changed.length) return;
    const edits = changed.map(([field, after]) => ({
      table: field.dataset.table, row: field.dataset.row.split("/"), column: field.dataset.column,
      layer: field.dataset.layer, before: field.dataset.seen ?? field.defaultValue, after,
    }));
    const answer = await save(edits);
    if (answer.status !== 200) {
      say([answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
      return;
    }
    for (const [field, text] of changed) {
      field.value = text;
      field.dataset.seen = text;
    }
    say(`已保存 ${answer.at}，共 ${changed.length} 格`, "saved");
    refresh();
  }

  async function refresh() {
    const mine = ++turn;
    const { done, whole, tables, computed, wrong } = await ask(page.dataset.figures);
    if (mine !== turn) return;
    for (const place of page.querySelectorAll("[data-done]")) place.textContent = done;
    for (const place of page.querySelectorAll("[data-left]")) place.textContent = whole - done;
    for (const place of page.querySelectorAll("[data-left-note]")) place.hidden = done === whole;
    for (const place of page.querySelectorAll("[data-count]")) {
      const [some, all] = tables[place.dataset.count];
      place.textContent = `${some}/${all}`;
      place.classList.toggle("warn", some < all);
    }
    for (const place of page.querySelectorAll("output[data-place]")) place.textContent = computed[place.dataset.place] ?? "";
    const note = page.querySelector("textarea[name=note]");
    if (note) note.required = done < whole;
    for (const field of page.querySelectorAll("input[data-table]")) {
      const message = wrong[[field.dataset.table, field.dataset.row, field.dataset.column].join("/")] ?? "";
      const box = field.closest(".field");
      box.classList.toggle("bad", Boolean(message));
      box.querySelector("[data-wrong]").textContent = message;
    }
  }
}
