"""Relations between the columns (or rows) of a table, discovered from the table itself and then applied to all of it.

A relation counts as found when it holds nearly everywhere and so exactly that chance is no explanation: the digits that
agree are counted as evidence. Where it then fails, that is a discrepancy.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, permutations

from kaocheng.audit.checks.screening import Quick, possible, quick
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Form, Growth, Product, Ratio, Sum
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed

Line = Sequence[Printed | None]
Quicks = dict[int, list[Quick | None]]  # None where there is no figure, or a percentage, of which nothing is computed
ENOUGH = 6  # digits that must agree in all
MANY_COLUMNS = 14
WIDEST = 40
SAMPLE = 12  # rows on which a relation is tried first in a long table
_COMPLETION = re.compile(r"完成|达成|达标")
_SCALES = (Fraction(1), Fraction(10_000), Fraction(1, 10_000), Fraction(100), Fraction(1000))


@dataclass(frozen=True)
class Candidate:
    """A relation that may hold: which place follows from which others, and how."""

    target: int
    places: tuple[int, ...]
    form: Form

    def equation(self, line: Line, kind: str, subject: str) -> Equation | None:
        """The relation on one line, where all its numbers are there."""
        target = line[self.target]
        terms = tuple(term for place in self.places if (term := line[place]) is not None and not term.mark)
        if target is None or len(terms) != len(self.places) or not self.suits(target):
            return None
        return Equation(kind, target, terms, self.form, subject)

    def suits(self, target: Printed) -> bool:
        """Whether a figure can be the result: a percentage of a quotient, a change always a percentage."""
        if target.mark:
            return isinstance(self.form, Ratio | Growth)
        return not isinstance(self.form, Growth)


@dataclass(frozen=True)
class Found:
    """A relation with the lines on which it holds and fails."""

    candidate: Candidate
    held: tuple[int, ...]
    failed: tuple[int, ...]
    evidence: int


def discovered(lines: dict[int, Line], places: Sequence[int], percents: set[int]) -> list[Found]:
    """The best relation for each place that can be explained by others."""
    result = []
    sure: list[frozenset[int]] = []
    quicks: Quicks = {
        number: [quick(figure) if figure and not figure.mark else None for figure in line]
        for number, line in lines.items()
    }
    step = len(lines) // SAMPLE
    sample = {number: lines[number] for number in list(lines)[::step]} if step > 1 else {}
    for target in places:
        others = [place for place in places if place != target]
        if len(others) > MANY_COLUMNS:
            others = [place for place in others if abs(place - target) <= MANY_COLUMNS // 2]
        found = [
            one
            for candidate in _candidates(target, others, percents)
            if (not sample or _judged(candidate, sample, quicks, least=4))
            and (one := _judged(candidate, lines, quicks))
        ]
        sure.extend(frozenset((target, *one.candidate.places)) for one in found if not one.failed)
        if found:
            result += _independent(found)
    return _consistent(result, sure)


def _independent(found: list[Found]) -> list[Found]:
    """The best relation of a place, and those beside it that hold everywhere and use none of its places."""
    first, *others = sorted(found, key=lambda one: (len(one.failed), -len(one.held), _distance(one.candidate)))
    kept = [first]
    for one in others:
        used = {place for other in kept for place in other.candidate.places}
        if not one.failed and isinstance(one.candidate.form, Sum) and used.isdisjoint(one.candidate.places):
            kept.append(one)
    return kept


def _distance(candidate: Candidate) -> tuple[int, int]:
    return len(candidate.places), sum(abs(candidate.target - place) for place in candidate.places)


def _candidates(target: int, others: list[int], percents: set[int]) -> Iterator[Candidate]:
    plain = [place for place in others if place not in percents]
    if target in percents:
        for pair in permutations(plain, 2):
            yield Candidate(target, pair, Ratio())
            yield Candidate(target, pair, Growth())
        return
    for above, below in permutations(plain, 2):
        for scale in _SCALES:
            yield Candidate(target, (above, below), Ratio(scale))
        if above < below:
            yield Candidate(target, (above, below), Product())
            yield Candidate(target, (above, below), Product(_SCALES[2]))
            yield Candidate(target, (above, below), Sum((1, 1)))
        yield Candidate(target, (above, below), Sum((1, -1)))
    for size in range(3, min(len(plain), 8) + 1):
        for start in range(len(plain) - size + 1):
            run = tuple(plain[start : start + size])
            if run[-1] - run[0] == size - 1 and (target in (run[0] - 1, run[-1] + 1)):
                yield Candidate(target, run, Sum((1,) * size))
    if len(plain) <= 10:
        for triple in combinations(plain, 3):
            yield Candidate(target, triple, Sum((1, 1, 1)))


def _judged(candidate: Candidate, lines: dict[int, Line], quicks: Quicks, least: int = ENOUGH) -> Found | None:
    held, failed, evidence, slight = [], [], 0, 0
    most = min(len(lines) // 3 + 1, len(lines) * 2 // 5)  # two fail for every three that hold, at the most
    for number, line in lines.items():
        target = line[candidate.target]
        if target is None or not candidate.suits(target):
            continue
        row = quicks[number]
        terms = [term for place in candidate.places if (term := row[place])]
        if len(terms) != len(candidate.places):
            continue
        room = possible(candidate.form, row[candidate.target] or quick(target), terms)
        if room is None:
            continue
        equation = candidate.equation(line, "", "") if room else None
        if equation is not None and equation.holds is None:
            continue
        if equation is not None and equation.holds:
            held.append(number)
            digits = _digits(equation)
            evidence += digits
            slight += not digits and bool(equation.target.value)
        else:
            failed.append(number)
            if len(failed) > most:
                return None
    if not evidence or evidence + slight < least + 2 * bool(failed) or len(held) < 2 or len(failed) * 3 > len(held) * 2:
        return None
    return Found(candidate, tuple(held), tuple(failed), evidence)


def _digits(equation: Equation) -> int:
    """How many digits of the target agree beyond what is trivial (a sum with only one term that is not zero)."""
    live = [term for term in equation.terms if term.value]
    target = equation.target
    if not target.value or len(live) < 2 or (isinstance(equation.form, Ratio) and live[0].value == live[1].value):
        return 0
    bounds = equation.bounds
    width = bounds[1] - bounds[0] if bounds else Fraction(0)
    unit = max(2 * target.half, width) or Fraction(1)
    size = int(abs(target.value) / unit)
    return len(str(size)) if size else 0


def _consistent(found: list[Found], sure: list[frozenset[int]]) -> list[Found]:
    """One relation is kept of those that say the same of the same places (a + b = c, c − b = a)."""
    kept: dict[frozenset[int], Found] = {}
    for one in found:
        key = frozenset((one.candidate.target, *one.candidate.places))
        if key not in kept or _rank(one) < _rank(kept[key]):
            kept[key] = one
    # A wider relation may hold where a narrower one fails: with a carry-over that is blank in most rows.
    return [one for key, one in kept.items() if not (one.failed and any(key < wider for wider in sure))]


def _rank(one: Found) -> tuple[int, int]:
    match one.candidate.form:
        case Sum(signs=signs):
            order = 0 if all(sign > 0 for sign in signs) else 3
        case Ratio(scale=scale):
            order = 1 if scale == 1 else 3
        case Growth():
            order = 1
        case _:
            order = 2
    return len(one.failed), order * 100 - one.evidence


def column_relations(grid: Grid) -> list[Equation]:
    """The relations between the columns of a table, row by row."""
    if len(grid.number_columns) > WIDEST:
        return []
    lines: dict[int, Line] = {row: _filled(grid, row) for row in grid.data_rows}
    percents = {column for column in grid.number_columns if _mostly_percent(grid, column)}
    result = []
    for one in discovered(lines, grid.number_columns, percents):
        kind = "row-rate" if isinstance(one.candidate.form, Ratio | Growth) else "row-sum"
        if isinstance(one.candidate.form, Product):
            kind = "row-product"
        for row in (*one.held, *(row for row in one.failed if not grid.is_shifted(row))):
            equation = one.candidate.equation(lines[row], kind, grid.name(row, one.candidate.target))
            if equation is not None:
                result.append(capped(_weighted(equation, len(one.held)), grid.titles[one.candidate.target]))
    return result


def capped(equation: Equation, title: str) -> Equation:
    """A completion rate of 100 % where more was done than planned: counted in full, as is usual."""
    form = equation.form
    if isinstance(form, Ratio) and equation.target.value == 1 and _COMPLETION.search(title):
        return replace(equation, form=replace(form, capped=equation.terms[0].value > equation.terms[1].value))
    return equation


def row_relations(grid: Grid) -> list[Equation]:
    """The relations between the rows of a table, column by column (得分率 below 得分 below 权重)."""
    rows = [row for row in grid.data_rows if not grid.is_total(row)]
    if len(rows) < 3 or len(rows) > 20 or len(grid.number_columns) > 20 or len(grid.number_columns) < 2:
        return []
    lines: dict[int, Line] = {
        column: [grid.figures[row][column] for row in range(len(grid.table.grid))] for column in grid.number_columns
    }
    percents = {row for row in rows if all(figure.is_percent for figure in grid.figures[row] if figure)}
    result = []
    for one in discovered(lines, rows, percents):
        kind = "column-rate" if isinstance(one.candidate.form, Ratio | Growth) else "part-sum"
        if isinstance(one.candidate.form, Product):
            continue
        for column in (*one.held, *one.failed):
            equation = one.candidate.equation(lines[column], kind, grid.name(one.candidate.target, column))
            if equation is not None:
                result.append(_weighted(equation, len(one.held)))
    return result


def _weighted(equation: Equation, weight: int) -> Equation:
    return replace(equation, weight=weight)


def _filled(grid: Grid, row: int) -> Line:
    """The figures of a row; a blank beside figures counts as zero, for sums."""
    return [
        figure
        if figure is not None or grid.table.text(row, column) or not _mostly_amount(grid, column)
        else grid.zero(row, column)
        for column, figure in enumerate(grid.figures[row])
    ]


def _mostly_percent(grid: Grid, column: int) -> bool:
    cells = [figure for line in grid.figures if (figure := line[column])]
    return sum(figure.is_percent for figure in cells) * 2 > len(cells)


def _mostly_amount(grid: Grid, column: int) -> bool:
    return column in grid.number_columns and not _mostly_percent(grid, column)
