"""Numbers of tables and figures: each used once, in order, and every reference leads to the table that is meant."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Document, Paragraph, Spot, Table
from kaocheng.audit.reading.captions import CAPTION, FIGURE, is_caption, number_of
from kaocheng.audit.result import Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity

REFERENCE, TWICE, ORDER = "table-reference", "caption-twice", "caption-order"
_REFERENCE = re.compile(r"(?:见|如|进)(?:下)?(?P<number>附?表\s*\d+(?:[-—]\d+)+)(?:所示)?")
_ANNEX = re.compile(r"^附件\s*[一二三四五六七八九十\d]+")


def numbering(book: Book) -> Iterator[Result]:
    """Captions and references in reading order."""
    yield from _references(book)
    yield from _captions(book.document)


def _references(book: Book) -> Iterator[Result]:
    known = {
        number_of(block.text)
        for block in book.document.blocks
        if isinstance(block, Paragraph) and is_caption(block.text)
    }
    known |= set(book.captions)
    for passage in book.passages:
        if passage.spot.row >= 0:
            continue
        for found in _REFERENCE.finditer(passage.text):
            number = re.sub(r"\s", "", found["number"]).replace("—", "-")
            spot = passage.at(found.start("number"), found.end("number"))
            following = _following(book.document, passage.spot.block) if found.end() >= len(passage.text) - 6 else ""
            if number not in known:
                near = f"，紧接其后的是{following}" if following else ""
                yield fails(
                    REFERENCE,
                    spot,
                    subject=f"引用{number}",
                    printed=number,
                    expected=following,
                    computation=f"全文没有{number}{near}",
                    severity=Severity.WARNING,
                )
            elif (
                following
                and following != number
                and _series(following) != _series(number)
                and _before(book, number, passage.spot.block)
            ):
                yield fails(
                    REFERENCE,
                    spot,
                    subject=f"引用{number}",
                    printed=number,
                    expected=following,
                    computation=f"紧接其后的是{following}，而{number}在前文另有其表",
                    severity=Severity.WARNING,
                    confidence=Confidence.LIKELY,
                )
            else:
                yield holds(REFERENCE, spot, subject=f"引用{number}")


def _series(number: str) -> str:
    return number.rpartition("-")[0]


def _before(book: Book, number: str, block: int) -> bool:
    return any(
        number_of(other.text) == number
        for other in book.document.blocks[:block]
        if isinstance(other, Paragraph) and is_caption(other.text)
    )


def _following(document: Document, block: int) -> str:
    """The number of a caption right below a paragraph."""
    for other in document.blocks[block + 1 : block + 3]:
        text = other.caption if isinstance(other, Table) else other.text
        if number := number_of(text) if is_caption(text) else "":
            return number
    return ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A numbered caption: 表, its series (4- of 4-9), its place in it, and where it stands."""

    kind: str
    series: str
    place: int
    title: str
    spot: Spot

    @property
    def number(self) -> str:
        """``表4-9``."""
        return f"{self.kind}{self.series}{self.place}"


def _captions(document: Document) -> Iterator[Result]:
    found: list[Caption] = []
    seen: dict[str, Caption] = {}
    meant: set[str] = set()  # numbers that captions with a wrong one should bear
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        if _ANNEX.match(block.text) or re.match(r"^[（(][一二三四五六七八九十]+[）)]", block.text):
            seen = {number: caption for number, caption in seen.items() if "-" in number}
        caption = _caption(block.text, index)
        if caption is None:
            continue
        first = seen.get(caption.number)
        if first and first.title == caption.title:
            again = _again(caption, first, document)
            meant.add(again.expected)
            yield again
        else:
            seen[caption.number] = caption
            found.append(caption)
    for kind in sorted({caption.kind for caption in found}):
        yield from _in_order(_untangled([caption for caption in found if caption.kind == kind]), meant)


def _untangled(captions: list[Caption]) -> list[Caption]:
    """The captions series by series where two series run side by side; a series of one caption stays where it is."""
    times = Counter(caption.series for caption in captions)
    strays = [caption for caption in captions if times[caption.series] == 1]
    result: list[Caption] = []
    for series in dict.fromkeys(caption.series for caption in captions if times[caption.series] > 1):
        own = [caption for caption in captions if caption.series == series]
        places = {caption.place for caption in own}
        fitting = [one for one in strays if one.place not in places and {one.place - 1, one.place + 1} <= places]
        result += sorted([*own, *fitting], key=lambda caption: caption.spot.block)
        strays = [one for one in strays if one not in fitting]
    return result


def _caption(text: str, index: int) -> Caption | None:
    found = (CAPTION.match(text) if is_caption(text) else None) or (FIGURE.match(text) if len(text) < 60 else None)
    if not found or not found["title"]:
        return None
    series, dash, place = re.sub(r"[—－.]", "-", found["number"]).rpartition("-")
    return Caption(found["kind"], series + dash, int(place), found["title"], Spot(index))


def _again(caption: Caption, first: Caption, document: Document) -> Result:
    following = document.blocks[min(caption.spot.block + 1, len(document.blocks) - 1)]
    picture = caption.kind.endswith("表") and not isinstance(following, Table)
    expected = caption.number.replace("表", "图") if picture else "（另编号）"
    return fails(
        TWICE,
        caption.spot,
        first.spot,
        subject=f"{caption.number} {caption.title[:20]}",
        printed=caption.number,
        expected=expected,
        computation=f"{caption.number}已用于“{first.title[:30]}”",
        severity=Severity.WARNING,
    )


def _in_order(captions: list[Caption], meant: set[str]) -> Iterator[Result]:
    """Numbers of one kind in reading order: each series goes on by one, and no single caption belongs to another."""
    for place, caption in enumerate(captions):
        before = captions[place - 1] if place else None
        after = captions[place + 1] if place + 1 < len(captions) else None
        same = before is not None and before.series == caption.series
        gap = before is not None and same and caption.place > before.place + 1
        hole = before and after and before.series == after.series and after.place == before.place + 2
        stray = bool(hole and before and before.series != caption.series)
        right = f"{before.kind}{before.series}{before.place + 1}" if before is not None else ""
        if before is not None and (stray or gap) and right not in meant:
            yield fails(
                ORDER,
                caption.spot,
                before.spot,
                subject=caption.number,
                printed=caption.number,
                expected=right,
                computation=f"前一个是{before.number}",
                severity=Severity.NOTE,
            )
        elif before is not None and same and caption.place == before.place + 1:
            yield holds(ORDER, caption.spot, subject=caption.number)
