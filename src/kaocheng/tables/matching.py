"""Which declared table a sheet holds: by its name, its number or title, or by its columns."""

import re
import unicodedata
from collections.abc import Sequence

from kaocheng.domain import DataTable
from kaocheng.tables.forms.layout import sheet_name
from kaocheng.tables.header import find_header
from kaocheng.tables.names import same_form
from kaocheng.tables.sheet import Sheet

_TITLE_ROWS = 5


def match_table(sheet: Sheet, tables: Sequence[DataTable]) -> DataTable | None:
    """The table that the sheet holds; None where none fits, or several fit equally well."""
    name = same_form(sheet.name)
    for table in tables:
        if name in _names(table):
            return table
    titles = {cell.text for row in sheet.rows[:_TITLE_ROWS] for cell in row if cell.text}
    titled = [table for table in tables if any(_titles(table, title) for title in titles)]
    if len(titled) == 1:
        return titled[0]
    fitting = [table for table in tables if _fits(sheet, table)]
    return fitting[0] if len(fitting) == 1 else None


def _names(table: DataTable) -> set[str]:
    names = {table.name, sheet_name(table.name, set()), table.title, table.file.rpartition(".")[0]}
    names |= {table.number, f"表{table.number}"} if table.number else set()
    return {same_form(name) for name in names if name}


def _titles(table: DataTable, line: str) -> bool:
    """Whether a line above a table is its title: its name, its title, or 表 with its number in front."""
    title = same_form(line)
    if table.title and same_form(table.title) in title:
        return True
    number = rf"表\s*{re.escape(table.number)}(?![\d-])"
    return title == same_form(table.name) or bool(
        table.number and re.match(number, unicodedata.normalize("NFKC", line))
    )


def _fits(sheet: Sheet, table: DataTable) -> bool:
    header, _ = find_header(sheet, table)
    stored = [column.name for column in table.columns if not column.formula]
    return header is not None and bool(stored) and all(name in header.columns for name in stored)
