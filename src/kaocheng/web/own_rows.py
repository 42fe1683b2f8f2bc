"""The rows of an evaluated unit: which they are, whether a cell is among them, how far they are filled in."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from kaocheng.bundle.findings import CELLS
from kaocheng.domain import DataTable, leaf_units
from kaocheng.places import InTable
from kaocheng.scoring.data import path as cell_at
from kaocheng.web.access import Access
from kaocheng.web.content.items import Body
from kaocheng.web.models import Item
from kaocheng.web.workspace import Workspace

_YEAR = re.compile(r"(?:19|20)\d\d")


class OwnCells:
    """The cells that the unit of ``access`` may fill in, as the database declares them now; tables are read once.

    ``uploads`` are the files that come with the edits that are looked at.
    """

    def __init__(self, access: Access, uploads: Collection[str] = ()) -> None:
        self.uploads = uploads
        self._access = access
        self._tables: dict[str, Body | None] = {}

    def __contains__(self, place: InTable) -> bool:
        """Whether the row names the unit in its key of units, and the column is declared and not computed."""
        table = self._table(place.table)
        if table is None or not self._access.unit or len(place.row) != len(table["keys"]):
            return False
        named = dict(zip(table["keys"], place.row, strict=True))
        stored = {column["name"] for column in table["columns"] if not column.get("formula")}
        return named.get(table.get("units")) == self._access.unit and place.column in stored

    def supports(self, evidence: Body) -> bool:
        """Whether a new piece of evidence comes with its file, and supports own cells and nothing else."""
        if not isinstance(evidence, dict) or evidence.get("指标"):
            return False
        places = [cell_at(path) for path in str(evidence.get(CELLS, "")).split(";")]
        brought = f"evidence/{evidence.get('文件', '')}" in self.uploads
        return brought and all(place is not None and place in self for place in places)

    def _table(self, name: str) -> Body | None:
        if name not in self._tables:
            tables = Item.objects.filter(evaluation=self._access.evaluation, kind="table", deleted=False)
            found = tables.filter(key=name).first()
            self._tables[name] = None if found is None else {"keys": ["项目"]} | found.body
        return self._tables[name]


@dataclass(frozen=True)
class Filled:
    """How many of the numbers to fill in are there."""

    done: int = 0
    whole: int = 0

    @property
    def left(self) -> int:
        """How many are missing."""
        return self.whole - self.done

    def __add__(self, other: "Filled") -> "Filled":
        return Filled(self.done + other.done, self.whole + other.whole)


def unit_tables(space: Workspace) -> list[DataTable]:
    """The tables whose rows belong to units."""
    return [table for table in space.evaluation.tables if table.unit_key]


def row_keys(space: Workspace, table: DataTable, unit: str = "") -> list[tuple[str, ...]]:
    """The keys of a table's rows, those of ``unit`` only where it is given.

    A table with one row a unit has one for every unit of the family, whether it is stored yet or not; while no row is
    stored, for every unit that has none below it. So has one with a row for each unit and year.
    """
    keys = [row.key for row in table.rows]
    if table.unit_key:
        units = space.ledger.units_of(table) if keys else leaf_units(space.evaluation.units)
        own = [unit] if unit else units
        parts = [own if key == table.unit_key else _years(space, table, key) for key in table.keys]
        keys = list(dict.fromkeys([*keys, *product(*parts)]))
    at = table.keys.index(table.unit_key) if table.unit_key else 0
    return [key for key in keys if not unit or key[at] == unit]


def _years(space: Workspace, table: DataTable, key: str) -> list[str]:
    """The years that a row key 年度 stands for: of the period, or where rows have others, theirs; none for other keys."""
    if "年" not in key:
        return []
    ends = [int(year) for year in _YEAR.findall(space.evaluation.period)]
    years = [str(year) for year in range(min(ends), max(ends) + 1)] if ends else []
    there = list(dict.fromkeys(row.key[table.keys.index(key)] for row in table.rows))
    return years if set(there) <= set(years) else there


def filled(space: Workspace, table: DataTable) -> Filled:
    """How far a table is, the rows that its units have not begun included."""
    cells = {row.key: row.cells for row in table.rows}
    columns = _to_fill(table)
    keys = row_keys(space, table)
    return Filled(sum(name in cells.get(key, ()) for key in keys for name in columns), len(keys) * len(columns))


def _to_fill(table: DataTable) -> list[str]:
    """The columns of numbers; remarks and computed columns aside."""
    return [column.name for column in table.columns if not column.formula and not column.measure.is_text]


def filled_by_unit(space: Workspace) -> dict[str, Filled]:
    """How far each unit is over all its tables, in the order of the tables."""
    found: dict[str, Filled] = {}
    for table in unit_tables(space):
        for unit, part in filled_in(space, table).items():
            found[unit] = found.get(unit, Filled()) + part
    return found


def filled_in(space: Workspace, table: DataTable, keys: Sequence[tuple[str, ...]] | None = None) -> dict[str, Filled]:
    """How far each unit is in one table, over all rows or those of ``keys``; remarks and computed columns aside."""
    columns = _to_fill(table)
    rows = {row.key: row.cells for row in table.rows}
    at = table.keys.index(table.unit_key)
    found: dict[str, Filled] = {}
    for key in row_keys(space, table) if keys is None else keys:
        cells = rows.get(key, {})
        part = Filled(sum(name in cells for name in columns), len(columns))
        found[key[at]] = found.get(key[at], Filled()) + part
    return found
