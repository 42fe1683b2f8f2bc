"""A finished report from its file: what kind it is, whether it may be opened, and the neutral document in it."""

from pathlib import Path

from kaocheng.audit import messages
from kaocheng.audit.document import Document
from kaocheng.audit.reading.safety import kind_of
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.text.files import decode, read_bytes

SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".txt")
LIMIT_MB = 100


def read(file: Path, name: str = "") -> tuple[Document | None, list[Diagnostic]]:
    """The document in ``file``, or None with the reason. The format is told by the content, not by the name."""
    shown = name or file.name
    data, problems = read_bytes(file, shown, limit_mb=LIMIT_MB)
    return (None, problems) if data is None else read_data(data, shown)


def read_data(data: bytes, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document in the bytes of a file called ``name``."""
    kind = kind_of(data, name)
    if kind == "docx":
        from kaocheng.audit.reading.word import read_word

        document, problems = read_word(data, name)
    elif kind == "pdf":
        from kaocheng.audit.reading.pdf import read_pdf

        document, problems = read_pdf(data, name)
    elif kind:
        document, problems = _from_text(data, name, kind)
    else:
        return None, [messages.UNKNOWN_FORMAT.at(InFile(name), found=Path(name).suffix or "?")]
    if document is not None and not document.blocks:
        return None, [messages.NO_TEXT.at(InFile(name))]
    return document, problems


def _from_text(data: bytes, name: str, kind: str) -> tuple[Document | None, list[Diagnostic]]:
    text, problems = decode(data, name)
    if text is None:
        return None, problems
    if kind == "html":
        from kaocheng.audit.reading.html import read_html

        return read_html(text, name)
    from kaocheng.audit.reading.plain import read_plain

    return read_plain(text, name), []
