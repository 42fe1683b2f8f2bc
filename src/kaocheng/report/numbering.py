"""Numbers for headings, tables and charts, and the words of the references to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kaocheng.report.document import (
    Block,
    Cell,
    CellRow,
    Chart,
    CrossReference,
    Document,
    Heading,
    Items,
    Landscape,
    Note,
    Paragraph,
    Runs,
    Table,
    walk,
)

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1…99 in Chinese numerals: 12 → 十二."""
    tens, ones = divmod(number, 10)
    left = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return left + (_DIGITS[ones] if ones or not tens else "")


def heading_number(level: int, number: int) -> str:
    """The number of a heading after GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）."""
    return {
        1: f"{chinese_number(number)}、",
        2: f"（{chinese_number(number)}）",
        3: f"{number}.",
    }.get(level, f"（{number}）")


def numbered(document: Document) -> Document:
    """``document`` with every heading, table and chart numbered and every reference to one in words.

    Where a label stands twice the first one keeps it.
    """
    counter = _Counter()
    blocks = tuple(counter.number(block) for block in document.blocks)
    titles: dict[str, str] = {}
    for block in walk(blocks):
        if isinstance(block, Table | Chart) and block.label:
            titles[block.label] = block.name
        elif isinstance(block, Heading) and block.label:
            titles[block.label] = block.full_text
    return replace(document, blocks=tuple(_refer(block, titles) for block in blocks))


def numbered_as(blocks: Iterable[Block], document: Document) -> tuple[Block, ...]:
    """``blocks`` with the numbers that the same headings, tables and charts have in ``document``, and the references in words."""
    known = {block.label: block for block in walk(document.blocks) if isinstance(block, Table | Chart) and block.label}
    headings = {(b.level, b.text): b.number for b in walk(document.blocks) if isinstance(b, Heading)}
    titles = {label: block.name for label, block in known.items()}

    def same(block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, number=headings.get((block.level, block.text), ""))
            case Table() | Chart() if block.label in known and not block.number:
                return replace(block, number=known[block.label].number)
            case Landscape():
                return Landscape(tuple(same(inner) for inner in block.blocks))
            case _:
                return block

    return tuple(_refer(same(block), titles) for block in blocks)


@dataclass
class _Counter:
    """What has been counted so far."""

    headings: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    tables: int = 0
    charts: int = 0
    labels: set[str] = field(default_factory=set)

    def number(self, block: Block) -> Block:
        """``block`` with its number."""
        if isinstance(block, Heading | Table | Chart) and block.label:
            if block.label in self.labels:
                block = replace(block, label="")
            self.labels.add(block.label)
        match block:
            case Heading() if block.numbered:
                self.headings[block.level - 1] += 1
                self.headings[block.level :] = [0] * (4 - block.level)
                return replace(block, number=heading_number(block.level, self.headings[block.level - 1]))
            case Heading():
                self.headings[block.level :] = [0] * (4 - block.level)
                return block
            case Table() if block.caption and not block.number:
                self.tables += 1
                return replace(block, number=str(self.tables))
            case Chart() if not block.number:
                self.charts += 1
                return replace(block, number=str(self.charts))
            case Landscape():
                return Landscape(tuple(self.number(inner) for inner in block.blocks))
            case _:
                return block


def _refer(block: Block, titles: Mapping[str, str]) -> Block:
    match block:
        case Paragraph():
            return replace(block, runs=_refer_runs(block.runs, titles))
        case Note():
            return replace(block, paragraphs=_refer_all(block.paragraphs, titles))
        case Items():
            return replace(block, items=_refer_all(block.items, titles))
        case Table():
            return replace(block, rows=tuple(_refer_row(row, titles) for row in block.rows))
        case Landscape():
            return Landscape(tuple(_refer(inner, titles) for inner in block.blocks))
        case _:
            return block


def _refer_row(row: CellRow, titles: Mapping[str, str]) -> CellRow:
    return tuple(_refer_cell(cell, titles) for cell in row)


def _refer_cell(cell: Cell, titles: Mapping[str, str]) -> Cell:
    if not any(isinstance(run, CrossReference) for runs in cell.paragraphs for run in runs):
        return cell  # nearly all, and a report has thousands of them
    return replace(cell, paragraphs=_refer_all(cell.paragraphs, titles))


def _refer_all(paragraphs: Iterable[Runs], titles: Mapping[str, str]) -> tuple[Runs, ...]:
    return tuple(_refer_runs(runs, titles) for runs in paragraphs)


def _refer_runs(runs: Runs, titles: Mapping[str, str]) -> Runs:
    if not any(isinstance(run, CrossReference) for run in runs):
        return runs
    return tuple(
        replace(run, text=titles.get(run.label, run.label)) if isinstance(run, CrossReference) else run for run in runs
    )
