"""What a report printed of a survey, beside what its counts give; and where a wrong figure comes from if that shows.

The usual cause: satisfaction computed from percentages that were rounded before. The result is rounded twice.
"""

from collections.abc import Sequence
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import Figure, NotANumber, half_up, percent_text, read_figure
from kaocheng.survey import notes
from kaocheng.survey.results import QuestionResult, SurveyResult

COMPOSITE = "综合"


def compare_printed(result: SurveyResult) -> list[Diagnostic]:
    """The notes on every printed figure of the questionnaire that its counts do not give.

    Quantities: ``Q4`` (its satisfaction), ``Q4.满意`` (a share), ``综合``, ``综合.满意``, 发放数, 回收率 and so on. A figure
    agrees when it equals the exact value rounded half-up to as many decimals as were printed.
    """
    said: list[Diagnostic] = []
    for claim in result.questionnaire.printed:
        exact = quantity(result, claim.what)
        try:
            printed = read_figure(claim.value)
        except NotANumber:
            exact, printed = None, Figure(Fraction(0))
        if exact is None:
            said.append(notes.UNCOMPARED.at(claim.place, what=claim.what))
        elif not _agrees(printed, exact):
            computed = percent_text(exact, printed.digits) if printed.mark == "%" else str(exact)
            causes = _causes(result, claim.what, printed)
            facts = {"what": claim.what, "printed": claim.value, "computed": computed, "cause": causes}
            said.append(notes.MISPRINT.at(claim.place, **facts))
    return said


def quantity(result: SurveyResult, what: str) -> Fraction | None:
    """The exact value that a quantity names; None where there is none."""
    sample = result.sample
    of_sample = {
        "发放数": sample.sent,
        "回收数": sample.returned,
        "有效数": sample.valid,
        "回收率": sample.return_rate,
        "有效率": sample.valid_rate,
        "有效回收率": sample.effective_rate,
    }
    if what in of_sample:
        value = of_sample[what]
        return None if value is None else Fraction(value)
    name, dot, option = what.partition(".")
    if name == COMPOSITE:
        return result.shares.get(option) if dot else result.satisfaction
    found = next((other for other in result.questions if other.question.id == name), None)
    if found is None:
        return None
    if not dot:
        return found.satisfaction
    return next((part.share for part in found.options if part.option.text == option), None)


def _agrees(printed: Figure, exact: Fraction) -> bool:
    digits = printed.digits + (2 if printed.mark == "%" else 0)
    if half_up(exact, digits) == printed.value:
        return True
    # 12.2% stands for 12.20%: a trailing zero is often dropped.
    return printed.mark == "%" and printed.digits < 2 and half_up(exact, 4) == printed.value


def _causes(result: SurveyResult, what: str, printed: Figure) -> str:
    name, _, option = what.partition(".")
    digits = printed.digits + (2 if printed.mark == "%" else 0)
    scored = [other for other in result.questions if other.question.is_scored and other.options]
    if not scored:
        return ""
    if name != COMPOSITE:
        found = next((other for other in scored if other.question.id == name), None)
        same = found is not None and not option and _from_rounded_shares(found) == printed.value
        return "（由取整后的比例再算所致）" if same else ""
    if option:
        shares = [_rounded_share(other, option) for other in scored]
        again = _mean(shares) if None not in shares else None
    else:
        again = _mean([_from_rounded_shares(other) for other in scored])
    same = again is not None and half_up(again, digits) == printed.value
    return "（由各题取整后的数再平均所致）" if same else ""


def _rounded_share(result: QuestionResult, option: str) -> Fraction | None:
    return next((half_up(part.share, 4) for part in result.options if part.option.text == option and part.share), None)


def _from_rounded_shares(result: QuestionResult) -> Fraction:
    parts = [(part.share or Fraction(0), part.option.score or Fraction(0)) for part in result.options]
    return half_up(sum((half_up(share, 4) * score for share, score in parts), Fraction(0)), 4)


def _mean(values: Sequence[Fraction | None]) -> Fraction:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known)
