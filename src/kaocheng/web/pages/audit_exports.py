"""What goes out of an audit: the file of a version, the list, the marked-up page, the Word file with comments."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kaocheng.audit.perform import Audit as Performed
from kaocheng.audit.saying.page import page as page_of
from kaocheng.audit.saying.sheet import sheet
from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import audit_page
from kaocheng.web.audits import versions
from kaocheng.web.models import AuditComments, AuditVersion, Blob
from kaocheng.web.pages.audit_report import shown_or_404
from kaocheng.web.pages.uploads import download

_WORD = "docx"


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
    version = shown_or_404(found)
    return version, versions.performed(version.performed_id), versions.record_of_audit(found)


def _export_name(version: AuditVersion, ending: str) -> str:
    return f"{version.name.rpartition('.')[0]}-复核.{ending}"


@require_POST
@audit_page("see_audit")
def ask_for_comments(request: Any) -> HttpResponse:
    """Has the Word file with comments written, decisions of this moment included."""
    version = shown_or_404(request.access.audit)
    if not version.is_word:
        raise Refusal(messages.FILE_KIND.at(name=version.name, known=_WORD))
    versions.ask_for_comments(version, request.user)
    return redirect(f"/audits/{request.access.audit.pk}/#exports")


@audit_page("see_audit")
def comments(request: Any, job: int) -> HttpResponse:
    """A Word file with comments."""
    found = get_object_or_404(AuditComments, pk=job, version__audit=request.access.audit, state="done")
    return download(Blob.fetch(found.blob_id), _export_name(found.version, "docx"))
