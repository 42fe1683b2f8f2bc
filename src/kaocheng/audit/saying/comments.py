"""The Word file itself, with a comment at each place that does not hold. Nothing else in it is changed."""

import io
from collections.abc import Mapping
from typing import Any

from kaocheng.audit.decisions import NOTHING_DECIDED, Decision
from kaocheng.audit.perform import Audit
from kaocheng.audit.reading.word import blocks_with_elements, own_rows, skipped_columns
from kaocheng.audit.reading.word_parts import W, footnotes_of
from kaocheng.audit.result import Result
from kaocheng.audit.saying.words import consequences, follows, labels, message, name_of

AUTHOR, INITIALS = "考成复核", "复核"


def commented(data: bytes, audit: Audit, record: Mapping[str, Decision] = NOTHING_DECIDED) -> bytes:
    """The bytes of the Word file ``data`` (from which ``audit`` was made) with the comments added, decisions included."""
    import docx

    document = docx.Document(io.BytesIO(data))
    elements = [element for _, element in blocks_with_elements(document.element.body, footnotes_of(data))]
    for result in audit.discrepancies:
        spot = result.spots[0]
        runs = _runs(document, elements[spot.block], spot.row, spot.column)
        if runs:
            document.add_comment(
                runs=[runs[0], runs[-1]] if len(runs) > 1 else runs,
                text=_text(result, record.get(result.fingerprint)),
                author=AUTHOR,
                initials=INITIALS,
            )
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _runs(document: Any, element: Any, row: int, column: int) -> list[Any]:
    """The runs of a paragraph or of a cell, as python-docx sees them."""
    from docx.text.paragraph import Paragraph

    if row >= 0:
        cell = _cell(element, row, column)
        if cell is None:
            return []
        paragraphs = [Paragraph(part, document) for part in cell.iter(f"{W}p")]
    else:
        paragraphs = [Paragraph(element, document)]
    filled = [paragraph for paragraph in paragraphs if paragraph.runs]
    return list(filled[0].runs) if filled else []


def _cell(table: Any, row: int, column: int) -> Any:
    rows = own_rows(table)
    if row >= len(rows):
        return None
    at = skipped_columns(rows[row])
    for cell in rows[row].iterchildren(f"{W}tc", f"{W}sdt"):
        inner = cell if cell.tag == f"{W}tc" else cell.find(f".//{W}tc")
        span = inner.find(f"{W}tcPr/{W}gridSpan") if inner is not None else None
        width = int(span.get(f"{W}val", "1")) if span is not None else 1
        if at <= column < at + width:
            return inner
        at += width
    return None


def _text(result: Result, decision: Decision | None) -> str:
    severity, confidence = labels(result)
    after = consequences(result)
    lines = [f"【{name_of(result.kind)}·{severity}·{confidence}】{message(result)}"]
    lines += [f"{follows(result.against)}：{after}"] if after else []
    lines += [f"处理：{decision.words}"] if decision and decision.words else []
    return "\n".join(lines)
