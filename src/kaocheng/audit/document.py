"""A finished report as a neutral document: paragraphs and tables in reading order, each with its place.

Every format is read into this one shape; nothing below ``reading`` knows where it came from. Values are immutable: an
edited document is a new one (:meth:`Document.with_text`), so that thousands of changed copies can be tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kaocheng.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Spot:
    """An address inside a document: a block, in a table a row and a column (from 0), and characters of the text.

    ``row`` and ``column`` are -1 outside tables; ``end`` is -1 where the whole text is meant.
    """

    block: int
    row: int = -1
    column: int = -1
    start: int = 0
    end: int = -1

    @property
    def cell(self) -> tuple[int, int, int]:
        """The paragraph or cell, without the characters in it."""
        return (self.block, self.row, self.column)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; ``page`` counts from 1 and is 0 where the format has no pages."""

    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table at its upper left position; a merged cell spans ``height`` rows and ``width`` columns."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a full grid in which a merged cell stands at each place that it covers.

    ``caption`` is the line above it (表4-4 …), ``unit`` its 单位：…, ``pages`` the page of each row. ``loose`` says that
    the grid was guessed from running text, so that a row may have lost its blank cells.
    """

    grid: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""
    pages: tuple[int, ...] = ()
    loose: bool = False

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.grid), default=0)

    @property
    def page(self) -> int:
        """The page on which the table begins, or 0."""
        return self.pages[0] if self.pages else 0

    def text(self, row: int, column: int) -> str:
        """The text at a place of the grid; empty beyond the end of a short row."""
        return self.grid[row][column].text if column < len(self.grid[row]) else ""

    def is_origin(self, row: int, column: int) -> bool:
        """Whether the cell at this place begins here, and is no continuation of a merged one."""
        if column >= len(self.grid[row]):
            return False
        cell = self.grid[row][column]
        return (cell.row, cell.column) == (row, column)

    def cells(self) -> Iterator[Cell]:
        """Each cell once, row by row."""
        for number, row in enumerate(self.grid):
            for column, cell in enumerate(row):
                if (cell.row, cell.column) == (number, column):
                    yield cell


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``notes`` says what could not be read; ``pages`` is 0 where the format has no pages.

    ``margins`` are the texts that headers and footers repeat from page to page; they are no blocks.
    """

    name: str
    format: str
    blocks: tuple[Block, ...]
    pages: int = 0
    notes: tuple[Diagnostic, ...] = ()
    margins: tuple[str, ...] = ()

    def text_at(self, spot: Spot) -> str:
        """The whole text of the paragraph or cell of ``spot``."""
        block = self.blocks[spot.block]
        return block.text if isinstance(block, Paragraph) else block.text(spot.row, spot.column)

    def texts(self) -> Iterator[tuple[Spot, str]]:
        """Every paragraph and every cell with its address."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                yield Spot(index), block.text
            else:
                for cell in block.cells():
                    yield Spot(index, cell.row, cell.column), cell.text

    def with_text(self, spot: Spot, text: str) -> "Document":
        """A copy in which the paragraph or cell of ``spot`` has this text."""
        block = self.blocks[spot.block]
        changed: Block
        if isinstance(block, Paragraph):
            changed = replace(block, text=text)
        else:
            old = block.grid[spot.row][spot.column]
            new = replace(old, text=text)
            changed = replace(
                block, grid=tuple(tuple(new if cell is old else cell for cell in row) for row in block.grid)
            )
        return replace(self, blocks=(*self.blocks[: spot.block], changed, *self.blocks[spot.block + 1 :]))


def plain_table(
    rows: list[list[str]], caption: str = "", unit: str = "", pages: tuple[int, ...] = (), *, loose: bool = False
) -> Table:
    """A table without merged cells."""
    grid = tuple(tuple(Cell(text, row, column) for column, text in enumerate(texts)) for row, texts in enumerate(rows))
    return Table(grid, caption, unit, pages, loose)
