"""Filled-in forms merged into an evaluation: what changes, cell by cell, or what is wrong. Nothing is half taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Cell, DataTable, Evaluation, Row
from kaocheng.numbers import exact_text
from kaocheng.places import InTable
from kaocheng.tables import messages
from kaocheng.tables.checking import check_printed
from kaocheng.tables.footer import Origin
from kaocheng.tables.forms import DOCUMENTS, INSTRUCTIONS
from kaocheng.tables.matching import match_table
from kaocheng.tables.names import same_form
from kaocheng.tables.needs import SUPPLEMENT, UNIT_SUPPLEMENT
from kaocheng.tables.reading import TableReading, missing_units, take_table
from kaocheng.tables.sheet import Sheet
from kaocheng.tables.supplement import lists_items, take_supplement

_UNREAD = frozenset({INSTRUCTIONS, DOCUMENTS})


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that gets another value; ``old`` is empty where there was none. ``place`` is where the new one stands."""

    at: InTable
    old: str
    new: str
    place: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do: the tables as they would be, the changes, and the problems.

    ``declared`` tells that data/tables.yaml changes too: a new table, or another origin of one.
    """

    tables: tuple[DataTable, ...]
    changes: tuple[Change, ...]
    problems: tuple[Diagnostic, ...]
    declared: bool = False


def merge(evaluation: Evaluation, sheets: Iterable[Sheet]) -> Import:
    """The evaluation's tables with the figures of the sheets put in.

    A row or cell that the sheets do not give keeps its value. Author, date and source are taken over where the sheets
    name them. Where any problem is an error, nothing should be stored.
    """
    problems: list[Diagnostic] = []
    readings: dict[str, list[TableReading]] = {}
    for sheet in sheets:
        for reading in _read(sheet, evaluation, problems):
            readings.setdefault(reading.table.name, []).append(reading)
            problems.extend(reading.problems)
    tables = {table.name: table for table in evaluation.tables}
    changes: list[Change] = []
    for name, parts in readings.items():
        before = tables.get(name)
        tables[name] = _merged(_widened(before or parts[0].table, parts, problems), parts, changes, problems)
        if before is not None and (gone := missing_units(before, tables[name].rows, evaluation.units)):
            problems.append(messages.UNIT_MISSING.at(InTable(name), table=name, units="、".join(gone)))
    after = replace(evaluation, tables=tuple(tables.values()))
    for parts in readings.values():
        for reading in parts:
            problems.extend(check_printed(reading, after))
    before_heads = [replace(table, rows=()) for table in evaluation.tables]
    after_heads = [replace(table, rows=()) for table in after.tables]
    return Import(after.tables, tuple(changes), tuple(problems), before_heads != after_heads)


def _read(sheet: Sheet, evaluation: Evaluation, problems: list[Diagnostic]) -> list[TableReading]:
    if sheet.name in _UNREAD:
        return []
    if sheet.name in {SUPPLEMENT, UNIT_SUPPLEMENT} and (lists_items(sheet) or evaluation.table(sheet.name) is None):
        return take_supplement(sheet, evaluation, problems)
    table = match_table(sheet, evaluation.tables)
    if table is None:
        known = [table.name for table in evaluation.tables]
        facts = {"sheet": sheet.name, "suggestion": did_you_mean(sheet.name, known), "known": "、".join(known)}
        problems.append(messages.SHEET_UNKNOWN.at(sheet.place, **facts))
        return []
    return [take_table(sheet, table, evaluation.units)]


def _widened(table: DataTable, readings: Sequence[TableReading], problems: list[Diagnostic]) -> DataTable:
    """The table with the columns that sheets have added to it: new items of a supplement."""
    columns = {column.name: column for column in table.columns}
    for reading in readings:
        for column in reading.table.columns:
            known = columns.setdefault(column.name, column)
            if known.measure != column.measure:
                places = [row.cells[column.name].place for row in reading.rows if column.name in row.cells]
                facts = {"column": column.name, "written": column.measure.text, "measure": known.measure.text}
                problems.append(messages.MEASURE_DIFFERS.at(*(place for place in places if place), **facts))
    return replace(table, columns=tuple(columns.values()))


def _merged(
    table: DataTable, readings: Sequence[TableReading], changes: list[Change], problems: list[Diagnostic]
) -> DataTable:
    rows = {row.key: row for row in table.rows}
    given: dict[InTable, Cell] = {}
    for reading in readings:
        for row in reading.rows:
            known = rows.get(row.key, Row(row.key, {}, row.place))
            cells = dict(known.cells)
            for column, cell in row.cells.items():
                at = InTable(table.name, row.key, column)
                if at in given and given[at].value != cell.value:
                    problems.append(_conflict(at, given[at], cell))
                given[at] = cell
                cells[column] = cell
            rows[row.key] = replace(known, cells=cells)
    for at, cell in given.items():
        before = table.row(at.row)
        old = before.cells.get(at.column) if before else None
        if old is None or old.value != cell.value:
            changes.append(Change(at, value_text(old), value_text(cell), cell.place))
    order = [column.name for column in table.columns]
    ordered = [
        replace(row, cells={name: row.cells[name] for name in order if name in row.cells}) for row in rows.values()
    ]
    origin = _origin([reading.origin for reading in readings])
    return replace(
        table,
        rows=tuple(ordered),
        author=origin.author or table.author,
        date=origin.date or table.date,
        source=origin.source or table.source,
        file=table.file or f"{table.name}.csv",
    )


def value_text(cell: Cell | None) -> str:
    """A cell's value as it is stored; empty where there is none."""
    if cell is None:
        return ""
    return cell.value if isinstance(cell.value, str) else exact_text(cell.value)


def _conflict(at: InTable, one: Cell, other: Cell) -> Diagnostic:
    places = [cell.place for cell in (one, other) if cell.place is not None]
    return messages.CONFLICT.at(*places, item=at, first=value_text(one), second=value_text(other))


def _origin(origins: Sequence[Origin]) -> Origin:
    """The origin of a table that several people filled in: all of them, the last date."""

    def joined(values: Iterable[str]) -> str:
        different = {same_form(value): value for value in values if value}
        return "、".join(different.values())

    return Origin(
        joined(origin.author for origin in origins),
        max((origin.date for origin in origins), default=""),
        joined(origin.source for origin in origins),
    )
