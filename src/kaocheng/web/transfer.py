"""Bundles in and out, without loss."""

import itertools
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from kaocheng import templates
from kaocheng.bundle import read
from kaocheng.bundle.archive import pack, unpack
from kaocheng.bundle.messages import NOT_A_NUMBER_CELL
from kaocheng.bundle.writing import files_of as bundle_files
from kaocheng.diagnostics import Diagnostic, Refusal, errors
from kaocheng.places import InFile
from kaocheng.web import messages
from kaocheng.web.content import files_of, items_of
from kaocheng.web.content.surveys import FOLDER, survey_of
from kaocheng.web.models import Blob, Change, Evaluation, Item, Membership, User
from kaocheng.web.responses import collected
from kaocheng.web.workspace import Workspace, workspace

Head = Callable[[dict[str, Any]], dict[str, Any]]
_EXAMPLES = ("subject", "period", "base_date", "report_date", "organisations")
_SUBJECT_ENDS = re.compile(r"(?:绩效)?(?:自评|评价)?(?:报告)?$")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def take_folder(folder: Path, user: User, title: str = "", head: Head = dict, about: str = "导入评价包") -> Evaluation:
    """Takes the bundle in ``folder`` as a new evaluation that ``user`` leads; ``title`` replaces its own.

    ``head`` makes the body of the head from the bundle's; ``about`` is what the record of changes says of it.

    Raises :class:`~kaocheng.diagnostics.Refusal` where there is no bundle, or one with errors in its files: what
    could not be read would be lost. Cells that hold no number are taken as they are.
    """
    bundle = read(folder)
    if wrong := [problem for problem in errors(bundle.problems) if problem.message != NOT_A_NUMBER_CELL]:
        raise Refusal(*wrong)
    attached = {path: data for path, data in bundle.attachments.items() if not survey_of(path)}
    files = {path: data for path, data in bundle_files(bundle).items() if path not in attached}
    files |= {path: (folder / path).read_bytes() for path in _with_texts(bundle.problems)}
    with transaction.atomic():
        blobs = {path: Blob.keep(data) for path, data in attached.items()}
        items = items_of(files, {path: (blob.sha256, str(blob.size)) for path, blob in blobs.items()})
        evaluation = Evaluation.objects.create(title=(title or bundle.evaluation.title)[:300])
        rows = []
        for item in items:
            row = Item(evaluation=evaluation, kind=item.kind, key=item.key, position=item.position, revision=1)
            row.body = head(item.body) | ({"title": title} if title else {}) if item.kind == "head" else item.body
            rows.append(row)
        Item.objects.bulk_create(rows)
        Membership.objects.create(evaluation=evaluation, user=user, role="lead_evaluator")
        said = f"{about}，共 {len(rows)} 项"
        Change.objects.create(evaluation=evaluation, revision=1, by=user, kind="head", key="", reason=said)
    return evaluation


def _with_texts(problems: Iterable[Diagnostic]) -> set[str]:
    """The files of tables in which a cell holds no number: it is kept as it was typed, and marked on its page."""
    places = (place for problem in problems if problem.message == NOT_A_NUMBER_CELL for place in problem.places)
    return {place.path for place in places if isinstance(place, InFile)}


def take_archive(data: bytes, user: User) -> Evaluation:
    """Takes a ``.kaocheng`` archive; where ``user`` has an evaluation of that title, it gets a number behind its own.

    Raises :class:`~kaocheng.diagnostics.Refusal` where it is damaged.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive, folder = Path(scratch) / "upload.kaocheng", Path(scratch) / "bundle"
        archive.write_bytes(data)
        unpack(archive, folder)
        return take_folder(folder, user, _told_apart(title_of(folder), user))


def _told_apart(title: str, user: User) -> str:
    """``title`` with the first free number where ``user`` has an evaluation that is called so; else the empty text."""
    taken = set(Evaluation.objects.filter(members=user).values_list("title", flat=True))
    numbered = (f"{title}（{number}）" for number in itertools.count(2))
    return next(free for free in numbered if free not in taken) if title in taken else ""


def take_template(name: str, user: User, title: str) -> Evaluation:
    """Begins an evaluation from a template, whose examples of names and dates are left out."""
    return take_folder(
        templates.folder(name),
        user,
        title,
        lambda body: _begun(body, title),
        about=f"从模板新建：{templates.NAMES[name]}",
    )


def _begun(body: dict[str, Any], title: str) -> dict[str, Any]:
    """The head of a template for an evaluation called ``title``: subject and period as far as the title says them."""
    kept = {key: value for key, value in body.items() if key not in _EXAMPLES}
    kept["subject"] = _SUBJECT_ENDS.sub("", title)
    if year := _YEAR.search(title):
        kept |= {"period": f"{year[0]}-01-01/{year[0]}-12-31", "base_date": f"{year[0]}-12-31"}
    kept["schedule"] = [{"stage": stage["stage"], "work": stage.get("work", "")} for stage in body.get("schedule", [])]
    return kept


def files(space: Workspace) -> dict[str, bytes]:
    """The files of the evaluation's bundle, attachments and the answers collected here included."""
    found = files_of(space.items.values())
    found |= {item.key: Blob.fetch(item.body["sha256"]) for item in space.of_kind("file")}
    for survey, answers in collected(space.pk, space.items.values()).items():
        found |= {f"{FOLDER}/{survey}/{name}": data for name, data in answers.items()}
    return found


def archive(space: Workspace) -> bytes:
    """The evaluation's bundle as a ``.kaocheng`` archive."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, packed = Path(scratch) / "bundle", Path(scratch) / "bundle.kaocheng"
        for path, data in files(space).items():
            file = folder / path
            if not file.resolve().is_relative_to(folder.resolve()):
                raise Refusal(messages.NO_FILE_NAME.at(found=path))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        pack(folder, packed)
        return packed.read_bytes()


def title_of(folder: Path) -> str:
    """The title of the bundle in ``folder``."""
    return read(folder).evaluation.title


def first_unit(evaluation: Evaluation) -> str:
    """The first unit that has rows in a table, or the empty text."""
    found = workspace(evaluation).evaluation
    units = (table.unit_of(row) for table in found.tables if table.unit_key for row in table.rows)
    return next(units, "")
