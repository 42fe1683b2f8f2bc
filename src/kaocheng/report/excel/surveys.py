"""A sheet a survey: counts typed, shares and satisfaction as formulas over them."""

from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kaocheng.report.excel.formats import Formats, number
from kaocheng.survey import QuestionResult, SurveyResult

HEADS = ("题号", "题目", "选项", "选项权重", "人数", "占比", "题满意度", "题权重")
_WIDTHS = (8, 40, 18, 10, 10, 10, 10, 8)


def write_survey(sheet: Any, formats: Formats, result: SurveyResult) -> None:
    """Every option of every closed question, and the composite satisfaction as the weighted mean."""
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, result.questionnaire.title or result.name, formats.title)
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.write_string(1, column, head, formats.head)
        sheet.set_column(column, column, width)
    row = 2
    for item in result.questions:
        row = _question(sheet, formats, row, item)
    scored = [item for item in result.questions if item.question.is_scored]
    if scored and result.satisfaction is not None:
        sheet.merge_range(row, 0, row, 5, "综合满意度", formats.of(strong=True))
        rates, weights = (f"{xl_rowcol_to_cell(2, at)}:{xl_rowcol_to_cell(row - 1, at)}" for at in (6, 7))
        formula = f"=SUMPRODUCT({rates},{weights})/SUM({weights})"
        sheet.write_formula(row, 6, formula, formats.of("0.00%", strong=True), number(result.satisfaction))
    sheet.freeze_panes(2, 0)


def _question(sheet: Any, formats: Formats, row: int, item: QuestionResult) -> int:
    """Writes one question from ``row``; the row after it."""
    question = item.question
    sheet.write_string(row, 0, question.id, formats.of())
    sheet.write_string(row, 1, question.text, formats.of(left=True))
    last = row + max(len(item.options), 1) - 1
    for offset, count in enumerate(item.options):
        at = row + offset
        sheet.write_string(at, 2, count.option.text, formats.of())
        if count.option.score is not None:
            sheet.write_number(at, 3, number(count.option.score), formats.of("0.00%"))
        if item.answered:
            sheet.write_number(at, 4, count.count, formats.of("#,##0"))
            share = number(count.share) if count.share is not None else ""
            sheet.write_formula(at, 5, f"={xl_rowcol_to_cell(at, 4)}/{item.answered}", formats.of("0.00%"), share)
    if question.is_scored and item.satisfaction is not None:
        _satisfaction(sheet, formats, (row, last), item, item.satisfaction)
    return last + 1


def _satisfaction(sheet: Any, formats: Formats, rows: tuple[int, int], item: QuestionResult, value: Fraction) -> None:
    look = formats.of("0.00%")
    first, last = rows
    sheet.write_number(first, 7, number(item.question.weight), formats.of())
    if not item.answered:
        sheet.write_number(first, 6, number(value), look)
        return
    weights, counts = (f"{xl_rowcol_to_cell(first, at)}:{xl_rowcol_to_cell(last, at)}" for at in (3, 4))
    base = f'SUMPRODUCT(({weights}<>"")*{counts})'
    sheet.write_formula(first, 6, f"=SUMPRODUCT({weights},{counts})/{base}", look, number(value))
