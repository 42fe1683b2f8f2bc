"""Reading what stands before a consequence: a number's condition, 每…, 否则, or a condition in words."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards import names
from kaocheng.standards.reading.clauses import Condition, Every, Head
from kaocheng.standards.reading.conditions import number_limit
from kaocheng.standards.reading.parser import parse
from kaocheng.standards.reading.tokens import BLANK, DEVIATION, TIMES, Sign, signs
from kaocheng.standards.rules import Interval, Limit

_LEAD = re.compile(
    r"^(?:只要|如果|如(?!期|实|数|何)|若(?!干)|当(?!年|期|地|前|月|日|季|事)|凡是|凡|对于|对(?!象|接|账|标|照|方|策|称|比|应|口|外)|其中|即(?!时|期|将)|且|并且|并(?!网|购|轨|行|案|联)|但是|但|则|的|在(?!校|岗|建|职|编|册|途|线|库|用)|，|,|、|:|。|;|\.)+"
)
_TRAIL = re.compile(r"(?:的|(?<![及按准定临同随适实即届])时|者|则|,|，|、|:|情况下|的情况)+$")
_OTHERWISE = re.compile(
    r"(?:否则|反之|其他|其余|除此之外|除此以外|(?:其他|其余)(?:情况|情形|的)?|以上(?:情况|条件)?之外|以上都不|没有的?|"
    r"(?:如|若)?(?:均|全部|仍|尚)?(?:未|没有?|不|达不到|不能)(?:达到|达标|完成|满足|符合|达|合格|做到|实现|到位|足)?(?:的|者|目标值?|标准|要求|规定|指标值?|上述|以上|预期|全部|该|条件|任务|计划|目标任务|按期|按时|及时|完成)*"
    r"|(?:高于|低于|超过|少于|大于|小于|超出|不足|超|低|未完成|达不到)(?:目标值?|标准|上述|该值|以上|此)*(?:的|者)?(?:部分)?|差于|达不到的?|不是的?|非)"
)
# 介于两者之间的，按插值法计分: what lies between the bands that are said.
_BETWEEN = re.compile(
    r"(?:(?:介于|处于|在|位于)?(?:二者|两者|上述|以上|前述|其|中)?(?:之?间|中间)(?:值|的|部分|区间|情况|数值)*|其间.*)"
)
_RATE_END = re.compile(
    r"(?:率|度|比例|比重|占比|数量|人数|次数|面积|数|额|量|值|成本|单价|费用|时间|天数|得分|比|分|幅|价|面|人|时长|里程|收入|就业|产值|户|指标|例数)$"
)
_NOT_A_METRIC = re.compile(r"[,;。]|(?:未|没有|不能|是否)$")
_ELSE_FIRST = re.compile(r"^(?:否则|反之|其他情况|未达到的?|未达标的?|不足的?|低于的?|高于的?|超过的?|未完成的?)[，,]?")
_ANY_METRIC = frozenset(
    {"X", "x", "实际值", "完成值", "业绩值", "实现值", "指标值", "实际完成值", "该指标", "指标", "其"}
)
# Texts that are kept are shown with the signs that Chinese is written with.
SHOWN = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})
_LACKING = re.compile(r"少|缺|漏|未|错|多|迟")
_GRADE_NAME = re.compile(
    r"(?<=[下上内间)%])(?:的)?为?[“]?(?:优秀?|良好?|中等?|较?差|不?合格|及格|一般|较?好)[”]?(?:的|,)?$"
)
_GRADE = re.compile(
    r"(?:(?:评价|考核|考评|评审|评定|验收|综合)*(?:结果|等级|等次|结论|档次|成绩|得分)?(?:为|是|达到|被评为|评为|获)?)?[“]?(?P<grade>优秀?|良好?|中等?|较?差|(?:不|基本)?合格|及格|不及格|一般|较?好|[一二三四五]级|[A-E]级?)[”]?(?:等次|等级|级|档)?"
)
_NUMERIC = frozenset(
    {
        "NUMBER",
        "QTY",
        "ONE",
        "PERCENT",
        "PERMILLE",
        "SCORE",
        "FRACTION",
        "POINTS",
        "GE",
        "LE",
        "GT",
        "LT",
        "NOTREACH",
        "REACH",
    }
    | {
        "EQ",
        "KEEP",
        "IN",
        "ABOVE",
        "BELOW",
        "WITHIN",
        "BEYOND",
        "DASH",
        "INCL",
        "EXCL",
        "PLUSMINUS",
        "INTERVAL",
        "RANKED",
    }
)
_COMPARING = frozenset({"PERCENT", "PERMILLE", "GE", "LE", "GT", "LT", "NOTREACH", "REACH", "EQ", "KEEP"})
# 合同签订后3个月内: since when a time is counted is no metric.
_SINCE = re.compile(r"(?:后|之日起|日起|自.*起|以来)$")
_DEED_SIGNS = frozenset({"TEXT", "OF", "TAIL", "REACH", "TARGET", "WHOLE", "MEET"})
_DEVIATES = re.compile(rf"(?:{DEVIATION})")
_UNDONE = re.compile(r"^(?:仍|才|还|尚|均)*(?:未|没有?|不)")
_FIGURES = frozenset({"PERCENT", "PERMILLE", "NUMBER", "QTY"})
_QUANTITIES = frozenset({"PERCENT", "PERMILLE", "POINTS", "QTY", "ONE", "NUMBER"})
# 每100人中有1人: one in a hundred is no step that a rule provides for.
_OF_MANY = re.compile(r"(?:中|当中|里|内)[^得扣加]*(?:有|出现|发生|发现)")
_VERB_AHEAD = {"FIND", "LACK", "MEET"}


def read_head(text: str, found: Sequence[Sign], consequence: str) -> Head:
    """The head that the signs before a consequence of this kind make."""
    if not found:
        return Head("", 0, 0)
    start, end = found[0].start, found[-1].end
    wording = clean(text[start:end])
    if not wording:
        return Head("", start, end)
    if _OTHERWISE.fullmatch(wording) or (consequence == "linear" and _BETWEEN.fullmatch(wording)):
        return Head("otherwise", start, end, wording)
    if any(sign.kind == "EVERY" for sign in found):
        numbered = _numbered(text, found, wording) if consequence == "award" else None
        return numbered or _every(text, found, wording)  # 每万元能耗≤目标值 begins with 每, but is a limit
    if (counted := _counted(text, found, wording, consequence)) is not None:
        return counted
    if consequence == "deduct" and (stepped := _stepped(found)) is not None:
        return stepped
    if (numbered := _numbered(text, found, wording)) is not None:
        return numbered
    return Head("text", start, end, wording)


def is_grade(text: str) -> bool:
    """Whether a wording is the name of a grade: 优, 良好, 评价结果为优."""
    return bool(_GRADE.fullmatch(text))


def grade_in(*texts: str) -> str:
    """The grade that a numeric head names in words: 90%以上为优, 优（90-100分）, or 优：before it; empty without."""
    for text in texts:
        for part in (re.sub(r"[（(].*[)）]", "", text), *re.findall(r"(?<=[上下内间)%])为?(.*)$", text)):
            if found := _GRADE.fullmatch(part.removesuffix("的")):
                return found["grade"]
    return ""


def clean(text: str) -> str:
    """A wording without the function words around it."""
    plain = text.replace(BLANK, "").strip()
    if found := re.match(r"(?:否则|反之|其他|其余)(?:的|,)*$", plain):
        return found[0].strip("的,")
    return _TRAIL.sub("", _LEAD.sub("", plain)).strip().translate(SHOWN)


def clean_name(text: str) -> str:
    """A metric's name without the function words around it."""
    return re.sub(r"(?:应|均|都|在|为|可|达|是)+$", "", clean(text))


def _every(text: str, found: Sequence[Sign], wording: str) -> Head:
    start, end = found[0].start, found[-1].end
    at = max(index for index, sign in enumerate(found) if sign.kind == "EVERY")
    stepping, limit = _without_limit(found[at:])
    every: Every | None = parse("every", stepping)
    if every is None or _OF_MANY.match(text[every.rest[0] : every.rest[1]]):
        return Head("unread", start, end, wording)
    return _headed(text, found[:at], replace(every, limit=limit), start, end)


def _without_limit(found: Sequence[Sign]) -> tuple[Sequence[Sign], Limit | None]:
    """每低于100%一个百分点: the first of two quantities is where the steps begin."""
    for at, (first, second) in enumerate(itertools.pairwise(found)):
        if first.kind in _FIGURES and second.kind in _QUANTITIES:
            return [*found[:at], *found[at + 1 :]], number_limit(first.text)
    return found, None


def _headed(text: str, before: Sequence[Sign], every: Every, start: int, end: int) -> Head:
    name = clean(text[before[0].start : before[-1].end]) if before else ""
    name = clean(_ELSE_FIRST.sub("", name)) if name else ""
    rest = clean(text[every.rest[0] : every.rest[1]])
    return Head("every", start, end, rest, name, every=every)


def _counted(text: str, found: Sequence[Sign], wording: str, consequence: str) -> Head | None:
    if consequence not in {"deduct", "zero", "award", "veto", "add", ""}:
        return None
    start, end = found[0].start, found[-1].end
    for at, sign in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        verb = sign.kind in _VERB_AHEAD and after is not None and after.kind in {"QTY", "ONE"}
        single = sign.kind == "ONE" or (
            sign.kind == "QTY" and re.fullmatch(r"1\D+", sign.text) and _LACKING.match(wording)
        )
        bare = single and consequence in {"deduct", "zero"} and (at == 0 or consequence == "deduct")
        bare = bare or (consequence == "deduct" and _once_more(found, at))
        if not verb and not bare:
            continue
        if sign.kind == "MEET" and consequence not in {"award", "add"}:
            continue
        if sign.kind != "MEET" and consequence in {"award", "add", ""}:
            continue
        every: Every | None = parse("found", found[at:])
        if every is not None:
            head = _headed(text, found[:at], every, start, end)
            return Head("every", start, end, head.text, head.name, every=every, condition=None) if wording else None
    return None


def _once_more(found: Sequence[Sign], at: int) -> bool:
    """发生一般事故1起扣2分, 未报送的1次扣1分: one of what is counted, said without 每."""
    sign, counted = found[at], re.fullmatch(r"1(个?\D+)", found[at].text)
    rest = found[at + 1 :]
    failing = bool(rest) and rest[0].kind == "TEXT" and bool(_UNDONE.match(rest[0].text))  # 档案1份不真实
    ends = failing or all(other.kind in {"OF", "TAIL"} for other in rest)
    compared = any(other.kind in _COMPARING for other in found[:at])
    return (
        sign.kind == "QTY" and bool(counted) and ends and not compared and counted[1] not in TIMES if counted else False
    )


def _stepped(found: Sequence[Sign]) -> Head | None:
    """超过规定时限1天扣1分 is said without 每: one day, one month, one percentage point."""
    last = found[-1]
    verb = next((sign for sign in found if re.fullmatch(DEVIATION, sign.text)), None) or _verb_in(found)
    if last.kind not in {"QTY", "ONE", "POINTS"} or verb is None:
        return None
    every: Every | None = parse("every", [Sign("EVERY", "每", last.start, last.start), last])
    timed = (
        every is not None
        and every.quantity.unit in {*TIMES, "百分点"}
        and every.quantity.value in {1, Fraction(1, 100)}
    )
    if every is None or not timed:
        return None
    return Head(
        "every",
        found[0].start,
        last.end,
        every=Every((verb,) if isinstance(verb, str) else (verb.text,), every.quantity, (0, 0)),
    )


def _verb_in(found: Sequence[Sign]) -> str | None:
    begins = re.match(DEVIATION, found[0].text)
    return begins[0] if begins else None


def _numbered(text: str, found: Sequence[Sign], wording: str) -> Head | None:
    start, end = found[0].start, found[-1].end
    if (named := _GRADE_NAME.search(text[start:end])) and len(found) > 1:
        found = signs(text, start, start + named.start())  # 90%以上为优
    if re.search(r"\d:\d", text[start:end]):
        return None  # 16:1 is no number
    for at in range(len(found)):
        if at and found[at - 1].kind in _NUMERIC:
            continue
        if any(sign.kind in _COMPARING for sign in found[:at]):
            continue
        if at and _is_soup(found[:at]) and not _RATE_END.search(clean_name(text[start : found[at].start])):
            continue
        condition: Condition | None = (
            parse("condition", _plain_ends(found[at:]))
            or _done_in_time(found[at:])
            or _in_brackets(found[at:])
            or _against_a_name(found[at:])
            or (_reaches_a_name(found) if at == 0 else None)
        )
        if condition is None:
            continue
        raw = text[start : found[at].start]
        name = clean_name(raw) or clean_name(condition.name)
        name = "" if _SINCE.search(name) else name
        name = "" if name in _ANY_METRIC else name
        if condition.interval.meets_target and condition.sign != "REACH" and name:
            continue  # 未申报绩效目标 names no limit
        if (
            _NOT_A_METRIC.search(name)
            or re.match(r"以.+", name)
            or (condition.sign == "bare" and name and not _may_be_bare(name, condition))
        ):
            continue
        return Head("number", start, end, wording, name, condition)
    return None


def _plain_ends(found: Sequence[Sign]) -> Sequence[Sign]:
    """16至18之间(含): what stands behind 之间 only says what holds anyway."""
    said = len(found) > 2 and found[-1].kind == "INCL" and found[-2].kind in {"TAIL", "WITHIN"}
    return found[:-1] if said else found


def _in_brackets(found: Sequence[Sign]) -> Condition | None:
    """达标(≥98%): the limit that 达标 means, in brackets."""
    if len(found) < 4 or found[0].kind != "TEXT" or found[1].kind != "OPEN" or found[-1].kind != "CLOSE":
        return None
    if is_grade(clean(found[0].text)):  # 良（80-90分，不含90分）
        return _graded_range(found[2:-1])
    if not re.fullmatch(r".*(?:达标|达到要求|符合要求|合格)", found[0].text):
        return None
    condition: Condition | None = parse("condition", found[2:-1])
    name = re.sub(r"(?:达标|达到要求|符合要求|合格)$", "", found[0].text)
    return replace(condition, name=name) if condition is not None and names.is_rate(name) else None


def _graded_range(found: Sequence[Sign]) -> Condition | None:
    """80-90分，不含90分: the end that is named again is marked."""
    said = "".join(sign.text for sign in found)
    marked = re.fullmatch(r"(?P<range>[^,;、]+)[,;、](?P<mark>不?含)(?P<figure>[\d.]+)(?:分|%)?", said)
    if marked is None:
        condition: Condition | None = parse("condition", found)
        return condition if condition is not None and condition.sign != "bare" else None
    text = marked["range"]
    ranged: Condition | None = parse("condition", signs(text, 0, len(text)))
    if ranged is None:
        return None
    value, included = number_limit(marked["figure"]).value, marked["mark"] == "含"
    interval = ranged.interval
    if interval.low is not None and _figure(interval.low) == value:
        return replace(ranged, interval=replace(interval, low_in=included), low_said=included)
    if interval.high is not None and _figure(interval.high) == value:
        return replace(ranged, interval=replace(interval, high_in=included), high_said=included)
    return None


def _figure(limit: Limit) -> Fraction:
    return limit.value * 100 if limit.mark == "%" else limit.value


def _done_in_time(found: Sequence[Sign]) -> Condition | None:
    """5个工作日内办结, 60日后仍未拨付到位: what is done in the time is no part of the limit; not done is its contrary."""
    timed = [
        at
        for at, sign in enumerate(found)
        if sign.kind in {"QTY", "NUMBER"} and re.sub(r"[\d.,]", "", sign.text) in TIMES
    ]
    if not timed:
        return None
    begin = next((at for at in range(timed[-1] + 1, len(found)) if found[at].kind in {"TEXT", "REACH", "MEET"}), None)
    if begin is None or any(sign.kind not in _DEED_SIGNS for sign in found[begin:]):
        return None
    deed = "".join(sign.text for sign in found[begin:])
    if re.search(r"\d", deed) or _DEVIATES.match(deed):
        return None
    condition: Condition | None = parse("condition", found[:begin])
    if condition is None or condition.sign == "bare":
        return None
    if not _UNDONE.match(deed) or condition.interval.high is None:
        return condition
    if condition.interval.low is not None:
        return None
    return Condition(Interval(low=condition.interval.high, low_in=not condition.interval.high_in), sign="GT")


def _is_soup(before: Sequence[Sign]) -> bool:
    """Whether numbers or comparisons stand before: then only a name such as 0-6岁儿童健康管理率 may end there."""
    return any(sign.kind in _NUMERIC for sign in before)


def _may_be_bare(name: str, condition: Condition) -> bool:
    limit = condition.interval.low
    return bool(limit and limit.mark) or names.is_rate(name)


def _reaches_a_name(found: Sequence[Sign]) -> Condition | None:
    """实际户数达到计划户数: as one quantity reaches another."""
    if found[0].kind != "TEXT" or any(sign.kind not in {"TEXT", "OF", "TAIL"} for sign in found):
        return None
    said = re.fullmatch(
        rf"(?P<name>[^,;]+?)达到(?P<target>[^,;]*{_RATE_END.pattern})", clean("".join(sign.text for sign in found))
    )
    if said is None or not _RATE_END.search(said["name"]) or not names.is_target(said["target"]):
        return None
    limit = Limit(Fraction(1), of_target=True, name=said["target"])
    return Condition(Interval(low=limit), sign="GE", name=said["name"])


def _against_a_name(found: Sequence[Sign]) -> Condition | None:
    """不高于批复单价: a limit that is a name for the target."""
    if len(found) < 2 or found[0].kind not in {"GE", "LE", "GT", "LT"}:
        return None
    share, named = Fraction(1), list(found[1:])
    if len(named) > 1 and named[-1].kind == "PERCENT":  # 不少于核定人数的90%
        share, named = number_limit(named[-1].text).value, named[:-1]
    name = clean("".join(sign.text for sign in named))
    if not names.is_target(name) or any(sign.kind not in {"TEXT", "OF", "TAIL", "TARGET"} for sign in named):
        return None
    limit = Limit(share, of_target=True, name=name)
    kind = found[0].kind
    if kind in {"GE", "GT"}:
        return Condition(Interval(low=limit, low_in=kind == "GE"), sign=kind)
    return Condition(Interval(high=limit, high_in=kind == "LE"), sign=kind)
