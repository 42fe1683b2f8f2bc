"""The document of an audit for the page: its blocks with marks, in leaves that a browser lays out when they come into sight."""

from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.audit import Audit as Performed
from kaocheng.audit.document import Document
from kaocheng.audit.saying.marked import marked_blocks, marks_of
from kaocheng.web.audits.versions import together

BLOCKS = 20  # in a leaf, where the format has no pages


@dataclass(frozen=True)
class Leaf:
    """Some blocks that follow one another, as HTML that is escaped already; ``page`` is 0 where it is not known."""

    page: int
    html: str


def leaves(audit: Performed) -> list[Leaf]:
    """The whole document. The mark of the third discrepancy has the id ``m3`` and leads to ``#d3``."""
    numbered = [(number, result) for number, results in enumerate(together(audit).values(), 1) for result in results]
    blocks = marked_blocks(audit.document, marks_of(numbered))
    return [Leaf(page, "".join(blocks[start:end])) for page, start, end in _cuts(audit.document)]


def _cuts(document: Document) -> Iterator[tuple[int, int, int]]:
    """Page, first block and the one behind the last of each leaf."""
    start = 0
    pages = [block.page for block in document.blocks]
    for index in range(1, len(pages) + 1):
        ended = index == len(pages) or pages[index] != pages[start]
        if ended or (not pages[start] and index - start == BLOCKS):
            yield pages[start], start, index
            start = index
