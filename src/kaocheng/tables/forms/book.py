"""A workbook in the making: sheets with protection without password, texts that are never formulas, stable bytes."""

import io
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kaocheng.diagnostics import Refusal
from kaocheng.numbers import exact_text
from kaocheng.tables import messages
from kaocheng.tables.forms.style import STYLES

LONGEST_TEXT = 32_767
_SIGNIFICANT_DIGITS = 15
# The time of making is left out: the same content gives the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a label in the file's properties


class Book:
    """An .xlsx workbook that is written in memory."""

    def __init__(self, title: str) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"title": title, "created": _CREATED})
        self.styles = {name: self._book.add_format(style) for name, style in STYLES.items()}

    def sheet(self, name: str, *, protected: bool = True) -> Any:
        """A new sheet, set for printing; protected against slips, without a password."""
        sheet = self._book.add_worksheet(name)
        if protected:
            sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, style: str) -> None:
        """Writes a text as it is. Raises :class:`~kaocheng.diagnostics.Refusal` for one longer than a cell holds."""
        if len(text) > LONGEST_TEXT:
            facts = {"start": text[:12], "size": len(text), "limit": LONGEST_TEXT}
            raise Refusal(messages.TEXT_TOO_LONG.at(**facts))
        if text:
            sheet.write_string(row, column, text, self.styles[style])
        else:
            sheet.write_blank(row, column, None, self.styles[style])

    def number(self, sheet: Any, row: int, column: int, value: Fraction | None, style: str) -> None:
        """Writes a number; one that a spreadsheet cannot hold exactly is written as text. None leaves a blank."""
        if value is None:
            sheet.write_blank(row, column, None, self.styles[style])
        elif is_storable(value):
            sheet.write_number(row, column, Decimal(exact_text(value)), self.styles[style])
        else:
            sheet.write_string(row, column, exact_text(value), self.styles[style])

    def formula(self, sheet: Any, cell: str, formula: str, value: Fraction | str, style: str) -> None:
        """Writes a formula with its result, for programs that do not recalculate."""
        shown = decimal_of(value) if isinstance(value, Fraction) else value
        sheet.write_formula(cell, formula, self.styles[style], shown)

    def line(self, sheet: Any, row: int, width: int, text: str) -> None:
        """Writes a line over the whole width of a table: its title in the first row, else a hint."""
        style = "hint" if row else "title"
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", self.styles[style])
        self.text(sheet, row, 0, text, style)

    def data(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._out.getvalue()


def is_storable(value: Fraction) -> bool:
    """Whether a spreadsheet's number holds the value exactly as typed."""
    text = exact_text(value)
    return "/" not in text and len(text.replace("-", "").replace(".", "").lstrip("0")) <= _SIGNIFICANT_DIGITS


def decimal_of(value: Fraction) -> Decimal:
    """The value to more digits than a spreadsheet keeps."""
    return Decimal(value.numerator) / Decimal(value.denominator)
