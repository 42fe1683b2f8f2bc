"""合计, 小计 and averages of a column against the rows that they cover."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Ratio, Weighted, added
from kaocheng.audit.claims.grid import TOTAL_TITLE, Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Confidence, Result, unchecked
from kaocheng.diagnostics import Severity
from kaocheng.numbers import exact_text, half_up

KIND = "column-total"
TELLING = 24  # counts of a long table from which the whole is told
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_NOT_ADDED = re.compile(r"率|均|标准|比|指数|系数|单价|年份")
_COUNTED = re.compile(r"人数|份数|频数|次数|回复|选择|数量")
_SHARED = re.compile(r"占比|百分比|比例|比重|百分数")


def column_totals(grid: Grid, derived: set[int]) -> list[Equation | Result]:
    """Each total row against its parts, column by column; ``derived`` are columns that are rates of others."""
    result: list[Equation | Result] = []
    for row in grid.data_rows:
        if grid.is_total(row):
            result.extend(_total(grid, row, derived))
        elif grid.is_mean(row):
            result.extend(_mean(grid, row))
    return result


def _groups(grid: Grid, row: int) -> list[list[int]]:
    """What a total row may add up: the rows since the last total, all plain rows, the subtotals."""
    above = [other for other in grid.data_rows if other < row]
    totals = [other for other in above if grid.is_total(other)]
    plain = [other for other in above if not grid.is_total(other) and not grid.is_mean(other)]
    inside = _inside(grid)
    plain = [other for other in plain if other not in inside] or plain
    numbered = [other for other in plain if _NUMBERED.match(grid.labels[other])]
    since = [other for other in plain if not totals or other > totals[-1]]
    groups = [since, plain, totals, [*totals, *since], numbered]
    if not above:  # a total may stand first
        groups.append(
            [other for other in grid.data_rows if other > row and not grid.is_total(other) and other not in inside]
        )
    return [list(group) for group in dict.fromkeys(tuple(group) for group in groups) if len(group) >= 2]


def _inside(grid: Grid) -> set[int]:
    """The rows that only break down a row above them: from 其中 on as many as add up to it."""
    result: set[int] = set()
    rows = grid.data_rows
    for place, row in enumerate(rows):
        if not grid.is_part(row) or row in result:
            continue
        result.add(row)
        whole = next((other for other in reversed(rows[:place]) if other not in result), None)
        runs = [
            rows[place : end + 1] for end in range(place + 1, len(rows)) if not _ends(grid, rows[place + 1 : end + 1])
        ]
        best = max(runs, key=lambda run: _adding_up(grid, run, whole), default=())
        if whole is not None and _adding_up(grid, best, whole):
            result.update(best)
    return result


def _ends(grid: Grid, rows: Sequence[int]) -> bool:
    return any(grid.is_total(row) or _NUMBERED.match(grid.labels[row]) for row in rows)


def _adding_up(grid: Grid, rows: Sequence[int], whole: int | None) -> int:
    """In how many columns the rows add up to the whole."""
    if whole is None or len(rows) < 2:
        return 0
    sums = 0
    for column in grid.number_columns:
        target = grid.figures[whole][column]
        terms = [figure for row in rows if (figure := grid.figures[row][column])]
        if target and target.value and len(terms) > 1 and not target.is_percent:
            sums += target.agrees(*added(terms).bounds(terms))
    return sums


def _total(grid: Grid, row: int, derived: set[int]) -> list[Equation | Result]:
    best: list[Equation] = []
    score = -1
    for group in _groups(grid, row):
        equations = [
            equation
            for column in grid.number_columns
            if column not in derived and (equation := _sum(grid, row, group, column)) is not None
        ]
        held = sum(2 if equation.holds else 0 for equation in equations)
        near = sum(is_near(equation) for equation in equations if not equation.holds)
        if held + near > score:
            best, score = equations, held + near
    held = sum(bool(equation.holds) and bool(equation.target.value) for equation in best)
    if grid.is_shifted(row):
        best = [equation for equation in best if equation.holds]
    if not held and sum(bool(equation.target.value) for equation in best) > 1:
        return [unchecked(KIND, one.target.spot, subject=one.subject, why="看不出合计包括哪几行") for one in best]
    return [
        equation
        for equation in _to_the_last_digit(best)
        if equation.holds
        or held
        or is_near(equation)
        or not _NOT_ADDED.search(grid.titles[equation.target.spot.column])
    ]


def _to_the_last_digit(equations: list[Equation]) -> list[Equation]:
    """Where the other columns add up without remainder, a remainder is not left to rounding, but only noted."""
    plain = [equation for equation in equations if any(number.half for number in equation.numbers)]
    off = [equation for equation in plain if sum((term.value for term in equation.terms), -equation.target.value)]
    if len(plain) < 3 or len(off) != 1 or not off[0].holds:
        return equations
    exact = tuple(replace(term, half=Fraction(0)) for term in off[0].terms)
    noted = replace(
        off[0],
        terms=exact,
        severity=Severity.NOTE,
        confidence=Confidence.POSSIBLE,
        remark="其余各列分毫不差；也可能是四舍五入",
    )
    return [noted if equation is off[0] else equation for equation in equations]


def _sum(grid: Grid, row: int, group: list[int], column: int) -> Equation | None:
    target = grid.figures[row][column]
    terms = [figure for other in group if (figure := grid.figures[other][column])]
    if target is None or len(terms) < 2 or (target.is_percent and not _shares(target, terms)):
        return None
    if any(term.is_percent is not target.is_percent for term in terms):
        return None
    equation = Equation(KIND, target, tuple(terms), added(terms), grid.name(row, column), len(terms))
    if not equation.holds and _like_average(target, terms):
        return None
    return equation


def _shares(target: Printed, terms: list[Printed]) -> bool:
    """Whether percentages are shares of a whole, so that they may be added."""
    return target.value == 1 and abs(sum((term.value for term in terms), Fraction(-1))) < Fraction(1, 10)


def _like_average(target: Printed, terms: list[Printed]) -> bool:
    """A figure between its parts is an average, a standard or the like, no sum (unless parts have both signs)."""
    values = [term.value for term in terms]
    return min(values) >= 0 and min(values) <= target.value <= max(values) and sum(values) > 2 * target.value


def is_near(equation: Equation) -> bool:
    """Whether a wrong total is so near, or so like, the right one that it is surely meant as the sum."""
    bounds = equation.bounds
    if bounds is None or not equation.target.value:
        return False
    return abs(bounds[0] - equation.target.value) * 10 <= abs(equation.target.value)


def _mean(grid: Grid, row: int) -> list[Equation]:
    """An average row; only where the average holds in a column is it claimed for the others."""
    rows = [other for other in grid.data_rows if other < row and not grid.is_total(other)]
    result = []
    for column in grid.number_columns:
        target = grid.figures[row][column]
        terms = [figure for other in rows if (figure := grid.figures[other][column])]
        if target is None or len(terms) < 2 or all(term.value == target.value for term in terms):
            continue
        share = Fraction(1, len(terms))
        result.append(
            Equation(
                "mean",
                target,
                tuple(terms),
                Weighted((share,) * len(terms)),
                grid.name(row, column),
                confidence=Confidence.LIKELY,
            )
        )
    return result if sum(bool(equation.holds) for equation in result) >= 2 else []


def shares_of_total(grid: Grid, derived: set[int]) -> list[Equation]:
    """A percentage column that is each row's share of the sum of a count column (选项, 人数, 百分比)."""
    rows = [row for row in grid.data_rows if not grid.is_total(row)]
    if len(rows) < 2:
        return []
    for column in grid.number_columns:
        percents = [figure for row in rows if (figure := grid.figures[row][column])]
        if column in derived or len(percents) != len(rows) or not all(figure.is_percent for figure in percents):
            continue
        for base in grid.number_columns:
            counts = [figure for row in rows if (figure := grid.figures[row][base])]
            if base == column or len(counts) != len(rows) or any(figure.is_percent for figure in counts):
                continue
            whole = _whole(counts, percents)
            if whole is None and not (_COUNTED.search(grid.titles[base]) and _SHARED.search(grid.titles[column])):
                continue
            return _shares_of(grid, rows, (column, base), whole or sum((one.value for one in counts), Fraction(0)))
    return []


def _whole(counts: list[Printed], percents: list[Printed]) -> Fraction | None:
    """The number of all answers that most shares agree with: the sum of the counts, or else another whole number."""
    total = sum((count.value for count in counts), Fraction(0))
    pairs = [(count, percent) for count, percent in zip(counts, percents, strict=True) if count.value or percent.value]
    # The largest counts tell the whole most exactly.
    telling = sorted((pair for pair in pairs if pair[1].value), key=lambda pair: -pair[0].value)[:TELLING]
    wholes = [total, *(_nearest(count, percent) for count, percent in telling)]
    agree = {whole: sum(_gives(whole, *pair) for pair in pairs) for whole in dict.fromkeys(wholes)}
    best = max(agree, key=lambda whole: agree[whole])
    enough = 2 if best == total else 3  # a whole that was worked out of one share agrees with that one by itself
    return best if agree[best] >= enough and agree[best] * 2 >= len(pairs) else None


def _nearest(count: Printed, percent: Printed) -> Fraction:
    return half_up(count.value / percent.value, 0)


def _gives(whole: Fraction, count: Printed, percent: Printed) -> bool:
    return (
        bool(whole)
        and percent.low * whole <= count.value <= percent.high * whole
        and percent.agrees(count.value / whole)
    )


def _shares_of(grid: Grid, rows: list[int], places: tuple[int, int], whole: Fraction) -> list[Equation]:
    column, base = places
    result = []
    for row in rows:
        target, count = grid.figures[row][column], grid.figures[row][base]
        if target is not None and count is not None:
            every = Printed(whole, Fraction(0), exact_text(whole), Spot(grid.block, rows[0], -2 - base))
            result.append(Equation("share", target, (count, every), Ratio(), grid.name(row, column), len(rows)))
    return result


def shares_across(grid: Grid) -> list[Equation]:
    """A row of percentages that are each column's share of a row of counts (人数 above 占比), by their total column or sum."""
    totals = [column for column in grid.number_columns if TOTAL_TITLE.search(grid.titles[column])]
    places = [column for column in grid.number_columns if column not in totals]
    for row in grid.data_rows:
        percents = [figure for column in places if (figure := grid.figures[row][column])]
        if len(percents) < 3 or len(percents) != len(places) or not all(figure.is_percent for figure in percents):
            continue
        for base in grid.data_rows:
            counts = [figure for column in places if (figure := grid.figures[base][column]) and not figure.is_percent]
            whole = sum((count.value for count in counts), Fraction(0))
            pairs = list(zip(counts, percents, strict=False))
            if len(counts) == len(percents) and sum(_gives(whole, *pair) for pair in pairs) * 3 >= len(pairs) * 2:
                spots = [one.spot for column in totals if (one := grid.figures[base][column]) and one.value == whole]
                every = Printed(whole, Fraction(0), exact_text(whole), [*spots, Spot(grid.block, base, -2)][0])
                return [
                    Equation(
                        "share", percent, (count, every), Ratio(), grid.name(row, percent.spot.column), len(places)
                    )
                    for percent, count in zip(percents, counts, strict=True)
                ]
    return []
