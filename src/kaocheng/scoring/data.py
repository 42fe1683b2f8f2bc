"""The data of an evaluation as a ledger that one can ask for any cell, total or rate, with its derivation."""

from collections.abc import Iterable
from fractions import Fraction

from kaocheng.derivation import COUNT, Computed, Derivation, Form, Given, Missing, Source
from kaocheng.domain import Amendment, Column, DataTable, Evaluation, Row, Unit
from kaocheng.domain.data import EVIDENCED, NOTE, REPORTED, SUPPOSED, TOTAL, VERIFIED
from kaocheng.numbers import NotANumber
from kaocheng.places import InTable
from kaocheng.scoring.formulas import compute
from kaocheng.scoring.measures import as_derived, form_of
from kaocheng.standards.formula import Call, Name

CIRCULAR = "不循环的公式（公式直接或间接用到了自己）"
# The value that is used (采用) is the first of these that is there.
_PRECEDENCE = (SUPPOSED, VERIFIED, EVIDENCED)


class Ledger:
    """Cells, totals and derived columns of all tables. Pure: built from an evaluation, it never changes."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.tables = {table.name: table for table in evaluation.tables}
        self._columns = {table.name: {column.name: column for column in table.columns} for table in evaluation.tables}
        self._units = evaluation.units
        self._rows = {table.name: {row.key: row for row in table.rows} for table in evaluation.tables}
        self._amendments: dict[InTable, dict[str, Amendment]] = {}
        for amendment in evaluation.amendments:
            self._amendments.setdefault(amendment.at, {})[amendment.layer] = amendment
        self._known: dict[InTable, Derivation] = {}
        self._open: set[InTable] = set()

    def at(self, place: InTable) -> Derivation:
        """The adopted value (采用值) at 表/行/列; a row key 合计 asks for a total over that key."""
        if place in self._open:
            return Missing(str(place), CIRCULAR, place)
        if place not in self._known:
            self._open.add(place)
            self._known[place] = self._at(place)
            self._open.discard(place)
        return self._known[place]

    def _at(self, place: InTable) -> Derivation:
        table = self.tables.get(place.table)
        column = self._columns[table.name].get(place.column) if table else None
        if table is None or column is None:
            return Missing(str(place), "这张表或这一列", place)
        if adopted := self._amended(place, column):
            return adopted
        row = self._rows[table.name].get(place.row)
        if column.formula:
            return self._derived(table, place, column)
        if row is None:
            return self._total(table, place, column)
        return self._reported(table, row, column, place)

    def number(self, table: str, row: Row, column: Column) -> Fraction | None:
        """The adopted number of a cell that is filled in, as it is written, without how it came about."""
        place = InTable(table, row.key, column.name)
        if self._amendments and place in self._amendments:
            value = self.at(place).value
        else:
            value = row.cells[column.name].value if column.name in row.cells else None
        return value if isinstance(value, Fraction) else None

    def layers(self, place: InTable) -> dict[str, Derivation]:
        """The values of a cell by layer: 自报, 佐证, 核定, as far as they are there."""
        table = self.tables[place.table]
        column, row = table.column(place.column), self._rows[table.name].get(place.row)
        found: dict[str, Derivation] = {}
        if column is None:
            return found
        if row is not None and not column.formula:
            found[REPORTED] = self._reported(table, row, column, place)
        for layer in (EVIDENCED, VERIFIED):
            amendment = self._amendments.get(place, {}).get(layer)
            if amendment is not None:
                found[layer] = _amendment_value(amendment, column)
        return found

    def note(self, place: InTable) -> str:
        """The remark on a cell, or the empty string."""
        amendment = self._amendments.get(place, {}).get(NOTE)
        return amendment.value if amendment else ""

    def rows_of(self, table: DataTable, key: tuple[str, ...]) -> list[Row]:
        """The rows that a key with 合计 in it stands for; a single 合计 stands for all rows."""
        if set(key) == {TOTAL}:
            return list(table.rows)
        if len(key) != len(table.keys):
            return []
        if TOTAL not in key:
            row = self._rows[table.name].get(key)
            return [row] if row else []
        return [
            row for row in table.rows if all(want in (TOTAL, have) for want, have in zip(key, row.key, strict=True))
        ]

    def units_of(self, table: DataTable) -> list[str]:
        """The units that the table has rows for, and their siblings that it lacks, in the order of the unit tree."""
        present = {table.unit_of(row) for row in table.rows}
        expected = list(_families(self._units, present))
        return expected + [
            name for name in dict.fromkeys(table.unit_of(row) for row in table.rows) if name not in expected
        ]

    def unit_key(self, table: DataTable, unit: str) -> tuple[str, ...]:
        """The row key that asks for one unit: its row, or its total over the other keys."""
        return tuple(unit if key == table.unit_key else TOTAL for key in table.keys)

    def _amended(self, place: InTable, column: Column) -> Derivation | None:
        layers = self._amendments.get(place)
        if layers is None:
            return None
        found = next((layers[layer] for layer in _PRECEDENCE if layer in layers), None)
        return _amendment_value(found, column) if found else None

    def _reported(self, table: DataTable, row: Row, column: Column, place: InTable) -> Derivation:
        cell = row.cells.get(column.name)
        if cell is None:
            return Missing(str(place), "填报数", row.place or place)
        source = Source(cell.place or place, table.author, table.date, REPORTED, table.source)
        value = as_derived(cell.value, column.measure) if isinstance(cell.value, Fraction) else cell.value
        return Given(_name(row.key, column), value, form_of(column.measure), source)

    def _total(self, table: DataTable, place: InTable, column: Column) -> Derivation:
        rows = self.rows_of(table, place.row)
        if not rows:
            return Missing(str(place), f"行“{'/'.join(place.row)}”", place)
        if column.total == "none" and len(rows) > 1:
            return Missing(str(place), "合计（这一列不可相加）", place)
        parts = [self.at(InTable(table.name, row.key, column.name)) for row in rows]
        if table.unit_key and set(place.row) == {TOTAL}:
            present = {table.unit_of(row) for row in rows}
            parts += [
                Missing(f"{table.name}/{unit}/{column.name}", f"{unit}的数据", place)
                for unit in self.units_of(table)
                if unit not in present
            ]
        return add(_name(place.row, column), parts, form_of(column.measure), place)

    def _derived(self, table: DataTable, place: InTable, column: Column) -> Derivation:
        columns = self._columns[table.name]

        def resolve(name: Name | Call) -> Derivation:
            if isinstance(name, Name) and name.text in columns:
                return self.at(InTable(table.name, place.row, name.text))
            return self.resolve(name)

        if place.row not in self._rows[table.name] and not self.rows_of(table, place.row):
            return Missing(str(place), f"行“{'/'.join(place.row)}”", place)
        return compute(_name(place.row, column), column.formula, column.measure, resolve, place)

    def resolve(self, name: Name | Call) -> Derivation:
        """The value of 表.列 (its total), of a cell 表/行/列, or of sum, mean, count over the rows of 表.列."""
        if isinstance(name, Name):
            place = path(name.text) or self._column(name.text)
            return self.at(place) if place else Missing(name.text, "这个名称的数据")
        argument = name.arguments[0] if len(name.arguments) == 1 else None
        column = self._column(argument.text) if isinstance(argument, Name) else None
        if column is None:
            return Missing(name.function, "函数的列（写作 表.列）")
        return self._over_rows(name.function, column)

    def _column(self, text: str) -> InTable | None:
        table, _, column = text.partition(".")
        return InTable(table, (TOTAL,), column) if column and table in self.tables else None

    def _over_rows(self, function: str, column: InTable) -> Derivation:
        table = self.tables[column.table]
        parts = [self.at(InTable(table.name, row.key, column.column)) for row in table.rows]
        found = next((item for item in table.columns if item.name == column.column), None)
        if found is None or not parts:
            return Missing(str(column), "这一列的数据", column)
        if missing := [part for part in parts if isinstance(part, Missing)]:
            return missing[0]
        values = [part.value for part in parts if isinstance(part.value, Fraction)]
        if function == "count":
            return Computed(f"{table.name}行数", f"count({table.name})", "", Fraction(len(parts)), COUNT, tuple(parts))
        if function == "mean":
            value = sum(values, Fraction(0)) / len(values) if values else None
            name = f"{column.column}平均"
            return Computed(name, f"mean({column})", "", value, form_of(found.measure), tuple(parts), column)
        return add(f"{column.column}合计", parts, form_of(found.measure), column)


def path(text: str) -> InTable | None:
    """``表/行/列`` (several row keys: ``表/键1/键2/列``) as a place; None where the text has no two slashes."""
    parts = text.split("/")
    return InTable(parts[0], tuple(parts[1:-1]), parts[-1]) if len(parts) > 2 else None


def add(name: str, parts: Iterable[Derivation], form: Form, place: InTable | None = None) -> Derivation:
    """The sum of the parts, in their common form; the first missing part where one is missing."""
    parts = tuple(parts)
    if missing := [part for part in parts if not isinstance(part.value, Fraction)]:
        absent = "、".join(part.name for part in missing)
        return Missing(name, f"{absent}的数据", place)
    value = sum((part.value for part in parts if isinstance(part.value, Fraction)), Fraction(0))
    if len(parts) == 1:
        return parts[0]
    shown = " + ".join(part.form.text(part.value) for part in parts)
    return Computed(name, " + ".join(part.name for part in parts), shown, value, form, parts, place)


def _amendment_value(amendment: Amendment, column: Column) -> Derivation:
    source = Source(amendment.place, amendment.author, amendment.date, amendment.layer, amendment.source)
    name = _name(amendment.at.row, column)
    if column.measure.is_text:
        return Given(name, amendment.value, form_of(column.measure), source)
    try:
        value = column.measure.read(amendment.value)
    except NotANumber:
        return Missing(name, f"数（{amendment.layer}值“{amendment.value}”不是数）", amendment.place)
    return Given(name, as_derived(value, column.measure), form_of(column.measure), source)


def _name(key: tuple[str, ...], column: Column) -> str:
    return "·".join(part for part in (*key, column.name) if part != TOTAL)


def _families(units: tuple[Unit, ...], present: set[str]) -> Iterable[str]:
    if any(unit.name in present for unit in units):
        yield from (unit.name for unit in units)
    for unit in units:
        yield from _families(unit.units, present)
