"""Deleting an audit: its files and the words of the report go; that it existed, its versions and every decision stay."""

from django.db import transaction
from django.utils import timezone

from kaocheng.diagnostics import Message, Refusal, Severity
from kaocheng.web import messages
from kaocheng.web.models import Audit, AuditComments, Blob, User

BEING_READ = Message(
    "web-audit-being-read",
    Severity.ERROR,
    "“{title}”正在复核，现在不能删除。",
    '"{title}" is being audited and cannot be deleted now.',
    "请等它做完再删除，最多几分钟。",
    "Delete it when that is done, in a few minutes at the most.",
)
_WORDS = ("subject", "printed", "expected", "computation", "why", "follows", "place", "quote")


@transaction.atomic
def delete(audit: Audit, user: User, reason: str) -> None:
    """Deletes an audit for ``reason``. Raises :class:`~kaocheng.diagnostics.Refusal` without one, and while it is read."""
    if not reason:
        raise Refusal(messages.NAME_NEEDED.at(what="删除的理由"))
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    comments = AuditComments.objects.filter(version__audit=audit)
    jobs = [*audit.versions.select_for_update(), *comments.select_for_update()]
    if any(job.state == "running" for job in jobs):
        raise Refusal(BEING_READ.at(title=audit.title))
    digests = {getattr(job, field, None) for job in jobs for field in ("blob_id", "performed_id")}
    comments.delete()
    audit.versions.filter(state="waiting").update(state="failed")
    audit.versions.update(blob=None, performed=None, message="")
    nobody = {"to_user": None, "to_organisation": None, "due": None}
    audit.discrepancies.update(**dict.fromkeys(_WORDS, ""), **nobody)
    audit.deleted_at, audit.deleted_by, audit.deleted_because = timezone.now(), user, reason
    audit.save()
    for digest in filter(None, digests):
        Blob.release(digest)
