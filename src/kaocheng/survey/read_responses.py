"""Exports of responses → :class:`Responses`: several sources put together, each mistake at its place."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import islice

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.survey import messages
from kaocheng.survey.batch import Batch
from kaocheng.survey.check_columns import check_columns
from kaocheng.survey.duplicates import duplicates
from kaocheng.survey.questionnaire import Questionnaire
from kaocheng.survey.responses import Origin, Responses
from kaocheng.survey.sheets import Sheet, open_sheet

BULK_BYTES = 4_000_000
"""From this size on a CSV is scanned as bytes; below, importing numpy costs more than it saves."""
_CHUNK = 20_000


def read_responses(
    questionnaire: Questionnaire, sources: Iterable[tuple[bytes, str]]
) -> tuple[Responses | None, list[Diagnostic]]:
    """All responses in ``sources`` (content of a CSV or workbook, and how messages call it), and what is wrong.

    Understands plain tables (columns named by question id or text), 问卷星 (按序号, 按文本), LimeSurvey and KoBo/ODK.
    None where no source holds a response.
    """
    problems: list[Diagnostic] = []
    batches: list[Batch] = []
    origins: list[Origin] = []
    count = 0
    sources = list(sources)
    for data, path in sources:
        sheet, found = open_sheet(data, path, questionnaire)
        problems += found
        if sheet is None:
            continue
        batch, lines = _read(sheet, data, questionnaire, several=len(sources) > 1)
        problems += check_columns(batch, lines) + sheet.problems
        if not lines:
            if not sheet.problems and not batch.ragged.count:
                problems.append(messages.NO_RESPONSES.at(InFile(path)))
            continue
        batches.append(batch)
        origins.append(Origin(path, sheet.name, count, lines))
        count += len(lines)
    if not batches:
        return None, problems
    return _joined(questionnaire, batches, tuple(origins), problems), problems


def _read(sheet: Sheet, data: bytes, questionnaire: Questionnaire, *, several: bool) -> tuple[Batch, Sequence[int]]:
    if sheet.encoding in ("utf-8-sig", "gb18030") and len(data) >= BULK_BYTES and find_spec("numpy"):
        from kaocheng.survey.bulk import read_bulk  # numpy

        batch = Batch(sheet, questionnaire, several=several)
        if (found := read_bulk(sheet, data, batch)) is not None:
            return batch, found
    batch = Batch(sheet, questionnaire, several=several)
    lines = array("L")
    width = len(sheet.header)
    while rows := list(islice(sheet.rows, _CHUNK)):
        kept = [row for row in rows if len(row[1]) == width]
        if len(kept) < len(rows):
            kept = [row for row in rows if batch.fits(*row)]
        if kept:
            batch.feed(list(zip(*(cells for _, cells in kept), strict=True)), len(lines))
            lines.extend(line for line, _ in kept)
    return batch, lines


def _joined(
    questionnaire: Questionnaire, batches: list[Batch], origins: tuple[Origin, ...], problems: list[Diagnostic]
) -> Responses:
    sizes = [len(origin.lines) for origin in origins]
    parts = [batch.result(size) for batch, size in zip(batches, sizes, strict=True)]
    first, *rest = parts
    if rest:
        ticks = {
            question: tuple(
                b"".join(columns) for columns in zip(*(part.ticks[question] for part in parts), strict=True)
            )
            for question in first.ticks
        }
        whole = Responses(
            count=sum(sizes),
            choices={question: b"".join(part.choices[question] for part in parts) for question in first.choices},
            ticks=ticks,
            numbers={q: tuple(v for part in parts for v in part.numbers[q]) for q in first.numbers},
            texts={q: tuple(v for part in parts for v in part.texts[q]) for q in first.texts},
            unsubmitted=_flags([part.unsubmitted for part in parts], sizes),
            fast=_flags([part.fast for part in parts], sizes),
        )
    else:
        whole = first
    identities = [batch.identity(size) for batch, size in zip(batches, sizes, strict=True)]
    repeated = duplicates(whole, identities, declared=bool(questionnaire.identity))
    result = replace(whole, duplicate=repeated, origins=origins)
    if repeated and (found := repeated.count(1)):
        rows = [row for row, flag in enumerate(repeated) if flag][:5]
        problems.append(messages.DUPLICATES_FOUND.at(*(result.place(row) for row in rows), count=found))
    return result


def _flags(parts: list[bytes], sizes: list[int]) -> bytes:
    """Flags of several sources; a source without the column has none set."""
    return b"".join(part or bytes(size) for part, size in zip(parts, sizes, strict=True)) if any(parts) else b""
