"""Headers and footers against the title of the report: another year or another name than on the cover.

A header that leaves words of the title out, or adds some, agrees; one that has nothing to do with it is not compared.
"""

import re
from collections.abc import Iterator

from kaocheng.audit.checks.named import grams, likeness
from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Document, Paragraph, Spot
from kaocheng.audit.reading.normalise import squeezed
from kaocheng.audit.result import Against, Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity

KIND = "running-head"
SHORTEST, LONGEST = 8, 60  # characters of a header, of a line of the title
FRONT = 20  # paragraphs among which the title is sought
LINES = 3  # over which it may be broken
ALIKE = 60  # percent
_PAGE = re.compile(r"第?\d*页|共\d*页|[-—]\d+[-—]|^\d+|(?<!年)\d+$")
_YEAR = re.compile(r"20\d\d")


def running_heads(book: Book) -> Iterator[Result]:
    """Every header and footer that is like the title."""
    titles = _titles(book.document)
    for text in book.document.margins:
        plain = _PAGE.sub("", squeezed(text)) if not _YEAR.match(text) else squeezed(text)
        if len(plain) < SHORTEST or not titles:
            continue
        title, spot = max(titles, key=lambda one: (len(grams(plain) & grams(one[0])), -len(one[0])))
        if _within(title, plain) or any(_within(plain, one) for one, _ in titles):
            yield holds(KIND, spot, subject=f"页眉页脚 {text[:20]}")
        elif likeness(plain, title) >= ALIKE:
            other_year = set(_YEAR.findall(plain)) != set(_YEAR.findall(title))
            yield fails(
                KIND,
                spot,
                subject=f"页眉页脚 {text[:20]}",
                printed=text,
                expected=title,
                computation=f"页眉或页脚印作“{text}”，正文题名是“{title}”",
                severity=Severity.WARNING if other_year else Severity.NOTE,
                confidence=Confidence.LIKELY,
                against=Against.ELSEWHERE,
            )


def _titles(document: Document) -> list[tuple[str, Spot]]:
    """What the title may be: one line at the beginning, or some that follow one another, with 评价 in it."""
    lines = [
        (squeezed(block.text), Spot(index))
        for index, block in enumerate(document.blocks[:FRONT])
        if isinstance(block, Paragraph) and len(block.text) <= LONGEST and not block.text.endswith("。")
    ]
    joined = [
        ("".join(text for text, _ in lines[start : start + many]), lines[start][1])
        for many in range(1, LINES + 1)
        for start in range(len(lines) - many + 1)
    ]
    return [(text, spot) for text, spot in joined if "评价" in text]


def _within(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other in the same order."""
    signs = iter(long)
    return all(sign in signs for sign in short)
