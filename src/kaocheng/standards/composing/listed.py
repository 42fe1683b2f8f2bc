"""Numbered points: ①…②…③… with worths of their own, shared worths, deductions, or a completion rate."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kaocheng.numbers import exact_text
from kaocheng.standards import messages
from kaocheng.standards.composing.adjustments import adjustments_of
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.link import settle
from kaocheng.standards.composing.wordings import said_sum, sum_of, words_rule
from kaocheng.standards.numerals import CIRCLED
from kaocheng.standards.reading.figures import figure
from kaocheng.standards.reading.heads import clean
from kaocheng.standards.reading.lists import Item
from kaocheng.standards.rules import (
    FULL,
    Adjustment,
    AllOrNothing,
    Completion,
    Part,
    Parts,
    PerCase,
    Point,
    Points,
    Rule,
    Worth,
)

_COUNT = re.compile(
    r"(?:^|以上|上述|前述|共|这|均|全部|其中|，)(?P<count>[一二三四五六七八九十两]+|\d+)(?:个)?(?:项|条|点|个?方面|个?要点|者|种情况)"
)
_REFERENCE = re.compile(rf"[{CIRCLED}]")
_POINT_UNITS = {"项", "条", "个", "点", "方面", "种", "类", "环节", "者"}
_ANY_NEGATIVE = re.compile(
    r"(?:缺少?|缺失|不|未|没有|没|无法|不能|有|以上|情况|其中|上述|任[一何意]一?|项|条|要点|内容|[，、])*(?:满足|符合|达到|做到|具备|完成|达标|缺少?|缺失|合格|规范|落实|要求|标准|规定|条件|内容|到位|要点|不符|以上|情况|的)*"
)
_ANY_POSITIVE = re.compile(
    rf"(?:以上|上述|各|每|一|所有|同时|均|全部?|都|完全|按(?:规定|要求|时|期)|项|条|点|者|要点|内容|[{CIRCLED}]|[一二三四五六七八九十两\d]|个|[，、])*"
    r"(?:满足|符合|做到|具备|达到|完成|达标|落实|合格|规范|健全|齐全)?(?:以上|上述|要求|的|条件|标准|规定|内容|情况)*"
)


def listed_rule(
    desk: Desk, items: Sequence[Item], linked: Sequence[Linked]
) -> tuple[Rule | None, tuple[Adjustment, ...]]:
    """The rule over points that have no consequence of their own, from what is said about all of them."""
    labels = tuple(item.text for item in items)
    if not _check_count(desk, items, linked):
        return None, ()
    if sum(_earns_one(one) for one in linked) > 1:
        linked = [replace(one, kind="each") if _earns_one(one) else one for one in linked]
    sharing = [one for one in linked if one.kind == "each"]
    formulas = [one for one in linked if one.kind in {"formula", "ratio"}]
    awards = [one for one in linked if one.kind == "award"]
    exemptions = [one for one in linked if one.kind == "exempt"]
    deductions = [one for one in linked if one.kind == "deduct"]
    zeros = [one for one in linked if one.kind in {"zero", "veto"}]
    rest = [one for one in linked if one.kind in {"most", "floor", "add"}]
    for loose in (one for one in linked if one.kind == "loose"):
        if not is_generic(loose):
            settle(desk, loose)
    if len(formulas) + len(sharing[:1]) > 1:
        _contradiction(desk, [*formulas, *sharing[:1]])
        return None, ()
    if formulas:
        rivals = [one for one in [*deductions, *zeros] if is_generic(one) or counts_points(one)]
        beside = [one for one in [*deductions, *zeros, *rest] if one not in rivals]
        beside += exemptions
        adjustments = adjustments_of(desk, sorted(beside, key=lambda one: one.start), "")
        return _completion(desk, labels, formulas[0], awards, rivals), adjustments
    rest += exemptions
    if sharing:
        others = [one for one in [*deductions, *zeros] if not is_generic(one) or one.kind == "deduct"]
        others += [one for one in awards if not is_generic(one)]
        return _shared(desk, items, sharing), adjustments_of(
            desk, sorted([*others, *rest], key=lambda one: one.start), ""
        )
    levels = [one for one in awards if one.head.every is not None and one.head.every.verbs]
    if len(levels) > 1:
        return _levels(desk, awards, zeros), adjustments_of(
            desk, sorted([*deductions, *rest], key=lambda one: one.start), ""
        )
    each = [one for one in awards if _per_point(one)]
    if each:
        return _earned(desk, items, each, deductions, [*zeros, *rest])
    if deductions:
        return _missing(desk, items, awards, deductions, [*zeros, *rest])
    if awards or zeros:
        return _all(desk, items, awards, zeros, rest)
    desk.report(messages.NO_RULE, (items[0].start, items[-1].end))
    return None, ()


def _earns_one(one: Linked) -> bool:
    """符合①得权重分的40%: an award for a point that the list numbers."""
    said = rf"(?:满足|符合|达到|具备|做到|完成)?(?:第)?[{CIRCLED}](?:[、和及与]?[{CIRCLED}])*(?:项|条|点)?(?:的|要求)*"
    return (
        one.kind == "award"
        and one.head.kind == "text"
        and bool(re.fullmatch(said, one.head.text))
        and one.worth != FULL
    )


def _levels(desk: Desk, awards: Sequence[Linked], zeros: Sequence[Linked]) -> Rule | None:
    """全部符合得5分，符合两项得3分，符合一项得1分: grades by the number of points met."""
    worded = [
        replace(one, head=replace(one.head, kind="text", text=clean(desk.text[one.head.start : one.head.end])))
        for one in awards
    ]
    return words_rule(desk, worded, zeros[:1], adjusted=False)


def _check_count(desk: Desk, items: Sequence[Item], linked: Sequence[Linked]) -> bool:
    for one in linked:
        if one.kind == "deduct" or one.head.every is not None:
            continue
        text = one.head.text if one.head.kind in {"text", "number"} else one.clause.text
        for found in _COUNT.finditer("，".join([*one.context, text])):
            if _REFERENCE.search(text[: found.start() + 1]) and "以上" not in text:
                continue
            if figure(found["count"]) not in {len(items), len(_REFERENCE.findall(text)) or len(items)}:
                desk.report(
                    messages.COUNT_WRONG, one.place, (items[0].start, items[-1].end), text=found[0], found=len(items)
                )
                return False
    return True


def is_generic(one: Linked, labels: Sequence[str] = ()) -> bool:
    """Whether a condition is about the points as such (符合的, 任一项不满足), not about anything else.

    What all ``labels`` end with says nothing else: 四项全部公开 of 预算公开, 决算公开.
    """
    text = one.text.replace("权重分", "")
    shared = _common_end(labels)
    text = text.replace(shared, "") if len(shared) > 1 and not re.search("[未不没无]", shared) else text
    return bool(_ANY_POSITIVE.fullmatch(text) or _ANY_NEGATIVE.fullmatch(text)) or one.head.kind in {"otherwise", ""}


def _common_end(labels: Sequence[str]) -> str:
    """The longest ending of all labels; empty without labels."""
    shortest = min(labels, key=len, default="")
    ends = (shortest[at:] for at in range(len(shortest)))
    return next((end for end in ends if all(label.endswith(end) for label in labels)), "")


def _shared(desk: Desk, items: Sequence[Item], sharing: Sequence[Linked]) -> Rule | None:
    worths: list[Worth | None] = [None] * len(items)
    for one in sharing:
        marks = one.consequence.marks
        text = "".join([*one.context, one.head.text, one.clause.text])
        chosen = _referred(text, len(items)) or [at for at, worth in enumerate(worths) if worth is None]
        if len(marks) == 1:
            marks = marks * len(chosen)
        if len(marks) != len(chosen):
            desk.report(messages.COUNT_WRONG, one.place, text=one.clause.text, found=len(chosen))
            return None
        for at, mark in zip(chosen, marks, strict=True):
            if at >= len(items) or worths[at] is not None:
                desk.report(messages.COUNT_WRONG, one.place, text=one.clause.text, found=len(items))
                return None
            worths[at] = mark.worth
    known = [worth for worth in worths if worth is not None]
    total = sum_of(known, desk.weight)
    if len(known) < len(items) or (total is not None and total != 1):
        found = f"{exact_text(total * 100)}%" if total is not None else "未知"
        desk.report(messages.SUM_WRONG, (sharing[0].start, sharing[-1].end), found=found, expected="100%")
        return None
    return Points(
        tuple(
            Point(item.text, worth, desk.span(item.start, item.end)) for item, worth in zip(items, worths, strict=True)
        )
    )


def _referred(text: str, count: int) -> list[int]:
    if found := re.search(rf"([{CIRCLED}])(?:-|至|到)([{CIRCLED}])", text):
        return list(range(CIRCLED.index(found[1]), CIRCLED.index(found[2]) + 1))
    if marks := _REFERENCE.findall(text):
        return [CIRCLED.index(mark) for mark in dict.fromkeys(marks)]
    if found := re.search(r"第([一二三四五六七八九十\d]+)(?:项|条|点|个)", text):
        return [int(figure(found[1])) - 1]
    if found := re.search(r"(前|后)([一二三四五六七八九十两\d]+)(?:项|条|点|个)", text):
        number = int(figure(found[2]))
        return list(range(number)) if found[1] == "前" else list(range(count - number, count))
    return []


def _completion(
    desk: Desk, labels: tuple[str, ...], formula: Linked, awards: Sequence[Linked], others: Sequence[Linked]
) -> Rule | None:
    for one in [*others, *(award for award in awards if award.worth != FULL and _full_points(desk, award))]:
        desk.contradict(formula, one)
    if len(awards) > 1:
        _contradiction(desk, awards)
    text = formula.clause.text
    if formula.kind == "ratio" and formula.head.kind == "text":
        desk.unread(formula, "以上3项各占权重的1/3，符合得权重分，不符合不得分")
        return None
    if not re.search(r"完成|比例|实现|落实|达标", text) or (
        formula.kind == "ratio" and re.search("扣|减", formula.clause.name)
    ):
        desk.report(messages.NOT_UNDERSTOOD, formula.place, text=text, near="否则得分=实际完成率×权重分")
        return None
    if formula.kind == "formula" and not re.search(r"×(?:权重|分值|满分|该|本|指标|标准|\d)|权重分?×|分值×", text):
        desk.report(messages.BAD_FORMULA, formula.place, text=text, expected="“实际完成率×权重分”")
        return None
    return Completion(labels, span=desk.span(formula.start, formula.end))


def _full_points(desk: Desk, award: Linked) -> bool:
    return desk.weight is not None and award.worth.share_of(desk.weight) != 1


def _per_point(one: Linked) -> bool:
    every = one.head.every
    return every is not None and every.quantity.unit in _POINT_UNITS | {"例", "处"} and every.quantity.value == 1


def _earned(
    desk: Desk, items: Sequence[Item], each: Sequence[Linked], deductions: Sequence[Linked], rest: Sequence[Linked]
) -> tuple[Rule | None, tuple[Adjustment, ...]]:
    """满足一项得1分，缺一项扣1分 is one rule said twice (reading rule 13)."""
    worth = each[0].worth
    total = sum_of([worth] * len(items), desk.weight)
    if total is not None and total != 1:
        found = said_sum(total, desk.weight) if desk.weight is not None else f"{exact_text(total * 100)}%"
        expected = f"{exact_text(desk.weight)}分" if desk.weight is not None else "100%"
        desk.report(messages.SUM_WRONG, each[0].place, found=found, expected=expected)
        return None, ()
    others = []
    for one in deductions:
        if counts_points(one) and one.worth == worth:
            continue
        if counts_points(one):
            desk.contradict(each[0], one)
        others.append(one)
    points = tuple(Point(item.text, worth, desk.span(item.start, item.end)) for item in items)
    zeros = [one for one in rest if one.kind not in {"zero", "veto"} or not is_generic(one)]
    return Points(points), adjustments_of(desk, sorted([*others, *zeros], key=lambda one: one.start), "")


def counts_points(one: Linked) -> bool:
    """Whether a deduction counts the numbered points themselves (缺一项), not something else (每缺少一项制度)."""
    every = one.head.every
    if every is None:
        return False
    wording = f"{one.head.name}{one.head.text}"
    return every.quantity.unit in _POINT_UNITS and every.quantity.value == 1 and bool(_ANY_NEGATIVE.fullmatch(wording))


def not_said_twice(desk: Desk, points: Points, others: Sequence[Linked]) -> list[Linked]:
    """每缺一项扣1分 behind points that earn 1分 each says the same once more (reading rule 13)."""
    kept = []
    for one in others:
        if one.kind == "deduct" and counts_points(one):
            if any(point.worth != one.worth for point in points.points):
                desk.unread(one, "满足一项得1分，缺一项扣1分")
            continue
        kept.append(one)
    return kept


def _missing(
    desk: Desk, items: Sequence[Item], awards: Sequence[Linked], deductions: Sequence[Linked], rest: Sequence[Linked]
) -> tuple[Rule | None, tuple[Adjustment, ...]]:
    missing = [one for one in deductions if counts_points(one)]
    others = [one for one in deductions if one not in missing]
    for one in awards:
        if one.worth != FULL and _full_points(desk, one):
            desk.report(messages.TOP_WRONG, one.place, found=f"“{one.clause.text}”", expected=desk.weight)
    if len(awards) > 1:
        others += list(awards[1:])
    if len(missing) > 1:
        _contradiction(desk, missing)
        return None, ()
    adjustments = adjustments_of(desk, sorted([*others, *rest], key=lambda one: one.start), "")
    if missing:
        points = tuple(Point(item.text, None, desk.span(item.start, item.end)) for item in items)
        return Points(points, missing[0].worth), adjustments
    return PerCase("、".join(item.text.replace("，", "、").replace(",", "、") for item in items)), adjustments


def _all(
    desk: Desk, items: Sequence[Item], awards: Sequence[Linked], zeros: Sequence[Linked], rest: Sequence[Linked]
) -> tuple[Rule | None, tuple[Adjustment, ...]]:
    labels = tuple(item.text for item in items)
    if (
        len(awards) != 1
        or not is_generic(awards[0], labels)
        or (awards[0].worth != FULL and _full_points(desk, awards[0]))
    ):
        desk.unread((awards or zeros)[0], "全部满足得满分，任一不符合不得分")
        return None, ()
    if not zeros:
        desk.report(messages.IMPLIED_OTHERWISE, awards[0].place)
    first, others = (zeros[0], zeros[1:]) if zeros else (None, [])
    if first is not None and not (is_generic(first, labels) or first.head.every is not None):
        others = zeros
    rule = AllOrNothing(points=labels, span=desk.span(awards[0].start, awards[-1].end), implied=not zeros)
    return rule, adjustments_of(desk, sorted([*others, *rest], key=lambda one: one.start), "")


def _contradiction(desk: Desk, both: Sequence[Linked]) -> None:
    first, second = both[0], both[1]
    desk.contradict(first, second)


def parts_of(desk: Desk, bodies: Sequence[tuple[Worth, Rule, tuple[Adjustment, ...], tuple[int, int], str]]) -> Rule:
    """Points where every part is a single condition, else 分项."""
    if all(
        isinstance(rule, AllOrNothing)
        and not adjustments
        and not rule.points
        and rule.interval is None
        and not rule.counter
        and not rule.failing
        for _, rule, adjustments, _, _ in bodies
    ):
        points = tuple(
            Point(rule.condition if isinstance(rule, AllOrNothing) else text, worth, desk.span(*place))
            for worth, rule, _, place, text in bodies
        )
        return Points(points)
    return Parts(
        tuple(Part(worth, rule, adjustments, desk.span(*place)) for worth, rule, adjustments, place, _ in bodies)
    )
