"""Deciding about discrepancies: confirmed, not so, sent to the author; undoing; the author's answer.

A decision is only ever added. Who decides says which decision he saw last: where somebody was quicker, nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Min, Q
from django.http import Http404

from kaocheng.audit.decisions import Standing
from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity
from kaocheng.web import messages
from kaocheng.web.models import Audit, AuditVersion, Decision, Discrepancy, Organisation, User
from kaocheng.web.models.audits import OPEN

ACCEPTED, DISMISSED, SENT, MENDED, EXPLAINED = "accepted", "dismissed", "sent", "mended", "explained"
REVIEWERS = {ACCEPTED, DISMISSED, SENT, OPEN}
ANSWERS = {MENDED, EXPLAINED}
ANSWERABLE = {SENT, *ANSWERS}
_LONGEST = 4000
OVERTAKEN = Message(
    "web-decision-overtaken",
    Severity.ERROR,
    "{by} 刚把“{what}”定为“{outcome}”，您的处理没有存入。",
    '{by} just decided "{what}": {outcome}; yours was not stored.',
    "请看过现在的处理后再定。",
    "Look at it, then decide again.",
)
NO_DUE = Message(
    "web-no-due",
    Severity.ERROR,
    "“{found}”不是答复期限。",
    '"{found}" is no date to answer by.',
    "请写成 2026-03-31 这样的日期，不早于今天。",
    "Write a date such as 2026-03-31, not before today.",
)


class Overtaken(Refusal):
    """Somebody else decided meanwhile; the diagnostics say who and what."""


@dataclass(frozen=True)
class Verdict:
    """What is decided: an outcome with its reason; where it is sent, to whom and until when it is to be answered."""

    outcome: str
    reason: str = ""
    to: User | Organisation | None = None
    due: date | None = None


def decide(audit: Audit, user: User, seen: Mapping[str, int | None], verdict: Verdict) -> list[Discrepancy]:
    """Stores a verdict about discrepancies: fingerprint → the decision that the user saw last. All or none.

    Raises :class:`~kaocheng.diagnostics.Refusal` where a reason or an addressee is missing, and
    :class:`Overtaken` where somebody was quicker.
    """
    if verdict.outcome not in REVIEWERS:
        raise Refusal(messages.NAME_NEEDED.at(what="怎样处理"))
    if verdict.outcome == DISMISSED and not verdict.reason:
        raise Refusal(messages.NAME_NEEDED.at(what="不成立的理由"))
    if verdict.outcome == SENT and verdict.to is None:
        raise Refusal(messages.NAME_NEEDED.at(what="发给谁"))
    return _store(audit.discrepancies.all(), user, seen, verdict)


def answer(audit: Audit, user: User, seen: Mapping[str, int | None], verdict: Verdict) -> list[Discrepancy]:
    """Stores the author's answer to discrepancies that were sent to ``user``."""
    if verdict.outcome not in ANSWERS:
        raise Refusal(messages.NAME_NEEDED.at(what="怎样答复"))
    if verdict.outcome == EXPLAINED and not verdict.reason:
        raise Refusal(messages.NAME_NEEDED.at(what="说明"))
    return _store(audit.discrepancies.filter(sent_to(user)), user, seen, verdict)


def sent_to(user: User) -> Q:
    """The discrepancies that were sent to a user or to the user's organisation."""
    mine = Q(to_user=user)
    return mine | Q(to_organisation=user.organisation_id) if user.organisation_id else mine


def answer_by_version(version: AuditVersion) -> None:
    """Counts what a corrected version put right as answered 已改 where it was sent to whoever uploaded the version.

    What stands there with another value that does not hold either is not put right.
    """
    rows = version.audit.discrepancies
    altered = set(rows.filter(standing=Standing.ALTERED).values_list("kind", "subject"))
    for row in rows.filter(sent_to(version.by), state=SENT, standing=Standing.MENDED):
        if (row.kind, row.subject) not in altered:
            _decide(row, version.by, Verdict(MENDED, f"第{version.number}版"))


def waiting_for(user: User) -> Any:
    """The audits in which something that was sent to ``user`` waits for an answer: how much, and until when."""
    rows = Discrepancy.objects.filter(sent_to(user), state=SENT, audit__deleted_at=None)
    return rows.values("audit_id", "audit__title").annotate(waiting=Count("id"), until=Min("due")).order_by("until")


def answered_to(user: User, audits: Any) -> Any:
    """Those of ``audits`` in which authors answered something that ``user`` sent: how much waits for a conclusion."""
    asked = Decision.objects.filter(by=user, outcome=SENT).values("discrepancy")
    rows = Discrepancy.objects.filter(pk__in=asked, audit__in=audits, state__in=ANSWERS)
    return rows.values("audit_id", "audit__title").annotate(waiting=Count("id")).order_by("audit_id")


@transaction.atomic
def _store(rows: Any, user: User, seen: Mapping[str, int | None], verdict: Verdict) -> list[Discrepancy]:
    if len(verdict.reason) > _LONGEST:
        raise Refusal(messages.TOO_LONG.at(field="理由", limit=_LONGEST))
    found = list(rows.select_for_update(of=("self",)).filter(fingerprint__in=seen))
    if len(found) != len(seen):
        raise Http404
    if verdict.outcome in ANSWERS and any(row.state not in ANSWERABLE for row in found):
        raise PermissionDenied("答复已经有结论的不符")
    met = [_overtaken(row) for row in found if row.decision_id != seen[row.fingerprint]]
    if met:
        raise Overtaken(*met)
    for row in found:
        _decide(row, user, verdict)
    return found


def _overtaken(row: Discrepancy) -> Diagnostic:
    by = row.decision.by.shown_name if row.decision else ""
    return OVERTAKEN.at(by=by, what=row.subject or row.printed, outcome=row.state_name)


def _decide(row: Discrepancy, user: User, verdict: Verdict) -> None:
    to = verdict.to.shown_name if isinstance(verdict.to, User) else str(verdict.to or "")
    row.decision = Decision.objects.create(
        discrepancy=row, by=user, outcome=verdict.outcome, reason=verdict.reason, to=to, due=verdict.due
    )
    row.state = verdict.outcome
    if verdict.outcome in {SENT, OPEN}:
        row.to_user = verdict.to if isinstance(verdict.to, User) else None
        row.to_organisation = verdict.to if isinstance(verdict.to, Organisation) else None
        row.due = verdict.due
    row.save()
