# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""Audits of finished reports: their versions, what does not hold in them, and every decision about that."""

from typing import Any, NoReturn

from django.db import models

from kaocheng.audit.decisions import OUTCOME_NAMES
from kaocheng.audit.result import Against
from kaocheng.web.models.evaluations import Blob, ChangeRecord, Evaluation, NeverChanged
from kaocheng.web.models.jobs import Job
from kaocheng.web.models.people import Organisation, User

OPEN = "open"
STATES = {OPEN: "待处理", **OUTCOME_NAMES}
"""The state of a discrepancy is the outcome of its last decision; an undone decision leaves it open."""


class Audit(models.Model):
    """A report under audit. It belongs to an organisation or to an evaluation; ``author`` names who wrote the report.

    Of a deleted one the row stays, with its versions and decisions, without files and without words of the report.
    """

    title = models.CharField("题名", max_length=300)
    author = models.CharField("评价机构", max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="audits")
    evaluation = models.ForeignKey(Evaluation, models.CASCADE, null=True, related_name="audits")
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    deleted_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) ^ models.Q(evaluation__isnull=True), name="one_owner_each"
            ),
        )

    def __str__(self) -> str:
        return str(self.title)

    @property
    def owner(self) -> str:
        """The organisation or the evaluation that it belongs to."""
        return str(self.evaluation or self.organisation)


class AuditVersion(Job):
    """One file of a report under audit; ``performed`` is the kept audit once it was read and re-performed.

    ``blob`` is None once the audit was deleted.
    """

    RUNNING = "复核中"

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    performed = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    checked = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    unchecked = models.PositiveIntegerField(default=0)

    class Meta(Job.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=["audit", "number"], name="one_version_a_number"),)

    @property
    def held(self) -> int:
        """How many relations were re-performed and agree."""
        return self.checked - self.failed

    @property
    def is_word(self) -> bool:
        """Whether comments can be written into its file."""
        return self.name.lower().endswith(".docx")


class AuditComments(Job):
    """The Word file of a version with comments, being written or written."""

    RUNNING = "生成中"

    version = models.ForeignKey(AuditVersion, models.CASCADE, related_name="comments")
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")


class Discrepancy(models.Model):
    """Something that does not hold in a report under audit, known by its fingerprint through all versions.

    The words are those of the last version that had it. ``to_user`` or ``to_organisation`` is whom it was sent to.
    """

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="discrepancies")
    fingerprint = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)
    standing = models.CharField(max_length=10)
    kind = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    confidence = models.CharField(max_length=10)
    subject = models.TextField(blank=True)
    printed = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    against = models.CharField(max_length=10, default=str(Against.RIGHT))
    computation = models.TextField(blank=True)
    why = models.TextField(blank=True)
    follows = models.TextField(blank=True)
    place = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    times = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default=OPEN)
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=["audit", "fingerprint"], name="one_discrepancy_a_fingerprint"),)

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return STATES[self.state]

    @property
    def addressee(self) -> str:
        """Whom it was sent to."""
        return self.to_user.shown_name if self.to_user else str(self.to_organisation or "")


class Decision(models.Model):
    """What a person decided about a discrepancy, or answered: who, when, why. Only ever added to."""

    discrepancy = models.ForeignKey(Discrepancy, models.PROTECT, related_name="decisions")
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    to = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)

    objects = ChangeRecord.as_manager()

    class Meta:
        ordering = ("id",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the decision; refuses to alter one."""
        if self.pk is not None:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuses."""
        raise NeverChanged

    @property
    def outcome_name(self) -> str:
        """What was decided, in Chinese."""
        return STATES[self.outcome] if self.outcome != OPEN else "撤销"
