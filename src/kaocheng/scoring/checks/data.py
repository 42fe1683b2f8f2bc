"""Data tables: names of units, blanks, parts larger than their whole, tables that nobody uses."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Column, DataTable, Evaluation, Row, leaves, unit_names
from kaocheng.domain.data import EVIDENCED, REPORTED, VERIFIED
from kaocheng.numbers import NotANumber, exact_text, read_number
from kaocheng.places import InFile, InTable, Place
from kaocheng.scoring.checks import messages
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.measures import base_value


def check_data(evaluation: Evaluation, ledger: Ledger) -> Iterator[Diagnostic]:
    """What is wrong with the rows of the data tables."""
    used, standards = _used_texts(evaluation), _standards(evaluation)
    for table in evaluation.tables:
        yield from check_table(table, evaluation, ledger)
        if not any(table.name in text for text in used) and not _is_named_in(standards, table):
            yield messages.UNUSED_TABLE.at(_place(table), table=table.name)


def check_table(table: DataTable, evaluation: Evaluation, ledger: Ledger) -> Iterator[Diagnostic]:
    """What is wrong with the rows of one table."""
    yield from _units(table, unit_names(evaluation.units), ledger)
    yield from _values(table, ledger)
    for column in table.columns:
        if column.at_most:
            yield from _limits(table, column, ledger)
    yield from _differences(table, evaluation, ledger)


def _units(table: DataTable, known: list[str], ledger: Ledger) -> Iterator[Diagnostic]:
    if not table.unit_key:
        return
    present = {table.unit_of(row) for row in table.rows}
    for row in table.rows:
        unit = table.unit_of(row)
        if unit not in known:
            facts = {"table": table.name, "unit": unit, "suggestion": did_you_mean(unit, known)}
            yield messages.UNKNOWN_UNIT.at(row.place or _place(table), **facts)
    unknown = [unit for unit in present if unit not in known]
    for unit in ledger.units_of(table):
        # A misspelt unit is one mistake: it is reported as unknown, not as missing too.
        if unit not in present and not any(did_you_mean(other, [unit]) for other in unknown):
            yield messages.MISSING_UNIT.at(_place(table), table=table.name, unit=unit)


def _values(table: DataTable, ledger: Ledger) -> Iterator[Diagnostic]:
    columns = [column for column in table.columns if not column.formula and not column.measure.is_text]
    for row in table.rows:
        facts = {"table": table.name, "row": "/".join(row.key)}
        values = [(column, ledger.number(table.name, row, column)) for column in columns]
        if blank := [column.name for column, value in values if value is None]:
            yield messages.MISSING_VALUE.at(row.place or _place(table), **facts, column="、".join(blank))
        for column, value in values:
            if value is not None and value < 0 and column.measure.count and not column.measure.money:
                place = _cell(row, column) or _place(table)
                yield messages.NEGATIVE_COUNT.at(place, **facts, column=column.name, value=exact_text(value))


def _cell(row: Row, column: Column) -> Place | None:
    """The cell of a row where its place is in a table, else the place of the row."""
    match row.place:
        case InTable(table=table, row=key):
            return InTable(table, key, column.name)
    return row.place


def _differences(table: DataTable, evaluation: Evaluation, ledger: Ledger) -> Iterator[Diagnostic]:
    for amendment in evaluation.amendments:
        if amendment.at.table != table.name or amendment.layer not in (EVIDENCED, VERIFIED):
            continue
        reported = ledger.layers(amendment.at).get(REPORTED)
        adopted = ledger.layers(amendment.at).get(amendment.layer)
        if reported and adopted and reported.value is not None and reported.value != adopted.value:
            facts = {
                "cell": str(amendment.at),
                "reported": reported.form.full_text(reported.value),
                "layer": amendment.layer,
                "adopted": adopted.form.full_text(adopted.value),
            }
            yield messages.VALUES_DIFFER.at(amendment.place or amendment.at, **facts)


def _limits(table: DataTable, column: Column, ledger: Ledger) -> Iterator[Diagnostic]:
    for row in table.rows:
        place = InTable(table.name, row.key, column.name)
        part, limit = ledger.at(place), _limit(table, column, row.key, ledger)
        value = base_value(part)
        if value is None or limit is None or value <= limit[0]:
            continue
        facts = {
            "row": "/".join(row.key),
            "part": column.name,
            "part_value": part.form.full_text(part.value),
            "whole": limit[1],
            "whole_value": limit[2],
        }
        yield messages.PART_EXCEEDS_WHOLE.at(_cell(row, column) or place, **facts)


def _limit(table: DataTable, column: Column, key: tuple[str, ...], ledger: Ledger) -> tuple[Fraction, str, str] | None:
    """The limit as a base value, its name and its text."""
    if table.column(column.at_most):
        whole: Derivation = ledger.at(InTable(table.name, key, column.at_most))
        value = base_value(whole)
        return None if value is None else (value, column.at_most, whole.form.full_text(whole.value))
    try:
        return read_number(column.at_most), "上限", column.at_most
    except NotANumber:
        return None


def _used_texts(evaluation: Evaluation) -> list[str]:
    """Every text in which a table may be named: formulas, names, narrative, judged inputs, indicator sources."""
    formulas = [metric.formula for metric in evaluation.metrics]
    others = [column.formula for table in evaluation.tables for column in table.columns if "." in column.formula]
    narrative = [found for text in evaluation.narrative.values() for found in re.findall(r"{{[^}]*}}", text)]
    papers = list(evaluation.papers.values())
    published = [figure.quantity for figure in evaluation.published.figures]
    return [*formulas, *others, *evaluation.names.values(), *narrative, *papers, *published]


def _standards(evaluation: Evaluation) -> list[str]:
    """Every text in which a column may be named without its table: standards, readings, names of indicators."""
    found = [text for indicator in leaves(evaluation.indicators) for text in (indicator.name, indicator.standard)]
    return [*found, *(reading.rule for reading in evaluation.readings)]


def _is_named_in(texts: list[str], table: DataTable) -> bool:
    return any(column.name in text for column in table.columns for text in texts)


def _place(table: DataTable) -> Place:
    return table.place or InFile("data/tables.yaml")
