"""The Document: a report as a typed, immutable tree of blocks that every renderer shows in its own way.

A Document says what a report holds, never how it looks: fonts, sizes and page breaks inside a block belong to the
renderers. Every printed figure is a :class:`Quantity` that carries its derivation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from kaocheng.derivation import Derivation

Align = Literal["left", "center", "right"]
_SHORT = 14
# A line of a table holds about so many Chinese characters; so many lines fit on a page below a heading.
_LINE, _SHORT_LINES = 42, 26
# A cell of more characters fills more than half a page.
_LONG_CELL = 500


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. A line feed is a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Emphasised words; shown in 黑体 where a font has no bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as printed, with its derivation and the reference that asked for it (``指标.A201.得分``)."""

    text: str
    derivation: Derivation | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address or, where ``target`` begins with ``#``, to the block of that label."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """「表3」 or 「图2」: the number of the table or chart labelled ``label``. ``text`` is filled in by numbering."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page."""

    text: str


Run = Text | Bold | Quantity | Link | CrossReference | Footnote
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1…4. ``number`` (一、 （一） 1. （1）) is filled in by numbering.

    ``centered`` is for the title of a page of its own, such as a working paper.
    """

    text: str
    level: int = 1
    numbered: bool = True
    label: str = ""
    number: str = ""
    centered: bool = False

    @property
    def full_text(self) -> str:
        """Number and text."""
        return self.number + self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``centered`` for lines such as a signature or a title inside an annex."""

    runs: Runs
    centered: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader must see before relying on what follows: what is missing, what could not be verified."""

    title: str
    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraphs, and how many columns and rows it covers. ``strong`` marks totals and labels."""

    paragraphs: tuple[Runs, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    strong: bool = False

    @property
    def plain(self) -> str:
        """The words of the cell."""
        return "\n".join(plain(runs) for runs in self.paragraphs)

    @property
    def is_long(self) -> bool:
        """Whether it would fill more than half a page, so that its row may break even where rows are kept whole."""
        return len(self.plain) >= _LONG_CELL


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """How wide a column is relative to the others, and how its cells are aligned."""

    width: int = 1
    align: Align = "center"


CellRow = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as HTML thinks of one: cells that a span covers are left out.

    ``header`` rows are repeated on every page. ``unit`` stands above the right corner (单位：万元), ``notes`` below.
    ``number`` is taken as given (the table's own 表号) or, where a caption has none, filled in by numbering. With
    ``keep_rows`` no row is broken across pages. ``small`` sets a smaller type for wide tables.
    """

    columns: tuple[ColumnShape, ...]
    rows: tuple[CellRow, ...]
    header: tuple[CellRow, ...] = ()
    caption: str = ""
    number: str = ""
    label: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    keep_rows: bool = True
    small: bool = False

    @property
    def is_short(self) -> bool:
        """Whether the table is better kept on one page than broken: few rows, and of few lines."""
        if not self.keep_rows or len(self.rows) > _SHORT:
            return False
        whole = sum(column.width for column in self.columns)
        places = [_LINE * column.width // whole or 1 for column in self.columns]
        return sum(max(_lines(row, places), default=1) for row in self.rows) <= _SHORT_LINES

    @property
    def name(self) -> str:
        """「表3」; a number that says itself what it is (附件四表1) stands as it is; empty without one."""
        return self.number if not self.number or "表" in self.number else f"表{self.number}"

    @property
    def title(self) -> str:
        """Number and caption: 「表3 一级指标得分」."""
        return f"{self.name} {self.caption}" if self.number else self.caption


def _lines(row: CellRow, places: Sequence[int]) -> list[int]:
    """About how many lines each cell of one row takes, in columns of so many places."""
    found, at = [], 0
    for cell in row:
        room = sum(places[at : at + cell.colspan]) or 1
        found.append(sum(-(-len(line) // room) or 1 for line in cell.plain.split("\n")) if cell.rowspan == 1 else 1)
        at += cell.colspan
    return found


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart: one value a category, None where there is none."""

    name: str
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. ``bar`` and ``stacked`` lie, ``column`` stands; ``stacked`` adds up to the whole, as Likert answers do.

    With ``percent`` values are ratios (0.83 is printed 83.00%).
    """

    kind: Literal["bar", "column", "pie", "stacked"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str
    number: str = ""
    label: str = ""
    percent: bool = False
    digits: int = 2

    @property
    def name(self) -> str:
        """「图1」; empty without a number."""
        return f"图{self.number}" if self.number else ""

    @property
    def title(self) -> str:
        """Number and caption: 「图1 得分率」."""
        return f"{self.name} {self.caption}" if self.number else self.caption


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: number, title (a line feed is where it is broken by its meaning), who, when."""

    title: str
    subtitle: str = ""
    number: str = ""
    parties: tuple[tuple[str, str], ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, down to headings of level ``depth``."""

    title: str = "目  录"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on pages laid crosswise."""

    blocks: tuple["Block", ...]


Block = Heading | Paragraph | Note | Items | Table | Chart | PageBreak | Cover | Contents | Landscape


@dataclass(frozen=True, slots=True)
class Document:
    """A report. ``date`` (ISO, may be empty) is the only date that a rendering may carry."""

    title: str
    blocks: tuple[Block, ...] = field(default=())
    subject: str = ""
    author: str = ""
    date: str = ""


def plain(runs: Iterable[Run]) -> str:
    """The words of some runs, footnotes left out."""
    return "".join("" if isinstance(run, Footnote) else run.text for run in runs)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in reading order, those inside landscape sections too."""
    for block in blocks:
        yield block
        if isinstance(block, Landscape):
            yield from walk(block.blocks)


def cell(
    *paragraphs: str | Run | Runs, colspan: int = 1, rowspan: int = 1, align: Align | None = None, strong: bool = False
) -> Cell:
    """A cell from words, single runs or runs, a paragraph each."""
    return Cell(tuple(runs_of(part) for part in paragraphs), colspan, rowspan, align, strong)


def runs_of(part: str | Run | Runs) -> Runs:
    """Words, one run or several as runs."""
    if isinstance(part, tuple):
        return part
    return (Text(part),) if isinstance(part, str) else (part,)
