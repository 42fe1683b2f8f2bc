"""Decisions about discrepancies, and the author's page with what was sent to him."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from kaocheng.audit.decisions import STANDING_NAMES
from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import audit_page
from kaocheng.web.audits import deciding
from kaocheng.web.audits.deciding import Verdict
from kaocheng.web.audits.versions import ACCEPTED, are_several
from kaocheng.web.models import Audit, Organisation, User
from kaocheng.web.pages.audit_report import rows_of


@require_POST
@audit_page("audit")
def decide(request: Any) -> HttpResponse:
    """Stores a decision about one or several discrepancies, and answers with their lines as they stand now."""
    found = request.access.audit
    sent = request.POST.get("outcome") == deciding.SENT
    verdict = Verdict(
        request.POST.get("outcome", ""),
        request.POST.get("reason", "").strip(),
        addressee(request.POST.get("to", "")) if sent else None,
        due(request.POST.get("due", "")) if sent else None,
    )
    stored = {row.pk for row in deciding.decide(found, request.user, seen(request.POST.getlist("on")), verdict)}
    rows = [row for row in rows_of(found) if row.pk in stored]
    several = are_several(found)
    facts = {"rows": rows, "audit": found, "may_decide": True, "standings": STANDING_NAMES, "several": several}
    return render(request, "audit_items.html", facts)


def seen(texts: list[str]) -> dict[str, int | None]:
    """Fingerprint → the decision seen last, from texts such as ``0a1b…:17``; nothing behind the colon means none.

    Raises :class:`~kaocheng.diagnostics.Refusal` where there are none, or other texts.
    """
    parts = [text.partition(":") for text in texts]
    if not parts or not all(number.isdigit() or not number for _, _, number in parts):
        raise Refusal(messages.NAME_NEEDED.at(what="处理哪几处"))
    return {fingerprint: int(number) if number else None for fingerprint, _, number in parts}


def addressee(key: str) -> User | Organisation | None:
    """Whom ``o3`` or ``u5`` names; None where nobody is chosen. Raises Http404 for one that is not there."""
    if not key:
        return None
    kind: Any = {"o": Organisation.objects, "u": User.objects.filter(is_active=True)}.get(key[0])
    found = kind.filter(pk=key[1:]).first() if kind is not None and key[1:].isdigit() else None
    if found is None:
        raise Http404
    return found


def due(text: str) -> date | None:
    """The day to answer by; None where none is set. Raises :class:`~kaocheng.diagnostics.Refusal` for another text."""
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or found < timezone.localdate():
        raise Refusal(deciding.NO_DUE.at(found=text))
    return found


@audit_page("answer_audit")
def sent(request: Any) -> HttpResponse:
    """What was sent to me of a report: nothing else of it is shown."""
    found = request.access.audit
    rows = sent_rows(found, request.user)
    mine = list(found.versions.filter(from_people_of(request.user)).select_related("by"))
    facts = {
        "audit": found,
        "versions": mine,
        "working": any(version.is_open for version in mine),
        "several": are_several(found),
        "standings": STANDING_NAMES,
        "endings": ",".join(f".{ending}" for ending in ACCEPTED),
        "rows": rows,
        "today": timezone.localdate(),
        "answerable": deciding.ANSWERABLE,
    }
    return render(request, "audit_sent.html", facts)


def from_people_of(user: User) -> Q:
    """What was uploaded by ``user`` or by somebody of the same organisation."""
    mine = Q(by=user)
    return mine | Q(by__organisation=user.organisation_id) if user.organisation_id else mine


def sent_rows(audit: Audit, user: User) -> list[Any]:
    """The discrepancies of an audit that were sent to ``user``, those to be answered first.

    Of what was decided each carries what passed between both sides since it was sent, and nothing from before.
    """
    rows = audit.discrepancies.filter(deciding.sent_to(user)).prefetch_related("decisions__by")
    for row in rows:
        decisions = list(row.decisions.all())
        start = max(number for number, one in enumerate(decisions) if one.outcome == deciding.SENT)
        row.conversation = [one for one in decisions[start:] if one.outcome in {deciding.SENT, *deciding.ANSWERS}]
    return sorted(rows, key=lambda row: (row.state != deciding.SENT, row.position))


@require_POST
@audit_page("answer_audit")
def answer(request: Any) -> HttpResponse:
    """Stores the author's answer."""
    verdict = Verdict(request.POST.get("outcome", ""), request.POST.get("reason", "").strip())
    deciding.answer(request.access.audit, request.user, seen(request.POST.getlist("on")), verdict)
    return redirect(f"/audits/{request.access.audit.pk}/sent/")
