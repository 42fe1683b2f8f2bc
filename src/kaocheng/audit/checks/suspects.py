"""The figure most likely at fault among the relations that are still open, told anew after each correction.

Only what a correction touches is told anew, so that many mistakes far from one another cost no more than they are.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaocheng.audit.checks.agreement import Agreement, likeness
from kaocheng.audit.checks.network import Network
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Interval
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.document import Spot

# Rates and scores that somebody worked out from figures that stand beside them: the result is the likelier slip.
DERIVED = {
    "score-rate",
    "stated-rate",
    "rate-in-text",
    "listed-rate",
    "survey-return",
    "formula",
    "share",
    "score-by-standard",
    "completion-rate",
    "satisfaction",
    "frequency-text",
}


Rank = tuple[int, int]


class Suspect(NamedTuple):
    """A figure, the open relations that one value of it repairs, and that value (None: it repairs none)."""

    number: Printed
    explained: list[Equation]
    value: Interval | None


@dataclass
class _Entry:
    """A suspect with what its rank is made of; ``order`` settles ties: the figure met first comes first."""

    suspect: Suspect
    own: frozenset[int]
    points: int
    is_target: bool
    is_derived: bool
    order: tuple[int, int]
    rank: Rank = (0, 0)


class Suspects:
    """The open relations of a network and, by their figures, the suspects."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.open = {id(equation): equation for equation in network.failing}
        self.order = {key: place for place, key in enumerate(self.open)}
        self.agreements: dict[Spot, Agreement] = {}
        self.entries: dict[Spot, _Entry] = {}
        self.heap: list[tuple[int, int, tuple[int, int], int, Spot]] = []
        self.pushed = 0
        for equation in self.open.values():
            for number in equation.numbers:
                self.agreements.setdefault(number.spot, Agreement(network)).add(number, equation)
        self._tell(self.agreements)

    def worst(self) -> Suspect:
        """The figure that explains most open relations; ties go to the one with the least support, then to a target.

        Where every figure was corrected already, the first relation names its target.
        """
        while self.heap:
            *rank, order, _, spot = self.heap[0]
            entry = self.entries.get(spot)
            if entry is not None and (-rank[0], -rank[1]) == entry.rank and order == entry.order:
                return entry.suspect
            heapq.heappop(self.heap)
        first = next(iter(self.open.values()))
        return Suspect(first.target, [first], first.bounds)

    def settle(self, suspect: Suspect) -> None:
        """Closes what the suspect explains and what its correction, already in the network, puts right."""
        spot = suspect.number.spot
        closed = list(suspect.explained)
        touched: list[Equation] = []
        if spot in self.network.corrected:
            self.agreements.pop(spot, None)
            self.entries.pop(spot, None)
            taken = {id(equation) for equation in closed}
            for equation in self.network.by_spot[spot]:
                if id(equation) in self.open and id(equation) not in taken:
                    right = self.network.amended(equation).holds is True
                    (closed if right else touched).append(equation)
        changed: set[Spot] = set()
        for equation in closed:
            self.open.pop(id(equation), None)
            for number in equation.numbers:
                if number.spot in self.agreements:
                    self.agreements[number.spot].remove(equation)
                    changed.add(number.spot)
        for equation in touched:
            for number in equation.numbers:
                if number.spot in self.agreements:
                    self.agreements[number.spot].amend(equation)
                    changed.add(number.spot)
        self._tell(changed)

    def _tell(self, spots: Sequence[Spot] | set[Spot] | dict[Spot, Agreement]) -> None:
        """Tells the suspects at ``spots`` anew, and the rank of those whose neighbours explain something else now."""
        again: dict[Spot, None] = {}
        for spot in spots:
            agreement = self.agreements[spot]
            before = self.entries.pop(spot, None)
            if not agreement.equations:
                del self.agreements[spot]
                entry = None
            else:
                entry = self._entry(agreement)
                self.entries[spot] = entry
                again[spot] = None
            if before is None or entry is None or before.own != entry.own or _settles(before) is not _settles(entry):
                near = [*(before.suspect.explained if before else ()), *(entry.suspect.explained if entry else ())]
                again |= dict.fromkeys(number.spot for equation in near for number in equation.numbers)
        for spot in again:
            if spot in self.entries:
                self._rank(spot, self.entries[spot])

    def _entry(self, agreement: Agreement) -> _Entry:
        number, explained, value = agreement.number, *agreement.best()
        network = self.network
        is_target = any(equation.target.spot == number.spot for equation in explained)
        computed = sum(len(equation.terms) != 1 for equation in explained)
        like = likeness(number, value)
        far = like == 0 and not is_target and computed <= 1
        points = _explained(explained) + network.bonus(value) - network.support(number)
        points += 4 * (is_target and computed > 0) + like - 8 * far
        is_derived = is_target and any(equation.kind in DERIVED for equation in explained)
        first = agreement.equations[0]
        place = next(place for place, one in enumerate(first.numbers) if one.spot == number.spot)
        own = frozenset(id(equation) for equation in explained)
        order = (self.order[id(first)], place)
        return _Entry(Suspect(number, explained, value), own, points, is_target, is_derived, order)

    def _rank(self, spot: Spot, entry: _Entry) -> None:
        """A derived figure is the likelier slip, unless one of its terms explains all that it does and more."""
        likelier = entry.is_derived and not any(
            _settles(other) and entry.own < other.own
            for number in entry.suspect.explained[0].numbers
            if (other := self.entries.get(number.spot)) is not None
        )
        entry.rank = (entry.points + 30 * likelier, int(entry.is_target))
        self.pushed += 1
        heapq.heappush(self.heap, (-entry.rank[0], -entry.rank[1], entry.order, self.pushed, spot))


def _settles(entry: _Entry) -> bool:
    return entry.suspect.value is not None


def _explained(equations: list[Equation]) -> int:
    """What it counts that one repair settles several relations: much for computed ones, little for equal printings."""
    computed = sum(len(equation.terms) != 1 for equation in equations)
    equal = len(equations) - computed
    return 6 * max(computed - 1, 0) + (6 if computed and equal else 0) + 2 * max(equal - 1, 0)
