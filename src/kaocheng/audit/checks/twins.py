"""Passages that a report prints twice (summary and body, body and annex) must agree in their numbers.

Clauses with the same words are compared wherever they stand. In two analyses of one indicator the clauses are laid side
by side, so that a number is also found where the words around it were changed a little.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation, same
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Against, Confidence, Result, fails

KIND = "said-twice"
_SPLIT = re.compile(r"[，,；;。！？：:\n]")
_OTHERWISE = re.compile(
    r"得分|满分|扣|权重|目标值|调查对象|得满分|分值|≥|≤|百分制|综合评分|居民(?:知道|表示|认为|不)|geq|[<>]|应为|印为|印作|问卷|本次调查|选择|题|满意度为|以上$|以下$|^达到"
)
_CHART = re.compile(r"\d%?\s+\d")  # figures one behind the other, as in a chart
SHORTEST = 10


@dataclass(frozen=True)
class Clause:
    """A piece of a sentence: its words with # for each number, and the numbers."""

    passage: Passage
    words: str
    numbers: tuple[Printed, ...]
    text: str


def clauses(passage: Passage) -> list[Clause]:
    """The clauses of a passage."""
    result = []
    start = 0
    ends = [found.start() for found in _SPLIT.finditer(passage.text)] + [len(passage.text)]
    for end in ends:
        inside = tuple(number for number in passage.numbers if start <= number.spot.start < end)
        if end > start and not any(number.spot.end > end for number in inside):
            result.append(Clause(passage, _words(passage.text, start, end, inside), inside, passage.text[start:end]))
            start = end + 1
        elif end >= start and not inside:
            start = end + 1
    return [clause for clause in result if clause.words]


def _words(text: str, start: int, end: int, numbers: tuple[Printed, ...]) -> str:
    parts, place = [], start
    for number in numbers:
        parts += [text[place : number.spot.start], "#"]
        place = (
            number.spot.end - len(number.unit)
            if text[number.spot.start : number.spot.end].endswith(number.unit) and number.unit
            else number.spot.end
        )
    parts.append(text[place:end])
    return re.sub(r"[“”\"《》、\s了的①-⑳]", "", "".join(parts))


def said_twice(book: Book) -> Iterator[Equation | Result]:
    """Every number of clauses that are printed more than once."""
    groups: dict[tuple[str, str, int, int], list[Clause]] = defaultdict(list)
    every: dict[tuple[int, int, int], list[Clause]] = {}
    for passage in book.passages:
        found = clauses(passage)
        every[passage.spot.cell] = found
        times, seen = Counter(clause.words for clause in found), Counter[str]()
        for clause in found:
            seen[clause.words] += 1
            bare = clause.words.replace("#", "")
            if (
                clause.numbers
                and passage.role != "steps"
                and len(bare) >= SHORTEST
                and not _CHART.search(clause.text)
                and not _OTHERWISE.search(clause.text)
            ):
                # The bands of a standard repeat one clause: the first is compared with the first, the second with the second.
                groups[(clause.words, passage.role, seen[clause.words], times[clause.words])].append(clause)
    for words, alike in ((key[0], part) for key, every_one in groups.items() for part in _of_one_indicator(every_one)):
        first = _commonest(alike)
        for clause in alike:
            if clause is not first and len(clause.numbers) == len(first.numbers):
                for one, other in zip(clause.numbers, first.numbers, strict=True):
                    if one.mark == other.mark:
                        subject = words.replace("#", "…")
                        yield same(
                            KIND, one, other, subject, weight=1, confidence=Confidence.LIKELY, against=Against.ELSEWHERE
                        )
                    else:
                        yield _other_mark(one, other, words)
    yield from _side_by_side(book, every)
    yield from _neighbours(book)


def _of_one_indicator(alike: list[Clause]) -> list[list[Clause]]:
    """The clauses about one indicator, with those that are about none; all where none is about an indicator."""
    codes = {clause.passage.code for clause in alike} - {""}
    free = [clause for clause in alike if not clause.passage.code]
    if not codes:
        return [free]
    return [
        [clause for clause in alike if clause.passage.code == code] + (free if len(codes) == 1 else [])
        for code in sorted(codes)
    ]


def _commonest(alike: list[Clause]) -> Clause:
    """The clause whose numbers most others have too."""
    values = [tuple(number.value for number in clause.numbers) for clause in alike]
    times = Counter(values)
    return alike[max(range(len(alike)), key=lambda place: (times[values[place]], -place))]


def _other_mark(one: Printed, other: Printed, words: str) -> Result:
    return fails(
        KIND,
        one.spot,
        other.spot,
        subject=words.replace("#", "…"),
        printed=one.text,
        expected=other.text,
        computation=f"同一句话一处印{one.text}，另一处印{other.text}",
        against=Against.ELSEWHERE,
        confidence=Confidence.LIKELY,
    )


def _side_by_side(book: Book, every: dict[tuple[int, int, int], list[Clause]]) -> Iterator[Result]:
    """Two analyses of one indicator, clause by clause; where one clause was changed in words and number."""
    for code in book.indicators:
        texts = [passage for passage in book.analyses(code) if len(passage.text) >= 60]
        for place, passage in enumerate(texts):
            for other in texts[place + 1 :]:
                yield from _aligned(every[passage.spot.cell], every[other.spot.cell], code)


def _aligned(one: list[Clause], other: list[Clause], code: str) -> Iterator[Result]:
    matcher = difflib.SequenceMatcher(
        None, [clause.words for clause in one], [clause.words for clause in other], autojunk=False
    )
    if matcher.ratio() * 5 < 2:
        return
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "replace" or end - start != 1 or stop - begin != 1:
            continue
        left, right = one[start], other[begin]
        if len(left.numbers) != 1 or len(right.numbers) != 1 or _OTHERWISE.search(left.text + right.text):
            continue
        first, second = left.numbers[0], right.numbers[0]
        if (
            first.value == second.value
            or first.unit != second.unit
            or not first.unit
            or first.is_percent
            or second.is_percent
        ):
            continue
        yield fails(
            KIND,
            second.spot,
            first.spot,
            subject=f"{code} {left.text}",
            printed=right.text,
            expected=left.text,
            computation=f"同一段话一处写“{left.text}”，另一处写“{right.text}”",
            against=Against.ELSEWHERE,
            confidence=Confidence.LIKELY,
        )


def _neighbours(book: Book) -> Iterator[Result]:
    """Two counts that stand together (36个乡镇卫生院和1038所村卫生室): the first the same everywhere, the second once not."""
    groups: dict[tuple[object, ...], list[tuple[Passage, Printed]]] = defaultdict(list)
    for passage in book.passages:
        if passage.role:
            continue
        for one, other in zip(passage.numbers, passage.numbers[1:], strict=False):
            between = passage.text[one.spot.end : other.spot.start]
            noun = re.match(r"[\u4e00-\u9fff]{2,}", between)
            if not one.unit or not other.unit or noun is None or len(between) > 18 or re.search("[。；;]", between):
                continue
            said = re.sub(r"[、，和及与]", "", between), passage.text[other.spot.end : other.spot.end + 2]
            groups[(one.value, one.unit, *said, other.unit)].append((passage, other))
    for alike in groups.values():
        values = Counter(number.value for _, number in alike)
        usual, times = values.most_common(1)[0]
        if times < 3 or len(values) != 2:
            continue
        odd = [(passage, number) for passage, number in alike if number.value != usual]
        first = next(number for _, number in alike if number.value == usual)
        if len(odd) == 1:
            passage, number = odd[0]
            about = re.match(r"[\u4e00-\u9fff]{0,8}", passage.text[number.spot.end :])
            yield fails(
                KIND,
                number.spot,
                first.spot,
                subject=f"{about[0] if about else ''}（{number.unit}）",
                printed=number.text,
                expected=first.text,
                computation=f"同一个数在另外{times}处都是{first.text}",
                against=Against.ELSEWHERE,
                confidence=Confidence.LIKELY,
            )
