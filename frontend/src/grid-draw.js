// Draws the grid once, from texts; widths are fixed, so that a change of one cell moves no other.
const LETTER = 8;
const [NARROW, WIDE, KEY] = [84, 260, 220];

// How wide a text is, in pixels: a Chinese character takes two letters.
function width(text) {
  let letters = 0;
  for (const letter of String(text)) letters += letter.charCodeAt(0) > 255 ? 1.75 : 1;
  return letters * LETTER;
}

function element(name, facts = {}, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(facts)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

// Fills ``table``; gives back the cells, row by row.
export function draw(table, { keys, columns, rows, ...marks }) {
  const edits = table.dataset.edit !== undefined;
  const widths = [
    ...keys.map((key, k) => Math.min(KEY, Math.max(width(key), ...rows.map((row) => width(row.key[k] ?? ""))) + 18)),
    ...columns.map((column, c) => Math.min(WIDE, Math.max(NARROW, ...rows.map((row) => width(row.cells[c]) + 20), heading(column)))),
  ];
  const group = element("colgroup");
  for (const pixels of widths) {
    const col = element("col");
    col.style.width = `${pixels}px`;
    group.append(col);
  }
  table.style.minWidth = `${widths.reduce((sum, pixels) => sum + pixels, 0)}px`;

  const head = element("tr");
  let left = 0;
  const lefts = keys.map((key, k) => { const here = left; left += widths[k]; return here; });
  keys.forEach((key, k) => head.append(stick(element("th", { scope: "col" }, key), lefts[k])));
  for (const column of columns) head.append(title(column));
  const thead = element("thead");
  thead.append(head);

  const body = element("tbody");
  const cells = rows.map((row) => {
    const line = element("tr", { "data-row": row.path });
    if (row.stored) line.dataset.stored = "";
    if (row.total) { line.className = "total"; line.dataset.total = ""; }
    row.key.forEach((part, k) => line.append(stick(element("th", { scope: "row", title: part }, part), lefts[k])));
    const isOpen = edits && (row.stored || row.key.every(Boolean)); // a row whose key is not whole yet takes nothing
    const drawn = columns.map((column, c) => cell(column, row, c, isOpen, marks));
    line.append(...drawn);
    body.append(line);
    return drawn;
  });
  table.replaceChildren(group, thead, body);
  const box = table.closest(".wide");
  if (box) box.style.scrollPadding = `${thead.offsetHeight + 4}px 8px 8px ${left + 8}px`;
  return cells;
}

function heading({ name, measure, period }) {
  return Math.min(width(`${name}${measure ? `（${measure}）` : ""}`), Math.max(150, width(period))) + 20;
}

function stick(place, left) {
  place.style.left = `${left}px`;
  return place;
}

function title({ name, measure, period, formula, text }) {
  const place = element("th", { scope: "col", class: text ? "" : "num" }, measure ? `${name}（${measure}）` : name);
  if (formula) place.title = `自动计算：${formula}`;
  if (period) place.append(element("br"), element("small", {}, period));
  return place;
}

function cell(column, row, c, edits, marks) {
  const place = element("td", { role: "gridcell", tabindex: "-1", "data-column": column.name });
  const computed = column.formula || row.total;
  if (column.text) place.className = "text";
  if (computed) place.classList.add("computed");
  if (!computed && edits) {
    place.dataset.edit = "";
    place.dataset.value = row.cells[c];
  }
  print(place, row.cells[c]);
  mark(place, `${row.path}/${column.name}`, marks);
  return place;
}

// Puts a text into a cell; a computed one leads to where it comes from.
export function print(place, text) {
  if (text && place.classList.contains("computed")) place.replaceChildren(element("a", { class: "fig", tabindex: "-1", href: "#" }, text));
  else place.textContent = text;
}

// What stands at a cell beside its text: a message, other layers, a query, the reported value under another layer.
export function mark(place, at, { wrong, layers, asked, under }) {
  const state = asked[at];
  place.classList.toggle("layered", at in layers);
  place.classList.toggle("asked", Boolean(state) && state !== "已了结");
  if (under[at]) place.dataset.under = under[at];
  else delete place.dataset.under;
  const met = place.classList.contains("met");
  place.classList.toggle("wrong", at in wrong);
  if (at in wrong) place.dataset.wrong = wrong[at];
  else if (!met) delete place.dataset.wrong;
  const said = [place.dataset.wrong, layers[at] && `另有${layers[at]}`, state && `质询：${state}`].filter(Boolean).join("；");
  if (said) place.title = said;
  else place.removeAttribute("title");
}
