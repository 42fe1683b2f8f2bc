"""Checks of a whole standard: its limits against the indicator's target, its names against its definitions."""

import re
from collections.abc import Sequence

from kaocheng.standards import messages, names
from kaocheng.standards.codec import standard_to_json
from kaocheng.standards.composing.desk import Desk
from kaocheng.standards.phrasing.words import interval_text, limit_text
from kaocheng.standards.rules import (
    Adjustment,
    AllOrNothing,
    Bands,
    Bonus,
    CaseDeduction,
    FormulaRule,
    Gate,
    Interval,
    Limit,
    LimitDeduction,
    OnceDeduction,
    Parts,
    PerCase,
    PerStep,
    Proportional,
    Rule,
    Standard,
)
from kaocheng.standards.targets import read_target

# A comparison that was read only from its end leaves such a rest on the name: 完成率不得 | <95%.
_REST = re.compile(
    r"(?:不|不得|不能|不应|不可|不许|不宜|未|没有|并未|或|或者|及|和|并|且|达到|达|满|至少|至多|最多|最少|约|近|约为|左右|仅|才|等于|大于|小于|高于|低于|超过)$"
)


def check(desk: Desk, standard: Standard) -> None:
    """Report what does not fit together."""
    rule = standard.rule
    for name in sorted(_metrics(standard_to_json(standard))):
        if _REST.search(re.sub(r"[（(][^（()）]*[)）]$", "", name)) or "或" in re.sub(r"[“”]", "", name)[-4:]:
            desk.problems.append(messages.NOT_UNDERSTOOD.at(text=name, near="完成率≥95%得满分，否则不得分"))
    metric = _metric(rule)
    if len(standard.definitions) == 1 and metric:
        defined = standard.definitions[0].name
        if not names.same(defined, metric):
            place = standard.definitions[0].span
            diagnostic = messages.NAME_DRIFT.at(*([place] if place else []), defined=defined, scored=metric)
            desk.problems.append(diagnostic)
    if standard.target:
        limit = read_target(standard.target)
        if limit is not None:
            _against_target(desk, limit)
    full = _full(rule)
    if isinstance(rule, Bands):
        _top_against_target(desk, rule)
    if full is not None and not isinstance(rule, Parts):
        _against_target(desk, full)
    _reachable(desk, rule, standard.adjustments)
    _one_unit(desk, rule, standard.adjustments)
    for adjustment in standard.adjustments:
        if (
            isinstance(adjustment, CaseDeduction | OnceDeduction | Bonus)
            and desk.weight is not None
            and adjustment.worth.share_of(desk.weight) > 1
        ):
            places = [adjustment.span] if adjustment.span else []
            desk.problems.append(messages.OVER_WEIGHT.at(*places, text=adjustment.text, expected=desk.weight))
        if (
            isinstance(adjustment, Gate)
            and full is not None
            and (_inside(adjustment.interval, full) or _idle(rule, adjustment))
        ):
            places = [adjustment.span] if adjustment.span else []
            first, second = interval_text(full), interval_text(adjustment.interval)
            desk.problems.append(messages.CONTRADICTION.at(*places, first=f"{first}得满分", second=f"{second}不得分"))


def _reachable(desk: Desk, rule: Rule, adjustments: Sequence[Adjustment]) -> None:
    """专款专用得满分；占比10%以下扣2分，10%及以上不得分: where every value loses something, full marks cannot be reached."""
    if not isinstance(rule, PerCase):
        return
    losing = [one for one in adjustments if isinstance(one, Gate | LimitDeduction)]
    for first in (one for one in losing if one.interval.low is None and one.interval.high is not None):
        for second in (one for one in losing if one.metric == first.metric and one.interval.high is None):
            high, low = first.interval.high, second.interval.low
            if high is not None and low is not None and high.of_target == low.of_target and high.value >= low.value:
                texts = [interval_text(one.interval, one.metric) for one in (first, second)]
                places = [one.span for one in (first, second) if one.span is not None]
                desk.problems.append(
                    messages.CONTRADICTION.at(*places, first=texts[0], second=f"{texts[1]}，得不到满分")
                )
                return


def _one_unit(desk: Desk, rule: Rule, adjustments: Sequence[Adjustment]) -> None:
    """周 against 个月, 人 against %: limits and steps of one metric speak of one unit."""
    intervals = [one.interval for one in adjustments if isinstance(one, Gate | LimitDeduction)]
    intervals += [band.interval for band in rule.bands] if isinstance(rule, Bands) else []
    full = _full(rule)
    if isinstance(rule, PerStep):
        full = rule.full
    intervals += [full] if full is not None else []
    limits = [limit for interval in intervals for limit in (interval.low, interval.high) if limit is not None]
    limits += [step.size for step in rule.steps] if isinstance(rule, PerStep) else []
    said = [limit for limit in limits if not limit.of_target and (limit.value or limit.unit)]
    for other in said[1:]:
        first = said[0]
        percent_of_count = other.mark == "%" and not first.mark and isinstance(rule, PerStep)
        bare = (not other.unit and not other.mark) or (not first.unit and not first.mark)
        if not bare and not percent_of_count and (_unit(first) != _unit(other)):
            desk.report(
                messages.UNITS_DIFFER, (0, len(desk.normal.text)), first=limit_text(first), second=limit_text(other)
            )
            return


def _unit(limit: Limit) -> str:
    return (
        "率"
        if limit.mark
        else limit.unit.partition("/")[0].removeprefix("个").replace("日", "天").replace("万元", "万")
    )


def _metric(rule: Rule) -> str:
    if isinstance(rule, Proportional | Bands | PerStep | PerCase | FormulaRule | AllOrNothing):
        return rule.metric
    return ""


def _metrics(data: object) -> set[str]:
    """The names of the metrics anywhere in a standard that was turned into plain data."""
    if isinstance(data, dict):
        own = {text for key, text in data.items() if key == "metric" and isinstance(text, str)}
        return own.union(*(_metrics(part) for part in data.values()))
    if isinstance(data, list | tuple):
        return set().union(*(_metrics(part) for part in data))
    return set()


def _full(rule: Rule) -> Interval | None:
    match rule:
        case Proportional() | PerStep():
            return rule.full if not (isinstance(rule, PerStep) and rule.condition) else None
        case PerCase() | AllOrNothing():
            return rule.interval
        case FormulaRule():
            return rule.full
        case _:
            return None


def _top_against_target(desk: Desk, rule: Bands) -> None:
    """The limits of some band should be the target; a plan may still set the full marks higher, so this only warns."""
    wanted = read_target(desk.target) if desk.target else None
    limits = [limit for band in rule.bands for limit in (band.interval.low, band.interval.high) if limit is not None]
    ends = [limit for limit in (wanted.low, wanted.high) if limit is not None] if wanted else []
    if not ends or not limits or any(limit.of_target for limit in limits):
        return
    top = [limit for limit in (rule.bands[0].interval.low, rule.bands[0].interval.high) if limit is not None]
    if not any(_agree(limit, end) or _agree_unmarked(limit, end) for limit in top for end in ends):
        found = interval_text(rule.bands[0].interval)
        desk.problems.append(messages.TOP_OFF_TARGET.at(found=found, expected=desk.target))


def _against_target(desk: Desk, full: Interval) -> None:
    wanted = read_target(desk.target) if desk.target else None
    limits = [limit for limit in (full.low, full.high) if limit is not None]
    if wanted is None or not limits or any(limit.of_target for limit in limits) or full.meets_target:
        return
    ends = [limit for limit in (wanted.low, wanted.high) if limit is not None]
    if all(any(_agree(limit, end) for end in ends) for limit in limits):
        return
    if all(any(_agree_unmarked(limit, end) for end in ends) for limit in limits):
        desk.problems.append(messages.TARGET_UNMARKED.at(expected=desk.target, found=interval_text(full)))
        return
    desk.problems.append(messages.TARGET_DISAGREES.at(found=interval_text(full), expected=desk.target))


def _agree(limit: Limit, end: Limit) -> bool:
    return limit.value == end.value


def _agree_unmarked(limit: Limit, end: Limit) -> bool:
    return limit.mark == "%" and not end.mark and limit.value * 100 == end.value


def _idle(rule: Rule, gate: Gate) -> bool:
    """Whether a floor leaves no room for the steps or the proportion beyond the full-marks limit."""
    if not isinstance(rule, PerStep | Proportional) or rule.full.low == rule.full.high:
        return False
    low, high = rule.full.low, rule.full.high
    above = (
        high is not None and gate.interval.low is not None and gate.interval.high is None and gate.interval.low == high
    )
    below = (
        low is not None and gate.interval.high is not None and gate.interval.low is None and gate.interval.high == low
    )
    return (above and low is None) or (below and high is None)


def _inside(gate: Interval, full: Interval) -> bool:
    """Whether a floor takes away what full marks grant."""
    if full.meets_target:
        return False
    if gate.high is not None and gate.low is None and full.low is not None:
        return gate.high.of_target == full.low.of_target and gate.high.value > full.low.value
    if gate.low is not None and gate.high is None and full.high is not None:
        return gate.low.of_target == full.high.of_target and gate.low.value < full.high.value
    return False
