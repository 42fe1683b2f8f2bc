// 报告复核: J and K through the discrepancies, A, D, S and U to decide; filters; the document follows, and leads back.
import { say } from "./said.js";
import { request } from "./server.js";

export function audit(desk) {
  const base = desk.dataset.audit;
  const list = desk.querySelector(".discrepancies");
  const original = desk.querySelector(".original");
  const filters = [...desk.querySelectorAll("[data-filter]")];
  const shownCount = desk.querySelector("[data-shown]");
  let current = null;
  let wanted = null;

  const items = () => [...list.children];
  const shown = () => items().filter((item) => !item.hidden);
  const numberOf = (item) => item.id.slice(1);
  const marksOf = (item) => original.querySelectorAll(`a[href="#d${numberOf(item)}"]`);

  function select(item, { follow = true, focus = true } = {}) {
    if (!item) return;
    for (const one of [current, item]) if (one) one.classList.toggle("selected", one === item);
    for (const mark of original.querySelectorAll("mark.selected")) mark.classList.remove("selected");
    current = item;
    item.querySelector("details").open = true;
    if (focus) item.querySelector("summary").focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    for (const link of marksOf(item)) link.parentElement.classList.add("selected");
    const place = original.querySelector(`#m${numberOf(item)}`);
    if (follow && place && wide()) reach(place);
  }

  // Brings a place to the middle. A leaf far away is laid out only when it comes into sight, and its height changes then:
  // so it is looked at again for some frames, until it stays.
  function reach(place) {
    let frames = 20;
    wanted = place;
    const go = () => {
      if (wanted !== place || !frames--) return;
      const [here, around] = [place.getBoundingClientRect(), original.getBoundingClientRect()];
      const off = here.top - around.top - around.height / 2;
      if (Math.abs(off) > around.height / 3) original.scrollTop += off;
      if (frames === 0) place.scrollIntoView({ block: "nearest", inline: "nearest" });
      requestAnimationFrame(go);
    };
    go();
  }

  const wide = () => window.matchMedia("(min-width: 901px)").matches;

  function step(by) {
    const all = shown();
    const at = all.indexOf(current);
    select(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function filter() {
    for (const item of items()) item.hidden = filters.some(({ value, dataset }) => value && item.dataset[dataset.filter] !== value);
    const count = shown().length;
    const left = items().filter(({ dataset }) => dataset.state === "open" && dataset.standing !== "mended").length;
    const all = count === items().length ? `${count} 处` : `${count} / ${items().length} 处`;
    shownCount.textContent = left ? `${all}，待处理 ${left}` : items().length ? `${all}，都处理了` : all;
  }

  function paint(item) {
    for (const link of marksOf(item)) link.parentElement.classList.toggle("not-so", item.dataset.state === "dismissed");
  }

  async function store(chosen, fields) {
    const body = new URLSearchParams(fields);
    for (const item of chosen) body.append("on", item.dataset.on);
    const response = await request(`${base}decide/`, { method: "POST", body }).catch(() => null);
    if (!response?.ok || response.redirected) {
      const answer = response ? await response.json().catch(() => ({})) : { message: "连不上服务器，没有存上。" };
      say([answer.message, ...(answer.lines ?? [])].join(" ") || "没有存上。", "wrong");
      return false;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const item of fresh.querySelectorAll("li[data-on]")) {
      const old = document.getElementById(item.id);
      item.querySelector("details").open = old.querySelector("details").open;
      if (old === current) current = item;
      old.replaceWith(item);
      paint(item);
    }
    say(`已保存 ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`, "saved");
    return true;
  }

  // Decides about one discrepancy or many. A reason or an addressee is asked for first, where one is needed.
  async function decide(outcome, chosen) {
    if (!chosen.length) return;
    const fields = { outcome };
    const dialog = document.getElementById(outcome);
    if (dialog?.tagName === "DIALOG") {
      const given = await asked(dialog, chosen.length);
      if (!given) return;
      Object.assign(fields, given);
    } else if (chosen.length > 1 && !window.confirm(`确认列出的 ${chosen.length} 处？`)) {
      return;
    }
    const one = chosen.length === 1;
    const at = shown().indexOf(chosen[0]);
    const [next, before] = one ? [shown()[at + 1], shown()[at - 1]] : [];
    if (!(await store(chosen, fields))) return;
    filter();
    if (one && outcome !== "open" && next) select(next);
    else if (current?.hidden && before) select(before);
    else if (current) select(current, { follow: false });
    document.getElementById(outcome)?.querySelectorAll?.("textarea").forEach((text) => { text.value = ""; });
  }

  function asked(dialog, count) {
    dialog.querySelector("[data-many]").textContent = count > 1 ? `${count} 处` : "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" && Object.fromEntries(new FormData(dialog.querySelector("form")))), { once: true });
      dialog.returnValue = "";
    });
  }

  for (const dialog of document.querySelectorAll("dialog#dismissed, dialog#sent")) {
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.querySelector("button.main").click();
    });
  }
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li[data-on]");
    const button = event.target.closest("[data-do]");
    if (button) decide(button.dataset.do, [item]);
    else if (event.target.closest("summary")) {
      event.preventDefault();
      const details = item.querySelector("details");
      if (details.open && item === current) details.open = false;
      else select(item);
    } else if (event.target.closest("[data-to]") && wide()) {
      event.preventDefault();
      select(item);
    }
  });
  original.addEventListener("click", (event) => {
    const link = event.target.closest("mark a");
    if (!link) return;
    event.preventDefault();
    const item = document.getElementById(link.hash.slice(1));
    item.hidden = false;
    select(item, { follow: false });
  });
  desk.addEventListener("click", ({ target }) => {
    const outcome = target.closest("[data-all]")?.dataset.all;
    if (outcome) decide(outcome, shown());
  });
  for (const box of filters) box.addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.closest?.("dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else {
      const outcome = { a: "accepted", d: "dismissed", s: "sent", u: "open" }[key];
      if (!outcome || !current?.querySelector(`[data-do="${outcome}"]`)) return;
      event.preventDefault();
      decide(outcome, [current]);
    }
  });

  if (!wide()) for (const table of original.querySelectorAll("table")) table.tabIndex = 0; // wide ones scroll inside
  for (const item of items()) paint(item);
  for (const link of original.querySelectorAll("mark a")) link.tabIndex = -1;
  filter();
  const named = document.getElementById(window.location.hash.slice(1))?.closest("li[data-on]");
  select(named ?? (wide() && items().find((item) => item.dataset.state === "open" && item.dataset.standing !== "mended")), { focus: false });
}

// A place to drop files: says which were dropped.
export function drop(form) {
  const input = form.querySelector("input[type=file]");
  const place = form.querySelector(".place");
  const about = place.querySelector("small");
  const plain = about.textContent;
  const tell = () => { about.textContent = [...input.files].map((file) => file.name).join("、") || plain; };
  input.addEventListener("change", tell);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      tell();
    });
  }
}
