"""Limits of a metric, and the intervals between them."""

from dataclasses import replace
from fractions import Fraction

from kaocheng.values import frozen


@frozen
class Limit:
    """A value of the metric. With ``of_target`` it is ``value`` times the target (目标值的60% is 0.6).

    ``mark`` is %, ‰ or /10万 where the figure was written so (80% has the value 0.8); ``unit`` stands behind a count or
    an amount (万元, 人), or is :data:`POINTS` where it was written in 个百分点; ``name`` is what the
    sentence calls the target (批复单价), empty for 目标值.
    """

    value: Fraction
    mark: str = ""
    unit: str = ""
    of_target: bool = False
    name: str = ""


@frozen
class Interval:
    """The values from ``low`` to ``high``; None is unbounded. With ``meets_target``: whatever the target demands."""

    low: Limit | None = None
    high: Limit | None = None
    low_in: bool = True
    high_in: bool = True
    meets_target: bool = False

    def with_side(self, side: str) -> "Interval":
        """The interval with its only given end put at ``side`` ("low" or "high"); a single value stands for both."""
        limit = self.low or self.high
        if side == "low":
            return replace(self, low=limit, high=None, low_in=True, high_in=True)
        return replace(self, low=None, high=limit, low_in=True, high_in=True)


@frozen
class Bounds:
    """An interval in numbers, once the target is known."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` lies inside."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_in)):
            return False
        return not (self.high is not None and (value > self.high or (value == self.high and not self.high_in)))

    @property
    def is_empty(self) -> bool:
        """Whether no value can lie inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))


POINTS = "个百分点"
TARGET = Limit(Fraction(1), of_target=True)
AT_TARGET = Interval(meets_target=True)
