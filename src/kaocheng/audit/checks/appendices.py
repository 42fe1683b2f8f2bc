"""Names of appendices: the same in the contents, in the list at the end of the report, and above the appendix."""

import re
from collections import defaultdict
from collections.abc import Iterator

from kaocheng.audit.checks.named import likeness
from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Paragraph, Spot
from kaocheng.audit.reading.normalise import squeezed
from kaocheng.audit.result import Against, Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity
from kaocheng.numbers import chinese_integer

KIND = "appendix-name"
_NAMED = re.compile(
    r"^附件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[:：、.．\s]\s*(?P<name>[\u4e00-\u9fffA-Za-z0-9（）()《》“”]{2,30}?)[\s.…·]*\d*$"
)
ALIKE = 50  # percent of the shorter name's pairs of characters


def appendix_names(book: Book) -> Iterator[Result]:
    """Every printing of an appendix's number and name after the first; longer and shorter forms of one name agree."""
    printed: dict[int, list[tuple[str, Spot]]] = defaultdict(list)
    for index, block in enumerate(book.document.blocks):
        found = _NAMED.match(block.text) if isinstance(block, Paragraph) else None
        if found is not None:
            number = int(found["number"]) if found["number"].isdigit() else chinese_integer(found["number"])
            printed[number].append((found["name"], Spot(index, -1, -1, found.start("name"), found.end("name"))))
    for number, (first, *others) in printed.items():
        for name, spot in others:
            if _one_name(squeezed(first[0]), squeezed(name)):
                yield holds(KIND, spot, first[1], subject=f"附件{number}")
            else:
                yield fails(
                    KIND,
                    spot,
                    first[1],
                    subject=f"附件{number} 名称",
                    printed=name,
                    expected=first[0],
                    computation=f"一处为“{name}”，另一处为“{first[0]}”",
                    severity=Severity.NOTE,
                    confidence=Confidence.LIKELY,
                    against=Against.ELSEWHERE,
                )


def _one_name(one: str, other: str) -> bool:
    return one in other or other in one or likeness(one, other) > ALIKE
