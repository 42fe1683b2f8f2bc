// The drawer at the right: opens when it gets content, closes with Escape or its button, gives focus back.
// A figure inside it opens in its place; ← leads back.
export function drawer() {
  const panel = document.querySelector("#drawer");
  if (!panel) return;
  let from = null;
  let shown = "";
  let before = [];
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("[hx-target='#drawer']");
    if (link && !panel.contains(link)) { from = link; before = []; }
    if (link && panel.contains(link)) before.push(shown);
    if (target.closest?.("[data-back]")) window.htmx.ajax("GET", before.pop(), "#drawer");
    if (target.closest?.("[data-close]")) close();
  });
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target !== panel) return;
    if (panel.hidden && !from) from = document.activeElement;
    panel.hidden = false;
    shown = detail.pathInfo.requestPath;
    if (before.length) panel.prepend(back());
    panel.scrollTop = 0;
    panel.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    from?.focus();
    from = null;
    before = [];
  }
}

function back() {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.back = "";
  button.textContent = "← 返回";
  return button;
}
