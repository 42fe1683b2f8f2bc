# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""Work that is done beside the pages: who asked for it, how far it is, how it ended."""

from django.db import models

from kaocheng.web.models.people import User

STATES = {"waiting": "排队", "done": "完成", "failed": "失败"}


class Job(models.Model):
    """Something that waits, runs, and ends done or failed. ``progress`` runs from 0 to 100."""

    RUNNING = "处理中"

    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, default="waiting")
    progress = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    touched = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ("-id",)

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return STATES.get(self.state, self.RUNNING)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be finished."""
        return self.state in {"waiting", "running"}

    def say(self, progress: int, message: str) -> None:
        """Tells how far it is, and that it is alive."""
        self.progress, self.message = progress, message
        self.save()

    def end(self, state: str, message: str) -> None:
        """Ends it, ``done`` or ``failed``."""
        self.state, self.message = state, message
        self.save()
