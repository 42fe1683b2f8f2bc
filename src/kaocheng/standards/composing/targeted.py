"""超过目标值50%: what is said against the target, where full marks tell how it is meant."""

from collections.abc import Sequence
from dataclasses import replace

from kaocheng.standards.composing.desk import Linked


def beyond_target(zero: Linked, awards: Sequence[Linked]) -> Linked:
    """不超过目标值得满分，超过目标值50%不得分: half as much again as the target, since up to it all is earned."""
    condition = zero.head.condition
    low = condition.interval.low if condition is not None else None
    if condition is None or low is None or not condition.target_share or condition.interval.high is not None:
        return zero
    highs = [one.head.condition.interval.high for one in awards if one.head.condition is not None]
    if low.value >= 1 or not any(high is not None and high.of_target and high.value == 1 for high in highs):
        return zero
    interval = replace(condition.interval, low=replace(low, value=1 + low.value))
    return replace(zero, head=replace(zero.head, condition=replace(condition, interval=interval)))
