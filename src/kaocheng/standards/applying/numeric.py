"""Applying the rules over one number: 比例法, 分档法, 扣分法, 区间目标."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.derivation import COUNT, PERCENT, SCORE, Chosen, Computed, Derivation, Given, Rejected
from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import exact_text, half_up, short_text
from kaocheng.standards import messages
from kaocheng.standards.applying.context import Context, Need, Verdict
from kaocheng.standards.applying.metric import metric_value
from kaocheng.standards.applying.rates import mark_problem, without_unit
from kaocheng.standards.phrasing.words import award_text, interval_text, limit_text, worth_text
from kaocheng.standards.rules import (
    COUNTED,
    POINTS,
    Band,
    Bands,
    Bounds,
    Interval,
    Limit,
    PerStep,
    Proportional,
    Step,
)
from kaocheng.standards.targets import smaller_is_better

_BEYOND = {"below": "低出", "above": "超出", "both": "偏差"}
_ABSOLUTE = re.compile(r"绝对值|^\|.*\|$")
TARGET_NEED = Need("target", ("目标值",))


def measured(context: Context, metric: str, *intervals: Interval | None) -> tuple[Fraction | None, Verdict]:
    """The metric's number, or None with the verdict that says what is missing or wrong."""
    found = metric_value(context, metric)
    if found.actual is None:
        unknown = any(one is not None and context.bounds(one) is None for one in intervals)
        return None, replace(found, missing=(*found.missing, TARGET_NEED)) if unknown else found
    said = found.actual
    value = said.value
    if isinstance(value, str) and (plain := without_unit(value, _units(context, intervals))) is not None:
        said, value = Given(said.name, plain, COUNT), plain
    if not isinstance(value, Fraction):
        wrong = messages.input_wrong(key=said.name, found=str(value), expected=_expected(context, intervals))
        return None, Verdict(None, actual=said, problems=(wrong,))
    if isinstance(said, Given) and said.form.kind == "count" and _in_points(*intervals):
        said = replace(said, value=value / 100, form=PERCENT)  # 提升5个百分点, told as 5
        value = value / 100
    aims = [context.wanted()] if _against_target(intervals) else []
    if problem := mark_problem(said, *intervals, *aims) or _share_of_amount(context, said, intervals):
        return None, Verdict(None, actual=said, problems=(problem,))
    limits = _ends(intervals)
    if isinstance(said, Given) and said.form.kind != "percent" and limits and all(end.mark == "%" for end in limits):
        said = replace(said, form=PERCENT)  # 0.935 against 90% is 93.5%
    if _ABSOLUTE.search(metric) and value < 0:
        said, value = Computed(metric, "绝对值", f"|{said.form.text(value)}|", -value, said.form, (said,)), -value
    return value, replace(found, actual=said)


def _ends(intervals: Sequence[Interval | None]) -> list[Limit]:
    return [end for one in intervals if one is not None for end in (one.low, one.high) if end is not None]


def _units(context: Context, intervals: Sequence[Interval | None]) -> list[str]:
    """The units that the limits are written in, or the target where it is one of them."""
    return [end.unit for end in [*_ends(intervals), *_ends([context.wanted()])]]


def _against_target(intervals: Sequence[Interval | None]) -> bool:
    """Whether some limit is the target."""
    return any(end.of_target for end in _ends(intervals)) or any(one and one.meets_target for one in intervals)


def _expected(context: Context, intervals: Sequence[Interval | None]) -> str:
    """What was expected in the place of words: a number, in which unit, or another kind of standard."""
    target = context.inputs.target or context.target
    if target and _against_target(intervals) and context.wanted() is None:
        return f"数。目标值“{target}”也不是一个数，请写成数，或改用分档的标准"
    units = "”或“".join(dict.fromkeys(unit for unit in _units(context, intervals) if unit))
    return f"数，单位“{units}”" if units else "数"


def _share_of_amount(context: Context, said: Derivation, intervals: Sequence[Interval | None]) -> Diagnostic | None:
    """80% against a target of 100万元 could mean a share of it or a slip: it is refused."""
    aims = [end for end in _ends([context.wanted()]) if not end.mark and end.value > 1]
    if (
        not _against_target(intervals)
        or not aims
        or said.form.kind != "percent"
        or not isinstance(said.value, Fraction)
    ):
        return None
    return messages.INPUT_WRONG.at(
        key=said.name, found=said.form.full_text(said.value), expected="与目标值相同单位的数"
    )


def _in_points(*intervals: Interval | None) -> bool:
    """Whether every limit that is no 0 is a change in percentage points."""
    limits = [end for end in _ends(intervals) if end.value]
    return bool(limits) and all(end.unit == POINTS for end in limits)


def apply_bands(context: Context, rule: Bands) -> Verdict:
    """The first band whose interval holds the value; bands are disjoint once understood."""
    if (named := _named(context, rule)) is not None:
        return _told(context, rule, named)
    value, found = measured(context, rule.metric, *(band.interval for band in rule.bands))
    if found.actual is None and len(rule.bands) == 1 and context.supply.has("met"):
        mark = context.supply.take("met")[0]
        share = mark * rule.bands[0].worth.share_of(context.weight) if isinstance(mark, Fraction) else Fraction(0)
        return Verdict(
            share, _chosen(context, share, interval_text(rule.bands[0].interval, rule.metric), "评价判断", None)
        )
    if found.actual is None and not context.definitions and context.supply.has("option"):
        return _told(context, rule, context.supply.take("option")[0])
    if value is None or found.actual is None:
        return found
    rejected: list[Rejected] = []
    for band in sorted(rule.bands, key=lambda band: -band.best(context.weight)):
        bounds = context.bounds(band.interval)
        if bounds is None:
            return Verdict(None, actual=found.actual, missing=(TARGET_NEED,))
        if bounds.holds(value):
            return _banded(context, rule, band, found.actual, rejected=tuple(rejected))
        rejected.append(_rejected(band, found.actual, value, bounds))
    if rule.otherwise is None:
        problem = messages.NOT_COVERED.at(value=found.actual.form.full_text(value))
        return Verdict(None, actual=found.actual, problems=(problem,))
    share = rule.otherwise.share_of(context.weight)
    return Verdict(
        share,
        _chosen(context, share, "其他情况", award_text(rule.otherwise), found.actual, rejected=tuple(rejected)),
        actual=found.actual,
    )


def _named(context: Context, rule: Bands) -> int | None:
    """The band whose name in words was given as the value: 优, 按期完成."""
    actual = context.inputs.actual
    said = actual.value if actual is not None else None
    labels = [band.label for band in rule.bands]
    return labels.index(said) if isinstance(said, str) and labels.count(said) == 1 and said else None


def _told(context: Context, rule: Bands, option: object) -> Verdict:
    """Which band applies, told by its number in print, 否则 being the last."""
    cases = [(interval_text(band.interval, rule.metric), band.worth, band.span) for band in rule.bands]
    cases += [("其他情况", rule.otherwise, None)] if rule.otherwise is not None else []
    if not isinstance(option, int) or option >= len(cases):
        wrong = messages.input_wrong(key="option", found=option, expected=f"0到{len(cases) - 1}")
        return Verdict(None, problems=(wrong,))
    condition, worth, span = cases[option]
    share = worth.share_of(context.weight)
    return Verdict(share, Chosen("得分", condition, award_text(worth), share * context.weight, SCORE, span=span))


def apply_proportional(context: Context, rule: Proportional) -> Verdict:
    """Full inside, else actual ÷ target, or target ÷ actual where smaller is better."""
    value, found = measured(context, rule.metric, rule.full)
    if value is None or found.actual is None:
        return found
    bounds = context.bounds(rule.full, "high" if rule.inverse else "low")
    if bounds is None:
        return Verdict(None, actual=found.actual, missing=(TARGET_NEED,))
    end = bounds.low if bounds.low is not None else bounds.high
    if end is not None and end < 0:
        negative = messages.NEGATIVE_TARGET.at(found=found.actual.form.full_text(end))
        return Verdict(None, actual=found.actual, problems=(negative,))
    condition = interval_text(rule.full)
    against = _runs_against_target(context, rule)
    if bounds.holds(value):
        chosen = _chosen(context, Fraction(1), condition, "得满分", found.actual)
        return Verdict(Fraction(1), chosen, actual=found.actual, problems=against)
    above, below = (end, value) if rule.inverse else (value, end)
    if above is None or not below:
        return Verdict(None, actual=found.actual, problems=(messages.NOT_APPLICABLE.at(name=rule.metric or "比例"),))
    share = min(Fraction(1), max(Fraction(0), above / below))
    shown = found.actual.form
    text = f"{shown.text(above)} ÷ {shown.text(below)} × {exact_text(context.weight)}"
    expression = ("目标值÷实际值" if rule.inverse else "实际值÷目标值") + "×权重分"
    node = Computed("按比例得分", expression, text, share * context.weight, SCORE, (found.actual,))
    return Verdict(share, node, actual=found.actual, problems=against)


def _runs_against_target(context: Context, rule: Proportional) -> tuple[Diagnostic, ...]:
    """≥目标值得满分 where the target is ≤3%, or is told to be so only with the data."""
    end, target = rule.full.low or rule.full.high, context.inputs.target or context.target
    direction = smaller_is_better(target) if end is not None and end.of_target and not end.name else None
    if direction is None or direction == rule.inverse:
        return ()
    return (messages.RUNS_AGAINST_TARGET.at(target=target, text=f"{interval_text(rule.full)}得满分"),)


def apply_steps(context: Context, rule: PerStep) -> Verdict:
    """Full inside; outside, less the worth of every step from the nearer end."""
    if (given := _told_beside(context, rule)) is not None:
        return given
    value, found = measured(context, rule.metric, rule.full)
    if value is None or found.actual is None:
        return found
    bounds = context.bounds(rule.full, _side(rule.steps))
    if bounds is None:
        return Verdict(None, actual=found.actual, missing=(TARGET_NEED,))
    if bounds.holds(value):
        name = rule.condition or interval_text(rule.full)
        return Verdict(Fraction(1), _chosen(context, Fraction(1), name, "得满分", found.actual), actual=found.actual)
    side, end = _nearer(bounds, value)
    step = next((step for step in rule.steps if step.side in {side, "both"}), None)
    if step is None or end is None:
        return Verdict(
            None, actual=found.actual, problems=(messages.NOT_COVERED.at(value=found.actual.form.full_text(value)),)
        )
    return _stepped(context, rule, step, value, end=end, actual=found.actual)


def step_text(step: Step) -> str:
    """``每低1%扣0.5分``, for explanations."""
    verb = {"below": "低", "above": "超", "both": "偏差"}[step.side]
    return f"每{verb}{limit_text(step.size)}扣{worth_text(step.worth)}"


def _told_beside(context: Context, rule: PerStep) -> Verdict | None:
    """The score where not the value was given but that the condition holds, or by how many (每少1项, 每延期1天)."""
    if context.inputs.actual is not None or context.inputs.items or context.definitions:
        return None
    said = rule.condition or interval_text(rule.full, rule.metric)
    full = Verdict(Fraction(1), _chosen(context, Fraction(1), said, "得满分", None))
    step = rule.steps[0]
    if rule.condition and context.supply.has("option") and context.supply.take("option")[0] == 0:
        return full
    counted = len(rule.steps) == 1 and step.start is None and bool(step.size.unit) and not step.size.mark
    if not counted or not context.supply.has("cases"):
        return None
    count = context.supply.take("cases")[0]
    if isinstance(count, Fraction):
        return _stepped(context, rule, step, count, end=Fraction(0), actual=None) if count else full
    return Verdict(None, missing=(Need("actual", (rule.metric,)),))


def _side(steps: tuple[Step, ...]) -> str:
    sides = {step.side for step in steps}
    if sides == {"below"}:
        return "low"
    return "high" if sides == {"above"} else "both"


def _nearer(bounds: Bounds, value: Fraction) -> tuple[str, Fraction | None]:
    if bounds.low is not None and value <= bounds.low:
        return "below", bounds.low
    return "above", bounds.high


def _stepped(
    context: Context, rule: PerStep, step: Step, value: Fraction, *, end: Fraction, actual: Derivation | None
) -> Verdict:
    start = context.value(step.start) if step.start else end
    if start is None:
        return Verdict(None, actual=actual, missing=(TARGET_NEED,))
    excess = max(abs(value - end) - abs(start - end), Fraction(0))
    steps, problems = count_steps(step, excess, end, actual)
    loss = steps * step.worth.share_of(context.weight)
    if step.cap is not None:
        loss = min(loss, step.cap.share_of(context.weight))
    share = max(Fraction(0), 1 - loss)
    shown = actual.form.full_text(excess) if actual else exact_text(excess)
    times = "次数×每次扣分"
    if step.size.mark == "%" and actual is not None and actual.form.kind == "percent":
        shown = f"{short_text(excess * 100, 4)}个百分点"
        if step.size.value == Fraction(1, 100) and not (step.size.of_target or step.rounding):
            times = f"{_BEYOND[step.side]}的百分点数×每个百分点扣分"
    text = f"{exact_text(context.weight)} - {short_text(steps, 4)} × {exact_text(step.worth.share_of(context.weight) * context.weight)}"
    beyond = f"延误{shown}" if rule.condition else f"与{_end_text(end, actual)}相差{shown}"
    note = f"{beyond}，{step_text(step)}"
    node = Computed(
        "扣分法得分",
        f"权重分-{times}",
        text,
        share * context.weight,
        SCORE,
        (actual,) if actual else (),
        step.span,
        note,
    )
    return Verdict(share, node, actual=actual, problems=problems)


def _end_text(end: Fraction, actual: Derivation | None) -> str:
    return actual.form.full_text(end) if actual else exact_text(end)


def count_steps(
    step: Step, excess: Fraction, end: Fraction, actual: Derivation | None
) -> tuple[Fraction, tuple[Diagnostic, ...]]:
    """How many steps ``excess`` beyond ``end`` makes, rounded as the step says; and what of it was left out."""
    size = _step_size(step.size, end, actual)
    steps = excess / size
    match step.rounding:
        case "up":
            return Fraction(-(-steps.numerator // steps.denominator)), ()
        case "down":
            return Fraction(steps.numerator // steps.denominator), ()
        case "half":
            return half_up(steps, 0), ()
    whole = Fraction(steps.numerator // steps.denominator)
    if step.size.unit in COUNTED and whole != steps:
        return whole, (messages.WHOLE_STEPS.at(text=step_text(step)),)
    return steps, ()


def _step_size(size: Limit, end: Fraction, actual: Derivation | None) -> Fraction:
    if size.of_target:
        return size.value * abs(end)
    is_rate = actual is not None and actual.form.kind in {"percent", "exact"}
    if size.mark == "%" and not is_rate and abs(end) > 1:
        return size.value * abs(end)  # 1% of the target where the metric is a count or an amount
    return size.value


def _banded(context: Context, rule: Bands, band: Band, actual: Derivation, rejected: tuple[Rejected, ...]) -> Verdict:
    condition = interval_text(band.interval, rule.metric)
    if band.rising_to is not None and isinstance(actual.value, Fraction):
        return _on_line(context, band, actual, condition)
    share = band.worth.share_of(context.weight)
    return Verdict(
        share,
        _chosen(context, share, condition, award_text(band.worth), actual, rejected=rejected, band=band),
        actual=actual,
    )


def _on_line(context: Context, band: Band, actual: Derivation, condition: str) -> Verdict:
    """线性插值: first + (value - low) ÷ (high - low) × (last - first)."""
    bounds = context.bounds(band.interval)
    low, high = (bounds.low, bounds.high) if bounds is not None else (None, None)
    if low is None or high is None or not isinstance(actual.value, Fraction):
        return Verdict(None, actual=actual, missing=(TARGET_NEED,))
    first, last = band.worth.share_of(context.weight), band.last.share_of(context.weight)
    share = first + (actual.value - low) / (high - low) * (last - first)
    ends = [exact_text(end * context.weight) for end in (first, last)]
    shown = actual.form
    part = f"（{shown.text(actual.value)} - {shown.text(low)}） ÷ （{shown.text(high)} - {shown.text(low)}）"
    text = f"{ends[0]} + {part} × （{ends[1]} - {ends[0]}）"
    node = Computed("线性插值得分", condition, text, share * context.weight, SCORE, (actual,), band.span)
    return Verdict(share, node, actual=actual)


def _rejected(band: Band, actual: Derivation, value: Fraction, bounds: Bounds) -> Rejected:
    form = actual.form
    if bounds.low is not None and (value < bounds.low or (value == bounds.low and not bounds.low_in)):
        why = f"{form.full_text(value)}{'低于' if value < bounds.low else '不高于'}{form.full_text(bounds.low)}"
    else:
        high = bounds.high if bounds.high is not None else value
        why = f"{form.full_text(value)}{'高于' if value > high else '不低于'}{form.full_text(high)}"
    return Rejected(interval_text(band.interval), award_text(band.worth), why, band.span)


def _chosen(
    context: Context,
    share: Fraction,
    condition: str,
    outcome: str,
    actual: Derivation | None,
    *,
    rejected: tuple[Rejected, ...] = (),
    band: Band | None = None,
) -> Chosen:
    below = (actual,) if actual else ()
    return Chosen(
        "得分", condition, outcome, share * context.weight, SCORE, below, rejected, band.span if band else None
    )
