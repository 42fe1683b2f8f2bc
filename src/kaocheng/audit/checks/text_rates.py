"""Rates in running text against the amounts beside them: 支出2,211.41万元，预算2,558.10万元，执行率86.44%.

Which two amounts a rate belongs to is not written anywhere; it is found by trying. A pair that gives the printed rate
settles it. A pair that gives it but for one digit is a slip. A rate directly behind two counts of the same thing that
give something else is wrong too. Everything else is not checkable here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation, middle, same
from kaocheng.audit.claims.forms import Form, Growth, Ratio
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Against, Confidence, Result, fails, unchecked

KIND = "rate-in-text"
_NO_CLAIM_BEFORE = re.compile(
    r"(?:[≥≤<>＞＜]=?|[=＝÷×*/+−]|不低于|不少于|达到|超过|高于|低于|大于|小于|目标值|得分率(?:为)?|扣除?|各?占权重的?|权重分?的|享受|给予|每[^，。]{0,8})$"
)
_NO_CLAIM_AFTER = re.compile(
    r"^\s*(?:以上|以下|以内|及以上|的?权重|权重分|得|的补助|(?:[（(]含[）)])?得|～|~|-|—|左右)"
)
_RATE_NAME = re.compile(
    r"(?:率|比例|比重|占比|占[^，。；]{1,24}的?|完成[^，。；]{0,10}|度)(?:为|是|达|达到|共|约)?[：:]?\s*$"
)
_OF_WHOLE = re.compile(r"[，,（(]?占(?:比)?(?:为)?")
_OF_WHAT_FOLLOWS = re.compile(r"(?:全年|其中|共|全市)?有|其中")
_SEGMENT = re.compile(r"[；;。！？]")
SMALLEST = 20  # of smaller whole counts two give nearly any rate by chance
Taken = dict[tuple[Fraction, ...], set[str]]  # amounts that give a printed rate, with the names of such rates
SHORTEST_NAME = 3
NEAR = 24  # characters between a count and the rate that is said of it
WINDOW = 14  # amounts before a rate that are tried


def rates_in_text(book: Book) -> Iterator[Equation | Result]:
    """An equation for each rate whose amounts could be told, and a remark for each where they could not."""
    taken: Taken = defaultdict(set)
    known: dict[tuple[str, Fraction], Equation] = {}
    open_: list[tuple[int, Passage, Printed]] = []
    for place, passage in enumerate(book.passages):
        if passage.role or "%" not in passage.text:
            continue
        whole: Printed | None = None
        for rate in passage.numbers:
            if not rate.is_percent or not _is_claim(passage, rate):
                continue
            settled = _settled(passage, rate, whole)
            if settled is not None and _part_of(passage, rate) is settled.terms[0]:
                whole = settled.terms[1]
            if settled is None:
                open_.append((place, passage, rate))
            else:
                taken[tuple(term.value for term in settled.terms)].add(settled.subject)
                known[(settled.subject, rate.value)] = settled
                yield settled
    settled_values = {value for _, value in known}
    for place, passage, rate in open_:
        if rate.value in settled_values and not _elsewhere(passage, rate, known):
            yield unchecked(
                KIND, rate.spot, subject=_name(passage, rate) or rate.text, why="别处已由两个数算得，这里没有列出"
            )
            continue
        decided = _elsewhere(passage, rate, known) or _decide(book, place, passage, rate, taken)
        if isinstance(decided, Equation):
            known.setdefault((_name(passage, rate), rate.value), decided)
        yield _other_count(passage, rate, known) or decided


def _elsewhere(passage: Passage, rate: Printed, known: dict[tuple[str, Fraction], Equation]) -> Equation | None:
    """The same rate is computed elsewhere from two amounts of which only one is here, and beside it one much like the other."""
    name = _name(passage, rate)
    twin = known.get((name, rate.value)) if len(name) >= SHORTEST_NAME else None
    if twin is None:
        return None
    here = {number.value for number in passage.numbers}
    missing = [term for term in twin.terms if term.value not in here]
    if len(missing) != 1:
        return None
    term = missing[0]
    for number in passage.numbers:
        if number.unit == term.unit and is_slip(number.shown(number.value), term.shown(term.value)):
            return same(KIND, number, term, f"{name} 所用的数", weight=1, confidence=Confidence.LIKELY)
    return None


def _other_count(passage: Passage, rate: Printed, known: dict[tuple[str, Fraction], Equation]) -> Result | None:
    """The same rate, printed elsewhere behind another count of the same unit: one of the two counts is wrong."""
    name = _name(passage, rate)
    twin = known.get((name, rate.value)) if len(name) >= SHORTEST_NAME else None
    if twin is None or twin.target.spot == rate.spot or not isinstance(twin.form, Ratio):
        return None
    part, whole = twin.terms
    near = [
        number
        for number in passage.numbers
        if number.unit == part.unit != "" and 0 < rate.spot.start - number.spot.end <= NEAR and not number.is_percent
    ]
    if len(near) != 1 or near[0].value in {part.value, whole.value}:
        return None
    return fails(
        KIND,
        near[0].spot,
        part.spot,
        rate.spot,
        subject=f"{name} 的{part.unit}数",
        printed=near[0].text,
        expected=part.text,
        computation=f"{name}{rate.text}在别处写的是{part.text}{part.unit}（{twin.form.text(twin.terms)}），这里是{near[0].text}{part.unit}",
        against=Against.ELSEWHERE,
        confidence=Confidence.LIKELY,
    )


def _is_claim(passage: Passage, rate: Printed) -> bool:
    before, after = passage.text[: rate.spot.start], passage.text[rate.spot.end :]
    return not _NO_CLAIM_BEFORE.search(before) and not _NO_CLAIM_AFTER.match(after) and rate.mark == "%"


def _amounts(passage: Passage, rate: Printed) -> list[Printed]:
    plain = [number for number in passage.numbers if not number.is_percent]
    before = [number for number in plain if number.spot.start < rate.spot.start][-WINDOW:]
    return before + [number for number in plain if rate.spot.start < number.spot.start][:2]


def _part_of(passage: Passage, rate: Printed) -> Printed | None:
    """The amount whose share the rate is by its wording: 项目支出3,360万元，占40%."""
    before = [number for number in passage.numbers if number.spot.end <= rate.spot.start]
    last = before[-1] if before else None
    if last is None or last.is_percent or not last.unit:
        return None
    return last if _OF_WHOLE.fullmatch(passage.text[last.spot.end : rate.spot.start]) else None


def _settled(passage: Passage, rate: Printed, whole: Printed | None) -> Equation | None:
    """The nearest two amounts that give the rate; its own amount by the ``whole`` of the share before, where none do."""
    part = _part_of(passage, rate)
    found = [one for one in _fitting(rate, _amounts(passage, rate)) if part is None or one[0][0].spot == part.spot]
    if not found and part is not None and whole is not None and part.unit == whole.unit and part.value < whole.value:
        return Equation(KIND, rate, (part, whole), Ratio(), _name(passage, rate), 1, Confidence.LIKELY)
    if not found:
        return None
    terms, form = min(found, key=lambda one: sum(abs(rate.spot.start - term.spot.start) for term in one[0]))
    return Equation(KIND, rate, terms, form, _name(passage, rate), 1)


def _decide(book: Book, place: int, passage: Passage, rate: Printed, taken: Taken) -> Equation | Result:
    name = _name(passage, rate)
    amounts = _amounts(passage, rate)
    wider = amounts + [number for number in _section(book, place, passage) if not number.is_percent]
    forms = (Ratio(), Growth()) if re.search("变动|调整|增长|增幅|下降", name) else (Ratio(),)
    slip = _slip((rate, name), wider, taken, forms)
    if slip:
        return Equation(KIND, rate, slip[0], slip[1], name, 1, Confidence.LIKELY)
    pair = _adjacent(passage, rate)
    if pair:
        return Equation(KIND, rate, pair, Ratio(), name, 1, Confidence.LIKELY)
    return unchecked(KIND, rate.spot, subject=name or rate.text, why="文中没有可以算出这个比率的两个数")


def _name(passage: Passage, rate: Printed) -> str:
    clause = passage.said_before(rate.spot.start)
    if _OF_WHAT_FOLLOWS.fullmatch(clause):
        return re.split(r"[，,；;。：:（）()]", passage.text[rate.spot.end :])[0].lstrip("的")[:24]
    return re.sub(r"(?:为|是|达到|达|共|约)$", "", clause)


def _fitting(rate: Printed, amounts: Sequence[Printed]) -> Iterator[tuple[tuple[Printed, ...], Form]]:
    for pair in _pairs(amounts):
        for form in (Ratio(), Growth()):
            bounds = form.bounds(pair)
            if bounds is not None and rate.agrees(*bounds) and (pair[0].value != pair[1].value or rate.value == 1):
                yield pair, form


def _pairs(amounts: Sequence[Printed]) -> Iterator[tuple[Printed, Printed]]:
    for one, other in permutations(amounts, 2):
        same_unit = (one.unit == other.unit or not one.unit or not other.unit) and "分" not in (one.unit, other.unit)
        if same_unit and other.value and (one.digits or other.digits or max(one.value, other.value) >= SMALLEST):
            yield one, other


def _section(book: Book, place: int, passage: Passage) -> list[Printed]:
    """The quantities of the passages beside this one about the same indicator, and of the other cells of its row."""
    result: list[Printed] = []
    for other in book.passages[max(place - 3, 0) : place + 2]:
        same_row = passage.spot.row >= 0 and (other.spot.block, other.spot.row) == (
            passage.spot.block,
            passage.spot.row,
        )
        near = passage.spot.row < 0 and passage.code and other.code == passage.code
        if other.spot != passage.spot and (same_row or near):
            result.extend(other.numbers)
    return result


def _slip(
    named: tuple[Printed, str], amounts: Sequence[Printed], taken: Taken, forms: Sequence[Form]
) -> tuple[tuple[Printed, ...], Form] | None:
    """The pair whose quotient is the printed rate but for one digit, or for rounding."""
    rate, name = named
    if len(rate.text) < 5 or rate.value == 1:
        return None
    for pair in _pairs(amounts):
        names = taken.get((pair[0].value, pair[1].value), set())
        if (
            (names and not (name and name in names))
            or not pair[0].unit
            or pair[0].unit != pair[1].unit
            or min(pair[0].value, pair[1].value) < 20
        ):
            continue
        for form in forms:
            bounds = form.bounds(pair)
            if bounds is not None and is_slip(rate.text, rate.shown(middle(bounds))):
                return pair, form
    return None


def is_slip(printed: str, right: str) -> bool:
    """Whether two numbers of the same length differ in one digit, or in two neighbours that changed places."""
    if len(printed) != len(right) or printed == right:
        return False
    differing = [place for place, (one, other) in enumerate(zip(printed, right, strict=True)) if one != other]
    if len(differing) == 1:
        return printed[differing[0]].isdigit() and right[differing[0]].isdigit()
    swapped = len(differing) == 2 and differing[1] - differing[0] == 1
    return swapped and printed[differing[0]] == right[differing[1]] and printed[differing[1]] == right[differing[0]]


def _adjacent(passage: Passage, rate: Printed) -> tuple[Printed, Printed] | None:
    """The only two counts before the rate in its clause, of one unit, the smaller by the larger."""
    start = max((found.end() for found in _SEGMENT.finditer(passage.text, 0, rate.spot.start)), default=0)
    if not _RATE_NAME.search(passage.text[: rate.spot.start]):
        return None
    before = [number for number in passage.numbers if start <= number.spot.start < rate.spot.start]
    counts = [number for number in before if not number.is_percent and number.unit]
    if (
        len(counts) != 2
        or len(before) != 2
        or counts[0].unit != counts[1].unit
        or counts[0].unit in {"万元", "元", "亿元"}
    ):
        return None
    if rate.spot.start - counts[1].spot.end > 12 or max(number.value for number in counts) < SMALLEST:
        return None
    less, more = sorted(counts, key=lambda number: number.value)
    return (less, more) if rate.value <= 1 and less.value != more.value else None
