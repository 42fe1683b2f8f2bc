"""Audits of finished reports by programs: upload, how far it is, what does not hold, deciding. The policy is that of the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from kaocheng.audit.saying.as_json import as_json
from kaocheng.diagnostics import Refusal
from kaocheng.web.access import audits_of, enter_audit
from kaocheng.web.audits import deciding, deleting, versions
from kaocheng.web.audits.deciding import Verdict
from kaocheng.web.models import Audit, Discrepancy
from kaocheng.web.pages import audit_exports
from kaocheng.web.pages.audit_decisions import addressee, due, sent_rows
from kaocheng.web.pages.audit_report import rows_of
from kaocheng.web.pages.audits import owner_of
from kaocheng.web.pages.uploads import all_taken

router = Router(tags=["报告复核"])


class AuditOut(Schema):
    """A report under audit, with the state of its latest version."""

    id: int
    title: str
    author: str
    owner: str
    version: int
    state: str
    progress: int
    message: str
    checked: int
    held: int
    failed: int
    unchecked: int


class DecisionOut(Schema):
    """What somebody decided or answered."""

    id: int
    outcome: str
    reason: str
    by: str
    at: str
    to: str
    due: date | None


class DiscrepancyOut(Schema):
    """A discrepancy with its decisions, the last one last."""

    fingerprint: str
    standing: str
    state: str
    kind: str
    severity: str
    confidence: str
    subject: str
    place: str
    quote: str
    printed: str
    expected: str
    against: str
    computation: str
    times: int
    decisions: list[DecisionOut]


class DecisionIn(Schema):
    """A decision about discrepancies: fingerprint → the id of the decision seen last, null where there was none.

    ``outcome``: accepted, dismissed (with a reason), sent (``to``: o3 an organisation, u5 a user; ``due``), open (undo).
    """

    on: dict[str, int | None]
    outcome: str
    reason: str = ""
    to: str = ""
    due: str = ""


class AnswerIn(Schema):
    """The author's answer, mended or explained, to discrepancies that were sent to him."""

    on: dict[str, int | None]
    outcome: str
    reason: str = ""


@router.get("/audits", response=list[AuditOut], summary="报告复核")
def audits(request: Any, limit: Annotated[int, Query(ge=1)] = 200) -> Any:
    """The reports under audit that I may see, the newest first."""
    found = audits_of(request.user).select_related("organisation", "evaluation").prefetch_related("versions")
    return [_audit(audit) for audit in found[: min(limit, 1000)]]


@router.post("/audits", response=AuditOut, summary="上传一份报告")
def add(request: Any, file: File[UploadedFile], owner: Form[str] = "", author: Form[str] = "") -> Any:
    """Uploads a report. ``owner``: e5 an evaluation; without it one's own organisation."""
    found = owner_of(request.user, owner)
    name, data = _file(request, file)
    return _audit(versions.begin(found, request.user, name, data, author))


@router.post("/audits/{audit}/versions", response=AuditOut, summary="上传改过的一版")
def add_version(request: Any, audit: int, file: File[UploadedFile]) -> Any:
    """Uploads the next version of a report."""
    access = enter_audit(request.user, audit, "add_version")
    name, data = _file(request, file)
    versions.add_version(access.audit, request.user, name, data)
    return _audit(access.audit)


def _file(request: Any, _: UploadedFile) -> tuple[str, bytes]:
    files, wrong = all_taken(request, "file", versions.ACCEPTED)
    if wrong:
        raise Refusal(*wrong)
    return files[0]


@router.get("/audits/{audit}", response=AuditOut, summary="进度和结果")
def status(request: Any, audit: int) -> Any:
    """How far the latest version is, and what was found."""
    return _audit(enter_audit(request.user, audit, "see_audit").audit)


def _audit(audit: Audit) -> dict[str, object]:
    latest = max(audit.versions.all(), key=lambda version: version.number)
    counts = {
        name: getattr(latest, name)
        for name in ("state", "progress", "message", "checked", "held", "failed", "unchecked")
    }
    about = {"id": audit.pk, "title": audit.title, "author": audit.author, "owner": audit.owner}
    return {**about, "version": latest.number, **counts}


@router.delete("/audits/{audit}", response={204: None}, summary="删除一份复核（reason 写理由）")
def delete(request: Any, audit: int, reason: str = "") -> Any:
    """Deletes an audit for a reason: its files go, that it existed stays."""
    deleting.delete(enter_audit(request.user, audit, "delete_audit").audit, request.user, reason.strip())
    return Status(204, None)


@router.get("/audits/{audit}/discrepancies", response=list[DiscrepancyOut], summary="不符和处理")
def discrepancies(request: Any, audit: int) -> Any:
    """What does not hold in the latest version that could be read, and what is mended since."""
    return [_discrepancy(row) for row in rows_of(enter_audit(request.user, audit, "see_audit").audit)]


@router.get("/audits/{audit}/performed", response=dict[str, object], summary="整份复核")
def performed(request: Any, audit: int) -> Any:
    """The whole audit of that version, as ``kaocheng audit --json`` prints it."""
    version = versions.shown_version(enter_audit(request.user, audit, "see_audit").audit)
    if version is None:
        raise Http404
    return as_json(versions.performed(version.performed_id), {})


@router.post("/audits/{audit}/decisions", response=list[DiscrepancyOut], summary="处理不符")
def decide(request: Any, audit: int, asked: DecisionIn) -> Any:
    """Stores a decision, for all or none; 409 with who was quicker where somebody was."""
    access = enter_audit(request.user, audit, "audit")
    sent = asked.outcome == deciding.SENT
    verdict = Verdict(
        asked.outcome, asked.reason.strip(), addressee(asked.to) if sent else None, due(asked.due) if sent else None
    )
    stored = {row.pk for row in deciding.decide(access.audit, request.user, asked.on, verdict)}
    return [_discrepancy(row) for row in rows_of(access.audit) if row.pk in stored]


@router.get("/audits/{audit}/sent", response=list[DiscrepancyOut], summary="发给我的不符")
def sent(request: Any, audit: int) -> Any:
    """What was sent to me of a report."""
    access = enter_audit(request.user, audit, "answer_audit")
    return [_discrepancy(row, row.conversation) for row in sent_rows(access.audit, request.user)]


@router.post("/audits/{audit}/answers", response=list[DiscrepancyOut], summary="答复发给我的不符")
def answer(request: Any, audit: int, asked: AnswerIn) -> Any:
    """Stores the author's answer."""
    access = enter_audit(request.user, audit, "answer_audit")
    deciding.answer(access.audit, request.user, asked.on, Verdict(asked.outcome, asked.reason.strip()))
    rows = sent_rows(access.audit, request.user)
    return [_discrepancy(row, row.conversation) for row in rows if row.fingerprint in asked.on]


@router.get("/audits/{audit}/list.xlsx", summary="不符清单（Excel）")
def workbook(request: Any, audit: int) -> HttpResponse:
    """The list as an Excel file, decisions included."""
    return audit_exports.workbook(request, audit)


@router.get("/audits/{audit}/marked.html", summary="有标记的原文（网页）")
def marked(request: Any, audit: int) -> HttpResponse:
    """The document with its discrepancies and decisions as one HTML page."""
    return audit_exports.marked(request, audit)


@router.get("/audits/{audit}/versions/{version}/file", summary="下载上传的报告")
def file(request: Any, audit: int, version: int) -> HttpResponse:
    """The file of a version as it came."""
    return audit_exports.file(request, audit, version=version)


def _discrepancy(row: Discrepancy, decisions: Any = None) -> dict[str, object]:
    names = set(DiscrepancyOut.model_fields) - {"decisions"}
    told = row.decisions.all() if decisions is None else decisions
    return {name: getattr(row, name) for name in names} | {"decisions": [_decision(one) for one in told]}


def _decision(one: Any) -> dict[str, object]:
    return {
        "id": one.pk,
        "outcome": one.outcome,
        "reason": one.reason,
        "by": one.by.shown_name,
        "at": one.at.isoformat(),
        "to": one.to,
        "due": one.due,
    }
