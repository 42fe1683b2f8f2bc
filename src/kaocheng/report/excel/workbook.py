"""The workbook of an evaluation."""

import io
import re
from collections.abc import Mapping
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from kaocheng.domain import Evaluation
from kaocheng.report.excel.data import write_table
from kaocheng.report.excel.desk import SHEET as STEPS
from kaocheng.report.excel.desk import write_desk, write_heads
from kaocheng.report.excel.form import SHEET as FORM
from kaocheng.report.excel.form import write_form
from kaocheng.report.excel.formats import Formats
from kaocheng.report.excel.leaves import Book, LeafFormula, leaf_formula
from kaocheng.report.excel.places import Places
from kaocheng.report.excel.scores import SHEET as SCORES
from kaocheng.report.excel.scores import WEIGHT, score_rows, write_scores
from kaocheng.report.excel.surveys import write_survey
from kaocheng.scoring import Ledger, ScoreSheet, show_table
from kaocheng.scoring.metrics import Metrics
from kaocheng.survey import SurveyResult

_NO_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 - dates inside the file are without a zone


def excel(evaluation: Evaluation, sheet: ScoreSheet, surveys: Mapping[str, SurveyResult] | None = None) -> bytes:
    """自评表 (of a self-evaluation), 打分表, every data table and every survey as an .xlsx; the same input gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    when = datetime.fromisoformat(evaluation.report_date) if evaluation.report_date else _NO_DATE
    book.set_properties({"title": evaluation.title, "created": when})
    formats = Formats(book)
    names: set[str] = set()
    form = book.add_worksheet(_sheet_name(FORM, names)) if evaluation.kind == "self" else None
    scores, steps = (book.add_worksheet(_sheet_name(name, names)) for name in (SCORES, STEPS))
    ledger, places = Ledger(evaluation), Places()
    for table in evaluation.tables:
        shown = show_table(table, ledger)
        if shown.rows:
            name = f"{table.number} {table.name}".strip()
            write_table(book.add_worksheet(_sheet_name(name, names)), formats, shown, places)
    formulas = _formulas(Book(evaluation, Metrics(evaluation, ledger), places), sheet)
    write_heads(steps, formats)
    for formula in formulas.values():
        write_desk(steps, formats, formula.desk)
    write_scores(scores, formats, evaluation, sheet, formulas)
    if form is not None:
        write_form(form, formats, evaluation, sheet, places)
    for name, result in (surveys or {}).items():
        write_survey(book.add_worksheet(_sheet_name(f"问卷 {name}", names)), formats, result)
    book.close()
    return buffer.getvalue()


def _formulas(book: Book, sheet: ScoreSheet) -> dict[str, LeafFormula]:
    """The formulas of all leaves, below each other on the sheet 计分."""
    found: dict[str, LeafFormula] = {}
    first = 2
    for scored, row in zip(sheet.leaves, score_rows(book.evaluation), strict=True):
        weight = f"{SCORES}!{xl_rowcol_to_cell(row, WEIGHT)}"
        found[scored.indicator.code] = formula = leaf_formula(book, scored, weight, first)
        first += len(formula.desk.lines)
    return found


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """``wanted`` as a sheet may be called: at most 31 characters, none of ``[]:*?/\\``, not twice."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("'")[:31] or "表"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1]}-{number}"
    taken.add(name.casefold())
    return name
