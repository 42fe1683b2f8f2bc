"""A Document as Typst source. All words go in as string literals, so that nothing in them is taken for markup."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise

from kaocheng.report.breaking import breakable
from kaocheng.report.document import (
    Block,
    Bold,
    Cell,
    Chart,
    Contents,
    Cover,
    CrossReference,
    Document,
    Footnote,
    Heading,
    Items,
    Landscape,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    walk,
)
from kaocheng.report.drawing import draw, height
from kaocheng.report.grid import Slot, grid

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": None, "\t": " "})
_HANGING = "，。、；："
_HUNG = re.compile(f"([{_HANGING}])")
_MARKS = re.compile("(?<=[？！）》」』】〕”’])|(?=[（《「『【〔“‘])")
_COLOPHON = """#v(1fr)
#align(center, text(size: 9pt, fill: luma(90), "本PDF以开源字体（思源宋体、思源黑体）代替公文字体；正式印制请用Word版。"))
#context [#metadata(query(heading).map(it => counter(page).at(it.location()).first()))<heading-pages>]"""


@cache
def preamble() -> str:
    """The Typst functions that the source calls."""
    return resources.files(__package__).joinpath("preamble.typ").read_text("utf-8")


def literal(text: str) -> str:
    """``text`` as a Typst string; control characters are dropped."""
    return '"' + "".join(c for c in text if c >= " " or c in "\n\t").translate(_ESCAPED) + '"'


def source(document: Document, *, loose: bool = False) -> str:
    """The Typst source of ``document`` (numbered).

    With ``loose`` every punctuation mark takes the whole width of a character, as in the Word file: the lines then break
    as they do there.
    """
    writer = _Writer(document, loose=loose)
    writer.write(document.blocks)
    writer.lines.append(_COLOPHON)
    return "\n".join(writer.lines)


def _loosened(text: str) -> str:
    """Words in which marks hang over the edge of a line or else, beside a break of no width, stay as wide as a character."""
    wide = _MARKS.sub("\u200b", breakable(text))
    parts = [f"hanging({literal(part)})" if part in _HANGING else literal(part) for part in _HUNG.split(wide) if part]
    return " + ".join(parts) or '""'


def _boolean(value: object) -> str:
    return "true" if value else "false"


@dataclass
class _Writer:
    """Writes blocks as calls of the preamble's functions; labels are numbered in the order of the document."""

    document: Document
    loose: bool = False
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        labelled = [
            block.label
            for block in walk(self.document.blocks)
            if isinstance(block, Heading | Table | Chart) and block.label
        ]
        self._labels = {label: f"block-{number}" for number, label in enumerate(labelled)}
        self._open = False  # whether the page holds something
        self._counting = False
        date = "none"
        if self.document.date:
            year, month, day = (int(part) for part in self.document.date.split("-"))
            date = f"datetime(year: {year}, month: {month}, day: {day})"
        self.lines.append(
            f"#set document(title: {literal(self.document.title)}, author: {literal(self.document.author)}, "
            f"description: {literal(self.document.subject)}, date: {date})"
        )
        self.lines.append(preamble())

    def write(self, blocks: Iterable[Block]) -> None:
        """All blocks, each section with its page."""
        for block, following in pairwise([*blocks, PageBreak()]):
            ends = isinstance(following, Landscape | PageBreak)
            match block:
                case Cover() | Contents():
                    self.lines.append("#" + self._block(block))
                    self._open = False
                case Landscape():
                    self._start("crosswise")
                    self.lines += ["#" + self._block(inner) for inner in block.blocks[:-1]]
                    self.lines.append("#" + self._block(block.blocks[-1], ends_page=True))
                    self.lines.append("#set page(..upright, footer: page-number)")
                    self._open = False
                case PageBreak():
                    if self._open:
                        self.lines.append("#pagebreak(weak: true)")
                case _:
                    self._start("upright")
                    self.lines.append("#" + self._block(block, ends_page=ends))
                    self._open = True

    def _start(self, layout: str) -> None:
        """Set the page where it changes; the first page that counts is number 1."""
        if layout == "crosswise" or not self._counting:
            self.lines.append(f"#set page(..{layout}, footer: page-number)")
        if not self._counting:
            self.lines.append("#counter(page).update(1)")
            self._counting = True

    def _block(self, block: Block, *, ends_page: bool = False) -> str:
        match block:
            case Heading():
                align = f"middle: {_boolean(block.centered)}"
                call = f"title-line({block.level}, {literal(block.number)}, {literal(block.text)}, {align})"
                return call + self._label(block.label)
            case Paragraph():
                return f"{'centred' if block.centered else 'body-par'}({self._runs(block.runs)})"
            case Note():
                inner = ", ".join(self._runs(runs) for runs in block.paragraphs)
                return f"note-box({literal(block.title)}, {inner})"
            case Items():
                marks = [f"{number}." if block.ordered else "·" for number in range(1, len(block.items) + 1)]
                inner = ", ".join(self._runs(runs) for runs in block.items)
                return f"listing(({', '.join(map(literal, marks))},), {inner})"
            case Table():
                return self._table(block, gap=not ends_page) + self._label(block.label)
            case Chart():
                call = f"picture({literal(draw(block))}, {literal(block.title)}, {height(block)}mm)"
                return call + self._label(block.label)
            case Cover():
                parties = "".join(f"({literal(role)}, {literal(name)})," for role, name in block.parties)
                texts = ", ".join(map(literal, (block.title, block.subtitle, block.number)))
                return f"cover({texts}, ({parties}), {literal(block.date)})"
            case Contents():
                return f"contents({literal(block.title)}, {block.depth})"
            case PageBreak():
                return "pagebreak(weak: true)"
            case Landscape():
                return "{" + "\n".join(self._block(inner) for inner in block.blocks) + "}"

    def _label(self, label: str) -> str:
        return f"\n#[#metadata(none)<{self._labels[label]}>]" if label else ""

    def _table(self, table: Table, *, gap: bool) -> str:
        """A call for ``table``; the usual ``gap`` behind one that fills its page would fill another."""
        widths = ", ".join(f"{column.width}fr" for column in table.columns)
        header = "".join(
            f"th({self._spans(cell)}{self._paragraphs(cell, strong=True)})," for row in table.header for cell in row
        )
        cells = "".join(self._row(table, row) for row in grid(table.rows, len(table.columns)))
        notes = "".join(f"{literal(note)}," for note in table.notes)
        options = (
            f"small: {_boolean(table.small)}, whole: {_boolean(table.is_short)}, notes: ({notes}), gap: {_boolean(gap)}"
        )
        if table.caption:
            options += f", caption: {literal(table.title)}"
        if table.unit:
            options += f", unit: {literal(table.unit)}"
        return f"data-table(({widths},), ({header}), ({cells}), {options})"

    def _row(self, table: Table, row: list[Slot]) -> str:
        whole = table.keep_rows and not any(slot.cell.is_long for slot in row)
        return "".join(self._cell(table, slot.cell, slot.column, whole=whole) for slot in row if slot.first)

    def _cell(self, table: Table, cell: Cell, column: int, *, whole: bool) -> str:
        align = cell.align or table.columns[column].align
        breakable = "false" if whole and cell.rowspan == 1 else "true"
        content = self._paragraphs(cell, strong=cell.strong)
        return f"table.cell({self._spans(cell)}align: {align} + horizon, breakable: {breakable}, {content}),\n"

    @staticmethod
    def _spans(cell: Cell) -> str:
        colspan = f"colspan: {cell.colspan}, " if cell.colspan > 1 else ""
        return colspan + (f"rowspan: {cell.rowspan}, " if cell.rowspan > 1 else "")

    def _paragraphs(self, cell: Cell, *, strong: bool) -> str:
        parts = [self._runs(runs) for runs in cell.paragraphs]
        inner = parts[0] if len(parts) == 1 else "{" + "; parbreak(); ".join(parts) + "}"
        return f"strong-text({inner})" if strong else inner

    def _runs(self, runs: Runs) -> str:
        if not runs:
            return "[]"
        return " + ".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        words = _loosened(run.text) if self.loose else literal(breakable(run.text))
        match run:
            case Bold():
                return f"strong-text({words})"
            case Footnote():
                return f"footnote({words})"
            case Link() if run.target.startswith("#"):
                label = self._labels.get(run.target[1:])
                return f"link(<{label}>, {words})" if label else words
            case Link():
                return f"link({literal(run.target)}, {words})"
            case CrossReference() if run.label in self._labels:
                return f"link(<{self._labels[run.label]}>, {words})"
            case _:
                return words
