"""Numbers of chapters (一、二、三、…) that leave some out: 四、 followed by 七、."""

import re
from collections.abc import Iterator

from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Paragraph, Spot
from kaocheng.audit.result import Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity
from kaocheng.numbers import chinese_integer

KIND = "heading-order"
_HEADING = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,3})、\s*(?P<title>[^，。；：:]{2,30})$")
_CONTENTS = re.compile(r"\d+$|[.…·]{3}")


def heading_order(book: Book) -> Iterator[Result]:
    """Every chapter heading after the second: one more than that before it, or the first of a new part."""
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
