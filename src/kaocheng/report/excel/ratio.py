"""Fractions of whole numbers in a spreadsheet: two cells, numerator and denominator, and formulas over them.

Binary floats hold whole numbers below 2⁵³ exactly, and so do comparisons and products of them; a quotient is taken once, at
the end, to round. Each :class:`Ratio` knows its value as well, so that a formula can be checked before it is written.
"""

from dataclasses import dataclass
from fractions import Fraction

# Products and numerators stay below 2⁵³. A denominator below 2⁵² ÷ 10⁴ keeps a quotient of at most 10⁴ (hundredths of a
# point) so far from the next whole number that its integer part cannot be wrong.
LARGEST, LARGEST_BELOW = 2**52, 4 * 10**11


class TooLarge(ValueError):
    """A numerator or denominator that a spreadsheet could not hold exactly."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """``top`` and ``bottom`` as spreadsheet expressions, and what they are worth: whole numbers, ``below`` > 0."""

    top: str
    bottom: str
    above: int
    below: int

    @property
    def value(self) -> Fraction:
        """What the quotient is worth."""
        return Fraction(self.above, self.below)

    def checked(self) -> "Ratio":
        """The ratio itself. Raises :class:`TooLarge`."""
        if 2 * abs(self.above) + self.below > 2 * LARGEST or self.below > LARGEST_BELOW:
            raise TooLarge(str(self.value))
        return self

    def __add__(self, other: "Ratio") -> "Ratio":
        if self.top == "0":
            return other
        if self.bottom == other.bottom:
            return Ratio(f"({self.top}+{other.top})", self.bottom, self.above + other.above, self.below)
        top = f"({_product(self.top, other.bottom)}+{_product(other.top, self.bottom)})"
        above = self.above * other.below + other.above * self.below
        return Ratio(top, _product(self.bottom, other.bottom), above, self.below * other.below)

    def __sub__(self, other: "Ratio") -> "Ratio":
        if self.bottom == other.bottom:
            return Ratio(f"({self.top}-{other.top})", self.bottom, self.above - other.above, self.below)
        top = f"({_product(self.top, other.bottom)}-{_product(other.top, self.bottom)})"
        above = self.above * other.below - other.above * self.below
        return Ratio(top, _product(self.bottom, other.bottom), above, self.below * other.below)

    def __mul__(self, other: "Ratio") -> "Ratio":
        return Ratio(
            _product(self.top, other.top), _product(self.bottom, other.bottom), self.above * other.above,
            self.below * other.below,
        )  # fmt: skip

    def over(self, other: "Ratio") -> "Ratio":
        """``self`` ÷ ``other``, which must be positive."""
        return self * Ratio(other.bottom, other.top, other.below, other.above)

    def absolute(self) -> "Ratio":
        """Its absolute value."""
        return Ratio(f"ABS({self.top})", self.bottom, abs(self.above), self.below)

    def rounded(self, how: str) -> "Ratio":
        """A whole number: ``down``, ``up``, or ``half`` for half-up; ``self`` is not negative."""
        value = self.value
        match how:
            case "up":
                return Ratio(f"-INT(-{self.top}/{self.bottom})", "1", -(-value.numerator // value.denominator), 1)
            case "half":
                text = f"INT((2*{self.top}+{self.bottom})/(2*{self.bottom}))"
                return Ratio(text, "1", (2 * self.above + self.below) // (2 * self.below), 1)
            case _:
                return Ratio(f"INT({self.top}/{self.bottom})", "1", value.numerator // value.denominator, 1)


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison as a spreadsheet expression, and whether it holds."""

    text: str
    holds: bool

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"AND({self.text},{other.text})", self.holds and other.holds)

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"OR({self.text},{other.text})", self.holds or other.holds)


ALWAYS = Condition("TRUE", holds=True)


def constant(value: Fraction | int) -> Ratio:
    """A number written into the formula."""
    exact = Fraction(value)
    top = str(exact.numerator) if exact >= 0 else f"({exact.numerator})"
    return Ratio(top, str(exact.denominator), exact.numerator, exact.denominator)


def compared(left: Ratio, sign: str, right: Ratio) -> Condition:
    """``left`` < <= > >= = ``right``, by products of whole numbers. Raises :class:`TooLarge`."""
    a, b = left.above * right.below, right.above * left.below
    if max(abs(a), abs(b)) > LARGEST:
        raise TooLarge(f"{left.value} {sign} {right.value}")
    holds = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b}[sign]
    if right.top == "0":
        return Condition(f"{left.top}{sign}0", holds)
    return Condition(f"{_product(left.top, right.bottom)}{sign}{_product(right.top, left.bottom)}", holds)


def choice(condition: Condition, then: Ratio, otherwise: Ratio) -> Ratio:
    """``then`` where the condition holds, else ``otherwise``."""
    chosen = then if condition.holds else otherwise
    bottom = then.bottom
    if then.bottom != otherwise.bottom:
        bottom = f"IF({condition.text},{then.bottom},{otherwise.bottom})"
    return Ratio(f"IF({condition.text},{then.top},{otherwise.top})", bottom, chosen.above, chosen.below)


def at_least(one: Ratio, other: Ratio) -> Ratio:
    """The greater of the two."""
    return choice(compared(one, ">=", other), one, other)


def at_most(one: Ratio, other: Ratio) -> Ratio:
    """The smaller of the two."""
    return choice(compared(one, "<=", other), one, other)


def _product(left: str, right: str) -> str:
    if left == "1":
        return right
    return left if right == "1" else f"{left}*{right}"
