"""counts.csv → :class:`Counts`: what is left of a survey whose responses were not kept."""

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.numbers import NotANumber, read_number
from kaocheng.places import InFile
from kaocheng.survey import messages
from kaocheng.survey.headers import option_index
from kaocheng.survey.questionnaire import MULTIPLE, Questionnaire
from kaocheng.survey.responses import Counts
from kaocheng.text import Text
from kaocheng.text.csv import load

_HEADER = ["题号", "选项", "人数"]


def read_counts(questionnaire: Questionnaire, data: bytes, path: str) -> tuple[Counts | None, list[Diagnostic]]:
    """The counts in a table 题号, 选项, 人数 (a row an option; what is not named was chosen by nobody).

    None where the table cannot be read at all.
    """
    rows, problems = load(data, path)
    if not rows:
        return None, problems
    if [str(cell) for cell in rows[0][:3]] != _HEADER:
        return None, [*problems, messages.COUNTS_HEADER.at(rows[0][0].place, found=",".join(rows[0]))]
    counts: dict[str, list[int]] = {}
    places: dict[tuple[str, int], InFile] = {}
    for row in rows[1:]:
        question_id, option, number = [*row, *[Text("", row[0].place)] * 3][:3]
        found = _locate(questionnaire, question_id, option, problems)
        count = _count(number, problems)
        if found is None or count is None:
            continue
        if (str(question_id), found) in places:
            problems.append(messages.DUPLICATE_COUNT.at(option.place, id=question_id, option=option))
            continue
        places[str(question_id), found] = number.place
        options = questionnaire.question(question_id).options
        counts.setdefault(str(question_id), [0] * len(options))[found] = count
    result = Counts({question: tuple(numbers) for question, numbers in counts.items()}, places)
    # A table with a mistake in it does not sum up either; that would say the same thing twice.
    return result, problems or _totals(questionnaire, result)


def holds_counts(data: bytes) -> bool:
    """Whether a counts.csv counts anybody: a table of zeros, or with its header only, is one that waits for answers."""
    rows, _ = load(data, "")
    return any(len(row) > 2 and row[2].strip() not in {"", "0"} for row in rows[1:])


def _locate(questionnaire: Questionnaire, question_id: Text, option: Text, problems: list[Diagnostic]) -> int | None:
    ids = [question.id for question in questionnaire.questions if question.is_closed]
    if question_id not in ids:
        facts = {"found": str(question_id), "known": "、".join(ids), "suggestion": did_you_mean(question_id, ids)}
        problems.append(messages.UNKNOWN_QUESTION.at(question_id.place, **facts))
        return None
    question = questionnaire.question(question_id)
    index = option_index(question, option)
    if index is None:
        known = [other.text for other in question.options]
        facts = {"id": question.id, "found": str(option), "known": "、".join(known)}
        problems.append(messages.UNKNOWN_OPTION.at(option.place, suggestion=did_you_mean(option, known), **facts))
    return index


def _count(number: Text, problems: list[Diagnostic]) -> int | None:
    try:
        value = read_number(number)
    except NotANumber:
        value = None
    if value is None or value.denominator != 1 or value < 0:
        problems.append(messages.NOT_A_WHOLE_NUMBER.at(number.place, what="人数", found=str(number)))
        return None
    return value.numerator


def _totals(questionnaire: Questionnaire, counts: Counts) -> list[Diagnostic]:
    valid = questionnaire.valid
    problems: list[Diagnostic] = []
    for question_id, numbers in counts.counts.items():
        question = questionnaire.question(question_id)
        place = next(place for (of, _), place in counts.places.items() if of == question_id)
        if valid is None:
            continue
        total = max(numbers) if question.kind == MULTIPLE else sum(numbers)
        if total > valid:
            what = f"{question_id}的人数"
            problems.append(messages.MORE_THAN.at(place, part=what, found=total, whole="有效问卷", limit=valid))
        elif total < valid and question.kind != MULTIPLE and question.required and not question.shown_if:
            problems.append(messages.COUNT_TOTAL.at(place, id=question_id, found=total, valid=valid))
    return problems
