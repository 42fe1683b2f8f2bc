"""Main rules over one number: 分档, 比例, 公式."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards import messages, names
from kaocheng.standards.composing.bands import checked_bands
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.interpolated import with_lines
from kaocheng.standards.composing.link import settle_context
from kaocheng.standards.formula import Expression, Name, Number, Operation
from kaocheng.standards.formula import names as names_in
from kaocheng.standards.reading.clauses import Condition
from kaocheng.standards.reading.heads import grade_in
from kaocheng.standards.rules import (
    FULL,
    NOTHING,
    TARGET,
    Band,
    FormulaRule,
    Interval,
    Limit,
    Proportional,
    Rule,
    Worth,
)
from kaocheng.standards.targets import smaller_is_better


def bands_rule(
    desk: Desk, bands: Sequence[Linked], otherwise: Sequence[Linked], metric: str, linear: Sequence[Linked] = ()
) -> Rule | None:
    """分档法: every numeric award and zero is a band; 否则 is what remains; ``linear`` runs between the bands."""
    found: list[tuple[Band, Condition, Linked]] = []
    bands = _done_is_hundred(bands)
    for one in bands:
        condition = one.head.condition
        if condition is None:
            continue
        metric = metric_of(desk, metric, settle_context(desk, one), one)
        worth = NOTHING if one.kind in {"zero", "veto"} else one.worth
        marks = one.consequence.marks
        if one.kind != "line" and (len(marks) > 1 or (marks and marks[0].least is not None and not linear)):
            desk.unread(one, "90%（含）-95%得2分")
        rising_to = marks[1].worth if one.kind == "line" else None
        label = grade_in(one.head.text, *one.context)
        band = Band(condition.interval, worth, rising_to, label, desk.span(one.start, one.end))
        found.append((band, condition, one))
    if linear:
        found = with_lines(desk, found, linear)
    rest: Worth | None = None
    for one in otherwise:
        if rest is not None:
            desk.contradict(otherwise[0], one)
        rest = NOTHING if one.kind in {"zero", "veto"} else one.worth
    return checked_bands(desk, metric, found, rest)


def _done_is_hundred(bands: Sequence[Linked]) -> list[Linked]:
    """完成目标任务得5分，完成80%以上得3分: to have done it is 100 %."""
    limits = [
        limit
        for one in bands
        if one.head.condition is not None
        for limit in (one.head.condition.interval.low, one.head.condition.interval.high)
        if limit is not None
    ]
    if not limits or any(limit.of_target or limit.mark != "%" for limit in limits):
        return list(bands)
    hundred = Condition(Interval(low=Limit(Fraction(1), "%")))
    return [
        replace(one, head=replace(one.head, condition=hundred))
        if one.head.condition is not None
        and one.head.condition.interval.meets_target
        and one.head.text.startswith("完成")
        else one
        for one in bands
    ]


def metric_of(desk: Desk, metric: str, name: str, one: Linked) -> str:
    """The metric's name: the first one said; others must be the same, or drift from it."""
    if not name or names.same(name, metric) or names.is_actual(name):
        return metric
    if not metric:
        return name
    if names.plain(metric).endswith(names.plain(name)) or names.plain(name).endswith(names.plain(metric)):
        return metric
    first, second = (re.sub("[率度]$", "", names.plain(one)) for one in (name, metric))
    if first.endswith(second) or second.endswith(first):  # 前三季度进度：进度率≥75%
        return max(name, metric, key=len)
    if {name, metric} & set(desk.definitions) or names.same(metric, desk.name):
        return metric
    desk.report(messages.NOT_UNDERSTOOD, one.place, text=one.clause.text, near=f"{metric}≥90%得满分")
    return metric


def formula_rule(desk: Desk, full: Linked | None, one: Linked, cap: Fraction | None, metric: str) -> Rule | None:
    """比例法 where the formula is actual ÷ target, else 公式."""
    condition = full.head.condition if full is not None else None
    if full is not None and condition is not None:
        metric = settle_context(desk, full) or metric
        if full.worth != FULL and desk.weight is not None and full.worth.share_of(desk.weight) != 1:
            desk.report(messages.TOP_WRONG, full.place, found=f"“{full.clause.text}”", expected=desk.weight)
    interval = condition.interval if condition is not None else None
    span = desk.span(one.start, one.end)
    if interval is not None and interval.meets_target and _by_completion(one.clause.expression):
        interval, metric = Interval(low=Limit(Fraction(1), "%")), "完成率"
    if one.kind == "ratio":
        return _by_ratio(desk, one, interval, metric)
    expression = one.clause.expression
    if expression is None:
        return None
    if condition is not None and interval is not None and condition.target_share:
        interval = _said_again(interval, expression)
    if full is not None and (named := _of_named_target(expression, full)) is not None:
        metric, interval = named
    expression = _as_defined(expression, desk)
    inverse = _is_ratio(expression, interval, metric, desk) if interval is not None else None
    if interval is not None and inverse is not None and not _against_target(desk, interval, one, inverse=inverse):
        end = _end(interval, inverse=inverse)
        if end is not None:
            return Proportional(metric, end, inverse, span)
    if not any(names.is_weight(name) for name in names_in(expression)) and not _looks_like_points(desk, expression):
        desk.report(messages.BAD_FORMULA, one.place, text=one.clause.text, expected="“×权重分”")
        return None
    if interval is not None and interval.low is not None and interval.low == interval.high:
        interval = interval.with_side("low")
    return FormulaRule(expression, metric, interval, cap, span)


def _against_target(desk: Desk, interval: Interval, one: Linked, *, inverse: bool) -> bool:
    """Whether the formula runs against the target that it is to reach: 实际值÷目标值 where that is ≤3%. Then it is reported."""
    direction = smaller_is_better(desk.target) if interval.meets_target else None
    if direction is None or direction == inverse:
        return False
    desk.report(messages.RUNS_AGAINST_TARGET, one.place, target=desk.target, text=one.clause.text)
    return True


def _said_again(interval: Interval, expression: Expression) -> Interval:
    """达到目标值85%得10分，否则按完成率/85%×10: the target is 85 %, since the formula divides by it."""
    limit = interval.low or interval.high
    said = any(part.percent and limit is not None and part.value == limit.value for part in _numbers(expression))
    if limit is None or not limit.of_target or not said:
        return interval
    low, high = (replace(end, of_target=False, mark="%") if end else None for end in (interval.low, interval.high))
    return replace(interval, low=low, high=high)


def _of_named_target(expression: Expression, full: Linked) -> tuple[str, Interval] | None:
    """完成时序任务得满分，得分=引进个数÷时序任务×权重: the target is what the award names and the formula divides by."""
    factors = _factors(expression)
    if factors is None or full.head.condition is None or not full.head.condition.interval.meets_target:
        return None
    above = [part for part in factors[0] if isinstance(part, Name) and not names.is_weight(part.text)]
    below = [part for part in factors[1] if isinstance(part, Name)]
    if len(above) != 1 or len(below) != 1 or not names.is_target(below[0].text):
        return None
    if names.plain(below[0].text) not in names.plain(full.text) or names.is_actual(above[0].text):
        return None
    return above[0].text, Interval(low=Limit(Fraction(1), of_target=True, name=below[0].text))


def _as_defined(expression: Expression, desk: Desk) -> Expression:
    """到位率=实际到位/计划到位, scored as 实际到位资金占计划的比重: one formula means one rate (reading rule 19)."""
    factors, defined = _factors(expression), next(iter(desk.formulas.values()), None)
    other = _factors(defined) if defined is not None and len(desk.formulas) == 1 else None
    if factors is None or other is None:
        return expression
    above = [part for part in factors[0] if isinstance(part, Name) and not names.is_weight(part.text)]
    weights = [part for part in factors[0] if part not in above]
    tops = [part for part in other[0] if isinstance(part, Name)]
    pairs = list(zip([*above, *factors[1]], [*tops, *other[1]], strict=False))
    if not len(above) == len(tops) == len(factors[1]) == len(other[1]) == 1 or len(weights) != 1:
        return expression
    if all(isinstance(one, Name) and isinstance(two, Name) and _drifts(one.text, two.text) for one, two in pairs):
        return Operation("×", Name(next(iter(desk.formulas))), weights[0])
    return expression


def _drifts(first: str, second: str) -> bool:
    """Whether one name is the other shortened or lengthened."""
    return names.plain(first) in names.plain(second) or names.plain(second) in names.plain(first)


def _by_completion(expression: Expression | None) -> bool:
    """完成任务得满分，否则得分=完成率×权重: to have done it is a completion rate of 100 %."""
    named = [name for name in names_in(expression) if not names.is_weight(name)] if expression is not None else []
    return len(named) == 1 and bool(re.fullmatch(r"(?:实际|任务|目标|计划)*(?:完成|实现|达成)(?:率|比例)", named[0]))


def _looks_like_points(desk: Desk, expression: Expression) -> bool:
    """得分=执行率×10: a literal that is the weight, or a formula without any rate (综合得分=0.6A+0.4B)."""
    literals = {part.value for part in _numbers(expression)}
    return desk.weight in literals or not any(names.is_rate(name) for name in names_in(expression))


def _numbers(expression: Expression) -> list[Number]:
    match expression:
        case Number():
            return [expression]
        case Operation():
            return _numbers(expression.left) + _numbers(expression.right)
        case Name():
            return []
        case _:
            return [number for part in expression.arguments for number in _numbers(part)]


def _by_ratio(desk: Desk, one: Linked, interval: Interval | None, metric: str) -> Rule | None:
    span = desk.span(one.start, one.end)
    takes = bool(re.search("扣|减", one.clause.name))
    if interval is None:
        defined = desk.definitions[0] if len(desk.definitions) == 1 else ""
        # 按完成比例计分, where 完成率 is defined and no target is set: the rate itself is the proportion.
        rated = names.is_degree(defined) and not desk.target
        interval = Interval(low=Limit(Fraction(1), "%") if rated else TARGET)
        metric = defined if rated else metric
    if interval.meets_target and not takes and smaller_is_better(desk.target):
        return Proportional(metric, Interval(high=TARGET), inverse=True, span=span)
    inverse = interval.high is not None and interval.low is None
    if inverse and takes:
        desk.unread(one, "否则得分=目标值÷实际值×权重分")
        return None
    end = _end(interval, inverse=inverse)
    if end is None or inverse:
        desk.unread(one, "否则得分=目标值÷实际值×权重分")
        return None
    return Proportional(metric, end, inverse, span)


def _end(interval: Interval, *, inverse: bool) -> Interval | None:
    if interval.meets_target:
        return Interval(high=TARGET) if inverse else Interval(low=TARGET)
    if interval.low is not None and interval.low == interval.high:
        return interval.with_side("high" if inverse else "low")
    if inverse:
        return interval if interval.high is not None and interval.low is None else None
    return interval if interval.low is not None and interval.high is None else None


def _is_ratio(expression: Expression, interval: Interval, metric: str, desk: Desk) -> bool | None:
    """False for actual ÷ target × weight, True for target ÷ actual × weight, None for any other formula."""
    factors = _factors(expression)
    if factors is None:
        return None
    above, below = factors
    weights: list[Expression] = [part for part in above if isinstance(part, Name) and names.is_weight(part.text)]
    weights = weights or [part for part in above if _is_number(part, desk.weight)]
    above = [part for part in above if part not in weights and not _is_one(part)]
    if len(weights) != 1 or len(above) > 1 or len(below) > 1:
        return None
    limit = interval.low or interval.high
    top, bottom = above[0] if above else None, below[0] if below else None
    single = interval.meets_target or interval.low is None or interval.high is None or interval.low == interval.high
    if not single or top is None:
        return None
    if bottom is None:
        hundred = limit is not None and not limit.of_target and limit.value == 1
        return False if hundred and _means_actual(top, metric, desk) else None
    if _means_target(bottom, limit) and _means_actual(top, metric, desk):
        return False
    if _means_target(top, limit) and _means_actual(bottom, metric, desk):
        return True
    return None


def _is_number(part: Expression, value: Fraction | None) -> bool:
    return isinstance(part, Number) and not part.percent and part.value == value


def _is_one(part: Expression) -> bool:
    return isinstance(part, Number) and part.value == 1


def _factors(expression: Expression) -> tuple[list[Expression], list[Expression]] | None:
    match expression:
        case Operation(operator="×"):
            left, right = _factors(expression.left), _factors(expression.right)
            return (left[0] + right[0], left[1] + right[1]) if left and right else None
        case Operation(operator="÷"):
            left, right = _factors(expression.left), _factors(expression.right)
            return (left[0] + right[1], left[1] + right[0]) if left and right else None
        case Operation():
            return None
        case _:
            return [expression], []


def _means_target(part: Expression, limit: Limit | None) -> bool:
    if isinstance(part, Number):
        return limit is not None and not limit.of_target and limit.value == part.value
    if not isinstance(part, Name):
        return False
    if limit is not None and limit.name and names.plain(limit.name).endswith(names.plain(part.text)):
        return True
    return names.is_target(part.text)


def _means_actual(part: Expression, metric: str, desk: Desk) -> bool:
    if not isinstance(part, Name):
        return False
    text = names.plain(part.text)
    known = [names.plain(name) for name in (metric, desk.name, *desk.definitions) if name]
    return names.is_actual(text) or any(text == name or name.endswith(text) or text.endswith(name) for name in known)
