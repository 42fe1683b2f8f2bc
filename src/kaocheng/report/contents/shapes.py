"""Widths and alignment of columns, from what stands in them."""

import unicodedata
from collections.abc import Sequence

from kaocheng.report.document import CellRow, ColumnShape

# How many half-width places a line holds: in a table's type, in its small type, in small type on a crosswise page.
ROOM, SMALL_ROOM, CROSSWISE_ROOM = 84, 98, 140
_NARROWEST, _WIDEST = 6, 44
# What is longer than this is words, which may be broken into lines; figures, codes and names of places may not.
_WORDS = 20
_PADDING = 3


def shapes(rows: Sequence[CellRow], room: int = ROOM, head_lines: int = 2) -> tuple[ColumnShape, ...]:
    """A shape a column for ``rows`` without spans: long words are set left, everything else centred.

    Where they do not all fit into ``room`` half-width places, the columns of words give way. Heads may take
    ``head_lines`` lines.
    """
    columns = list(zip(*rows, strict=True))
    texts = [[cell.plain for cell in column] for column in columns]
    natural = [_natural(column, head_lines) for column in texts]
    wordy = [_longest(column) > _WORDS for column in texts]
    free = room - sum(width for width, words in zip(natural, wordy, strict=True) if not words)
    wanted = sum(width for width, words in zip(natural, wordy, strict=True) if words)
    if wanted and wanted > free:
        natural = [
            max(width * free // wanted, 2 * _NARROWEST) if words else width
            for width, words in zip(natural, wordy, strict=True)
        ]
    return tuple(ColumnShape(width, "left" if words else "center") for width, words in zip(natural, wordy, strict=True))


def half_widths(text: str) -> int:
    """How many half-width places the widest line of ``text`` takes."""
    lines = text.split("\n")
    return max(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines)


def _longest(texts: Sequence[str]) -> int:
    return max((half_widths(text) for text in texts[1:]), default=0)


def _natural(texts: Sequence[str], head_lines: int) -> int:
    head = -(-half_widths(texts[0]) // head_lines)
    return min(max(_longest(texts), head + head % 2, _NARROWEST), _WIDEST) + _PADDING
