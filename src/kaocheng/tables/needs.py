"""Which data an indicator system asks for that no declared table holds yet, and which were collected so before."""

import re
from dataclasses import dataclass, replace

from kaocheng.domain import DataTable, Evaluation, Indicator, leaves
from kaocheng.scoring import Ledger, Metrics
from kaocheng.scoring.formulas import operands, parsed
from kaocheng.standards import needs, understand
from kaocheng.standards.formula import Call, FormulaError, Name

SUPPLEMENT, UNIT_SUPPLEMENT = "补充数据", "分单位补充数据"
SUPPLEMENT_FILE, UNIT_SUPPLEMENT_FILE = "supplement", "supplement-by-unit"
_LIKELY_MEASURES = (
    (re.compile(r"(率|比例|占比|比重|满意度|百分比)$"), "%"),
    (re.compile(r"(金额|资金|经费|预算|决算|支出|收入|投资|成本|资产|补助|费)(数|额|总额)?$|额$"), "万元"),
    (re.compile(r"(人数|人口|人员)(数)?$"), "人"),
)


@dataclass(frozen=True, slots=True)
class DataNeed:
    """A data item to be collected: for which indicators, for each unit or once, the likely 计量单位, and its table."""

    name: str
    indicators: tuple[str, ...]
    by_units: bool = False
    measure: str = ""
    table: str = SUPPLEMENT


def data_needs(evaluation: Evaluation) -> tuple[DataNeed, ...]:
    """The data items that standards and metrics name and no table holds, in the order of the indicators.

    What evaluators judge (points, grades, counts of cases) is no data item. What a judgement gives already is not asked
    for again. A sentence that is not understood asks for nothing; ``kaocheng check`` reports it.
    """
    found = _Needs(evaluation)
    for indicator in leaves(evaluation.indicators):
        found.take(indicator)
    return tuple(found.items.values())


def is_supplement(table: DataTable) -> bool:
    """Whether the table holds what was collected item by item, not on a sheet of its own: its file tells."""
    return table.file.startswith(SUPPLEMENT_FILE)


def items_to_collect(evaluation: Evaluation) -> tuple[DataNeed, ...]:
    """What the supplement asks for: the needs that no table of another kind holds, and whatever it collected before.

    An item that was collected before keeps its 计量单位.
    """
    others = tuple(table for table in evaluation.tables if not is_supplement(table))
    items = {(need.table, need.name): need for need in data_needs(replace(evaluation, tables=others))}
    for table in evaluation.tables:
        for column in table.columns if is_supplement(table) else ():
            item = items.get((table.name, column.name), DataNeed(column.name, (), table=table.name))
            kept = replace(item, measure=column.measure.text, by_units=bool(table.unit_key))
            items[table.name, column.name] = kept
    return tuple(items.values())


class _Needs:
    def __init__(self, evaluation: Evaluation) -> None:
        self.items: dict[tuple[str, str, bool], DataNeed] = {}
        self._evaluation = evaluation
        self._metrics = Metrics(evaluation, Ledger(evaluation))
        self._has_units = bool(evaluation.units)

    def take(self, indicator: Indicator) -> None:
        """What one indicator asks for."""
        reading, judgement = self._evaluation.reading(indicator.code), self._evaluation.judgement(indicator.code)
        sentence = reading.rule if reading else indicator.standard
        facts = {"name": indicator.name, "weight": indicator.weight, "target": indicator.target}
        standard = understand(sentence, **facts).standard  # type: ignore[arg-type]
        given = set(judgement.inputs) if judgement else set()
        if standard is None or "actual" in given:
            return
        wanted = indicator.metrics or ((indicator.name,) if self._metrics.knows(indicator.name) else ())
        measure = "%" if "%" in indicator.target else ""
        for need in needs(standard):
            if need.key in given:
                continue
            match need.key:
                case "units":
                    for name in wanted or (indicator.name,):
                        self._ask(name, indicator, by_units=self._has_units, measure=measure)
                case "items":
                    for name in wanted or need.labels:
                        self._ask(name, indicator)
                case "actual":
                    for name in wanted or (indicator.name,):
                        self._ask(name, indicator, measure=measure)

    def _ask(self, name: str, indicator: Indicator, *, by_units: bool = False, measure: str = "") -> None:
        metric = self._evaluation.metric(name)
        if metric is not None:
            if not metric.survey:
                self._ask_formula(metric.formula, name, indicator, by_units=by_units or metric.by_units)
            return
        table, _, column = name.rpartition(".")
        if self._metrics.knows(name) or name.count("/") >= 2 or self._evaluation.table(table):
            return
        self._add(column or name, table, indicator, by_units=by_units and self._has_units, measure=measure)

    def _ask_formula(self, formula: str, metric: str, indicator: Indicator, *, by_units: bool) -> None:
        try:
            parts = operands(parsed(formula))
        except FormulaError:
            return
        for part in parts:
            inner = part.arguments[0] if isinstance(part, Call) and len(part.arguments) == 1 else part
            if isinstance(inner, Name) and inner.text != metric:
                self._ask(inner.text, indicator, by_units=by_units)

    def _add(self, name: str, table: str, indicator: Indicator, *, by_units: bool, measure: str) -> None:
        table = table or (UNIT_SUPPLEMENT if by_units else SUPPLEMENT)
        known = self.items.get((table, name, by_units))
        if known is None:
            known = DataNeed(name, (), by_units, measure or likely_measure(name), table)
        if indicator.code not in known.indicators:
            known = replace(known, indicators=(*known.indicators, indicator.code))
        self.items[table, name, by_units] = known


def likely_measure(name: str) -> str:
    """The 计量单位 that a name suggests, offered in the form for correction; empty where it suggests none."""
    return next((measure for pattern, measure in _LIKELY_MEASURES if pattern.search(name)), "")
