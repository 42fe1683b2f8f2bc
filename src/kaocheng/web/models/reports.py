"""Reports: the jobs that write them, and every version that was written."""

from django.db import models

from kaocheng.web.models.evaluations import Blob, Evaluation
from kaocheng.web.models.jobs import Job


class ReportJob(Job):
    """One version of the report of one revision, being written or written."""

    RUNNING = "生成中"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reports")
    revision = models.PositiveIntegerField()
    total = models.CharField(max_length=40, blank=True)


class ReportFile(models.Model):
    """A file of a report."""

    job = models.ForeignKey(ReportJob, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    blob = models.ForeignKey(Blob, models.PROTECT)
