"""Weights, codes, standards and what is missing for a score."""

from collections.abc import Iterator
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic, Severity
from kaocheng.domain import Evaluation, Indicator, walk
from kaocheng.numbers import exact_text
from kaocheng.places import InFile, Place
from kaocheng.scoring.checks import messages
from kaocheng.scoring.sheet import ScoredIndicator, ScoreSheet


def check_indicators(evaluation: Evaluation, sheet: ScoreSheet) -> Iterator[Diagnostic]:
    """Weights that do not sum, codes used twice, standards that are not understood, scores that cannot be had."""
    limits = [grade.at_least for grade in evaluation.grades]
    if limits != sorted(set(limits), reverse=True):
        grades = "、".join(f"{grade.name} {exact_text(grade.at_least)}" for grade in evaluation.grades)
        yield messages.GRADES_OUT_OF_ORDER.at(InFile("evaluation.yaml"), grades=grades)
    if min(limits) > 0:
        yield messages.GRADES_LEAVE_OUT.at(InFile("evaluation.yaml"), least=exact_text(min(limits)))
    yield from _weights("全部指标", evaluation.total, evaluation.indicators, InFile("indicators.yaml"))
    seen: set[str] = set()
    for _, indicator in walk(evaluation.indicators):
        if indicator.code in seen:
            yield messages.DUPLICATE_CODE.at(indicator.where, code=indicator.code)
        seen.add(indicator.code)
        if not indicator.is_leaf:
            yield from _weights(indicator.title, indicator.weight, indicator.indicators, indicator.where)
    for scored in sheet.leaves:
        yield from _leaf(scored)


def _weights(name: str, expected: Fraction, parts: tuple[Indicator, ...], place: Place) -> Iterator[Diagnostic]:
    found = sum((part.weight for part in parts), Fraction(0))
    if found != expected and parts:
        off = found - expected
        difference = f"{'多' if off > 0 else '少'}{exact_text(abs(off))}分"
        facts = {"name": name, "expected": exact_text(expected), "found": exact_text(found), "difference": difference}
        yield messages.WEIGHTS_DO_NOT_SUM.at(place, **facts)


def _leaf(scored: ScoredIndicator) -> Iterator[Diagnostic]:
    indicator = scored.indicator
    if not indicator.standard and scored.reading is None:
        yield messages.NO_STANDARD.at(indicator.where, code=indicator.code)
        return
    for problem in scored.problems:
        places = dict.fromkeys((indicator.where, *problem.places))
        yield Diagnostic(problem.message, problem.facts, tuple(places))
    refused = any(problem.severity is Severity.ERROR for problem in scored.problems)
    if scored.missing and not refused:
        yield messages.NO_SCORE.at(indicator.where, code=indicator.code, missing="；".join(scored.missing))
