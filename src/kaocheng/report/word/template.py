"""An office's own Word file: its styles, page, letterhead and, where it has a text, its cover."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity, did_you_mean
from kaocheng.domain.evaluation import ORGANISATION_ROLES
from kaocheng.places import InFile
from kaocheng.report.document import Cover
from kaocheng.report.word.measures import OFFICIAL, Page
from kaocheng.report.word.sections import EVEN, ODD, Sections

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
FIELDS = ("题名", "副题", "编号", "日期", *ORGANISATION_ROLES.values())

UNREADABLE_TEMPLATE = Message(
    "unreadable-template",
    Severity.ERROR,
    "不是能读的 Word 文件（.docx）。",
    "This is no readable Word file (.docx).",
    "请在 Word 或 WPS 里另存为“Word 文档（*.docx）”；.doc、.dotx 要先转换。",
    "Save it as .docx; .doc and .dotx must be converted first.",
)
UNKNOWN_TEMPLATE_FIELD = Message(
    "unknown-template-field",
    Severity.ERROR,
    "模板封面里的“{{{{{field}}}}}”不是可以填的项目。",
    'The cover of the template has "{{{{{field}}}}}", which is nothing to fill in.',
    "{suggestion}可填：{known}。",
    "Possible: {known}.",
)


@dataclass(frozen=True, slots=True)
class Template:
    """The bytes of a .docx that was read once without complaint, and its ``path`` for messages."""

    data: bytes
    path: str = "report/template.docx"

    def problems(self) -> Iterator[Diagnostic]:
        """Fields of its cover that nothing can fill."""
        for element in cover_elements(open_template(self)):
            for name in dict.fromkeys(_FIELD.findall(_text(element))):
                if name not in FIELDS:
                    facts = {"field": name, "suggestion": did_you_mean(name, FIELDS), "known": "、".join(FIELDS)}
                    yield UNKNOWN_TEMPLATE_FIELD.at(InFile(self.path), **facts)


def open_template(template: Template) -> Any:
    """The python-docx document. Raises :class:`~kaocheng.diagnostics.Refusal` where it is none."""
    try:
        return docx.Document(io.BytesIO(template.data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Refusal(UNREADABLE_TEMPLATE.at(InFile(template.path))) from error


def cover_elements(file: Any) -> list[Any]:
    """The template's own text, which stands in place of our cover; none where it is blank."""
    elements = [element for element in file.element.body if element.tag != f"{{{_W}}}sectPr"]
    filled = any(_text(element).strip() or element.findall(f".//{{{_W}}}drawing") for element in elements)
    return elements if filled else []


def cover_xml(elements: list[Any], cover: Cover) -> str:
    """The template's text with its fields filled in from ``cover``."""
    values = {
        "题名": cover.title.replace("\n", ""),
        "副题": cover.subtitle,
        "编号": cover.number,
        "日期": cover.date,
        **dict(cover.parties),
    }
    for element in elements:
        for paragraph in element.iter(f"{{{_W}}}p"):
            _fill(paragraph, values)
    return "".join(etree.tostring(element, encoding="unicode") for element in elements)


def sections_of(file: Any, footers: Mapping[str, str]) -> Sections:
    """Page, letterhead and page numbers of the template's last section; ``footers`` where it has none of its own."""
    section = file.element.body.find(f"{{{_W}}}sectPr")
    if section is None:
        return Sections(OFFICIAL, (), tuple(footers.items()))
    own = _references(section, "footerReference")
    return Sections(_page(section), _references(section, "headerReference"), own or tuple(footers.items()))


def _references(section: Any, kind: str) -> tuple[tuple[str, str], ...]:
    found = {
        element.get(f"{{{_W}}}type", ODD): element.get(f"{{{_R}}}id") for element in section.findall(f"{{{_W}}}{kind}")
    }
    if ODD in found:
        found.setdefault(EVEN, found[ODD])  # odd and even pages are told apart in every report
    return tuple((name, relation) for name, relation in found.items() if name in (ODD, EVEN))


def _page(section: Any) -> Page:
    size, margins = section.find(f"{{{_W}}}pgSz"), section.find(f"{{{_W}}}pgMar")

    def length(element: Any, name: str, usual: int) -> int:
        text = "" if element is None else element.get(f"{{{_W}}}{name}", "")
        return int(text) if text.isdigit() else usual

    width, height = length(size, "w", OFFICIAL.width), length(size, "h", OFFICIAL.height)
    return Page(
        min(width, height),
        max(width, height),
        *(
            length(margins, side, getattr(OFFICIAL, side))
            for side in ("top", "right", "bottom", "left", "header", "footer")
        ),
    )


def _text(element: Any) -> str:
    return "".join(part.text or "" for part in element.iter(f"{{{_W}}}t"))


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Fill in the fields of one paragraph. Word may have cut one into several runs: then the first run takes it all."""
    parts = list(paragraph.iter(f"{{{_W}}}t"))
    whole = "".join(part.text or "" for part in parts)
    if not _FIELD.search(whole):
        return
    if all(not _is_cut(part.text or "") for part in parts):
        for part in parts:
            part.text = _filled(part.text or "", values)
        return
    for part in parts:
        part.text = ""
    parts[0].text = _filled(whole, values)


def _is_cut(text: str) -> bool:
    return "{" in _FIELD.sub("", text) or "}" in _FIELD.sub("", text)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: values.get(found[1], ""), text)
