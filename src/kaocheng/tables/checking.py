"""What a sheet prints but Kaocheng computes: totals and rates held against the rows, within the printed digits."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Column, DataTable, Evaluation, Row
from kaocheng.domain.data import TOTAL
from kaocheng.numbers import NotANumber, half_up, read_figure, short_text
from kaocheng.places import InTable
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.measures import as_derived
from kaocheng.tables import messages
from kaocheng.tables.names import same_form
from kaocheng.tables.reading import Printed, TableReading, take_table
from kaocheng.tables.reading import missing_units as missing_units_of
from kaocheng.tables.sheet import Sheet
from kaocheng.tables.values import convert, read_value

_BINARY_DIGITS = 14
_COMPARED_DIGITS = 8  # spreadsheets carry the noise of binary sums behind them


def read_table(
    sheet: Sheet, table: DataTable, *, evaluation: Evaluation | None = None
) -> tuple[tuple[Row, ...], list[Diagnostic]]:
    """The rows of ``table`` on ``sheet``, and everything that is wrong with it, each at its cell.

    ``evaluation`` gives the tree of units, and the other tables that formulas refer to.
    """
    evaluation = evaluation or Evaluation(title="")
    reading = take_table(sheet, table, evaluation.units)
    problems = [*reading.problems, *check_printed(reading, evaluation)]
    if missing := missing_units_of(table, reading.rows, evaluation.units):
        problems.append(messages.UNIT_MISSING.at(sheet.place, table=table.name, units="、".join(missing)))
    return reading.rows, problems


def check_printed(reading: TableReading, evaluation: Evaluation) -> list[Diagnostic]:
    """The totals and rates that do not follow from the rows, and the parts that are larger than their whole.

    What cannot be computed, because a row is blank or a divisor is 0, is not compared.
    """
    rows = {row.key: row for row in reading.rows}
    others = tuple(table for table in evaluation.tables if table.name != reading.table.name)
    ledgers: dict[tuple[tuple[str, ...], ...], Ledger] = {}

    def ledger_of(members: tuple[tuple[str, ...], ...]) -> Ledger:
        if members not in ledgers:
            table = replace(reading.table, rows=tuple(rows[key] for key in members if key in rows))
            ledgers[members] = Ledger(Evaluation(title="", tables=(table, *others)))
        return ledgers[members]

    found: list[Diagnostic] = []
    everything = tuple(rows)
    for printed in reading.printed:
        if not printed.members:
            continue
        key = (TOTAL,) * len(reading.table.keys) if printed.total else printed.members[0]
        value = (
            ledger_of(printed.members if printed.total else everything)
            .at(InTable(reading.table.name, key, printed.column.name))
            .value
        )
        if isinstance(value, Fraction):
            found.extend(_compare(printed, value))
    return found + list(_above_whole(reading, ledger_of(everything)))


def _compare(printed: Printed, value: Fraction) -> Iterator[Diagnostic]:
    column, text = printed.column, same_form(printed.cell.text)
    try:
        claimed = convert(read_value(text, column.measure, printed.written), column.measure, printed.written)
    except NotANumber:
        return
    try:
        digits = min(read_figure(text).digits, _COMPARED_DIGITS)
    except NotANumber:
        digits = 2
    computed = (
        value / printed.written.factor if column.measure.is_ratio else convert(value, column.measure, printed.written)
    )
    # A computed cell holds a binary float of some 15 digits: it stands for all values that near to it.
    binary = sum(character.isdigit() for character in text) >= _BINARY_DIGITS
    near = binary and abs(computed - claimed) <= abs(computed) / 10 ** (_BINARY_DIGITS - 2)
    same = near or half_up(computed, digits) == half_up(claimed, digits)
    if same or (printed.loose and half_up(computed, max(digits - 2, 0)) == half_up(claimed * 100, max(digits - 2, 0))):
        return
    shown = max(digits, 2)
    mark = printed.written.text if printed.written.is_ratio else ""
    facts = {
        "row": printed.row,
        "column": column.name,
        "printed": printed.cell.text if digits < _COMPARED_DIGITS else short_text(claimed, 4) + mark,
        "computed": short_text(computed, shown) + mark,
    }
    if column.formula:
        yield messages.RATE_DIFFERS.at(printed.cell.place, formula=column.formula, **facts)
    else:
        difference = short_text(claimed - computed, shown)
        facts["difference"] = difference if difference.startswith("-") else f"+{difference}"
        yield messages.TOTAL_DIFFERS.at(printed.cell.place, **facts)


def _above_whole(reading: TableReading, ledger: Ledger) -> Iterator[Diagnostic]:
    for column in reading.table.columns:
        if not column.at_most:
            continue
        for row in reading.rows:
            value = ledger.at(InTable(reading.table.name, row.key, column.name)).value
            most = _limit(column, reading.table, row, ledger)
            if isinstance(value, Fraction) and most is not None and value > most:
                places = [
                    cell.place for name in (column.name, column.at_most) if (cell := row.cells.get(name)) and cell.place
                ] or ([row.place] if row.place else [])
                facts = {
                    "row": "/".join(row.key),
                    "column": column.name,
                    "limit": column.at_most if reading.table.column(column.at_most) else "上限",
                }
                shown = {"value": _shown(value, column), "most": _shown(most, column)}
                yield messages.PART_ABOVE_WHOLE.at(*places, **facts, **shown)


def _limit(column: Column, table: DataTable, row: Row, ledger: Ledger) -> Fraction | None:
    if table.column(column.at_most):
        value = ledger.at(InTable(table.name, row.key, column.at_most)).value
        return value if isinstance(value, Fraction) else None
    try:
        return as_derived(column.measure.read(column.at_most), column.measure)
    except NotANumber:
        return None


def _shown(value: Fraction, column: Column) -> str:
    if column.measure.is_ratio:
        return short_text(value / column.measure.factor) + column.measure.text
    return short_text(value, 4)
