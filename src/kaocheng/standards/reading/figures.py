"""Numbers inside signs."""

import re
from fractions import Fraction

from kaocheng.numbers import chinese_integer, read_number

LEADING = re.compile(r"-?[\d,]+(?:\.\d+)?")
_CHINESE = re.compile(r"[一二两三四五六七八九十百]+")


def figure(text: str) -> Fraction:
    """The number that begins ``text``, in digits or Chinese numerals; 一半 is 1/2."""
    if text in {"一半", "半数"}:
        return Fraction(1, 2)
    if decimal := re.match(r"([零一二两三四五六七八九十]+)点([零一二三四五六七八九]+)", text):
        digits = "".join(str(chinese_integer(digit)) for digit in decimal[2])
        return Fraction(f"{chinese_integer(decimal[1])}.{digits}")
    if text.startswith("百分之"):
        return Fraction(chinese_integer(text.removeprefix("百分之")), 100)
    if found := re.match(r"\d+/\d+", text):
        return read_number(found[0])
    if found := LEADING.match(text):
        return read_number(found[0].rstrip(","))
    numeral = _CHINESE.search(text)
    return Fraction(chinese_integer(numeral[0])) if numeral else Fraction(1)


def ratio(text: str) -> Fraction:
    """A percentage or fraction: 20%, 1/3, 三分之一, 百分之五, 一半."""
    if text in {"一半", "半数"} or text.startswith("百分之"):
        return figure(text)
    return read_number(text)


def kind(token: object) -> str:
    """The kind of a sign that lark handed on; empty for values."""
    return str(getattr(token, "type", ""))
