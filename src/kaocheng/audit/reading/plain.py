"""Plain text: with tabs between the cells of its tables, or as copied out of a PDF."""

from kaocheng.audit.document import Document
from kaocheng.audit.reading.raw import read_raw
from kaocheng.audit.reading.tabbed import read_tabbed


def read_plain(text: str, name: str) -> Document:
    """The document that ``text`` is."""
    tabs = sum("\t" in line for line in text.splitlines())
    return read_tabbed(text, name) if tabs >= 3 else read_raw(text, name)
