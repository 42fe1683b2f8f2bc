"""Dates: nothing that a report rests on is younger than the report."""

from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.places import InFile, Place
from kaocheng.scoring.checks import messages

_SHOWN = 5
# What is dated, its date, and where it stands.
Dated = tuple[str, str, Place | None]


def check_dates(evaluation: Evaluation) -> Iterator[Diagnostic]:
    """Judgements, readings, tables and amended values dated after the report: one message for each of these kinds."""
    for kind, dated in (
        ("评价判断", _judged(evaluation)),
        ("口径", _read(evaluation)),
        ("数据来源", _sources(evaluation)),
    ):
        late = [item for item in dated if _is_after(item[1], evaluation.report_date)]
        if late:
            names = list(dict.fromkeys(name for name, _, _ in late))
            more = f"等{len(names)}处" if len(names) > _SHOWN else ""
            what = f"{kind}（{'、'.join(names[:_SHOWN])}{more}）"
            place = late[0][2] or InFile("evaluation.yaml")
            facts = {"what": what, "found": max(date for _, date, _ in late), "report": evaluation.report_date}
            yield messages.AFTER_REPORT.at(place, **facts)


def _judged(evaluation: Evaluation) -> Iterator[Dated]:
    for judgement in evaluation.judgements:
        yield judgement.indicator, judgement.date, judgement.place
        yield from ((judgement.indicator, made.date, made.place) for made in judgement.adjustments)


def _read(evaluation: Evaluation) -> Iterator[Dated]:
    yield from ((reading.indicator, reading.date, reading.place) for reading in evaluation.readings)


def _sources(evaluation: Evaluation) -> Iterator[Dated]:
    yield from ((table.name, table.date, table.place) for table in evaluation.tables)
    yield from ((item.at.table, item.date, item.place) for item in evaluation.amendments)


def _is_after(date: str, report: str) -> bool:
    """Whether a date is after the other as far as both are written: 2025-05 is not after 2025-05-20."""
    length = min(len(date), len(report))
    return date[:length] > report[:length]
