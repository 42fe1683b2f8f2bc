"""PDF files: ruled tables as grids, everything else as lines that are put together again; running heads and feet dropped."""

import io
import os
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from kaocheng.audit import messages
from kaocheng.audit.document import Block, Cell, Document, Paragraph, Table
from kaocheng.audit.reading.captions import caption_before
from kaocheng.audit.reading.joining import joined
from kaocheng.audit.reading.normalise import tidy
from kaocheng.audit.reading.raw import blocks_from, keep_blanks
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile

LIMIT_PAGES = 1500
ALONE = 12  # pages that are read faster in one process
Rows = list[list[str | None]]
Item = tuple[Any, str, Rows | None]  # distance from the top of the page; a line, or a table


def read_pdf(data: bytes, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document that a PDF holds, or why it cannot be read."""
    place = InFile(name)
    count = _page_count(data, place)
    if isinstance(count, Diagnostic):
        return None, [count]
    if count > LIMIT_PAGES:
        return None, [messages.TOO_MANY_PAGES.at(place, pages=count, limit=LIMIT_PAGES)]
    read = _all_pages(data, count)
    if read is None:
        return None, [messages.DAMAGED.at(place, format="PDF")]
    turned = [number for number, items in enumerate(read, start=1) if items is None]
    pages = [items or [] for items in read]
    blank = [number for number, items in enumerate(pages, start=1) if not items and number not in turned]
    if len(blank) == count:
        return None, [messages.SCANNED.at(place, pages=count)]
    notes = [messages.SCANNED_PAGES.at(place, pages="、".join(map(str, blank)))] if blank else []
    notes += [messages.TURNED_PAGES.at(place, pages="、".join(map(str, turned)))] if turned else []
    kept, margins = _without_heads(pages)
    return Document(name, "pdf", tuple(_blocks(kept)), count, tuple(notes), margins), []


def _page_count(data: bytes, place: InFile) -> int | Diagnostic:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return len(document.pages)
    except PDFPasswordIncorrect:
        return messages.ENCRYPTED.at(place)
    except Exception as error:  # noqa: BLE001 -- a hostile file may fail in any way inside the parser
        locked = "password" in repr(error).lower()  # pdfplumber wraps what pdfminer raises
        return messages.ENCRYPTED.at(place) if locked else messages.DAMAGED.at(place, format="PDF")


def _all_pages(data: bytes, count: int) -> list[list[Item] | None] | None:
    workers = min(os.cpu_count() or 1, 4)
    try:
        if count <= ALONE or workers < 2:
            return _read_pages(data, 0, count)
        cuts = [count * part // workers for part in range(workers + 1)]
        with ProcessPoolExecutor(workers) as pool:
            parts = list(pool.map(_read_pages, [data] * workers, cuts[:-1], cuts[1:]))
    except Exception:  # noqa: BLE001 -- a hostile file may fail in any way inside the parser
        return None
    return [page for part in parts for page in part]


def _read_pages(data: bytes, start: int, end: int) -> list[list[Item] | None]:
    import pdfplumber

    result: list[list[Item] | None] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[start:end]:
            result.append(_items(page))
            page.close()
    return result


def _items(page: Any) -> list[Item] | None:
    """The lines and tables of a page from top to bottom; None where its text runs sideways."""
    if sum(_is_turned(char) for char in page.chars) * 2 > len(page.chars):
        return None
    marks = _note_marks(page.chars)
    if marks:
        page = page.filter(lambda thing: id(thing) not in marks)
    found = []
    if len(page.rects) + len(page.lines) >= 4:
        found = [table for table in page.find_tables() if len(table.rows) >= 2 and len(table.rows[0].cells) >= 2]
    boxes = [table.bbox for table in found]
    outside = page
    if boxes:
        outside = page.filter(lambda thing: not _inside(thing, boxes))
    items: list[Item] = [(line["top"], line["text"], None) for line in outside.extract_text_lines(return_chars=False)]
    items += [(table.bbox[1], "", table.extract()) for table in found]
    return sorted(items, key=lambda item: item[0])


def _is_turned(char: dict[str, Any]) -> bool:
    """Whether a character runs up, down or backwards on the page as it is shown."""
    across, up = char["matrix"][:2]
    return bool(across <= abs(up))


def _note_marks(chars: list[dict[str, Any]]) -> set[int]:
    """The raised small digits behind a figure that refer to a footnote: they are no part of it."""
    marks: set[int] = set()
    before: dict[str, Any] | None = None
    for char in chars:
        if before is not None and char["text"].isdigit() and char["size"] * 4 <= before["size"] * 3:
            beside = (
                abs(char["x0"] - before["x1"]) < before["size"] and before["top"] - 2 <= char["top"] <= before["bottom"]
            )
            if beside and char["bottom"] < before["bottom"]:
                marks.add(id(char))
                continue
        before = char
    return marks


def _inside(thing: dict[str, Any], boxes: list[tuple[Any, Any, Any, Any]]) -> bool:
    if thing.get("object_type") != "char":
        return False
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(left <= across <= right and top <= down <= bottom for left, top, right, bottom in boxes)


def _without_heads(pages: list[list[Item]]) -> tuple[list[list[Item]], tuple[str, ...]]:
    """The pages without page numbers and without lines that stand at the top or bottom of many of them; and those lines."""
    edge = Counter(
        _bare(text) for items in pages for _, text, rows in [*items[:2], *items[-2:]] if rows is None and _bare(text)
    )
    many = max(3, len(pages) // 4)
    result = []
    margins: dict[str, None] = {}
    for items in pages:
        kept = []
        for place, (top, text, rows) in enumerate(items):
            at_edge = place < 2 or place >= len(items) - 2
            if (
                rows is None
                and at_edge
                and (edge[_bare(text)] >= many or re.fullmatch(r"[-—第\s]*\d{1,4}[-—页\s]*", text))
            ):
                margins[tidy(text)] = None
                continue
            kept.append((top, text, rows))
        result.append(kept)
    return result, tuple(margins)


def _bare(text: str) -> str:
    return re.sub(r"\d+", "#", tidy(text))


def _blocks(pages: list[list[Item]]) -> list[Block]:
    blocks: list[Block] = []
    lines: list[tuple[str, int]] = []
    for number, items in enumerate(pages, start=1):
        for _, text, rows in items:
            if rows is None:
                if tidy(text):
                    lines.append((keep_blanks(re.sub(r"\s+", " ", text.strip())), number))
                continue
            blocks.extend(blocks_from(lines))
            lines = []
            before = [block.text for block in blocks[-3:] if isinstance(block, Paragraph)]
            caption, unit = caption_before(before) if blocks and isinstance(blocks[-1], Paragraph) else ("", "")
            blocks.append(_table(rows, caption, unit, number))
    blocks.extend(blocks_from(lines))
    return list(joined(blocks))


def _table(rows: Rows, caption: str, unit: str, page: int) -> Table:
    """A grid in which None is the continuation of the cell to the left or above."""
    grid: list[list[Cell]] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for column, text in enumerate(row):
            if text is not None:
                cells.append(Cell(tidy(text.replace("\n", "")), number, column))
            elif cells and not (number and column < len(grid[-1]) and grid[-1][column].column == column):
                cells.append(cells[-1])
            elif number and column < len(grid[-1]):
                cells.append(grid[-1][column])
            else:
                cells.append(Cell("", number, column))
        grid.append(cells)
    return Table(tuple(tuple(row) for row in grid), caption, unit, (page,) * len(grid))
