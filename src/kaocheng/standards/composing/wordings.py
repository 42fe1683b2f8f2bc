"""Main rules over cases in words: 定性分级, 全有或全无, unnumbered points."""

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.numbers import exact_text
from kaocheng.places import InSentence
from kaocheng.standards import messages
from kaocheng.standards.composing.adjustments import counted_text
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.numerals import CIRCLED
from kaocheng.standards.phrasing.words import share_text
from kaocheng.standards.reading.clauses import Mark
from kaocheng.standards.reading.figures import figure
from kaocheng.standards.rules import NOTHING, AllOrNothing, Grade, Grades, Point, Points, Rule, Worth

_GRADED = re.compile(
    r"显著|明显|较好|较差|一般|良好|很好|非常|基本|部分|有所|持平|下降|提高|提升|优秀|优|良|中|差|好|高|低|比较|不太|完全|较|合格|及格|未|不"
)
_LISTING = re.compile(
    r"^(?:(?:具体|共)?(?:划|区)?分(?:为|成)|分|设(?:置|为)?|按照|按|评价(?:结果|等级)?(?:为|分为)|等级(?:为|分为)|包括)|"
    r"(?:等)?(?:[一二三四五六七八九十两\d]+)(?:个)?(?:档次|档|等级|级别|级|等|种情况|种情形|类|项|条|个方面|方面|点|层次|内容|要求)?(?:的|者|时)?$|(?:等|的)$"
)
# 根据指标完成情况分为甲、乙、丙三档
_SORTED = re.compile(r"^(?:根据|依据|按照?|依照?|视)[^、]*?(?:情况|程度|效果|结果|质量)[,，]?(?=(?:划|区)?分(?:为|成))")
COUNT_SAID = re.compile(
    r"(?P<count>[一二三四五六七八九十两]+|\d+)(?:个)?(?:档次|档|等级|级|等|种情况|种情形|类|项|条|方面|点|要点|内容)"
)
_HALF_LIST = re.compile(r"(?:、|,|，|;)")


def split_list(text: str, count: int) -> tuple[str, ...] | None:
    """``A、B、C三档`` as its ``count`` labels; None where they cannot be told apart."""
    said = COUNT_SAID.search(text)
    if said and said.end() >= len(text) - 2 and figure(said["count"]) != count:
        return None
    plain = _SORTED.sub("", text)
    for _ in range(2):
        plain = _LISTING.sub("", plain).strip("，,、：:；;。")
    labels = [part.strip() for part in _HALF_LIST.split(plain) if part.strip()]
    if len(labels) == count - 1:
        labels = [*labels[:-1], *re.split(r"(?:以及|及|和|与|或)", labels[-1], maxsplit=1)]
    return tuple(labels) if len(labels) == count and all(labels) else None


def is_graded(text: str) -> bool:
    """Whether a wording is one of several degrees (显著, 较好, 持平), of which only one can hold."""
    return bool(_GRADED.search(text))


def listed_marks(desk: Desk, one: Linked) -> Rule | None:
    """优、良、中、差分别得100%、80%、60%、0 and A、B、C分别得1分、2分、1分."""
    marks = one.consequence.marks
    text = "，".join([*one.context, one.head.text]) if one.head.text else "，".join(one.context)
    last = text.rpartition("，")[2]  # 建议可行，分好、较好、一般、差四档
    labels = next((found for said in (one.head.text, text, last) if (found := split_list(said, len(marks)))), None)
    if labels is None:
        desk.report(
            messages.COUNT_WRONG, one.place, text=f"{len(marks)}个分值", found=len(_HALF_LIST.split(one.head.text))
        )
        return None
    span = desk.span(one.start, one.end)
    worths = [mark.worth for mark in marks]
    total = sum_of(worths, desk.weight)
    top = (
        max(_share(worth, desk.weight) for worth in worths)
        if desk.weight is not None or all(worth.is_share for worth in worths)
        else None
    )
    ranged = any(mark.least is not None for mark in marks)
    if total == 1 and not ranged and top != 1:
        return Points(tuple(Point(label, worth) for label, worth in zip(labels, worths, strict=True)), span=span)
    if top == 1 or (top is None and (ranged or all(is_graded(label) for label in labels))):
        return Grades(tuple(_grade(label, mark, span) for label, mark in zip(labels, marks, strict=True)), span)
    if desk.weight is None:
        return Points(tuple(Point(label, worth) for label, worth in zip(labels, worths, strict=True)), span=span)
    desk.report(messages.SUM_WRONG, one.place, found=said_sum(total, desk.weight), expected=f"{desk.weight}分")
    return None


def _grade(label: str, mark: Mark, span: InSentence) -> Grade:
    return Grade(label, mark.worth, mark.least, span=span)


def _share(worth: Worth, weight: Fraction | None) -> Fraction:
    return worth.share_of(weight or Fraction(1))


def sum_of(worths: Sequence[Worth], weight: Fraction | None) -> Fraction | None:
    """The shares' sum; None where points are not comparable for want of a weight."""
    if weight is None and not all(worth.is_share for worth in worths):
        return None
    return sum((_share(worth, weight) for worth in worths), Fraction(0))


def said_sum(total: Fraction | None, weight: Fraction | None) -> str:
    """A sum of shares in points."""
    return f"{exact_text(total * weight)}分" if total is not None and weight is not None else "未知"


def words_rule(desk: Desk, awards: Sequence[Linked], negatives: Sequence[Linked], *, adjusted: bool) -> Rule | None:
    """全有或全无 for one award of the whole weight, else 定性分级."""
    entries = sorted([*awards, *negatives], key=lambda one: one.start)
    span = desk.span(entries[0].start, entries[-1].end)
    for one in entries:
        if len(one.consequence.marks) > 1:
            desk.unread(one, "优、良、中、差分别得10分、8分、6分、0分")
            return None
        if not one.text and one.head.kind not in {"otherwise", "every"}:
            desk.unread(one, "明显提升得满分，有所提升得权重分的50%，否则不得分")
            return None
    tops = [_mark(one).worth for one in entries]
    if not _top_fits(desk, entries, tops):
        return None
    if any(re.match(rf"(?:以上|上述){COUNT_SAID.pattern}", one.text) for one in entries):
        desk.unread(entries[0], "①……；②……。全部满足得满分，任一不符合不得分")
        return None
    ranged = any(_mark(one).least is not None for one in entries)
    if len(awards) == 1 and not ranged and len(negatives) <= 1 and not adjusted:
        return _all_or_nothing(desk, awards[0], negatives)
    grades = tuple(
        Grade(
            "" if one.head.kind == "otherwise" else one.text,
            _mark(one).worth,
            _mark(one).least,
            span=desk.span(one.start, one.end),
        )
        for one in entries
    )
    twice = next(
        (two for two in itertools.combinations(entries, 2) if two[0].text == two[1].text and two[0].text), None
    )
    if twice is not None:
        desk.contradict(*twice)
        return None
    if len([one for one in entries if one.head.kind == "otherwise"]) > 1:
        desk.contradict(entries[-2], entries[-1])
        return None
    if not any(
        _mark(one).worth == NOTHING or _mark(one).least is not None or one.head.kind == "otherwise" for one in entries
    ):
        desk.report(messages.IMPLIED_OTHERWISE, entries[-1].place)
        grades = (*grades, Grade("", NOTHING))
    return Grades(grades, span)


def _mark(one: Linked) -> Mark:
    return one.consequence.marks[0] if one.consequence.marks else Mark(NOTHING)


def _top_fits(desk: Desk, entries: Sequence[Linked], tops: Sequence[Worth]) -> bool:
    if desk.weight is None:
        return True
    top = max(_share(worth, desk.weight) for worth in tops)
    if top == 1:
        return True
    message = messages.OVER_WEIGHT if top > 1 else messages.TOP_WRONG
    desk.report(
        message,
        entries[0].place,
        found=f"{exact_text(top * desk.weight)}分",
        expected=exact_text(desk.weight),
        text=entries[0].clause.text,
    )
    return False


def _all_or_nothing(desk: Desk, award: Linked, negatives: Sequence[Linked]) -> AllOrNothing:
    span = desk.span(award.start, award.end)
    if not negatives:
        desk.report(messages.IMPLIED_OTHERWISE, award.place)
        return AllOrNothing(award.text, span=span, implied=True)
    negative = negatives[0]
    every = negative.head.every
    if every is not None and not every.quantity.unit:
        return AllOrNothing(award.text, failing=f"任一{counted_text(negative)}", span=span)
    if every is not None:
        return AllOrNothing(award.text, failing=counted_text(negative), counter=every.quantity.unit, span=span)
    failing = "" if negative.head.kind == "otherwise" else negative.text
    first = bool(failing) and negative.start < award.start
    return AllOrNothing(award.text, failing=failing, failing_first=first, span=span)


def plain_points(desk: Desk, awards: Sequence[Linked]) -> Points:
    """目标明确1分，目标细化1分，目标量化2分."""
    points = tuple(Point(one.text.lstrip(CIRCLED), one.worth, desk.span(one.start, one.end)) for one in awards)
    return Points(points, span=desk.span(awards[0].start, awards[-1].end))


def own_shares(desk: Desk, sharing: Sequence[Linked]) -> Points | None:
    """依据充分占30%，测算清晰占30%，与任务匹配占40%: every point says its own share."""
    if len(sharing) < 2 or any(not one.head.text or len(one.consequence.marks) > 1 for one in sharing):
        return None
    if any(re.match(r"各|每|均|分别", one.clause.text[len(one.head.text) :]) for one in sharing):
        return None
    total = sum_of([one.worth for one in sharing], desk.weight)
    if total is not None and total != 1:
        found = f"{share_text(total)}"
        desk.report(messages.SUM_WRONG, (sharing[0].start, sharing[-1].end), found=found, expected="100%")
    return plain_points(desk, sharing)


def shared_points(desk: Desk, one: Linked, loose: Sequence[Linked]) -> Rule | None:
    """目标明确、细化、量化各占1/3, 每项1分: as many points as make up the weight."""
    if len(one.consequence.marks) > 1:
        return listed_marks(desk, one)
    worth = one.worth
    text = "、".join([*one.context, one.head.text] if one.head.text else one.context)
    share = _share(worth, desk.weight) if desk.weight is not None or worth.is_share else None
    candidates = [tuple(item.clause.text for item in loose)] if len(loose) > 1 else []
    guesses = [int(1 / share)] if share and (1 / share).denominator == 1 else []
    said = COUNT_SAID.search(text)
    guesses += [int(figure(said["count"]))] if said and not guesses else []
    candidates += [labels for count in guesses if (labels := split_list(text, count))]
    candidates += [
        labels for count in guesses if (labels := split_list(re.sub(r"^(?:以上|上述|共).*$", "", text), count))
    ]
    if "分别" in text:  # 6月、9月、11月支出进度分别达到40%、67.5%、82.5%，每项得2分
        candidates += [labels for count in guesses if (labels := split_list(text.partition("分别")[0], count))]
    fitting = [labels for labels in candidates if share is None or len(labels) * share == 1]
    if not fitting:
        desk.report(messages.SUM_WRONG, one.place, found=f"“{one.clause.text}”", expected="权重分的100%")
        return None
    return Points(tuple(Point(label, worth) for label in fitting[0]), span=desk.span(one.start, one.end))
