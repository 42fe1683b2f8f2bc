"""Giving every consequence its condition, which may stand in an earlier piece: 超过10%的，每超过1个百分点扣0.2分."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kaocheng.standards import messages, names
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.nearest import nearest_phrasing
from kaocheng.standards.reading.clauses import Clause, Condition, Consequence, Head
from kaocheng.standards.reading.heads import is_grade, read_head
from kaocheng.standards.reading.tokens import TIMES, signs
from kaocheng.standards.rules import FULL, Interval, Worth

_SUSPECT = re.compile(
    r"计分|记分|赋分|给分|计入得分|折算|^否则|^反之|比例(?:计|得|扣)|否决|得\d|扣\d|\d分|得分|扣分|满分|每[^年月季日周天位股个人]|权重"
)
# 收到资金之日起，25个工作日以内: since when a time is counted.
_SINCE = re.compile(r"(?:后|之日起|日起|以来)$")
_SUSPECT_MARKS = re.compile(r"\d分|[得扣加减]\d|计分|得分|扣分|满分|不得分|否则")
# 按照年度计划完成情况计分： announces the cases that follow.
_ANNOUNCES = re.compile(r"^[^\d扣加]*(?:计分|记分|评分|打分|赋分|给分)$")
_DEMANDS = re.compile(r"应当?(?!收|付|缴|采|公开率|完成)|必须|须于|须在|要求")
_SAMPLED = re.compile(
    r"(?:随机)?(?:抽查|抽取|走访|抽样|抽选|调取|查阅|(?:现场|实地)(?:实?查|查看|核[查实]|检查|勘察|勘查|抽查))"
)
_LEAD = re.compile(
    r"^(?:根据|依据(?!充分|明确|合理|准确|可靠|完整|真实|合规|不|未|、)|按照(?!规定|要求|计划|合同|程序)|按(?!照|时|期|质|量|规|要求|计划|程序|标准|合同|季|月|年|进度|序)|依照|结合|参照|通过|对照|以|考核|考察|评价|反映|由|主要|重点|采用|采取|本指标|该指标|本项|指标|具体|评分|计分|其中|分档|分级|正向|反向|逆向|定量|定性|打分|计算|说明|满分|总分|评估|截至)"
    r"|(?:情况|方面|如下|标准|方法|规则|评分|打分|计分|得分|评价|考核|为准|指标|分值|计算|要点|期内|年度|范围|部分|内容|法|类|时|：|的话|程度)$"
)
# Words that leave the marks to somebody or something else; no condition that a mark could follow from.
_DELEGATES = re.compile(
    r"^(?!.*分[为成].*[档等级类](?:次|别)?$)结合[^,，]*(?:情况|程度|效果|实际|结果|质量)$|^(?:根据|依据(?!充分|明确|合理|准确|可靠|完整|真实|合规|不|未|、)|依照|参照|参考|视)(?!.*分[为成].*[档等级类](?:次|别)?$)(?!.*(?:制定|编制|建立|开展|完成了|要求|规定|分配|安排|拨付|调整|实施)).*$|^综合(?:考虑|评定|判断|评判|衡量|评价)(?!结果|等级|等次|得分|为)|(?:专家|评价组|评审组|小组|评委|人员|委托方|主管部门|财政部门|甲方)[^,;。]{0,8}(?:评定|打分|评分|裁定|判定|认定)$|^请|忽略|无视|[给打扣计记赋]分(?=[，,]|$)"
)
_NO_CASE = re.compile(r"^请|忽略|无视|(?:的|其他|其余|否则|部分)[^，]*[给打扣计记赋评]分$")
# What may follow a rule without being one: remarks in brackets, documents, what counts as data, 符合得分, 以上各项.
_HARMLESS = re.compile(
    r"[（(\[].*|[^一-龥]*|《.*|.*以[^，]*为准|.*(?:不计入|不计算在内|不在此列|不重复计算|除外)|(?:超额|超出|超过)[^，]*不(?:另|再|予)?加分|（不?含）分?|(?:以上|上述)?(?:各|共)?[一二三四五六七八九十\d]*(?:项|条|点)|(?:符合|满足)(?:的|条件|要求)*得(?:分|该项|相应).*"
)


def link(desk: Desk, clauses: Sequence[Clause]) -> list[Linked]:
    """The consequences with their conditions; wordings that condition nothing are notes, or not understood."""
    linked: list[Linked] = []
    pending: list[Clause] = []
    for clause in clauses:
        match clause.kind:
            case "wording":
                pending.append(clause)
            case "rule" | "formula" | "ratio":
                vetoed = bool(linked) and linked[-1].kind == "veto"
                made = [part for one in _joined(desk, clause, pending, vetoed=vetoed) for part in _halves(desk, one)]
                made = [part for one in made for part in _on_a_line(one)]
                linked.extend(made)
                pending = []
            case "note":
                desk.notes.append(clause.text)
            case "highest" if _adds_up(clauses):
                _unread(desk, clause.start, clause.end, clause.text)
            case "highest":
                desk.notes.append(clause.text)
            case "discretion":
                desk.report(messages.DISCRETION, (clause.start, clause.end), text=clause.text)
            case "bad_formula":
                desk.report(messages.BAD_FORMULA, (clause.start, clause.end), text=clause.text, expected=clause.name)
        if clause.separator in ";。" and pending and clause.kind == "wording" and not _waits(pending[-1]):
            linked.extend(_loose(pending))
            pending = []
    linked.extend(_loose(pending))
    _nothing_astray(desk, linked)
    return _named_by_headings(linked, desk.weight)


def _adds_up(clauses: Sequence[Clause]) -> bool:
    """Whether marks for one thing are added to those for another, so that which of them count is not said by cases."""
    kinds = {clause.consequence.kind for clause in clauses if clause.consequence is not None}
    counts = any(clause.head is not None and clause.head.kind == "every" for clause in clauses)
    return bool(kinds & {"add", "each"}) or counts


def _nothing_astray(desk: Desk, linked: Sequence[Linked]) -> None:
    """其他情况参照有关文件执行 behind a rule is a case whose marks are not said: to drop it would be a guess."""
    scored = explaining = False
    for at, one in enumerate(linked):
        if one.kind != "loose":
            scored = scored or one.kind != "floor"
            continue
        # 在职人员数：部门实际在职人数，以编制口径为准 behind the rule tells what an item of the formula is.
        explaining = explaining or (one.stop == ":" and any(names.same(one.clause.text, item) for item in desk.items))
        if explaining and not _SUSPECT.search(one.clause.text):
            explaining = one.stop not in set(";。")
            continue
        heads_a_part = one.stop == ":" and at + 1 < len(linked) and linked[at + 1].kind != "loose"
        if scored and not heads_a_part and not _HARMLESS.fullmatch(one.clause.text):
            _unread(desk, one.start, one.end, one.clause.text)


def _named_by_headings(linked: list[Linked], weight: Fraction | None) -> list[Linked]:
    """预算完成率（3分）：达到95%得3分 has a heading: it names the metric and repeats the maximum."""
    out: list[Linked] = []
    heading = ""
    maximum: Worth | None = None
    for index, one in enumerate(linked):
        if _is_heading(one, linked[index + 1 :]):
            heading = one.head.text
            if one.worth.is_share and weight is not None:
                maximum = Worth(one.worth.amount * weight)
            continue
        if maximum is not None and one.kind == "award" and one.worth == FULL:
            out.append(_worth_of_part(one, maximum, heading))
            continue
        short = heading.endswith(one.head.name)  # 合格证取得率：取得率≥90%
        unnamed = heading and one.head.kind == "number" and short and names.is_rate(heading)
        out.append(replace(one, head=replace(one.head, name=heading)) if unnamed else one)
        if one.stop in set(";。"):
            heading, maximum = "", None
    return out


def _worth_of_part(one: Linked, maximum: Worth, heading: str) -> Linked:
    """质量达标率占权重的50%，质量达标率≥95%得满分: the full marks of the part are its share of the whole."""
    mark = replace(one.consequence.marks[0], worth=maximum)
    clause = replace(one.clause, consequence=replace(one.consequence, marks=(mark,)))
    short = one.head.kind == "number" and heading.endswith(one.head.name) and names.is_rate(heading)
    return replace(one, clause=clause, head=replace(one.head, name=heading) if short else one.head)


def _is_heading(one: Linked, rest: Sequence[Linked]) -> bool:
    """Whether an award only says the maximum of what follows, which has awards of its own before the next stop."""
    if one.head.kind != "text" or len(one.consequence.marks) != 1 or one.kind not in {"award", "each"}:
        return False
    if one.stop != ":" and not (one.kind == "each" and one.stop == "," and names.is_rate(one.head.text)):
        return False
    for other in rest:
        if other.kind == "award":
            return one.kind == "award" or other.worth in {one.worth, FULL}
        if other.stop in set(";。"):
            return False
    return False


def _halves(desk: Desk, one: Linked) -> list[Linked]:
    """低于95%或者发生质量事故的，不得分: a floor and a veto in one clause."""
    if one.kind not in {"zero", "veto"} or one.head.kind != "text" or "或" not in one.head.text:
        return [one]
    text = desk.text[one.head.start : one.head.end]
    cut = re.search(r"或者?", text)
    if cut is None:
        return [one]
    bounds = [(one.head.start, one.head.start + cut.start()), (one.head.start + cut.end(), one.head.end)]
    heads = [read_head(desk.text, signs(desk.text, *bound), one.kind) for bound in bounds]
    if not any(head.kind == "number" for head in heads):
        return [one]
    return [replace(one, head=head, start=head.start, context=()) for head in heads]


def _on_a_line(one: Linked) -> list[Linked]:
    """按插值法得3-5分: an award of a range, and that it is a line."""
    if one.kind != "within":
        return [one]
    award = replace(one.clause, consequence=replace(one.consequence, kind="award"))
    line = replace(one.clause, consequence=Consequence("linear"))
    empty = Head("", one.end, one.end)
    return [
        replace(one, kind="award", clause=award),
        Linked("linear", empty, line, (), None, one.end, one.end, one.stop),
    ]


def _waits(clause: Clause) -> bool:
    """A condition whose consequence is cut off by a stray stop waits for it; a wording may."""
    if _demands(clause):
        return False  # 应于收到后15日内拨付；未按时拨付的每笔扣1分
    return (
        clause.head is not None and clause.head.kind in {"every", "number", "otherwise", "unread"}
    ) or clause.separator == "。"


def _demands(clause: Clause) -> bool:
    """Whether a wording says what is to be done, and nothing about marks."""
    return bool(_DEMANDS.search(clause.text)) and not _SUSPECT_MARKS.search(clause.text)


def _loose(pending: Sequence[Clause]) -> list[Linked]:
    return [
        Linked(
            "loose",
            clause.head or Head("text", clause.start, clause.end, clause.text),
            clause,
            start=clause.start,
            end=clause.end,
            stop=clause.separator,
        )
        for clause in pending
    ]


def _joined(desk: Desk, clause: Clause, pending: list[Clause], *, vetoed: bool) -> list[Linked]:
    kind = clause.consequence.kind if clause.consequence else clause.kind
    head = clause.head or Head("", clause.start, clause.start)
    if kind in {"floor", "most"}:
        alone = Linked(kind, head, clause, start=clause.start, end=clause.end, stop=clause.separator)
        return [*_loose(pending), alone]
    if (
        kind == "zero"
        and not head.kind
        and not pending
        and clause.text in {"得0分", "不得分", "计0分", "该项不得分"}
        and vetoed
    ):
        return []  # 一票否决，得0分
    if kind == "veto" and not head.kind and not pending:
        desk.notes.append(clause.text)  # 实行一票否决。 announces what follows
        return []
    if head.kind == "unread":
        _unread(desk, clause.start, clause.end, clause.text)
    loose: list[Linked] = []
    if head.kind and _ends_before(pending):
        loose, pending = _loose(pending), []
    start = pending[0].start if pending else clause.start
    head, texts = _headed(head, _pending_heads(desk, kind, head, pending))
    delegated = head.kind == "text" and _DELEGATES.search(head.text)
    if delegated or any(part.kind == "text" and _NO_CASE.search(part.text) for part in texts):
        desk.report(messages.DISCRETION, (start, clause.end), text=desk.text[start : clause.end])
    outer: Head | None = None
    if texts and texts[-1].kind in {"number", "otherwise", "every"} and head.kind != "text":
        outer, texts = texts[-1], texts[:-1]
    if kind == "deduct" and head.every is not None and head.every.quantity.unit not in {*TIMES, "%", "‰", "百分点"}:
        texts = _worded_before(texts)
    if outer is not None and (both := _both_ends(outer, head)) is not None:
        head, outer = both, None
    for wrong in (part for part in texts if part.kind in {"number", "every", "unread"}):
        _unread(desk, wrong.start, wrong.end, wrong.text)
    context = tuple(part.text for part in texts if part.kind in {"text", "otherwise"})
    return [*loose, Linked(kind, head, clause, context, outer, start, clause.end, clause.separator)]


def _worded_before(texts: list[Head]) -> list[Head]:
    """20个工作日内予以公开，未及时公开的，每有1例: a limit before a wording tells of what is counted (reading rule 20)."""
    last = max((at for at, part in enumerate(texts) if part.kind == "text"), default=0)
    return [
        replace(part, kind="text") if part.kind == "number" and at < last else part for at, part in enumerate(texts)
    ]


def _both_ends(first: Head, second: Head) -> Head | None:
    """≥4%，＜8%: two limits of one metric with a comma between them are the ends of one interval."""
    if first.condition is None or second.condition is None or second.kind != "number":
        return None
    if second.name and not names.same(first.name, second.name):
        return None
    low, high = sorted((first.condition, second.condition), key=lambda one: one.interval.low is None)
    ends = Interval(low.interval.low, high.interval.high, low.interval.low_in, high.interval.high_in)
    one_sided = low.interval.high is None and high.interval.low is None
    if not one_sided or ends.low is None or ends.high is None or ends.low.of_target != ends.high.of_target:
        return None
    if ends.low.value >= ends.high.value or (ends.low.mark, ends.low.unit) != (ends.high.mark, ends.high.unit):
        return None
    marked = Condition(ends, low_said=ends.low_in, high_said=ends.high_in, sign="range")
    text = f"{first.text}，{second.text}"
    return Head("number", first.start, second.end, text, first.name, marked)


def _ends_before(pending: Sequence[Clause]) -> bool:
    """A wording before a stop belongs to what follows only where that has no condition of its own."""
    last = pending[-1] if pending else None
    if last is not None and last.separator == ":" and is_grade(last.text):
        return False  # 良：80-89分得4分
    return last is not None and last.separator in ";。:" and last.head is not None and last.head.kind == "text"


def _pending_heads(desk: Desk, kind: str, head: Head, pending: list[Clause]) -> list[Head]:
    """The heads that wait for a consequence, the last one read again now that its consequence is known."""
    if head.kind == "" and pending and kind in {"deduct", "zero", "veto"}:
        said = pending[-1]
        reread = read_head(desk.text, signs(desk.text, said.start, said.end), kind)
        if said.head is not None and said.head.kind == reread.kind == "number":
            reread = said.head  # a ratio in place of a name has got its name by now
        pending = [*pending[:-1], replace(said, head=reread)]
    if head.kind == "text":  # 应于每季度结束后15日内发放到位，按时发放得6分
        demands = [said for said in pending if _demands(said) and said.head is not None and said.head.kind == "number"]
        desk.notes.extend(said.text for said in demands)
        pending = [said for said in pending if said not in demands]
    texts = [before.head for before in pending if before.head is not None]
    if kind in {"formula", "ratio"} and head.kind == "":
        leads = [part for part in texts if part.kind == "text" and (is_lead(part.text) or _names(desk, part.text))]
        desk.notes.extend(part.text for part in leads)
        texts = [part for part in texts if part not in leads]
    return texts


def _names(desk: Desk, text: str) -> bool:
    """Whether a wording only names the metric."""
    return names.is_rate(text) or names.same(text, desk.name) or text in desk.definitions


def _headed(head: Head, texts: list[Head]) -> tuple[Head, list[Head]]:
    """The clause's head, taken from the waiting ones where it has none, and those that are left."""
    if head.kind == "" and texts and texts[-1].kind != "text":
        return texts[-1], texts[:-1]
    if head.kind == "" and texts:
        begin = next(at for at in range(len(texts)) if all(other.kind == "text" for other in texts[at:]))
        chosen = _without_lead(texts[begin:])
        head = Head("text", chosen[0].start, texts[-1].end, "，".join(part.text for part in chosen))
        texts = texts[:begin] + [part for part in texts[begin:] if part not in chosen]
    if texts and texts[-1].kind == "otherwise" and head.kind == "text":
        return Head("text", texts[-1].start, head.end, f"{texts[-1].text}，{head.text}"), texts[:-1]
    return head, texts


def _without_lead(texts: list[Head]) -> list[Head]:
    """Drop 根据项目实施效果 and the like before the wording that is graded."""
    while len(texts) > 1 and is_lead(texts[0].text):
        texts = texts[1:]
    return texts


def is_lead(text: str) -> bool:
    """Whether a wording only introduces what follows."""
    return bool(_LEAD.search(text))


def settle(desk: Desk, loose: Linked) -> None:
    """A wording that nothing follows from: a note, or not understood where it looks like a rule."""
    text = loose.clause.text
    announces = loose.stop == ":" and is_lead(text) and bool(_ANNOUNCES.search(text))
    if announces or (_SAMPLED.search(text) and not _SUSPECT_MARKS.search(text)):
        desk.notes.append(text)
    elif loose.head.kind in {"every", "unread", "otherwise"} or _SUSPECT.search(text):
        _unread(desk, loose.start, loose.end, text)
    elif text:
        desk.notes.append(text)


def settle_context(desk: Desk, linked: Linked) -> str:
    """What stands before a numeric clause: a lead-in, the metric's name, or a condition that no rule provides for."""
    name = linked.head.name
    for text in linked.context:
        if text and _names(desk, text):
            name = name or text
        elif name and text.endswith(re.sub("[率度]$", "", name)):
            name = text  # 前三季度进度：进度率≥75%
        elif is_grade(text):
            continue
        elif _SINCE.search(text) or is_lead(text) or _SAMPLED.match(text):
            desk.notes.append(text)
        else:
            _unread(desk, linked.start, linked.end, text)
    return name


def _unread(desk: Desk, start: int, end: int, text: str) -> None:
    desk.report(messages.NOT_UNDERSTOOD, (start, end), text=text, near=nearest_phrasing(text))
