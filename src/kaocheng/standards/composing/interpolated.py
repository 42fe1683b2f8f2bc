"""线性插值: bands whose marks run in a straight line between what their neighbours earn, or between ends that are said."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.reading.clauses import Condition
from kaocheng.standards.rules import NOTHING, Band, Interval, Limit

Found = tuple[Band, Condition, Linked]
_NEAR = "≥95%得满分，60%-95%之间按线性插值法计分，低于60%不得分"
_FAR = Fraction(10**30)


def with_lines(desk: Desk, found: Sequence[Found], linear: Sequence[Linked]) -> list[Found]:
    """The bands with every 按线性插值法计分 worked in; what has no two ends to run between is reported."""
    spanned = [one for one in linear if one.head.kind == "number"]
    following = [one for one in linear if one.head.kind == ""]
    gaps = [one for one in linear if one not in spanned and one not in following]
    bands = list(found)
    for one in [*spanned, *gaps]:
        made = [_between(desk, one, interval, bands) for interval in _intervals(one, bands)]
        if not made or any(band is None for band in made):
            desk.unread(one, _NEAR)
        bands += [band for band in made if band is not None]
    ranged = [at for at, (_, _, one) in enumerate(bands) if _is_ranged(one)]
    for at in ranged:
        if (line := _directed(bands, at, desk.weight or Fraction(1)) if following else None) is None:
            desk.unread(bands[at][2], "90%（含）-95%得2分")
        else:
            bands[at] = line
    if following and not ranged:
        between = [_between(desk, following[0], interval, bands) for interval in _gaps(bands)]
        filled = [band for band in between if band is not None]
        if len(filled) != 1:
            desk.unread(following[0], _NEAR)
        bands += filled
    return bands


def _is_ranged(one: Linked) -> bool:
    return one.kind == "award" and one.consequence.marks[0].least is not None


def _intervals(one: Linked, bands: Sequence[Found]) -> list[Interval]:
    """The interval that the clause states, its open end closed by the band beyond; or the gaps between the bands."""
    if one.head.condition is None:
        return _gaps(bands)
    interval = one.head.condition.interval
    ends = [(band.interval.low, band.interval.high) for band, _, _ in bands]
    if interval.low is None and interval.high is not None:
        below = [high for low, high in ends if low is None and high and high.value < interval.high.value]
        interval = replace(interval, low=below[0], low_in=True) if len(below) == 1 else interval
    elif interval.high is None and interval.low is not None:
        above = [low for low, high in ends if high is None and low and low.value > interval.low.value]
        interval = replace(interval, high=above[0], high_in=True) if len(above) == 1 else interval
    return [interval] if interval.low is not None and interval.high is not None else []


def _gaps(bands: Sequence[Found]) -> list[Interval]:
    intervals = sorted((band.interval for band, _, _ in bands), key=_low)
    found = []
    for left, right in itertools.pairwise(intervals):
        if left.high is not None and right.low is not None and left.high.value < right.low.value:
            found.append(Interval(left.high, right.low, not left.high_in, not right.low_in))
    return found


def _low(interval: Interval) -> Fraction:
    return interval.low.value if interval.low is not None else -_FAR


def _between(desk: Desk, one: Linked, interval: Interval, bands: Sequence[Found]) -> Found | None:
    """The band over ``interval`` that runs from what the band below earns to what the band above earns."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return None
    below = [band for band, _, _ in bands if band.interval.high is not None and _same(band.interval.high, low)]
    above = [band for band, _, _ in bands if band.interval.low is not None and _same(band.interval.low, high)]
    first = below[0].last if below else NOTHING if low.value == 0 else None
    if first is None or len(below) > 1 or len(above) != 1:
        return None
    open_low = bool(below) and below[0].interval.high_in
    own = Interval(low, high, not open_low, not above[0].interval.low_in)
    band = Band(own, first, above[0].worth, span=desk.span(one.start, one.end))
    return band, replace(one.head.condition or Condition(own), interval=own), one


def _same(first: Limit, second: Limit) -> bool:
    return (first.value, first.of_target) == (second.value, second.of_target)


def _directed(bands: Sequence[Found], at: int, weight: Fraction) -> Found | None:
    """80%-95%得6-10分，按线性插值法计算: the neighbour that earns the better mark is at the better end."""
    band, condition, one = bands[at]
    mark = one.consequence.marks[0]
    low, high = band.interval.low, band.interval.high
    if mark.least is None or low is None or high is None:
        return None
    best = mark.worth.share_of(weight)
    above = [other for other, _, _ in bands if other.interval.low is not None and _same(other.interval.low, high)]
    below = [other for other, _, _ in bands if other.interval.high is not None and _same(other.interval.high, low)]
    rises = any(other.worth.share_of(weight) >= best for other in above)
    falls = any(other.last.share_of(weight) >= best for other in below)
    if rises == falls:
        return None
    first, last = (mark.least, mark.worth) if rises else (mark.worth, mark.least)
    return replace(band, worth=first, rising_to=last), condition, one
