# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""Evaluations as items with versions, who belongs to them, and the record of every change."""

import hashlib
import json
from contextlib import suppress
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from kaocheng.web.models.people import User

ROLES = {
    "commissioner": "委托方",
    "lead_evaluator": "主评人",
    "member": "评价组成员",
    "reviewer": "审核人",
    "evaluated_unit": "被评价单位",
    "expert": "专家",
    "observer": "观察员",
}


class Evaluation(models.Model):
    """An evaluation. ``revision`` rises with every change; ``plan_locked`` says that the plan was approved.

    One that is ``archived`` takes no more changes until it is opened again.
    """

    title = models.CharField("题名", max_length=300)
    revision = models.PositiveIntegerField(default=1)
    plan_locked = models.BooleanField(default=False)
    archived = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    members = models.ManyToManyField(User, through="Membership", related_name="evaluations")

    class Meta:
        ordering = ("-changed",)

    def __str__(self) -> str:
        return str(self.title)


class Membership(models.Model):
    """A user's role in an evaluation; for an evaluated unit, the ``unit`` whose data the user fills in."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=list(ROLES.items()))
    unit = models.CharField("单位", max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "user"], name="one_role_each"),)


class Item(models.Model):
    """An item of an evaluation; see :mod:`kaocheng.web.content`. A deleted one stays, marked."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=500)
    position = models.IntegerField(default=0)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField()
    deleted = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "kind", "key"], name="one_item_a_key"),)
        indexes = (models.Index(fields=["evaluation", "revision"], name="items_by_revision"),)

    @property
    def body(self) -> Any:
        """The plain data; None where nothing was ever stored."""
        return json.loads(self.text) if self.text else None

    @body.setter
    def body(self, value: Any) -> None:
        self.text = json.dumps(value, ensure_ascii=False)


class NeverChanged(Exception):
    """The record of changes is only ever added to."""


class ChangeRecord(models.QuerySet):
    """Changes can be read and added."""

    def update(self, **_: Any) -> NoReturn:
        """Refuses."""
        raise NeverChanged

    def delete(self) -> NoReturn:
        """Refuses."""
        raise NeverChanged


class Change(models.Model):
    """One change of one field: who, when, of what, from what, to what. ``before`` and ``after`` are JSON texts.

    ``begun`` says that the item was not there before.

    Neither Python nor the database (by a trigger) lets a row be altered or removed.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=500)
    field = models.CharField(max_length=200, blank=True)
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    reason = models.TextField(blank=True)
    begun = models.BooleanField(default=False)

    objects = ChangeRecord.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["evaluation", "kind", "key"], name="changes_of_an_item"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the change; refuses to alter one."""
        if self.pk is not None:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuses."""
        raise NeverChanged


class Blob(models.Model):
    """The bytes of a file, kept once by their digest."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()
    size = models.PositiveIntegerField()

    @classmethod
    def keep(cls, data: bytes) -> "Blob":
        """Keeps ``data`` and returns it with its digest."""
        digest = hashlib.sha256(data).hexdigest()
        found, _ = cls.objects.get_or_create(sha256=digest, defaults={"data": data, "size": len(data)})
        return found

    @classmethod
    def release(cls, digest: str) -> None:
        """Removes the bytes behind a digest, unless a row, an item or the record of changes still names them."""
        named = Q(before__contains=digest) | Q(after__contains=digest)
        if Item.objects.filter(text__contains=digest).exists() or Change.objects.filter(named).exists():
            return
        with suppress(models.ProtectedError):
            cls.objects.filter(sha256=digest).delete()

    @classmethod
    def fetch(cls, digest: str) -> bytes:
        """The bytes behind a digest."""
        return bytes(cls.objects.values_list("data", flat=True).get(sha256=digest))
