"""HTML pages: headings, paragraphs, lists and tables; scripts, styles, drawings and hidden parts are left out."""

from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as parser

from kaocheng.audit import messages
from kaocheng.audit.document import Block, Cell, Document, Paragraph, Table
from kaocheng.audit.reading.captions import caption_before
from kaocheng.audit.reading.normalise import tidy
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile

_SKIPPED = {"script", "style", "svg", "noscript", "template", "head", "nav", "select", "math"}
_TEXT = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "caption",
    "figcaption",
    "blockquote",
    "pre",
    "summary",
}
MAX_SPAN = 200


def read_html(text: str, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document that a page holds, or why it cannot be read."""
    try:
        plain = text.encode("utf-8", "replace")
        root = parser.document_fromstring(
            plain, parser=parser.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, [messages.DAMAGED.at(InFile(name), format="HTML")]
    return Document(name, "html", tuple(_blocks(root))), []


def _blocks(root: Any) -> list[Block]:
    result: list[Block] = []
    lines: list[str] = []
    for element in _walk(root):
        if element.tag == "table":
            heading = element.find("caption")
            if heading is not None and (title := tidy(_text(heading))):
                lines.append(title)
                result.append(Paragraph(title))
            caption, unit = caption_before(lines)
            table = _table(element, caption, unit)
            if table.grid:
                result.append(table)
                lines = []
        elif plain := tidy(_text(element)):
            result.append(Paragraph(plain))
            lines.append(plain)
    return result


def _walk(element: Any) -> Iterator[Any]:
    """The innermost blocks of text, and the tables, in order."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or child.get("hidden") is not None:
            continue
        if child.get("popover") is not None or (child.tag == "details" and child.get("open") is None):
            continue  # folded away: no part of the report as it is read
        if child.tag == "table" or (child.tag in _TEXT and not _has_blocks(child)):
            yield child
        elif _has_blocks(child):
            yield from _walk(child)
        elif child.tag not in {"br", "hr", "img"} and tidy(_text(child)):
            yield child


def _has_blocks(element: Any) -> bool:
    return any(
        isinstance(child.tag, str) and (child.tag in _TEXT or child.tag in {"table", "div", "section", "ul", "ol"})
        for child in element.iterdescendants()
    )


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != "sup":
            parts.append(" " if child.tag == "br" else _text(child))
        parts.append(child.tail or "")
    return "".join(parts).replace("\n", " ")


def _table(element: Any, caption: str, unit: str) -> Table:
    grid: list[list[Cell | None]] = []
    hanging: dict[tuple[int, int], Cell] = {}
    rows = [row for row in element.iter("tr") if _owner(row) is element]
    for number, row in enumerate(rows):
        cells: list[Cell | None] = []
        for child in row.iterchildren("td", "th"):
            while (number, len(cells)) in hanging:
                cells.append(hanging[(number, len(cells))])
            width, height = _span(child, "colspan"), _span(child, "rowspan")
            cell = Cell(tidy(_text(child)), number, len(cells), height, width)
            for down in range(1, height):
                hanging.update({(number + down, len(cells) + across): cell for across in range(width)})
            cells.extend([cell] * width)
        while (number, len(cells)) in hanging:
            cells.append(hanging[(number, len(cells))])
        grid.append(cells)
    return Table(tuple(tuple(cell for cell in row if cell is not None) for row in grid if row), caption, unit)


def _owner(row: Any) -> Any:
    return next(parent for parent in row.iterancestors() if parent.tag == "table")


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1")
    return max(1, min(int(text), MAX_SPAN)) if text.isdigit() else 1
