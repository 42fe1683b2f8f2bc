"""Value → score, for drawing: the score at the values where something changes, and between them."""

from fractions import Fraction

from kaocheng.derivation import COUNT, PERCENT, Given
from kaocheng.standards.applying.run import apply
from kaocheng.standards.inputs import Inputs
from kaocheng.standards.rules import (
    AllOrNothing,
    Bands,
    FormulaRule,
    Gate,
    Interval,
    Limit,
    LimitDeduction,
    PerCase,
    PerStep,
    Proportional,
    Standard,
)
from kaocheng.standards.targets import read_target
from kaocheng.values import frozen


@frozen
class Point:
    """The score at one value of the metric; ``text`` is the value as one writes it."""

    value: Fraction
    score: Fraction
    text: str


def value_curve(standard: Standard, weight: Fraction, target: str = "") -> tuple[Point, ...]:
    """Points of value → score for a rule over one number, rising; empty where the score hangs on more than the number."""
    rule = standard.rule
    if not isinstance(rule, Bands | PerStep | Proportional | FormulaRule) or len(standard.adjustments) != len(
        _numeric(standard)
    ):
        return ()
    declared = standard.target or target
    limits = limits_of(standard)
    wanted = read_target(declared) if declared else None
    end = (wanted.low or wanted.high) if wanted else None
    values = {
        limit.value * end.value if limit.of_target and end else limit.value
        for limit in limits
        if end or not limit.of_target
    }
    if wanted and any(interval.meets_target for interval in _intervals(standard)):
        values |= {limit.value for limit in (wanted.low, wanted.high) if limit is not None}
    percent = any(limit.mark == "%" for limit in limits) or (end is not None and end.mark == "%") or not values
    points = []
    for value in sorted(_spread(values, percent=percent)):
        form = PERCENT if percent else COUNT
        outcome = apply(standard, weight, target, Inputs(actual=Given("业绩值", value, form)))
        if outcome.score is not None:
            points.append(Point(value, outcome.score, form.full_text(value)))
    return tuple(points)


def full_marks(standard: Standard) -> Fraction:
    """The points to reckon with where no weight is given: those of the best band, 1 where the bands name none."""
    bands = standard.rule.bands if isinstance(standard.rule, Bands) else ()
    worths = [worth for band in bands for worth in (band.worth, band.last) if not worth.is_share]
    return max((worth.amount for worth in worths), default=Fraction(1))


def _numeric(standard: Standard) -> list[Gate | LimitDeduction]:
    return [one for one in standard.adjustments if isinstance(one, Gate | LimitDeduction)]


def _intervals(standard: Standard) -> list[Interval]:
    rule = standard.rule
    found = [one.interval for one in _numeric(standard)]
    if isinstance(rule, Bands):
        found += [band.interval for band in rule.bands]
    elif isinstance(rule, AllOrNothing | PerCase):
        found += [rule.interval] if rule.interval is not None else []
    elif isinstance(rule, PerStep | Proportional) or (isinstance(rule, FormulaRule) and rule.full is not None):
        found += [rule.full] if rule.full is not None else []
    return found


def limits_of(standard: Standard) -> list[Limit]:
    """The ends of the intervals with which the standard compares its number."""
    return [limit for interval in _intervals(standard) for limit in (interval.low, interval.high) if limit is not None]


def _spread(values: set[Fraction], *, percent: bool) -> set[Fraction]:
    """The limits, a step to either side of each, and even steps across."""
    if not values:
        values = {Fraction(0), Fraction(1)}
    low, high = min(values), max(values)
    width = (high - low) or abs(high) or Fraction(1)
    step = Fraction(1, 100) if percent else max(Fraction(1), width / 50)
    near = {value + sign * step for value in values for sign in (-1, 0, 1)}
    across = {low + width * Fraction(index, 4) for index in range(-2, 7)}
    return {value for value in near | across if value >= 0 or low < 0} | {Fraction(0)}
