// Options of a question with their scores: what is typed is stored row by row, a blank row waits at the end.
import { say } from "./said.js";
import { answerOf, request } from "./server.js";

export function options() {
  document.addEventListener("input", ({ target }) => {
    const list = target.closest?.("[data-options]");
    if (list?.lastElementChild.contains(target) && target.value) list.append(blank(list.lastElementChild));
  });
  document.addEventListener("change", ({ target }) => {
    const list = target.closest?.("[data-options]");
    if (list) store(list);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-up]");
    const row = button?.closest("li");
    if (!row?.previousElementSibling) return;
    row.previousElementSibling.before(row);
    button.focus();
    store(row.parentElement);
  });
}

function blank(row) {
  const next = row.cloneNode(true);
  for (const input of next.querySelectorAll("input")) input.value = "";
  return next;
}

async function store(list) {
  if (list.busy) {
    list.again = true;
    return;
  }
  list.busy = true;
  const body = new URLSearchParams({ seen: list.dataset.seen, reason: document.querySelector("#reason")?.value ?? "" });
  for (const input of list.querySelectorAll("input")) body.append(input.name, input.value);
  const address = `${list.closest("[data-builder]").dataset.builder}design/${list.dataset.options}`;
  const answer = await request(address, { method: "POST", body, keepalive: true }).then(answerOf).catch(() => ({}));
  list.busy = false;
  if (answer.status === 200) {
    list.dataset.seen = answer.seen;
    say(`已保存 ${answer.at}`, "saved");
    document.body.dispatchEvent(new CustomEvent("saved", { detail: { field: list } }));
  } else {
    say([answer.message ?? "没有存上，请检查网络后再改一次。", ...(answer.lines ?? [])].join(" "), "wrong");
  }
  if (list.again) {
    list.again = false;
    store(list);
  }
}
