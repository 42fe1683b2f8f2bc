"""Judgements and readings must be reasoned, evidenced and signed."""

from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Adjustment, Evaluation, Judgement, Reading
from kaocheng.places import AtIndicator, Place
from kaocheng.scoring.checks import messages


def check_judgements(evaluation: Evaluation) -> Iterator[Diagnostic]:
    """What judgements, discretionary adjustments and readings lack. Evidence of an indicator is evidence of its judgement."""
    bare = []
    for judgement in evaluation.judgements:
        code = judgement.indicator
        if judgement.inputs:
            yield from _signed(code, "评价判断", judgement, evidence=False)
            if not judgement.evidence and not any(code in item.indicators for item in evaluation.evidence):
                bare.append(judgement)
    if bare:  # one message, however many: in a self-evaluation there are as many as indicators
        places = (judgement.place or AtIndicator(judgement.indicator) for judgement in bare)
        codes = "、".join(judgement.indicator for judgement in bare)
        yield messages.NO_EVIDENCE.at(*places, code=codes, what="评价判断")
        for adjustment in judgement.adjustments:
            yield from _signed(code, "酌情加扣分", adjustment, evidence=True)
    for reading in evaluation.readings:
        yield from _signed(reading.indicator, "口径", reading, evidence=False)


def _signed(code: str, what: str, made: Judgement | Adjustment | Reading, *, evidence: bool) -> Iterator[Diagnostic]:
    place: Place = made.place or AtIndicator(code)
    if not made.reason:
        yield messages.NO_REASON.at(place, code=code, what=what)
    if evidence and not isinstance(made, Reading) and not made.evidence:
        yield messages.NO_EVIDENCE.at(place, code=code, what=what)
    lacking = [name for name, text in (("作者", made.author), ("日期", made.date)) if not text]
    if lacking:
        yield messages.NOT_SIGNED.at(place, code=code, what=what, lacking="和".join(lacking))
