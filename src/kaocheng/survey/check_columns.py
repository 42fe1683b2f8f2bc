"""What is to be said about the columns of an export and their cells. One mistake, one message, with its places."""

from collections.abc import Iterator, Sequence

from kaocheng.diagnostics import Diagnostic, did_you_mean, nearest
from kaocheng.places import Place
from kaocheng.survey import messages
from kaocheng.survey.batch import Batch
from kaocheng.survey.encoding import ChoiceColumn, FlagColumn, NumberColumn, TextColumn
from kaocheng.survey.headers import bare, plain
from kaocheng.survey.responses import spot

_MANY = 20
"""Messages a column: a column that is wholly something else is one mistake, not a thousand."""
_SHOWN = 5


def check_columns(batch: Batch, lines: Sequence[int]) -> list[Diagnostic]:
    """Everything to be said about a source; ``lines`` are the lines of its responses."""
    return [*_missing_and_unknown(batch), *_headers(batch), *_cells(batch, lines)]


def _at(batch: Batch, line: int, column: int = 0) -> Place:
    return spot(batch.sheet.path, batch.sheet.name, line, column)


def _missing_and_unknown(batch: Batch) -> Iterator[Diagnostic]:
    sheet, line = batch.sheet, batch.sheet.header_line
    own = {plain(name) for name in batch.questionnaire.identity}
    unknown = {sheet.header[place]: place for place in sheet.layout.unknown if plain(sheet.header[place]) not in own}
    by_text = {bare(header): header for header in unknown}
    taken: set[str] = set()
    for question in batch.questionnaire.questions:
        if question.id in batch.by_question or question.id in batch.ticks:
            continue
        like = by_text.get(nearest(bare(question.text), by_text)) or nearest(question.id, unknown)
        taken.add(like)
        suggestion = f"最接近的列是“{like}”（第{unknown[like] + 1}列）。" if like else ""
        place = _at(batch, line, unknown[like] + 1 if like else 0)
        yield messages.MISSING_COLUMN.at(place, id=question.id, text=question.text, suggestion=suggestion)
    if rest := [header for header in unknown if header not in taken]:
        names = "、".join(f"“{name}”" for name in rest[:_SHOWN]) + (" 等" if len(rest) > _SHOWN else "")
        places = [_at(batch, line, unknown[name] + 1) for name in rest[:_SHOWN]]
        yield messages.UNKNOWN_COLUMNS.at(*places, count=len(rest), names=names)


def _headers(batch: Batch) -> Iterator[Diagnostic]:
    sheet, line = batch.sheet, batch.sheet.header_line
    for question_id, first, second in sheet.layout.doubled:
        facts = {"id": question_id, "first": sheet.header[first], "second": sheet.header[second]}
        yield messages.DUPLICATE_COLUMN.at(_at(batch, line, first + 1), _at(batch, line, second + 1), **facts)
    if blank := sorted(batch.blank_headers):
        columns = "、".join(str(place + 1) for place in blank[:_SHOWN]) + (" 等" if len(blank) > _SHOWN else "")
        yield messages.BLANK_HEADERS.at(_at(batch, line, blank[0] + 1), count=len(blank), columns=columns)
    names = [plain(header) for header in sheet.header]
    for name in batch.questionnaire.identity:
        if plain(name) not in names:
            suggestion = did_you_mean(name, [header for header in sheet.header if header])
            yield messages.IDENTITY_MISSING.at(_at(batch, line), name=name, suggestion=suggestion)
    if batch.ragged.count:
        facts = {"count": str(batch.ragged.count), "expected": str(len(sheet.header)), "found": str(batch.ragged_width)}
        yield messages.RAGGED_ROWS.at(*(_at(batch, row) for row in batch.ragged.rows), **facts)


def _cells(batch: Batch, lines: Sequence[int]) -> Iterator[Diagnostic]:
    for place, column in batch.columns:
        if isinstance(column, TextColumn | FlagColumn):
            continue
        question = column.question
        if isinstance(column, NumberColumn) and column.faults:
            first, rows = next(iter(column.faults.items()))
            count = sum(fault.count for fault in column.faults.values())
            where = [_at(batch, lines[row], place + 1) for row in rows.rows]
            yield messages.NOT_NUMERIC.at(*where, id=question.id, found=first, count=count)
            continue
        known = [option.text for option in question.options]
        for cell, fault in list(column.faults.items())[:_MANY]:
            where = [_at(batch, lines[row], place + 1) for row in fault.rows]
            facts = {"id": question.id, "found": cell, "count": str(fault.count), "known": "、".join(known)}
            yield messages.NOT_AN_OPTION.at(*where, suggestion=did_you_mean(cell, known), **facts)
        if isinstance(column, ChoiceColumn) and column.by_number and column.by_label:
            facts = {"id": question.id, "number": column.by_number, "label": column.by_label}
            yield messages.MIXED_CODES.at(_at(batch, batch.sheet.header_line, place + 1), **facts)
