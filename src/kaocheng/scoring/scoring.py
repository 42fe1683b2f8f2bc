"""``score(evaluation)``: the one function that computes scores, rates and grades. Pure."""

from collections.abc import Iterable
from fractions import Fraction

from kaocheng.derivation import SCORE, Computed, Derivation
from kaocheng.domain import Evaluation, Grade, Indicator
from kaocheng.numbers import score_text
from kaocheng.places import AtIndicator
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.leaf import score_leaf
from kaocheng.scoring.metrics import Metrics
from kaocheng.scoring.sheet import ScoredIndicator, ScoreSheet


def score(evaluation: Evaluation, ledger: Ledger | None = None) -> ScoreSheet:
    """The score sheet of an evaluation: every indicator, the whole, the grade, and how each came about.

    ``ledger`` is one of this evaluation that was asked before and remembers.
    """
    ledger = ledger or Ledger(evaluation)
    metrics = Metrics(evaluation, ledger)
    tops: list[ScoredIndicator] = []
    scored: list[ScoredIndicator] = []
    for indicator in evaluation.indicators:
        part = _score(indicator, 1, evaluation, metrics)
        tops.append(part[0])
        scored.extend(part)
    total = sum((top.partial for top in tops), Fraction(0))
    leaves = [item for item in scored if item.indicator.is_leaf]
    complete = bool(leaves) and all(leaf.score is not None for leaf in leaves)
    grade, higher, lower = grade_of(total, evaluation.grades) if complete else (None, None, None)
    return ScoreSheet(
        indicators=tuple(scored),
        total=total,
        complete=complete,
        grade=grade,
        to_higher=higher,
        to_lower=lower,
        without_readings=sum((leaf.unread_score or Fraction(0) for leaf in leaves), Fraction(0)),
        unread=tuple(leaf.indicator.code for leaf in leaves if leaf.unread_score is None),
        derivation=_sum("总分", tops, total, "总分"),
    )


def _score(indicator: Indicator, level: int, evaluation: Evaluation, metrics: Metrics) -> list[ScoredIndicator]:
    """The indicator and all below it, the indicator first."""
    if indicator.is_leaf:
        return [score_leaf(indicator, level, evaluation, metrics)]
    below = [_score(child, level + 1, evaluation, metrics) for child in indicator.indicators]
    children = [part[0] for part in below]
    partial = sum((child.partial for child in children), Fraction(0))
    whole = all(child.score is not None for child in children)
    parent = ScoredIndicator(
        indicator,
        level,
        partial if whole else None,
        partial,
        derivation=_sum(indicator.title, children, partial, indicator.code),
        missing=tuple(dict.fromkeys(what for child in children for what in child.missing)),
    )
    return [parent, *(item for part in below for item in part)]


def _sum(name: str, parts: Iterable[ScoredIndicator], value: Fraction, code: str) -> Derivation:
    parts = list(parts)
    expression = " + ".join(part.indicator.code for part in parts)
    shown = " + ".join(score_text(part.partial) for part in parts)
    inputs = tuple(part.derivation for part in parts if part.derivation is not None)
    note = "" if all(part.score is not None for part in parts) else "不完整：有指标没有得分"
    return Computed(name, expression, shown, value, SCORE, inputs, AtIndicator(code), note)


def grade_of(total: Fraction, grades: tuple[Grade, ...]) -> tuple[Grade | None, Fraction | None, Fraction | None]:
    """The grade that ``total`` points earn, the points to the next grade up, and those that may be lost."""
    ordered = sorted(grades, key=lambda grade: grade.at_least)
    earned = [grade for grade in ordered if total >= grade.at_least]
    if not earned:
        return None, (ordered[0].at_least - total if ordered else None), None
    grade = earned[-1]
    above = [other.at_least - total for other in ordered if other.at_least > total]
    lower = total - grade.at_least if grade is not ordered[0] else None
    return grade, (above[0] if above else None), lower
