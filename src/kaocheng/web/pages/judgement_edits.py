"""The edits that store what was judged. One form of input replaces another in one change."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from kaocheng.scoring import ScoredIndicator
from kaocheng.standards import needs
from kaocheng.web.content.items import Body
from kaocheng.web.content.paths import get
from kaocheng.web.edits import Edit, steps
from kaocheng.web.pages.asked import Asked, asked_of, standard_of
from kaocheng.web.workspace import Workspace

FORMS = ("units", "subtasks", "met", "option", "cases", "flags")
"""The forms in which the same thing may have been judged."""
STALE = ("share", "actual")
"""What only went with the case that was chosen before."""


def judgement_edits(space: Workspace, code: str, scored: ScoredIndicator, given: dict[str, str]) -> list[Edit]:
    """The edits for ``given``: ``key``, ``index``, ``value``, and ``seen``, what the page showed. None where nothing changes.

    What was judged in a form that the standard does not ask for goes once the new one is complete. What another person
    judged meanwhile at the same point is a conflict; at another point it is not.
    """
    asked = asked_of(space, scored)
    at = given["key"], int(given["index"]) if given["index"].isdecimal() else -1
    one = next((one for one in asked if (one.key, one.index) == at), None)
    standard = standard_of(scored)
    if one is None or standard is None:
        raise Http404
    value, item = given["value"], space.item("judgement", code)
    if value == one.value == given["seen"]:
        return []
    body: dict[str, Body] = item.body if item else {}
    field, after = _after(one, value, [other for other in asked if other.key == one.key], body, asked)
    before = get(body, steps("judgement", field))
    met = one.value not in {given["seen"], value}
    found = [Edit("judgement", code, field, [given["seen"]] if met else before, after, {"indicator": code})]
    if not _is_whole(after) and one.key != "option":
        return found
    needed = {need.key for need in needs(standard)} - ({"option"} if field == "met" else set())
    stale = [key for key in FORMS if key not in needed] + [key for key in STALE if one.key == "option"]
    return found + [
        Edit("judgement", code, key, body[key], None, {"indicator": code})
        for key in stale
        if key in body and key != field.split(".")[0]
    ]


def _after(
    one: Asked, value: str, alike: Sequence[Asked], body: dict[str, Body], asked: Sequence[Asked]
) -> tuple[str, Body | None]:
    """The field that is stored, and its value."""
    if one.key == "option" and value and value not in dict(one.choices):
        return "met", [value]
    if one.index >= 0:
        before = body.get(one.key)
        values = list(before) if isinstance(before, list) else [before] if isinstance(before, str) else []
        values += ["" for _ in range(len(alike) - len(values))]
        values[one.index] = value
        return one.key, values if any(values) else None
    kind, _, name = one.key.partition(".")
    if kind in {"units", "subtasks"} and kind not in body:
        fields = {other.key: value if other is one else "" for other in asked if other.key.startswith(f"{kind}.")}
        if kind == "units":
            return kind, {key.removeprefix("units."): text for key, text in fields.items()}
        labels = [other.label.removesuffix("：完成率") for other in asked if other.key in fields]
        return kind, [{"text": label, "rate": text} for label, text in zip(labels, fields.values(), strict=True)]
    if kind == "units":
        return kind, {**body[kind], name: value}
    return one.key, value if kind == "subtasks" else value or None


def _is_whole(value: Any) -> bool:
    """Whether nothing is left to judge."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return all(part not in {"", None} if isinstance(part, str | None) else _is_whole(part) for part in parts)
