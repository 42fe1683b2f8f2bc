"""Dates and periods as a report prints them."""

import re


def chinese_date(text: str) -> str:
    """``2021-12-19`` → 2021年12月19日; ``2021-12`` and ``2021`` likewise; anything else as it stands."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    if not found:
        return text
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def chinese_period(text: str) -> str:
    """``2020-01-01/2020-12-31`` → 2020年1月1日至2020年12月31日; ``2020`` → 2020年."""
    return "至".join(chinese_date(part) for part in text.split("/"))


def year_of(text: str) -> str:
    """The year that a period lies in: ``2024-01-01/2024-12-31`` → 2024; the empty string where it is not one year."""
    years = {part[:4] for part in text.split("/")}
    return years.pop() if len(years) == 1 else ""
