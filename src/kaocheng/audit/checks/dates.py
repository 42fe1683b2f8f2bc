"""Periods whose end lies before their beginning."""

import re
from collections.abc import Iterator

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.result import Result, fails, holds

KIND = "date-order"
_DATE = r"(20\d\d)\s*年(?:\s*(\d{{1,2}})\s*月(?:\s*(?:(\d{{1,2}})\s*日|(上|中|下)旬))?)?"
_PERIOD = re.compile(
    _DATE.format()
    + r"\s*(?:至|到|—|－|-|–|~|～)+\s*(?:(20\d\d)\s*年)?\s*(\d{1,2})\s*月(?:\s*(?:(\d{1,2})\s*日|(上|中|下)旬))?"
)
_TENS = {"上": 5, "中": 15, "下": 25}


def dates(book: Book) -> Iterator[Result]:
    """Every period that the text names."""
    for passage in book.passages:
        for found in _PERIOD.finditer(passage.text):
            yield _checked(passage, found)


def _checked(passage: Passage, found: re.Match[str]) -> Result:
    year, month, day, ten, end_year, end_month, end_day, end_ten = found.groups()
    start = (int(year), int(month or 1), _day(day, ten, 1))
    end = (int(end_year or year), int(end_month), _day(end_day, end_ten, 31))
    spot = passage.at(found.start(), found.end())
    if start <= end:
        return holds(KIND, spot, subject=found[0])
    return fails(
        KIND,
        spot,
        subject=found[0],
        printed=found[0],
        expected="起早于止",
        computation=f"起于{'.'.join(map(str, start))}，止于{'.'.join(map(str, end))}，止早于起",
    )


def _day(day: str | None, ten: str | None, default: int) -> int:
    return int(day) if day else _TENS.get(ten or "", default)
