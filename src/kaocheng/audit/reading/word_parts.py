"""The parts of a Word file beside its body: footnotes, and the headers and footers that its sections print."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kaocheng.audit.reading.normalise import tidy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{MC}Fallback"}
_OFF = {"0", "false", "off"}


def parsed(xml: bytes) -> Any:
    """The root of a part, read without entities and without the network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml, parser)


def runs(element: Any, *, top: bool = False) -> Iterator[str]:
    """The text of an element piece by piece, without what was deleted; with ``top`` without text boxes."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or (top and tag == f"{W}txbxContent"):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab" or tag in {f"{W}br", f"{W}cr"}:
            yield " "
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif len(child):
            yield from runs(child, top=top)


def footnotes(archive: zipfile.ZipFile) -> dict[str, str]:
    """The footnotes by their ids."""
    if "word/footnotes.xml" not in archive.namelist():
        return {}
    root = parsed(archive.read("word/footnotes.xml"))
    return {
        note.get(f"{W}id", ""): tidy("".join("".join(runs(part)) for part in note.iter(f"{W}p")))
        for note in root.iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    }


def footnotes_of(data: bytes) -> dict[str, str]:
    """The footnotes of a Word file by their ids."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return footnotes(archive)


def margins(archive: zipfile.ZipFile, document: Any) -> tuple[str, ...]:
    """The paragraphs of headers and footers, each once; those of first and even pages only where sections have such pages."""
    names = set(archive.namelist())
    if "word/_rels/document.xml.rels" not in names:
        return ()
    targets = {one.get("Id"): one.get("Target", "") for one in parsed(archive.read("word/_rels/document.xml.rels"))}
    even = "word/settings.xml" in names and _is_on(parsed(archive.read("word/settings.xml")), "evenAndOddHeaders")
    found: dict[str, None] = {}
    for section in document.iter(f"{W}sectPr"):
        printed = {"default": True, "first": _is_on(section, "titlePg"), "even": even}
        for reference in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            name = f"word/{targets.get(reference.get(f'{_R}id'), '').removeprefix('/word/')}"
            if printed.get(reference.get(f"{W}type", "default")) and name in names:
                texts = (tidy("".join(runs(part))) for part in parsed(archive.read(name)).iter(f"{W}p"))
                found |= dict.fromkeys(text for text in texts if text)
    return tuple(found)


def _is_on(parent: Any, name: str) -> bool:
    switch = parent.find(f"{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF
