"""One cited document with two numbers (文号): 晋财社〔2016〕40号 here, 晋预社〔2016〕40号 there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.audit.checks.named import likeness
from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Against, Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity

KIND = "document-number"
_NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{2,8}?)\s*[【〔\[（(]\s*(?P<year>(?:19|20)\d\d)\s*[】〕\]）)]\s*第?\s*(?P<number>\d{1,4})\s*号"
)
_LEADING = re.compile(r"^(?:按照|根据|依据|参照|和|与|及)")
AROUND = 60  # characters before and behind that tell which document is meant
ALIKE = 55  # percent


@dataclass(frozen=True)
class Cited:
    """A document's number where it is cited, and the words around it."""

    office: str
    text: str
    around: str
    spot: Spot


def document_numbers(book: Book) -> Iterator[Result]:
    """Every number that is cited more than once, or nearly."""
    groups: dict[tuple[str, str], list[Cited]] = defaultdict(list)
    for passage in book.passages:
        for found in _NUMBER.finditer(passage.text):
            office = _LEADING.sub("", found["office"])
            start = found.end("office") - len(office)
            words = passage.text[max(start - AROUND, 0) : start] + passage.text[found.end() : found.end() + AROUND]
            cited = Cited(office, passage.text[start : found.end()], _plain(words), passage.at(start, found.end()))
            groups[(found["year"], found["number"])].append(cited)
    for alike in groups.values():
        yield from _compared(alike)


def _plain(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff\d]", "", text)


def _compared(alike: list[Cited]) -> Iterator[Result]:
    times = Counter(one.office for one in alike)
    for one in alike:
        other = next((other for other in alike if _is_meant(one, other, times)), None)
        if other is None and times[one.office] > 1:
            yield holds(KIND, one.spot, subject=f"文号 {one.text}")
        elif other is not None:
            yield fails(
                KIND,
                one.spot,
                other.spot,
                subject=f"文号 {one.text}",
                printed=one.text,
                expected=other.text,
                computation=f"同一文件在别处的文号是{other.text}",
                against=Against.ELSEWHERE,
                severity=Severity.WARNING,
                confidence=Confidence.LIKELY,
            )


def _is_meant(one: Cited, other: Cited, times: Counter[str]) -> bool:
    """Whether ``one`` is cited under a number that differs in one character from that of the same document elsewhere."""
    differing = sum(first != second for first, second in zip(one.office, other.office, strict=False))
    rarer = (times[one.office], -one.spot.block) < (times[other.office], -other.spot.block)
    return (
        len(one.office) == len(other.office)
        and differing == 1
        and rarer
        and likeness(one.around, other.around) >= ALIKE
    )
