# ruff: noqa: ARG001, D101, RUF012 -- as Django writes it
"""Audits of finished reports. The database itself refuses to alter or remove a decision about a discrepancy."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQLITE = [
    f"""CREATE TRIGGER decision_not_{what} BEFORE {what} ON web_decision
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"""
    for what in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE TRIGGER web_decision_append_only BEFORE UPDATE OR DELETE ON web_decision
       FOR EACH ROW EXECUTE FUNCTION web_change_append_only()""",
]


def forwards(apps: Any, editor: Any) -> None:
    """Makes the triggers; PostgreSQL shares the function of the record of changes."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def backwards(apps: Any, editor: Any) -> None:
    """Drops the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER web_decision_append_only ON web_decision")
    else:
        for what in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER decision_not_{what}")


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_questionnaires_as_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="题名")),
                ("author", models.CharField(blank=True, max_length=200, verbose_name="评价机构")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                (
                    "evaluation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audits",
                        to="web.evaluation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="web.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="AuditVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("touched", models.DateTimeField(auto_now=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("checked", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("unchecked", models.PositiveIntegerField(default=0)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="web.audit"
                    ),
                ),
                (
                    "blob",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.blob"),
                ),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                (
                    "performed",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.blob"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditComments",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                ("message", models.TextField(blank=True)),
                ("touched", models.DateTimeField(auto_now=True)),
                (
                    "blob",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.blob"
                    ),
                ),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="web.auditversion"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("outcome", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("to", models.CharField(blank=True, max_length=200)),
                ("due", models.DateField(null=True)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Discrepancy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64)),
                ("position", models.PositiveIntegerField(default=0)),
                ("standing", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=60)),
                ("severity", models.CharField(max_length=10)),
                ("confidence", models.CharField(max_length=10)),
                ("subject", models.TextField(blank=True)),
                ("printed", models.TextField(blank=True)),
                ("expected", models.TextField(blank=True)),
                ("computation", models.TextField(blank=True)),
                ("why", models.TextField(blank=True)),
                ("follows", models.TextField(blank=True)),
                ("place", models.TextField(blank=True)),
                ("quote", models.TextField(blank=True)),
                ("times", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(default="open", max_length=10)),
                ("due", models.DateField(null=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="discrepancies", to="web.audit"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.decision"
                    ),
                ),
                (
                    "to_organisation",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.organisation"
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("position", "id"),
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="discrepancy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="web.discrepancy"
            ),
        ),
        migrations.AddConstraint(
            model_name="audit",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation__isnull", True), ("evaluation__isnull", True), _connector="XOR"),
                name="one_owner_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditversion",
            constraint=models.UniqueConstraint(fields=("audit", "number"), name="one_version_a_number"),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.UniqueConstraint(fields=("audit", "fingerprint"), name="one_discrepancy_a_fingerprint"),
        ),
        migrations.RunPython(forwards, backwards),
    ]
