"""Rounding half-up (四舍五入), the only rounding that Kaocheng does."""

from fractions import Fraction


def half_up(value: Fraction, digits: int = 2) -> Fraction:
    """``value`` rounded to ``digits`` decimals, halves away from zero (四舍五入): 2.985 → 2.99, -0.5 → -1.

    ``digits`` may be negative (tens, hundreds).
    """
    scale = Fraction(10) ** digits
    shifted = abs(value) * scale
    whole = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return Fraction(whole if value >= 0 else -whole) / scale
