"""A table of an export as a stream of rows, from CSV in any usual encoding or from a workbook."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.survey import messages
from kaocheng.survey.headers import Layout, lay_out
from kaocheng.survey.questionnaire import Questionnaire
from kaocheng.text import messages as text_messages

Row = tuple[int, list[str]]
MAX_COLUMNS = 5_000
HEADER_ROWS = 5
"""A header may stand below a title, but not deeper than this."""


@dataclass(slots=True)
class Sheet:
    """A table whose header is known: the rest of its rows come from ``rows`` as (line, cells)."""

    path: str
    name: str
    header: list[str]
    header_line: int
    layout: Layout
    rows: Iterator[Row]
    encoding: str = ""
    delimiter: str = ","
    problems: list[Diagnostic] = field(default_factory=list)


def open_sheet(data: bytes, path: str, questionnaire: Questionnaire) -> tuple[Sheet | None, list[Diagnostic]]:
    """The table in ``data`` with its header found; None with a diagnostic where there is none."""
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        return _open_workbook(data, path, questionnaire)
    encoding = encoding_of(data)
    if encoding is None:
        return None, [text_messages.BAD_ENCODING.at(InFile(path))]
    head = data[: data.find(b"\n")] if b"\n" in data else data
    marks = head.decode(encoding, errors="replace")
    delimiter = max(",\t;", key=marks.count)
    if (found := marks.count(delimiter) + 1) > MAX_COLUMNS:
        facts = {"found": found, "limit": MAX_COLUMNS, "questions": len(questionnaire.questions)}
        return None, [messages.TOO_MANY_COLUMNS.at(InFile(path, 1), **facts)]
    problems: list[Diagnostic] = []
    return _with_header(
        Sheet(path, "", [], 0, Layout(), _csv_rows(data, path, encoding, delimiter, problems), encoding, delimiter,
              problems),
        questionnaire,
    )  # fmt: skip


def encoding_of(data: bytes) -> str | None:
    """UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030; None where it is none of them."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(data), 1 << 20):
                decoder.decode(data[start : start + (1 << 20)], final=start + (1 << 20) >= len(data))
        except UnicodeDecodeError:
            continue
        return None if b"\0" in data and not wide else encoding
    return None


def _csv_rows(data: bytes, path: str, encoding: str, delimiter: str, problems: list[Diagnostic]) -> Iterator[Row]:
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        why = "有一格超过13万字，多半是引号不成对" if "field limit" in str(error) else str(error)
        problems.append(text_messages.UNREADABLE.at(InFile(path, line), why=why))


def _open_workbook(data: bytes, path: str, questionnaire: Questionnaire) -> tuple[Sheet | None, list[Diagnostic]]:
    from python_calamine import CalamineError, CalamineWorkbook  # 18 ms that a CSV need not pay

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        return None, [messages.BAD_WORKBOOK.at(InFile(path), why=str(error).splitlines()[0])]
    best: Sheet | None = None
    faults: list[Diagnostic] = []
    for name, sheet in sheets:
        if sheet.width > MAX_COLUMNS:
            facts = {"found": sheet.width, "limit": MAX_COLUMNS, "questions": len(questionnaire.questions)}
            return None, [messages.TOO_MANY_COLUMNS.at(InFile(path), **facts)]
        top = sheet.start[0] if sheet.start else 0
        rows = ((top + i, [_text(cell) for cell in row]) for i, row in enumerate(sheet.to_python(), 1))
        found, problems = _with_header(
            Sheet(path, name, [], 0, Layout(), (row for row in rows if any(row[1]))), questionnaire
        )
        faults = faults or problems
        if found and (best is None or found.layout.matched > best.layout.matched):
            best = found
    return best, [] if best else faults or [text_messages.EMPTY_FILE.at(InFile(path))]


def _text(cell: object) -> str:
    match cell:
        case str():
            return cell.strip()
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return f"{int(cell.total_seconds())}"
        case None:
            return ""
        case _:
            return str(cell)


def _with_header(sheet: Sheet, questionnaire: Questionnaire) -> tuple[Sheet | None, list[Diagnostic]]:
    """``sheet`` with the row that names most questions as its header; rows above it are titles."""
    head = list(islice(sheet.rows, HEADER_ROWS))
    if not head:
        return None, sheet.problems or [text_messages.EMPTY_FILE.at(InFile(sheet.path))]
    layouts = [lay_out(cells, questionnaire) for _, cells in head]
    best = max(range(len(head)), key=lambda index: layouts[index].matched)
    if not layouts[best].matched:
        shown = "、".join(cell for cell in head[0][1] if cell)[:60]
        facts = {"rows": len(head), "found": f"现在第一行是“{shown}”。"}
        return None, [*sheet.problems, messages.NO_HEADER.at(InFile(sheet.path, head[0][0]), **facts)]
    sheet.header_line, sheet.header, sheet.layout = head[best][0], head[best][1], layouts[best]
    sheet.rows = chain(head[best + 1 :], sheet.rows)
    return sheet, []
