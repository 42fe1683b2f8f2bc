"""Word files: body, tables with merged cells, text boxes and footnotes, in reading order. Deleted text is left out."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kaocheng.audit import messages
from kaocheng.audit.document import Block, Cell, Document, Paragraph, Table
from kaocheng.audit.reading.captions import caption_before
from kaocheng.audit.reading.normalise import tidy
from kaocheng.audit.reading.safety import inspect_word
from kaocheng.audit.reading.word_parts import MC, W, footnotes, margins, parsed, runs
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile

MAX_COLUMNS = 200
MAX_ROWS = 20_000


def read_word(data: bytes, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document that a Word file holds, or why it cannot be read."""
    problems = inspect_word(data, name)
    if problems:
        return None, problems
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = parsed(archive.read("word/document.xml"))
            if root.getroottree().docinfo.doctype:  # in an encoding that the look before did not read
                return None, [messages.ENTITIES.at(InFile(name))]
            body = root.find(f"{W}body")
            notes, around = footnotes(archive), margins(archive, root)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, OSError):
        return None, [messages.DAMAGED.at(InFile(name), format="Word")]
    if body is None:
        return None, [messages.DAMAGED.at(InFile(name), format="Word")]
    return Document(name, "docx", tuple(_blocks(body, notes)), margins=around), []


def body_elements(body: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body in order, those inside content controls included."""
    for child in body:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from body_elements(child)


def blocks_with_elements(body: Any, notes: dict[str, str]) -> Iterator[tuple[Block, Any]]:
    """Each block with the element that it was read from: the same order that comments are written in."""
    lines: list[str] = []
    for element in body_elements(body):
        if element.tag == f"{W}tbl":
            caption, unit = caption_before(lines)
            for inner in element.iter(f"{W}tbl"):  # the table itself, then the tables in its cells
                table = _table(inner, *((caption, unit) if inner is element else ("", "")))
                if any(cell.text for row in table.grid for cell in row):
                    yield table, inner
                    lines = []
            continue
        text, boxes = _paragraph(element)
        for part in (text, *boxes):
            if plain := tidy(part):
                yield Paragraph(plain), element
                lines.append(plain)
        for reference in element.iter(f"{W}footnoteReference"):
            if note := notes.get(reference.get(f"{W}id", "")):
                yield Paragraph(note), element


def _blocks(body: Any, notes: dict[str, str]) -> list[Block]:
    return [block for block, _ in blocks_with_elements(body, notes)]


def _paragraph(element: Any) -> tuple[str, list[str]]:
    """The text of a paragraph, and that of each text box anchored in it."""
    boxes = []
    for box in element.iter(f"{W}txbxContent"):
        if not any(parent.tag == f"{MC}Fallback" for parent in box.iterancestors()):
            boxes.append("".join(runs(box)))
    return "".join(runs(element, top=True)), boxes


def _table(element: Any, caption: str, unit: str) -> Table:
    rows: list[list[Cell]] = []
    for row in own_rows(element)[:MAX_ROWS]:
        rows.append(_row(row, len(rows), rows[-1] if rows else []))
    return Table(tuple(tuple(row) for row in rows), caption, unit)


def own_rows(table: Any) -> list[Any]:
    """The rows of a table, without those of tables in its cells and those that a tracked change deleted."""
    rows = [row for row in table.iter(f"{W}tr") if _owner(row) is table]
    return [row for row in rows if row.find(f"{W}trPr/{W}del") is None]


def skipped_columns(row: Any) -> int:
    """How many columns a row leaves out at its beginning."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    text = before.get(f"{W}val", "0") if before is not None else "0"
    return min(int(text), MAX_COLUMNS) if text.isdigit() else 0


def _owner(part: Any) -> Any:
    return next(parent for parent in part.iterancestors() if parent.tag == f"{W}tbl")


def _row(row: Any, number: int, above: list[Cell]) -> list[Cell]:
    cells = [Cell("", number, column) for column in range(skipped_columns(row))]
    for element in row.iterchildren(f"{W}tc", f"{W}sdt"):
        cell_element = element if element.tag == f"{W}tc" else element.find(f".//{W}tc")
        if cell_element is None:
            continue
        properties = cell_element.find(f"{W}tcPr")
        width, merged = _spans(properties)
        column = len(cells)
        if merged and column < len(above):
            cells.extend(above[column : column + width])
            continue
        own = [part for part in cell_element.iter(f"{W}p") if _owner(part) is _owner(row)]
        text = tidy("".join("".join(runs(part)) for part in own))
        cell = Cell(text, number, column, 1, width)
        cells.extend([cell] * min(width, MAX_COLUMNS))
    return cells


def _spans(properties: Any) -> tuple[int, bool]:
    """Columns that a cell covers, and whether it continues the one above."""
    if properties is None:
        return 1, False
    span = properties.find(f"{W}gridSpan")
    merge = properties.find(f"{W}vMerge")
    text = span.get(f"{W}val", "1") if span is not None else "1"
    width = int(text) if text.isdigit() else 1
    return max(1, min(width, MAX_COLUMNS)), merge is not None and merge.get(f"{W}val", "continue") != "restart"
