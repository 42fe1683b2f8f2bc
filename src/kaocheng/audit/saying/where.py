"""Places of a document in words: 第36页 表4-4 朔城区 建档率, and the words around a figure."""

from dataclasses import dataclass

from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.document import Document, Paragraph, Spot
from kaocheng.audit.reading.captions import number_of

AROUND = 28  # characters quoted on each side


@dataclass(frozen=True, slots=True)
class Where:
    """A place as people name it; what a format does not have is empty or 0. Row and column are names where there are any."""

    page: int
    table: str
    row: str
    column: str
    text: str

    def line(self, lang: str = "zh") -> str:
        """One line: page, table, row, column; for running text its first words."""
        page = (f"p. {self.page}" if lang == "en" else f"第{self.page}页") if self.page else ""
        inside = [self.table, self.row, self.column] if self.table or self.row else [f"“{self.text}”"]
        return " ".join(part for part in [page, *inside] if part)

    def as_json(self) -> dict[str, object]:
        """The fields as JSON-ready data; a page that is not known is null."""
        return {
            "page": self.page or None,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "text": self.text,
        }


def where(document: Document, spot: Spot) -> Where:
    """The place of ``spot`` in words."""
    block = document.blocks[spot.block]
    if isinstance(block, Paragraph):
        return Where(block.page, "", "", "", _start(block.text))
    row, column = max(spot.row, 0), max(spot.column, 0)
    grid = Grid(spot.block, block)
    label = grid.labels[row] if row < len(grid.labels) else ""
    title = grid.title(row, column) if column < len(grid.titles) else ""
    page = block.pages[row] if row < len(block.pages) else block.page
    table = number_of(block.caption) or block.caption or _caption_above(document, spot.block)
    return Where(
        page,
        table,
        (label or f"第{row + 1}行")[:30],
        (title or f"第{column + 1}列")[-20:],
        _start(block.text(row, column)),
    )


def _start(text: str) -> str:
    return text if len(text) <= 24 else text[:24] + "…"


def _caption_above(document: Document, block: int) -> str:
    for other in reversed(document.blocks[max(block - 3, 0) : block]):
        if isinstance(other, Paragraph) and len(other.text) <= 40:
            return other.text
    return ""


def quote(document: Document, spot: Spot) -> str:
    """The figure with the words around it."""
    text = document.text_at(spot)
    if spot.end < 0 or len(text) <= 2 * AROUND:
        return text if len(text) <= 4 * AROUND else text[: 4 * AROUND] + "…"
    start, end = max(spot.start - AROUND, 0), min(spot.end + AROUND, len(text))
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
