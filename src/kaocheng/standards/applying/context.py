"""What one application knows: the inputs with what has been used of them, the weight, the target, the definitions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic
from kaocheng.standards.formula import Expression
from kaocheng.standards.inputs import Inputs
from kaocheng.standards.rules import Bounds, Interval, Limit
from kaocheng.standards.targets import read_target
from kaocheng.values import frozen

ORDER = ("units", "items", "actual", "target", "subtasks", "met", "option", "share", "cases", "flags")


@frozen
class Need:
    """Data that a rule needs: ``key`` of the inputs table, names or wordings, and how many values in a list."""

    key: str
    labels: tuple[str, ...] = ()
    count: int = 1


@frozen
class Verdict:
    """What a rule gives: a share of its weight (None when data are missing), and how."""

    share: Fraction | None
    node: Derivation | None = None
    missing: tuple[Need, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    actual: Derivation | None = None


@dataclass(slots=True)
class Supply:
    """The positional inputs (met, option, cases, flags), taken in printed order."""

    inputs: Inputs
    used: dict[str, int] = field(default_factory=dict)

    def has(self, key: str, count: int = 1) -> bool:
        """Whether ``count`` more values of ``key`` were given."""
        given = getattr(self.inputs, key)
        return given is not None and len(given) - self.used.get(key, 0) >= count

    def take(self, key: str, count: int = 1) -> tuple[object, ...]:
        """The next ``count`` values of ``key``."""
        start = self.used.get(key, 0)
        self.used[key] = start + count
        values: tuple[object, ...] = getattr(self.inputs, key)
        return values[start : start + count]

    def unused(self) -> dict[str, tuple[int, int]]:
        """The lists of which something was left over: how many were given, how many were used."""
        given = {key: getattr(self.inputs, key) for key in ("met", "option", "cases", "flags")}
        counts = {key: (len(values), self.used.get(key, 0)) for key, values in given.items() if values is not None}
        return {key: count for key, count in counts.items() if count[0] != count[1]}


@frozen
class Context:
    """Everything but the rule.

    ``sole_case``: only one clause counts or flags, so that its input may come in either form. ``several_metrics``: the
    parts speak of different metrics, so that each value must be given by its name. ``of_each``: which of met and option
    were given once for every part, whatever it needs.
    """

    inputs: Inputs
    supply: Supply
    weight: Fraction
    target: str
    definitions: Mapping[str, Expression]
    whole: Fraction
    round_rates: int | None = None
    sole_case: bool = False
    several_metrics: bool = False
    of_each: frozenset[str] = frozenset()

    def inside(self, maximum: Fraction) -> "Context":
        """The context of a part that is worth ``maximum`` points."""
        return replace(self, weight=maximum)

    def bounds(self, interval: Interval, side: str = "low") -> Bounds | None:
        """The interval in numbers; None when it needs a target that is not known. ``side`` serves a bare target."""
        if interval.meets_target:
            wanted = self.wanted()
            if wanted is None:
                return None
            if wanted.low is not None and wanted.low == wanted.high and side in {"low", "high"}:
                wanted = wanted.with_side(side)
            return self.bounds(wanted)
        low, high = self._value(interval.low), self._value(interval.high)
        if (interval.low is not None and low is None) or (interval.high is not None and high is None):
            return None
        return Bounds(low, high, interval.low_in, interval.high_in)

    def value(self, limit: Limit) -> Fraction | None:
        """The value of a limit; None when the target is not known."""
        return self._value(limit)

    def wanted(self) -> Interval | None:
        """What the target demands; None where it is not known, or in words."""
        return read_target(self.inputs.target or self.target)

    def target_is_rate(self) -> bool:
        """Whether the target is written with %."""
        wanted = self.wanted()
        limit = (wanted.low or wanted.high) if wanted else None
        return limit is not None and bool(limit.mark)

    def _value(self, limit: Limit | None) -> Fraction | None:
        if limit is None or not limit.of_target:
            return limit.value if limit else None
        named = self.inputs.items.get(limit.name) if limit.name else None
        if named is not None and isinstance(named.value, Fraction):
            return limit.value * named.value
        wanted = self.wanted()
        end = (wanted.low or wanted.high) if wanted else None
        return limit.value * end.value if end else None
