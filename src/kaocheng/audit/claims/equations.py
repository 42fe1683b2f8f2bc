"""A claimed relation between printed numbers at their places: this one is that sum, that quotient, that other number."""

from dataclasses import dataclass, replace
from fractions import Fraction

from kaocheng.audit.claims.forms import Form, Interval, Sum
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Against, Confidence
from kaocheng.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Equation:
    """``target`` is claimed to be ``form`` of ``terms``.

    ``kind`` is the check that claims it; ``subject`` says in words what the target is; ``weight`` how strongly the
    claim is supported by the document (the number of places where the same relation holds); ``against`` what the
    expected value is where the claim fails.
    """

    kind: str
    target: Printed
    terms: tuple[Printed, ...]
    form: Form
    subject: str
    weight: int = 1
    confidence: Confidence = Confidence.CERTAIN
    severity: Severity = Severity.ERROR
    remark: str = ""
    against: Against = Against.RIGHT

    @property
    def bounds(self) -> Interval | None:
        """What the terms allow the target to be."""
        return self.form.bounds(self.terms)

    @property
    def right(self) -> Fraction | None:
        """What the target is when the terms are taken as they are printed."""
        bounds = self.form.bounds([replace(term, half=Fraction(0)) for term in self.terms])
        return None if bounds is None else middle(bounds)

    @property
    def holds(self) -> bool | None:
        """Whether the printed target is possible; None where the relation is not defined (a zero denominator)."""
        bounds = self.bounds
        return None if bounds is None else self.target.agrees(*bounds)

    @property
    def numbers(self) -> tuple[Printed, ...]:
        """Target and terms."""
        return (self.target, *self.terms)

    def repair(self, number: Printed) -> Interval | None:
        """What ``number`` would have to be for the relation to hold."""
        if number.spot == self.target.spot:
            return self.bounds
        return self.form.solve(self.place(number), self.target, self.terms)

    def place(self, number: Printed) -> int:
        """Which of the terms the number is."""
        return next(place for place, term in enumerate(self.terms) if term.spot == number.spot)

    def expected(self) -> str:
        """The target as it should be printed."""
        right = self.right
        return "" if right is None else self.target.shown(right)

    def computation(self) -> str:
        """``521.16 + 4,355.06 = 4,876.22``; a computation made elsewhere may end with its result already."""
        text, shown = self.form.text(self.terms), self.expected()
        return text if text.removesuffix("分").endswith(shown) else f"{text} = {shown}"


def same(
    kind: str,
    number: Printed,
    other: Printed,
    subject: str,
    *,
    weight: int = 2,
    confidence: Confidence = Confidence.CERTAIN,
    against: Against = Against.RIGHT,
    remark: str = "",
) -> Equation:
    """The claim that one figure is printed in two places; ``against`` is ELSEWHERE where only their names say so."""
    return Equation(kind, number, (other,), Sum((1,)), subject, weight, confidence, remark=remark, against=against)


def middle(interval: Interval) -> Fraction:
    """The value in the middle of an interval: what the printed figures themselves give."""
    return (interval[0] + interval[1]) / 2
