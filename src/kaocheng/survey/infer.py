"""Which inferential statistics a survey carries, and the note for each that it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.numbers import fixed_text
from kaocheng.survey import notes
from kaocheng.survey.inference import (
    ChiSquare,
    Inference,
    Interval,
    ItemStatistics,
    chi_square,
    goodness_of_fit,
    interval_of_mean,
)
from kaocheng.survey.items import Items
from kaocheng.survey.moments import variance_of_mean
from kaocheng.survey.questionnaire import SCALE, Question, Questionnaire
from kaocheng.survey.reliability import Notes, reliability
from kaocheng.survey.results import GroupResult, QuestionResult, Representation, SurveyResult


def infer(result: SurveyResult, least: int) -> tuple[Inference | None, Notes]:
    """Everything inferential, and what could not be computed: fewer than ``least`` answers carry none of it."""
    try:
        import numpy as np  # noqa: F401
        import scipy.special  # noqa: F401
    except ImportError:
        return None, [notes.NO_LIBRARY.at()]
    said: Notes = []
    questionnaire, representation = result.questionnaire, result.sample.representation or {}
    counted = [one for one in result.questions if one.question.kind == SCALE and one.options]
    correction = _correction(questionnaire, result.sample.valid, said) if counted else Fraction(1)
    scored = [one for one in counted if one.question.is_scored]
    items = {r.question.id: ItemStatistics(_question_interval(r, questionnaire, correction, least)) for r in counted}
    found = Inference(questionnaire.confidence, None, items)
    if result.responses is None:
        said.append(notes.COUNTS_ONLY.at())
        return replace(found, interval=_bound(scored, items, said), fit=_fit(representation, said)), said
    found = replace(found, cross=_cross(result.groups, said), fit=_fit(representation, said))
    if not scored:
        return found, said
    scored_items = Items.of([one.question for one in scored], result.responses, result.mask)
    interval = _composite_interval(scored, scored_items, questionnaire.confidence, correction, said, least=least)
    return reliability(replace(found, interval=interval), scored_items, said, least), said


def _correction(questionnaire: Questionnaire, valid: int, said: Notes) -> Fraction:
    """有限总体修正 1 − n/N; 1 where the population is not known."""
    size = questionnaire.size
    if size is None:
        said.append(notes.NO_SIZE.at())
        return Fraction(1)
    if valid > size:
        said.append(notes.MORE_THAN_SIZE.at(valid=valid, size=size))
        return Fraction(1)
    if valid == size and valid:
        said.append(notes.CENSUS.at())
    return 1 - Fraction(valid, size) if size else Fraction(1)


def _bounds(questions: Sequence[Question]) -> tuple[Fraction, Fraction]:
    scores = [option.score for question in questions for option in question.options if option.score is not None]
    return min(scores), max(scores)


def _question_interval(
    result: QuestionResult, questionnaire: Questionnaire, correction: Fraction, least: int
) -> Interval | None:
    scored = [(part.count, part.option.score) for part in result.options if part.option.score is not None]
    n = sum(count for count, _ in scored)
    if n < least or result.satisfaction is None:
        return None
    mean = result.satisfaction
    squares = sum((count * (score - mean) ** 2 for count, score in scored), Fraction(0))
    if not squares:
        return None
    bounds = _bounds([result.question])
    return interval_of_mean(mean, squares / (n - 1) / n * correction, n - 1, questionnaire.confidence, bounds)


def _bound(scored: Sequence[QuestionResult], items: Mapping[str, ItemStatistics], said: Notes) -> Interval | None:
    """From counts the composite has an interval only when it is one question; otherwise a bound is noted."""
    if len(scored) == 1:
        return items[scored[0].question.id].interval
    weights = sum(result.question.weight for result in scored)
    margins = [(result.question.weight, items[result.question.id].interval) for result in scored]
    if margins and all(interval for _, interval in margins):
        margin = sum(float(weight) * interval.margin for weight, interval in margins if interval) / float(weights)
        said.append(notes.COMPOSITE_BOUND.at(margin=fixed_text(Fraction(margin) * 100)))
    return None


def _composite_interval(
    scored: Sequence[QuestionResult],
    items: Items,
    confidence: Fraction,
    correction: Fraction,
    said: Notes,
    *,
    least: int,
) -> Interval | None:
    means = [result.satisfaction for result in scored]
    known = [mean for mean in means if mean is not None]
    if not known or len(known) < len(means):
        return None
    what = "综合满意度的置信区间"
    n = items.respondents()
    if n < least:
        said.append(notes.TOO_FEW.at(what=what, n=n, least=least))
        return None
    questions = items.questions
    variance = variance_of_mean(questions, known, items.pairs, n) * correction
    if not variance and correction:
        said.append(notes.NO_VARIANCE.at(what=what))
        return None
    weights = sum((question.weight for question in questions), Fraction(0))
    mean = sum((q.weight * value for q, value in zip(questions, known, strict=True)), Fraction(0)) / weights
    return interval_of_mean(mean, variance, n - 1, confidence, _bounds(questions))


def _cross(groups: Sequence[GroupResult], said: Notes) -> dict[tuple[str, str], ChiSquare]:
    tests: dict[tuple[str, str], ChiSquare] = {}
    for group in groups:
        for table in group.tables:
            what = f"{table.group.id}×{table.question.id}"
            test = chi_square(table.counts)
            if test is None:
                said.append(notes.NO_TABLE.at(what=what))
                continue
            tests[table.group.id, table.question.id] = test
            if test.small_expected:
                said.append(notes.SMALL_EXPECTED.at(what=what, cells=test.small_expected))
    return tests


def _fit(representation: Mapping[str, Sequence[Representation]], said: Notes) -> dict[str, ChiSquare]:
    tests: dict[str, ChiSquare] = {}
    for question_id, rows in representation.items():
        test = goodness_of_fit([row.count for row in rows], [row.known for row in rows])
        if test is None:
            said.append(notes.NO_TABLE.at(what=f"{question_id}的代表性"))
        else:
            tests[question_id] = test
    return tests
