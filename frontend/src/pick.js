// Picking lines of the indicator table: boxes, Shift with a click or the arrows. What is done is done with all of them.
const MILLION = 6; // digits behind the point that are summed

// ``act.move(codes, facts)`` and ``act.remove(codes)`` do it. Gives back what is to be moved with a line.
export function pick(table, act) {
  const bar = document.querySelector("#picked");
  if (!bar) return { withLine: (code) => [code], codes: () => [], again: () => {} };
  let anchor = ""; // the line from which Shift extends

  const lines = () => [...table.querySelectorAll("tr.line")];
  const box = (line) => line.querySelector("input[data-pick]");
  const picked = () => lines().filter((line) => box(line).checked);
  const codes = () => picked().map((line) => line.dataset.code);

  table.addEventListener("click", ({ target, shiftKey }) => {
    if (!target.matches?.("input[data-pick]")) return;
    const code = target.closest("tr.line").dataset.code;
    if (shiftKey && anchor) range(anchor, code, target.checked);
    else anchor = code;
    tell();
  });
  table.addEventListener("keydown", (event) => {
    const line = event.target.closest?.("td.code")?.parentElement;
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) go(line, step, event);
    else if (event.key === "Delete") act.remove(withLine(line.dataset.code));
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("#drawer")?.hidden !== false) clear();
  });
  bar.addEventListener("click", ({ target }) => {
    const { by } = target.closest("button")?.dataset ?? {};
    if (by) act.move(codes(), { by });
    if (target.closest("[data-remove]")) act.remove(codes());
    if (target.closest("[data-clear]")) clear();
  });
  bar.querySelector("select").addEventListener("change", ({ target }) => {
    act.move(codes(), { parent: target.value === "top" ? "" : target.value, before: "" });
  });

  function go(line, step, { target, shiftKey }) {
    const all = lines();
    const next = all[all.indexOf(line) + step];
    if (!next) return;
    if (shiftKey) {
      if (!picked().length || !anchor) anchor = line.dataset.code;
      for (const one of all) box(one).checked = false;
      range(anchor, next.dataset.code, true);
      tell();
    }
    next.querySelector(target.matches("input") ? "input[data-pick]" : "button[data-editor]").focus();
  }
  function range(from, to, on) {
    const all = lines();
    const [first, last] = [from, to].map((code) => all.findIndex((line) => line.dataset.code === code)).sort((a, b) => a - b);
    for (const line of all.slice(first, last + 1)) box(line).checked = on;
  }
  function clear() {
    for (const line of picked()) box(line).checked = false;
    anchor = "";
    tell();
  }
  function withLine(code) {
    const all = codes();
    return all.includes(code) ? all : [code];
  }

  // The bar says how many and what they weigh, and offers the groups that they can go below.
  function tell() {
    const all = picked();
    bar.hidden = !all.length;
    document.querySelector("#pick-hint").hidden = Boolean(all.length);
    table.classList.toggle("picking", Boolean(all.length));
    for (const line of lines()) line.classList.toggle("picked", box(line).checked);
    if (!all.length) return;
    const inside = new Set(all.map((line) => line.dataset.code));
    for (const line of lines()) if (inside.has(line.dataset.parent)) inside.add(line.dataset.code);
    const tops = all.filter((line) => !inside.has(line.dataset.parent));
    bar.querySelector("[data-count]").textContent = all.length;
    bar.querySelector("[data-weight]").textContent = sum(tops.map((line) => line.querySelector("input[name=weight]").value));
    const groups = lines().filter((line) => "group" in line.dataset && !inside.has(line.dataset.code));
    const options = groups.map((line) => new Option(`${line.dataset.code} ${line.querySelector("input[name=name]").value}`, line.dataset.code));
    bar.querySelector("select").replaceChildren(new Option("移到…", ""), new Option("一级", "top"), ...options);
  }

  table.addEventListener("input", ({ target }) => target.name === "weight" && tell());
  return {
    withLine,
    // The table was drawn anew: the same lines are picked.
    again(before) {
      for (const line of lines()) box(line).checked = before.includes(line.dataset.code);
      tell();
    },
    codes,
  };
}

// A sum of decimal texts, exact.
export function sum(texts) {
  const whole = texts.map((text) => text.trim()).filter((text) => /^\d+(\.\d+)?$/.test(text)).reduce((total, text) => {
    const [units, part = ""] = text.split(".");
    return total + BigInt(units + part.slice(0, MILLION).padEnd(MILLION, "0"));
  }, 0n);
  const digits = String(whole).padStart(MILLION + 1, "0");
  return `${digits.slice(0, -MILLION)}.${digits.slice(-MILLION)}`.replace(/\.?0+$/, "");
}
