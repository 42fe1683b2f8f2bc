"""Formulas that need themselves, directly or through others."""

from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.places import Place
from kaocheng.scoring.checks import messages
from kaocheng.scoring.data import path
from kaocheng.scoring.formulas import parsed
from kaocheng.scoring.metrics import Metrics
from kaocheng.standards.formula import FormulaError
from kaocheng.standards.formula import names as names_in


def check_circles(evaluation: Evaluation, metrics: Metrics) -> Iterator[Diagnostic]:
    """Each circle of metrics or of computed columns once, with the place of every formula on it."""
    places: dict[str, Place | None] = {}
    uses: dict[str, list[str]] = {}
    for metric in evaluation.metrics:
        places[metric.name] = metric.place
        uses[metric.name] = [
            name if evaluation.metric(name) else _column(name, evaluation, metrics) for name in _names(metric.formula)
        ]
    for table in evaluation.tables:
        own = {column.name: f"{table.name}.{column.name}" for column in table.columns}
        for column in table.columns:
            name = own[column.name]
            places[name] = column.place
            uses[name] = [own.get(used) or _column(used, evaluation, metrics) for used in _names(column.formula)]
    told: set[str] = set()
    for name in uses:
        if name not in told and (circle := _way_back(name, uses)):
            told.update(circle)
            where = [place for place in (places[step] for step in circle) if place]
            yield messages.CIRCULAR.at(*where, circle=" → ".join([*circle, name]))


def _names(formula: str) -> list[str]:
    try:
        return list(names_in(parsed(formula))) if formula else []
    except FormulaError:
        return []


def _column(name: str, evaluation: Evaluation, metrics: Metrics) -> str:
    """The column, as 表.列, that a name in a formula means."""
    place = path(evaluation.names.get(name, name))
    return f"{place.table}.{place.column}" if place else metrics.column_of(name) or name


def _way_back(start: str, uses: dict[str, list[str]]) -> list[str]:
    """The shortest chain of formulas from ``start`` that ends in ``start``; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for used in uses.get(way[-1], []):
            if used == start:
                return way
            if used not in seen:
                seen.add(used)
                ways.append([*way, used])
    return []
