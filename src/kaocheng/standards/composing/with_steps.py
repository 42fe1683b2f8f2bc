"""Rules with steps: 每下降1%扣…."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kaocheng.standards.composing.adjustments import adjustments_of
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.roles import Body, Roles, in_print
from kaocheng.standards.composing.steps import rounded, steps_rule
from kaocheng.standards.composing.targeted import beyond_target
from kaocheng.standards.composing.worded import changed_to_limit
from kaocheng.standards.rules import FULL, PerStep

# 逾期超过5天不得分: the delay under another name.
_DELAY = re.compile(r"(?:累计|合计|总)?(?:逾期|延期|延误|延迟|超期|拖延|推迟|滞后|迟)(?:时间|天数|时长)?")


def with_steps(desk: Desk, roles: Roles) -> Body:
    """扣分法 and 区间目标."""
    awards, steps, zeros, others = roles.awards, roles.steps, roles.zeros, roles.others
    metric = roles.metric
    zeros = [beyond_target(zero, awards) for zero in zeros]
    main = [one for one in awards if one.head.kind in {"number", "text"}]
    stray = [one for one in awards if one.head.kind in {"otherwise", "every", ""}] + [
        one for one in zeros if one.head.kind == "otherwise"
    ]
    if stray:
        desk.contradict(steps[0], stray[0])
        return None, ()
    main = [changed_to_limit(one, steps) for one in main]
    for step in steps:
        if not _closed(step, zeros, main):
            desk.unread(step, "每下降1%扣权重分的2%，低于60%不得分")
    stated = [one.worth for one in main if one.head.kind == "number"]
    for one in main:
        if one.head.kind == "text" and stated and one.worth not in stated:
            desk.unread(one, "扣完为止")  # 最低得1分 is a floor that no rule provides for
    full = [one for one in main if not (one.head.kind == "text" and any(other.head.kind == "number" for other in main))]
    rule = steps_rule(desk, full, steps, roles.base, roles.metric)
    if isinstance(rule, PerStep):
        rule = rounded(rule, [aside for aside in roles.asides if aside.kind == "round"])
        metric = rule.metric
        rule, others = _step_caps(desk, rule, others)
        if rule.condition:
            rule, metric = replace(rule, metric="延误时间"), "延误时间"
            zeros = [
                replace(one, head=replace(one.head, name="")) if _DELAY.fullmatch(one.head.name) else one
                for one in zeros
            ]
    return rule, adjustments_of(desk, in_print([*others, *zeros]), metric)


def _closed(step: Linked, zeros: Sequence[Linked], main: Sequence[Linked]) -> bool:
    """90%≤办结率<100%的，每低1%扣0.3分 needs a floor below 90% (and full marks from 100%)."""
    outer = step.outer.condition.interval if step.outer is not None and step.outer.condition is not None else None
    if outer is None or outer.low is None or outer.high is None:
        return True
    conditions = [one.head.condition.interval for one in [*zeros, *main] if one.head.condition is not None]
    ends = {
        (end.value, end.of_target)
        for interval in conditions
        for end in (interval.low, interval.high)
        if end is not None
    }
    return {(outer.low.value, outer.low.of_target), (outer.high.value, outer.high.of_target)} <= ends


def _step_caps(desk: Desk, rule: PerStep, others: Sequence[Linked]) -> tuple[PerStep, list[Linked]]:
    """最多扣2分 after the step, before any other deduction, is the step's cap."""
    first = min((one.start for one in others if one.kind in {"deduct", "add"}), default=None)
    caps = [one for one in others if one.kind == "most" and (first is None or one.start < first)]
    rest = [one for one in others if one not in caps]
    if not caps:
        return rule, rest
    worth = caps[0].worth
    if worth == FULL or (desk.weight is not None and worth.share_of(desk.weight) >= 1):
        return rule, rest
    return replace(rule, steps=tuple(replace(step, cap=worth) for step in rule.steps)), rest
