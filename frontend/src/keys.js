// J and K: the next and the one before, where a page has them.
export function keys() {
  document.addEventListener("keydown", (event) => {
    const { tagName, type } = event.target;
    const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(tagName) && type !== "radio" && type !== "checkbox";
    if (event.ctrlKey || event.metaKey || event.altKey || writes) return;
    const wanted = { j: "next", k: "prev" }[event.key];
    const link = wanted && document.querySelector(`a[rel="${wanted}"]`);
    if (link) link.click();
  });
  const list = document.querySelector(".leaves");
  const here = list?.querySelector("[aria-current]");
  if (here) list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 3;
  for (const form of document.querySelectorAll("form[data-sure]")) {
    form.addEventListener("submit", (event) => {
      if (!window.confirm(form.dataset.sure)) event.preventDefault();
    });
  }
  for (const box of document.querySelectorAll("select[data-submit]")) {
    box.addEventListener("change", () => box.form.requestSubmit());
  }
  for (const box of document.querySelectorAll("input[data-all]")) {
    box.addEventListener("change", () => {
      for (const one of box.form.querySelectorAll("input[type=checkbox]")) one.checked = box.checked;
    });
  }
  for (const box of document.querySelectorAll("input[data-level]")) {
    box.addEventListener("change", () => {
      const boxes = [...box.form.querySelectorAll("input[data-level]")];
      for (const below of boxes.slice(boxes.indexOf(box) + 1)) {
        if (below.dataset.level <= box.dataset.level) break;
        below.checked = box.checked;
      }
    });
  }
  document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
  for (const box of document.querySelectorAll("select[data-go]")) {
    box.addEventListener("change", () => window.location.assign(box.value));
  }
}
