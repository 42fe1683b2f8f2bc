"""Parts of a population that are larger than it in one row of a table: 2698 visited of 2697 born, 100.04%.

Rates of completion may exceed 100 %. Of other rates one row above it, where the rest stay below, is a mistake or wants a
word; so is a rate above that of which its title is a kind (电子健康档案建档率, 健康档案建档率).
"""

import re
from collections.abc import Iterator

from kaocheng.audit.checks.named import short
from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Ratio
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Confidence, Result, fails, unchecked
from kaocheng.diagnostics import Severity

KIND = "part-above-whole"
LEAST = 3  # other rows that must bear the relation out
_MAY_EXCEED = re.compile(r"完成|执行|到位|增|变动|调整|使用率|利用|达成|控制率|成本|比上年|同比|支出率|支付")


def parts_above(book: Book, grid: Grid, across: list[Equation]) -> Iterator[Result]:
    """The rows whose part exceeds the whole, by the rates that the table shows."""
    rates: dict[int, list[Equation]] = {}
    for one in across:
        if isinstance(one.form, Ratio) and one.target.is_percent and not _MAY_EXCEED.search(_title(grid, one)):
            rates.setdefault(one.target.spot.column, []).append(one)
    for column in rates.values():
        over = [one for one in column if one.terms[0].value > one.terms[1].value]
        if len(over) == 1 and len(column) > LEAST:
            part, whole = over[0].terms
            if _is_explained(book, grid.labels[part.spot.row]):
                yield unchecked(KIND, part.spot, whole.spot, subject=over[0].subject, why="报告自己说明了这一差异")
            else:
                yield _above(over[0].subject, part, whole)
    yield from _refined(grid, rates)


def _is_explained(book: Book, label: str) -> bool:
    """Whether the report says itself that in this row the part is the larger: 应县产后访视人数比活产数多1人."""
    said = re.compile(rf"{re.escape(label)}[^。；]{{0,40}}(?:比[^。；]{{1,20}}多|多于|大于)\s*[\d一二三]")
    return any(label in passage.text and said.search(passage.text) for passage in book.passages)


def _title(grid: Grid, one: Equation) -> str:
    return grid.titles[one.target.spot.column]


def _refined(grid: Grid, rates: dict[int, list[Equation]]) -> Iterator[Result]:
    """Two rates of one whole of which one is named as a kind of the other: 电子健康档案建档率 and 健康档案建档率."""
    for narrow, part in rates.items():
        for wide, whole in rates.items():
            names = short(grid.titles[narrow]), short(grid.titles[wide])
            if narrow == wide or not names[0].endswith(names[1]) or names[0] == names[1]:
                continue
            pairs = [(one, two) for one in part for two in whole if one.target.spot.row == two.target.spot.row]
            over = [pair for pair in pairs if pair[0].terms[0].value > pair[1].terms[0].value]
            same = all(one.terms[1].value == two.terms[1].value for one, two in pairs)
            if same and len(over) == 1 and len(pairs) > LEAST:
                yield _above(over[0][0].subject, over[0][0].terms[0], over[0][1].terms[0])


def _above(subject: str, part: Printed, whole: Printed) -> Result:
    return fails(
        KIND,
        part.spot,
        whole.spot,
        subject=subject,
        printed=part.text,
        expected=f"不超过{whole.text}",
        computation=f"部分{part.text}大于总体{whole.text}，其余各行都不大于",
        why="统计口径不同的，应当说明",
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
    )
