"""The list for the reviewer as an Excel file: discrepancies with room for a decision, coverage, what could not be checked."""

import io
from collections.abc import Mapping
from typing import Any

from kaocheng.audit.decisions import NOTHING_DECIDED, OUTCOME_NAMES, Decision
from kaocheng.audit.perform import Audit
from kaocheng.audit.result import Verdict
from kaocheng.audit.saying.where import quote, where
from kaocheng.audit.saying.words import consequences, labels, name_of, name_of_against

_HEADS = (
    "序号",
    "类别",
    "级别",
    "把握",
    "页",
    "表",
    "行",
    "列",
    "原文",
    "印作",
    "对照",
    "对照的数",
    "依据",
    "牵动的数",
    "处理",
    "理由",
    "处理人",
    "日期",
    "识别号",
)
_DECISION = _HEADS.index("处理")
_WIDTHS = (6, 14, 7, 8, 6, 12, 18, 16, 44, 16, 10, 16, 50, 40, 12, 24, 12, 12, 15)


def sheet(audit: Audit, record: Mapping[str, Decision] = NOTHING_DECIDED) -> bytes:
    """The workbook, with the decisions in ``record``.

    Every cell is text, so that a spreadsheet neither rounds nor executes anything.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    head = book.add_format({"bold": True, "bg_color": "#E9EEF5", "border": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    found = book.add_worksheet("不符")
    for column, (title, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        found.set_column(column, column, width)
        found.write_string(0, column, title, head)
    for row, result in enumerate(audit.discrepancies, start=1):
        place = where(audit.document, result.spots[0])
        severity, confidence = labels(result)
        decision = record.get(result.fingerprint)
        decided = (decision.outcome, decision.reason, decision.author, decision.date) if decision else ("",) * 4
        cells = (
            str(row),
            name_of(result.kind),
            severity,
            confidence,
            str(place.page or ""),
            place.table,
            place.row,
            place.column,
            quote(audit.document, result.spots[0]),
            result.printed,
            name_of_against(result.against) if result.expected else "",
            result.expected,
            result.computation,
            consequences(result),
            OUTCOME_NAMES.get(decided[0], decided[0]),
            *decided[1:],
            result.fingerprint,
        )
        for column, text in enumerate(cells):
            found.write_string(row, column, text, wrap)
    last = max(len(audit.discrepancies), 1)
    found.data_validation(1, _DECISION, last, _DECISION, {"validate": "list", "source": list(OUTCOME_NAMES.values())})
    found.freeze_panes(1, 2)
    found.autofilter(0, 0, last, len(_HEADS) - 1)
    coverage = [
        (name_of(kind), *(str(counts[verdict]) for verdict in Verdict)) for kind, counts in audit.coverage.items()
    ]
    idle = [
        (name_of(one.kind), where(audit.document, one.spots[0]).line(), one.subject, one.why) for one in audit.unchecked
    ]
    _list(book.add_worksheet("复核范围"), [("复核项", "相符", "不符", "无法复核"), *coverage], head, wrap)
    _list(book.add_worksheet("无法复核"), [("复核项", "位置", "数", "原因"), *idle], head, wrap)
    book.close()
    return target.getvalue()


def _list(page: Any, rows: list[tuple[str, ...]], head: Any, wrap: Any) -> None:
    page.set_column(0, len(rows[0]) - 1, 28)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            page.write_string(row, column, text, wrap if row else head)
    page.freeze_panes(1, 0)
