"""Tables that a page break cut: repeated headers are dropped, the parts joined, rows that broke in two made whole."""

import re
from dataclasses import replace

from kaocheng.audit.document import Block, Cell, Paragraph, Table


def joined(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks with each table that continues the one before it joined to it."""
    result: list[Block] = []
    for block in blocks:
        before = result[-1] if result else None
        if isinstance(block, Table) and isinstance(before, Table) and _continues(before, block):
            result[-1] = _join(before, block)
        elif not isinstance(block, Paragraph) or block.text:
            result.append(block)
    return tuple(result)


def _continues(before: Table, table: Table) -> bool:
    if table.caption and table.caption != before.caption:
        return False
    return before.width == table.width or _same_header(before, table) > 0


def _texts(row: tuple[Cell, ...]) -> list[str]:
    texts = [cell.text for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _same_header(before: Table, table: Table) -> int:
    """How many rows at the top of ``table`` repeat those of ``before``."""
    count = 0
    for one, other in zip(before.grid, table.grid, strict=False):
        if _texts(one) != _texts(other) or not any(_texts(one)):
            break
        count += 1
    return count


def _join(before: Table, table: Table) -> Table:
    skip = _same_header(before, table)
    rows = [list(row) for row in before.grid]
    pages = list(before.pages)
    for number, row in enumerate(table.grid[skip:], start=skip):
        if number == skip and rows and _is_second_half(row, rows[-1]):
            rows[-1] = [
                replace(above, text=above.text + below.text)
                if (above.row, above.column) == (len(rows) - 1, place)
                else above
                for place, (above, below) in enumerate(zip(rows[-1], row, strict=True))
            ]
            continue
        shift = len(rows) - number
        rows.append([replace(cell, row=cell.row + shift) for cell in row])
        pages.extend(table.pages[number : number + 1])
    return replace(before, grid=tuple(tuple(row) for row in rows), pages=tuple(pages))


def _is_second_half(row: tuple[Cell, ...], above: list[Cell]) -> bool:
    """Whether the first row after a page break is the rest of the row before: no label, no number, only more words."""
    if len(row) != len(above) or len(row) < 3:
        return False
    filled = [place for place, cell in enumerate(row) if cell.text]
    if not filled or filled[0] == 0:
        return False
    if any(re.match(r"[\d,.%]+$|[A-Z]\d|[（(]", row[place].text) for place in filled):
        return False
    return all(above[place].text for place in filled) and not any(above[place].text.endswith("。") for place in filled)
