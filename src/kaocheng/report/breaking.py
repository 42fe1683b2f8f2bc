"""Where a line may be broken inside what typesetting programs take for one word, and where a title should be."""

import re

# Zero width space: after the sign of a calculation, between the codes of a list (A101、A102).
_BREAK = "\u200b"
_PLACES = re.compile(r"(?<=[÷×=])(?=[\d（])|(?<=\d[+])(?=\d)|(?<=%[+])(?=\d)|(?<=[A-Z\d]、)(?=[A-Z]+\d)|(?<=%)(?=（\d)")
# What a title may be broken before, by its meaning.
_PARTS = re.compile(
    "(?=部门整体支出|绩效评价|绩效自评|专项资金|补助资金|项目)|(?<=年度)|(?<=年)(?!度)|(?<=[省市县区])(?=\\d{4})"
)


def breakable(text: str) -> str:
    """``text`` with invisible places at which a line may be broken inside calculations and lists of codes."""
    return _PLACES.sub(_BREAK, text)


def title_lines(title: str, longest: int = 18) -> str:
    """``title`` in lines of at most ``longest`` characters, as even as its words allow (GB/T 9704-2012, 7.3.1)."""
    if len(title) <= longest:
        return title
    places = [found.start() for found in _PARTS.finditer(title) if 0 < found.start() < len(title)]
    if not places:
        return title
    middle = min(places, key=lambda place: (abs(2 * place - len(title)), -place))
    return f"{title[:middle]}\n{title[middle:]}"
