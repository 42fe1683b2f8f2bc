# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""Public questionnaires: links, and the answers that came by them. Nothing is kept of a person but the answers."""

import json
import secrets
from typing import Any

from django.db import models
from django.utils import timezone

from kaocheng.web.models.evaluations import Evaluation


def new_token() -> str:
    """A token that cannot be guessed, short enough for a link."""
    return secrets.token_urlsafe(12)


ONCE, MANY = "once", "many"
MODES = {ONCE: "每台设备一份", MANY: "一台设备轮流填"}


class SurveyLink(models.Model):
    """A link to a survey of an evaluation for the people of one unit; answers are taken from ``opens`` to ``closes``.

    ``mode`` says whether a device may answer once, or many times (a tablet that goes round).
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="survey_links")
    survey = models.CharField(max_length=200)
    unit = models.CharField("单位", max_length=200, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    quota = models.PositiveIntegerField("计划份数", null=True, blank=True)
    mode = models.CharField("填写方式", max_length=10, default=ONCE, choices=MODES.items())
    is_open = models.BooleanField(default=True)
    opens = models.DateField("开始日期", null=True, blank=True)
    closes = models.DateField("截止日期", null=True, blank=True)

    class Meta:
        ordering = ("survey", "unit", "id")

    @property
    def state(self) -> str:
        """open, early, late or closed: whether answers are taken today; both dates are inside."""
        today = timezone.localdate()
        if not self.is_open:
            return "closed"
        if self.opens and today < self.opens:
            return "early"
        return "late" if self.closes and today > self.closes else "open"


class Response(models.Model):
    """One filled-in questionnaire. ``nonce`` is the digest of the one-time token that its form carried.

    ``revision`` is that of the evaluation which it made, so that earlier revisions can be seen without it.
    """

    link = models.ForeignKey(SurveyLink, models.PROTECT, related_name="responses")
    nonce = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    on = models.DateField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=0)

    @property
    def answers(self) -> dict[str, Any]:
        """Question id → the answer."""
        found: dict[str, Any] = json.loads(self.text)
        return found
