"""Main rules by steps: 扣分法, 区间目标, and on which side of the limit the steps lie."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards import messages, names
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.link import settle_context
from kaocheng.standards.reading.clauses import Clause, Condition
from kaocheng.standards.reading.tokens import TIMES
from kaocheng.standards.rules import (
    AT_TARGET,
    FULL,
    POINTS,
    TARGET,
    Interval,
    Limit,
    PerStep,
    Rule,
    Step,
)

_BELOW = re.compile(r"下降|降低|减少|低于|少于|不足|降|低|少|小于|减|下浮")
_ABOVE = re.compile(
    r"超过|超出|超|高于|高出|增加|增长|上升|提高|提升|多出|大于|多|高|增|上浮|延迟|延期|延误|延长|拖延|推迟|逾期|超期|滞后|迟延|迟|晚"
)
_LATE = re.compile(r"延迟|延期|延误|拖延|推迟|逾期|超期|滞后|迟延|迟.?")
RATES = frozenset({"%", "‰", "百分点", "/10万", "/万"})
_NEUTRAL = re.compile(r".+或者?.+|偏差|偏离|偏移|相差|变动|浮动|差|节约|超支")


def falls_short(verbs: Sequence[str]) -> bool:
    """Whether 每少, 每降低 … says that the metric falls short."""
    return any(_BELOW.fullmatch(verb) for verb in verbs)


def goes_beyond(verbs: Sequence[str]) -> bool:
    """Whether 每超过, 每增加 … says that the metric goes beyond."""
    return any(_ABOVE.fullmatch(verb) for verb in verbs)


def is_step(one: Linked, limit_units: frozenset[str]) -> bool:
    """Whether 每… is a step of the metric (每下降1%, 每延期1天), not a count of cases."""
    every = one.head.every
    if one.kind != "deduct" or one.head.kind != "every" or every is None:
        return False
    unit = every.quantity.unit
    if every.limit is not None:
        return True
    if unit and unit not in TIMES and unit not in RATES and any(_LATE.fullmatch(verb[:2]) for verb in every.verbs):
        return False  # 每逾期退还1笔 counts what was late, not how late
    deviates = any(_BELOW.fullmatch(verb) or _ABOVE.fullmatch(verb) or _NEUTRAL.fullmatch(verb) for verb in every.verbs)
    if unit in RATES:
        return True
    if not unit:
        return deviates and bool(limit_units)
    if unit in TIMES:
        return deviates or not every.verbs
    if unit.endswith("元") or unit in {
        "亩",
        "公里",
        "千米",
        "米",
        "平方米",
        "吨",
        "公顷",
        "分",
        "度",
        "倍",
        "℃",
        "秒",
        "分贝",
    }:
        return deviates
    if (
        unit in limit_units
        and not one.head.text
        and any(_BELOW.fullmatch(verb) or _ABOVE.fullmatch(verb) for verb in every.verbs)
    ):
        return True
    return deviates and bool(limit_units) and every.each and not one.head.text


def steps_rule(
    desk: Desk, awards: Sequence[Linked], steps: Sequence[Linked], base: Limit | None, metric: str
) -> Rule | None:
    """扣分法, 区间目标: the full interval and the steps outside it."""
    numbered = [one for one in awards if one.head.kind == "number"]
    worded = [one for one in awards if one.head.kind == "text"]
    if not _plainly_full(desk, numbered, worded):
        return None
    sides = [_one_sided(_side(one), one, [*numbered, *worded]) for one in steps]
    condition, full = "", None
    numbered = [_done_share(one, steps) for one in numbered]
    if numbered and numbered[0].head.condition is not None:
        metric = settle_context(desk, numbered[0]) or metric
        full = _full(desk, numbered[0], numbered[0].head.condition, sides)
        for one in [*worded, *(step for step in steps if _against_another(step, full))]:
            desk.unread(one, "达到目标值得满分，每下降1%扣权重分的2%")
    elif base is not None:
        full = _sided(Interval(base, base), sides)
    elif _speaks_of_time(steps):
        condition = worded[0].text if worded else "按时完成"
        if re.search(rf"\d(?:{'|'.join(TIMES)})(?![前之底末\d])", condition):
            # Whether the value is the time taken or the delay cannot be told.
            desk.unread(worded[0], "5个工作日内办结得满分，每延期1天扣1分")
            return None
        full = Interval(high=Limit(Fraction(0), unit=_time_unit(steps)))
    elif (stated := _where_steps_begin(steps)) is not None:
        full = stated
        if worded and not all(one.worth == FULL or _is_whole(desk, one) for one in worded):
            desk.contradict(worded[0], steps[0])
    elif any(_speaks_of_target(one) for one in [*steps, *worded]):
        full = _sided(AT_TARGET, sides)
    if full is None:
        desk.report(messages.NO_LIMIT, steps[0].place, text=steps[0].clause.text)
        return None
    made = tuple(_step(desk, one, side, full) for one, side in zip(steps, sides, strict=True))
    made = _resolved(desk, steps, made, full)
    if condition:
        metric = metric or "延误时间"
    span = desk.span(steps[0].start, steps[-1].end)
    return PerStep(metric, full, made, condition, span)


def _plainly_full(desk: Desk, numbered: Sequence[Linked], worded: Sequence[Linked]) -> bool:
    """Whether at most one limit and one wording say what earns full marks; a limit that was not read is no wording."""
    unread = next((one for one in worded if re.search(r"[≥≤<>]", one.head.text)), None)
    if unread is not None:
        desk.unread(unread, "满意度≥90%得满分")
        return False
    twice = next((found for found in (numbered, worded) if len(found) > 1), None)
    if twice is not None:
        desk.contradict(twice[0], twice[1])
    return twice is None


def _is_whole(desk: Desk, one: Linked) -> bool:
    return desk.weight is not None and one.worth.share_of(desk.weight) == 1


def _against_another(step: Linked, full: Interval) -> bool:
    """低于平均水平每1个百分点扣…, where full marks are for 高于全省平均水平: which average is not said."""
    limit, said = full.low or full.high, step.head.name
    return limit is not None and bool(limit.name) and "平均" in said and not names.same(said, limit.name)


def _where_steps_begin(steps: Sequence[Linked]) -> Interval | None:
    """未达到95%的，每少1%扣0.5分: full marks are for what is not there."""
    outer = steps[0].outer.condition if len(steps) == 1 and steps[0].outer is not None else None
    every = steps[0].head.every
    if outer is None or every is None or outer.interval.meets_target:
        return None
    interval = outer.interval
    if interval.low is None and interval.high is not None and falls_short(every.verbs):
        return Interval(low=interval.high, low_in=not interval.high_in)
    if interval.high is None and interval.low is not None and goes_beyond(every.verbs):
        return Interval(high=interval.low, high_in=not interval.low_in)
    return None


def _one_sided(side: str, step: Linked, awards: Sequence[Linked]) -> str:
    """达到目标得满分，未完成的，每差1个百分点扣…: what falls short of a demand is below it, what is overspent above."""
    every = step.head.every
    verbs = "".join(every.verbs) if every is not None else ""
    said = "，".join([*step.context, step.outer.text if step.outer is not None else ""])
    ranged = any(_ends(one) == 2 for one in awards) or re.search("或|±|范围|区间", f"{said}{verbs}")
    if side not in {"both", "neutral"} or ranged or every is None or every.quantity.unit in TIMES:
        return side
    if re.search(r"未|不足|不到|没有|低于", said) and not re.search("高于|超", said):
        return "below"
    wanted = "，".join(one.text for one in awards if not _ends(one))
    if ("超支" in verbs and not any(_ends(one) for one in awards)) or re.search(
        r"控制|不超|不高于|不突破|以内", wanted
    ):
        return "above"
    return "below" if re.fullmatch("相?差", verbs) and re.search(r"达到|完成|实现|不低于|不少于", wanted) else side


def _ends(one: Linked) -> int:
    """How many ends the limit of an award states."""
    interval = one.head.condition.interval if one.head.condition is not None else Interval()
    return (interval.low is not None) + (interval.high is not None)


def _done_share(one: Linked, steps: Sequence[Linked]) -> Linked:
    """完成目标任务100%得满分，每少完成1%扣0.2分: the share that is done is the metric itself."""
    condition = one.head.condition
    low = condition.interval.low if condition is not None else None
    rated = all(step.head.every is not None and step.head.every.quantity.unit in RATES for step in steps)
    if condition is None or low is None or not low.of_target or not condition.target_share or not rated:
        return one
    if one.head.name or not one.head.text.startswith("完成"):
        return one
    interval = replace(condition.interval, low=Limit(low.value, "%"))
    return replace(one, head=replace(one.head, name="完成率", condition=replace(condition, interval=interval)))


def _side(one: Linked) -> str:
    every, outer = one.head.every, one.outer
    if outer is not None and outer.condition is not None:
        interval = outer.condition.interval
        if interval.low is None or interval.high is None:
            return "above" if interval.high is None else "below"
    verbs = every.verbs if every else ()
    if any("或" in verb for verb in verbs) or (outer is not None and re.search("范围|区间", outer.text)):
        return "both"
    if any(re.search("范围|区间", text) for text in one.context):
        return "both"
    below = any(_BELOW.fullmatch(verb) for verb in verbs)
    above = any(_ABOVE.fullmatch(verb) for verb in verbs)
    if below != above:
        return "below" if below else "above"
    return "both" if below or not verbs or not any("超支" in verb or "节约" in verb for verb in verbs) else "neutral"


def _full(desk: Desk, one: Linked, condition: Condition, sides: list[str]) -> Interval:
    if one.worth != FULL and desk.weight is not None and one.worth.share_of(desk.weight) != 1:
        desk.report(messages.TOP_WRONG, one.place, found=f"“{one.clause.text}”", expected=desk.weight)
    return _sided(condition.interval, sides)


def _sided(interval: Interval, sides: list[str]) -> Interval:
    known = {side for side in sides if side in {"below", "above"}}
    if interval.meets_target:
        if known == {"below"}:
            return Interval(low=TARGET)
        return Interval(high=TARGET) if known == {"above"} else AT_TARGET
    if interval.low is not None and interval.low == interval.high and len(known) == 1 and "both" not in sides:
        return interval.with_side("low" if known == {"below"} else "high")
    return interval


def _speaks_of_time(steps: Sequence[Linked]) -> bool:
    return any(one.head.every is not None and one.head.every.quantity.unit in TIMES for one in steps)


def _time_unit(steps: Sequence[Linked]) -> str:
    return next(one.head.every.quantity.unit for one in steps if one.head.every is not None).removeprefix("个")


def _speaks_of_target(one: Linked) -> bool:
    return bool(
        re.search(r"目标|计划|标杆|指标值|预期|预算|概算|批复|定额|限额|责任指标|任务数", one.clause.text + one.text)
    )


def _step(desk: Desk, one: Linked, side: str, full: Interval) -> Step:
    quantity = one.head.every.quantity if one.head.every is not None else None
    if quantity is None:
        size = Limit(Fraction(1))
    elif quantity.of_target:
        size = Limit(quantity.value, of_target=True)
    elif quantity.unit == "百分点":
        size = Limit(quantity.value, "%", POINTS)
    elif quantity.unit in {"%", "‰", "/10万", "/万"}:
        size = Limit(quantity.value, quantity.unit)
    else:
        size = Limit(quantity.value, unit=quantity.unit)
    start = _start(one.outer.condition.interval, full) if one.outer is not None and one.outer.condition else None
    if one.head.every is not None and one.head.every.limit is not None:
        start = _start(Interval(low=one.head.every.limit), full)
    return Step(side, size, one.worth, start=start, span=desk.span(one.start, one.end))


def _start(outer: Interval, full: Interval) -> Limit | None:
    """Where the steps begin when that is not the end of full marks: 低于60%的，每低1%扣…."""
    ends = [(end.value, end.of_target) for end in (full.low, full.high) if end is not None]
    mine = [limit for limit in (outer.low, outer.high) if limit is not None]
    if any((limit.value, limit.of_target) in ends for limit in mine):
        return None
    return mine[0] if mine else None


def _resolved(desk: Desk, steps: Sequence[Linked], made: tuple[Step, ...], full: Interval) -> tuple[Step, ...]:
    """Neutral verbs take the side that lies outside; a side that lies inside contradicts the full-marks condition."""
    open_low = full.low is not None or full.meets_target
    open_high = full.high is not None or full.meets_target
    if len(steps) == 1 and _symmetrical(full):
        return (replace(made[0], side="both"),)
    out = []
    for one, step in zip(steps, made, strict=True):
        side = step.side
        if side in {"neutral", "both"} and not (open_low and open_high):
            side = "below" if open_low else "above"
        elif side == "neutral":
            side = "both"
        if (side == "below" and not open_low) or (side == "above" and not open_high):
            desk.report(messages.DIRECTION, one.place, text=one.clause.text)
        out.append(replace(step, side=side))
    if len({step.side for step in out}) < len(out):
        desk.contradict(steps[0], steps[1])
    return tuple(out)


def _symmetrical(full: Interval) -> bool:
    """±5%以内: beyond it is beyond either end."""
    return full.low is not None and full.high is not None and full.low.value == -full.high.value < 0


def rounded(rule: PerStep, asides: Sequence[Clause]) -> PerStep:
    """The rule with the rounding that the sentence states: for the step before it, or for all."""
    steps = list(rule.steps)
    for aside in asides:
        for at, step in enumerate(steps):
            steps[at] = replace(step, rounding=aside.name)
    return replace(rule, steps=tuple(steps))
