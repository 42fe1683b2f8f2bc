"""What the door lets in: texts that can be kept, bodies of their kind's shape, indicators in a tree, cells that are declared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.content.field_names import field_name
from kaocheng.web.content.items import KINDS, Body
from kaocheng.web.content.paths import is_plain
from kaocheng.web.content.shapes import SINGLE, misfits
from kaocheng.web.content.surveys import KINDS as SURVEYS
from kaocheng.web.models import Evaluation, Item

if TYPE_CHECKING:
    from kaocheng.web.edits import Edit

Bodies = Mapping[tuple[str, str], Body | None]
"""By kind and key the bodies of the items that edits touch; None for what is not there."""
LIMIT = 300_000
LONGEST = {"key": 500, "field": 200}
"""What the columns of the database hold, in characters."""
# What neither a database nor a Word file can hold: control characters, halves of a pair.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def says_nothing(text: str) -> bool:
    """Whether nothing of a text can be seen: blanks, and signs without a width."""
    return all(unicodedata.category(sign)[0] in "ZC" for sign in text)


def see_texts(edit: "Edit") -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where an edit holds what is too long, too deep, or no readable text."""
    if edit.kind not in KINDS:
        raise Refusal(messages.NO_KIND.at(found=edit.kind[:40].encode(errors="replace").decode()))
    for name, text in (("key", edit.key), ("field", edit.field)):
        see_text(name, text)
        if len(text) > LONGEST[name]:
            raise Refusal(messages.TOO_LONG.at(field=name, limit=LONGEST[name]))
    if edit.kind in SINGLE and edit.key:
        raise Refusal(messages.NO_KIND.at(found=f"{KINDS[edit.kind].title} {edit.key}"))
    for value in (edit.before, edit.after, edit.defaults):
        if value is not None and not is_plain(value):
            raise Refusal(messages.NOT_PLAIN.at(field=edit.field))
    for text in _texts_of(edit.after):
        see_text(edit.field, text)
    if edit.kind in SURVEYS and not edit.field and not isinstance(edit.after or {}, dict):
        raise Refusal(messages.NOT_AS_DECLARED.at(what=edit.key, field="", expected="若干“键: 值”"))
    if sum(len(text) for text in _texts_of(edit.after)) > LIMIT:
        raise Refusal(messages.TOO_LONG.at(field=edit.field, limit=LIMIT))


def see_text(field: str, text: str) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where ``text`` has characters that cannot be kept."""
    if found := _UNFIT.search(text):
        readable = _UNFIT.sub("", field)
        raise Refusal(messages.UNFIT_CHARACTER.at(field=readable, sign=f"U+{ord(found[0]):04X}", at=found.start() + 1))


def _texts_of(value: Body | None) -> Iterable[str]:
    match value:
        case str():
            yield value
        case list():
            for part in value:
                yield from _texts_of(part)
        case dict():
            for name, part in value.items():
                yield name
                yield from _texts_of(part)


def see_bodies(evaluation: Evaluation, before: Bodies, after: Bodies) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where edits leave something that is not as it has to be.

    What was wrong before may stay, so that it can be mended piece by piece.
    """
    for (kind, key), body in after.items():
        if body is None:
            if kind == "head":
                raise Refusal(messages.NOT_AS_DECLARED.at(what=KINDS[kind].title, field="", expected="不能删除"))
            continue
        old = before.get((kind, key))
        known = [] if old is None else misfits(kind, key, old)
        for field, expected in misfits(kind, key, body):
            if (field, expected) not in known:
                what = " ".join(part for part in (KINDS[kind].title, key) if part)
                raise Refusal(messages.NOT_AS_DECLARED.at(what=what, field=field_name(field), expected=expected))
    if any(kind == "indicator" for kind, _ in after):
        _see_tree(evaluation, before, after)
    if any(kind == "row" for kind, _ in after):
        _see_cells(evaluation, before, after)


def _all(evaluation: Evaluation, kind: str, after: Bodies) -> dict[str, Any]:
    """The bodies of a kind as edits leave them."""
    rows = Item.objects.filter(evaluation=evaluation, kind=kind, deleted=False)
    found = {row.key: row.body for row in rows} | {key: body for (of, key), body in after.items() if of == kind}
    return {key: body for key, body in found.items() if body is not None}


def _see_tree(evaluation: Evaluation, before: Bodies, after: Bodies) -> None:
    """The parent of an indicator is there, is not below it, and none is left without its parent."""
    tree = _all(evaluation, "indicator", after)
    parents = {code: body.get("parent", "") for code, body in tree.items()}
    for (kind, code), body in after.items():
        if kind != "indicator":
            continue
        if body is None:
            if left := [below for below, parent in parents.items() if parent == code]:
                raise Refusal(messages.LEFT_BELOW.at(code=code, left="、".join(left[:5])))
            continue
        above = parents[code]
        if above == ((before.get((kind, code)) or {}).get("parent", "")):
            continue
        if above and above not in parents:
            raise Refusal(messages.NO_PARENT.at(code=code, parent=above))
        if above and tree[above].get("standard"):
            raise Refusal(messages.SCORED_ITSELF.at(code=above))
        seen = {code}
        while above:
            if above in seen:
                raise Refusal(messages.BELOW_ITSELF.at(code=code))
            seen.add(above)
            above = parents.get(above, "")


def _see_cells(evaluation: Evaluation, before: Bodies, after: Bodies) -> None:
    """A row belongs to a table that is declared, and what is new in it to a column of that."""
    tables = _all(evaluation, "table", after)
    for (kind, key), body in after.items():
        if kind != "row" or body is None:
            continue
        old = before.get((kind, key)) or {"cells": {}}
        table = tables.get(body["table"])
        if table is None:
            raise Refusal(messages.NO_TABLE.at(table=body["table"]))
        if "key" not in old and len(body["key"]) != len(table.get("keys") or ["项目"]):
            raise Refusal(messages.ROW_INCOMPLETE.at(keys="、".join(table.get("keys") or ["项目"])))
        stored = {column.get("name") for column in table["columns"] if not column.get("formula")}
        if strays := [name for name in body["cells"] if name not in stored and name not in old["cells"]]:
            raise Refusal(messages.NO_COLUMN.at(table=body["table"], column="、".join(strays[:5])))
