"""Scoring one leaf indicator: its standard applied to what the evaluation knows."""

from fractions import Fraction

from kaocheng.derivation import PERCENT, SCORE, Computed, Derivation, Judged, Missing, Rounded
from kaocheng.derivation.tree import inputs_of
from kaocheng.domain import Adjustment, Evaluation, Indicator, Judgement
from kaocheng.numbers import exact_text, half_up, percent_text, score_text
from kaocheng.scoring.inputs import gather, judged_actual, need_text
from kaocheng.scoring.metrics import Metrics
from kaocheng.scoring.sheet import ScoredIndicator
from kaocheng.standards import Outcome, apply, understand

ONE, NONE = Fraction(1), Fraction(0)
OF_WEIGHT, WITH_JUDGED = "份额 × 权重", "按标准得分占权重 + 酌情加扣分"


def score_leaf(indicator: Indicator, level: int, evaluation: Evaluation, metrics: Metrics) -> ScoredIndicator:
    """The scored indicator; without a score, and saying what is missing, where data or a rule are missing."""
    reading = evaluation.reading(indicator.code)
    printed = _by_sentence(indicator, indicator.standard, level, evaluation, metrics)
    if reading is None:
        return printed
    read = _by_sentence(indicator, reading.rule, level, evaluation, metrics)
    return ScoredIndicator(
        indicator,
        level,
        read.score,
        read.partial,
        read.actual,
        read.derivation,
        read.judgement,
        reading,
        printed.score,
        read.missing,
        read.problems,
    )


def _by_sentence(
    indicator: Indicator, sentence: str, level: int, evaluation: Evaluation, metrics: Metrics
) -> ScoredIndicator:
    judgement = evaluation.judgement(indicator.code)
    weight, target = indicator.weight, indicator.target
    understanding = understand(sentence, name=indicator.name, weight=weight, target=target)
    if understanding.standard is None or not understanding.understood:
        missing = ("可执行的评分规则",)
        return ScoredIndicator(
            indicator, level, None, judgement=judgement, missing=missing, problems=understanding.problems
        )
    inputs, problems = gather(understanding.standard, sentence, indicator, judgement, metrics)
    outcome = apply(understanding.standard, weight, target, inputs, round_rates=evaluation.round_rates)
    share, derivation = _adjusted(outcome, weight, judgement)
    score = None if share is None else half_up(share * weight, 2)
    return ScoredIndicator(
        indicator,
        level,
        score,
        partial=score or NONE,
        actual=judged_actual(judgement) or outcome.actual or inputs.actual,
        derivation=derivation,
        judgement=judgement,
        unread_score=score,
        missing=tuple(need_text(need) for need in outcome.missing),
        problems=tuple(dict.fromkeys((*understanding.problems, *problems, *outcome.problems))),
    )


def _adjusted(outcome: Outcome, weight: Fraction, judgement: Judgement | None) -> tuple[Fraction | None, Derivation]:
    """The share of the weight after discretionary adjustments, clamped again, and the derivation of the score."""
    share = outcome.share
    below: Derivation = outcome.derivation or Missing("得分", "、".join(need_text(need) for need in outcome.missing))
    if share is None:
        return None, below
    by_standard = below
    adjustments = judgement.adjustments if judgement else ()
    if adjustments:
        adjusted = share + sum((item.share_of(weight) for item in adjustments), NONE)
        clamped = min(max(adjusted, NONE), max(ONE, share))
        terms = "".join(_term(item, weight) for item in adjustments)
        inputs = (by_standard, *(_judged(item) for item in adjustments))
        note = "限于0至满分之间" if clamped != adjusted else ""
        text = f"{percent_text(share)}{terms}"
        below = Computed("得分占权重", WITH_JUDGED, text, clamped, PERCENT, inputs, note=note)
        share = clamped
    exact = share * weight
    if below is by_standard and below.form == SCORE:
        return share, below
    product = Computed("得分", OF_WEIGHT, f"{percent_text(share)} × {score_text(weight)}", exact, SCORE, (below,))
    return share, Rounded("得分", half_up(exact, 2), 2, SCORE, product)


def by_standard(score: Derivation) -> Derivation:
    """What the standard alone gave, in the derivation of a leaf's score: below roundings and discretionary adjustments."""
    while isinstance(score, Rounded) or (isinstance(score, Computed) and score.expression in {OF_WEIGHT, WITH_JUDGED}):
        score = inputs_of(score)[0]
    return score


def _term(item: Adjustment, weight: Fraction) -> str:
    if item.points is None:
        return f" {_sign(item.share)} {percent_text(abs(item.share))}"
    return f" {_sign(item.points)} {exact_text(abs(item.points))} ÷ {exact_text(weight)}"


def _sign(value: Fraction) -> str:
    return "-" if value < 0 else "+"


def _judged(item: Adjustment) -> Judged:
    """The adjustment as it was written, in points or as a share."""
    value, form = (item.share, PERCENT) if item.points is None else (item.points, SCORE)
    reason = item.reason
    return Judged("酌情加扣分", value, form, reason, item.author, item.date, item.evidence, place=item.place)
