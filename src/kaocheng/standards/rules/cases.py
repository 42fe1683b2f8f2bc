"""例数扣分: the whole weight, less what the deductions beside it take away; and marks earned for every case."""

from dataclasses import field
from fractions import Fraction

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Demand:
    """One of several metrics that a unit must all keep: 孕产妇系统管理率≥90%."""

    metric: str
    interval: Interval


@frozen
class PerCase:
    """The whole weight as ``condition`` says it; its deductions are the adjustments beside it.

    ``interval`` is the limit of ``metric`` that a unit must keep, or that the whole shows; ``demands`` are the limits
    where ``condition`` names several metrics.
    """

    condition: str = ""
    metric: str = ""
    interval: Interval | None = None
    demands: tuple[Demand, ...] = ()
    span: InSentence | None = field(default=None, compare=False)

    kind = "per_case"


@frozen
class Gain:
    """Every ``size`` of ``counter`` earns ``worth``; without a ``counter`` it is earned once, where ``text`` holds."""

    text: str
    counter: str
    worth: Worth
    size: Fraction = Fraction(1)


@frozen
class PerGain:
    """每举办1场得2分: the sum of what every case earns, at most the whole weight."""

    gains: tuple[Gain, ...]
    span: InSentence | None = field(default=None, compare=False)

    kind = "per_case"
