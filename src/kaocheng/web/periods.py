"""Periods as people say them: 2017年度, 2025年1—6月. Stored in ISO form, a day or two parted by a slash."""

import calendar
import re
from datetime import date

_PART = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def bounds(text: str) -> tuple[date, date] | None:
    """The first and the last day of ``2025``, ``2025-06``, ``2025-01-01/2025-06-30``; None where it is no period."""
    parts = [_days(part.strip()) for part in text.split("/")]
    first, last = parts[0], parts[-1]
    if len(parts) > 2 or first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _days(text: str) -> tuple[date, date] | None:
    found = _PART.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    end = month or 12
    return first, first if day else date(year, end, calendar.monthrange(year, end)[1])


def said(text: str) -> str:
    """A period in words; what is none stands as it was written."""
    days = bounds(text)
    if days is None:
        return text
    first, last = days
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if not whole:
        return f"{_date(first)}至{_date(last)}" if first != last else _date(first)
    if (first.month, last.month) == (1, 12):
        return f"{first.year}年度" if first.year == last.year else f"{first.year}—{last.year}年度"
    if first.year == last.year:
        return (
            f"{first.year}年{first.month}月"
            if first.month == last.month
            else f"{first.year}年{first.month}—{last.month}月"
        )
    return f"{first.year}年{first.month}月—{last.year}年{last.month}月"


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
