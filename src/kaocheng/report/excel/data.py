"""A sheet a data table: reported figures typed, totals and rates as formulas."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kaocheng.derivation import Derivation
from kaocheng.domain import Column
from kaocheng.numbers import Measure, exact_text
from kaocheng.report.excel.formats import Formats, number
from kaocheng.report.excel.places import Places
from kaocheng.report.excel.translation import translated
from kaocheng.scoring import ShownRow, ShownTable

_FIRST = 2


def write_table(sheet: Any, formats: Formats, shown: ShownTable, places: Places) -> None:
    """Title, heads, rows; below them the source. ``places`` learns where each figure stands."""
    table = shown.table
    heads = (*shown.keys, *shown.heads)
    title = f"表{table.number} {table.title or table.name}" if table.number else table.title or table.name
    if len(heads) > 1:
        sheet.merge_range(0, 0, 0, len(heads) - 1, title, formats.title)
    else:
        sheet.write_string(0, 0, title, formats.title)
    for column, head in enumerate(heads):
        sheet.write_string(1, column, head, formats.head)
        sheet.set_column(column, column, min(max(10, 2 * len(head)), 28))
    writer = _Rows(sheet, formats, shown, places)
    for offset, row in enumerate(shown.rows):
        writer.write(_FIRST + offset, row)
    if table.source:
        sheet.write_string(_FIRST + len(shown.rows), 0, f"数据来源：{table.source}", formats.remark)
    sheet.freeze_panes(2, len(shown.keys))


class _Rows:
    """Writes the rows of one table."""

    def __init__(self, sheet: Any, formats: Formats, shown: ShownTable, places: Places) -> None:
        self._sheet, self._formats, self._shown, self._places = sheet, formats, shown, places
        self._columns = {column.name: number for number, column in enumerate(shown.table.columns, len(shown.keys))}
        self._last = _FIRST + sum(not row.is_total for row in shown.rows) - 1

    def write(self, at: int, row: ShownRow) -> None:
        """One row; remarks on its cells become comments."""
        for place, key in enumerate(row.key):
            self._sheet.write_string(at, place, key, self._formats.of(strong=row.is_total))
        notes = dict(row.notes)
        for column, figure in zip(self._shown.table.columns, row.figures, strict=True):
            place = self._columns[column.name]
            self._figure(at, place, column, figure, is_total=row.is_total)
            if note := notes.get(column.name):
                self._sheet.write_comment(at, place, note, {"author": self._shown.table.author})

    def _figure(self, at: int, place: int, column: Column, figure: Derivation, *, is_total: bool) -> None:
        form = _number_format(column.measure, self._shown.rows, place - len(self._shown.keys))
        look = self._formats.of(form, strong=is_total)
        if isinstance(figure.value, str):
            self._sheet.write_string(at, place, figure.value, self._formats.of(left=len(figure.value) > 12))
            return
        formula = self._formula(at, column, is_total=is_total)
        value = None if figure.value is None else number(in_cell(figure.value, column.measure))
        if figure.value is not None:
            cell = f"'{self._sheet.get_name()}'!{xl_rowcol_to_cell(at, place)}"
            self._places.note(figure, cell, in_cell(figure.value, column.measure))
        if formula and value is not None:
            self._sheet.write_formula(at, place, f"={formula}", look, value)
        elif value is not None:
            self._sheet.write_number(at, place, value, look)
        else:
            self._sheet.write_blank(at, place, None, look)

    def _formula(self, at: int, column: Column, *, is_total: bool) -> str | None:
        if column.formula:
            base = translated(column.formula, lambda name: self._cell(at, name), self._range)
            return None if base is None else _from_base(base, column.measure)
        # Sums of decimals carry binary dust beyond the digits that anybody reports.
        return f"ROUND(SUM({self._range(column.name)}),6)" if is_total else None

    def _cell(self, at: int, name: str) -> str | None:
        name = name.removeprefix(f"{self._shown.table.name}.")
        column = self._shown.table.column(name)
        return None if column is None else _to_base(xl_rowcol_to_cell(at, self._columns[name]), column.measure)

    def _range(self, name: str) -> str | None:
        name = name.removeprefix(f"{self._shown.table.name}.")
        if name not in self._columns:
            return None
        place = self._columns[name]
        return f"{xl_rowcol_to_cell(_FIRST, place)}:{xl_rowcol_to_cell(self._last, place)}"


def in_cell(value: Fraction, measure: Measure) -> Fraction:
    """A derivation's value as the cell holds it: percentages as shares, ‰ as so many ‰, the rest in the measure."""
    return value / measure.factor if measure.is_ratio and measure.text != "%" else value


def _to_base(cell: str, measure: Measure) -> str:
    return cell if measure.text == "%" or measure.factor == 1 else f"({cell}*{_factor(measure)})"


def _from_base(formula: str, measure: Measure) -> str:
    return formula if measure.text == "%" or measure.factor == 1 else f"({formula})/{_factor(measure)}"


def _factor(measure: Measure) -> str:
    text = exact_text(measure.factor)
    return f"({text})" if "/" in text else text


def _number_format(measure: Measure, rows: Sequence[ShownRow], place: int) -> str:
    """Percentages with two decimals; amounts with as many as any figure of the column has, at least two."""
    if measure.text == "%":
        return "0.00%"
    texts = [exact_text(value) for row in rows if isinstance(value := row.figures[place].value, Fraction)]
    digits = max((len(text.partition(".")[2]) for text in texts if "/" not in text), default=0)
    if measure.money or any("/" in text for text in texts):
        digits = max(digits, 2)
    return "#,##0" + ("." + "0" * min(digits, 6) if digits else "")
