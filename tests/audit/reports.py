"""Small reports for the tests, written as text: | between the cells of a table."""

from kaocheng.audit.document import Document
from kaocheng.audit.reading.tabbed import read_tabbed


def report(text: str, name: str = "报告.txt") -> Document:
    """The document that such a text is."""
    lines = [line if "|" in line or line.startswith("回答人数") else f"\n{line}" for line in text.splitlines()]
    return read_tabbed("\n".join(lines).replace("|", "\t"), name)
