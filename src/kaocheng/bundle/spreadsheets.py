"""Spreadsheets inside a bundle: accepted wherever a table is (``data/*.xlsx``, ``indicators.xlsx``)."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from kaocheng.bundle import messages
from kaocheng.bundle.folder import Folder
from kaocheng.domain import DataTable, Evaluation, Indicator
from kaocheng.places import InFile

ENDINGS = (".xlsx", ".xls", ".ods")


def is_spreadsheet(file: str) -> bool:
    """Whether the name is that of a workbook."""
    return file.lower().endswith(ENDINGS)


def read_workbooks(folder: Folder, evaluation: Evaluation) -> tuple[DataTable, ...]:
    """The tables, those that lie in workbooks with their rows."""
    from kaocheng.tables import read_file, read_table

    tables = []
    for table in evaluation.tables:
        if not is_spreadsheet(table.file) or not folder.has(f"data/{table.file}"):
            tables.append(table)
            continue
        path = f"data/{table.file}"
        sheets, problems = read_file(folder.root / path, path)
        folder.problems.extend(problems)
        named = [sheet for sheet in sheets if sheet.name in (table.name, table.title)] or list(sheets)
        if len(named) == 1:
            rows, problems = read_table(named[0], table, evaluation=evaluation)
            folder.problems.extend(problems)
            tables.append(replace(table, rows=rows))
        else:
            known = "、".join(sheet.name for sheet in sheets)
            if sheets:
                folder.problems.append(messages.WHICH_SHEET.at(InFile(path), table=table.name, known=known))
            tables.append(table)
    return tuple(tables)


def read_indicator_workbook(folder: Folder) -> tuple[Indicator, ...] | None:
    """The indicators of indicators.xlsx; None where there is no such file."""
    path = next((f"indicators{ending}" for ending in ENDINGS if folder.has(f"indicators{ending}")), None)
    if path is None:
        return None
    from kaocheng.tables import read_file, read_indicators

    sheets, problems = read_file(folder.root / path, path)
    folder.problems.extend(problems)
    if not sheets:
        return ()
    indicators, problems = read_indicators(sheets[0])
    folder.problems.extend(problems)
    return indicators


def stored_as_text(tables: Iterable[DataTable]) -> tuple[DataTable, ...]:
    """The tables with CSV as their file: workbooks are read, but what Kaocheng writes is text."""
    return tuple(
        replace(table, file=str(PurePosixPath(table.file).with_suffix(".csv"))) if is_spreadsheet(table.file) else table
        for table in tables
    )
