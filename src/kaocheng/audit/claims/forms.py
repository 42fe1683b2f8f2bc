"""The forms that a relation between printed numbers can take, computed with the intervals that their digits imply."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from kaocheng.audit.claims.numbers import Printed

Interval = tuple[Fraction, Fraction]


class Form(Protocol):
    """How a target follows from its terms."""

    def bounds(self, terms: Sequence[Printed]) -> Interval | None:
        """The least and the greatest value of the target that the printed terms allow; None where it is not defined."""

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval | None:
        """What the term at ``place`` would have to be for the target to hold; None where that cannot be said."""

    def text(self, terms: Sequence[Printed]) -> str:
        """The computation as a reader would write it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The terms added with their signs; one term with the sign + is plain equality."""

    signs: tuple[int, ...]

    def bounds(self, terms: Sequence[Printed]) -> Interval:
        """Least and greatest sum."""
        pairs = list(zip(self.signs, terms, strict=True))
        low = sum(((term.low if sign > 0 else -term.high) for sign, term in pairs), Fraction(0))
        high = sum(((term.high if sign > 0 else -term.low) for sign, term in pairs), Fraction(0))
        return low, high

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval:
        """The target less the other terms."""
        return self.solve_in(self.bounds(terms), place, target, terms)

    def solve_in(self, whole: Interval, place: int, target: Printed, terms: Sequence[Printed]) -> Interval:
        """The same where the bounds of the ``whole`` sum are known."""
        term, adds = terms[place], self.signs[place] > 0
        own_low, own_high = (term.low, term.high) if adds else (-term.high, -term.low)
        low, high = target.low - whole[1] + own_high, target.high - whole[0] + own_low
        return (low, high) if adds else (-high, -low)

    def text(self, terms: Sequence[Printed]) -> str:
        """``521.16 + 4,355.06``."""
        parts = []
        for number, (sign, term) in enumerate(zip(self.signs, terms, strict=True)):
            shown = f"({term.text})" if term.value < 0 and number else term.text
            parts.append(("−" if sign < 0 else "") + shown if not number else f" {'+' if sign > 0 else '−'} {shown}")
        return "".join(parts)


def added(terms: Sequence[object]) -> Sum:
    """The sum of all the terms."""
    return Sum((1,) * len(terms))


@dataclass(frozen=True, slots=True)
class Ratio:
    """The first term divided by the second, times ``scale`` (1 for a percentage, 10 000 for 万元 by 人).

    ``capped`` is a completion rate that counts more than the whole as 100 %.
    """

    scale: Fraction = Fraction(1)
    capped: bool = False

    def bounds(self, terms: Sequence[Printed]) -> Interval | None:
        """Least and greatest quotient; None for a denominator that may be zero."""
        above, below = terms
        if below.low <= 0:
            return None
        corners = [one / other * self.scale for one in (above.low, above.high) for other in (below.low, below.high)]
        if self.capped:
            corners = [min(corner, Fraction(1)) for corner in corners]
        return min(corners), max(corners)

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval | None:
        """Numerator or denominator that give the printed quotient."""
        above, below = terms
        if place == 0:
            return _ordered(target.low * below.low / self.scale, target.high * below.high / self.scale)
        if target.low <= 0 or above.low <= 0:
            return None
        return _ordered(above.low * self.scale / target.high, above.high * self.scale / target.low)

    def text(self, terms: Sequence[Printed]) -> str:
        """``27,081 ÷ 40,513``."""
        times = "" if self.scale == 1 else f" × {self.scale}"
        return f"{terms[0].text} ÷ {terms[1].text}{times}"


@dataclass(frozen=True, slots=True)
class Growth:
    """The change from the second term to the first, as a share of the second."""

    def bounds(self, terms: Sequence[Printed]) -> Interval | None:
        """Least and greatest rate of change."""
        quotient = Ratio().bounds(terms)
        return None if quotient is None else (quotient[0] - 1, quotient[1] - 1)

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval | None:
        """New or old value that give the printed rate."""
        new, old = terms
        if place == 0:
            return _ordered((1 + target.low) * old.low, (1 + target.high) * old.high)
        if target.low <= -1:
            return None
        return _ordered(new.low / (1 + target.high), new.high / (1 + target.low))

    def text(self, terms: Sequence[Printed]) -> str:
        """``(15,838.42 − 6,000.20) ÷ 6,000.20``."""
        return f"({terms[0].text} − {terms[1].text}) ÷ {terms[1].text}"


@dataclass(frozen=True, slots=True)
class Product:
    """The first term times the second times ``scale``."""

    scale: Fraction = Fraction(1)

    def bounds(self, terms: Sequence[Printed]) -> Interval:
        """Least and greatest product."""
        one, other = terms
        corners = [a * b * self.scale for a in (one.low, one.high) for b in (other.low, other.high)]
        return min(corners), max(corners)

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval | None:
        """One factor from the product and the other factor."""
        other = terms[1 - place]
        if other.low <= 0:
            return None
        return _ordered(target.low / other.high / self.scale, target.high / other.low / self.scale)

    def text(self, terms: Sequence[Printed]) -> str:
        """``520,136 × 5``."""
        times = "" if self.scale == 1 else f" × {self.scale}"
        return f"{terms[0].text} × {terms[1].text}{times}"


@dataclass(frozen=True, slots=True)
class Weighted:
    """The terms times fixed factors, divided by the sum of the terms (``mean`` false) or as they are."""

    factors: tuple[Fraction, ...]
    of_total: bool = False

    def bounds(self, terms: Sequence[Printed]) -> Interval | None:
        """Least and greatest weighted sum; with ``of_total`` the weighted mean by the terms (whole counts)."""
        low = sum((factor * term.low for factor, term in zip(self.factors, terms, strict=True)), Fraction(0))
        high = sum((factor * term.high for factor, term in zip(self.factors, terms, strict=True)), Fraction(0))
        if not self.of_total:
            return low, high
        total = sum((term.value for term in terms), Fraction(0))
        return (low / total, high / total) if total > 0 else None

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval | None:
        """The term that makes the weighted sum right; not told for a mean by the terms."""
        if self.of_total or not self.factors[place]:
            return None
        rest = [
            (factor, term)
            for number, (factor, term) in enumerate(zip(self.factors, terms, strict=True))
            if number != place
        ]
        low = target.low - sum((factor * term.high for factor, term in rest), Fraction(0))
        high = target.high - sum((factor * term.low for factor, term in rest), Fraction(0))
        return _ordered(low / self.factors[place], high / self.factors[place])

    def text(self, terms: Sequence[Printed]) -> str:
        """``(29 × 1 + 61 × 0.8) ÷ 109``."""
        from kaocheng.numbers import exact_text

        shown = " + ".join(
            f"{term.text} × {exact_text(factor)}" for factor, term in zip(self.factors, terms, strict=True) if factor
        )
        total = sum((term.value for term in terms), Fraction(0))
        return f"({shown}) ÷ {exact_text(total)}" if self.of_total else shown


@dataclass(frozen=True, slots=True)
class Known:
    """A target that was computed elsewhere: by a scoring standard, by a formula in the text."""

    low: Fraction
    high: Fraction
    computation: str

    def bounds(self, terms: Sequence[Printed]) -> Interval:  # noqa: ARG002 -- one signature for all forms
        """The computed interval."""
        return self.low, self.high

    def solve(self, place: int, target: Printed, terms: Sequence[Printed]) -> Interval | None:  # noqa: ARG002
        """Nothing is said about the terms."""
        return None

    def text(self, terms: Sequence[Printed]) -> str:  # noqa: ARG002
        """The computation as it was made."""
        return self.computation


def _ordered(one: Fraction, other: Fraction) -> Interval:
    return (one, other) if one <= other else (other, one)
