"""Comparisons that a sentence makes: 均大于目标值45%, 除平鲁区外, 达到98%以上, 80.16%＜95%, and the least value of a column."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kaocheng.audit.checks.named import short
from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Confidence, Result, fails, holds, unchecked

ALL, TWO = "comparison-of-all", "comparison"
_ALL = re.compile(
    r"(?:除(?P<except>[^，。；]{2,12}?)(?:未达|为达|为|报告率|外)[^，。；]*?[，,]?)?"
    r"(?:各县区|其他(?:县区|地区)|\d+个?县区|各地区|分项[^，。；]{0,14}|均)[^，。；]{0,12}?均+(?P<sign>大于|高于|达到了?|超过|低于|小于)(?:了)?(?:目标值)?(?:了)?(?P<limit>\d+(?:\.\d+)?)%(?P<above>以上)?"
)
_TWO = re.compile(r"(?P<left>\d+(?:\.\d+)?%)\s*(?P<sign>[<>＜＞≥≤])\s*(?P<right>\d+(?:\.\d+)?%?)")
_MORE = {"大于", "高于", "超过", "达到", "达到了"}


def comparisons(book: Book) -> Iterator[Result]:
    """Every comparison of all units with a limit, and every < or > between two figures."""
    for passage in book.passages:
        if passage.role:
            continue
        for found in _TWO.finditer(passage.text):
            yield _of_two(passage, found)
        for found in _ALL.finditer(passage.text):
            yield _of_all(book, passage, found)


def _of_two(passage: Passage, found: re.Match[str]) -> Result:
    left = Fraction(found["left"].rstrip("%"))
    right = Fraction(found["right"].rstrip("%"))
    sign = found["sign"]
    true = {
        "<": left < right,
        "＜": left < right,
        ">": left > right,
        "＞": left > right,
        "≥": left >= right,
        "≤": left <= right,
    }[sign]
    spot = passage.at(found.start(), found.end())
    subject = f"{passage.code} {found[0]}".strip()
    if true:
        return holds(TWO, spot, subject=subject)
    return fails(
        TWO,
        spot,
        subject=subject,
        printed=found[0],
        expected=f"{found['left']}不{sign}{found['right']}",
        computation=f"{found['left']}与{found['right']}相比，不成立",
    )


def _of_all(book: Book, passage: Passage, found: re.Match[str]) -> Result:
    spot = passage.at(found.start(), found.end())
    subject = f"{passage.code} {found[0][-24:]}"
    cells = _cells(book, passage)
    if not cells:
        return unchecked(ALL, spot, subject=subject, why="没有找到各单位的数据表")
    limit = Fraction(found["limit"]) / 100
    excepted = found["except"] or ""
    more = found["sign"] in _MORE
    closed = found["sign"].startswith("达到") or bool(found["above"])
    broken = [
        (label, cell)
        for label, cell in cells
        if not (label and label in excepted) and not _meets(cell, limit, more=more, closed=closed)
    ]
    if not broken:
        return holds(ALL, spot, subject=subject)
    listed = "、".join(f"{label}{cell.text}" for label, cell in broken)
    return fails(
        ALL,
        spot,
        *(cell.spot for _, cell in broken),
        subject=subject,
        printed=found[0],
        expected=f"除{listed}外",
        computation=f"{listed}，不{found['sign']}{found['limit']}%",
        confidence=Confidence.LIKELY,
    )


def _meets(cell: Printed, limit: Fraction, *, more: bool, closed: bool) -> bool:
    if cell.value == limit:
        return closed
    return cell.value > limit if more else cell.value < limit


def _cells(book: Book, passage: Passage) -> list[tuple[str, Printed]]:
    """The rates of the units in the table that the passage is about: the column that bears the indicator's name."""
    lines = book.indicators.get(passage.code, [])
    for grid in book.tables_for(passage.code):
        rates = [column for column in grid.number_columns if _is_rate(grid, column)]
        quoted = [column for column in rates if any(_quotes(grid, row, column, passage) for row in grid.data_rows)]
        named = [column for column in rates if lines and short(grid.titles[column])[-3:] == lines[0].name[-3:]]
        chosen = rates if len(rates) == 1 else quoted[:1] or named[:1]
        return [
            (grid.labels[row], figure)
            for column in chosen
            for row in grid.data_rows
            if (figure := grid.figures[row][column]) and not grid.is_total(row)
        ]
    return []


def _is_rate(grid: Grid, column: int) -> bool:
    cells = [figure for line in grid.figures if (figure := line[column])]
    return len(cells) > 1 and all(figure.is_percent for figure in cells)


def _quotes(grid: Grid, row: int, column: int, passage: Passage) -> bool:
    figure = grid.figures[row][column]
    return bool(figure and grid.is_total(row) and figure.text in passage.text and figure.value != 1)
