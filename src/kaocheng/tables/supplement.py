"""Reading back the sheets for data items that no table held: they become tables of their own."""

from collections.abc import Sequence
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Cell, Column, DataTable, Evaluation, Row, unit_names
from kaocheng.numbers import Measure, NotANumber, UnknownMeasure, exact_text
from kaocheng.tables import messages
from kaocheng.tables.footer import is_footer, read_origin
from kaocheng.tables.forms.supplement import HEADS, item_name
from kaocheng.tables.names import same_form
from kaocheng.tables.needs import UNIT_SUPPLEMENT, DataNeed
from kaocheng.tables.reading import TableReading
from kaocheng.tables.sheet import Cells, Sheet
from kaocheng.tables.values import is_blank, is_small_share, read_value

UNIT_KEY, OVERALL_KEY = "单位", "范围"


def take_supplement(
    sheet: Sheet, needs: Sequence[DataNeed], evaluation: Evaluation, problems: list[Diagnostic]
) -> list[TableReading]:
    """The tables that the filled-in items make, each with its rows. Items without a value are left out."""
    by_units = sheet.name == UNIT_SUPPLEMENT
    known = {same_form(item_name(need)): need for need in needs if need.by_units == by_units}
    header = next((index for index, row in enumerate(sheet.rows) if _heads(row) >= set(HEADS)), None)
    if header is None:
        facts = {"table": sheet.name, "expected": "，".join(HEADS)}
        problems.append(messages.NO_TABLE_HEADER.at(sheet.place, **facts))
        return []
    at = {same_form(cell.text): index for index, cell in enumerate(sheet.rows[header])}
    found = _Items(set(unit_names(evaluation.units)), known, problems, by_units=by_units)
    footer: list[Cells] = []
    for row in sheet.rows[header + 1 :]:
        if footer or is_footer(row, figures=True):
            footer.append(row)
        elif row[at["数据项"]].text:
            found.take(row, at)
    origin, footer_problems = read_origin(footer)
    problems.extend(footer_problems)
    return [TableReading(table, rows, origin=origin) for table, rows in found.tables(evaluation)]


def _heads(row: Cells) -> set[str]:
    return {same_form(cell.text) for cell in row}


class _Items:
    def __init__(
        self, units: set[str], known: dict[str, DataNeed], problems: list[Diagnostic], *, by_units: bool
    ) -> None:
        self._by_units, self._units, self._known, self._problems = by_units, units, known, problems
        self._columns: dict[str, dict[str, Column]] = {}
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
        columns = self._columns.setdefault(need.table, {})
        try:
            read = Measure.parse(same_form(measure.text))
        except UnknownMeasure:
            read = Measure("")
        if not read.text or (need.name in columns and columns[need.name].measure != read):
            self._problems.append(messages.ITEM_MEASURE.at(measure.place, item=item.text, found=measure.text))
            return
        columns.setdefault(need.name, Column(need.name, read))
        facts = {"found": value.text, "column": item.text, "measure": read.text}
        try:
            cell = Cell(read_value(value.text, read), value.place)
        except NotANumber:
            self._problems.append(messages.FIGURE_UNREADABLE.at(value.place, **facts))
            return
        if read.text == "%" and is_small_share(value.text):
            times = exact_text(cell.value * 100) if isinstance(cell.value, Fraction) else ""
            self._problems.append(messages.PERCENT_SMALL.at(value.place, times=times, **facts))
        self._rows.setdefault(need.table, {}).setdefault(unit.text, {})[need.name] = cell

    def tables(self, evaluation: Evaluation) -> list[tuple[DataTable, tuple[Row, ...]]]:
        """The new tables, declared from what was filled in, and their rows."""
        found = []
        taken = {table.file for table in evaluation.tables}
        for name, rows in self._rows.items():
            stem = "supplement-by-unit" if self._by_units else "supplement"
            file = next(file for number in range(1, 1000) if (file := _file(stem, number)) not in taken)
            taken.add(file)
            key = UNIT_KEY if self._by_units else OVERALL_KEY
            table = DataTable(
                name,
                tuple(self._columns[name].values()),
                keys=(key,),
                unit_key=key if self._by_units else "",
                file=file,
            )
            found.append((table, tuple(Row((unit,), cells) for unit, cells in rows.items())))
        return found


def _file(stem: str, number: int) -> str:
    return f"{stem}.csv" if number == 1 else f"{stem}-{number}.csv"
