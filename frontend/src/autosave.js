// Fields that save themselves: data-kind, data-key, data-field (or data-table, data-row, data-column, data-layer).
import { beside, say, unsay } from "./said.js";
import { isLong, oneAtATime, onLeaving, save, unsaved } from "./server.js";

const waiting = new Set();
const PAUSE = 700;

export function autosave() {
  document.addEventListener("focusin", ({ target }) => {
    if (isField(target) && target.dataset.seen === undefined) target.dataset.seen = target.defaultValue ?? initial(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (!isField(target)) return;
    if (target.dataset.seen === undefined) target.dataset.seen = initial(target);
    waiting.add(target);
    clearTimeout(target.pause);
    target.pause = setTimeout(() => storing(target), target.tagName === "SELECT" ? 0 : PAUSE);
  });
  document.addEventListener("change", ({ target }) => {
    if (isField(target) && waiting.has(target)) storing(target);
  });
  window.addEventListener("beforeunload", (event) => [...waiting].some(({ value }) => isLong(value)) && event.preventDefault());
  onLeaving(() => waiting.forEach(leave));
}

function isField(element) {
  return element instanceof HTMLElement && (element.dataset.kind || element.dataset.table) && "value" in element;
}

function initial(element) {
  if (element.tagName !== "SELECT") return element.defaultValue;
  return [...element.options].find((option) => option.defaultSelected)?.value ?? "";
}

function editOf(field) {
  const { kind, key, field: name, table, row, column, layer, part, seen } = field.dataset;
  const values = { before: seen ?? "", after: field.value };
  return table ? { table, row: row.split("/"), column, layer, part, ...values } : { kind, key: key ?? "", field: name ?? "", ...values };
}

// The newest text of a field whose last one is still on its way goes behind that.
function leave(field) {
  if (field.sending === undefined) storing(field);
  else if (field.sending !== field.value) save([{ ...editOf(field), before: field.sending }]);
}

function storing(field) {
  clearTimeout(field.pause);
  field.store ??= oneAtATime(() => store(field));
  field.store();
}

async function store(field) {
  const edit = editOf(field);
  if (edit.before === edit.after) {
    waiting.delete(field);
    unsaved.delete(field);
    return;
  }
  field.sending = edit.after;
  const answer = await save([edit], (text) => state(field, text, "wrong"));
  field.sending = undefined;
  if (field.value === edit.after) waiting.delete(field);
  unsaved.delete(field);
  if (answer.status === 200) {
    field.dataset.seen = edit.after;
    const told = answer.told?.join(" ") ?? "";
    if (!told && edit.kind === "head") for (const old of document.querySelectorAll("[data-kind=head] + .state.warn")) old.remove();
    const offers = answer.offers ?? [];
    const place = state(field, `已保存 ${answer.at} ${told}`, told || offers.length ? "warn" : "saved");
    place.append(...offers.map((one) => offer(one, place)));
    document.body.dispatchEvent(new CustomEvent("saved", { detail: { field } }));
  } else if (answer.status === 409 && answer.conflicts) {
    meet(field, answer);
  } else {
    state(field, [answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
  }
}

// What became of a field, beside it; what went wrong also at the foot of the window.
export function state(field, text, kind) {
  if (kind === "wrong") say(text, kind);
  else unsay();
  return beside(field, text, kind);
}

// A further edit that the server suggests: it is made by a click.
function offer({ label, edit }, place) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", async () => {
    const answer = await save([edit]);
    if (answer.status !== 200) {
      say([answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
      return;
    }
    place.remove();
    say(`已保存 ${answer.at}`);
    const { kind, key, field: name, after } = edit;
    for (const field of document.querySelectorAll(`[data-kind="${kind}"][data-key="${CSS.escape(key)}"][data-field="${name}"]`)) {
      field.value = field.dataset.seen = after;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.body.dispatchEvent(new CustomEvent("saved", { detail: { field: { dataset: { kind, key, field: name }, value: after } } }));
  });
  return button;
}

function meet(field, answer) {
  const met = answer.conflicts[0];
  const theirs = met.theirs ?? "";
  unsaved.add(field);
  const place = state(field, `${met.by || "别人"} ${met.at} 改成了“${theirs}”。`, "wrong");
  for (const [label, take] of [
    ["用我的", () => { field.dataset.seen = theirs; storing(field); }],
    ["用他的", () => { field.dataset.seen = theirs; field.value = theirs; unsaved.delete(field); state(field, "已换成他的", "saved"); }],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", take);
    place.append(" ", button);
  }
}

// Somebody else changed a list: it cannot be merged here, so one of the two is taken.
export function met(field, answer, keepMine) {
  const { by, at } = answer.conflicts[0];
  unsaved.add(field);
  const place = state(field, `${by || "别人"} ${at} 改了这里。`, "wrong");
  for (const [label, take] of [["用我的", keepMine], ["看他的", () => { unsaved.delete(field); window.location.reload(); }]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", take);
    place.append(" ", button);
  }
}
