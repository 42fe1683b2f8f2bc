"""Printing exact numbers. The rounding here is the edge: nothing that is printed is computed with again."""

from fractions import Fraction

from kaocheng.numbers.rounding import half_up, rounded_units


def fixed_text(value: Fraction, digits: int = 2, *, grouped: bool = False) -> str:
    """``value`` with exactly ``digits`` decimals, half-up: 2.985 → ``2.99``."""
    units = rounded_units(value, digits)
    whole, rest = divmod(abs(units), 10**digits)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole:{',' if grouped else ''}}" + (f".{rest:0{digits}d}" if digits else "")


def score_text(value: Fraction) -> str:
    """A score in points with two decimals: ``2.99``."""
    return fixed_text(value, 2)


def percent_text(value: Fraction, digits: int = 2) -> str:
    """A ratio as a percentage: 0.80164 → ``80.16%``."""
    return f"{fixed_text(value * 100, digits)}%"


def amount_text(value: Fraction, digits: int = 2) -> str:
    """An amount with thousands separators: ``12,696.66``. A value with more exact decimals keeps up to six of them."""
    exact = exact_text(value)
    decimals = len(exact.partition(".")[2]) if "/" not in exact else digits
    return fixed_text(value, max(digits, decimals) if decimals <= 6 else digits, grouped=True)


def exact_text(value: Fraction) -> str:
    """The exact value: a decimal where it terminates (``0.87``), else a fraction (``2/3``)."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return fixed_text(value, max(twos, fives)) if rest == 1 else str(value)


def short_text(value: Fraction, digits: int = 2) -> str:
    """``value`` rounded half-up to at most ``digits`` decimals, without trailing zeros: 3.50 → ``3.5``, 5 → ``5``."""
    return exact_text(half_up(value, digits))
