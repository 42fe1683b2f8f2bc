# ruff: noqa: D101, RUF012 -- as Django writes it
"""A discrepancy says what is set against the printed value: the right one, or only that of another place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0008_survey_modes"),
    ]

    operations = [
        migrations.AddField(
            model_name="discrepancy",
            name="against",
            field=models.CharField(default="right", max_length=10),
        ),
    ]
