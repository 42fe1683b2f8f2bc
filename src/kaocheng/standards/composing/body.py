"""From clauses to one rule with its adjustments: which kind it is, and whether it holds together."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.numbers import exact_text
from kaocheng.standards import messages
from kaocheng.standards.composing.adjustments import adjustments_of, exempting
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.grouping import best_award, groups_of
from kaocheng.standards.composing.link import link, settle
from kaocheng.standards.composing.listed import counts_points, is_generic, listed_rule, not_said_twice, parts_of
from kaocheng.standards.composing.roles import Body
from kaocheng.standards.composing.single import single_rule
from kaocheng.standards.composing.wordings import (
    plain_points,
    sum_of,
)
from kaocheng.standards.reading.clauses import Clause
from kaocheng.standards.reading.lists import Item
from kaocheng.standards.rules import (
    FULL,
    Adjustment,
    Completion,
    Points,
    Rule,
    Worth,
)

_WEIGHED = re.compile(
    r"(?:Σ|加权|之和).*完成(?:率|比例|程度)|完成(?:率|比例|程度).*(?:加权|(?:对应|该项|各项|相应|所占|其|各自)的?权重(?![分值]))"
)
_NONE_MET = re.compile(
    r"(?:以上|上述)?(?:[一二三四五六七八九十\d]+[项条点])?(?:均|都|全部|全)(?:没有|未|不)(?:满足|符合|做到|达到|开展|具备)?(?:要求|的)*"
)


def compose(desk: Desk, clauses: Sequence[Clause], asides: Sequence[Clause]) -> Body:
    """The rule that clauses without a numbered list make."""
    linked = exempting(desk, link(desk, clauses))
    base = next((clause for clause in clauses if clause.kind == "base"), None)
    groups = groups_of(desk, linked)
    if groups is not None:
        return _parts(desk, groups, asides, base)
    return single_rule(desk, linked, asides, base)


def compose_list(
    desk: Desk,
    items: Sequence[Item],
    inner: Sequence[Sequence[Clause]],
    clauses: Sequence[Clause],
    asides: Sequence[Clause],
) -> Body:
    """The rule that a numbered list makes, with what stands before and after it."""
    linked = exempting(desk, link(desk, clauses))
    if not any(item.has_rule for item in items):
        return listed_rule(desk, items, linked)
    linked_items = [exempting(desk, link(desk, part)) for part in inner]
    tops = [best_award(desk, part) for part in linked_items]
    if _exclusive(desk, tops):
        merged = [one for part in linked_items for one in part] + linked
        return single_rule(desk, merged, asides, None)
    linked_items, of_all = _of_the_list(linked_items)
    trailing = [*of_all, *(one for one in linked if one.kind != "loose")]
    for one in linked:
        if one.kind == "loose":
            settle(desk, one)
    if (weighed := _weighed(desk, linked_items, trailing)) is not None:
        return weighed
    known = [top for top in tops if top is not None]
    if len(known) < len(items):
        item = items[tops.index(None)]
        desk.report(messages.NOT_UNDERSTOOD, (item.start, item.end), text=item.text, near="①……，得2分；②……，得1分")
        return None, ()
    # What is said about the list as a whole repeats its sum (全部符合得满分), or adjusts it.
    trailing = [one for one in trailing if one.kind != "award"]
    trailing = [one for one in trailing if not (one.kind == "zero" and one.head.kind == "otherwise")]
    rule, _ = _parts(desk, linked_items, asides, None)
    if isinstance(rule, Points):
        trailing = not_said_twice(desk, rule, trailing)
    trailing = [one for one in trailing if not (one.kind == "zero" and _NONE_MET.fullmatch(one.text))]
    return rule, adjustments_of(desk, trailing, "")


def _weighed(desk: Desk, items: Sequence[Sequence[Linked]], trailing: Sequence[Linked]) -> Body | None:
    """①…（权重50%）；②…（权重50%）。得分=∑（各项完成率×该项权重）×权重分: tasks with weights of their own."""
    formulas = [one for one in trailing if one.kind in {"formula", "ratio"} and _WEIGHED.search(one.clause.text)]
    awards = [one for part in items for one in part if one.kind == "award" and one.head.kind == "text"]
    if len(formulas) != 1 or len(awards) != len(items) or any(len(part) != 1 for part in items):
        return None
    weight = desk.weight
    if weight is None and any(not one.worth.is_share for one in awards):
        return None
    shares = tuple(one.worth.share_of(weight or Fraction(1)) for one in awards)
    if (total := sum(shares, Fraction(0))) != 1:
        expected = f"{exact_text(weight)}分" if weight is not None else "100%"
        found = f"{exact_text(total * 100)}%"
        desk.report(messages.SUM_WRONG, (awards[0].start, awards[-1].end), found=found, expected=expected)
        return None, ()
    beside = [one for one in trailing if one not in formulas]
    rule = Completion(tuple(one.text for one in awards), shares, desk.span(awards[0].start, formulas[0].end))
    return rule, adjustments_of(desk, beside, "完成率")


def _of_the_list(items: Sequence[Sequence[Linked]]) -> tuple[list[list[Linked]], list[Linked]]:
    """①…1分；②…1分；③…1分，每少一项扣1分: what counts the points themselves is about all of them, not about the last."""
    out = [list(part) for part in items]
    awards = [one for part in out for one in part if one.kind == "award"]
    counting = [one for one in out[-1] if one.kind == "deduct" and counts_points(one) and not one.context]
    if len(out) < 2 or len(awards) != len(out) or any(one.worth != award.worth for one in counting for award in awards):
        return out, []
    out[-1] = [one for one in out[-1] if one not in counting]
    return out, counting


def _exclusive(desk: Desk, tops: Sequence[Worth | None]) -> bool:
    known = [top for top in tops if top is not None]
    if not known:
        return True
    if desk.weight is None:
        return FULL in known
    return max(top.share_of(desk.weight) for top in known) == 1


def _parts(desk: Desk, groups: Sequence[Sequence[Linked]], asides: Sequence[Clause], base: Clause | None) -> Body:
    whole = desk.weight
    bodies: list[tuple[Worth, Rule, tuple[Adjustment, ...], tuple[int, int], str]] = []
    total = sum_of([top for group in groups if (top := best_award(desk, group)) is not None], whole)
    if total is not None and total != 1:
        expected = f"{exact_text(whole)}分" if whole is not None else "100%"
        found = f"{exact_text(total * whole)}分" if whole is not None else f"{exact_text(total * 100)}%"
        desk.report(messages.SUM_WRONG, (groups[0][0].start, groups[-1][-1].end), found=found, expected=expected)
        return None, ()
    groups = _at_their_awards(groups)
    if _all_plain(groups):
        awards = [one for group in groups for one in group if one.kind == "award"]
        others = [one for group in groups for one in group if one.kind not in {"award", "loose"}]
        for one in (one for group in groups for one in group if one.kind == "loose"):
            settle(desk, one)
        points = plain_points(desk, awards)
        others = [one for one in others if not (one.kind == "zero" and is_generic(one))]
        return points, adjustments_of(desk, not_said_twice(desk, points, others), "")
    groups, overall = _overall(groups)
    common = adjustments_of(desk, overall, "")
    if overall and _all_plain(groups):
        return plain_points(desk, [one for group in groups for one in group if one.kind == "award"]), common
    for group in groups:
        top = best_award(desk, group)
        if top is None:
            continue
        start, end = group[0].start, group[-1].end
        inside = [aside for aside in asides if start <= aside.start <= end or len(groups) == 1]
        desk.weight = top.share_of(whole) * whole if whole is not None else top.amount if not top.is_share else None
        before = len(desk.problems)
        rule, adjustments = single_rule(desk, list(group), inside, base)
        desk.weight = whole
        # Inside parts an award stands alone: that the contrary earns nothing goes without saying.
        desk.problems[before:] = [
            problem for problem in desk.problems[before:] if problem.message is not messages.IMPLIED_OTHERWISE
        ]
        if rule is None:
            return None, ()
        bodies.append((top, rule, adjustments, (start, end), group[0].text))
    return parts_of(desk, bodies), common


def _at_their_awards(groups: Sequence[Sequence[Linked]]) -> list[list[Linked]]:
    """有制度得2分，执行到位得4分；发现一处执行不到位扣1分: what is counted denies one of the awards, and lessens that one."""
    out = [list(group) for group in groups]
    awards = [[one for one in group if one.kind == "award"] for group in out]
    if any(len(part) != 1 for part in awards):
        return out
    for one in [one for one in out[-1] if one.kind == "deduct" and one.head.kind == "every"]:
        denied = [at for at, (award,) in enumerate(awards) if _counts_against(one, award)]
        if len(denied) == 1 and denied[0] + 1 < len(out):
            out[-1].remove(one)
            out[denied[0]].append(one)
    # A deduction that denies the last award alone lessens that one, though a stop stands between them.
    last = awards[-1][0]
    if any(one.kind == "deduct" and _counts_against(one, last) for one in out[-1]):
        out[-1] = [replace(one, stop=",") if one is last else one for one in out[-1]]
    return out


def _counts_against(one: Linked, award: Linked) -> bool:
    said = f"{one.outer.text if one.outer else ''}{one.head.name}{one.head.text}"
    core = re.sub(r"[^一-龥]|未能|没有|未|不|无|非|的|发现|存在", "", said)
    rest = iter(award.text)
    return len(core) > 2 and all(character in rest for character in core)  # 账实不符 denies 账实相符


def _overall(groups: Sequence[Sequence[Linked]]) -> tuple[list[list[Linked]], list[Linked]]:
    """未报送不得分 behind the last of several plain awards is about all of them, unless it denies that very award."""
    out = [list(group) for group in groups]
    zeros = [one for one in out[-1] if one.kind in {"zero", "veto"} and one.head.kind == "text"]
    award = next((one for one in out[-1] if one.kind == "award"), None)
    beside = [one for group in out for one in group if one.kind not in {"award", "floor", "loose"} and one not in zeros]
    awards = [one for one in out[-1] if one.kind == "award"]
    if award is None or beside or len(awards) > 1 or any(_denies_only(one, award, groups) for one in zeros):
        return out, []
    out[-1] = [one for one in out[-1] if one not in zeros]
    return out, zeros


def _denies_only(zero: Linked, award: Linked, groups: Sequence[Sequence[Linked]]) -> bool:
    """Whether a zero denies this award and no other: 未公开 denies all of 网站公开, 公示栏公开, 公开内容完整."""
    others = [one for group in groups for one in group if one.kind == "award" and one is not award]
    return _denies(zero, award) and not any(_denies(zero, other) for other in others)


def _denies(zero: Linked, award: Linked) -> bool:
    stripped = re.sub(r"未能|没有|未|不|无|非", "", zero.head.text)
    said = re.sub(r"未能|没有|未|不|无|非", "", award.text)
    return stripped in said or said in stripped


def _all_plain(groups: Sequence[Sequence[Linked]]) -> bool:
    """Whether every group is one award in words; what follows the last after a stop is about all."""
    for index, group in enumerate(groups):
        awards = [one for one in group if one.kind == "award"]
        others = [one for one in group if one.kind not in {"award", "floor", "loose"}]
        if len(awards) != 1 or awards[0].head.kind != "text" or awards[0].consequence.marks[0].least is not None:
            return False
        if others and (index + 1 < len(groups) or awards[0].stop not in {";", "。"}):
            return False
    return True
