// Talking to the server: tokens, JSON, and what to do when it cannot be reached.
export function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

export function base() {
  return document.body.dataset.base;
}

// Posts edits. Resolves to { status, ...answer }; rejects only when the server cannot be reached.
export async function save(edits) {
  const reason = document.querySelector("#reason")?.value ?? "";
  const body = JSON.stringify({ edits, reason });
  const response = await fetch(`${base()}edit/`, {
    method: "POST",
    keepalive: body.length < 60000,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
    body,
  });
  const answer = await response.json().catch(() => ({ message: "服务器没有正常回答。" }));
  if (response.ok) document.body.dispatchEvent(new CustomEvent("stored"));
  return { ...answer, status: response.status };
}

export async function ask(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

// A line at the foot of the window, read out by screen readers.
export function say(text, kind = "") {
  const place = document.querySelector("#said");
  if (!place) return;
  place.textContent = text;
  place.className = kind;
}

export function unsay() {
  if (document.querySelector("#said")?.className === "wrong") say("");
}

// The place beside a field that says what became of it.
export function beside(field, text, kind) {
  let place = field.parentElement.querySelector(":scope > .state");
  if (!place) {
    place = document.createElement("small");
    place.className = "state";
    place.setAttribute("role", "status");
    field.after(place);
  }
  place.textContent = text;
  place.className = `state ${kind}`;
  return place;
}

export function start() {
  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
    const reason = document.querySelector("#reason")?.value;
    if (reason && event.detail.verb === "post") event.detail.parameters.reason ??= reason;
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const words = [...page.querySelectorAll(".refused h1, .refused li")].map((part) => part.textContent.trim());
    const text = words.join(" ") || "没有存上，请刷新后再试。";
    const field = event.detail.elt.closest("form")?.querySelector("input:not([type=hidden]), textarea");
    if (field) beside(field, text, "wrong");
    say(text, "wrong");
  });
  // What was wrong is right again: the words at the foot of the window go.
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && unsay());
  document.body.addEventListener("htmx:sendError", () => say("连不上服务器；恢复后请再试一次。", "wrong"));
}
