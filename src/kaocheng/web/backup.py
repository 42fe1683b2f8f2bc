"""The whole installation in one file, and back: evaluations, files, people, the record of changes.

The backup does not depend on the database: what was backed up from SQLite can be restored into PostgreSQL.
Sessions and passing things (a half-written report, rate limits) are left out.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from kaocheng import __version__
from kaocheng.diagnostics import Refusal
from kaocheng.places import InFile
from kaocheng.web import messages
from kaocheng.web.models import Blob, User

MANIFEST, ROWS, FILES = "manifest.json", "rows.jsonl", "files/"
_APPS = ("web", "otp_totp", "otp_static", "axes")
_ROUND = 500


def back_up(archive: Path) -> None:
    """Writes everything into ``archive``, first beside it, then moved into place. Readers and writers go on."""
    if archive.exists():
        raise Refusal(messages.BACKUP_THERE.at(InFile(str(archive))))
    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = archive.with_name(f".{archive.name}.new")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as out, _one_moment():
            manifest = {"version": __version__, "migrations": _migrations()}
            out.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            with out.open(ROWS, "w", force_zip64=True) as rows, io.TextIOWrapper(rows, "utf-8", newline="\n") as text:
                serializers.serialize("jsonl", _rows(), stream=text, ensure_ascii=False, cls=_WholeTimes)
            for blob in Blob.objects.order_by("sha256").iterator(1):
                out.writestr(FILES + blob.sha256, bytes(blob.data))
        beside.chmod(0o600)  # it holds personal data, as the database does
        beside.replace(archive)
    finally:
        beside.unlink(missing_ok=True)


def restore(archive: Path) -> None:
    """Fills an empty installation from ``archive``, all of it or nothing.

    Raises :class:`~kaocheng.diagnostics.Refusal` for a damaged archive, one of another version, and an installation
    that holds something already.
    """
    place = InFile(str(archive))
    if User.objects.exists():
        raise Refusal(messages.RESTORE_NOT_EMPTY.at(place))
    try:
        with zipfile.ZipFile(archive) as packed, transaction.atomic():
            _see_manifest(packed, place)
            _take_files(packed, place)
            with packed.open(ROWS) as rows:
                for row in serializers.deserialize("jsonl", io.TextIOWrapper(rows, "utf-8")):
                    row.save()
            _continue_numbers()
    except FileNotFoundError:
        raise Refusal(messages.BACKUP_MISSING.at(place)) from None
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, RuntimeError, DeserializationError):
        raise Refusal(messages.BACKUP_DAMAGED.at(place)) from None


class _WholeTimes(DjangoJSONEncoder):
    """Django writes times to the millisecond; these keep all that the database holds."""

    def default(self, o: Any) -> Any:
        """The time as ISO 8601."""
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def _one_moment() -> Any:
    """A transaction in which the database stands still for its reader."""
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    return transaction.atomic()


def _models() -> list[Any]:
    """The models that are kept, those first that others refer to. Files are kept apart."""
    named = [(apps.get_app_config(label), None) for label in _APPS]
    return [model for model in serializers.sort_dependencies(named) if model is not Blob]


def _rows() -> Iterator[Any]:
    for model in _models():
        yield from model.objects.order_by("pk").iterator(_ROUND)


def _migrations() -> list[str]:
    """The state of the tables that are kept."""
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done if app in _APPS)


def _see_manifest(packed: zipfile.ZipFile, place: InFile) -> None:
    manifest = json.loads(packed.read(MANIFEST))
    if manifest["migrations"] != _migrations():
        raise Refusal(messages.BACKUP_VERSION.at(place, found=manifest["version"], expected=__version__))


def _take_files(packed: zipfile.ZipFile, place: InFile) -> None:
    for name in _names(packed.namelist()):
        if Blob.keep(packed.read(FILES + name)).sha256 != name:
            raise Refusal(messages.BACKUP_DAMAGED.at(place))


def _names(members: Iterable[str]) -> list[str]:
    return [member.removeprefix(FILES) for member in members if member.startswith(FILES)]


def _continue_numbers() -> None:
    """PostgreSQL counts rows apart from the tables: new rows go on behind the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
