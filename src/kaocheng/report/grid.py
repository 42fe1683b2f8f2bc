"""The rectangular grid behind a table's spanned cells, for formats that want every place of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kaocheng.report.document import Cell, CellRow


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a cell begins (``first``) or where one from a row above goes on; it starts at ``column``."""

    cell: Cell
    column: int
    first: bool = True


class UnevenTable(ValueError):
    """A row does not fill the table's columns: ``row`` (from 0), the places it ``covers``, and how many there are."""

    def __init__(self, row: int, covers: int, columns: int) -> None:
        super().__init__(f"第{row + 1}行占{covers}列，表有{columns}列")
        self.row, self.covers, self.columns = row, covers, columns


def grid(rows: Sequence[CellRow], columns: int) -> list[list[Slot]]:
    """The slots of every row, from left to right; each spans its cell's ``colspan`` columns.

    Raises :class:`UnevenTable` where a row leaves a column empty or runs over the edge.
    """
    laid: list[list[Slot]] = []
    open_above: dict[int, tuple[Cell, int]] = {}  # start column → cell that reaches down, rows left
    for number, row in enumerate(rows):
        slots: list[Slot] = []
        waiting = list(row)
        column = 0
        reaching: dict[int, tuple[Cell, int]] = {}
        while column < columns and (column in open_above or waiting):
            if column in open_above:
                cell, left = open_above[column]
                slots.append(Slot(cell, column, first=False))
            else:
                cell = waiting.pop(0)
                left = cell.rowspan
                slots.append(Slot(cell, column))
            if left > 1:
                reaching[column] = (cell, left - 1)
            column += cell.colspan
        if column != columns or waiting:
            raise UnevenTable(number, column + sum(cell.colspan for cell in waiting), columns)
        laid.append(slots)
        open_above = reaching
    return laid
