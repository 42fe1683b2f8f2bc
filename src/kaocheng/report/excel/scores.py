"""The sheet 打分表: one row a leaf, merged cells for the upper levels, sums and rates as formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kaocheng.domain import Evaluation, leaves
from kaocheng.numbers import exact_text, half_up
from kaocheng.report.contents.shapes import half_widths
from kaocheng.report.excel.arithmetic import exact_rate, exact_sum, grade_of
from kaocheng.report.excel.formats import Formats, number
from kaocheng.report.excel.leaves import LeafFormula
from kaocheng.scoring import ScoredIndicator, ScoreSheet

SHEET = "打分表"
HEADS = ("一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "指标解释", "目标值", "评分标准", "业绩值", "得分",
         "得分率", "二级得分", "二级得分率", "一级得分", "一级得分率")  # fmt: skip
_WIDTHS = (12, 6, 14, 6, 18, 6, 26, 12, 44, 14, 8, 9, 8, 9, 8, 9)
WEIGHT, SCORE, RATE, SECOND, TOP = 5, 10, 11, 12, 14
_FIRST = 2
POINTS, PERCENT = "0.00", "0.00%"


def score_rows(evaluation: Evaluation) -> range:
    """The rows, from 0, in which the leaves stand."""
    return range(_FIRST, _FIRST + len(leaves(evaluation.indicators)))


def write_scores(
    sheet: Any, formats: Formats, evaluation: Evaluation, scores: ScoreSheet, formulas: Mapping[str, LeafFormula]
) -> None:
    """Write the whole sheet; cached results are the computed ones, so that it reads rightly before it is recalculated.

    ``formulas`` says by code in which cell of the sheet 计分 a leaf's score is worked out, or why it is typed.
    """
    by_code = {scored.indicator.code: scored for scored in scores.indicators}
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, f"{evaluation.title}打分表", formats.title)
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.write_string(1, column, head, formats.head)
        sheet.set_column(column, column, width)
    row = _FIRST
    for top in evaluation.indicators:
        start = row
        for second in top.indicators or (top,):
            begin = row
            for leaf in leaves([second]):
                _leaf(sheet, formats, row, by_code[leaf.code], formulas[leaf.code])
                row += 1
            if second is not top:
                _upper(sheet, formats, (begin, row - 1), (2, SECOND), by_code[second.code])
            else:
                for column in (2, 3, SECOND, SECOND + 1):
                    _merged(sheet, _Over((begin, row - 1), column), "—", formats.of())
        _upper(sheet, formats, (start, row - 1), (0, TOP), by_code[top.code])
    _total(sheet, formats, row, evaluation, scores)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _leaf(sheet: Any, formats: Formats, row: int, scored: ScoredIndicator, formula: LeafFormula) -> None:
    leaf = scored.indicator
    sheet.set_row(row, _height(scored))
    actual = scored.actual
    standard = leaf.standard.strip() + (f"\n口径：{scored.reading.rule.strip()}" if scored.reading else "")
    sheet.write_string(row, 4, leaf.title, formats.of(left=True))
    sheet.write_number(row, WEIGHT, number(leaf.weight), formats.of())
    sheet.write_string(row, 6, leaf.definition.strip(), formats.of(left=True))
    sheet.write_string(row, 7, leaf.target, formats.of())
    sheet.write_string(row, 8, standard, formats.of(left=True))
    sheet.write_string(row, 9, actual.form.full_text(actual.value) if actual else "", formats.of())
    if scored.score is None:
        sheet.write_blank(row, SCORE, None, formats.of(POINTS))
    elif formula.cell:
        sheet.write_formula(row, SCORE, f"={formula.cell}", formats.of(POINTS), number(scored.score))
    else:
        sheet.write_number(row, SCORE, number(scored.score), formats.of(POINTS))
        sheet.write_comment(row, SCORE, f"得分由程序算出后填入，没有写成公式：{formula.reason}。", {"author": ""})
    _rate(sheet, row, scored.rate, formats.of(PERCENT))


def _upper(
    sheet: Any, formats: Formats, rows: tuple[int, int], columns: tuple[int, int], scored: ScoredIndicator
) -> None:
    """Name and weight from ``columns[0]``, score and rate from ``columns[1]``, over the rows of its leaves."""
    name, score = columns
    indicator = scored.indicator
    _merged(sheet, _Over(rows, name), indicator.title, formats.of(strong=True))
    _merged(sheet, _Over(rows, name + 1), indicator.weight, formats.of(strong=True))
    cells = _range(rows, SCORE)
    _merged(sheet, _Over(rows, score), scored.partial, formats.of(POINTS, strong=True), formula=exact_sum(cells))
    look = formats.of(PERCENT, strong=True)
    formula = exact_rate(xl_rowcol_to_cell(rows[0], score), xl_rowcol_to_cell(rows[0], name + 1))
    _merged(sheet, _Over(rows, score + 1), _printed_rate(scored.partial, indicator.weight), look, formula=formula)


def _total(sheet: Any, formats: Formats, row: int, evaluation: Evaluation, scores: ScoreSheet) -> None:
    rows = (_FIRST, row - 1)
    sheet.merge_range(row, 0, row, 4, "合计", formats.of(strong=True))
    weights = sum((leaf.indicator.weight for leaf in scores.leaves), Fraction(0))
    look = formats.of(strong=True)
    sheet.write_formula(row, WEIGHT, exact_sum(_range(rows, WEIGHT)), look, number(weights))
    for column in range(6, 10):
        sheet.write_blank(row, column, None, look)
    total = xl_rowcol_to_cell(row, SCORE)
    points = formats.of(POINTS, strong=True)
    sheet.write_formula(row, SCORE, exact_sum(_range(rows, SCORE)), points, number(scores.total))
    _rate(sheet, row, scores.total / weights if weights else None, formats.of(PERCENT, strong=True))
    grades = sorted(evaluation.grades, key=lambda grade: -grade.at_least)
    if scores.grade is None:
        said = "数据不完整，合计为已得分指标之和，不评定等级。缺：" + "；".join(
            f"{code} {what}" for code, what in scores.missing
        )
        sheet.write_string(row + 1, 0, said, formats.remark)
        return
    sheet.merge_range(row + 1, 0, row + 1, 4, "等级", look)
    formula = grade_of(total, [(grade.name, exact_text(grade.at_least)) for grade in grades])
    sheet.write_formula(row + 1, SCORE, formula, look, scores.grade.name)


def _rate(sheet: Any, row: int, value: Fraction | None, look: Any) -> None:
    score, weight = xl_rowcol_to_cell(row, SCORE), xl_rowcol_to_cell(row, WEIGHT)
    cached = "" if value is None else number(half_up(value, 4))
    sheet.write_formula(row, RATE, exact_rate(score, weight), look, cached)


def _height(scored: ScoredIndicator) -> int:
    """The height that the longest text of a row needs, in points; merged cells keep it from being found out."""
    leaf = scored.indicator
    standard = leaf.standard + (f"\n口径：{scored.reading.rule}" if scored.reading else "")
    columns = ((4, leaf.title), (6, leaf.definition), (7, leaf.target), (8, standard))
    rows = max(
        sum(-(-max(half_widths(part), 1) // (_WIDTHS[column] - 2)) for part in text.strip().split("\n"))
        for column, text in columns
    )
    return min(14 * rows + 4, 400)


def _printed_rate(score: Fraction, weight: Fraction) -> Fraction:
    return half_up(score / weight, 4) if weight else Fraction(0)


def _range(rows: tuple[int, int], column: int) -> str:
    return f"{xl_rowcol_to_cell(rows[0], column)}:{xl_rowcol_to_cell(rows[1], column)}"


@dataclass(frozen=True, slots=True)
class _Over:
    """A block of merged cells in one column."""

    rows: tuple[int, int]
    column: int


def _merged(sheet: Any, over: _Over, value: Fraction | str, look: Any, *, formula: str = "") -> None:
    first, last = over.rows
    column = over.column
    if first < last:
        sheet.merge_range(first, column, last, column, "", look)
    if formula:
        sheet.write_formula(first, column, formula, look, number(value) if isinstance(value, Fraction) else value)
    elif isinstance(value, Fraction):
        sheet.write_number(first, column, number(value), look)
    else:
        sheet.write_string(first, column, value, look)
