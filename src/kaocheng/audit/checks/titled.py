"""Columns whose titles say what they are: 合计 of the columns beside it, 完成率 of 计划 and 实际, 结余 of 到位 less 支出.

A table of many rows shows its relations by itself (see discover); one of a row or two cannot, but its titles can. A title
alone proves nothing: where no row bears it out and more than one reading is possible, nothing is claimed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from kaocheng.audit.checks.discover import capped
from kaocheng.audit.checks.totals import is_near
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Form, Growth, Ratio, Sum, added
from kaocheng.audit.claims.grid import TOTAL_TITLE, Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Confidence

_UNIT = re.compile(r"[（(][^）)]*[）)]|\s")
DIFFERENCE = re.compile(r"^(?:差异|差额|扣分|失分|增减额?)$")
_GROWTH = re.compile(r"(?:同比|环比|比上年|较上年|增长|增幅|增速|增长率)$")
_PLANNED = re.compile(r"应|计划|预算|目标|任务|指标值|下达|安排|批复")
_RATES = (
    (re.compile(r"到位率$"), re.compile(r"到位"), re.compile(r"应|预算|计划|下达|安排|批复")),
    (
        re.compile(r"(?:执行|支出|支付|使用|拨付)(?:率|比例)$"),
        re.compile(r"执行|支出|支付|使用|拨付|决算"),
        re.compile(r"预算|到位|下达|合同|计划|安排|批复"),
    ),
    (re.compile(r"(?:完成|达成)率$"), re.compile(r"完成|实际"), re.compile(r"计划|目标|任务|指标值|应")),
    (re.compile(r"[审核]减率$"), re.compile(r"[审核]减[额数金]"), re.compile(r"[送报]审")),
)
_LEFT = (
    re.compile(r"^(?:结余|结转|余额|未支付|未支出|未执行)"),
    re.compile(r"到位|收入|预算|合同|下达"),
    re.compile(r"支出|执行|支付|决算"),
)


@dataclass(frozen=True)
class Reading:
    """One way to understand a column: from which columns it follows, and how."""

    columns: tuple[int, ...]
    form: Form

    def equation(self, grid: Grid, row: int, target: int) -> Equation | None:
        """The relation on one row, where its figures are there and of one kind."""
        figure = grid.figures[row][target]
        terms = tuple(one for column in self.columns if (one := grid.figures[row][column]))
        if figure is None or len(terms) < 2 or (len(terms) != len(self.columns) and isinstance(self.form, Ratio)):
            return None
        form = added(terms) if isinstance(self.form, Sum) and min(self.form.signs) > 0 else self.form
        marks = {one.is_percent for one in terms}
        if len(marks) > 1 or (isinstance(form, Ratio) and True in marks) or len(terms) != len(_signs(form, terms)):
            return None
        if not isinstance(form, Ratio) and figure.is_percent not in marks:
            return None
        kind = "row-rate" if isinstance(form, Ratio) else "row-sum"
        result = Equation(kind, figure, terms, form, grid.name(row, target), 2, Confidence.LIKELY)
        if figure.is_percent and isinstance(form, Sum) and not (result.holds or is_near(result)):
            return None  # shares add up, other percentages do not
        return capped(result, grid.titles[target])


def _signs(form: Form, terms: Sequence[Printed]) -> Sequence[object]:
    return form.signs if isinstance(form, Sum) else terms


def titled_relations(grid: Grid, known: set[tuple[int, int]]) -> Iterator[Equation]:
    """What the titles of a table say, row by row; ``known`` are the cells of which the table itself tells more."""
    titles = [_UNIT.sub("", title) for title in grid.titles]
    for target in grid.number_columns:
        rows = [row for row in grid.data_rows if grid.figures[row][target] and (row, target) not in known]
        readings = list(_readings(grid, titles, target)) if rows else []
        best = _best(grid, readings, target)
        if best is not None:
            for row in rows:
                equation = best.equation(grid, row, target)
                if equation is not None:
                    yield equation


def growth_down(grid: Grid) -> Iterator[Equation]:
    """A column of growth over the row above: 2022年 29.03% beside 800 below 620."""
    plain = [row for row in grid.data_rows if not grid.is_total(row)]
    for target in grid.number_columns:
        if not _GROWTH.search(_UNIT.sub("", grid.titles[target])):
            continue
        series = [_growth(grid, plain, column, target) for column in grid.number_columns if column < target]
        best = max(series, key=lambda claims: sum(bool(claim.holds) for claim in claims), default=[])
        held = sum(bool(claim.holds) for claim in best)
        if held and held * 2 >= len(best):
            yield from best


def _growth(grid: Grid, rows: Sequence[int], column: int, target: int) -> list[Equation]:
    result = []
    for before, row in pairwise(rows):
        rate, new, old = grid.figures[row][target], grid.figures[row][column], grid.figures[before][column]
        if rate and rate.is_percent and new and old and not new.is_percent and not old.is_percent:
            result.append(
                Equation("row-rate", rate, (new, old), Growth(), grid.name(row, target), 2, Confidence.LIKELY)
            )
    return result


def _readings(grid: Grid, titles: Sequence[str], target: int) -> Iterator[Reading]:
    if TOTAL_TITLE.search(titles[target]):
        yield from _sums(grid, titles, target)
    for title, above, below in _RATES:
        if title.search(titles[target]):
            yield from _pairs(grid, titles, target, (above, below), Ratio())
    if DIFFERENCE.search(titles[target]):
        left = [column for column in grid.number_columns if column < target]
        yield from (Reading(pair, Sum((1, -1))) for pair in permutations(left, 2))
    if _LEFT[0].search(titles[target]):
        yield from _pairs(grid, titles, target, (_LEFT[1], _LEFT[2]), Sum((1, -1)))


def _sums(grid: Grid, titles: Sequence[str], target: int) -> Iterator[Reading]:
    left = [column for column in grid.number_columns if column < target]
    right = [column for column in grid.number_columns if column > target]
    totals = [column for column in left if TOTAL_TITLE.search(titles[column])]
    plain = [column for column in left if column not in totals]
    since = [column for column in plain if not totals or column > totals[-1]]
    until = next((place for place, column in enumerate(right) if TOTAL_TITLE.search(titles[column])), len(right))
    for group in dict.fromkeys(map(tuple, (since, plain, totals, right[:until]))):
        if len(group) >= 2:
            yield Reading(group, added(group))


def _pairs(
    grid: Grid, titles: Sequence[str], target: int, words: tuple[re.Pattern[str], re.Pattern[str]], form: Form
) -> Iterator[Reading]:
    first, second = words
    others = [column for column in grid.number_columns if column < target and not titles[column].endswith("率")]
    done = [column for column in others if first.search(titles[column])]
    if isinstance(form, Ratio):
        done = [column for column in done if not _PLANNED.search(titles[column])]
    for one in done:
        for other in others:
            if other != one and second.search(titles[other]):
                yield Reading((one, other), form)


def _best(grid: Grid, readings: Sequence[Reading], target: int) -> Reading | None:
    """The reading that most rows bear out; where none does, the only one, if it comes near."""
    scored = []
    for reading in readings:
        claims = [one for row in grid.data_rows if (one := reading.equation(grid, row, target)) and one.target.value]
        held = sum(bool(one.holds) for one in claims)
        failed = sum(one.holds is False for one in claims)
        near = sum(is_near(one) for one in claims if one.holds is False)
        scored.append((held, -failed, near, reading))
    if not scored:
        return None
    held, failed, near, best = max(scored, key=lambda one: one[:3])
    alone = len(readings) == 1 or isinstance(best.form, Sum)
    if held:
        return best if -failed <= held else None
    return best if alone and failed == -1 and near == 1 else None
