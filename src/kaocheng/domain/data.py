"""基础数据: tables with row keys and measured columns, the four values of a datum, and metrics over them."""

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from kaocheng.numbers import Measure
from kaocheng.places import InTable, Place
from kaocheng.values import frozen

TOTAL = "合计"
REPORTED, EVIDENCED, VERIFIED, NOTE = "自报", "佐证", "核定", "备注"
SUPPOSED = "假设"  # a what-if value; it stands above all others and is never written


@frozen
class Cell:
    """A reported value: a number in the column's measure, or text; and where it stands."""

    value: Fraction | str
    place: Place | None = field(default=None, compare=False)


@frozen
class Column:
    """A column: what it holds, its 计量单位 and period.

    ``formula`` makes it derived. ``total`` is ``sum`` or ``none``. ``at_most`` names the column, or the number, that no
    value may exceed.
    """

    name: str
    measure: Measure
    period: str = ""
    formula: str = ""
    total: str = "sum"
    at_most: str = ""
    place: Place | None = field(default=None, compare=False)


def usual_total(measure: Measure, formula: str = "") -> str:
    """Whether a column has a total where nothing is said: rates that were reported do not add up."""
    return "none" if measure.is_ratio and measure.text and not formula else "sum"


@frozen
class Row:
    """A row: its key and its cells by column name. A blank cell is absent."""

    key: tuple[str, ...]
    cells: Mapping[str, Cell]
    place: Place | None = field(default=None, compare=False)


@frozen
class DataTable:
    """A table as the units reported it; totals and rates are never stored.

    ``keys`` names the key columns; ``unit_key`` is the one that holds units, or empty.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    keys: tuple[str, ...] = ("项目",)
    unit_key: str = ""
    number: str = ""
    title: str = ""
    file: str = ""
    source: str = ""
    author: str = ""
    date: str = ""
    place: Place | None = field(default=None, compare=False)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def row(self, key: tuple[str, ...]) -> Row | None:
        """The row of that key."""
        return next((row for row in self.rows if row.key == key), None)

    def unit_of(self, row: Row) -> str:
        """The unit that a row belongs to; empty where the table has no units."""
        return row.key[self.keys.index(self.unit_key)] if self.unit_key else ""


@frozen
class Amendment:
    """An evidenced (佐证) or verified (核定) value of a cell, or a remark (备注) on it, with its origin."""

    at: InTable
    layer: str
    value: str
    source: str = ""
    author: str = ""
    date: str = ""
    place: Place | None = field(default=None, compare=False)


@frozen
class Metric:
    """计算指标: a formula over items, or the satisfaction of a survey (``survey``: name or name/question).

    With ``by_units`` it is computed for each unit and overall.
    """

    name: str
    measure: Measure
    formula: str = ""
    survey: str = ""
    by_units: bool = False
    place: Place | None = field(default=None, compare=False)
