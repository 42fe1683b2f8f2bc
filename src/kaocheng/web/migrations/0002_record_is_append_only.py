# ruff: noqa: ARG001, RUF012 -- the form that Django asks for
"""The database itself refuses to alter or remove a recorded change; and the table of the cache."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER change_not_{what} BEFORE {what} ON web_change
       BEGIN SELECT RAISE(ABORT, 'the record of changes is append-only'); END"""
    for what in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION web_change_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the record of changes is append-only'; END $$""",
    """CREATE TRIGGER web_change_append_only BEFORE UPDATE OR DELETE ON web_change
       FOR EACH ROW EXECUTE FUNCTION web_change_append_only()""",
]


def forwards(apps: Any, editor: Any) -> None:
    """Makes the triggers."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


def backwards(apps: Any, editor: Any) -> None:
    """Drops the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER web_change_append_only ON web_change")
        editor.execute("DROP FUNCTION web_change_append_only()")
    else:
        for what in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER change_not_{what}")


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = [("web", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
