"""Cases in words that are numbers after all: 按时完成 beside 延期不超过30天 is a delay of 0, 持平 a change of 0."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards.composing.desk import Linked
from kaocheng.standards.reading.clauses import Condition
from kaocheng.standards.reading.conditions import number_limit
from kaocheng.standards.reading.tokens import TIMES, UNITS
from kaocheng.standards.rules import COUNTED, Interval, Limit

_LATE = re.compile(r"逾期|延期|延迟|延误|推迟|超期|滞后|拖延|迟报|迟延")
_ON_TIME = re.compile(
    r"(?:[^，,\d]{0,8})?(?:按(?:时|期|计划时间|规定时间|时限|计划|合同约定时间)|及时|如期|准时|未延期|无延期|未逾期|(?:在)?(?:规定|计划|约定)(?:的)?(?:时间|时限|期限|工期)内)[^，,\d]{0,8}"
)
_RISES = re.compile(r"(?:提高|提升|增长|上升|增加|增幅|增收|增速)(?:率|幅度|比例)?$")
_FALLS = re.compile(r"(?:下降|降低|减少|降幅|压缩|压减|减排|节约)(?:率|幅度|比例)?$")
_RISEN, _FALLEN = r"(?:提高|提升|增长|上升|增加)", r"(?:下降|降低|减少)"
_SAME = re.compile(r"(?:基本)?(?:持平|不变|无变化|没有变化)")
_ALL_DONE = re.compile(
    r"(?:按(?:期|时|计划))?完成(?:全部|全年|年度)?(?:目标|任务|计划|建设内容|建设任务)+|(?:全部|全面|均|都|100%)(?:按(?:期|时|计划))?(?:完成|达标|达到|实现)(?:任务|目标|计划)?"
)
_COUNT = re.compile(
    rf"(?P<before>[^\d，,]{{0,8}}?)(?P<figure>\d+)(?P<unit>{UNITS})(?P<above>(?:及|或|（含）)?以上)?"
    r"(?P<after>[^\d，,]{0,12})"
)
_NONE = re.compile(r"(?:未|没有|无)[^，,\d]{1,14}")

Reading = Callable[[Linked], Interval | None]


def told_by_numbers(linked: Sequence[Linked]) -> list[Linked]:
    """The clauses, with every case in words turned into the number that it means, where all of them mean one."""
    scale = [one for one in linked if one.kind in {"award", "zero"} and one.head.kind in {"number", "text"}]
    if any(one.kind in {"deduct", "each", "formula", "ratio", "add"} for one in linked):
        return list(linked)
    numbers = [one for one in scale if one.head.kind == "number"]
    words = [one for one in scale if one.head.kind == "text"]
    if not words or not any(one.kind == "award" for one in scale):
        return list(linked)
    for read in _readings(numbers, words):
        meant = {id(one): interval for one in words if (interval := read(one)) is not None}
        if len(meant) == len(words):
            return [_told(one, meant.get(id(one)), _zero(meant.values())) for one in linked]
    return list(linked)


def _readings(numbers: Sequence[Linked], words: Sequence[Linked]) -> list[Reading]:
    limits = [limit for one in numbers for limit in _limits(one)]
    found: list[Reading] = []
    late = [one for one in numbers if _LATE.search(one.head.text)]
    unnamed = all(one in late or not one.head.name for one in numbers)
    if late and unnamed and late[0] is numbers[0] and all(limit.unit in TIMES for limit in limits):
        found.append(lambda one: Interval(high=Limit(Fraction(0), unit=limits[0].unit)) if _on_time(one) else None)
    if limits and all(limit.mark == "%" for limit in limits):
        found.append(lambda one: Interval(low=Limit(Fraction(1), "%")) if _ALL_DONE.fullmatch(one.text) else None)
    changing = [one.head.name for one in numbers if one.head.name]
    if changing and (_RISES.search(changing[0]) or _FALLS.search(changing[0])):
        rising = bool(_RISES.search(changing[0]))
        found.append(lambda one: _change(one, limits[0], rising=rising))
    units = {limit.unit.removeprefix("个") or "个" for limit in limits}
    said = [_COUNT.fullmatch(one.text) for one in words]
    units |= {count["unit"].removeprefix("个") or "个" for count in said if count}
    counted = len(units) == 1 and units <= COUNTED and not units & TIMES
    if counted and len(numbers) + sum(1 for count in said if count) > 1:
        found.append(
            lambda one: _count(one, next((count["unit"] for count in said if count), limits[0].unit if limits else ""))
        )
    return found


def changed_to_limit(one: Linked, steps: Sequence[Linked]) -> Linked:
    """较上年下降或持平得满分，每增长1个百分点扣0.5分: full marks are for a growth of at most 0."""
    units = {step.head.every.quantity.unit for step in steps if step.head.every is not None}
    verbs = "".join(verb for step in steps if step.head.every is not None for verb in step.head.every.verbs)
    rising = bool(re.search(_RISEN, verbs))
    if one.head.kind != "text" or not units <= {"%", "百分点"} or not re.search(rf"{_RISEN}|{_FALLEN}", verbs):
        return one
    interval = _change(one, Limit(Fraction(0), "%"), rising=rising)
    if interval is None or interval.low is not None:
        return one
    return replace(one, head=replace(one.head, kind="number", condition=Condition(interval)), context=())


def turned(zero: Linked, metric: str) -> Linked:
    """不降反升的不得分, where the metric is a fall: below 0."""
    if zero.kind != "zero" or zero.head.kind != "text" or not (_RISES.search(metric) or _FALLS.search(metric)):
        return zero
    interval = _change(zero, Limit(Fraction(0), "%"), rising=bool(_RISES.search(metric)))
    if interval is None:
        return zero
    return replace(zero, head=replace(zero.head, kind="number", condition=Condition(interval)), context=())


def _on_time(one: Linked) -> bool:
    return bool(_ON_TIME.fullmatch(one.text)) and not re.search(r"未|不|没", re.sub("未延期|未逾期", "", one.text))


def _limits(one: Linked) -> list[Limit]:
    interval = one.head.condition.interval if one.head.condition is not None else Interval()
    return [limit for limit in (interval.low, interval.high) if limit is not None]


def _change(one: Linked, like: Limit, *, rising: bool) -> Interval | None:
    """持平 is 0, 下降 below it where the metric is a rise (or above it where it is a fall)."""
    zero = Limit(Fraction(0), like.mark, like.unit)
    text = re.sub(r"^[^，,]*?(?:同比|较上年度?|比上年度?|与上年度?|上年度?)|(?:有所|出现|略有|或者|或)", "", one.text)
    text = (
        re.sub(r"^不[升增]反(?=[降减])|^不[降减]反(?=[升增])", "", text).replace("升", "上升").replace("上上升", "上升")
    )
    same, other = (_RISEN, _FALLEN) if rising else (_FALLEN, _RISEN)
    if _SAME.fullmatch(text):
        return Interval(zero, zero)
    if re.fullmatch(rf"(?:未|没有|不|零){same}|{other}{_SAME.pattern}|{_SAME.pattern}{other}", text):
        return Interval(high=zero)
    if re.fullmatch(other, text):
        return Interval(high=zero, high_in=False)
    return Interval(low=zero, low_in=False) if re.fullmatch(same, text) else None


def _count(one: Linked, unit: str) -> Interval | None:
    """制定3个及以上制度, 未制定."""
    if found := _COUNT.fullmatch(one.text):
        limit = number_limit(f"{found['figure']}{found['unit']}")
        return Interval(low=limit) if found["above"] else Interval(limit, limit)
    if one.kind == "zero" and _NONE.fullmatch(one.text):
        zero = Limit(Fraction(0), unit=unit)
        return Interval(zero, zero)
    return None


def _zero(meant: Iterable[Interval]) -> str:
    """``said`` where 0 has a case of its own, ``left`` where only what lies below it has; else empty."""
    cases = list(meant)
    if any(one.low is not None and one.low.value == 0 and one.low_in for one in cases):
        return "said"
    below = any(one.high is not None and one.high.value == 0 and not one.high_in for one in cases)
    return "left" if below else ""


def _told(one: Linked, meant: Interval | None, zero: str) -> Linked:
    condition = one.head.condition
    if meant is not None:
        return replace(one, head=replace(one.head, kind="number", condition=Condition(meant)), context=())
    if not zero or condition is None or one.head.kind != "number":
        return one
    interval = condition.interval
    if interval.low is None and interval.high is not None and interval.high.value > 0:
        # 提高不足1个百分点 beside 持平: more than 0.
        low = replace(interval.high, value=Fraction(0))
        return replace(
            one,
            head=replace(
                one.head, condition=replace(condition, interval=replace(interval, low=low, low_in=zero == "left"))
            ),
        )
    return one
