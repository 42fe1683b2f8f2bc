"""A report comes in, its versions are re-performed, and what each finds is set against what the one before had."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kaocheng.audit import Audit as Performed
from kaocheng.audit import decisions as core
from kaocheng.audit.decisions import Standing, compared, record_text
from kaocheng.audit.result import Result
from kaocheng.audit.saying.where import quote
from kaocheng.audit.saying.words import consequences, heading
from kaocheng.audit.storing import load
from kaocheng.diagnostics import Refusal
from kaocheng.web.audits import confined
from kaocheng.web.audits.deciding import answer_by_version
from kaocheng.web.models import Audit, AuditComments, AuditVersion, Blob, Discrepancy, Evaluation, Organisation, User
from kaocheng.web.models.audits import OPEN

KEPT_IN_MEMORY = 4
ACCEPTED: dict[str, list[bytes]] = {
    "docx": [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"],  # the second is what Word makes of one with a password
    "pdf": [b"%PDF-"],
    "html": [], "htm": [], "txt": [],
}  # fmt: skip
"""What a report begins with, by ending."""
NOTED = (
    "position", "times", "standing", "kind", "severity", "confidence", "subject", "printed", "expected", "against", "computation",
    "why", "follows", "place", "quote",
)  # fmt: skip
"""What a version says of a discrepancy; what people decided is never written with it."""


@transaction.atomic
def begin(owner: Organisation | Evaluation, user: User, name: str, data: bytes, author: str) -> Audit:
    """Takes a report in for its first audit."""
    kind = "evaluation" if isinstance(owner, Evaluation) else "organisation"
    title = name.rpartition(".")[0] or name
    audit = Audit.objects.create(title=title[:300], author=author.strip()[:200], by=user, **{kind: owner})
    add_version(audit, user, name, data)
    return audit


@transaction.atomic
def add_version(audit: Audit, user: User, name: str, data: bytes) -> AuditVersion:
    """Takes the next version of a report in; the job process reads it."""
    Audit.objects.select_for_update().get(pk=audit.pk)
    last = audit.versions.aggregate(last=Max("number"))["last"] or 0
    return AuditVersion.objects.create(audit=audit, number=last + 1, name=name, blob=Blob.keep(data), by=user)


def shown_version(audit: Audit) -> AuditVersion | None:
    """The latest version that could be re-performed."""
    return audit.versions.filter(state="done").order_by("-number").first()


def are_several(audit: Audit) -> bool:
    """Whether more than one version could be re-performed, so that there is something to compare with."""
    return bool(audit.versions.filter(state="done").count() > 1)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def performed(digest: str) -> Performed:
    """The kept audit behind a digest (``performed_id`` of a version that is done)."""
    return load(Blob.fetch(digest))


def perform(version: AuditVersion) -> None:
    """The job of a version: reads and re-performs its file, and notes what stands how."""
    files = {"report": Blob.fetch(version.blob_id), "name": version.name.encode()}
    try:
        data = confined.run("perform", files, version.say)
    except confined.Refused as refused:
        version.end("failed", str(refused))
        return
    except Refusal as refusal:
        version.end("failed", "\n".join(problem.line() for problem in refusal.diagnostics))
        return
    audit = load(data)
    version.performed = Blob.keep(data)
    version.checked, version.unchecked = audit.checked, len(audit.unchecked)
    version.failed = len(audit.discrepancies)
    with transaction.atomic():
        note(version, audit)
        answer_by_version(version)
        version.progress = 100
        version.end("done", "\n".join(problem.line() for problem in audit.document.notes))


def note(version: AuditVersion, audit: Performed) -> None:
    """Sets what a version has against what is known: new, remaining, mended. Decisions stay with their fingerprints."""
    rows = {row.fingerprint: row for row in version.audit.discrepancies.select_for_update(of=("self",))}
    _, standings = compared(record_of(rows.values()), audit.discrepancies)
    for fingerprint, (standing, _) in standings.items():
        if standing is Standing.MENDED:
            rows[fingerprint].standing = standing
    found = together(audit)
    for position, (fingerprint, results) in enumerate(found.items(), 1):
        row = rows.setdefault(fingerprint, Discrepancy(audit=version.audit, fingerprint=fingerprint))
        row.position, row.times = position, len(results)
        row.standing = standings[fingerprint][0]
        _describe(row, audit, results[0])
    for row in rows.values():
        row.save(update_fields=NOTED if row.pk else None)


def together(audit: Performed) -> dict[str, list[Result]]:
    """The discrepancies in reading order, those with one fingerprint (one mistake in several places) together."""
    found: dict[str, list[Result]] = {}
    for result in audit.discrepancies:
        found.setdefault(result.fingerprint, []).append(result)
    return found


def _describe(row: Discrepancy, audit: Performed, result: Result) -> None:
    row.kind, row.severity, row.confidence = result.kind, str(result.severity), str(result.confidence)
    row.subject, row.printed, row.expected = result.subject, result.printed, result.expected
    row.against = str(result.against)
    row.computation, row.why, row.follows = result.computation, result.why, consequences(result)
    row.place = heading(audit.document, result).partition(" · ")[2]
    row.quote = quote(audit.document, result.spots[0])


def record_of(rows: Iterable[Discrepancy]) -> core.Record:
    """Discrepancies with their decisions, as the audit room keeps a record."""
    return {row.fingerprint: _recorded(row) for row in rows}


def _recorded(row: Discrepancy) -> core.Decision:
    known = core.Decision(row.fingerprint, row.kind, row.subject, row.printed, row.expected)
    known = replace(known, present=row.standing != Standing.MENDED)
    if row.state == OPEN:
        return known
    made = row.decision
    day = f"{timezone.localtime(made.at):%Y-%m-%d}"
    return replace(known, outcome=made.outcome, reason=made.reason, author=made.by.shown_name, date=day)


def record_of_audit(audit: Audit) -> core.Record:
    """The record of an audit, for exports."""
    return record_of(list(audit.discrepancies.select_related("decision__by")))


def ask_for_comments(version: AuditVersion, user: User) -> AuditComments:
    """Asks for the Word file with comments; one that waits already is not asked for twice."""
    waiting = version.comments.filter(state="waiting").first()
    return waiting or AuditComments.objects.create(version=version, by=user)


def write_comments(job: AuditComments) -> None:
    """The job of a Word file with comments."""
    version = job.version
    files = {
        "report": Blob.fetch(version.blob_id),
        "performed": Blob.fetch(version.performed_id),
        "record": record_text(record_of_audit(version.audit)).encode(),
    }
    job.blob = Blob.keep(confined.run("comment", files, job.say))
    job.progress = 100
    job.end("done", "")
