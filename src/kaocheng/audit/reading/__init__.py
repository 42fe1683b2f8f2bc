"""A finished report from its file: what kind it is, whether it may be opened, and the neutral document in it."""

from dataclasses import replace
from pathlib import Path

from kaocheng.audit import messages
from kaocheng.audit.document import Document
from kaocheng.audit.reading.safety import kind_of
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.text.files import decode, read_bytes

SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".txt")
LIMIT_MB = 100
LIMIT_TEXT = 1_500_000  # characters; a report of 100 pages has some 80 000
LONGEST_PASSAGE = 10_000


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
    return (document, problems) if document is None else _bounded(document, problems)


def _bounded(document: Document, problems: list[Diagnostic]) -> tuple[Document | None, list[Diagnostic]]:
    """The document where it is no longer than a report can be, with passages no longer than a passage can be."""
    place = InFile(document.name)
    texts = list(document.texts())
    if refusal := _too_long(sum(len(text) for _, text in texts), place):
        return None, [refusal]
    long = [(spot, text) for spot, text in texts if len(text) > LONGEST_PASSAGE]
    for spot, text in long:
        document = document.with_text(spot, text[:LONGEST_PASSAGE])
    if long:
        note = messages.CUT_SHORT.at(place, count=len(long), limit=LONGEST_PASSAGE)
        document = replace(document, notes=(*document.notes, note))
    return document, problems


def _too_long(size: int, place: InFile) -> Diagnostic | None:
    if size <= LIMIT_TEXT:
        return None
    return messages.TOO_LONG.at(place, size=-(-size // 10_000), limit=LIMIT_TEXT // 10_000)


def _from_text(data: bytes, name: str, kind: str) -> tuple[Document | None, list[Diagnostic]]:
    text, problems = decode(data, name)
    if text is None:
        return None, problems
    if kind == "txt" and (refusal := _too_long(len(text), InFile(name))):
        return None, [refusal]
    if kind == "html":
        from kaocheng.audit.reading.html import read_html

        return read_html(text, name)
    from kaocheng.audit.reading.plain import read_plain

    return read_plain(text, name), []
