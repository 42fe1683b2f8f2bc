# ruff: noqa: D101, RUF012 -- as Django writes it
"""An evaluation can be archived."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0006_changes_that_began"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="archived",
            field=models.BooleanField(default=False),
        ),
    ]
