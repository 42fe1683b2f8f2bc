"""Rules whose awards are told by cases in words, or by a count."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kaocheng.numbers import exact_text
from kaocheng.standards import messages
from kaocheng.standards.composing.adjustments import adjustments_of, counted_text
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.listed import counts_points
from kaocheng.standards.composing.roles import Body, Roles, in_print
from kaocheng.standards.composing.wordings import listed_marks, words_rule
from kaocheng.standards.reading.clauses import Consequence, Mark
from kaocheng.standards.reading.heads import clean, read_head
from kaocheng.standards.reading.tokens import TIMES, signs
from kaocheng.standards.rules import FULL, NOTHING, Demand, Gain, PerCase, PerGain, Point, Points, Worth

_ALL_DONE = re.compile(r"(?:全部|全面|均|都|100%)(?:按(?:期|时|计划))?(?:完成|达标|达到|实现)(?:任务|目标|计划)?")
# 各县（区）新生儿访视率
_OF_EACH = re.compile(
    r"^(?:所辖|辖区内?|全市|全省|全县)?(?:各|每个?|所有|全部)(?:个|县|区|市|旗|乡镇?|街道|村|单位|部门|地区?|（.{1,6}）|[、和])+的?"
)
_LEVEL = re.compile(r"(?:满足|符合|达到|具备|做到|完成)")


def with_words(desk: Desk, roles: Roles) -> Body:
    """定性分级, 全有或全无, or a full award with deductions beside it."""
    words, otherwise, zeros, others, metric = roles.words, roles.otherwise, roles.zeros, roles.others, roles.metric
    # 逾期10日以内扣1分 beside 按时得3分: where the main rule is in words, times are cases in words too.
    zeros, others = ([_timed_as_text(one) for one in part] for part in (zeros, others))
    first = words[0]
    if len(first.consequence.marks) > 1:
        if len(words) > 1:
            desk.contradict(first, words[1])
            return None, ()
        return listed_marks(desk, first), adjustments_of(desk, in_print([*others, *zeros]), metric)
    if not first.text:
        desk.unread(first, "达到目标值得满分")
        return None, ()
    deducting = any(one.kind == "deduct" for one in others)
    if len(words) == 1 and not otherwise and deducting:
        if desk.weight is not None and first.worth.share_of(desk.weight) != 1:
            desk.report(
                messages.TOP_WRONG, first.place, found=f"“{first.clause.text}”", expected=exact_text(desk.weight)
            )
        if any(one.head.kind == "otherwise" and one.head.text in {"否则", "反之", "其他", "其余"} for one in zeros):
            desk.contradict(first, zeros[0])
        demands = demands_of(desk, first) if not first.context else ()
        rule = PerCase(first.text, demands=demands, span=desk.span(first.start, first.end))
        return rule, adjustments_of(desk, in_print([*others, *zeros]), metric)
    grades, vetoes = _split_zeros(words, zeros)
    made = words_rule(desk, [*words, *otherwise], grades, adjusted=False)
    return made, adjustments_of(desk, in_print([*others, *vetoes]), metric)


def _timed_as_text(one: Linked) -> Linked:
    condition = one.head.condition
    limits = [condition.interval.low, condition.interval.high] if condition is not None else []
    timed = any(limit is not None and limit.unit in TIMES for limit in limits)
    return replace(one, head=replace(one.head, kind="text")) if one.head.kind == "number" and timed else one


def _split_zeros(words: Sequence[Linked], zeros: Sequence[Linked]) -> tuple[list[Linked], list[Linked]]:
    """The zero that ends the scale, and those beside it: 一票否决, floors, and zeros after the scale's own."""
    grades: list[Linked] = []
    vetoes: list[Linked] = []
    for one in zeros:
        ends_scale = one.kind == "zero" and one.head.kind in {"text", "otherwise", "every"} and not grades
        counted_beside = one.head.kind == "every" and len(words) > 1
        (grades if ends_scale and not counted_beside else vetoes).append(one)
    return grades, vetoes


def lost_wholly(desk: Desk, linked: Sequence[Linked]) -> list[Linked]:
    """相符得10分，基本相符得6分，调整较大的扣10分: among degrees in words, to lose all is the degree that earns nothing."""
    awards = [one for one in linked if one.kind == "award" and one.head.kind == "text"]
    if len(awards) < 2 or any(one.kind == "deduct" and not is_whole(desk, one.worth) for one in linked):
        return list(linked)
    lost = Consequence("zero", (Mark(NOTHING),))
    return [
        replace(one, kind="zero", clause=replace(one.clause, consequence=lost))
        if one.kind == "deduct" and one.head.kind == "text"
        else one
        for one in linked
    ]


def with_gains(desk: Desk, roles: Roles) -> Body:
    """每举办一场得2分; or 满足两项得3分，满足一项得1分 as grades."""
    gains = roles.gains
    rest = in_print([*roles.others, *roles.words, *roles.otherwise, *roles.zeros])
    one = gains[0]
    if len(gains) > 1 and all(_LEVEL.match("".join(gain.head.every.verbs)) for gain in gains if gain.head.every):
        worded = [
            replace(gain, head=replace(gain.head, kind="text", text=clean(desk.text[gain.head.start : gain.head.end])))
            for gain in gains
        ]
        return with_words(desk, replace(roles, gains=[], words=in_print([*worded, *roles.words])))
    rest = [
        other
        for other in rest
        if not (other.kind == "award" and is_whole(desk, other.worth) and _ALL_DONE.fullmatch(other.text))
    ]
    said_twice = [
        other for other in rest if other.kind == "deduct" and other.worth == one.worth and counts_points(other)
    ]
    if (
        len(gains) == 1
        and len(said_twice) == len(rest)
        and (points := _listed_gains(desk, one, roles.loose)) is not None
    ):
        return points, ()
    made = [gain_of(gain) for gain in gains]
    stray = [other for other in rest if other.kind == "award"]
    if stray or any(gain is None for gain in made):
        desk.unread(one, "满足一项得1分")
        return None, ()
    rest = [
        other for other in rest if not (other.kind == "most" and (other.worth == FULL or is_whole(desk, other.worth)))
    ]
    rest = [other for other in rest if other.kind != "zero" or other.head.kind != "otherwise"]
    rule = PerGain(tuple(gain for gain in made if gain is not None), desk.span(one.start, one.end))
    return rule, adjustments_of(desk, rest, roles.metric)


def demands_of(desk: Desk, one: Linked) -> tuple[Demand, ...]:
    """甲率≥90%且乙率≥85%: what each of several metrics must keep; empty where the condition is anything else."""
    text = desk.text[one.head.start : one.head.end]
    found: list[Demand] = []
    at = one.head.start
    for part in re.split(r"(并且|同时|且|、|和)", text):
        head = read_head(desk.text, signs(desk.text, at, at + len(part)), "award")
        at += len(part)
        if head.kind == "number" and head.name and head.condition is not None:
            found.append(Demand(_OF_EACH.sub("", head.name), head.condition.interval))
        elif not re.fullmatch(r"并且|同时|且|、|和|的?", part):
            return ()
    return tuple(found) if len(found) > 1 else ()


def _listed_gains(desk: Desk, one: Linked, loose: Sequence[Linked]) -> Points | None:
    """有实施内容、有进度安排、有保障措施，每有一项得1分: as many points are listed as make up the weight."""
    every = one.head.every
    if every is None or every.quantity.value != 1 or every.quantity.unit not in {"项", "条", "点", "个"}:
        return None
    if desk.weight is None or one.head.text or not one.worth.amount:
        return None
    count = 1 / one.worth.share_of(desk.weight)
    if len(loose) == count and _LEVEL.fullmatch(counted_text(one)):
        return Points(tuple(Point(each.clause.text, one.worth) for each in loose), span=desk.span(one.start, one.end))
    verbs, said = "".join(every.verbs), "，".join(one.context)
    if verbs and said.endswith(verbs):  # 预算、决算、绩效信息公开，每公开一项得1分
        labels = said.removesuffix(verbs).split("、")
        if len(labels) == count:
            return Points(
                tuple(Point(f"{label}{verbs}", one.worth) for label in labels), span=desk.span(one.start, one.end)
            )
    labels = counted_text(one).split("、")
    if len(labels) < 2 or len(labels) != count or "，" in counted_text(one):
        return None
    return Points(tuple(Point(label, one.worth) for label in labels), span=desk.span(one.start, one.end))


def gain_of(one: Linked) -> Gain | None:
    """每举办一场得2分."""
    every = one.head.every
    if every is None or every.quantity.unit in {"", "%", "‰", "百分点"}:
        return None
    return Gain(counted_text(one), every.quantity.unit, one.worth, every.quantity.value)


def is_whole(desk: Desk, worth: Worth) -> bool:
    """Whether a worth is all of the weight."""
    return desk.weight is not None and worth.share_of(desk.weight) == 1
