"""One rule from its clauses: by what they are, the kind that fits."""

import re
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.standards import messages
from kaocheng.standards.composing.adjustments import adjustments_of, started
from kaocheng.standards.composing.counted import with_limits
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.link import settle
from kaocheng.standards.composing.listed import is_generic, not_said_twice
from kaocheng.standards.composing.roles import Body, Roles, in_print, roles_of
from kaocheng.standards.composing.targeted import overspent
from kaocheng.standards.composing.with_formula import with_formula
from kaocheng.standards.composing.with_numbers import with_numbers
from kaocheng.standards.composing.with_steps import with_steps
from kaocheng.standards.composing.with_words import gain_of, is_whole, lost_wholly, with_gains, with_words
from kaocheng.standards.composing.worded import told_by_numbers
from kaocheng.standards.composing.wordings import own_shares, shared_points
from kaocheng.standards.reading.clauses import Clause
from kaocheng.standards.rules import (
    AllOrNothing,
    Bands,
    FormulaRule,
    Gain,
    Interval,
    PerCase,
    PerGain,
    PerStep,
    Points,
    Proportional,
    Rule,
)


def single_rule(desk: Desk, linked: Sequence[Linked], asides: Sequence[Clause], base: Clause | None) -> Body:
    """The rule of clauses that are one rule, with what stands beside it."""
    rule, adjustments = _kind_of_rule(desk, linked, asides, base)
    return rule, started(desk, adjustments, full_marks(rule))


def _kind_of_rule(desk: Desk, linked: Sequence[Linked], asides: Sequence[Clause], base: Clause | None) -> Body:
    linked = told_by_numbers(with_limits(desk, overspent(lost_wholly(desk, linked))))
    roles = roles_of(desk, linked, asides, base)
    if roles.sharing:
        return _shared(desk, roles)
    for one in roles.loose:
        settle(desk, one)
    if roles.formulas:
        return with_formula(desk, roles)
    if roles.linear and not roles.numbers:
        desk.unread(roles.linear[0], "≥95%得满分，60%-95%之间按线性插值法计分，低于60%不得分")
        return None, ()
    if roles.steps:
        if roles.linear:
            desk.contradict(roles.steps[0], roles.linear[0])
        return with_steps(desk, roles)
    if roles.numbers:
        return with_numbers(desk, roles)
    if roles.gains:
        return with_gains(desk, roles)
    if roles.words:
        return with_words(desk, roles)
    return _deductions_only(desk, roles)


def full_marks(rule: Rule | None) -> Interval | None:
    """The interval that earns the whole weight, where one does."""
    match rule:
        case PerStep() | Proportional() | FormulaRule():
            return rule.full
        case AllOrNothing() | PerCase():
            return rule.interval
        case Bands():
            return rule.bands[0].interval if len({band.worth for band in rule.bands}) == len(rule.bands) else None
        case _:
            return None


def _shared(desk: Desk, roles: Roles) -> Body:
    if (gains := _gains(desk, roles)) is not None:
        rest = [one for one in roles.others if not (one.kind == "most" and is_whole(desk, one.worth))]
        return gains, adjustments_of(desk, in_print([*rest, *roles.zeros]), roles.metric)
    beside = [*roles.numbers, *roles.formulas, *roles.steps, *roles.gains]
    stray = [*beside, *(one for one in roles.words if not is_generic(one))]
    if stray:
        desk.unread(stray[0], "以上3项各占权重的1/3，符合得权重分，不符合不得分")
        return None, ()
    rule = own_shares(desk, roles.sharing) or shared_points(desk, roles.sharing[0], roles.loose)
    beside = [one for one in roles.zeros if one.head.kind not in {"text", "otherwise"} or not _negates(one)]
    others = not_said_twice(desk, rule, roles.others) if isinstance(rule, Points) else roles.others
    return rule, adjustments_of(desk, in_print([*others, *beside]), roles.metric)


def _gains(desk: Desk, roles: Roles) -> PerGain | None:
    """获得省级表彰每项得1分，市级表彰每项得0.5分: marks for every case, not shares of a list."""
    counters = [
        re.search(r"每一?(项|条|点|个|次|名|场|篇)", one.clause.text[len(one.head.text) :]) for one in roles.sharing
    ]
    listed = (
        any(re.search("、|，|以上|上述|[二三四五六七八九十两]项", one.text) for one in roles.sharing)
        or len(roles.loose) > 1
    )
    capped = any(one.kind == "most" for one in roles.others)
    if (
        listed
        or not capped
        or any(counter is None or not one.head.text for counter, one in zip(counters, roles.sharing, strict=True))
    ):
        return None
    made = tuple(
        Gain(one.text, counter[1], one.worth) for counter, one in zip(counters, roles.sharing, strict=True) if counter
    )
    return PerGain(made, desk.span(roles.sharing[0].start, roles.sharing[-1].end))


def _deductions_only(desk: Desk, roles: Roles) -> Body:
    """每发现一例扣2分, or only vetoes: the whole weight less what is taken away; or only what adds marks."""
    takes = any(one.kind == "deduct" for one in roles.others)
    if not takes and not roles.zeros and (gained := _only_gains(desk, roles)) is not None:
        return gained, ()
    stray = roles.otherwise or [one for one in roles.zeros if one.head.kind in {"otherwise", ""} and not takes]
    if stray or not (takes or any(one.head.kind in {"text", "every"} for one in roles.zeros)):
        desk.report(messages.NO_RULE, (0, len(desk.normal.text)))
        return None, ()
    linked = in_print([*roles.others, *roles.zeros])
    return PerCase("", span=desk.span(linked[0].start, linked[-1].end)), adjustments_of(desk, linked, roles.metric)


def _only_gains(desk: Desk, roles: Roles) -> PerGain | None:
    """获省级推广加2分，获市级推广加1分，最高不超过2分: marks from nothing up, at most the weight."""
    adds = [one for one in roles.others if one.kind == "add" and one.head.kind in {"text", "every"}]
    rest = [one for one in roles.others if one not in adds]
    if not adds or roles.awards or any(one.kind != "most" or not is_whole(desk, one.worth) for one in rest):
        return None
    gains = [gain_of(one) if one.head.kind == "every" else Gain(one.text, "", one.worth) for one in adds]
    known = tuple(gain for gain in gains if gain is not None)
    weight = desk.weight
    reached = weight is None or any(gain.counter for gain in known)
    if len(known) < len(gains) or not (
        reached or sum(gain.worth.share_of(weight or Fraction(1)) for gain in known) >= 1
    ):
        return None
    return PerGain(known, desk.span(adds[0].start, adds[-1].end))


def _negates(one: Linked) -> bool:
    return bool(one.head.kind == "otherwise" or one.head.text.startswith(("不", "未", "缺", "没")))
