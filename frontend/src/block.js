// Blocks of cells: between two corners, and as text on the clipboard.

// The cells of ``rows`` between two corners [row, column], line by line.
export function block(rows, [r1, c1], [r2, c2]) {
  const [top, bottom] = [Math.min(r1, r2), Math.max(r1, r2)];
  const [left, right] = [Math.min(c1, c2), Math.max(c1, c2)];
  return rows.slice(top, bottom + 1).map((cells) => cells.slice(left, right + 1));
}

// The texts of a block from a spreadsheet: lines, and tabs in them; quoted where a text holds a line break itself.
export function lines(text) {
  const found = [[]];
  let cell = "";
  let quoted = false;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (plain[at + 1] === '"') { cell += '"'; at += 1; }
      else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t" || letter === "\n") {
      found.at(-1).push(cell.trim());
      cell = "";
      if (letter === "\n") found.push([]);
    } else cell += letter;
  }
  found.at(-1).push(cell.trim());
  return found;
}
