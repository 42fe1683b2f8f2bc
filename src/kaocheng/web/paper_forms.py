"""Answers on paper, typed in by the team, each under a running number.

They are items, so that the record of changes says who typed each when, and who corrected what to what. The record alone
says it: a bundle carries the answers and no names.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import Access
from kaocheng.web.content.surveys import PAPER_FORM, form_key
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import Change, Evaluation, Item
from kaocheng.web.models.surveys import new_token

STRUCK = "struck"
"""The field that says why a form does not count."""


@dataclass(frozen=True)
class PaperForm:
    """A typed form; ``struck`` is why it does not count, empty where it does. ``changes`` begin with its typing."""

    number: int
    answers: Mapping[str, str]
    struck: str
    changes: tuple[Change, ...]

    @property
    def typed(self) -> Change | None:
        """Who typed it, and when."""
        return self.changes[0] if self.changes else None


def numbers(evaluation: Evaluation, survey: str) -> list[int]:
    """The running numbers of the forms of a survey, in order."""
    return list(_rows(evaluation, survey).order_by("position").values_list("position", flat=True))


def forms(evaluation: Evaluation, survey: str, wanted: Collection[int]) -> list[PaperForm]:
    """The forms of a survey that bear one of the ``wanted`` numbers, in their order."""
    changes: dict[str, list[Change]] = {}
    rows = _rows(evaluation, survey).filter(position__in=wanted).order_by("position")
    keys = [form_key(survey, number) for number in wanted]
    found = Change.objects.filter(evaluation=evaluation, kind=PAPER_FORM, key__in=keys).select_related("by")
    for change in found.order_by("id"):
        changes.setdefault(change.key, []).append(change)
    return [
        PaperForm(row.position, row.body["answers"], row.body.get(STRUCK, ""), tuple(changes.get(row.key, ())))
        for row in rows
    ]


def _rows(evaluation: Evaluation, survey: str) -> Any:
    return Item.objects.filter(evaluation=evaluation, kind=PAPER_FORM, key__startswith=form_key(survey, ""))


def type_in(access: Access, survey: str, answers: Mapping[str, str], nonce: str = "") -> int:
    """Keeps a form under the next number, which is returned. One with the same ``nonce`` is kept once; an empty one is refused."""
    if not any(answers.values()):
        raise Refusal(messages.FORM_BLANK.at())
    nonce = nonce or new_token()
    with transaction.atomic():
        Evaluation.objects.select_for_update().get(pk=access.evaluation.pk)
        rows = _rows(access.evaluation, survey)
        if (known := rows.filter(text__contains=f'"nonce": "{nonce}"').first()) is not None:
            return int(known.position)
        number = 1 + (rows.aggregate(last=Max("position"))["last"] or 0)
        body = {"answers": dict(answers), "nonce": nonce}
        save(access, [Edit(PAPER_FORM, form_key(survey, number), "", None, body, position=number)])
    return number


def correct(
    access: Access,
    survey: str,
    number: int,
    answers: tuple[Mapping[str, str], Mapping[str, str]],
    reason: str,
) -> None:
    """Changes the answers of a form from those that were seen to those given, as far as they differ.

    Raises :class:`~kaocheng.web.editing.Conflict` where somebody else corrected the same answer meanwhile.
    """
    seen, given = answers
    if not any(given.values()):
        raise Refusal(messages.FORM_EMPTY.at(number=number))
    key = form_key(survey, number)
    edits = [
        Edit(PAPER_FORM, key, f"answers.{question}", seen.get(question, ""), answer)
        for question, answer in given.items()
        if answer != seen.get(question, "")
    ]
    if edits:
        save(access, edits, _stated(number, reason))


def strike(access: Access, survey: str, number: int, seen: str, reason: str) -> None:
    """Has a form count no longer; where ``seen`` says why it did not, again. It stays, with its record.

    Raises :class:`~kaocheng.web.editing.Conflict` where somebody else did so meanwhile.
    """
    reason = _stated(number, reason)
    edit = Edit(PAPER_FORM, form_key(survey, number), STRUCK, seen or None, None if seen else reason)
    save(access, [edit], reason)


def _stated(number: int, reason: str) -> str:
    if not reason.strip():
        raise Refusal(messages.FORM_REASON.at(number=number))
    return reason.strip()
