"""Printed numbers and what their digits imply: 80.16% stands for any value from 80.155% up to 80.165%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.audit.document import Spot
from kaocheng.numbers import NotANumber, fixed_text, read_figure
from kaocheng.numbers.reading import MARKS

_UNITS = (
    "万元|亿元|元/人|万人次|万人|元|"
    "人次|人|例|份|对|家|所|名|个|项|分|户|次|条|本|针|种|处|辆|台|套|件|张|公里|亩|平方米|吨|起|批|场|期"
)
NUMBER = re.compile(
    r"(?<![\d.,A-Za-z_/.〔【\[])(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<mark>%|‰|/10万)?"
    rf"(?P<unit>{_UNITS})?"
)
# What follows or precedes a number that is no quantity: dates, document numbers, ages, ordinals, references.
_NOT_AFTER = re.compile(r"^(?:年|月|日|号|岁|时|届|周|世纪|#|】|〕|\]|[A-Za-z]|[、.．](?!\d)|-\d|[:：]\d)")
_NOT_BEFORE = re.compile(r"(?:[第表图附件〔【\[号]|[\d年]-|\d[:：.\-—–~～至])$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its exact value (80.16% is 0.8016), half of its last digit, its unit and its place.

    ``half`` is 0 for a whole count, which is exact.
    """

    value: Fraction
    half: Fraction
    text: str
    spot: Spot
    unit: str = ""
    mark: str = ""
    digits: int = 0

    @property
    def low(self) -> Fraction:
        """The least value that is printed so."""
        return self.value - self.half if self.half else self.value

    @property
    def high(self) -> Fraction:
        """The greatest value that is printed so (itself excluded in half-up rounding, kept here for the benefit of doubt)."""
        return self.value + self.half if self.half else self.value

    @property
    def is_percent(self) -> bool:
        """Whether it is written as a percentage or another ratio."""
        return bool(self.mark)

    def agrees(self, low: Fraction, high: Fraction | None = None) -> bool:
        """Whether a value known to lie in ``low``…``high`` may be printed like this.

        A value that is known exactly must round half-up to the printed one.
        """
        high = low if high is None else high
        if low == high:
            return self.low <= low < self.high if self.half and low >= 0 else self.low <= low <= self.high
        if not self.half:
            return low <= self.value <= high
        return low < self.high and self.low < high

    def shown(self, value: Fraction) -> str:
        """``value`` in the form of this number: its decimals, its separators, its mark."""
        plain = fixed_text(value / MARKS[self.mark], self.digits)
        if "," in self.text:
            whole, point, rest = plain.partition(".")
            plain = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole) + point + rest
        return plain + self.mark

    def with_digits(self, digits: int) -> "Printed":
        """The same number where its column shows that it is written to ``digits`` decimals (3 among 2.99 is 3.00)."""
        if digits <= self.digits:
            return self
        half = MARKS[self.mark] / 10**digits / 2
        return Printed(self.value, half, self.text, self.spot, self.unit, self.mark, digits)


def printed(text: str, spot: Spot, unit: str = "") -> Printed | None:
    """The number that ``text`` is, or None where it is anything else (``-``, words, a comparison, a fraction)."""
    try:
        figure = read_figure(text)
    except NotANumber:
        return None
    if "/" in text and "/10万" not in text:
        return None
    half = MARKS[figure.mark] / 10**figure.digits / 2 if figure.digits or figure.mark else Fraction(0)
    return Printed(figure.value, half, text.strip(), spot, unit, figure.mark, figure.digits)


def numbers_in(text: str, spot: Spot) -> Iterator[Printed]:
    """The quantities in running text; dates, document numbers, ordinals, codes and references are left out."""
    for found in NUMBER.finditer(text):
        after, before = text[found.end("mark") if found["mark"] else found.end("number") :], text[: found.start()]
        if not found["mark"] and (_NOT_AFTER.match(after) or _NOT_BEFORE.search(before)):
            continue
        here = Spot(spot.block, spot.row, spot.column, found.start(), found.end())
        number = printed(found["number"] + (found["mark"] or ""), here, found["unit"] or "")
        if number is not None:
            yield number
