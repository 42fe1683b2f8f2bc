// Forms that are answered inside their page: a refusal stands in the form, and what was typed stays.
import { answerOf, request } from "./server.js";

export function inside() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-inside]") || event.defaultPrevented) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const answer = await request(form.action, { method: "POST", body, headers: { "X-Inside": "1" } }, (text) => tell(form, text))
      .then(answerOf)
      .catch(() => ({ message: "没有存上：连不上服务器；恢复后请再试一次。" }));
    if (answer.to) {
      go(answer.to);
      return;
    }
    tell(form, answer.lines?.join(" ") || answer.message);
  });
}

function go(address) {
  const to = new URL(address, window.location.href);
  const isHere = to.pathname === window.location.pathname && to.search === window.location.search;
  window.location.assign(to);
  if (isHere && to.hash) window.location.reload();
}

function tell(form, text) {
  let place = form.querySelector(":scope > .state");
  if (!place) {
    place = document.createElement("p");
    place.setAttribute("role", "alert");
    form.append(place);
  }
  place.className = "state wrong";
  place.textContent = text;
  place.scrollIntoView({ block: "nearest" });
}
