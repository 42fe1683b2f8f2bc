"""Answers collected online, as the CSV that the survey room reads."""

from kaocheng.survey.questionnaire import MULTIPLE, Questionnaire
from kaocheng.text import csv
from kaocheng.web import models


def collected(evaluation: int, until: int | None = None) -> dict[str, bytes]:
    """The answers collected online by survey: one row a respondent, columns named by question id.

    ``until`` is the last revision that counts.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    found = models.Response.objects.filter(link__evaluation=evaluation).select_related("link").order_by("id")
    if until is not None:
        found = found.filter(revision__lte=until)
    for response in found:
        rows.setdefault(response.link.survey, []).append(response.answers)
    return {survey: _csv(answers) for survey, answers in rows.items()}


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
