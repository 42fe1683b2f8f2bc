"""计量单位: what a number counts, so that 万元 and 元 meet rightly and 万元 ÷ 人 becomes 元/人."""

from fractions import Fraction

from kaocheng.numbers.reading import NotANumber, read_figure
from kaocheng.values import frozen

_MONEY = {
    "元": Fraction(1),
    "千元": Fraction(10**3),
    "万元": Fraction(10**4),
    "百万元": Fraction(10**6),
    "亿元": Fraction(10**8),
}
_RATIO = {"": Fraction(1), "%": Fraction(1, 100), "‰": Fraction(1, 1000), "/10万": Fraction(1, 100_000)}
_SCALED_COUNT = {"万": Fraction(10**4), "亿": Fraction(10**8)}
TEXT = "文字"


class UnknownMeasure(ValueError):
    """The text is no 计量单位; ``text`` holds it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@frozen
class Measure:
    """A 计量单位: its text, what one of it is in base units (元, one, 1), and its powers of money and of count."""

    text: str
    factor: Fraction = Fraction(1)
    money: int = 0
    count: int = 0

    @classmethod
    def parse(cls, text: str) -> "Measure":
        """The measure that ``text`` names: ``万元``, ``%``, ``人``, ``万人次``, ``元/人``.

        Whatever counts things (人, 户, 份, 例 …) is one dimension, since rates such as 份/人 are usual.
        Raises :class:`UnknownMeasure` for a text that holds a number.
        """
        if text in _RATIO:
            return cls(text, _RATIO[text])
        if text in _MONEY:
            return cls(text, _MONEY[text], money=1)
        if "/" in text:
            above, below = (cls.parse(part) for part in text.split("/", 1))
            return cls(text, above.factor / below.factor, above.money - below.money, above.count - below.count)
        if any(character.isdigit() for character in text):
            raise UnknownMeasure(text)
        if len(text) > 1 and text[0] in _SCALED_COUNT:
            return cls(text, _SCALED_COUNT[text[0]], count=1)
        return cls(text, count=1)

    def read(self, text: str) -> Fraction:
        """The number that a cell in this measure writes; in a %-column both ``75%`` and ``75`` are 75.

        Raises :class:`~kaocheng.numbers.NotANumber`.
        """
        figure = read_figure(text)
        if figure.mark and not self.is_ratio:
            raise NotANumber(text)
        return figure.value / self.factor if figure.mark and self.is_ratio else figure.value

    @property
    def is_text(self) -> bool:
        """Whether the column holds words, not numbers."""
        return self.text == TEXT

    @property
    def is_ratio(self) -> bool:
        """Whether the unit is a pure ratio (%, ‰, or none)."""
        return not self.money and not self.count

    def agrees_with(self, other: "Measure") -> bool:
        """Whether values in the two units may be added or compared."""
        return (self.money, self.count) == (other.money, other.count)
