"""报告复核: the reports under audit, the place to drop new ones, and what was deleted."""

from typing import Any

from django.contrib import messages as told
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.audit.decisions import Standing
from kaocheng.diagnostics import Refusal
from kaocheng.web.access import AUDIT_POLICY, Access, audit_owners, audits_of, deleted_audits_of, signed_in
from kaocheng.web.audits import versions
from kaocheng.web.audits.deciding import answered_to, waiting_for
from kaocheng.web.models import Audit, Blob, Evaluation, Organisation, ReportFile, User
from kaocheng.web.models.audits import OPEN
from kaocheng.web.pages.uploads import all_taken

PER_PAGE = 50
_PRESENT = ~Q(discrepancies__standing=Standing.MENDED)


@signed_in
def audits(request: Any) -> HttpResponse:
    """Every report under audit that I may see, and the place to drop new ones."""
    words = request.GET.get("q", "").split()
    found = audits_of(request.user).select_related("organisation", "evaluation", "by").prefetch_related("versions")
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(author__icontains=word))
    counts = {
        severity: Count("discrepancies", filter=_PRESENT & Q(discrepancies__severity=severity))
        for severity in ("error", "warning", "note")
    }
    found = found.annotate(open=Count("discrepancies", filter=_PRESENT & Q(discrepancies__state=OPEN)), **counts)
    listed = Paginator(found.order_by("-id"), PER_PAGE).get_page(request.GET.get("page"))
    for audit in listed:
        audit.latest = max(audit.versions.all(), key=lambda version: version.number)
        audit.shown = max((v for v in audit.versions.all() if v.state == "done"), key=lambda v: v.number, default=None)
    facts = {
        "audits": listed,
        "working": any(audit.latest.is_open for audit in listed),
        "owners": [(_key(owner), str(owner)) for owner in audit_owners(request.user)],
        "authors": authors(request.user),
        "sent": waiting_for(request.user),
        "answered": answered_to(request.user, audits_of(request.user)),
        "deleted": deleted_audits_of(request.user).count(),
        "today": timezone.localdate(),
        "endings": ",".join(f".{ending}" for ending in versions.ACCEPTED),
        "q": " ".join(words),
    }
    return render(request, "audits.html", facts)


@signed_in
def deleted(request: Any) -> HttpResponse:
    """The audits that were deleted: that they existed, who deleted them, when and why."""
    found = deleted_audits_of(request.user).select_related("organisation", "evaluation", "by", "deleted_by")
    found = found.prefetch_related("versions").annotate(decided=Count("discrepancies__decisions"))
    listed = Paginator(found.order_by("-deleted_at"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "audits_deleted.html", {"audits": listed})


def authors(user: User) -> list[str]:
    """The names to offer for who wrote a report: those used before, and the organisations that evaluate."""
    known = Organisation.objects.filter(kind="evaluator").values_list("name", flat=True)
    return sorted({*known, *audits_of(user).exclude(author="").values_list("author", flat=True)})


def _key(owner: Organisation | Evaluation) -> str:
    return f"{'e' if isinstance(owner, Evaluation) else 'o'}{owner.pk}"


def owner_of(user: User, key: str) -> Organisation | Evaluation:
    """The owner for whom ``user`` has a report audited: ``o3``, ``e5``; without a key his organisation.

    Raises :class:`PermissionDenied` where the policy does not allow it.
    """
    owners = {_key(owner): owner for owner in audit_owners(user)}
    found = owners.get(key or f"o{user.organisation_id}")
    if found is None:
        raise PermissionDenied(AUDIT_POLICY["audit"][0])
    return found


@require_POST
@signed_in
def add(request: Any) -> HttpResponse:
    """Takes reports in, each as an audit of its own; what is wrong with some does not stop the others."""
    owner = owner_of(request.user, request.POST.get("owner", ""))
    author = request.POST.get("author", "")
    if report := request.POST.get("report"):
        return redirect(f"/audits/{_of_report(request.user, owner, report, author).pk}/")
    files, wrong = all_taken(request, "file", versions.ACCEPTED)
    made = [versions.begin(owner, request.user, name, data, author) for name, data in files]
    if wrong and not made:
        raise Refusal(*wrong)
    for problem in wrong:
        told.error(request, problem.line())
    return redirect(f"/audits/{made[0].pk}/" if len(made) == 1 and not wrong else "/audits/")


def _of_report(user: User, owner: Organisation | Evaluation, report: str, author: str) -> Audit:
    """The audit of a report that was generated in the evaluation ``owner``."""
    file = get_object_or_404(
        ReportFile,
        pk=report if report.isdigit() else 0,
        job__evaluation=owner if isinstance(owner, Evaluation) else None,
    )
    return versions.begin(owner, user, file.name, Blob.fetch(file.blob_id), author)


def auditable(access: Access) -> dict[str, Any]:
    """For an evaluation's report page: its audits, and whether its reports may be audited."""
    sees = access.role in AUDIT_POLICY["see_audit"][1]
    audits = access.evaluation.audits.filter(deleted_at=None)[:10] if sees else ()
    return {"sees": sees, "may": access.role in AUDIT_POLICY["audit"][1], "audits": audits}
