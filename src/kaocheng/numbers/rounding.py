"""Rounding half-up (四舍五入), the only rounding that Kaocheng does."""

from fractions import Fraction


def half_up(value: Fraction, digits: int = 2) -> Fraction:
    """``value`` rounded to ``digits`` decimals, halves away from zero (四舍五入): 2.985 → 2.99, -0.5 → -1.

    ``digits`` may be negative (tens, hundreds).
    """
    if digits < 0:
        return Fraction(rounded_units(value / 10**-digits, 0) * 10**-digits)
    return Fraction(rounded_units(value, digits), 10**digits)


def rounded_units(value: Fraction, digits: int) -> int:
    """``value`` rounded half-up and counted in units of the last of ``digits`` decimals: 2.985 → 299 for two."""
    above, below = abs(value.numerator) * int(10**digits), value.denominator
    whole = (2 * above + below) // (2 * below)
    return whole if value.numerator >= 0 else -whole
