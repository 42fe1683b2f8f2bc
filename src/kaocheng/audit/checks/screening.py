"""A quick look, in whole numbers, at whether a relation can hold on a line: most guesses fail, and fail fast.

Figures are taken as intervals in units of 10⁻⁸. What passes here is decided exactly afterwards; what does not, cannot hold.
"""

from collections.abc import Sequence
from fractions import Fraction

from kaocheng.audit.claims.forms import Form, Growth, Product, Ratio, Sum
from kaocheng.audit.claims.numbers import Printed

UNIT = 10**8
Quick = tuple[int, int]  # least and greatest value


def quick(number: Printed) -> Quick:
    """The interval of a figure, widened to whole units."""
    low, high = number.low, number.high
    return low.numerator * UNIT // low.denominator, -(-high.numerator * UNIT // high.denominator)


def possible(form: Form, target: Quick, terms: Sequence[Quick]) -> bool | None:
    """Whether the intervals leave room for the relation; None where it is not defined (a denominator that may be 0)."""
    match form:
        case Sum(signs=signs):
            low = sum(term[0] if sign > 0 else -term[1] for sign, term in zip(signs, terms, strict=True))
            high = sum(term[1] if sign > 0 else -term[0] for sign, term in zip(signs, terms, strict=True))
            return low <= target[1] and target[0] <= high
        case Ratio(scale=scale):
            return _quotient(target, terms[0], terms[1], scale)
        case Growth():
            (low, high), below = terms[0], terms[1]
            return _quotient(target, (low - below[1], high - below[0]), below, Fraction(1))
        case Product(scale=scale):
            return _quotient(terms[0], target, terms[1], 1 / scale)
        case _:
            return True


def _quotient(target: Quick, above: Quick, below: Quick, scale: Fraction) -> bool | None:
    """Whether above ÷ below × scale can be target, for a denominator that is positive."""
    if below[0] <= 0:
        return None
    up, down = scale.numerator * UNIT, scale.denominator
    least = above[0] * up * (below[0] if above[0] < 0 else below[1])
    most = above[1] * up * (below[0] if above[1] >= 0 else below[1])
    wide = below[0] * below[1]
    return least <= target[1] * down * wide and target[0] * down * wide <= most
