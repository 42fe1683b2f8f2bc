"""Reading .xlsx, .xls, .ods and CSV into sheets. A file that cannot be read gives a diagnostic, never an exception."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import exact_text
from kaocheng.places import InFile, InSheet
from kaocheng.tables import messages
from kaocheng.tables.formats import CellFormats, cell_formats
from kaocheng.tables.safety import LIMIT_CELLS, inspect, is_workbook
from kaocheng.tables.sheet import Cells, Sheet, SheetCell, cell_name
from kaocheng.text import csv
from kaocheng.text.files import read_bytes

TEXT_ENDINGS = (".csv", ".tsv", ".txt")


def read_file(file: Path, path: str = "") -> tuple[tuple[Sheet, ...], list[Diagnostic]]:
    """The sheets of a spreadsheet file; ``path`` is how messages call it (by default its name)."""
    path = path or file.name
    data, problems = read_bytes(file, path)
    return ((), problems) if data is None else read_data(data, path)


def read_data(data: bytes, path: str) -> tuple[tuple[Sheet, ...], list[Diagnostic]]:
    """The visible, non-empty sheets of a workbook or CSV file that was read already."""
    if is_workbook(data):
        return _workbook(data, path)
    if not path.lower().endswith(TEXT_ENDINGS):
        return (), [messages.NOT_A_SPREADSHEET.at(InFile(path))]
    rows, problems = csv.load(data, path)
    if (spanned := len(rows) * max(map(len, rows), default=0)) > LIMIT_CELLS:
        return (), [messages.TOO_MANY_CELLS.at(InFile(path), cells=spanned, limit=LIMIT_CELLS)]
    cells = [tuple(SheetCell(str(cell), cell.place) for cell in row) for row in rows]
    return ((Sheet(path, Path(path).stem, _squared(cells, path)),) if cells else ()), problems


def _workbook(data: bytes, path: str) -> tuple[tuple[Sheet, ...], list[Diagnostic]]:
    import python_calamine as calamine

    if problems := inspect(data, path):
        return (), problems
    place = InFile(path)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        formats = cell_formats(data)
        sheets = []
        for about in book.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet or about.visible != calamine.SheetVisibleEnum.Visible:
                continue
            source = book.get_sheet_by_name(about.name)
            if source.total_height * source.total_width > LIMIT_CELLS:
                facts = {"cells": source.total_height * source.total_width, "limit": LIMIT_CELLS}
                return (), [messages.TOO_MANY_CELLS.at(place, **facts)]
            rows = _rows(source, path, about.name, formats)
            if rows:
                sheets.append(Sheet(path, about.name, rows, formats is None))
    except calamine.PasswordError:
        return (), [messages.ENCRYPTED.at(place)]
    except Exception:  # noqa: BLE001 - the two libraries raise whatever they stumble on in a damaged file
        return (), [messages.DAMAGED.at(place)]
    return tuple(sheets), [] if sheets else [messages.NO_CONTENT.at(place)]


def _rows(source: Any, path: str, sheet: str, formats: CellFormats | None) -> tuple[Cells, ...]:
    values, known = source.to_python(skip_empty_area=False), formats or CellFormats()
    grid = [
        [
            _cell(value, InSheet(path, sheet, cell_name(row, column)), (sheet, row, column), known)
            for column, value in enumerate(line)
        ]
        for row, line in enumerate(values)
    ]
    for (top, left), (bottom, right) in source.merged_cell_ranges or []:
        _fill(grid, top, left, min(bottom, len(grid) - 1), right)
    while grid and not any(cell.text or cell.fault for cell in grid[-1]):
        grid.pop()
    return tuple(tuple(line) for line in grid)


def _fill(grid: list[list[SheetCell]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(grid) or left >= len(grid[top]):
        return
    first, merged = grid[top][left], f"{cell_name(top, left)}:{cell_name(bottom, right)}"
    for row in range(top, bottom + 1):
        for column in range(left, min(right, len(grid[row]) - 1) + 1):
            copied = (row, column) != (top, left)
            grid[row][column] = SheetCell(first.text, grid[row][column].place, merged, copied, first.fault)


def _cell(value: object, place: InSheet, at: tuple[str, int, int], formats: CellFormats) -> SheetCell:
    if at in formats.faults:
        return SheetCell("", place, fault=formats.faults[at])
    text = cell_text(value)
    if at in formats.percents and isinstance(value, int | float):
        text = f"{exact_text(Fraction(text) * 100)}%"
    return SheetCell(text, place)


def cell_text(value: object) -> str:
    """The text that a spreadsheet shows for a stored value.

    Spreadsheets store binary floating point and show at most 15 significant digits; those digits are the number that
    was typed. This is the only door by which such a value comes in, and it leaves as text.
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int():
            return str(value)
        case float():
            return f"{Decimal(f'{value:.15g}'):f}"
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case None:
            return ""
        case _:
            return str(value).strip()


def _squared(rows: list[Cells], path: str) -> tuple[Cells, ...]:
    width = max(len(row) for row in rows)
    return tuple(
        row + tuple(SheetCell("", InFile(path, _line(row), number + 1)) for number in range(len(row), width))
        for row in rows
    )


def _line(row: Cells) -> int:
    place = row[0].place
    return place.line if isinstance(place, InFile) else 0
