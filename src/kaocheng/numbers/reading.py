"""Reading numbers as people write them: full-width digits, separators, %, ‰, fractions, 三分之一."""

import re
import unicodedata
from fractions import Fraction

from kaocheng.values import frozen

# The mark behind a figure and what one of it is worth.
MARKS: dict[str, Fraction] = {
    "": Fraction(1),
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "/万": Fraction(1, 10_000),
    "/10万": Fraction(1, 100_000),
}

_DECIMAL = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?P<point>\.\d+)?(?P<mark>%|‰|/万|/10万)?")
_RATIO = re.compile(r"([+-]?\d+)/(\d+)")
_CHINESE_RATIO = re.compile(r"([〇零一二两三四五六七八九十百千万]+)分之([〇零一二两三四五六七八九十百千万]+)")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


class NotANumber(ValueError):
    """The text is no number; ``text`` holds it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@frozen
class Figure:
    """A number as written: its exact value (80.16% is 0.8016), its mark, and the decimals that were printed."""

    value: Fraction
    mark: str = ""
    digits: int = 0


def read_figure(text: str) -> Figure:
    """The figure that ``text`` writes.

    Takes ``12,696.66``, ``８０．１６％``, ``-3``, ``5.5‰``, ``13/10万``, ``2/3`` and ``三分之一``.
    Raises :class:`NotANumber` for anything else, a ``float`` included.
    """
    if not isinstance(text, str):
        raise NotANumber(repr(text))
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("−", "-").replace("，", ",")
    if (found := _DECIMAL.fullmatch(plain)) and (found["whole"] or found["point"]):
        point = found["point"] or ""
        digits = max(len(point) - 1, 0)
        units = int((found["whole"] or "0").replace(",", "") + point[1:])
        value = Fraction(-units if found["sign"] == "-" else units, 10**digits)
        mark = found["mark"] or ""
        return Figure(value * MARKS[mark] if mark else value, mark, digits)
    if (found := _RATIO.fullmatch(plain)) and int(found[2]):
        return Figure(Fraction(int(found[1]), int(found[2])))
    if (found := _CHINESE_RATIO.fullmatch(plain)) and (below := chinese_integer(found[1])):
        return Figure(Fraction(chinese_integer(found[2]), below))
    raise NotANumber(text)


def read_number(text: str) -> Fraction:
    """The exact value that ``text`` writes; see :func:`read_figure`."""
    return read_figure(text).value


def chinese_integer(text: str) -> int:
    """The integer that Chinese numerals write: 三 → 3, 十五 → 15, 二百零三 → 203, 一万二千 → 12000.

    Raises :class:`NotANumber`.
    """
    if not text:
        raise NotANumber(text)
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _POWERS:
            section += (digit or 1) * _POWERS[character]
            digit = 0
        elif character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            raise NotANumber(text)
    return total + section + digit
