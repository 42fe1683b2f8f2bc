# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""Reports: the jobs that write them, and every version that was written."""

from django.db import models

from kaocheng.web.models.evaluations import Blob, Evaluation
from kaocheng.web.models.people import User

STATES = {"waiting": "排队", "running": "生成中", "done": "完成", "failed": "失败"}


class ReportJob(models.Model):
    """One version of the report of one revision, being written or written. ``progress`` runs from 0 to 100."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reports")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, default="waiting")
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    total = models.CharField(max_length=40, blank=True)
    touched = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-id",)

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return STATES[self.state]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be finished."""
        return self.state in {"waiting", "running"}


class ReportFile(models.Model):
    """A file of a report."""

    job = models.ForeignKey(ReportJob, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    blob = models.ForeignKey(Blob, models.PROTECT)
