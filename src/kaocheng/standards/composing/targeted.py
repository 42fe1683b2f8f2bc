"""超过目标值50%: what is said against the target, where full marks tell how it is meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kaocheng.standards.composing.desk import Linked
from kaocheng.standards.rules import TARGET, Interval, Limit

_OVERSPENT = re.compile(r"(?:超支|超出|超过|超)(?:预算|概算|计划|目标值?|批复)?(?:比例|幅度|率)?")


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


def overspent(linked: Sequence[Linked]) -> list[Linked]:
    """不高于预算得5分，超支5%以内得3分: overspending by 5 % is 105 % of the budget."""
    ends = [one.head.condition.interval for one in linked if one.kind == "award" and one.head.condition is not None]
    whole = [one.high for one in ends if one.high is not None and one.high.of_target and one.high.value == 1]
    if len(whole) != 1:
        return list(linked)
    return [_over(one) for one in linked]


def _over(one: Linked) -> Linked:
    condition = one.head.condition
    if condition is None or one.head.kind != "number" or not _OVERSPENT.fullmatch(one.head.name):
        return one
    interval = condition.interval
    low, high = (_above(limit) for limit in (interval.low, interval.high))
    if interval.low is None:
        low, interval = TARGET, replace(interval, low_in=False)
    beyond = Interval(low, high, interval.low_in, interval.high_in)
    return replace(one, head=replace(one.head, name="", condition=replace(condition, interval=beyond)))


def _above(limit: Limit | None) -> Limit | None:
    if limit is None or limit.mark != "%":
        return limit
    return Limit(1 + limit.value, of_target=True)
