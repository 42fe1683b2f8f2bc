"""What the grammar gives: consequences, conditions, steps, cases. Values, not yet put together to a rule."""

from fractions import Fraction

from kaocheng.standards.formula import Expression
from kaocheng.standards.rules import Interval, Limit, Worth
from kaocheng.values import frozen


@frozen
class Mark:
    """A worth, or with ``least`` a range of worths."""

    worth: Worth
    least: Worth | None = None
    worth_in: bool = True
    least_in: bool = True
    in_points: bool = False


@frozen
class Consequence:
    """``kind`` is award, each, deduct, add, most, zero, veto, floor, line or linear (线性插值, its ends said or not)."""

    kind: str
    marks: tuple[Mark, ...] = ()
    respectively: bool = False

    @property
    def worth(self) -> Worth:
        """The only worth."""
        return self.marks[0].worth


@frozen
class Condition:
    """An interval as it was said: whether each end was marked （含）/（不含）, and by which sign.

    ``target_share``: 目标值60% without 的; ``name``: the metric in 60%≤完成率<80%.
    """

    interval: Interval
    low_said: bool | None = None
    high_said: bool | None = None
    sign: str = ""
    target_share: bool = False
    name: str = ""


@frozen
class Quantity:
    """An amount in 每下降1% or 有1个县区: ``unit`` is a unit, % or ‰ or 百分点; ``said`` is false in 每处."""

    value: Fraction
    unit: str
    of_target: bool = False


@frozen
class Every:
    """每 with its verbs, its quantity, and where the rest begins; ``limit`` where it is said: 每低于100%一个百分点."""

    verbs: tuple[str, ...]
    quantity: Quantity
    rest: tuple[int, int]
    each: bool = True
    limit: Limit | None = None


@frozen
class Head:
    """What stands before a consequence.

    ``kind`` is number, every, text, otherwise, or empty; ``text`` is the wording as given, ``name`` the metric's.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    name: str = ""
    condition: Condition | None = None
    every: Every | None = None


@frozen
class Clause:
    """A head with its consequence, or a formula, or a special clause; places are in the normalised sentence.

    ``kind``: rule (head and consequence), text (a wording alone), formula, definition, base, round, cap_rate, points.
    """

    kind: str
    start: int
    end: int
    head: Head | None = None
    consequence: Consequence | None = None
    expression: Expression | None = None
    name: str = ""
    text: str = ""
    separator: str = ""
    limit: Limit | None = None
    ratio: str = ""
