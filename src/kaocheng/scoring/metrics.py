"""计算指标 and the names in standards: what each stands for in the data of this evaluation."""

from kaocheng.derivation import Derivation, Missing
from kaocheng.domain import Evaluation, Metric
from kaocheng.domain.data import TOTAL
from kaocheng.places import InTable
from kaocheng.scoring.data import CIRCULAR, Ledger, path
from kaocheng.scoring.formulas import compute, operands, parsed
from kaocheng.standards.formula import Call, FormulaError, Name


class Metrics:
    """Resolves metrics and names, overall and for one unit."""

    def __init__(self, evaluation: Evaluation, ledger: Ledger) -> None:
        self._names = evaluation.names
        self._metrics = {metric.name: metric for metric in evaluation.metrics}
        self._surveys = evaluation.survey_figures
        self._ledger = ledger
        self._columns: dict[str, list[str]] = {}
        for table in ledger.tables.values():
            for column in table.columns:
                self._columns.setdefault(column.name, []).append(f"{table.name}.{column.name}")
        self._known: dict[tuple[str, str], Derivation] = {}
        self._open: set[tuple[str, str]] = set()

    def knows(self, name: str) -> bool:
        """Whether the name is a metric, a named cell, or the one column of that name."""
        return name in self._metrics or name in self._names or self.column_of(name) is not None

    def value(self, name: str, unit: str = "") -> Derivation:
        """The value of a metric or name, for one unit or (unit empty) overall. Missing where it is unknown."""
        key = (name, unit)
        if key in self._open:
            return Missing(name, CIRCULAR)
        if key not in self._known:
            self._open.add(key)
            self._known[key] = self._value(name, unit)
            self._open.discard(key)
        return self._known[key]

    def column_of(self, name: str) -> str | None:
        """The one column of that name, as 表.列; None where there is none or several."""
        found = self._columns.get(name, [])
        return found[0] if len(found) == 1 else None

    def by_units(self, name: str) -> dict[str, Derivation]:
        """The value of a metric or column for each of its units, in the order of the unit tree; empty where none has it."""
        return {unit: self.value(name, unit) for unit in self._units_of(name)}

    def _units_of(self, name: str) -> list[str]:
        """The units of the tables that a metric's formula reads, or of the table that has the column of that name."""
        metric = self._metrics.get(name)
        if metric is not None:
            tables = _tables_of(metric) if metric.by_units else []
        elif name not in self._names and (column := self.column_of(name)):
            tables = [column.partition(".")[0]]
        else:
            tables = []
        found = [self._ledger.tables[table] for table in tables if table in self._ledger.tables]
        return list(dict.fromkeys(unit for table in found if table.unit_key for unit in self._ledger.units_of(table)))

    def _value(self, name: str, unit: str) -> Derivation:
        metric = self._metrics.get(name)
        if metric is None:
            return self._named(name, unit)
        if metric.survey:
            found = self._surveys.get(f"{metric.survey}/满意度")
            return found or Missing(name, f"问卷“{metric.survey}”的满意度", metric.place)

        def resolve(item: Name | Call) -> Derivation:
            if isinstance(item, Name) and item.text != name and self.knows(item.text):
                return self.value(item.text, unit)
            return self._column(item, unit) if isinstance(item, Name) else self._ledger.resolve(item)

        label = f"{unit}{name}" if unit else name
        return compute(label, metric.formula, metric.measure, resolve, metric.place)

    def _named(self, name: str, unit: str) -> Derivation:
        if (text := self._names.get(name)) and (place := path(text)):
            return self._ledger.at(place)
        column = self.column_of(name)
        return self._column(Name(column), unit) if column else Missing(name, "数据（没有同名的表列、计算指标或名称）")

    def _column(self, name: Name, unit: str) -> Derivation:
        table_name, _, column = name.text.partition(".")
        table = self._ledger.tables.get(table_name)
        if not unit or table is None or not table.unit_key or not column:
            return self._ledger.resolve(name)
        key = self._ledger.unit_key(table, unit)
        if not self._ledger.rows_of(table, key) and TOTAL not in key:
            return Missing(f"{table_name}/{unit}/{column}", f"{unit}的数据", InTable(table_name, key, column))
        return self._ledger.at(InTable(table_name, key, column))


def _tables_of(metric: Metric) -> list[str]:
    try:
        items = operands(parsed(metric.formula))
    except FormulaError:
        return []
    return list(dict.fromkeys(item.text.partition(".")[0] for item in items if isinstance(item, Name)))
