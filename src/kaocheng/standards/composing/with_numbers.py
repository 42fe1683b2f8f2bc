"""Rules whose awards are told by the metric's value."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.numbers import exact_text
from kaocheng.standards import messages
from kaocheng.standards.composing.adjustments import adjustments_of, counted_text, outside
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.link import settle_context
from kaocheng.standards.composing.numbers import bands_rule
from kaocheng.standards.composing.roles import Body, Roles, in_print
from kaocheng.standards.composing.with_words import with_words
from kaocheng.standards.reading.clauses import Consequence, Mark
from kaocheng.standards.rules import AllOrNothing, PerCase, Rule, Worth

_TURNED = re.compile(
    r"(?P<falls>(?:(?:有所|出现)?(?:下降|减少|降低)|负增长|零增长|未增长|持平|或者?|、)+)|(?:有所|出现)?(?:上升|增长|增加|提高)|未下降"
)


def with_numbers(desk: Desk, roles: Roles) -> Body:
    """分档法, or one limit with cases beside it."""
    numbers, words, otherwise = roles.numbers, roles.words, roles.otherwise
    zeros, others, metric = roles.zeros, roles.others, roles.metric
    if words and all(one.head.condition is not None and one.head.condition.interval.meets_target for one in numbers):
        # 达到预期目标得5分，基本达到得3分: degrees in words
        worded = [replace(one, head=replace(one.head, kind="text")) for one in numbers]
        return with_words(desk, replace(roles, numbers=[], words=in_print([*worded, *words])))
    if words:
        # 按期完成得满分；延期不超过30天得80%: cases in words and in numbers together are told by their number.
        _no_gap(desk, [*numbers, *(one for one in zeros if one.head.kind == "number")], closed=bool(otherwise))
        worded = [replace(one, head=replace(one.head, kind="text")) for one in numbers]
        said = [
            replace(one, head=replace(one.head, kind="text")) if one.head.kind == "number" else one for one in zeros
        ]
        return with_words(desk, replace(roles, numbers=[], words=in_print([*worded, *words]), zeros=said))
    if desk.weight is not None and not otherwise:
        taken = [one for one in others if one.kind == "deduct" and one.head.kind == "otherwise"]
        otherwise = [_left_over(one, desk.weight) for one in taken]
        others = [one for one in others if one not in taken]
    cases = [one for one in others if one.kind == "deduct"]
    numeric_zeros = [one for one in zeros if one.head.kind == "number"]
    else_zeros = [one for one in zeros if one.head.kind == "otherwise"]
    said_zeros = [
        one for one in zeros if one.head.kind == "text" and one.kind == "zero" and _denies_metric(one, metric)
    ]
    else_zeros += said_zeros
    other_zeros = [one for one in zeros if one.head.kind in {"text", "every", ""} and one not in said_zeros]
    one = numbers[0]
    counted = [zero for zero in other_zeros if zero.head.kind == "every" and zero.kind == "zero"]
    condition = one.head.condition
    if (
        len(numbers) == 1
        and not (otherwise or roles.linear)
        and condition is not None
        and (cases or (counted and not numeric_zeros))
    ):
        if else_zeros:
            desk.report(
                messages.CONTRADICTION,
                cases[0].place if cases else one.place,
                else_zeros[0].place,
                first=one.clause.text,
                second=else_zeros[0].clause.text,
            )
        name = settle_context(desk, one) or metric
        span = desk.span(one.start, one.end)
        if desk.weight is not None and one.worth.share_of(desk.weight) != 1:
            desk.report(messages.TOP_WRONG, one.place, found=f"“{one.clause.text}”", expected=exact_text(desk.weight))
        if counted and not cases:
            zero = counted[0]
            unit = zero.head.every.quantity.unit if zero.head.every else "例"
            rest = [other for other in [*other_zeros, *others] if other is not zero]
            rule: Rule = AllOrNothing("", (), name, condition.interval, counted_text(zero), unit, span=span)
            return rule, adjustments_of(desk, in_print(rest), name)
        rule = PerCase("", name, condition.interval, span=span)
        return rule, outside(condition.interval, adjustments_of(desk, in_print([*others, *zeros]), name))
    made = bands_rule(desk, in_print([*numbers, *numeric_zeros]), [*otherwise, *else_zeros], metric, roles.linear)
    return made, adjustments_of(desk, in_print([*others, *other_zeros]), metric)


def _no_gap(desk: Desk, linked: Sequence[Linked], *, closed: bool) -> None:
    """Limits of cases in words must meet, too: 延期1个月以内…；延期3个月以上… leaves a gap."""
    intervals = [one.head.condition.interval for one in linked if one.head.condition is not None]
    if closed or any(one.head.kind == "otherwise" for one in linked):
        return
    ends = sorted(
        interval.high.value for interval in intervals if interval.high is not None and not interval.high.of_target
    )
    starts = sorted(
        interval.low.value for interval in intervals if interval.low is not None and not interval.low.of_target
    )
    open_ends = [one.high.value for one in intervals if one.low is None and one.high is not None]
    for end in ends:
        after = [start for start in starts if start >= end]
        if (
            after
            and after[0] - end > 1
            and not any(start < end for start in starts if start not in after)
            and not any(other >= after[0] for other in open_ends)
            and len(linked) > 1
        ):
            desk.report(
                messages.GAP, linked[0].place, linked[-1].place, value=f"{exact_text(end)}到{exact_text(after[0])}之间"
            )
            return


def _left_over(one: Linked, weight: Fraction) -> Linked:
    """否则扣2分 is an award of what is left."""
    left = max(Fraction(0), 1 - one.worth.share_of(weight))
    marks = (Mark(Worth(left, is_share=True) if one.worth.is_share else Worth(left * weight)),)
    return replace(one, kind="award", clause=replace(one.clause, consequence=Consequence("award", marks)))


def _denies_metric(zero: Linked, metric: str) -> bool:
    """未下降不得分, where the metric is 下降率; 下降的不得分, where it is 较上年增长."""
    if (found := _TURNED.fullmatch(zero.head.text)) and not zero.context:
        rises = re.search(r"(?:增长|提高|提升|上升|增加|增幅)率?$", metric)
        falls = re.search(r"(?:下降|降低|减少|降幅)率?$", metric)
        return bool(rises if found["falls"] else falls)
    stem = re.sub(r"^(?:未能|没有|未|不|无|负|零)", "", zero.head.text)
    return stem != zero.head.text and len(stem) > 1 and stem in metric
