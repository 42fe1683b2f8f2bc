"""The document of an audit for the page: its blocks with marks, in leaves that a browser lays out when they come into sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kaocheng.audit.document import Document
from kaocheng.audit.saying.marked import marked_blocks, marks_of
from kaocheng.web.audits.versions import KEPT_IN_MEMORY, performed, together

BLOCKS = 20  # in a leaf, where the format has no pages


@dataclass(frozen=True)
class Leaf:
    """Some blocks that follow one another, as HTML that is escaped already; ``page`` is 0 where it is not known."""

    page: int
    html: str


@lru_cache(maxsize=KEPT_IN_MEMORY)
def leaves(digest: str) -> tuple[Leaf, ...]:
    """The whole document of a kept audit. The mark of the third discrepancy has the id ``m3`` and leads to ``#d3``."""
    audit = performed(digest)
    numbered = [(number, result) for number, results in enumerate(together(audit).values(), 1) for result in results]
    blocks = marked_blocks(audit.document, marks_of(numbered))
    return tuple(Leaf(page, "".join(blocks[start:end])) for page, start, end in _cuts(audit.document))


def _cuts(document: Document) -> Iterator[tuple[int, int, int]]:
    """Page, first block and the one behind the last of each leaf."""
    start = 0
    pages = [block.page for block in document.blocks]
    for index in range(1, len(pages) + 1):
        ended = index == len(pages) or pages[index] != pages[start]
        if ended or (not pages[start] and index - start == BLOCKS):
            yield pages[start], start, index
            start = index
