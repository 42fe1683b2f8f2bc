"""Widths and alignment of columns, from what stands in them."""

import unicodedata
from collections.abc import Sequence

from kaocheng.report.document import CellRow, ColumnShape

_NARROWEST, _WIDEST = 6, 44


def shapes(rows: Sequence[CellRow]) -> tuple[ColumnShape, ...]:
    """A shape a column for ``rows`` without spans: long words are set left, everything else centred."""
    columns = list(zip(*rows, strict=True))
    return tuple(_shape([cell.plain for cell in column]) for column in columns)


def half_widths(text: str) -> int:
    """How many half-width places the widest line of ``text`` takes."""
    lines = text.split("\n")
    return max(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines)


def _shape(texts: Sequence[str]) -> ColumnShape:
    head, *below = [half_widths(text) for text in texts]
    longest = max(below, default=0)
    # A head may take two lines, and text columns several; figures must not be broken.
    width = min(max(longest, (head + 1) // 2, _NARROWEST), _WIDEST)
    return ColumnShape(width + 2, "left" if longest > 20 else "center")
