// Lists whose parts change places: drag by the handle, or ↑ ↓ on it. The order is stored when it rests.
import { say } from "./said.js";
import { answerOf, request } from "./server.js";

const PAUSE = 500;

export function order(list) {
  let moving = null;
  let pause = 0;
  const parts = () => [...list.children].filter((part) => part.dataset.key);

  list.addEventListener("keydown", (event) => {
    const handle = handleOf(event);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!handle || !step) return;
    event.preventDefault();
    const part = partOf(handle);
    const other = parts()[parts().indexOf(part) + step];
    if (!other) return;
    if (step < 0) other.before(part);
    else other.after(part);
    handle.focus();
    say(`移到第 ${parts().indexOf(part) + 1} 位`);
    rest();
  });
  list.addEventListener("pointerdown", (event) => {
    const handle = handleOf(event);
    if (!handle) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    moving = partOf(handle);
    moving.classList.add("moving");
  });
  list.addEventListener("pointermove", (event) => {
    if (!moving) return;
    for (const part of parts()) {
      if (part === moving) continue;
      const { top, bottom } = part.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      const isAbove = parts().indexOf(part) < parts().indexOf(moving);
      if (isAbove && event.clientY < middle) { part.before(moving); return; }
      if (!isAbove && event.clientY > middle) part.after(moving);
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, () => {
      if (!moving) return;
      moving.classList.remove("moving");
      moving = null;
      rest();
    });
  }
  // A handle of this list, not of one inside its parts.
  function handleOf(event) {
    const handle = event.target.closest?.("[data-handle]");
    return handle?.closest("[data-order]") === list ? handle : null;
  }
  function partOf(handle) {
    return parts().find((part) => part.contains(handle));
  }
  function rest() {
    clearTimeout(pause);
    pause = setTimeout(store, PAUSE);
  }
  async function store() {
    const body = new URLSearchParams(parts().map((part) => ["keys", part.dataset.key]));
    const answer = await request(list.dataset.order, { method: "POST", body, keepalive: true }).then(answerOf).catch(() => ({}));
    if (answer.status !== 200) { say([answer.message ?? "次序没有存上：连不上服务器。", ...(answer.lines ?? [])].join(" "), "wrong"); return; }
    say("次序已保存", "saved");
    if (answer.to) { window.location.assign(answer.to); return; }
    list.dispatchEvent(new CustomEvent("ordered", { bubbles: true }));
  }
}
