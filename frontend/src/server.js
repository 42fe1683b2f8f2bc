// Talking to the server: tokens, JSON, and what to do when it cannot be reached or the session has ended.
import { cookie } from "./cookie.js";
import { why } from "./reason.js";
import { beside, say, unsay } from "./said.js";
import { signedIn } from "./signed-out.js";

const AGAIN = 3000;
const TOKEN = "csrfmiddlewaretoken";
const KEPT = 60000; // bytes that the browser sends on for a page that is left; all of them together

// What somebody typed and the server does not have: fields in conflict, texts that wait for the server.
export const unsaved = new Set();
let leaving = 0; // bytes on their way since the page began to be left; 0 before that

export function base() {
  return document.body.dataset.base;
}

// Every request of a script. Where the session has ended it waits until somebody signed in and asks again.
// ``tell`` gets what is in the way. Rejects when the server cannot be reached.
export async function request(address, options = {}, tell = (text) => say(text, "wrong")) {
  for (;;) {
    const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), ...options.headers };
    if (options.body?.has?.(TOKEN)) options.body.set(TOKEN, cookie("csrftoken")); // another one since the form was drawn
    const response = await fetch(address, { ...options, headers });
    if (response.status !== 401) return response;
    tell("没有存上：登录已过期。");
    await signedIn();
  }
}

// The answer of a request as { status, ...what it says }; one that is not from the page that was asked is none.
export async function answerOf(response) {
  const said = response.redirected ? null : await response.json().catch(() => null);
  if (said && response.status === 400 && said.lines?.length) return { message: said.lines.join(" "), status: 400 };
  if (said) return { ...said, status: response.status };
  return { message: "没有存上：服务器没有正常回答。", status: response.ok ? 502 : response.status };
}

// Posts edits until the server has answered. Resolves to { status, ...answer }; ``tell`` gets what is in the way.
export async function save(edits, tell = (text) => say(text, "wrong")) {
  const reason = await why();
  if (reason === null) return { status: 400, message: "没有写理由，没有存入。" };
  const body = JSON.stringify({ edits, reason });
  const options = { method: "POST", body, keepalive: isKept(body), headers: { "Content-Type": "application/json" } };
  const trouble = (text) => {
    unsaved.add(options);
    tell(text);
  };
  for (;;) {
    const response = await request(`${base()}edit/`, options, trouble).catch(() => null);
    if (response && ![502, 503, 504].includes(response.status)) {
      unsaved.delete(options);
      const answer = await answerOf(response);
      if (answer.status === 200) document.body.dispatchEvent(new CustomEvent("stored"));
      return answer;
    }
    trouble("没有存上，正在重试；请不要关闭这一页。");
    await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
  }
}

// Runs ``act`` when the page is about to be left and, because some stay after all, when it goes.
export function onLeaving(act) {
  for (const name of ["beforeunload", "pagehide"]) window.addEventListener(name, act);
}

const bytes = (text) => new TextEncoder().encode(text).length;
export const isLong = (text) => bytes(text) > KEPT / 2;

// Whether the browser is to go on sending after the page has gone.
function isKept(body) {
  if (!leaving || leaving + bytes(body) > KEPT) return false;
  leaving += bytes(body);
  return true;
}

// ``send``, run once at a time; what is asked for meanwhile is one more run afterwards.
export function oneAtATime(send) {
  let busy = false;
  let again = false;
  return async function run() {
    again = busy;
    if (busy) return;
    busy = true;
    await send();
    busy = false;
    if (again) run();
  };
}

export async function ask(address) {
  const response = await request(address);
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response.json();
}

export function start() {
  window.addEventListener("beforeunload", (event) => unsaved.size && event.preventDefault());
  onLeaving(() => { leaving ||= 1; });
  window.addEventListener("pageshow", () => { leaving = 0; });
  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
    if (event.detail.parameters[TOKEN]) event.detail.parameters[TOKEN] = cookie("csrftoken");
    const reason = document.querySelector("#reason")?.value;
    if (reason && event.detail.verb === "post") event.detail.parameters.reason ??= reason;
  });
  document.body.addEventListener("htmx:responseError", ({ detail }) => {
    const field = detail.elt.closest("form")?.querySelector("input:not([type=hidden]), textarea");
    const tell = (text) => {
      if (field) beside(field, text, "wrong");
      say(text, "wrong");
    };
    if (detail.xhr.status === 401) {
      again(detail, tell);
      return;
    }
    const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
    const words = [...page.querySelectorAll(".refused h1, .refused li")].map((part) => part.textContent.trim());
    tell(words.join(" ") || "没有存上，请刷新后再试。");
  });
  // What was wrong is right again: the words at the foot of the window go.
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && unsay());
  document.body.addEventListener("htmx:sendError", () => say("连不上服务器；恢复后请再试一次。", "wrong"));
}

// What htmx could not send because the session has ended is sent as it then stands, once for each form.
async function again({ elt, target, requestConfig: { verb, path, triggeringEvent } }, tell) {
  if (verb !== "post") {
    await signedIn();
    return;
  }
  tell("没有存上：登录已过期。");
  const isFirst = !unsaved.has(elt);
  unsaved.add(elt);
  if (!isFirst) return;
  await signedIn();
  unsaved.delete(elt);
  const { name, value } = triggeringEvent?.submitter ?? {};
  window.htmx.ajax(verb, path, { source: elt, target, values: name ? { [name]: value } : {} });
}
