"""Workbooks as offices send them, made on the spot."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from kaocheng.tables import Sheet, read_data

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, *, name: str = "表1", merge: Sequence[str] = (), percent: Sequence[str] = ()) -> bytes:
    """An .xlsx file with one sheet; ``percent`` are the cells shown as percentages, ``merge`` the merged ranges."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    as_percent = book.add_format({"num_format": "0.00%"})
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            sheet.write(number, index, value)
    for cell in percent:
        row, column = xlsxwriter.utility.xl_cell_to_rowcol(cell)
        sheet.write_number(row, column, rows[row][column], as_percent)
    for cells in merge:
        sheet.merge_range(cells, "")
        row, column = xlsxwriter.utility.xl_cell_to_rowcol(cells.partition(":")[0])
        sheet.write(row, column, rows[row][column])
    book.close()
    return out.getvalue()


def read_sheet(rows: Rows, **options: Any) -> Sheet:
    """One sheet, written to an .xlsx file and read back."""
    sheets, problems = read_data(workbook(rows, **options), "报表.xlsx")
    assert problems == []
    return sheets[0]
