"""Rules with a scoring formula."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards import names
from kaocheng.standards.composing.adjustments import adjustments_of
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.link import settle_context
from kaocheng.standards.composing.numbers import formula_rule
from kaocheng.standards.composing.roles import Body, Roles, in_print
from kaocheng.standards.composing.targeted import beyond_target
from kaocheng.standards.composing.worded import turned
from kaocheng.standards.reading.clauses import Condition, Head
from kaocheng.standards.rules import AT_TARGET, Completion, FormulaRule, Limit, Proportional, Rule
from kaocheng.standards.targets import read_target

_COMPLETION = re.compile(
    r"(?:各|单)(?:分)?(?:项|个)?[^,;=]{0,8}完成率的?(?:算术)?(?:平均)|平均完成率|(?:以上|上述)[一二三四五六七八九十两\d]+(?:项|个)[^,;=]{0,10}完成率"
)
_REACHES_TARGET = re.compile(
    r"^(?:按|已|全面|全部|实际|能够)?(?:完成|达到|实现|达成)[^，,]{0,8}(?:计划|目标|任务|指标值|预期值?|要求|数量|标准)(?:数|量|值)?$"
)


def with_formula(desk: Desk, roles: Roles) -> Body:
    """比例法 and 公式: full marks inside a limit, a formula outside it."""
    formulas, awards, zeros = roles.formulas, roles.awards, roles.zeros
    formulas = _spelt_out(formulas)
    zeros = [turned(beyond_target(zero, awards), roles.metric) for zero in zeros]
    rivals = [*formulas[1:], *roles.steps]
    if rivals:
        desk.contradict(formulas[0], rivals[0])
        return None, ()
    full = [one for one in awards if one.head.kind == "number"]
    if not full and len(awards) == 1 and awards[0].head.kind == "text" and _REACHES_TARGET.search(awards[0].text):
        whole = replace(awards[0].head, kind="number", condition=Condition(AT_TARGET))
        full, awards = [replace(awards[0], head=whole, context=())], []
    stray = [one for one in awards if one not in full] + full[1:]
    if (
        stray
        and len(stray) == len(awards) == 1
        and _COMPLETION.search(f"{stray[0].clause.text} {formulas[0].clause.text}")
    ):
        stray = []
    if stray:
        desk.contradict(formulas[0], stray[0])
        return None, ()
    one = formulas[0]
    if _COMPLETION.search(" ".join([one.clause.text, *(award.clause.text for award in awards), *one.context])):
        cap_said = [zero for zero in zeros if zero.head.kind != "otherwise"]
        return Completion((), span=desk.span(one.start, one.end)), adjustments_of(
            desk, in_print([*roles.others, *cap_said]), "完成率"
        )
    if one.head.kind in {"text", "every"} or (one.head.kind == "number" and not full):
        outside = one.head.condition if one.head.kind == "number" else None
        if outside is None:
            desk.unread(one, "否则得分=实际值÷目标值×权重分")
            return None, ()
    # A condition before the formula must be what full marks and zeros leave over.
    guard = one.head if one.head.kind == "number" else one.outer
    if guard is not None and guard.kind == "number" and not _leaves_over(guard, full, zeros):
        desk.unread(one, "否则得分=实际值÷目标值×权重分")
        return None, ()
    if not full:
        settle_context(desk, one)
    caps = [aside for aside in roles.asides if aside.kind == "cap_rate"]
    cap = Fraction(caps[0].name) if caps else None
    rule = formula_rule(desk, full[0] if full else None, one, None, roles.metric)
    if isinstance(rule, FormulaRule) and cap is not None:
        rule = replace(rule, cap=cap)
    zeros = [_of_what_is_due(desk, _open_where_guarded(zero, guard), rule, roles.base) for zero in zeros]
    elsewhere = [zero for zero in zeros if zero.head.kind != "otherwise"]
    if len(elsewhere) < len(zeros):
        desk.contradict(one, zeros[0])
    metric = rule.metric if isinstance(rule, FormulaRule | Proportional) else roles.metric
    return rule, adjustments_of(desk, in_print([*roles.others, *elsewhere]), metric)


def _spelt_out(formulas: list[Linked]) -> list[Linked]:
    """0-3%之间按比例计分，得分=实际下降率÷3%×权重分: the formula says what the proportion is."""
    if len(formulas) != 2 or formulas[0].kind != "ratio":
        return formulas
    ratio, formula = formulas
    if formula.head.kind or formula.context or ratio.start > formula.start:
        return formulas
    return [replace(formula, head=ratio.head, outer=ratio.outer, context=ratio.context, start=ratio.start)]


def _of_what_is_due(desk: Desk, zero: Linked, rule: Rule | None, base: Limit | None) -> Linked:
    """完成1200户得满分，否则按比例，低于60%不得分: of a count, 60 % is meant of what is due (reading rule 2)."""
    due = rule.full.low if isinstance(rule, Proportional) else None
    stated = read_target(desk.target)
    aim = base or ((stated.low or stated.high) if stated is not None else None) if due and due.of_target else due
    condition = zero.head.condition
    if due is None or aim is None or aim.mark or aim.of_target or condition is None:
        return zero
    if zero.head.name and not names.is_degree(zero.head.name):
        return zero

    def counted(limit: Limit | None) -> Limit | None:
        if limit is None or limit.mark != "%":
            return limit
        return replace(due, value=limit.value * due.value)

    interval = replace(condition.interval, low=counted(condition.interval.low), high=counted(condition.interval.high))
    return replace(zero, head=replace(zero.head, name="", condition=replace(condition, interval=interval)))


def _open_where_guarded(zero: Linked, guard: Head | None) -> Linked:
    """60%（含）以上按比例计分；60%以下不得分: the shared end belongs to the formula."""
    mine = zero.head.condition
    other = guard.condition if guard is not None else None
    if mine is None or other is None or other.interval.low is None or mine.interval.high != other.interval.low:
        return zero
    if not other.interval.low_in:
        return zero
    interval = replace(mine.interval, high_in=False)
    return replace(zero, head=replace(zero.head, condition=replace(mine, interval=interval)))


def _leaves_over(guard: Head, full: Sequence[Linked], zeros: Sequence[Linked]) -> bool:
    condition = guard.condition
    if condition is None:
        return False
    ends = {
        (limit.value, limit.of_target)
        for one in [*full, *zeros]
        if one.head.condition is not None
        for limit in (one.head.condition.interval.low, one.head.condition.interval.high)
        if limit is not None
    }
    if any(one.head.condition is not None and one.head.condition.interval.meets_target for one in full):
        ends.add((Fraction(1), True))
    interval = condition.interval
    if interval.low is not None and not interval.low.value:  # 在0—3%之间: below 0 the formula gives nothing
        ends.add((Fraction(0), interval.low.of_target))
    mine = {(limit.value, limit.of_target) for limit in (interval.low, interval.high) if limit is not None}
    return bool(mine) and mine <= ends
