"""A survey's result as JSON-ready data, in the form of ``kaocheng survey --json``."""

from fractions import Fraction

from kaocheng.numbers import exact_text, fixed_text, percent_text
from kaocheng.survey.inference import Interval, ItemStatistics
from kaocheng.survey.results import QuestionResult, SurveyResult


def as_json(result: SurveyResult, lang: str = "zh") -> dict[str, object]:
    """``result``: numbers of people whole, shares and satisfaction as ``"82.17%"``, statistics with two decimals.

    What could not be computed is None, and ``notes`` say why.
    """
    found = result.inference
    return {
        "name": result.name,
        "sent": result.sample.sent,
        "returned": result.sample.returned,
        "valid": result.sample.valid,
        "satisfaction": _percent(result.satisfaction),
        "interval": _interval(found.interval if found else None),
        "alpha": _statistic(found.alpha if found else None),
        "questions": [
            _question(question, (found.items if found else {}).get(question.question.id, ItemStatistics()))
            for question in result.questions
        ],
        "notes": [note.text(lang) for note in result.notes],
    }


def _question(result: QuestionResult, item: ItemStatistics) -> dict[str, object]:
    data: dict[str, object] = {
        "id": result.question.id,
        "text": result.question.text,
        "type": result.question.kind,
        "answered": result.answered,
        "counts": {part.option.text: part.count for part in result.options},
        "shares": {part.option.text: _percent(part.share) for part in result.options},
        "satisfaction": _percent(result.satisfaction),
        "interval": _interval(item.interval),
        "item_total": _statistic(item.item_total),
        "item_total_corrected": _statistic(item.corrected),
        "alpha_if_deleted": _statistic(item.alpha_if_deleted),
    }
    if result.numbers:
        data["mean"] = exact_text(result.numbers.mean)
    if result.open_answers:
        data["answers"] = [{"text": text, "count": count} for text, count in result.open_answers.answers]
        data["keywords"] = dict(result.open_answers.keywords)
    return data


def _percent(value: Fraction | None) -> str | None:
    return None if value is None else percent_text(value)


def _interval(interval: Interval | None) -> list[str] | None:
    return [percent_text(Fraction(end)) for end in (interval.low, interval.high)] if interval else None


def _statistic(value: float | None) -> str | None:
    return None if value is None else statistic_text(value)


def statistic_text(value: float, digits: int = 2) -> str:
    """An approximate statistic for printing: ``0.82``."""
    return fixed_text(Fraction(value), digits)
