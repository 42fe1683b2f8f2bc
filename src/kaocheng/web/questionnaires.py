"""What a change of a questionnaire has to keep: it stays readable, and what people answered keeps its meaning."""

from collections.abc import Iterable, Sequence
from typing import Any

from kaocheng.diagnostics import Diagnostic, Refusal, errors
from kaocheng.survey import COUNTS, Question, Questionnaire, holds_counts, read_questionnaire
from kaocheng.text import yaml
from kaocheng.web import messages
from kaocheng.web.admitting import says_nothing
from kaocheng.web.content import Item
from kaocheng.web.content.paths import put
from kaocheng.web.content.surveys import FOLDER, KINDS, PAPER_FORM, form_key, questionnaires
from kaocheng.web.content.to_files import sorted_by_kind
from kaocheng.web.edits import Edit, steps
from kaocheng.web.models import Blob, Evaluation, Response
from kaocheng.web.models import Item as Row


def check(evaluation: Evaluation, edits: Sequence[Edit], reason: str) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where ``edits`` would break a questionnaire or twist answers to it.

    Once there are answers, questions, their kind and their options stay; other words for a question need a reason.
    """
    touched = {edit.key.partition("/")[0] for edit in edits if edit.kind in KINDS}
    if not touched:
        return
    rows = Row.objects.filter(evaluation=evaluation, kind__in=KINDS, deleted=False)
    stored = [Item(row.kind, row.key, row.position, row.body) for row in rows]
    before, after = _documents(stored), _documents(_edited(stored, edits))
    for survey in sorted(touched):
        new = _read(survey, after.get(survey))
        answered = count_answers(evaluation, survey)
        if answered and survey in before:
            _protect(_read(survey, before[survey]), new, answered, reason)


def count_answers(evaluation: Evaluation, survey: str) -> int:
    """How many answers there are: those collected online or typed, and one for each file of answers or counts."""
    online = Response.objects.filter(link__evaluation=evaluation, link__survey=survey).count()
    rows = Row.objects.filter(evaluation=evaluation, deleted=False)
    typed = rows.filter(kind=PAPER_FORM, key__startswith=form_key(survey, "")).count()
    files = rows.filter(kind="file", key__startswith=f"{FOLDER}/{survey}/")
    return online + typed + sum(holds_answers(row.key, row.body["sha256"]) for row in files)


def holds_answers(key: str, sha256: str) -> bool:
    """Whether a file of a survey's folder holds answers: responses do, counts where they count anybody."""
    return not key.endswith(f"/{COUNTS}") or holds_counts(Blob.fetch(sha256))


def _documents(items: Iterable[Item]) -> dict[str, dict[str, Any]]:
    return questionnaires(sorted_by_kind(items))


def _edited(items: Iterable[Item], edits: Iterable[Edit]) -> list[Item]:
    found = {item.identity: item for item in items}
    for edit in edits:
        if edit.kind not in KINDS:
            continue
        item = found.pop((edit.kind, edit.key), None)
        position = edit.position if edit.position is not None else item.position if item else len(found)
        try:
            body = put(item.body if item else edit.defaults, steps(edit.kind, edit.field), edit.after)
        except ValueError:
            raise Refusal(messages.NO_FIELD.at(field=edit.field)) from None
        if body is not None:
            found[edit.kind, edit.key] = Item(edit.kind, edit.key, position, body)
    return list(found.values())


def _read(survey: str, document: dict[str, Any] | None) -> Questionnaire | None:
    """The questionnaire; None where it was taken away. Raises Refusal where it has errors."""
    if document is None:
        return None
    questionnaire, problems = read_questionnaire(yaml.dump(document), f"问卷“{survey}”")
    if wrong := errors(problems):
        raise Refusal(*wrong)
    return questionnaire


def _protect(before: Questionnaire | None, after: Questionnaire | None, count: int, reason: str) -> None:
    kept = {question.id: question for question in after.questions} if after else {}
    for question in before.questions if before else ():
        if twisted := _twisted(question, kept.get(question.id), count, reasoned=not says_nothing(reason)):
            raise Refusal(twisted)


def _twisted(before: Question, after: Question | None, count: int, *, reasoned: bool) -> Diagnostic | None:
    """What an edit does to a question that its answers would not survive; None for nothing."""
    facts: dict[str, object] = {"id": before.id, "count": count}
    if after is None:
        return messages.SURVEY_NOT_REMOVED.at(**facts)
    if after.kind != before.kind:
        return messages.SURVEY_KIND_KEPT.at(**facts)
    remaining = {option.text for option in after.options}
    if gone := [option.text for option in before.options if option.text not in remaining]:
        return messages.SURVEY_OPTIONS_KEPT.at(**facts, options="、".join(gone))
    return messages.SURVEY_WORDING.at(**facts) if after.text != before.text and not reasoned else None
