# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""What units handed in and what was returned to them, one line an event; the last one tells how a unit stands."""

from django.db import models

from kaocheng.web.models.evaluations import Evaluation
from kaocheng.web.models.people import User

SUBMITTED, RETURNED = "submitted", "returned"
STATES = {SUBMITTED: "已提交", RETURNED: "已退回"}


class Submission(models.Model):
    """A unit submitted its data (``blanks`` cells were left empty, ``note`` says why), or had them returned."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="submissions")
    unit = models.CharField("单位", max_length=200)
    state = models.CharField(max_length=20, choices=list(STATES.items()))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT)
    note = models.TextField(blank=True)
    blanks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["evaluation", "unit"], name="submissions_of_a_unit"),)

    @classmethod
    def locking(cls, evaluation: Evaluation, unit: str) -> "Submission | None":
        """The submission that locks the rows of ``unit`` for it; None while it may fill in."""
        last = cls.objects.filter(evaluation=evaluation, unit=unit).first()
        return last if last is not None and last.state == SUBMITTED else None
