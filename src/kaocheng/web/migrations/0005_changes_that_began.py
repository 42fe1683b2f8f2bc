# ruff: noqa: D101, RUF012 -- the form that Django asks for
"""Changes say whether their item was there before, so that earlier revisions can be seen again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0004_questionnaires_as_items")]
    operations = [migrations.AddField("change", "begun", models.BooleanField(default=False))]
