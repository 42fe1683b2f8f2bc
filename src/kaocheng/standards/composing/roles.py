"""The clauses of one rule by what they do in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kaocheng.standards import names
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.steps import is_step
from kaocheng.standards.reading.clauses import Clause
from kaocheng.standards.rules import Adjustment, Limit, Rule

Body = tuple[Rule | None, tuple[Adjustment, ...]]


@dataclass(slots=True)
class Roles:
    """``numbers``, ``words``, ``otherwise`` and ``gains`` are awards by their head; ``others`` stand beside the rule."""

    metric: str
    base: Limit | None
    asides: Sequence[Clause]
    loose: list[Linked] = field(default_factory=list)
    numbers: list[Linked] = field(default_factory=list)
    words: list[Linked] = field(default_factory=list)
    otherwise: list[Linked] = field(default_factory=list)
    gains: list[Linked] = field(default_factory=list)
    zeros: list[Linked] = field(default_factory=list)
    formulas: list[Linked] = field(default_factory=list)
    linear: list[Linked] = field(default_factory=list)
    steps: list[Linked] = field(default_factory=list)
    sharing: list[Linked] = field(default_factory=list)
    others: list[Linked] = field(default_factory=list)

    @property
    def awards(self) -> list[Linked]:
        """All awards in printed order."""
        return in_print([*self.numbers, *self.words, *self.otherwise, *self.gains])


def roles_of(desk: Desk, linked: Sequence[Linked], asides: Sequence[Clause], base: Clause | None) -> Roles:
    """Every clause under its role."""
    limit = base.limit if base is not None else None
    roles = Roles(_metric(desk, linked), limit, asides)
    by_head = {"number": roles.numbers, "text": roles.words, "": roles.words, "otherwise": roles.otherwise}
    conditions = [one.head.condition for one in linked if one.kind == "award" and one.head.condition is not None]
    said = [end for condition in conditions for end in (condition.interval.low, condition.interval.high, limit) if end]
    units = frozenset(end.unit for end in [*said, *([limit] if limit is not None else [])])
    units |= frozenset({""}) if conditions else frozenset()
    by_kind = {"loose": roles.loose, "zero": roles.zeros, "veto": roles.zeros, "each": roles.sharing}
    by_kind |= {"line": roles.numbers, "linear": roles.linear}
    by_kind |= {"formula": roles.formulas, "ratio": roles.formulas}
    for one in linked:
        if _runs_down(one):
            roles.linear.append(one)
        elif one.kind == "award":
            by_head.get(one.head.kind, roles.gains).append(one)
        elif is_step(one, units):
            roles.steps.append(one)
        else:
            by_kind.get(one.kind, roles.others).append(one)
    return roles


def _runs_down(one: Linked) -> bool:
    """25-50个工作日按比例减分, between full marks and none."""
    condition = one.head.condition
    ends = condition is not None and condition.interval.low is not None and condition.interval.high is not None
    return one.kind == "ratio" and bool(re.search("扣|减", one.clause.name)) and ends


def in_print(linked: Sequence[Linked]) -> list[Linked]:
    """In printed order."""
    return sorted(linked, key=lambda one: one.start)


def _metric(desk: Desk, linked: Sequence[Linked]) -> str:
    said = [
        one.head.name
        for one in linked
        if one.head.kind == "number" and one.head.name and not names.is_actual(one.head.name)
    ]
    if said:
        return said[0]
    stepping = [
        one.head.name
        for one in linked
        if one.head.kind == "every" and one.kind == "deduct" and names.is_rate(one.head.name or "x")
    ]
    if stepping:
        return stepping[0]
    return desk.definitions[0] if len(desk.definitions) == 1 else ""
