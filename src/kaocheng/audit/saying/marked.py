"""The document as HTML from its neutral form, with its places marked. Everything that it says is escaped."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from kaocheng.audit.document import Document, Paragraph, Spot, Table
from kaocheng.audit.result import Result

SHOWN_PLACES = 12  # of one discrepancy
_ALSO = "also"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the discrepancy ``number``: the one at fault, or one that it is compared with."""

    spot: Spot
    number: int
    style: str

    @property
    def anchor(self) -> str:
        """The id by which the place is reached; only the place at fault has one."""
        return "" if self.style == _ALSO else f"m{self.number}"


def marks_of(results: Iterable[tuple[int, Result]]) -> list[Mark]:
    """The marks of numbered discrepancies. Of several with one number the first place alone has the anchor."""
    marks: list[Mark] = []
    begun: set[int] = set()
    for number, result in results:
        for spot in result.spots[:SHOWN_PLACES]:
            first = number not in begun and spot == result.spots[0]
            marks.append(Mark(spot, number, str(result.severity) if first else _ALSO))
            begun.add(number)
    return marks


def marked_blocks(document: Document, marks: Iterable[Mark]) -> list[str]:
    """The HTML of each block; a mark ``m3`` leads to ``#d3``."""
    places: dict[tuple[int, int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        places[mark.spot.cell].append(mark)
    return [_block(block, index, places) for index, block in enumerate(document.blocks)]


def _block(block: Paragraph | Table, index: int, places: Mapping[tuple[int, int, int], list[Mark]]) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_marked(block.text, places.get((index, -1, -1), []))}</p>"
    rows = []
    for number, row in enumerate(block.grid):
        cells = []
        for column, cell in enumerate(row):
            if not block.is_origin(number, column):
                continue
            height = sum(1 for below in block.grid[number:] if column < len(below) and below[column] is cell)
            width = sum(1 for other in row if other is cell)
            spans = (f' rowspan="{height}"' if height > 1 else "") + (f' colspan="{width}"' if width > 1 else "")
            cells.append(f"<td{spans}>{_marked(cell.text, places.get((index, number, column), []))}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _marked(text: str, marks: list[Mark]) -> str:
    """The text with its marks; those that overlap become one, which leads to the first of them."""
    parts, at = [], 0
    for start, end, together in _joined(text, marks):
        first, *others = sorted(together, key=lambda mark: mark.style == _ALSO)
        identity = f' id="{first.anchor}"' if first.anchor else ""
        anchors = "".join(f'<span id="{mark.anchor}"></span>' for mark in others if mark.anchor)
        link = f'<a href="#d{first.number}">{escape(text[start:end])}</a>'
        parts += [escape(text[at:start]), f'<mark class="{first.style}"{identity}>{anchors}{link}</mark>']
        at = end
    return "".join([*parts, escape(text[at:])])


def _joined(text: str, marks: list[Mark]) -> list[tuple[int, int, list[Mark]]]:
    """Start and end of each stretch that is marked, with its marks, in order."""
    stretches: list[tuple[int, int, list[Mark]]] = []
    for mark in sorted(marks, key=lambda mark: mark.spot.start):
        start = mark.spot.start
        end = min(mark.spot.end, len(text)) if mark.spot.end >= 0 else len(text)
        if start >= end:
            continue
        if stretches and start < stretches[-1][1]:
            before, until, together = stretches.pop()
            stretches.append((before, max(until, end), [*together, mark]))
        else:
            stretches.append((start, end, [mark]))
    return stretches
