// A list that is edited as a table and saved as a whole: rows are added, removed and moved (Alt+↑ ↓).
import { met, state } from "./autosave.js";
import { oneAtATime, onLeaving, save, unsaved } from "./server.js";

// What a row of fields is stored as.
const SHAPES = {
  records: (row) => (Object.values(row).some(Boolean) ? Object.fromEntries(Object.entries(row).filter(([, text]) => text)) : null),
  texts: (row) => Object.values(row).join("") || null,
};

export function list(table) {
  const { field, shape, seen } = table.dataset;
  const body = table.tBodies[0];
  const blank = table.parentElement.querySelector(":scope > template").content;
  let stored = JSON.parse(seen);
  let sending; // what is on its way
  let pause = 0;
  const store = oneAtATime(send);

  if (!body.rows.length) add();
  table.addEventListener("input", later);
  table.addEventListener("change", later);
  table.addEventListener("click", ({ target }) => {
    if (target.closest("[data-drop]")) {
      const row = target.closest("tr");
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      if (!body.rows.length) add();
      (next?.isConnected ? next : body.rows[0]).querySelector("input, select").focus();
      later();
    }
  });
  table.parentElement.querySelector(":scope > [data-grow]")?.addEventListener("click", () => add().querySelector("input, select").focus());
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    const other = { ArrowUp: row?.previousElementSibling, ArrowDown: row?.nextElementSibling }[event.key];
    if (!event.altKey || !row || !other) return;
    event.preventDefault();
    if (event.key === "ArrowUp") other.before(row);
    else other.after(row);
    event.target.focus();
    later();
  });
  onLeaving(() => {
    if (sending === undefined) store();
    else if (!same(values(), sending)) save([edit(sending, values())]);
  });

  function add() {
    body.append(blank.cloneNode(true));
    return body.lastElementChild;
  }
  function later() {
    clearTimeout(pause);
    pause = setTimeout(store, 700);
  }
  function values() {
    const rows = [...body.rows].map((row) =>
      Object.fromEntries([...row.querySelectorAll("[data-column]")].map((one) => [one.dataset.column, one.value.trim()])),
    );
    return rows.map(SHAPES[shape]).filter((row) => row !== null);
  }
  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }
  function edit(before, after) {
    return { kind: "head", key: "", field, before: before.length ? before : null, after: after.length ? after : null };
  }
  async function send() {
    clearTimeout(pause);
    const after = values();
    unsaved.delete(table);
    if (same(after, stored)) return;
    sending = after;
    const answer = await save([edit(stored, after)], (text) => state(table, text, "wrong"));
    sending = undefined;
    if (answer.status === 200) {
      stored = after;
      const told = answer.told?.join(" ") ?? "";
      state(table, `已保存 ${answer.at} ${told}`, told ? "warn" : "saved");
    } else if (answer.status === 409 && answer.conflicts) {
      met(table, answer, () => { stored = answer.conflicts[0].theirs ?? []; store(); });
    } else {
      state(table, [answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
    }
  }
}
