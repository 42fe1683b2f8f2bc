"""Bands as a whole: disjoint, without gaps, with ends that two claim given to the better (reading rules 6 and 18)."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.numbers import exact_text
from kaocheng.standards import messages, names
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.phrasing.words import interval_text, limit_text
from kaocheng.standards.reading.clauses import Condition
from kaocheng.standards.rules import COUNTED, FULL, NOTHING, Band, Bands, Interval, Limit, Worth

Found = Sequence[tuple[Band, Condition, Linked]]
_LOWEST, _HIGHEST = Fraction(-(10**30)), Fraction(10**30)


def checked_bands(desk: Desk, metric: str, found: Found, otherwise: Worth | None) -> Bands | None:
    """The bands with every end settled; overlaps and gaps are reported."""
    bands = [band for band, _, _ in found]
    linked = {id(band): one for band, _, one in found}
    if any(band.interval.meets_target for band in bands) or _mixed(bands):
        return _by_target(desk, metric, found, otherwise)
    bands = [_marked(band, bands) for band in bands]
    order = sorted(range(len(bands)), key=lambda at: (_low(bands[at]), _high(bands[at])))
    places = [linked[id(found[at][0])] for at in range(len(bands))]
    weight = desk.weight or Fraction(1)
    for left, right in itertools.pairwise(order):
        bands[left], bands[right] = _meet(
            desk, (bands[left], places[left]), (bands[right], places[right]), weight, otherwise
        )
    exact = [band for band in bands if band.interval.low is not None and band.interval.low == band.interval.high]
    inner = [band for band in exact if band.interval.low and band.interval.low.mark and 0 < band.interval.low.value < 1]
    if len(inner) > 1:  # 100%得5分，90%得4分，80%得3分: is 95% worth 4?
        values = "、".join(_shown(band.interval.low) for band in inner)
        desk.report(messages.GAP, places[0].place, places[-1].place, value=f"{values}之间的数")
    _check_top(desk, bands, otherwise, places)
    if len(bands) > 1 and {(band.worth, band.rising_to) for band in bands} == {(FULL, None)} and not otherwise:
        desk.contradict(places[0], places[1])  # 90%以上得满分，90%以下得满分 tells nothing apart
    if otherwise is None and not desk.failed:
        otherwise = _outside(desk, [bands[at] for at in order], places, weight)
    span = desk.span(places[0].start, places[-1].end)
    return Bands(metric, tuple(bands), otherwise, span)


def _mixed(bands: Sequence[Band]) -> bool:
    limits = [limit for band in bands for limit in (band.interval.low, band.interval.high) if limit is not None]
    return len({limit.of_target for limit in limits}) > 1


def _by_target(desk: Desk, metric: str, found: Found, otherwise: Worth | None) -> Bands | None:
    """达到目标值得满分，目标值的80%以上得…: 达到目标值 stands for the whole target and above."""
    if len(found) == 1 and found[0][0].interval.meets_target:
        bands = [found[0][0]]
        _check_top(desk, bands, otherwise, [found[0][2]])
        if otherwise is None:
            desk.report(messages.IMPLIED_OTHERWISE, found[0][2].place)
        return Bands(metric, tuple(bands), otherwise or NOTHING, desk.span(found[0][2].start, found[0][2].end))
    made: list[tuple[Band, Condition, Linked]] = []
    limits = [limit for band, _, _ in found for limit in (band.interval.low, band.interval.high) if limit is not None]
    called = next((limit.name for limit in limits if limit.name), "")
    of_count = bool(metric) and not names.is_rate(metric)
    for band, condition, one in found:
        interval = Interval(low=Limit(Fraction(1), of_target=True)) if band.interval.meets_target else band.interval
        if of_count and (not one.head.name or names.same(one.head.name, metric)):
            interval = replace(
                interval,
                low=_of_target(desk, interval.low, one, called),
                high=_of_target(desk, interval.high, one, called),
            )
        if any(limit is not None and not limit.of_target for limit in (interval.low, interval.high)):
            desk.unread(one, "达到目标值的80%得2分")
            return None
        made.append((replace(band, interval=interval), replace(condition, interval=interval), one))
    return checked_bands(desk, metric, made, otherwise)


def _of_target(desk: Desk, limit: Limit | None, one: Linked, called: str) -> Limit | None:
    """就业人数达到目标值的100%得5分，80%以上得4分: a count is no percentage, so it is one of the target."""
    if limit is None or limit.of_target or limit.mark != "%":
        return limit
    desk.report(messages.OF_TARGET_UNCLEAR, one.place, text=one.head.text)
    return Limit(limit.value, of_target=True, name=called)


def _marked(band: Band, bands: Sequence[Band]) -> Band:
    """A 0 without its % among percentages has theirs."""
    marks = {
        limit.mark for other in bands for limit in (other.interval.low, other.interval.high) if limit and limit.mark
    }
    if len(marks) != 1:
        return band
    mark = marks.pop()
    interval = band.interval
    low, high = (
        replace(limit, mark=mark) if limit and not limit.mark and not limit.value else limit
        for limit in (interval.low, interval.high)
    )
    return replace(band, interval=replace(interval, low=low, high=high))


def _low(band: Band) -> tuple[Fraction, int]:
    interval = band.interval
    return (interval.low.value if interval.low else _LOWEST, 0 if interval.low_in else 1)


def _high(band: Band) -> tuple[Fraction, int]:
    interval = band.interval
    return (interval.high.value if interval.high else _HIGHEST, 1 if interval.high_in else 0)


def _meet(
    desk: Desk, lower: tuple[Band, Linked], upper: tuple[Band, Linked], weight: Fraction, otherwise: Worth | None
) -> tuple[Band, Band]:
    (left, first), (right, second) = lower, upper
    high, low = _high(left), _low(right)
    if high[0] > low[0]:
        if (inside := _whole_rate(left, right, weight)) is not None:
            return inside
        if _nested(left, right):
            return _carved(desk, lower, upper, weight)
        desk.report(
            messages.OVERLAP,
            first.place,
            second.place,
            first=first.clause.text,
            second=second.clause.text,
            value=_shown(right.interval.low),
        )
        return left, right
    if high[0] == low[0]:
        if high[1] == 1 and low[1] == 0:
            better = left.last.share_of(weight) >= right.worth.share_of(weight)
            if left.last.share_of(weight) != right.worth.share_of(weight):
                desk.report(messages.SHARED_END, first.place, second.place, value=_shown(right.interval.low))
            if better:
                return left, replace(right, interval=replace(right.interval, low_in=False))
            return replace(left, interval=replace(left.interval, high_in=False)), right
        if high[1] == 0 and low[1] == 1 and otherwise is None:
            desk.report(messages.GAP, first.place, second.place, value=_shown(right.interval.low))
        return left, right
    if otherwise is None and not _next_whole(left.interval.high, right.interval.low):
        value = f"{_shown(left.interval.high)}到{_shown(right.interval.low)}之间"
        desk.report(messages.GAP, first.place, second.place, value=value)
    return left, right


def _whole_rate(left: Band, right: Band, weight: Fraction) -> tuple[Band, Band] | None:
    """100%得5分，90%以上得4分: the whole rate is its own band, the other ends below it."""
    limit = right.interval.low
    single = limit is not None and limit == right.interval.high and limit.mark == "%" and limit.value == 1
    if not single or left.interval.high is not None or right.worth.share_of(weight) <= left.worth.share_of(weight):
        return None
    return replace(left, interval=replace(left.interval, high=limit, high_in=False)), replace(
        right, interval=Interval(low=limit)
    )


def _nested(left: Band, right: Band) -> bool:
    """≥90%得3分，≥80%得2分: each band says only its lower end, the better one comes first."""
    if left.interval.high is None or right.interval.low is None:
        # The lower of two that are open below may have been carved out of a still lower one already.
        return (left.interval.high is None) == (right.interval.high is None)
    return False


def _carved(desk: Desk, lower: tuple[Band, Linked], upper: tuple[Band, Linked], weight: Fraction) -> tuple[Band, Band]:
    (left, first), (right, second) = lower, upper
    outer, inner = (left, right) if left.interval.high is None else (right, left)
    outer_worth, inner_worth = outer.worth.share_of(weight), inner.worth.share_of(weight)
    if outer_worth >= inner_worth or (left.interval.low, left.interval.high) == (
        right.interval.low,
        right.interval.high,
    ):
        desk.report(
            messages.OVERLAP,
            first.place,
            second.place,
            first=first.clause.text,
            second=second.clause.text,
            value=_shown(inner.interval.low or inner.interval.high),
        )
        return left, right
    if left.interval.high is None:
        interval = replace(left.interval, high=right.interval.low, high_in=not right.interval.low_in)
        return replace(left, interval=interval), right
    interval = replace(right.interval, low=left.interval.high, low_in=not left.interval.high_in)
    return left, replace(right, interval=interval)


def _next_whole(high: Limit | None, low: Limit | None) -> bool:
    if high is None or low is None or high.mark or low.mark:
        return False
    counted = all(limit.unit in {*COUNTED, "分"} for limit in (high, low))
    return counted and low.value - high.value == 1 and high.value.denominator == 1


def _shown(limit: Limit | None) -> str:
    return limit_text(limit) if limit is not None else ""


def _check_top(desk: Desk, bands: Sequence[Band], otherwise: Worth | None, places: Sequence[Linked]) -> None:
    if desk.weight is None:
        return
    tops = [band.best(desk.weight) for band in bands]
    top = max([*tops, *([otherwise.share_of(desk.weight)] if otherwise is not None else [])])
    if top != 1:
        shown = f"{exact_text(top * desk.weight)}分"
        desk.report(messages.TOP_WRONG, places[0].place, found=shown, expected=desk.weight)


def _outside(desk: Desk, bands: Sequence[Band], places: Sequence[Linked], weight: Fraction) -> Worth | None:
    """Values beyond the outermost bands: none are possible, or they earn nothing, which the sentence leaves unsaid."""
    first, last = bands[0], bands[-1]
    rising = last.last.share_of(weight) >= first.worth.share_of(weight)
    low, high = first.interval.low, last.interval.high
    open_below = low is not None and low.value > 0
    whole = high is not None and ((high.mark == "%" and high.value == 1) or (high.unit == "分" and high.value == 100))
    open_above = high is not None and not (whole and rising)
    if not open_below and not open_above:
        return None
    better_open = open_above if rising else open_below
    if better_open and len(bands) > 1 and not (low is not None and low == high):
        limit = high if rising else low
        at = max(range(len(bands)), key=lambda index: bands[index].best(weight))
        if bands[at] in {last, first} and not _peaks_inside(bands, weight):
            desk.report(
                messages.GAP, places[0].place, value=f"{_shown(limit)}以外（{interval_text(bands[at].interval)}以外）"
            )
            return None
    desk.report(messages.IMPLIED_OTHERWISE, places[-1].place)
    return NOTHING


def _peaks_inside(bands: Sequence[Band], weight: Fraction) -> bool:
    worths = [band.best(weight) for band in bands]
    return max(worths) not in (worths[0], worths[-1])
