"""What nothing uses any more: metrics, names, tables without data and surveys without answers, left behind by indicators."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from kaocheng.domain import DataTable, Evaluation, leaves
from kaocheng.scoring.data import path
from kaocheng.scoring.formulas import operands, parsed
from kaocheng.standards import needs, understand
from kaocheng.standards.formula import FormulaError, Name
from kaocheng.web.content import Item
from kaocheng.web.content.references import TEXTS, mentioned
from kaocheng.web.models import SurveyLink
from kaocheng.web.workspace import Workspace

_PRINTING = {*TEXTS, "published", "review", "evidence"}
"""The kinds that use what they refer to: they print it, or stand at its cells."""


@dataclass
class _Used:
    """The names of metrics and of cells, of tables and of surveys that something uses."""

    names: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    surveys: set[str] = field(default_factory=set)


_known: WeakKeyDictionary[Workspace, _Used] = WeakKeyDictionary()


def leftovers(space: Workspace) -> list[Item]:
    """The items that nothing uses: metrics, names, tables in which nothing is filled in, surveys that nobody answered."""
    evaluation = space.evaluation
    used = _used(space)
    answered = {name for name, result in space.bundle.surveys.items() if result.sample.valid}
    surveys = [item for item in space.of_kind("questionnaire") if item.key not in used.surveys | answered]
    sent = SurveyLink.objects.filter(evaluation=space.pk, survey__in=[item.key for item in surveys])
    given_out = set(sent.values_list("survey", flat=True)) if surveys else set()
    empty = {table.name for table in evaluation.tables if is_empty(space, table)}
    return [
        *(item for kind in ("metric", "name") for item in space.of_kind(kind) if item.key not in used.names),
        *(item for item in space.of_kind("table") if item.key in empty - used.tables),
        *(item for item in surveys if item.key not in given_out),
    ]


def is_empty(space: Workspace, table: DataTable) -> bool:
    """Whether nothing is filled in: no reported value, no evidenced or verified one, no remark."""
    amended = any(amendment.at.table == table.name for amendment in space.evaluation.amendments)
    return not amended and not any(row.cells for row in table.rows)


def with_parts(space: Workspace, item: Item) -> Iterator[Item]:
    """An item and those that go with it: the rows of a table, the questions and files of a survey."""
    for other in space.items.values():
        of_table = item.kind == "table" and other.kind == "row" and other.body["table"] == item.key
        of_survey = item.kind == "questionnaire" and (
            (other.kind == "question" and other.key.startswith(f"{item.key}/"))
            or (other.kind == "file" and other.key.startswith(f"surveys/{item.key}/"))
        )
        if of_table or of_survey:
            yield other
    yield item


def _used(space: Workspace) -> _Used:
    """What is used, worked out once a revision: pages ask for it again and again."""
    if space not in _known:
        _known[space] = _find_used(space)
    return _known[space]


def _find_used(space: Workspace) -> _Used:
    printed = mentioned(item for item in space.items.values() if item.kind in _PRINTING)
    used = _Used(tables={place.table for place in printed.places}, surveys=printed.surveys)
    wanted = [*_asked_by_indicators(space.evaluation), *printed.names]
    open_tables = list(used.tables)
    while wanted or open_tables:
        if wanted:
            found = list(_behind(space, wanted.pop(), used))
        else:
            found = [name for column in _columns(space, open_tables.pop()) for name in operand_names(column)]
        for name in found:
            table = re.split("[./]", name.strip("[]"))[0]
            if table != name and space.evaluation.table(table) and table not in used.tables:
                used.tables.add(table)
                open_tables.append(table)
            elif table == name:
                wanted.append(name)
    return used


def _asked_by_indicators(evaluation: Evaluation) -> Iterator[str]:
    """The names by which standards and their readings ask for data."""
    rules = {reading.indicator: reading.rule for reading in evaluation.readings}
    for leaf in leaves(evaluation.indicators):
        yield leaf.name
        yield from leaf.metrics
        for sentence in {leaf.standard, rules.get(leaf.code, "")} - {""}:
            standard = understand(sentence, name=leaf.name, weight=leaf.weight, target=leaf.target).standard
            if standard is not None:
                yield from (label for need in needs(standard) for label in need.labels)


def _behind(space: Workspace, name: str, used: _Used) -> Iterable[str]:
    """What a name that is used rests on; it and its survey are marked as used."""
    if name in used.names:
        return []
    used.names.add(name)
    evaluation = space.evaluation
    if metric := evaluation.metric(name):
        used.surveys |= {metric.survey} - {""}
        return operand_names(metric.formula)
    if (text := evaluation.names.get(name)) and path(text):
        return [text]
    column = space.metrics.column_of(name)
    return [column] if column else []


def _columns(space: Workspace, table: str) -> list[str]:
    found = space.evaluation.table(table)
    return [column.formula for column in found.columns if column.formula] if found else []


def operand_names(formula: str) -> list[str]:
    """The names in a formula, those under sum, mean and count included; none where it cannot be read."""
    try:
        items = operands(parsed(formula)) if formula else []
    except FormulaError:
        return []
    names = [item if isinstance(item, Name) else item.arguments[0] for item in items]
    return [name.text for name in names if isinstance(name, Name)]
