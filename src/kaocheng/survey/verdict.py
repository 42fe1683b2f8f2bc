"""信度效度 in plain words: what the statistics mean for somebody who has to decide whether to rely on the survey."""

from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.survey.as_json import statistic_text
from kaocheng.survey.results import SurveyResult

# 信度系数 in hundredths as it is usually read in the trade (Nunnally 1978; DeVellis 2003): the first bound reached.
_ALPHA = ((90, "内在信度高"), (80, "信度较高"), (70, "信度尚可"))
_LOW = "内部一致性不足"
_WEAK_ITEM = 30
_KMO = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement: the sentence, and whether it is ``good`` news."""

    text: str
    good: bool


def alpha_meaning(alpha: float) -> str:
    """How an alpha is read: 信度较高."""
    return next((words for least, words in _ALPHA if alpha * 100 >= least), _LOW)


def verdicts(result: SurveyResult) -> Iterator[Verdict]:
    """What can be said of reliability, validity and precision; nothing where there are no raw responses."""
    found = result.inference
    if found is None:
        return
    if found.alpha is not None:
        good = alpha_meaning(found.alpha) != _LOW
        advice = (
            "各题反映的是同一种满意程度，综合满意度可以采用" if good else "各题说的不像是同一件事，综合满意度要谨慎使用"
        )
        yield Verdict(
            f"克朗巴哈系数约 {statistic_text(found.alpha)}，{alpha_meaning(found.alpha)}：{advice}。", good=good
        )
        for question, item in found.items.items():
            if item.alpha_if_deleted is not None and not good and item.alpha_if_deleted > found.alpha:
                risen = statistic_text(item.alpha_if_deleted)
                yield Verdict(f"不计 {question} 时系数升到约 {risen}，请看看这一题的问法。", good=False)
    for question, item in found.items.items():
        if item.corrected is not None and item.corrected * 100 < _WEAK_ITEM:
            weak = statistic_text(item.corrected)
            yield Verdict(f"{question} 与其余各题的相关只有约 {weak}，问的可能是别的事。", good=False)
    if found.kmo is not None:
        good = found.kmo * 100 >= _KMO
        said = "题目之间的关系足以支持效度分析" if good else "题目之间的关系偏弱，效度不足"
        yield Verdict(f"KMO 约 {statistic_text(found.kmo)}：{said}。", good=good)
    if found.interval is not None:
        low, high = (statistic_text(end * 100) for end in (found.interval.low, found.interval.high))
        yield Verdict(f"按这个样本，总体的满意度大致在 {low}% 与 {high}% 之间。", good=True)
