"""Reading back the sheets for data items that no table held: they become tables of their own, or go into those."""

from dataclasses import replace
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Cell, Column, DataTable, Evaluation, Row, unit_names
from kaocheng.domain.data import usual_total
from kaocheng.numbers import Measure, NotANumber, UnknownMeasure, exact_text
from kaocheng.scoring.measures import same_kind
from kaocheng.tables import messages
from kaocheng.tables.footer import is_footer, read_origin
from kaocheng.tables.forms.supplement import HEADS, item_name
from kaocheng.tables.names import same_form
from kaocheng.tables.needs import (
    SUPPLEMENT_FILE,
    UNIT_SUPPLEMENT,
    UNIT_SUPPLEMENT_FILE,
    DataNeed,
    items_to_collect,
)
from kaocheng.tables.reading import TableReading
from kaocheng.tables.sheet import Cells, Sheet, SheetCell
from kaocheng.tables.values import is_blank, is_small_share, read_value

UNIT_KEY, OVERALL_KEY = "单位", "范围"


def lists_items(sheet: Sheet) -> bool:
    """Whether the sheet has one item a row, as the supplement has."""
    return _header(sheet) is not None


def take_supplement(sheet: Sheet, evaluation: Evaluation, problems: list[Diagnostic]) -> list[TableReading]:
    """The tables that the filled-in items make or belong to, each with its rows. Items without a value are left out."""
    by_units = sheet.name == UNIT_SUPPLEMENT
    needs = items_to_collect(evaluation)
    known = {same_form(item_name(need)): need for need in needs if need.by_units == by_units}
    header = _header(sheet)
    if header is None:
        facts = {"table": sheet.name, "expected": "，".join(HEADS)}
        problems.append(messages.NO_TABLE_HEADER.at(sheet.place, **facts))
        return []
    at = {same_form(cell.text): index for index, cell in enumerate(sheet.rows[header])}
    found = _Items(evaluation, known, problems, by_units=by_units)
    footer: list[Cells] = []
    for row in sheet.rows[header + 1 :]:
        if footer or is_footer(row, figures=True):
            footer.append(row)
        elif row[at["数据项"]].text:
            found.take(row, at)
    origin, footer_problems = read_origin(footer)
    problems.extend(footer_problems)
    return [TableReading(table, rows, origin=origin) for table, rows in found.tables()]


def _header(sheet: Sheet) -> int | None:
    heads = set(HEADS)
    return next((at for at, row in enumerate(sheet.rows) if {same_form(cell.text) for cell in row} >= heads), None)


class _Items:
    def __init__(
        self, evaluation: Evaluation, known: dict[str, DataNeed], problems: list[Diagnostic], *, by_units: bool
    ) -> None:
        self._by_units, self._known, self._problems = by_units, known, problems
        self._units = set(unit_names(evaluation.units))
        self._tables = {table.name: table for table in evaluation.tables}
        self._columns = {table.name: {column.name: column for column in table.columns} for table in evaluation.tables}
        self._rows: dict[str, dict[str, dict[str, Cell]]] = {}

    def take(self, row: Cells, at: dict[str, int]) -> None:
        """One item."""
        unit, item, measure, value = (row[at[head]] for head in ("单位", "数据项", "计量单位", "数值"))
        need = self._known.get(same_form(item.text))
        if need is None:
            suggestion = did_you_mean(item.text, (item_name(known) for known in self._known.values()))
            self._problems.append(messages.ITEM_UNKNOWN.at(item.place, item=item.text, suggestion=suggestion))
            return
        if is_blank(value.text):
            return
        if self._by_units and unit.text not in self._units:
            facts = {"unit": unit.text, "known": "、".join(sorted(self._units))}
            facts["suggestion"] = did_you_mean(unit.text, self._units)
            self._problems.append(messages.UNIT_UNKNOWN.at(unit.place, **facts))
            return
        column, written = self._column(need, measure)
        if column is None:
            return
        facts = {"found": value.text, "column": item.text, "measure": column.measure.text}
        try:
            cell = Cell(read_value(value.text, column.measure, written), value.place)
        except NotANumber:
            self._problems.append(messages.FIGURE_UNREADABLE.at(value.place, **facts))
            return
        if column.measure.text == "%" and is_small_share(value.text):
            times = exact_text(cell.value * 100) if isinstance(cell.value, Fraction) else ""
            self._problems.append(messages.PERCENT_SMALL.at(value.place, times=times, **facts))
        self._rows.setdefault(need.table, {}).setdefault(unit.text, {})[need.name] = cell

    def _column(self, need: DataNeed, cell: SheetCell) -> tuple[Column | None, Measure]:
        """The column of an item and the measure that the sheet names for it; no column where that one does not fit."""
        name = item_name(need)
        try:
            written = Measure.parse(same_form(cell.text))
        except UnknownMeasure:
            written = Measure("")
        if not written.text:
            self._problems.append(messages.ITEM_MEASURE.at(cell.place, item=name, found=cell.text))
            return None, written
        column = self._columns.setdefault(need.table, {}).setdefault(
            need.name, Column(need.name, written, total=usual_total(written))
        )
        if not same_kind(written, column.measure):
            facts = {"column": name, "written": written.text, "measure": column.measure.text}
            self._problems.append(messages.MEASURE_DIFFERS.at(cell.place, **facts))
            return None, written
        return column, written

    def tables(self) -> list[tuple[DataTable, tuple[Row, ...]]]:
        """The tables, declared from what was filled in where they are new, and the rows that were filled in."""
        found = []
        taken = {table.file for table in self._tables.values()}
        key = UNIT_KEY if self._by_units else OVERALL_KEY
        for name, rows in self._rows.items():
            table = self._tables.get(name)
            if table is None:
                stem = UNIT_SUPPLEMENT_FILE if self._by_units else SUPPLEMENT_FILE
                file = next(file for number in range(1, 1000) if (file := _file(stem, number)) not in taken)
                taken.add(file)
                table = DataTable(name, (), keys=(key,), unit_key=key if self._by_units else "", file=file)
            table = replace(table, columns=tuple(self._columns[name].values()))
            found.append((table, tuple(Row((unit,), cells) for unit, cells in rows.items())))
        return found


def _file(stem: str, number: int) -> str:
    return f"{stem}.csv" if number == 1 else f"{stem}-{number}.csv"
