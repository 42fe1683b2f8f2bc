"""An evaluation as it was at an earlier revision: what was recorded since is taken back, the newest change first."""

import json
from collections.abc import Iterable

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages, models
from kaocheng.web.content import Assembler, Item
from kaocheng.web.content.paths import put
from kaocheng.web.editing import ORDER
from kaocheng.web.edits import Edit, steps
from kaocheng.web.responses import collected
from kaocheng.web.workspace import Workspace


def space_at(evaluation: models.Evaluation, revision: int) -> Workspace:
    """The workspace of a revision that has been. Who signed a judgement and when is what stands there today."""
    items = items_at(evaluation.pk, revision)
    bundle = Assembler(models.Blob.fetch).bundle(items, collected(evaluation.pk, items, revision))
    return Workspace(evaluation.pk, revision, {item.identity: item for item in items}, bundle)


def undoing(evaluation: models.Evaluation, user: models.User, revision: int) -> list[Edit]:
    """The edits that take the last revision back. Raises Refusal where it is not the last, or somebody else's."""
    changes = models.Change.objects.filter(evaluation=evaluation, revision=revision)
    if revision != evaluation.revision or {change.by_id for change in changes} != {user.pk}:
        raise Refusal(messages.NOT_UNDONE.at())
    before = {item.identity: item for item in items_at(evaluation.pk, revision - 1)}
    now = {item.identity: item for item in items_at(evaluation.pk, revision)}
    edits = []
    for identity in dict.fromkeys((change.kind, change.key) for change in changes):
        then, there = before.get(identity), now.get(identity)
        bodies = there.body if there else None, then.body if then else None
        edits.append(Edit(*identity, "", *bodies, position=then.position if then else None, follows=True))
    return edits


def items_at(evaluation: int, revision: int) -> list[Item]:
    """The items of a revision."""
    since: dict[tuple[str, str], list[models.Change]] = {}
    for change in models.Change.objects.filter(evaluation=evaluation, revision__gt=revision):  # the newest first
        since.setdefault((change.kind, change.key), []).append(change)
    found = []
    for row in models.Item.objects.filter(evaluation=evaluation):
        item = None if row.deleted else Item(row.kind, row.key, row.position, row.body, row.version)
        if row.revision > revision:
            changes = since.get((row.kind, row.key), [])
            item = _before(Item(row.kind, row.key, row.position, row.body, row.version), changes, there=not row.deleted)
        if item is not None:
            found.append(item)
    return found


def _before(item: Item, changes: Iterable[models.Change], *, there: bool) -> Item | None:
    """``item`` as it was before ``changes``, which are given the newest first; None where it was not yet there."""
    body, position = item.body, item.position
    for change in changes:
        before = None if change.before is None else json.loads(change.before)
        if change.field == ORDER:
            position = int(before or 0)
        elif change.begun:
            there = False
        else:
            body = put(body, steps(item.kind, change.field), before)
            there = body is not None
    return Item(item.kind, item.key, position, body, item.version) if there else None
