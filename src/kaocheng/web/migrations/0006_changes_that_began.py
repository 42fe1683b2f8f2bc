# ruff: noqa: ARG001, D101, RUF012 -- the form that Django asks for
"""Changes say whether their item was there before, so that earlier revisions can be seen again."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

_GUARD = import_module("kaocheng.web.migrations.0002_record_is_append_only")


def guarded_again(apps: Any, editor: Any) -> None:
    """Makes the triggers of the record again where SQLite, which copies a table to add a column, lost them."""
    if editor.connection.vendor == "sqlite":
        for statement in _GUARD.SQLITE:
            editor.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))


class Migration(migrations.Migration):
    dependencies = [("web", "0005_audits")]
    operations = [
        migrations.AddField("change", "begun", models.BooleanField(default=False)),
        migrations.RunPython(guarded_again, migrations.RunPython.noop),
    ]
