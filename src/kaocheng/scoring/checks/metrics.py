"""Formulas of metrics and of derived columns: readable, known names, measures that agree."""

from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Evaluation, Metric
from kaocheng.numbers import Measure
from kaocheng.places import InFile, Place
from kaocheng.scoring.checks import messages
from kaocheng.scoring.data import Ledger, path
from kaocheng.scoring.formulas import operands, parsed
from kaocheng.scoring.metrics import Metrics
from kaocheng.standards.formula import Call, Expression, FormulaError, Name, Number, Operation


def check_metrics(evaluation: Evaluation, ledger: Ledger, metrics: Metrics) -> Iterator[Diagnostic]:
    """What is wrong with metrics.yaml and with the formulas of data/tables.yaml."""
    for name, text in evaluation.names.items():
        if path(text) and not _has(ledger, text):
            known = [f"{table.name}/合计/{column.name}" for table in evaluation.tables for column in table.columns]
            facts = {"owner": name, "name": text, "suggestion": did_you_mean(text, known)}
            yield messages.UNKNOWN_NAME.at(InFile("metrics.yaml"), **facts)
    for metric in evaluation.metrics:
        yield from check_metric(metric, evaluation, ledger, metrics)
    for table in evaluation.tables:
        columns = {column.name: column.measure for column in table.columns}
        for column in table.columns:
            if column.formula:
                where = column.place or InFile("data/tables.yaml")
                known_names = _Names(ledger, metrics, evaluation, columns)
                yield from _formula(f"{table.name}.{column.name}", column.formula, column.measure, where, known_names)


def check_metric(metric: Metric, evaluation: Evaluation, ledger: Ledger, metrics: Metrics) -> Iterator[Diagnostic]:
    """What is wrong with one metric of the evaluation: its survey, its formula."""
    where: Place = metric.place or InFile("metrics.yaml")
    if metric.survey and f"{metric.survey}/满意度" not in evaluation.survey_figures:
        known = [name.removesuffix("/满意度") for name in evaluation.survey_figures if name.endswith("/满意度")]
        facts = {"what": "问卷", "found": metric.survey, "suggestion": did_you_mean(metric.survey, known)}
        yield messages.UNKNOWN_REFERENCE.at(where, **facts)
    if metric.formula:
        yield from _formula(metric.name, metric.formula, metric.measure, where, _Names(ledger, metrics, evaluation))


def measure_of(formula: str, evaluation: Evaluation, ledger: Ledger, metrics: Metrics) -> Measure | None:
    """In what a formula counts: the measure of the first of its names that is of the same kind, or 元/人.

    None where it cannot be told, or the formula cannot be read.
    """
    try:
        expression = parsed(formula)
    except FormulaError:
        return None
    known = _Names(ledger, metrics, evaluation)
    found = _dimension(expression, known)
    if found is None:
        return None
    measures = [measure for item in operands(expression) if (measure := _measure(item, known))]
    if found == (1, -1):
        return Measure.parse(f"元/{next(measure.text for measure in measures if measure.count)}")
    same = (measure for measure in measures if (measure.money, measure.count) == found)
    return next(same, Measure("") if found == (0, 0) else None)


def _measure(item: Name | Call, known: "_Names") -> Measure | None:
    return known.measure(item.text) if isinstance(item, Name) else None


class _Names:
    """The measures of the names that a formula may use."""

    def __init__(
        self, ledger: Ledger, metrics: Metrics, evaluation: Evaluation, columns: dict[str, Measure] | None = None
    ) -> None:
        self._ledger, self._metrics, self._evaluation = ledger, metrics, evaluation
        self._columns = columns or {}

    def measure(self, name: str) -> Measure | None:
        """The measure of a name, or None where nothing has this name."""
        if name in self._columns:
            return self._columns[name]
        if metric := self._evaluation.metric(name):
            return metric.measure
        if found := path(self._evaluation.names.get(name, name)):
            table_name, column = found.table, found.column
        else:
            table_name, _, column = name.partition(".")
        table = self._ledger.tables.get(table_name)
        if table and (item := table.column(column)):
            return item.measure
        return Measure("") if self._metrics.knows(name) else None

    def all(self) -> list[str]:
        """All names that could be meant."""
        columns = [f"{table.name}.{column.name}" for table in self._evaluation.tables for column in table.columns]
        return [*self._columns, *self._evaluation.names, *(m.name for m in self._evaluation.metrics), *columns]


def _has(ledger: Ledger, text: str) -> bool:
    place = path(text)
    table = ledger.tables.get(place.table) if place else None
    if place is None or table is None or table.column(place.column) is None:
        return False
    return table.row(place.row) is not None or bool(ledger.rows_of(table, place.row)) or not table.rows


def _formula(name: str, formula: str, declared: Measure, place: Place, known: _Names) -> Iterator[Diagnostic]:
    try:
        expression = parsed(formula)
    except FormulaError as error:
        yield messages.BAD_FORMULA.at(place, name=name, formula=formula, why=str(error))
        return
    texts = [item.text for item in operands(expression) if isinstance(item, Name)]
    unknown = [text for text in texts if known.measure(text) is None]
    for text in unknown:
        facts = {"owner": name, "name": text, "suggestion": did_you_mean(text, known.all())}
        yield messages.UNKNOWN_NAME.at(place, **facts)
    if unknown:
        return
    found = _dimension(expression, known)
    if found is not None and found != (declared.money, declared.count):
        facts = {"name": name, "found": _dimension_text(*found), "declared": declared.text or "无单位"}
        yield messages.MEASURES_DISAGREE.at(place, **facts)


def _dimension(expression: Expression, known: _Names) -> tuple[int, int] | None:
    """Powers of money and of count; None where they cannot be told."""
    match expression:
        case Number():
            return (0, 0)
        case Name():
            measure = known.measure(expression.text)
            return (measure.money, measure.count) if measure and measure.text else None
        case Call(function="count"):
            return (0, 1)
        case Call():
            return _dimension(expression.arguments[0], known)
        case Operation(operator="×" | "÷"):
            left, right = _dimension(expression.left, known), _dimension(expression.right, known)
            if left is None or right is None:
                return None
            sign = 1 if expression.operator == "×" else -1
            return (left[0] + sign * right[0], left[1] + sign * right[1])
        case Operation():
            return _dimension(expression.left, known)


def _dimension_text(money: int, count: int) -> str:
    names = {(0, 0): "比率", (1, 0): "金额", (0, 1): "数量", (1, -1): "单位数量的金额"}
    return names.get((money, count), "别的量")
