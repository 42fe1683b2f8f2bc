// A list that is edited as a table and saved as a whole: rows are added, removed and moved (Alt+↑ ↓).
import { met, state } from "./autosave.js";
import { save } from "./server.js";

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
  let pause = 0;

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
  window.addEventListener("pagehide", () => pause && store());

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
  async function store() {
    clearTimeout(pause);
    pause = 0;
    const after = values();
    if (JSON.stringify(after) === JSON.stringify(stored)) return;
    try {
      const answer = await save([{ kind: "head", key: "", field, before: stored.length ? stored : null, after: after.length ? after : null }]);
      if (answer.status === 200) {
        stored = after;
        const told = answer.told?.join(" ") ?? "";
        state(table, `已保存 ${answer.at} ${told}`, told ? "warn" : "saved");
      } else if (answer.status === 409) {
        met(table, answer, () => { stored = answer.conflicts[0].theirs ?? []; store(); });
      } else {
        state(table, [answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
      }
    } catch {
      state(table, "没有存上，正在重试……", "wrong");
      later();
    }
  }
}
