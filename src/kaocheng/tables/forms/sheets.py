"""The sheet of one table: units as rows, input cells with validation, totals and rates as protected live formulas."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from kaocheng.domain import Column, Evaluation, Row
from kaocheng.domain.data import TOTAL
from kaocheng.numbers import Measure
from kaocheng.places import InTable
from kaocheng.scoring import Ledger
from kaocheng.scoring.data import path
from kaocheng.scoring.formulas import is_not_applicable
from kaocheng.standards.formula import Call, Name
from kaocheng.tables.footer import Origin
from kaocheng.tables.forms.book import Book
from kaocheng.tables.forms.formulas import NOT_APPLICABLE, Locate, Located, excel_formula
from kaocheng.tables.forms.layout import FIRST_ROW, HEAD_ROW, HINT_ROW, TITLE_ROW, FormTable, Key
from kaocheng.tables.forms.style import display_width
from kaocheng.tables.forms.validation import validation
from kaocheng.tables.sheet import cell_name

_NARROWEST, _WIDEST = 11, 42
_HINT = "浅黄色的格填写，灰色的格自动计算；没有数据请留空，确实是零才填 0。"


def write_table(book: Book, form: FormTable, forms: Sequence[FormTable], evaluation: Evaluation) -> None:
    """Writes the sheet of one table. ``forms`` are all sheets of the workbook, for formulas that look across."""
    _TableSheet(book, form, forms, evaluation).write()


def column_head(column: Column) -> str:
    """The head of a column: its name with the 计量单位 in brackets."""
    named = column.measure.is_text or not column.measure.text
    return column.name if named else f"{column.name}（{column.measure.text}）"


def write_origin(book: Book, sheet: Any, row: int, origin: Origin) -> None:
    """The three lines below a table: who reports, when, from which source."""
    lines = (("填报者", origin.author), ("填报日期", origin.date), ("数据来源", origin.source))
    for offset, (label, value) in enumerate(lines):
        book.text(sheet, row + offset, 0, f"{label}：", "label")
        book.text(sheet, row + offset, 1, value, "origin")


class _TableSheet:
    def __init__(self, book: Book, form: FormTable, forms: Sequence[FormTable], evaluation: Evaluation) -> None:
        self._book, self._form, self._forms, self._table = book, form, forms, form.table
        self._sheet = book.sheet(form.sheet)
        # What follows from the reported figures in this workbook, to be shown until it is recalculated.
        self._present = tuple(row for row in form.table.rows if row.key in form.rows)
        own = replace(form.table, rows=self._present)
        tables = tuple(own if table.name == own.name else table for table in evaluation.tables)
        self._ledger = Ledger(replace(evaluation, units=(), amendments=(), tables=tables))

    def write(self) -> None:
        """Writes everything."""
        table, form = self._table, self._form
        width = len(table.keys) + len(table.columns)
        number = f"表{table.number} " if table.number else ""
        self._book.line(self._sheet, TITLE_ROW, width, number + (table.title or table.name))
        self._book.line(self._sheet, HINT_ROW, width, _HINT)
        self._sheet.set_row(TITLE_ROW, 26)
        self._heads()
        for offset, key in enumerate(form.rows):
            self._row(FIRST_ROW + offset, key)
        if form.total:
            self._total_row(FIRST_ROW + len(form.rows))
        self._sheet.freeze_panes(FIRST_ROW, len(table.keys))
        self._sheet.repeat_rows(HEAD_ROW)
        below = FIRST_ROW + len(form.rows) + form.total + 1
        write_origin(self._book, self._sheet, below, Origin(table.author, table.date, table.source))

    def _heads(self) -> None:
        heads = [*self._table.keys, *map(column_head, self._table.columns)]
        for index, head in enumerate(heads):
            self._book.text(self._sheet, HEAD_ROW, index, head, "head")
            keys = [key[index] for key in self._form.rows] if index < len(self._table.keys) else []
            widest = max(map(display_width, [head, *keys])) + 2
            self._sheet.set_column(index, index, min(max(widest, _NARROWEST), _WIDEST))

    def _row(self, row: int, key: Key) -> None:
        for index, part in enumerate(key):
            self._book.text(self._sheet, row, index, part, "key" if part else "key_input")
        data = self._table.row(key)
        for column in self._table.columns:
            index = self._form.column_index(column.name)
            cell = data.cells.get(column.name) if data else None
            if column.formula:
                self._formula(row, column, key)
            elif column.measure.is_text:
                self._book.text(self._sheet, row, index, str(cell.value) if cell else "", "words")
            else:
                value = cell.value if cell and isinstance(cell.value, Fraction) else None
                if column.measure.text == "%":
                    self._book.number(self._sheet, row, index, value and value * column.measure.factor, "percent")
                else:
                    self._book.number(self._sheet, row, index, value, "number")
                self._sheet.data_validation(row, index, row, index, validation(column, row, self._form))

    def _formula(self, row: int, column: Column, key: Key) -> None:
        index = self._form.column_index(column.name)
        formula = excel_formula(column.formula, column.measure, self._locate(key))
        if formula is None:
            self._book.text(self._sheet, row, index, "", "computed")
            return
        node = self._ledger.at(InTable(self._table.name, key, column.name))
        shown: Fraction | str = NOT_APPLICABLE if is_not_applicable(node) else ""
        if isinstance(node.value, Fraction):
            plain = column.measure.text == "%" or not column.measure.is_ratio
            shown = node.value if plain else node.value / column.measure.factor
        style = "rate" if column.measure.text == "%" else "computed"
        self._book.formula(self._sheet, cell_name(row, index), formula, shown, style)

    def _total_row(self, row: int) -> None:
        for index in range(len(self._table.keys)):
            self._book.text(self._sheet, row, index, "" if index else TOTAL, "total_head")
        for column in self._table.columns:
            index = self._form.column_index(column.name)
            if column.formula:
                self._formula(row, column, (TOTAL,) * len(self._table.keys))
            elif column.measure.is_text or column.total == "none":
                self._book.text(self._sheet, row, index, "", "total_head")
            else:
                span, total = self._form.span(column.name), _sum(self._present, column)
                formula = f'=IF(COUNT({span})=0,"",SUM({span}))'
                is_percent = column.measure.text == "%"
                shown = "" if total is None else total / 100 if is_percent else total
                style = "rate" if is_percent else "total"
                self._book.formula(self._sheet, cell_name(row, index), formula, shown, style)

    def _locate(self, key: Key) -> Locate:
        def locate(item: Name | Call) -> Located | None:
            if isinstance(item, Call):
                inner = item.arguments[0] if len(item.arguments) == 1 else None
                return self._across(inner.text, over_rows=True) if isinstance(inner, Name) else None
            if (column := self._table.column(item.text)) is not None:
                return _located(self._form, key, column, "")
            return self._across(item.text, over_rows=False)

        return locate

    def _across(self, text: str, *, over_rows: bool) -> Located | None:
        """Where 表.列 (its total, or all its rows) or 表/行/列 stands in this workbook."""
        table, _, name = text.partition(".")
        place = path(text)
        if place is not None:
            table, name = place.table, place.column
        form = next((form for form in self._forms if form.table.name == table), None)
        column = form.table.column(name) if form else None
        if form is None or column is None:
            return None
        sheet = f"'{form.sheet}'!"
        if over_rows:
            span = sheet + form.span(name)
            return Located(span, _held(column), span, len(form.rows))
        return _located(form, place.row if place else (TOTAL,) * len(form.table.keys), column, sheet)


def _located(form: FormTable, key: Key, column: Column, sheet: str) -> Located | None:
    reference = form.reference(key, column.name)
    if reference is None or (set(key) == {TOTAL} and column.total == "none" and len(form.rows) > 1):
        return None
    if set(key) == {TOTAL} and not column.formula:
        return Located(sheet + reference, _held(column), sheet + form.span(column.name), len(form.rows))
    return Located(sheet + reference, _held(column), sheet + reference)


def _sum(rows: Sequence[Row], column: Column) -> Fraction | None:
    values = [row.cells[column.name].value for row in rows if column.name in row.cells]
    known = [value for value in values if isinstance(value, Fraction)]
    return sum(known, Fraction(0)) if known else None


def _held(column: Column) -> Measure:
    """The measure of what the cells hold: cells shown as percentages hold the plain ratio."""
    return Measure("") if column.measure.text == "%" else column.measure
