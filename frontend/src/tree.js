// The indicator table: opens the editor below a line, keeps sums and marks true, adds indicators.
import { pick } from "./pick.js";
import { reorder } from "./reorder.js";
import { why } from "./reason.js";
import { say } from "./said.js";
import { answerOf, ask, base, request } from "./server.js";

// How grave the gravest of what is said of an indicator is; "open": only its score is missing yet.
const MARKS = { wrong: "!", warn: "△", open: "○" };

// The fields that say the same as the name and the standard: once one is changed, its author has looked at them.
const BESIDE = new Set(["definition", "source", "basis"]);

export function tree(table) {
  const page = table.ownerDocument;
  document.body.addEventListener("saved", ({ detail }) => {
    const { kind, field, key } = detail.field.dataset;
    if (kind !== "indicator") return;
    const shown = lineOf(table, key)?.querySelector("td.standard button");
    if (field === "standard" && shown) shown.textContent = detail.field.value || "写评分标准";
    if (["weight", "target"].includes(field)) understand(table, key);
    if (BESIDE.has(field)) for (const old of table.querySelectorAll(`[data-key="${CSS.escape(key)}"] + .state.warn`)) old.remove();
    refresh(table);
  });
  table.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && detail.requestConfig.verb === "post" && detail.elt.matches("form.meaning") && refresh(table));
  table.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-editor]");
    if (button) toggle(button);
    const open = target.closest?.("button[data-open]");
    if (open) write(open.dataset.open);
  });
  page.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button[data-add]");
    if (button) change(table, "add/", { parent: button.dataset.add, after: button.dataset.after }, "name");
  });
  const move = async (codes, facts) => {
    const before = picks.codes();
    await change(table, "move/", { code: codes, ...facts }, "code");
    picks.again(before);
  };
  const picks = pick(table, {
    move,
    remove: (codes) => window.htmx.ajax("GET", `${table.dataset.base}remove/?${new URLSearchParams(codes.map((code) => ["code", code]))}`, "#drawer"),
  });
  reorder(table, (code, facts) => move(picks.withLine(code), facts));
  page.addEventListener("keydown", (event) => {
    const types = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (types || !table.dataset.last || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    undo(table);
  });
  const at = new URLSearchParams(window.location.search).get("at");
  if (at) window.addEventListener("load", () => {
    const button = table.querySelector(`button[data-editor="${CSS.escape(at)}"]`);
    button?.click();
    button?.scrollIntoView();
  });

  // Opens the editor of an indicator with the cursor in its standard.
  function write(code) {
    const button = table.querySelector(`button[data-editor="${CSS.escape(code)}"]`);
    const editor = table.querySelector(`[data-editor-of="${CSS.escape(code)}"]`);
    if (editor.hidden) button.click();
    const field = editor.querySelector("textarea[name=standard]");
    if (field) field.focus();
    else editor.addEventListener("htmx:afterSettle", () => editor.querySelector("textarea[name=standard]")?.focus(), { once: true });
  }

  function toggle(button) {
    const place = table.querySelector(`[data-editor-of="${CSS.escape(button.dataset.editor)}"]`);
    const isOpen = !place.hidden;
    place.hidden = isOpen;
    button.setAttribute("aria-expanded", String(!isOpen));
    if (!isOpen) show(button.closest("tr"), place);
  }
  // A line that is opened goes up as far as its editor needs to be seen.
  function show(line, place) {
    const box = table.parentElement;
    const look = () => {
      const room = box.getBoundingClientRect().bottom - table.tHead.offsetHeight;
      if (place.getBoundingClientRect().bottom > room) line.scrollIntoView({ block: "start" });
    };
    if (place.textContent.trim()) look();
    else place.addEventListener("htmx:afterSettle", look, { once: true });
  }
}

export function lineOf(table, code) {
  return table.querySelector(`tr.line[data-code="${CSS.escape(code)}"]`);
}

// Sums, marks and what is said in open editors, as they are now.
async function refresh(table) {
  const { sums, told } = await ask(`${base()}indicators/sums/`);
  for (const place of document.querySelectorAll("[data-sum]")) {
    const [text, misses] = sums[place.dataset.sum] ?? ["", false];
    place.textContent = text && `Σ ${text}`;
    place.classList.toggle("wrong", misses);
  }
  for (const line of table.querySelectorAll("tr.line")) {
    const mark = line.querySelector("[data-told]");
    const [texts, state] = told[line.dataset.code] ?? [[], ""];
    mark.hidden = !texts.length;
    mark.title = texts.join(" ");
    mark.textContent = MARKS[state] ?? "";
    mark.className = `mark ${state}`;
    mark.setAttribute("aria-label", `${state === "open" ? "还没有得分" : "有问题"}：${mark.title}`);
    line.nextElementSibling.querySelector("ul.told")?.replaceChildren(...texts.map(item));
  }
}

// Asks for a change of the tree; the table comes back anew, and the line that was changed gets the focus.
async function change(table, address, facts, focus) {
  const reason = await why();
  if (reason === null) return;
  const body = new URLSearchParams({ reason });
  for (const [name, value] of Object.entries(facts)) for (const one of [value].flat()) body.append(name, one);
  const answer = await request(table.dataset.base + address, { method: "POST", body }).then(answerOf)
    .catch(() => ({ message: "没有存上：连不上服务器；恢复后请再试一次。" }));
  if (answer.status !== 200) {
    say([answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
    return;
  }
  if (table.parentElement.hidden) {
    window.location.assign(`${table.dataset.base}?at=${encodeURIComponent(answer.at)}`);
    return;
  }
  table.tBodies[0].innerHTML = answer.rows;
  window.htmx.process(table.tBodies[0]);
  say(answer.said);
  table.dataset.last = answer.revision;
  refresh(table);
  const line = lineOf(table, answer.at);
  line.scrollIntoView({ block: "nearest" });
  const field = line.querySelector(focus === "name" ? "input[name=name]" : "button[data-editor]");
  field.focus();
  if (focus === "name") field.select();
}

// Takes the last change of the tree back.
async function undo(table) {
  const reason = await why();
  if (reason === null) return;
  const body = new URLSearchParams({ revision: table.dataset.last, reason });
  const headers = { "X-Inside": "1" };
  const answer = await request(`${table.dataset.base}undo/`, { method: "POST", body, headers }).then(answerOf)
    .catch(() => ({ message: "没有撤销：连不上服务器；恢复后请再试一次。" }));
  if (answer.to) window.location.assign(answer.to);
  else say([answer.message, ...(answer.lines ?? [])].join(" "), "wrong");
}

// A standard that is open is read again when the weight or the target beside it changed.
function understand(table, code) {
  const text = table.querySelector(`textarea[name=standard][data-key="${CSS.escape(code)}"]`);
  if (text) window.htmx.trigger(text, "again");
}

function item(text) {
  const found = document.createElement("li");
  found.textContent = text;
  return found;
}
