# ruff: noqa: D101, RUF012 -- as Django writes it
"""An audit can be deleted: its files go, that it existed stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0010_paper_forms_as_items"),
    ]

    operations = [
        migrations.AddField(
            model_name="audit",
            name="deleted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="audit",
            name="deleted_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="audit",
            name="deleted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="auditversion",
            name="blob",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.blob"
            ),
        ),
    ]
