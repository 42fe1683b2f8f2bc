"""Clauses that stand beside the main rule, as adjustments in printed order."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards import messages
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.steps import falls_short, goes_beyond
from kaocheng.standards.phrasing.words import interval_text
from kaocheng.standards.reading.tokens import DEVIATION, UNITS
from kaocheng.standards.rules import (
    FULL,
    POINTS,
    TARGET,
    Adjustment,
    Bonus,
    CaseDeduction,
    Exemption,
    Gate,
    Interval,
    Limit,
    LimitDeduction,
    LossCap,
    OnceDeduction,
    StepBonus,
    Veto,
    Worth,
)

_UNIT_NOUN = re.compile(
    r"^(?:个|家|所)?(?:县|区|市|乡镇|乡|镇|街道|单位|部门|机构|学校|医院|村|社区|企业|地区|地市|旗|盟|州|处室|科室|项目县|项目区|项目单位)"
)
_FROM = re.compile(r"^(?:（含[^（）]{0,4}）)?(?:及|或)?以上(?:（含[^（）]{0,4}）)?(?:的|者)*")
_ABOVE = re.compile(r"(?:及|或)?以上(?:的|者)*$")
_LEVEL = re.compile(r"(?:有|发现|存在|出现|发生)?(?:\d+|[一二两三四五六七八九十]+)个?(?:及以上|以上)?(?P<unit>[一-龥])")
# 存在1个问题扣1分，2个问题扣2分: marks by the count of one thing, which are no separate conditions.
_COUNT_FIRST = re.compile(rf"\d+(?:{UNITS})")
_PLAIN = re.compile(r"累计|共|合计|总计|达到?|发现|发生|出现|存在|数量?|全年|的|有")
_SINGLY = re.compile(r"单项|每项|每一项|单个|单类|每类|各项|分别|同一")
_OVERALL = re.compile(
    r"(?:以上|上述|前述|该|本|此|这)*(?:[两二三四五六七八九十\d]*[项条款类]|指标|各项扣分|部分|情形|情况)*(?:扣分|分值|分数)*(?:总分|总额)?"
)
_UNIT_UNITS = {"县", "区", "市", "乡", "镇", "村"}
_MISSES = re.compile(r"未达标|不达标|未达到|没有达到|未完成|没有完成|低于目标|达不到|未达|未开展|没达到|不合格|未实现")
_EXEMPT = re.compile(
    r"^(?:如果?|若|对|当年|本年度?|年度|评价年度|项目|部门|单位)*(?:无(?!论|法|效)|没有|未发生|未涉及|不涉及|不存在|未安排|未设|不需要|无需|不适用)"
)


def adjustments_of(desk: Desk, linked: Sequence[Linked], metric: str) -> tuple[Adjustment, ...]:
    """The adjustments that deductions, vetoes, floors, exemptions and bonuses make; caps join what they follow."""
    made: list[Adjustment] = []
    for one in linked:
        if one.kind == "floor":
            continue
        if one.kind == "most":
            _cap(desk, one, made)
            continue
        if (last := _barred(one, made)) is not None:
            made[last[0]] = last[1]
            continue
        adjustment = _adjustment(desk, one, metric)
        if adjustment is not None:
            if isinstance(adjustment, LimitDeduction):
                adjustment = _apart(desk, one, adjustment, made)
            made.append(adjustment)
            _not_twice(desk, one, adjustment, made[:-1])
    return tuple(made)


def _apart(desk: Desk, one: Linked, deduction: LimitDeduction, made: list[Adjustment]) -> LimitDeduction:
    """1万元以下扣1分，1万元至5万元扣2分: an end that two deductions claim goes to the milder; beyond it they contradict."""
    weight = desk.weight or Fraction(1)
    for at, other in enumerate(made):
        if not isinstance(other, LimitDeduction) or other.metric != deduction.metric:
            continue
        first, second = (
            (other, deduction) if _begins(other.interval) <= _begins(deduction.interval) else (deduction, other)
        )
        high, low = first.interval.high, second.interval.low
        if high is None or low is None or high.value > low.value:
            said = interval_text(other.interval, other.metric)
            desk.report(messages.CONTRADICTION, one.place, first=said, second=one.clause.text)
            continue
        if high.value < low.value or not (first.interval.high_in and second.interval.low_in):
            continue
        if first.worth.share_of(weight) <= second.worth.share_of(weight):
            second = replace(second, interval=replace(second.interval, low_in=False))
        else:
            first = replace(first, interval=replace(first.interval, high_in=False))
        made[at], deduction = (first, second) if other.span == first.span else (second, first)
    return deduction


def outside(full: Interval, adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    """90%以上得满分，80%-90%扣1分: the end that both claim earns full marks (STANDARDS, reading rule 18)."""
    out: list[Adjustment] = []
    for one in adjustments:
        if isinstance(one, LimitDeduction):
            mine = one.interval
            if mine.high is not None and full.low is not None and full.low_in and mine.high.value == full.low.value:
                mine = replace(mine, high_in=False)
            if mine.low is not None and full.high is not None and full.high_in and mine.low.value == full.high.value:
                mine = replace(mine, low_in=False)
            out.append(replace(one, interval=mine))
        else:
            out.append(one)
    return tuple(out)


def _begins(interval: Interval) -> Fraction:
    return interval.low.value if interval.low is not None else Fraction(-(10**30))


def _barred(one: Linked, made: Sequence[Adjustment]) -> tuple[int, CaseDeduction] | None:
    """缺3份以上不得分 behind 缺1份扣1分 is a limit of the same count."""
    every, condition = one.head.every, one.head.condition
    if one.kind not in {"zero", "veto"}:
        return None
    if one.head.kind == "every" and every is not None and not every.each:
        noun = _ABOVE.sub("", _FROM.sub("", one.head.text))  # 缺5个村以上
        above = noun != one.head.text
        if every.quantity.value == 1 and not above:
            return None
        unit, start, included = every.quantity.unit, every.quantity.value, True
        said = f"{one.head.name}{noun}"
    elif one.head.kind == "number" and condition is not None and condition.interval.low is not None:
        low = condition.interval.low
        if condition.interval.high is not None or low.of_target or low.mark:
            return None
        unit, start, included, said = low.unit, low.value, condition.interval.low_in, one.head.name
    else:
        return None
    for at, other in enumerate(made):
        if not isinstance(other, CaseDeduction) or other.counter.removeprefix("个") != unit.removeprefix("个"):
            continue
        if other.bar is None and set(_PLAIN.sub("", said)) <= set(other.text):
            return at, replace(other, bar=start, bar_in=included)
    return None


def _not_twice(desk: Desk, one: Linked, adjustment: Adjustment, before: Sequence[Adjustment]) -> None:
    """有一个县区未达标扣20%，有一个县区未达标扣1分: two deductions for one thing; so are 1个县扣20%，2个县扣50%."""
    said = adjustment.text if isinstance(adjustment, OnceDeduction | Veto) else ""
    level = _LEVEL.match(said)
    if level and _COUNT_FIRST.match(said) and any(isinstance(other, CaseDeduction) for other in before):
        desk.unread(one, "每发现一例扣1分，扣完为止")
    counted = {
        f"{other.counter}{other.text}".removeprefix("个")[:1] for other in before if isinstance(other, CaseDeduction)
    }
    if level and level["unit"] in counted:
        desk.unread(one, "每发现一例扣1分，扣完为止")
    for other in before:
        case = _told(adjustment)
        same = case is not None and case == _told(other)
        if same and (case or isinstance(other, Veto) != isinstance(adjustment, Veto)):
            desk.report(messages.CONTRADICTION, one.place, first=getattr(other, "text", ""), second=one.clause.text)


def _told(one: Adjustment) -> str | None:
    """In which case something is taken away, in words; None for what is told by the metric, and for what is added."""
    return re.sub("^发现", "", one.text) if isinstance(one, CaseDeduction | OnceDeduction | Veto) else None


def exempting(desk: Desk, linked: Sequence[Linked]) -> list[Linked]:
    """无…的，按满分计: awards of the whole weight for having nothing to judge are exemptions, no part of the rule."""
    awards = [one for one in linked if one.kind == "award"]
    spared = [one for one in awards if _spares(desk, one, linked)]
    desk.notes.extend(one.clause.text for one in spared)
    kept = [one for one in linked if one not in spared]
    return [replace(one, kind="exempt") if _exempts(desk, one, awards) else one for one in kept]


def _spares(desk: Desk, one: Linked, linked: Sequence[Linked]) -> bool:
    """因不可抗力延期的不扣分, beside full marks and deductions: what is no case of these (reading rule 20)."""
    if one.head.kind != "text" or one.context or not re.search("不(?:予)?扣(?:分|减)", one.clause.text):
        return False
    whole = any(other is not one and other.kind == "award" and _is_whole(desk, other.worth) for other in linked)
    return whole and any(other.kind == "deduct" for other in linked)


def _exempts(desk: Desk, one: Linked, awards: Sequence[Linked]) -> bool:
    if one.kind != "award" or one.head.kind != "text" or len(one.consequence.marks) != 1:
        return False
    said = "，".join([*one.context, one.head.text])
    if not _EXEMPT.match(said) or one.consequence.marks[0].least is not None:
        return False
    if one.worth == FULL and re.search("[按视]", one.clause.text[-8:]):
        return True
    # 均经评估得3分；没有重大项目的得3分: behind a rule that grants all of it already.
    whole = [other for other in awards if _is_whole(desk, other.worth) and not _EXEMPT.match(other.text)]
    return _is_whole(desk, one.worth) and any(other.start < one.start for other in whole) and one is awards[-1]


def _is_whole(desk: Desk, worth: Worth) -> bool:
    return worth == FULL or (desk.weight is not None and worth.share_of(desk.weight) == 1)


def _adjustment(desk: Desk, one: Linked, metric: str) -> Adjustment | None:
    span = desk.span(one.start, one.end)
    head = one.head
    match one.kind, head.kind:
        case ("deduct", "every"):
            return case_deduction(desk, one)
        case ("deduct", "number") if head.condition is not None:
            return LimitDeduction(head.name or metric, head.condition.interval, one.worth, span)
        case ("deduct", "text" | "otherwise"):
            return OnceDeduction(one.text, one.worth, span)
        case ("zero" | "veto", "number") if head.condition is not None:
            return Gate(head.name or metric, head.condition.interval, span)
        case ("zero" | "veto", "every") if head.every is not None and not _one_off(one):
            return Veto(counted_text(one), head.every.quantity.unit, span)
        case ("zero" | "veto", "text" | "otherwise"):
            return Veto(one.text, "", span)
        case ("exempt", _):
            return Exemption(one.text, span)
        case ("add", "every") if head.every is not None and _runs_on(one):
            return _step_bonus(desk, one, metric)
        case ("add", "every") if head.every is not None:
            quantity = head.every.quantity
            return Bonus(counted_text(one), one.worth, quantity.unit, quantity.value, span=span)
        case ("add", "text"):
            return Bonus(one.text, one.worth, span=span)
    desk.unread(one, "每发现一例扣1分，扣完为止")
    return None


def _runs_on(one: Linked) -> bool:
    """每超1个百分点加0.2分 runs with the metric; 每获得1次表彰加1分 counts."""
    every = one.head.every
    if every is None:
        return False
    deviates = any(re.fullmatch(DEVIATION, verb) for verb in every.verbs)
    return one.outer is not None or deviates or every.quantity.unit in {"%", "‰", "百分点"}


def _step_bonus(desk: Desk, one: Linked, metric: str) -> StepBonus | None:
    every, outer = one.head.every, one.outer.condition if one.outer is not None else None
    verbs = every.verbs if every is not None else ()
    side = "above" if goes_beyond(verbs) else "below" if falls_short(verbs) else ""
    start = (outer.interval.low if side == "above" else outer.interval.high) if outer is not None else None
    if (
        every is None
        or not side
        or one.head.text
        or (one.outer is not None and start is None and one.outer.kind != "otherwise")
    ):
        desk.unread(one, "超过100%的，每超出1个百分点加0.5分，最多加2分")
        return None
    quantity = every.quantity
    if quantity.unit == "百分点":
        size = Limit(quantity.value, "%", POINTS)
    elif quantity.unit in {"%", "‰"}:
        size = Limit(quantity.value, quantity.unit)
    else:
        size = Limit(quantity.value, unit=quantity.unit)
    named = one.outer.name if one.outer is not None else ""
    return StepBonus(named or metric, side, size, one.worth, start, span=desk.span(one.start, one.end))


def started(desk: Desk, adjustments: Sequence[Adjustment], full: Interval | None) -> tuple[Adjustment, ...]:
    """每超1个百分点加0.2分 without a start of its own begins where full marks do; without a cap it has no end."""
    out: list[Adjustment] = []
    for one in adjustments:
        if isinstance(one, StepBonus) and one.cap is None:
            near = "每超出1个百分点加0.5分，最多加2分"
            desk.problems.append(messages.NOT_UNDERSTOOD.at(*([one.span] if one.span else []), text="加分", near=near))
        if not isinstance(one, StepBonus) or one.start is not None:
            out.append(one)
            continue
        end = (full.low if one.side == "above" else full.high) if full is not None else None
        end = TARGET if end is None and full is not None and full.meets_target else end
        if end is None:
            desk.problems.append(messages.NO_LIMIT.at(*([one.span] if one.span else []), text="加分"))
        out.append(replace(one, start=end))
    return tuple(out)


def _one_off(one: Linked) -> bool:
    """有2项…扣5分 without 每 is a level of its own, not a step: no rule provides for it."""
    every = one.head.every
    above = bool(_FROM.match(one.head.text) or re.match(r"(?:及|或)?(?:以下|以内)", one.head.text))
    return every is not None and not every.each and (every.quantity.value > 1 or above)


def case_deduction(desk: Desk, one: Linked) -> CaseDeduction | None:
    """每发现2例…扣1分."""
    every = one.head.every
    if every is None:
        return None
    unit = every.quantity.unit
    if _one_off(one):
        desk.unread(one, "每发现一例扣1分，扣完为止")
        return None
    if unit in {"%", "‰", "百分点"}:
        desk.report(messages.NO_LIMIT, one.place, text=one.clause.text)
        return None
    text = counted_text(one)
    by_unit = (
        bool(_UNIT_NOUN.match(unit + one.head.text)) and bool(_MISSES.search(one.head.text))
    ) or unit in _UNIT_UNITS
    return CaseDeduction(
        text, unit, one.worth, every.quantity.value, by_unit=by_unit, span=desk.span(one.start, one.end)
    )


def counted_text(one: Linked) -> str:
    """What is counted, in words: the wording before 每 and behind the count."""
    verbs = "".join(one.head.every.verbs) if one.head.every else ""
    verbs = "" if verbs in {"有", "发现", "存在", "出现", "发生", "查出", "查实"} else verbs
    outer = one.outer.text if one.outer is not None else ""
    parts = [*one.context, outer, one.head.name, f"{verbs}{one.head.text}" if one.head.text else verbs]
    return "，".join(part for part in parts if part)


def _side_by_side(desk: Desk, first: Adjustment, second: Adjustment) -> bool:
    """Whether only commas stand between two deductions, so that a cap behind them may be for both."""
    if first.span is None or second.span is None or getattr(first, "cap", None) is not None:
        return False
    between = [at for at, place in enumerate(desk.normal.at) if first.span.end <= place <= second.span.start]
    return not any(desk.normal.text[at] in ";。" for at in between)


def _cap(desk: Desk, one: Linked, made: list[Adjustment]) -> None:
    """最多扣2分 caps the deduction before it, 合计最多扣4分 all of them, 单项最多扣2分 each of several."""
    worth: Worth = one.worth
    last = made[-1] if made else None
    whole = desk.weight is not None and worth.share_of(desk.weight) >= 1
    losses = [at for at, other in enumerate(made) if isinstance(other, CaseDeduction | OnceDeduction | LimitDeduction)]
    said = one.head.text
    if _SINGLY.search(said) and not whole:
        counted = {at: other for at in losses if isinstance(other := made[at], CaseDeduction)}
        if len(counted) < 2 or len(counted) < len(losses):
            desk.unread(one, "最多扣2分")
        for at, deduction in counted.items():
            made[at] = replace(deduction, cap=worth)
        return
    if said and not _OVERALL.fullmatch(said):
        desk.unread(one, "最多扣2分")
        return
    together = bool(said) or bool(re.search(r"合计|累计|总计|共计", one.clause.text))
    if len(losses) > 1 and isinstance(last, CaseDeduction) and not whole and worth != FULL:
        if together:
            made.append(LossCap(worth, desk.span(one.start, one.end)))
            return
        if _side_by_side(desk, made[losses[-2]], last):
            desk.unread(one, "以上合计最多扣4分")
    if ("加" in one.clause.text and isinstance(last, Bonus)) or (isinstance(last, StepBonus) and worth != FULL):
        made[-1] = replace(last, cap=worth)
    elif isinstance(last, Bonus):
        made[-1] = replace(last, within_weight=True) if whole or worth == FULL else replace(last, cap=worth)
    elif isinstance(last, CaseDeduction):
        made[-1] = last if worth == FULL else replace(last, cap=worth)
    elif not (whole or worth == FULL or worth.amount == Fraction(0)):
        desk.unread(one, "最多扣2分")
