"""The looks of cells, and exact numbers on their way into a sheet."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from kaocheng.numbers import exact_text, fixed_text


def number(value: Fraction) -> Decimal:
    """``value`` for a cell: exact where it terminates within 12 decimals, else rounded half-up to 12."""
    exact = exact_text(value)
    return Decimal(fixed_text(value, 12) if "/" in exact or len(exact.partition(".")[2]) > 12 else exact)


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool], Any] = {}

    def of(self, form: str = "", *, left: bool = False, strong: bool = False) -> Any:
        """The format of a bordered cell with the number format ``form``."""
        key = (form, left, strong)
        if key not in self._made:
            look: dict[str, object] = {
                "border": 1, "valign": "vcenter", "text_wrap": True, "align": "left" if left else "center",
                "font_name": "宋体", "font_size": 10, "bold": strong,
            }  # fmt: skip
            if form:
                look["num_format"] = form
            if strong:
                look["bg_color"] = "#F2F2F2"
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    @cached_property
    def head(self) -> Any:
        """A cell of a header row."""
        return self._book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E7ECF2",
             "font_name": "黑体", "font_size": 10}
        )  # fmt: skip

    @cached_property
    def title(self) -> Any:
        """The title above a table."""
        return self._book.add_format({"font_name": "黑体", "font_size": 14, "align": "center", "valign": "vcenter"})

    @cached_property
    def remark(self) -> Any:
        """A line below a table."""
        return self._book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#555555"})
