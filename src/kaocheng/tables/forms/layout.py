"""What stands where in a form: which rows each table's sheet has, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaocheng.domain import DataTable, Evaluation, Row, Unit, leaf_units
from kaocheng.domain.data import TOTAL
from kaocheng.scoring import Ledger
from kaocheng.tables.needs import is_supplement
from kaocheng.tables.sheet import column_letters

TITLE_ROW, HINT_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2, 3
OPEN_ROWS = 15
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table as a sheet. A blank part of a key is for the respondent to fill in; ``total`` asks for a total row."""

    table: DataTable
    sheet: str
    rows: tuple[Key, ...]
    total: bool

    def column_index(self, name: str) -> int:
        """The position from 0 of a column of the table."""
        names = [column.name for column in self.table.columns]
        return len(self.table.keys) + names.index(name)

    def reference(self, key: Key, column: str) -> str | None:
        """The cell of a row (合计 for the total row) and column, such as ``C7``; None where the sheet has no such row."""
        if set(key) == {TOTAL}:
            if not self.rows:
                return None
            row = FIRST_ROW + (len(self.rows) if self.total else 0)
            if not self.total and len(self.rows) > 1:
                return None
        elif key in self.rows:
            row = FIRST_ROW + self.rows.index(key)
        else:
            return None
        return f"{column_letters(self.column_index(column))}{row + 1}"

    def span(self, column: str) -> str:
        """The cells of a column over all rows, such as ``C4:C9``."""
        letters = column_letters(self.column_index(column))
        return f"{letters}{FIRST_ROW + 1}:{letters}{FIRST_ROW + len(self.rows)}"

    def data(self, key: Key) -> Row | None:
        """The data that the table holds for a row."""
        return self.table.row(key)


def lay_out(evaluation: Evaluation, unit: str = "") -> tuple[FormTable, ...]:
    """The sheets of a workbook: all tables but supplements, or, for one unit, its rows of those that have units."""
    taken: set[str] = set()
    found = []
    for table in evaluation.tables:
        if is_supplement(table) or (unit and not table.unit_key):
            continue
        rows = _rows(table, evaluation)
        if unit:
            at = table.keys.index(table.unit_key)
            rows = [key for key in rows if key[at] == unit]
            if not rows:
                continue
        numeric = any(not column.measure.is_text for column in table.columns)
        total = numeric and len(rows) > 1 and all(key[0] for key in rows)
        found.append(FormTable(table, sheet_name(table.name, taken), tuple(rows), total))
    return tuple(found)


def form_units(evaluation: Evaluation) -> list[str]:
    """The units that have rows in some table, in the order of the tree."""
    wanted = {
        key[table.keys.index(table.unit_key)]
        for table in evaluation.tables
        if table.unit_key
        for key in _rows(table, evaluation)
    }
    ordered = [name for name in _walk(evaluation.units) if name in wanted]
    return ordered + sorted(wanted - set(ordered) - {""})


def _walk(units: Sequence[Unit]) -> Iterable[str]:
    for unit in units:
        yield unit.name
        yield from _walk(unit.units)


def _rows(table: DataTable, evaluation: Evaluation) -> list[Key]:
    rows = [row.key for row in table.rows]
    if not table.unit_key:
        return rows or [("",) * len(table.keys)] * OPEN_ROWS
    if table.keys != (table.unit_key,):
        units = leaf_units(evaluation.units)
        return rows or [tuple(unit if key == table.unit_key else "" for key in table.keys) for unit in units]
    if not rows:
        return [(unit,) for unit in leaf_units(evaluation.units)]
    present = {key[0] for key in rows}
    return rows + [(unit,) for unit in Ledger(evaluation).units_of(table) if unit not in present]


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that spreadsheets allow (31 characters, none of ``[]:*?/\\``), unlike those already taken."""
    plain = "".join("－" if character in "[]:*?/\\'" else character for character in name)[:31] or "表"
    unique, number = plain, 2
    while unique in taken:
        unique = f"{plain[:27]}({number})"
        number += 1
    taken.add(unique)
    return unique
