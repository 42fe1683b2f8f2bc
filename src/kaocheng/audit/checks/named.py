"""Figures that text gives a name to, against the table that prints the same name: …率达到60.60% beside a column …率 63.60%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.audit.claims.book import TABLE_REFERENCE, Book, Passage
from kaocheng.audit.claims.equations import Equation, same
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed

KIND = "text-against-table"
EXACT = 10_000
_TRIM = re.compile(r"(?:分别)?(?:达到了?|达|为|是|共|约|合计|[：:=])+$")
_NOISE = re.compile(
    r"据统计|全市|全年|综合来看|分项来看|其中|20\d\d年|辖区内|年内|同期|[（(][^）)]*[）)]|[“”\"、\s]|的|了"
)
_OBJECTIVE = re.compile(r"(?:以上|以下|目标值|不低于|力争|分别达到|应)")


@dataclass(frozen=True)
class Column:
    """A rate column with its short title."""

    grid: Grid
    column: int
    title: str


def named_rates(book: Book) -> Iterator[Equation]:
    """The rates in running text for which a table that the text refers to, or that follows, has a column of that name."""
    units = _units(book)
    for passage in book.passages:
        grids = _near(book, passage)
        if not grids or passage.role or (passage.spot.row >= 0 and len(passage.text) < 40):
            continue
        for rate in passage.numbers:
            if not rate.is_percent or _OBJECTIVE.match(passage.text[rate.spot.end :]):
                continue
            if _OBJECTIVE.search(passage.text[max(rate.spot.start - 5, 0) : rate.spot.start]):
                continue
            cell = _cell(passage, rate, grids, units)
            if cell is not None:
                subject = f"{passage.code} {short(_name(passage, rate))}".strip()
                remark = _of_another(rate, cell, grids)
                yield same(KIND, rate, cell, subject, remark=remark)


def _of_another(rate: Printed, cell: Printed, grids: list[Grid]) -> str:
    """Which column of the row the printed rate belongs to, where it is none of its own."""
    grid = next(grid for grid in grids if grid.block == cell.spot.block)
    for column in grid.number_columns:
        figure = grid.figures[cell.spot.row][column]
        if rate.value != cell.value and figure is not None and figure.value == rate.value and figure.is_percent:
            return f"{rate.text}是表中的{short(grid.titles[column]) or '另一列'}"
    return ""


def short(text: str) -> str:
    """A name without what varies from place to place: years, area, quotation marks, units."""
    return _NOISE.sub("", _TRIM.sub("", text))


def grams(text: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {text[place : place + 2] for place in range(len(text) - 1)}


def likeness(one: str, other: str) -> int:
    """Shared pairs in percent of the shorter name's."""
    first, second = grams(one), grams(other)
    return 100 * len(first & second) // max(min(len(first), len(second)), 1)


def _units(book: Book) -> set[str]:
    return {
        label
        for grid in book.data_grids
        for row in grid.data_rows
        if 2 <= len(label := grid.labels[row]) <= 8 and not grid.is_total(row)
    }


def _near(book: Book, passage: Passage) -> list[Grid]:
    """The tables that a passage about an indicator refers to, or the one right below it."""
    if passage.code:
        return book.tables_for(passage.code)
    numbers = [re.sub(r"\s", "", found).replace("—", "-") for found in TABLE_REFERENCE.findall(passage.text)]
    return [
        grid for number in dict.fromkeys(numbers) for grid in book.captions.get(number, []) if grid in book.data_grids
    ]


def _name(passage: Passage, rate: Printed) -> str:
    return re.split(r"[，,；;。：:（）()\n]", passage.text[: rate.spot.start])[-1]


def _cell(passage: Passage, rate: Printed, grids: list[Grid], units: set[str]) -> Printed | None:
    clause = _name(passage, rate)
    unit = next((name for name in sorted(units, key=len, reverse=True) if name in clause), "")
    name = short(clause.replace(unit, "")) if unit else short(clause)
    name = re.sub(r"^.*除", "", name) if unit else name
    fits: list[tuple[int, Printed]] = []
    for grid in grids:
        row = _row(grid, unit)
        if row is None:
            continue
        for column in grid.number_columns:
            figure = grid.figures[row][column]
            title = short(grid.titles[column])
            if figure is not None and figure.is_percent and len(title) >= 3 and (score := _fit(name, title)):
                fits.append((score, figure))
    if not fits:
        return None
    top = max(score for score, _ in fits)
    agreeing = [figure for score, figure in fits if figure.text == rate.text]
    return agreeing[0] if agreeing and top < EXACT else next(figure for score, figure in fits if score == top)


def _row(grid: Grid, unit: str) -> int | None:
    rows = [row for row in grid.data_rows if (grid.labels[row] == unit if unit else grid.is_total(row))]
    return rows[0] if rows else None


def _fit(name: str, title: str) -> int:
    """How well a name in the text fits a column title: the same ending, and most of the shorter within the longer."""
    if len(name) < 3 or name[-3:] != title[-3:]:
        return 0
    if name == title:
        return EXACT
    share = likeness(name, title)
    return 10 * len(grams(name) & grams(title)) + share // 10 if share >= 60 else 0
