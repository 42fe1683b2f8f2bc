"""Small reports for the tests, written as text: | between the cells of a table."""

from dataclasses import replace

from kaocheng.audit.document import Document
from kaocheng.audit.reading.tabbed import read_tabbed

_MARGIN = "页眉："


def report(text: str, name: str = "报告.txt") -> Document:
    """The document that such a text is; a line that begins with 页眉： stands in the margins of its pages."""
    margins = tuple(line.removeprefix(_MARGIN) for line in text.splitlines() if line.startswith(_MARGIN))
    body = [line for line in text.splitlines() if not line.startswith(_MARGIN)]
    lines = [line if "|" in line or line.startswith("回答人数") else f"\n{line}" for line in body]
    return replace(read_tabbed("\n".join(lines).replace("|", "\t"), name), margins=margins)
