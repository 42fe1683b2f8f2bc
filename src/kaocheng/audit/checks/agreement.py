"""How many failing relations of one figure agree on what it should be."""

from fractions import Fraction

from kaocheng.audit.checks.network import Network
from kaocheng.audit.checks.screening import UNIT, Quick
from kaocheng.audit.claims.equations import Equation, middle
from kaocheng.audit.claims.forms import Interval
from kaocheng.audit.claims.numbers import Printed

Group = tuple[list[Equation], Interval]


class Agreement:
    """The open relations of one figure, what each would have it be, and the largest set that one value repairs."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._numbers: dict[int, Printed] = {}
        self._equations: dict[int, Equation] = {}
        self._repairs: dict[int, tuple[Interval, Quick] | None] = {}
        self._groups: dict[int, tuple[Group, frozenset[int], int] | None] = {}

    @property
    def equations(self) -> list[Equation]:
        """The open relations, in the order of the document."""
        return list(self._equations.values())

    @property
    def number(self) -> Printed:
        """The figure, as the first relation takes it."""
        return next(iter(self._numbers.values()))

    def add(self, number: Printed, equation: Equation) -> None:
        """One more relation of the figure."""
        self._numbers[id(equation)] = number
        self._equations[id(equation)] = equation

    def remove(self, equation: Equation) -> None:
        """A relation is closed: only the sets that it was part of change."""
        key = id(equation)
        number = self.number
        del self._numbers[key], self._equations[key]
        self._repairs.pop(key, None)
        self._groups.pop(key, None)
        for first in [first for first, group in self._groups.items() if group is not None and key in group[1]]:
            del self._groups[first]
        if self._numbers and self.number != number:
            self._repairs.clear()
            self._groups.clear()

    def amend(self, equation: Equation) -> None:
        """Another figure of the relation was corrected: what it says of this one may be something else."""
        self._repairs.pop(id(equation), None)
        self._groups.clear()

    def best(self) -> tuple[list[Equation], Interval | None]:
        """The largest set of relations that one value of the figure repairs, with that value."""
        number = self.number
        for key, equation in self._equations.items():
            if key not in self._repairs:
                repair = self.network.repair(number, equation)
                self._repairs[key] = None if repair is None else (repair, _quick(repair))
        best: Group | None = None
        size, like = 0, 0
        for key in self._equations:
            if key not in self._groups:
                self._groups[key] = self._group(number, key)
            group = self._groups[key]
            if group is not None and (best is None or (len(group[0][0]), group[2]) > (size, like)):
                best, size, like = group[0], len(group[0][0]), group[2]
        return (self.equations[:1], None) if best is None else best

    def _group(self, number: Printed, first: int) -> tuple[Group, frozenset[int], int] | None:
        """The relations that agree with the first, one after the other."""
        own = self._repairs[first]
        if own is None:
            return None
        chosen, (common, near) = [first], own
        slack = 2 * number.half
        wide = _quick((Fraction(0), slack))[1] + 1
        for key in self._equations:
            repair = self._repairs[key]
            if repair is None or key == first or repair[1][0] > near[1] + wide or repair[1][1] < near[0] - wide:
                continue
            low, high = max(common[0], repair[0][0]), min(common[1], repair[0][1])
            if low <= high + slack:
                chosen.append(key)
                common = (min(low, high), max(low, high))
                near = _quick(common)
        return ([self._equations[key] for key in chosen], common), frozenset(chosen), likeness(number, common)


def _quick(interval: Interval) -> Quick:
    """The interval widened to whole units, for a quick look."""
    low, high = interval
    return low.numerator * UNIT // low.denominator, -(-high.numerator * UNIT // high.denominator)


def likeness(number: Printed, value: Interval | None) -> int:
    """How easily the figure could be written for the repaired one: a slip of a digit or a sign, or quite another number."""
    if value is None:
        return -50
    shown, plain = number.shown(middle(value)), number.shown(number.value)
    if shown == plain:
        return -50  # no figure of these digits repairs it
    if shown.startswith("-") is not plain.startswith("-"):
        return 4 if shown.lstrip("-") == plain.lstrip("-") else -8
    differing = sum(one != other for one, other in zip(shown, plain, strict=False)) if len(shown) == len(plain) else 9
    return {1: 6, 2: 4}.get(differing, 0) if len(plain) >= 3 else 0
