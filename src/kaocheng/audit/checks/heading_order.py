"""Numbers of chapters and of points that leave some out: 四、 followed by 七、, （1） followed by （3）."""

import re
from collections.abc import Iterator

from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Paragraph, Spot
from kaocheng.audit.result import Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity
from kaocheng.numbers import chinese_integer

KIND = "heading-order"
_HEADING = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,3})、\s*(?P<title>[^，。；：:]{2,30})$")
_PART = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_POINT = re.compile(r"^[（(](?P<number>[1-9]\d?)[）)]\s*(?P<title>[\u4e00-\u9fff“《][^\n]*)")
_CONTENTS = re.compile(r"\d+$|[.…·]{3}")


def heading_order(book: Book) -> Iterator[Result]:
    """Every chapter heading and every numbered point: one more than that before it, or the first of a new part."""
    yield from _chapters(book)
    yield from _points(book)


def _points(book: Book) -> Iterator[Result]:
    """Points like （2） at the beginning of a paragraph; the one before may also stand inside a paragraph or a table."""
    before, between = 0, ""
    for index, block in enumerate(book.document.blocks):
        if not isinstance(block, Paragraph):
            between += "".join(cell.text for cell in block.cells())
            continue
        found = _POINT.match(block.text)
        if found is None:
            between = "" if _PART.match(block.text) else between + block.text
            before = 0 if _PART.match(block.text) else before
            continue
        number = int(found["number"])
        spot = Spot(index, -1, -1, 0, found.end("number") + 1)
        if number == before + 1 or re.search(rf"[（(]\s*{number - 1}\s*[）)]|[①-⑳]", between):
            yield holds(KIND, spot, subject=found["title"][:24])
        elif number > before + 1:
            yield fails(
                KIND,
                spot,
                subject=f"序号 {found[0][:24]}",
                printed=f"（{number}）",
                expected=f"（{before + 1}）",
                computation=f"前一个是（{before}）" if before else f"前面没有（{number - 1}）",
                severity=Severity.NOTE,
                confidence=Confidence.LIKELY,
            )
        before, between = number, block.text[found.end("number") + 1 :]


def _chapters(book: Book) -> Iterator[Result]:
    before, run = 0, 0
    for index, block in enumerate(book.document.blocks):
        text = block.text if isinstance(block, Paragraph) else ""
        found = _HEADING.match(text)
        if found is None or _CONTENTS.search(text):
            continue
        number = chinese_integer(found["number"])
        spot = Spot(index, -1, -1, 0, found.end("number"))
        if number == before + 1:
            yield holds(KIND, spot, subject=found["title"])
        elif number > before + 1 and run > 1:
            from kaocheng.report.numbering import chinese_number

            yield fails(
                KIND,
                spot,
                subject=f"标题 {found[0][:24]}",
                printed=found["number"],
                expected=chinese_number(before + 1),
                computation=f"前一个标题是{chinese_number(before)}、",
                severity=Severity.NOTE,
                confidence=Confidence.LIKELY,
            )
        run = run + 1 if number == before + 1 else 1
        before = number
