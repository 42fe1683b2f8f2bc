"""Awards for a count that states no comparison: 举办培训12期得满分，每少1期扣…. What is said beside them tells the side."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.steps import falls_short, goes_beyond
from kaocheng.standards.reading.clauses import Condition, Consequence, Head, Mark
from kaocheng.standards.reading.conditions import number_limit
from kaocheng.standards.reading.tokens import Sign, signs
from kaocheng.standards.rules import FULL, Interval, Limit

_FIGURES = frozenset({"QTY", "PERCENT", "NUMBER", "POINTS", "PERMILLE", "FRACTION", "ONE", "SCORE"})
# 每月开展1次监测: a frequency is no rule (STANDARDS, reading rule 20).
_FREQUENCY = re.compile(r"每(?:半年|年|月|季度?|周|旬|学期|日|天).*")
_NO_NAME = re.compile(r"(?:完成|全部|按时|按期|全年|年度|本年度?|当年|共|共计|合计|累计)*")


def with_limits(desk: Desk, linked: Sequence[Linked]) -> list[Linked]:
    """The clauses, with the only award for a bare count turned into a limit where another clause tells its side."""
    awards = [one for one in linked if one.kind == "award"]
    if not awards:
        return [part for one in linked for part in _with_full(one)]
    if len(awards) != 1 or awards[0].head.kind != "text":
        return list(linked)
    award = awards[0]
    if not all(_FREQUENCY.fullmatch(text) for text in award.context):
        return list(linked)
    found = signs(desk.text, award.head.start, award.head.end)
    figures = [sign for sign in found if sign.kind in _FIGURES]
    if len(figures) != 1 or figures[0].kind != "QTY":
        return list(linked)
    limit = number_limit(figures[0].text)
    sides = {side for one in linked if one is not award and (side := _side(one, limit))}
    if len(sides) != 1:
        return list(linked)
    head = _limited(desk, award.head, figures[0], limit, sides.pop())
    desk.notes.extend(award.context)
    return [replace(one, head=head, context=()) if one is award else one for one in linked]


def _with_full(one: Linked) -> list[Linked]:
    """不少于10次，每少1次扣1分: the limit before the steps is what earns full marks."""
    every, outer = one.head.every, one.outer
    if one.kind != "deduct" or every is None or outer is None or outer.condition is None or one.head.text:
        return [one]
    interval = outer.condition.interval
    low = interval.low is not None and interval.high is None and falls_short(every.verbs)
    high = interval.high is not None and interval.low is None and goes_beyond(every.verbs)
    if not low and not high:
        return [one]
    clause = replace(one.clause, consequence=Consequence("award", (Mark(FULL),)))
    award = Linked("award", outer, clause, one.context, None, outer.start, outer.end, ",")
    return [award, replace(one, outer=None, context=(), start=one.head.start)]


def _side(one: Linked, limit: Limit) -> str:
    """``low`` where the clause speaks of fewer than the limit, ``high`` of more; empty where of neither."""
    every, condition = one.head.every, one.head.condition
    if one.kind == "deduct" and every is not None:
        if every.quantity.unit not in {limit.unit, limit.unit.removeprefix("个"), "%"} or one.head.text:
            return ""
        return "low" if falls_short(every.verbs) else "high" if goes_beyond(every.verbs) else ""
    if one.kind in {"formula", "ratio", "zero"} and condition is not None:
        ends = condition.interval
        if (
            ends.high is not None
            and ends.low is None
            and (ends.high.value, ends.high.unit) == (limit.value, limit.unit)
        ):
            return "low"
        if ends.low is not None and ends.high is None and (ends.low.value, ends.low.unit) == (limit.value, limit.unit):
            return "high"
    return ""


def _limited(desk: Desk, head: Head, figure: Sign, limit: Limit, side: str) -> Head:
    before = desk.text[head.start : figure.start]
    name = "" if _NO_NAME.fullmatch(before) else before
    interval = Interval(low=limit) if side == "low" else Interval(high=limit)
    return Head(
        "number", head.start, head.end, head.text, name, Condition(interval, sign="GE" if side == "low" else "LE")
    )
