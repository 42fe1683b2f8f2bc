"""报告复核: reports under audit, one of them with its document, its versions, and what goes out."""

from collections import Counter
from typing import Any

from django.contrib import messages as told
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.audit.decisions import STANDING_NAMES, Standing
from kaocheng.audit.perform import Audit as Performed
from kaocheng.audit.result import Verdict
from kaocheng.audit.saying.page import page as page_of
from kaocheng.audit.saying.sheet import sheet
from kaocheng.audit.saying.where import where
from kaocheng.audit.saying.words import outcome
from kaocheng.diagnostics import SEVERITY_NAMES, Refusal
from kaocheng.web import messages
from kaocheng.web.access import AUDIT_POLICY, Access, audit_owners, audit_page, audits_of, signed_in
from kaocheng.web.audits import versions
from kaocheng.web.audits.deciding import answered_to, waiting_for
from kaocheng.web.audits.document import leaves
from kaocheng.web.models import (
    Audit,
    AuditComments,
    AuditVersion,
    Blob,
    Evaluation,
    Organisation,
    ReportFile,
    User,
)
from kaocheng.web.models.audits import OPEN, STATES
from kaocheng.web.pages.uploads import all_taken, download, taken

PER_PAGE = 50
_PRESENT = ~Q(discrepancies__standing=Standing.MENDED)
_WORD = "docx"


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
        "today": timezone.localdate(),
        "endings": ",".join(f".{ending}" for ending in versions.ACCEPTED),
        "q": " ".join(words),
    }
    return render(request, "audits.html", facts)


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
    audits = access.evaluation.audits.all()[:10] if sees else ()
    return {"sees": sees, "may": access.role in AUDIT_POLICY["audit"][1], "audits": audits}


@audit_page("see_audit")
def audit(request: Any) -> HttpResponse:
    """A report under audit: what does not hold at the left, the document with its marks at the right."""
    found = request.access.audit
    listed = list(found.versions.select_related("by"))
    done = [version for version in listed if version.state == "done"]
    version = done[0] if done else None
    rows = rows_of(found)
    performed = versions.performed(version.performed_id) if version else None
    facts = {
        "audit": found,
        "version": version,
        "versions": listed,
        "rows": rows,
        "leaves": leaves(version.performed_id) if version else (),
        "outcome": outcome(performed) if performed else "",
        "kinds": Counter(row.kind for row in rows).most_common(),
        "severities": SEVERITY_NAMES,
        "states": STATES,
        "standings": STANDING_NAMES,
        "standing": sum(row.standing != Standing.MENDED for row in rows),
        "counts": Counter(row.severity for row in rows if row.standing != Standing.MENDED),
        "several": len(done) > 1,
        "may_decide": request.access.can("audit"),
        "authors": authors(request.user),
        "comments": version.comments.all()[:3] if version and version.is_word else (),
    }
    if facts["may_decide"]:
        facts["organisations"] = Organisation.objects.all()
        facts["users"] = User.objects.filter(is_active=True).select_related("organisation")
    return render(request, "audit.html", facts)


def rows_of(audit: Audit) -> list[Any]:
    """The discrepancies with their decisions: what stands in reading order, then what is mended."""
    rows = audit.discrepancies.select_related("decision__by", "to_user", "to_organisation")
    rows = rows.prefetch_related("decisions__by")
    return sorted(rows, key=lambda row: (row.standing == Standing.MENDED, row.position))


@audit_page("see_audit")
def progress(request: Any) -> HttpResponse:
    """How far the latest version, or the Word file with comments, is; the page is loaded again when it ends."""
    found = request.access.audit
    jobs = [*found.versions.all()[:1], *AuditComments.objects.filter(version__audit=found)[:1]]
    working = [job for job in jobs if job.is_open]
    response = render(request, "audit_progress.html", {"audit": found, "jobs": working})
    if not working:
        response["HX-Refresh"] = "true"
    return response


@audit_page("see_audit")
def coverage(request: Any) -> HttpResponse:
    """What was checked and held, what does not hold, and what could not be checked and why."""
    found = request.access.audit
    version = get_object_or_404(found.versions, pk=getattr(versions.shown_version(found), "pk", None))
    performed = versions.performed(version.performed_id)
    facts = {
        "audit": found,
        "version": version,
        "rows": [(kind, *(counts[verdict] for verdict in Verdict)) for kind, counts in performed.coverage.items()],
        "unchecked": _unchecked(performed),
        "tried": version.checked + version.unchecked,
        "notes": performed.document.notes,
    }
    return render(request, "audit_coverage.html", facts)


def _unchecked(performed: Performed) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Kind and reason of what could not be checked, with the places and figures."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for result in performed.unchecked:
        place = where(performed.document, result.spots[0]).line()
        groups.setdefault((result.kind, result.why), []).append((place, result.subject))
    return [(kind, why, places) for (kind, why), places in sorted(groups.items(), key=lambda one: -len(one[1]))]


@require_POST
@audit_page("audit")
def about(request: Any) -> HttpResponse:
    """Changes the title, and who wrote the report."""
    found = request.access.audit
    title = request.POST.get("title", "").strip()
    if not title:
        raise Refusal(messages.NAME_NEEDED.at(what="题名"))
    found.title, found.author = title[:300], request.POST.get("author", "").strip()[:200]
    found.save()
    return redirect(f"/audits/{found.pk}/")


@require_POST
@audit_page("audit")
def add_version(request: Any) -> HttpResponse:
    """Takes the next version of the report in."""
    name, data = taken(request, "file", versions.ACCEPTED)
    versions.add_version(request.access.audit, request.user, name, data)
    return redirect(f"/audits/{request.access.audit.pk}/")


@require_POST
@audit_page("audit")
def again(request: Any, version: int) -> HttpResponse:
    """Has a version that failed read once more."""
    found = get_object_or_404(AuditVersion, pk=version, audit=request.access.audit, state="failed")
    found.say(0, "")
    found.end("waiting", "")
    return redirect(f"/audits/{found.audit_id}/")


@audit_page("see_audit")
def file(request: Any, version: int) -> HttpResponse:
    """The file of a version as it came."""
    found = get_object_or_404(AuditVersion, pk=version, audit=request.access.audit)
    return download(Blob.fetch(found.blob_id), found.name)


@audit_page("see_audit")
def workbook(request: Any) -> HttpResponse:
    """The list as an Excel file, decisions included."""
    version, performed, record = _exported(request)
    return download(sheet(performed, record), _export_name(version, "xlsx"))


@audit_page("see_audit")
def marked(request: Any) -> HttpResponse:
    """The marked-up document with the discrepancies and decisions as one HTML page."""
    version, performed, record = _exported(request)
    return download(page_of(performed, record=record).encode(), _export_name(version, "html"))


def _exported(request: Any) -> tuple[AuditVersion, Performed, Any]:
    found = request.access.audit
    version = get_object_or_404(found.versions, pk=getattr(versions.shown_version(found), "pk", None))
    return version, versions.performed(version.performed_id), versions.record_of_audit(found)


def _export_name(version: AuditVersion, ending: str) -> str:
    return f"{version.name.rpartition('.')[0]}-复核.{ending}"


@require_POST
@audit_page("see_audit")
def ask_for_comments(request: Any) -> HttpResponse:
    """Has the Word file with comments written, decisions of this moment included."""
    version = get_object_or_404(
        request.access.audit.versions, pk=getattr(versions.shown_version(request.access.audit), "pk", None)
    )
    if not version.is_word:
        raise Refusal(messages.FILE_KIND.at(name=version.name, known=_WORD))
    versions.ask_for_comments(version, request.user)
    return redirect(f"/audits/{request.access.audit.pk}/#exports")


@audit_page("see_audit")
def comments(request: Any, job: int) -> HttpResponse:
    """A Word file with comments."""
    found = get_object_or_404(AuditComments, pk=job, version__audit=request.access.audit, state="done")
    return download(Blob.fetch(found.blob_id), _export_name(found.version, "docx"))
