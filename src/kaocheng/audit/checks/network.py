"""All relations of a document by the figures that take part in them: which hold, which fail, what speaks for a figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kaocheng.audit.claims.equations import Equation, middle
from kaocheng.audit.claims.forms import Interval, Sum
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.document import Spot

LEAST_TELLING = 100


@dataclass
class Network:
    """All relations of a document by the figures that take part in them, and how often each value is printed."""

    equations: list[Equation]
    values: Mapping[Fraction, int]

    def __post_init__(self) -> None:
        self._amended: dict[int, tuple[Equation, Interval | None]] = {}
        self._support: dict[tuple[Spot, Fraction], int] = {}
        self.by_spot: dict[Spot, list[Equation]] = defaultdict(list)
        self.state: dict[int, bool | None] = {}
        self.corrected: dict[Spot, Printed] = {}
        for equation in self.equations:
            self.state[id(equation)] = equation.holds
            for number in equation.numbers:
                self.by_spot[number.spot].append(equation)

    @property
    def failing(self) -> list[Equation]:
        """The relations that do not hold as printed."""
        return [equation for equation in self.equations if self.state[id(equation)] is False]

    def support(self, number: Printed) -> int:
        """How much of the document agrees with this figure as it is printed."""
        key = (number.spot, number.value)
        if key not in self._support:
            self._support[key] = self._supported(number)
        return self._support[key]

    def held(self, number: Printed) -> list[Equation]:
        """The relations of a figure that hold as printed."""
        return [equation for equation in self.by_spot[number.spot] if self.state[id(equation)]]

    def is_computed(self, number: Printed) -> bool:
        """Whether a figure follows from others, as printed."""
        return any(one.target.spot == number.spot and len(one.terms) > 1 for one in self.held(number))

    def subject(self, number: Printed) -> str:
        """What a figure is called where a relation is about it; empty where it only serves others."""
        own = (one.subject for one in self.by_spot[number.spot] if one.target.spot == number.spot)
        return next(own, "")

    def beside(self, number: Printed, value: Fraction) -> Printed | None:
        """The figure of the same table that is printed with this value; small ones are no sign of anything."""
        if abs(value) < LEAST_TELLING:
            return None
        near = (one for spot in self.by_spot if spot.block == number.spot.block for one in self._at(spot))
        return next((one for one in near if one.value == value), None)

    def _at(self, spot: Spot) -> list[Printed]:
        return [one for one in self.by_spot[spot][0].numbers if one.spot == spot] if self.by_spot[spot] else []

    def _supported(self, number: Printed) -> int:
        points = sum(_testimony(number, equation) for equation in self.held(number))
        return min(points, 20) + 3 * min(self.values.get(number.value, 1) - 1, 2)

    def correct(self, spot: Spot, right: Printed) -> None:
        """Puts a figure right for all that is told afterwards."""
        self.corrected[spot] = right
        for equation in self.by_spot[spot]:
            self._amended.pop(id(equation), None)

    def amended(self, equation: Equation) -> Equation:
        """The relation with the corrections made so far."""
        return self._amended_with_bounds(equation)[0]

    def _amended_with_bounds(self, equation: Equation) -> tuple[Equation, Interval | None]:
        if id(equation) not in self._amended:
            target = self.corrected.get(equation.target.spot, equation.target)
            terms = tuple(self.corrected.get(term.spot, term) for term in equation.terms)
            amended = replace(equation, target=target, terms=terms)
            self._amended[id(equation)] = amended, amended.bounds
        return self._amended[id(equation)]

    def repair(self, number: Printed, equation: Equation) -> Interval | None:
        """What ``number`` would have to be, given the corrections made so far."""
        amended, bounds = self._amended_with_bounds(equation)
        if isinstance(amended.form, Sum) and bounds is not None and amended.target.spot != number.spot:
            return amended.form.solve_in(bounds, amended.place(number), amended.target, amended.terms)
        return amended.repair(number)

    def bonus(self, value: Interval | None) -> int:
        """A repaired value that is printed elsewhere speaks for the repair."""
        if value is None:
            return 0
        middle_value = middle(value)
        return 8 if middle_value and self.values.get(middle_value) else 0


def _testimony(number: Printed, equation: Equation) -> int:
    """How much a relation that holds says for one of its figures: sums most, equal printings and inputs of rates little."""
    if len(equation.terms) == 1:
        return 1
    is_target = equation.target.spot == number.spot
    if isinstance(equation.form, Sum) and is_target:
        return 10
    if isinstance(equation.form, Sum) or is_target:
        return 6
    return 1


def unique(equations: Iterable[Equation]) -> list[Equation]:
    """Each relation once: the same figures related in the same way by two checks count once."""
    kept: dict[tuple[object, ...], Equation] = {}
    for equation in equations:
        spots = frozenset(number.spot for number in equation.numbers)
        if len(spots) < len(equation.numbers) and len(equation.numbers) > 1:
            continue
        key = (spots, type(equation.form).__name__)
        if key not in kept or _slack(equation) < _slack(kept[key]):
            kept[key] = equation
    return list(kept.values())


def _slack(equation: Equation) -> Fraction:
    """How much rounding a relation leaves to its terms: a rate of scores none, the same rate found in a table some."""
    return sum((term.half for term in equation.terms), Fraction(0))
