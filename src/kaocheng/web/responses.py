"""Answers collected here, by links and on paper, as the CSV files that the survey room reads."""

from collections.abc import Iterable, Iterator

from kaocheng.survey.questionnaire import MULTIPLE, Questionnaire
from kaocheng.text import csv
from kaocheng.web import models
from kaocheng.web.content import Item
from kaocheng.web.content.surveys import FOLDER, PAPER_FORM

ONLINE, ON_PAPER = "responses-online", "responses-paper"
"""The names of the files, without number and ending, under which the answers appear in a bundle."""


def collected(evaluation: int, items: Iterable[Item], until: int | None = None) -> dict[str, dict[str, bytes]]:
    """The answers collected by survey and file: one row a respondent, columns named by question id.

    ``items`` are those of the evaluation: they hold what was typed from paper, and the files whose names are taken.
    ``until`` is the last revision whose online answers count.
    """
    items = list(items)
    taken = {item.key for item in items if item.kind == "file"}
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for survey, file, answers in (*_online(evaluation, until), *_typed(items)):
        rows.setdefault((survey, file), []).append(answers)
    found: dict[str, dict[str, bytes]] = {}
    for (survey, file), answered in rows.items():
        found.setdefault(survey, {})[_free(survey, file, taken)] = _csv(answered)
    return found


def _online(evaluation: int, until: int | None) -> Iterator[tuple[str, str, dict[str, str]]]:
    found = models.Response.objects.filter(link__evaluation=evaluation).select_related("link").order_by("id")
    for response in found if until is None else found.filter(revision__lte=until):
        yield response.link.survey, ONLINE, response.answers


def _typed(items: Iterable[Item]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The answers of the paper forms that count."""
    forms = [item for item in items if item.kind == PAPER_FORM and not item.body.get("struck")]
    for form in sorted(forms, key=lambda form: form.position):
        yield form.key.partition("/")[0], ON_PAPER, form.body["answers"]


def _free(survey: str, file: str, taken: set[str]) -> str:
    """A name for a file of answers: that of one in an imported bundle is taken."""
    number, name = 2, f"{file}.csv"
    while f"{FOLDER}/{survey}/{name}" in taken:
        number, name = number + 1, f"{file}-{number}.csv"
    return name


def _csv(answers: list[dict[str, str]]) -> bytes:
    columns = list(dict.fromkeys(name for row in answers for name in row))
    lines = [[row.get(name, "") for name in columns] for row in answers]
    return csv.dump([columns, *lines]).encode()


def answers_of(questionnaire: Questionnaire, given: dict[str, list[str]]) -> tuple[dict[str, str], list[str]]:
    """The answers in a submitted form by question id, and the ids of required questions without one.

    An answer that is no option of its question counts as none.
    """
    answers: dict[str, str] = {}
    missing = []
    for question in questionnaire.questions:
        values = [value.strip() for value in given.get(question.id, []) if value.strip()]
        if question.is_closed:
            known = {option.text for option in question.options}
            values = [value for value in values if value in known]
        if question.kind != MULTIPLE:
            values = values[:1]
        answers[question.id] = ";".join(values)[:2000]
        shown = all(answers.get(other) in options for other, options in question.shown_if)
        if not shown:
            answers[question.id] = ""
        elif question.required and not values:
            missing.append(question.id)
    return answers, missing
