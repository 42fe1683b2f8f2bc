// The session ended while a page is open: what was typed stays, one signs in on another page, what waits is sent again.
import { cookie } from "./cookie.js";
import { say } from "./said.js";

const PAGE = "/signed-in/";
// What somebody is still asked before anything else; and what ends the session.
const BEFORE = new Set(["/password/", "/account/second/", "/login/code/", "/logout/"]);
const others = new BroadcastChannel("signed in");
let ended = null; // the promise of those who wait, while they do
let go = null;

export function signedOut() {
  if ("signedIn" in document.body.dataset) others.postMessage(""); // the page on which one signed in
  others.addEventListener("message", look);
  window.addEventListener("focus", look);
  document.addEventListener("submit", leave);
}

// Resolves when the user of this page is signed in again; asks for it.
export function signedIn() {
  ended ??= new Promise((resolve) => {
    go = resolve;
    const box = document.createElement("div");
    box.id = "signed-out";
    box.setAttribute("role", "alert");
    box.innerHTML = `<span></span> <a href="${PAGE}" target="_blank" rel="noopener">在新的一页登录</a> <button type="button">已登录，继续</button>`;
    box.querySelector("button").addEventListener("click", look);
    document.body.append(box);
    tell("登录已过期。这一页上的内容都在，登录后接着存。");
  });
  return ended;
}

function tell(text) {
  document.querySelector("#signed-out span").textContent = text;
}

async function look() {
  if (!ended) return;
  const response = await fetch(PAGE, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response?.ok || !ended) return;
  const { user } = await response.json();
  if (user !== document.body.dataset.user) {
    tell(`现在登录的是“${user}”；这一页是“${document.body.dataset.user}”打开的，请用原来的账户登录。`);
    return;
  }
  document.querySelector("#signed-out").remove();
  ended = null;
  go();
}

// A form that leads to another page is sent when the server is there and knows its user: the page waits for that.
function leave(event) {
  const form = event.target;
  const token = form.elements.csrfmiddlewaretoken;
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || !document.body.dataset.user) return;
  if (token) token.value = cookie("csrftoken"); // another one since somebody signed in elsewhere
  if (BEFORE.has(new URL(form.action).pathname)) return;
  const status = present();
  if (status === 200) return;
  event.preventDefault();
  if (status === 401) signedIn().then(() => say("已登录，请再提交一次。"));
  else say("连不上服务器，没有提交；恢复后请再提交一次。", "wrong");
}

function present() {
  const asked = new XMLHttpRequest();
  asked.open("GET", PAGE, false);
  asked.setRequestHeader("Accept", "application/json");
  try {
    asked.send();
  } catch {
    return 0;
  }
  return asked.status;
}
