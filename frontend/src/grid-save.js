// What a grid's cells hold, what was changed, and getting it to the server: one request after the other, never half.
import { mark, print } from "./grid-draw.js";
import { say } from "./said.js";
import { save } from "./server.js";

// ``spot`` knows the cells; ``stored`` is called after something was.
export function ledger(table, spot, stored) {
  const done = [];
  const undone = [];
  let queue = Promise.resolve();
  let waiting = 0;

  const value = (cell) => cell.dataset.value ?? "";
  const text = (cell) => cell.dataset.value ?? cell.textContent;

  function put(cell, shown) {
    cell.dataset.value = shown;
    cell.textContent = shown;
    if (cell.classList.contains("met")) cell.classList.remove("met");
  }

  // Puts texts into cells at once and sends them; what cannot be edited or is outside is left out, and said so.
  function apply(pairs, past) {
    const fit = pairs.filter(([cell]) => cell?.dataset.edit !== undefined);
    const wanted = fit.filter(([cell, after]) => after !== value(cell));
    const left = pairs.length - fit.length;
    if (!wanted.length) {
      if (left) say(`${left} 格不能填（合计、比率或超出了表格）。`, "wrong");
      return;
    }
    const before = wanted.map(([cell]) => [cell, value(cell)]);
    for (const [cell, after] of wanted) put(cell, after);
    const edits = wanted.map(([cell, after], at) => ({
      table: table.dataset.table, row: cell.parentElement.dataset.row.split("/"), column: cell.dataset.column,
      layer: table.dataset.layer, before: before[at][1], after,
    }));
    past.push(before);
    waiting += 1;
    queue = queue.then(() => send(edits, wanted, before, past, left)).finally(() => { waiting -= 1; });
  }

  async function send(edits, wanted, before, past, left) {
    const answer = await save(edits);
    if (answer.status === 200) {
      const also = left ? `；另有 ${left} 格是合计、比率或超出了表格，没有存` : "";
      say(`已保存 ${answer.at}${wanted.length > 1 ? `，共 ${wanted.length} 格` : ""}${also}`, left ? "warn" : "saved");
      stored();
      return;
    }
    if (past.includes(before)) past.splice(past.indexOf(before), 1);
    wanted.forEach(([cell, after], at) => value(cell) === after && put(cell, before[at][1]));
    if (answer.status === 409 && answer.conflicts) meet(edits, wanted, answer);
    else say([answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
  }

  // Somebody else was quicker: his value stands, both are told.
  function meet(edits, wanted, answer) {
    for (const met of answer.conflicts) {
      const index = edits.findIndex(({ table: name, row, column }) => {
        const path = [name, ...row].join("/");
        return (met.key === path && met.field === `cells.${column}`) || met.key.startsWith(`${path}/${column}/`);
      });
      const cell = wanted[index]?.[0];
      if (!cell) continue;
      put(cell, met.theirs ?? "");
      cell.classList.add("met");
      cell.dataset.wrong = `${met.by || "别人"} ${met.at} 填了“${met.theirs ?? ""}”，您填的是“${met.yours ?? ""}”。再填一次即以您的为准。`;
      cell.title = cell.dataset.wrong;
    }
    say(`${answer.message} 冲突的格已标出；同批的其他格也没有存入。`, "wrong");
  }

  function back(from, to, activate) {
    if (!from.length) return;
    const pairs = from.pop();
    activate(pairs[0][0]);
    apply(pairs, to);
  }

  window.addEventListener("beforeunload", (event) => waiting && event.preventDefault());
  return {
    value, text, print, mark,
    change: (pairs) => { undone.length = 0; apply(pairs, done); },
    show: (cell) => { cell.textContent = value(cell); },
    undo: (activate) => back(done, undone, activate),
    redo: (activate) => back(undone, done, activate),
  };
}
