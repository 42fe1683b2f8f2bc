"""A data table as it is shown: every cell, total and rate with its derivation."""

from kaocheng.derivation import Derivation
from kaocheng.domain import DataTable
from kaocheng.domain.data import TOTAL
from kaocheng.places import InTable
from kaocheng.scoring.data import Ledger
from kaocheng.values import frozen


@frozen
class ShownRow:
    """A row: the texts of its key, its figures by column in order, and the remarks on cells by column name."""

    key: tuple[str, ...]
    figures: tuple[Derivation, ...]
    notes: tuple[tuple[str, str], ...] = ()
    is_total: bool = False


@frozen
class ShownTable:
    """A table: heads of key columns, heads of value columns with 计量单位, and rows with the total last."""

    table: DataTable
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]


def show_table(table: DataTable, ledger: Ledger) -> ShownTable:
    """The table with computed rates and, where it has several rows and something to add, a total row."""
    heads = tuple(_head(column.name, column.measure.text) for column in table.columns)
    keys = [row.key for row in table.rows]
    rows = [_row(table, key, ledger) for key in keys]
    reported = [column for column in table.columns if not column.formula] or table.columns
    summed = any(column.total == "sum" and not column.measure.is_text for column in reported)
    if len(rows) > 1 and summed:
        rows.append(_row(table, (TOTAL, *("" for _ in table.keys[1:])), ledger, total=True))
    return ShownTable(table, table.keys, heads, tuple(rows))


def _row(table: DataTable, key: tuple[str, ...], ledger: Ledger, *, total: bool = False) -> ShownRow:
    asked = (TOTAL,) if total else key
    places = [InTable(table.name, asked, column.name) for column in table.columns]
    notes = tuple((place.column, note) for place in places if (note := ledger.note(place)))
    return ShownRow(key, tuple(ledger.at(place) for place in places), notes, total)


def _head(name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit and unit != "文字" else name
