"""The workbook of an evaluation."""

import io
import re
from collections.abc import Mapping
from datetime import datetime

import xlsxwriter

from kaocheng.domain import Evaluation
from kaocheng.report.excel.data import write_table
from kaocheng.report.excel.formats import Formats
from kaocheng.report.excel.scores import write_scores
from kaocheng.report.excel.surveys import write_survey
from kaocheng.scoring import Ledger, ScoreSheet, show_table
from kaocheng.survey import SurveyResult

_NO_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 - dates inside the file are without a zone


def excel(evaluation: Evaluation, sheet: ScoreSheet, surveys: Mapping[str, SurveyResult] | None = None) -> bytes:
    """打分表, every data table and every survey as the bytes of an .xlsx; the same input gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    when = datetime.fromisoformat(evaluation.report_date) if evaluation.report_date else _NO_DATE
    book.set_properties({"title": evaluation.title, "created": when})
    formats = Formats(book)
    names: set[str] = set()
    write_scores(book.add_worksheet(_sheet_name("打分表", names)), formats, evaluation, sheet)
    ledger = Ledger(evaluation)
    for table in evaluation.tables:
        shown = show_table(table, ledger)
        if shown.rows:
            name = f"{table.number} {table.name}".strip()
            write_table(book.add_worksheet(_sheet_name(name, names)), formats, shown)
    for name, result in (surveys or {}).items():
        write_survey(book.add_worksheet(_sheet_name(f"问卷 {name}", names)), formats, result)
    book.close()
    return buffer.getvalue()


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """``wanted`` as a sheet may be called: at most 31 characters, none of ``[]:*?/\\``, not twice."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("'")[:31] or "表"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1]}-{number}"
    taken.add(name.casefold())
    return name
