"""The sheet for data items that no table holds: one item a row, for each unit or once, with its 计量单位 to be confirmed."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kaocheng.domain import DataTable, Evaluation, leaf_units, walk
from kaocheng.tables.footer import Origin
from kaocheng.tables.forms.book import Book
from kaocheng.tables.forms.layout import FIRST_ROW, HEAD_ROW, HINT_ROW, TITLE_ROW
from kaocheng.tables.forms.sheets import write_origin
from kaocheng.tables.needs import SUPPLEMENT, UNIT_SUPPLEMENT, DataNeed

HEADS = ("单位", "数据项", "用于指标", "计量单位", "数值")
OVERALL = "全部"
_MEASURES = ["万元", "元", "人", "人次", "户", "个", "项", "次", "天", "%", "‰"]


def item_name(need: DataNeed) -> str:
    """How the form calls an item: its name, with its table where that is a named one."""
    return need.name if need.table in {SUPPLEMENT, UNIT_SUPPLEMENT} else f"{need.table}.{need.name}"


def write_supplement(book: Book, needs: Sequence[DataNeed], evaluation: Evaluation, unit: str = "") -> list[str]:
    """Writes the sheets for ``needs``, for one unit where it is given; the names of the sheets."""
    written = []
    overall = [(OVERALL, need) for need in needs if not need.by_units and not unit]
    units = [unit] if unit else leaf_units(evaluation.units)
    by_units = [(name, need) for name in units for need in needs if need.by_units]
    for name, rows in ((SUPPLEMENT, overall), (UNIT_SUPPLEMENT, by_units)):
        if rows:
            _write(book, book.sheet(name), name, rows, evaluation)
            written.append(name)
    return written


def _write(book: Book, sheet: Any, name: str, rows: list[tuple[str, DataNeed]], evaluation: Evaluation) -> None:
    hint = "以下数据由评分标准得出，现有各表里没有。请核对计量单位后填写数值；没有数据请留空。"
    book.line(sheet, TITLE_ROW, len(HEADS), name)
    book.line(sheet, HINT_ROW, len(HEADS), hint)
    for index, (head, width) in enumerate(zip(HEADS, (16, 34, 26, 12, 18), strict=True)):
        book.text(sheet, HEAD_ROW, index, head, "head")
        sheet.set_column(index, index, width)
    names = {indicator.code: indicator.title for _, indicator in walk(evaluation.indicators)}
    tables = {table.name: table for table in evaluation.tables}
    for row, (unit, need) in enumerate(rows, FIRST_ROW):
        used = "\n".join(names.get(code, code) for code in need.indicators)
        for index, text in enumerate((unit, item_name(need), used)):
            book.text(sheet, row, index, text, "key")
        book.text(sheet, row, 3, need.measure, "words")
        book.number(sheet, row, 4, _collected(tables.get(need.table), unit, need), "general")
        sheet.data_validation(row, 3, row, 3, {"validate": "list", "source": _MEASURES, "error_type": "information"})
        sheet.data_validation(row, 4, row, 4, {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.freeze_panes(FIRST_ROW, 2)
    known = tables.get(name)
    origin = Origin(known.author, known.date, known.source) if known else Origin()
    write_origin(book, sheet, FIRST_ROW + len(rows) + 1, origin)


def _collected(table: DataTable | None, unit: str, need: DataNeed) -> Fraction | None:
    row = table.row((unit,)) if table else None
    cell = row.cells.get(need.name) if row else None
    return cell.value if cell and isinstance(cell.value, Fraction) else None
