"""The sheet 自评表: the form of a self-evaluation, its scores and amounts taken from the other sheets."""

import re
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kaocheng.domain import Evaluation, leaves
from kaocheng.numbers import read_number
from kaocheng.report.contents.annex_self import self_evaluation_form
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.shapes import half_widths
from kaocheng.report.document import Cell, Quantity, Table, walk
from kaocheng.report.excel.formats import Formats, number
from kaocheng.report.excel.places import Places
from kaocheng.report.excel.scores import POINTS, SCORE, score_rows
from kaocheng.report.excel.scores import SHEET as SCORES
from kaocheng.report.grid import Slot, grid
from kaocheng.scoring import ScoreSheet

SHEET = "自评表"
_FIRST = 1
_PER_TWO = 3  # a column is so many characters wide for two parts of its shape


def write_form(sheet: Any, formats: Formats, evaluation: Evaluation, scores: ScoreSheet, places: Places) -> None:
    """Write the form of a self-evaluation as it stands in the report."""
    form = walk(self_evaluation_form(Material(evaluation, scores)))
    table = next(block for block in form if isinstance(block, Table))
    widths = [column.width * _PER_TWO // 2 for column in table.columns]
    sheet.merge_range(0, 0, 0, len(widths) - 1, "项目支出绩效自评表", formats.title)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    writer = _Writer(sheet, formats, _score_cells(evaluation), places)
    for row, slots in enumerate(grid(table.rows, len(widths)), _FIRST):
        sheet.set_row(row, 14 * max(_lines(slot, widths) for slot in slots) + 4)
        for slot in slots:
            if slot.first:
                writer.write(row, slot)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _score_cells(evaluation: Evaluation) -> Mapping[str, str]:
    """The cells of the sheet 打分表 by reference: those of the leaves, and the total below them."""
    rows = score_rows(evaluation)
    codes = [f"指标.{leaf.code}.得分" for leaf in leaves(evaluation.indicators)]
    return {
        reference: f"{SCORES}!{xl_rowcol_to_cell(row, SCORE)}"
        for row, reference in enumerate([*codes, "总分"], rows.start)
    }


def _lines(slot: Slot, widths: list[int]) -> int:
    """How many lines the text of a cell takes that is one row high."""
    if slot.cell.rowspan > 1:
        return 1
    room = sum(widths[slot.column : slot.column + slot.cell.colspan]) - 1
    return sum(-(-max(half_widths(part), 1) // room) for part in slot.cell.plain.split("\n"))


class _Writer:
    """Writes cells, over as many rows and columns as they span."""

    def __init__(self, sheet: Any, formats: Formats, scores: Mapping[str, str], places: Places) -> None:
        self._sheet, self._formats, self._scores, self._places = sheet, formats, scores, places

    def write(self, row: int, slot: Slot) -> None:
        cell, column = slot.cell, slot.column
        figure = _figure(cell)
        source = self._source(figure) if figure else None
        look = self._formats.of(POINTS if source else "", left=cell.align == "left", strong=cell.strong)
        if cell.rowspan > 1 or cell.colspan > 1:
            self._sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", look)
        if source is not None and figure is not None:
            self._sheet.write_formula(row, column, f"={source}", look, number(read_number(figure.text)))
            return
        if re.fullmatch(r"\d+(\.\d+)?", cell.plain):
            self._sheet.write_number(row, column, number(read_number(cell.plain)), look)
        else:
            self._sheet.write_string(row, column, cell.plain, look)

    def _source(self, figure: Quantity) -> str | None:
        """The cell of another sheet in which the figure is worked out."""
        if figure.reference in self._scores:
            return self._scores[figure.reference]
        found = self._places.cell(figure.derivation) if figure.derivation else None
        return found[0] if found else None


def _figure(cell: Cell) -> Quantity | None:
    """The figure that the cell holds and nothing else."""
    runs = [run for paragraph in cell.paragraphs for run in paragraph]
    return runs[0] if len(runs) == 1 and isinstance(runs[0], Quantity) else None
