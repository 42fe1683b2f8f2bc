"""The one door by which an evaluation changes: permission, conflict, change, record. Everything or nothing.

An edit says what its author saw. Where something else stands there by now, nothing is stored and the answer shows both.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kaocheng.diagnostics import Refusal
from kaocheng.places import InTable
from kaocheng.scoring.data import path as cell_at
from kaocheng.web import messages, questionnaires
from kaocheng.web.access import Access
from kaocheng.web.admitting import says_nothing, see_bodies, see_text, see_texts
from kaocheng.web.content import KINDS
from kaocheng.web.content.field_names import field_name
from kaocheng.web.content.from_files import TEXTS
from kaocheng.web.content.items import Body, row_key
from kaocheng.web.content.paths import get, is_file_name, put
from kaocheng.web.edits import Edit, steps
from kaocheng.web.models import Change, Evaluation, Item, Submission
from kaocheng.web.own_rows import OwnCells
from kaocheng.web.signatures import RECTIFYING, signed

PLAN = {"indicator", "name", "metric", "table", "reading"}
"""The kinds that make the plan (评价方案): once it is locked, changing them needs a reason."""
EVIDENCE = "evidence/"
"""Where the files of evidence stand in the bundle."""
ORDER = "次序"
"""The field under which a change of an item's position is recorded."""


@dataclass(frozen=True)
class Meeting:
    """An edit that met another: what stands there now, and who put it there when."""

    edit: Edit
    present: Body | None
    by: str
    at: datetime | None


class Conflict(Exception):
    """Somebody else changed the same thing meanwhile; nothing was stored."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        super().__init__(len(meetings))
        self.meetings = meetings


@dataclass(frozen=True)
class Saved:
    """What was stored: the new revision and the time."""

    revision: int
    at: datetime


def save(access: Access, edits: Iterable[Edit], reason: str = "") -> Saved:
    """Stores the edits in one revision.

    Raises :class:`PermissionDenied`, :class:`Conflict`, or :class:`~kaocheng.diagnostics.Refusal`.
    """
    edits = list(edits)
    see_text(field_name("reason"), reason)
    own = OwnCells(access, {edit.key for edit in edits if edit.kind == "file" and edit.before is None})
    for edit in edits:
        _allow(access, edit, own)
    with transaction.atomic():
        evaluation = writable(access.evaluation.pk)
        if any(edit.kind == "row" for edit in edits):
            refuse_if_submitted(evaluation, access.unit)
        if evaluation.plan_locked and says_nothing(reason) and any(edit.kind in PLAN for edit in edits):
            raise Refusal(messages.REASON_NEEDED.at())
        questionnaires.check(evaluation, edits, reason)
        saved = _store(access, evaluation, edits, reason)
    access.evaluation.revision = saved.revision
    return saved


def writable(evaluation: int) -> Evaluation:
    """The evaluation, locked for a change. Raises :class:`~kaocheng.diagnostics.Refusal` where it is archived."""
    found = Evaluation.objects.select_for_update().get(pk=evaluation)
    if found.archived:
        raise Refusal(messages.ARCHIVED.at())
    return found


def refuse_if_submitted(evaluation: Evaluation, unit: str) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where ``unit`` handed in its data: they wait for the team."""
    if unit and (locked := Submission.locking(evaluation, unit)):
        raise Refusal(messages.SUBMITTED.at(unit=unit, at=f"{timezone.localtime(locked.at):%Y-%m-%d}"))


def _allow(access: Access, edit: Edit, own: OwnCells) -> None:
    see_texts(edit)
    if not (access.can("fill_own") and _is_own(access, edit, own)):
        access.require("settle" if edit.kind == "review" and _settles(edit) else KINDS[edit.kind].action)
    if (name := _file_name(edit)) is not None and not is_file_name(name):
        raise Refusal(messages.NO_FILE_NAME.at(found=name))


def _settles(edit: Edit) -> bool:
    """Whether an edit of a comment does more than to add one or to reply to it."""
    return edit.before is not None if not edit.field else edit.field != "reply"


def _is_own(access: Access, edit: Edit, own: OwnCells) -> bool:
    """Whether an edit is one of a cell of the user's unit, of what belongs to such a cell, or of its rectification."""
    if edit.kind == "row" and edit.field.startswith("cells."):
        table, row = (edit.defaults or {})["table"], tuple((edit.defaults or {})["key"])
        return InTable(table, row, steps(edit.kind, edit.field)[1]) in own and edit.key == row_key(table, row)
    if edit.kind == "review" and edit.field == "reply":
        found = Item.objects.filter(evaluation=access.evaluation, kind="review", key=edit.key, deleted=False).first()
        place = cell_at(found.body.get("at", "")) if found else None
        if found is None or place is None or place not in own:
            return False
        if found.body.get("outcome"):
            raise Refusal(messages.QUERY_CLOSED.at())
        return True
    if edit.kind == "evidence" and not edit.field:
        return edit.before is None and own.supports(edit.after)
    if edit.kind == "file":
        return edit.key in own.uploads and edit.key.startswith(EVIDENCE)
    return edit.kind == "rectification" and edit.field in RECTIFYING and _is_addressed(access, edit.key)


def _is_addressed(access: Access, recommendation: str) -> bool:
    """Whether a recommendation is addressed to the user's unit."""
    found = Item.objects.filter(evaluation=access.evaluation, kind="recommendation", key=recommendation, deleted=False)
    return any(concerns(item.body.get("to", ""), access.unit) for item in found)


def concerns(to: str, unit: str) -> bool:
    """Whether ``unit`` is among those to whom a recommendation is addressed: 市卫健委、应县."""
    return bool(unit) and unit in re.split(r"[、，,；;\s]+", to)


def _file_name(edit: Edit) -> str | None:
    """The name that a file of the bundle gets by an edit; None where it names none."""
    if edit.kind in TEXTS.values():
        return edit.key
    if edit.kind == "table" and edit.field == "file":
        return str(edit.after)
    if edit.kind == "table" and not edit.field and isinstance(edit.after, dict):
        return str(edit.after.get("file", edit.key))
    return None


def _store(access: Access, evaluation: Evaluation, edits: list[Edit], reason: str) -> Saved:
    items = _items(evaluation, edits)
    bodies = {identity: None if item.deleted else item.body for identity, item in items.items()}
    stood = dict(bodies)
    meetings = [meeting for edit in edits if (meeting := _meets(evaluation, bodies, edit))]
    if meetings:
        raise Conflict(meetings)
    evaluation.revision += 1
    changes = []
    behind: dict[str, int] = {}
    for edit in edits:
        identity = edit.kind, edit.key
        item = items.get(identity)
        before = get(bodies.get(identity), steps(edit.kind, edit.field))
        moved = item is not None and not item.deleted and edit.position not in (None, item.position)
        if _json(before) == _json(edit.after) and not moved:  # the order inside a mapping counts
            continue
        was = item.position if item else None
        begun = item is None or item.deleted
        if item is None:
            item = items[identity] = Item(evaluation=evaluation, kind=edit.kind, key=edit.key, version=0)
            item.position = _behind(evaluation, edit.kind, behind) if edit.position is None else edit.position
        elif edit.position is not None:
            item.position = edit.position
        bodies[identity] = _changed(access, edit, bodies.get(identity))
        item.deleted = bodies[identity] is None
        item.version += 1
        item.revision = evaluation.revision
        about = {"evaluation": evaluation, "revision": evaluation.revision, "by": access.user}
        about |= {"reason": edit.reason or reason}
        about |= {"kind": edit.kind, "key": edit.key}
        if _json(before) != _json(edit.after):
            values = {"before": _json(before), "after": _json(edit.after)}
            changes.append(Change(**about, field=edit.field, **values, begun=begun))
        if moved:
            changes.append(Change(**about, field=ORDER, before=_json(str(was)), after=_json(str(edit.position))))
    touched = {identity for identity, item in items.items() if item.revision == evaluation.revision}
    see_bodies(evaluation, stood, {identity: bodies[identity] for identity in touched})
    for identity, item in items.items():
        if item.revision != evaluation.revision:
            continue
        if not item.deleted:
            item.body = bodies[identity]
        item.save()
        if item.kind == "head":
            evaluation.title = str(item.body.get("title", ""))[:300]
    Change.objects.bulk_create(changes)
    evaluation.save(update_fields=["revision", "changed", "title"])
    return Saved(evaluation.revision, timezone.now())


def _items(evaluation: Evaluation, edits: Iterable[Edit]) -> dict[tuple[str, str], Item]:
    kinds = {edit.kind for edit in edits}
    keys = {edit.key for edit in edits}
    found = Item.objects.filter(evaluation=evaluation, kind__in=kinds, key__in=keys)
    return {(item.kind, item.key): item for item in found}


def _meets(evaluation: Evaluation, bodies: Mapping[tuple[str, str], Body | None], edit: Edit) -> Meeting | None:
    present = get(bodies.get((edit.kind, edit.key)), steps(edit.kind, edit.field))
    if (present or None) == (edit.before or None) or present == edit.after:
        return None
    last = Change.objects.filter(evaluation=evaluation, kind=edit.kind, key=edit.key).select_related("by").first()
    by = last.by.shown_name if last and last.by else ""
    return Meeting(edit, present, by, last.at if last else None)


def _changed(access: Access, edit: Edit, old: Body | None) -> Body | None:
    """The body after an edit, signed where its author answers for it; None where nothing is left."""
    try:
        body = put(edit.defaults if old is None else old, steps(edit.kind, edit.field), edit.after)
    except ValueError:
        raise Refusal(messages.NO_FIELD.at(field=edit.field)) from None
    if edit.kind == "amendment" and isinstance(body, dict) and "值" not in body:
        body = None
    if old is None and body is None:  # nothing comes of an edit of nothing
        raise Refusal(messages.NO_FIELD.at(field=edit.field or edit.key))
    return signed(access, edit, old, body)


def _behind(evaluation: Evaluation, kind: str, behind: dict[str, int]) -> int:
    """The position behind every item of a kind; ``behind`` remembers it while items are being made."""
    if kind not in behind:
        last = Item.objects.filter(evaluation=evaluation, kind=kind).aggregate(last=Max("position"))["last"]
        behind[kind] = -1 if last is None else last
    behind[kind] += 1
    return behind[kind]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
