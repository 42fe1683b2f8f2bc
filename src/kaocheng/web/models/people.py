# ruff: noqa: D106 -- Meta is how Django is told of orders and constraints
"""Organisations, users, and the tokens by which programs sign in."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

ORGANISATION_KINDS = {"finance": "财政部门", "evaluator": "评价机构", "evaluated": "被评价单位", "experts": "专家"}


class Organisation(models.Model):
    """An organisation whose people use the application."""

    name = models.CharField("名称", max_length=200, unique=True)
    kind = models.CharField("类型", max_length=20, choices=list(ORGANISATION_KINDS.items()))

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return str(self.name)


class User(AbstractUser):
    """A person. ``is_superuser`` administers accounts and sees no evaluation without being a member of it."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="机构")
    password_since = models.DateTimeField("密码设置时间", null=True, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def shown_name(self) -> str:
        """The name to print."""
        return str(self.name or self.username)

    def choose_password(self, password: str) -> None:
        """Sets the password that the person chose, and saves."""
        self.set_password(password)
        self.password_since = timezone.now()
        self.save()


class ApiToken(models.Model):
    """A token of the API. Only its digest is kept; it can do what its user can."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()

    @classmethod
    def issue(cls, user: User, name: str, days: int = 90) -> str:
        """Makes a token and returns it; it cannot be shown again."""
        token = secrets.token_urlsafe(32)
        expires = timezone.now() + timedelta(days=days)
        cls.objects.create(user=user, name=name, digest=digest_of(token), expires=expires)
        return token


def digest_of(token: str) -> str:
    """The digest under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
