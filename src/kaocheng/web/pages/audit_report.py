"""One report under audit: what does not hold in it, its versions, what was checked, and deleting it."""

from collections import Counter
from typing import Any

from django.contrib import messages as told
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kaocheng.audit.decisions import STANDING_NAMES, Standing
from kaocheng.audit.perform import Audit as Performed
from kaocheng.audit.result import Verdict
from kaocheng.audit.saying.where import where
from kaocheng.audit.saying.words import outcome
from kaocheng.diagnostics import SEVERITY_NAMES, Refusal
from kaocheng.web import messages
from kaocheng.web.access import audit_page
from kaocheng.web.audits import deleting, versions
from kaocheng.web.audits.document import leaves
from kaocheng.web.models import Audit, AuditComments, AuditVersion, Organisation, User
from kaocheng.web.models.audits import STATES
from kaocheng.web.pages.audits import authors
from kaocheng.web.pages.uploads import taken


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
        "compared": Counter(row.standing for row in rows),
        "shrunk": done[1] if len(done) > 1 and done[0].checked * 2 < done[1].checked else None,
        "counts": Counter(row.severity for row in rows if row.standing != Standing.MENDED),
        "several": len(done) > 1,
        "may_decide": request.access.can("audit"),
        "may_delete": request.access.can("delete_audit"),
        "authors": authors(request.user),
        "comments": version.comments.all()[:3] if version and version.is_word else (),
    }
    if facts["may_decide"]:
        facts["organisations"] = Organisation.objects.all()
        facts["users"] = User.objects.filter(is_active=True).select_related("organisation")
    return render(request, "audit.html", facts)


def shown_or_404(audit: Audit) -> AuditVersion:
    """The latest version that could be re-performed. Raises Http404 where none could."""
    version = versions.shown_version(audit)
    if version is None:
        raise Http404
    return version


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
    version = shown_or_404(found)
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
@audit_page("add_version")
def add_version(request: Any) -> HttpResponse:
    """Takes the next version of the report in, from those who audit it or from its author."""
    name, data = taken(request, "file", versions.ACCEPTED)
    versions.add_version(request.access.audit, request.user, name, data)
    own = "" if request.access.can("see_audit") else "sent/"
    return redirect(f"/audits/{request.access.audit.pk}/{own}")


@require_POST
@audit_page("audit")
def again(request: Any, version: int) -> HttpResponse:
    """Has a version that failed read once more."""
    found = get_object_or_404(AuditVersion, pk=version, audit=request.access.audit, state="failed")
    found.say(0, "")
    found.end("waiting", "")
    return redirect(f"/audits/{found.audit_id}/")


@require_POST
@audit_page("delete_audit")
def delete(request: Any) -> HttpResponse:
    """Deletes the audit; the list of what was deleted keeps that it existed."""
    found = request.access.audit
    deleting.delete(found, request.user, request.POST.get("reason", "").strip())
    told.success(request, f"已删除“{found.title}”。")
    return redirect("/audits/")
