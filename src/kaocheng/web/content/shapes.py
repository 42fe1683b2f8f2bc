"""The shape of every kind of item, as its file declares it: what holds another shape, or other fields, is not stored."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kaocheng.bundle.data import VALUE_COLUMNS
from kaocheng.bundle.findings import ASSET_COLUMNS, CELLS, EVIDENCE_COLUMNS, VOUCHER_COLUMNS
from kaocheng.bundle.judgements import INPUT_KEYS
from kaocheng.web.content.items import Body


@dataclass(frozen=True)
class Each:
    """A mapping whose keys are names."""

    inside: Any


@dataclass(frozen=True)
class Either:
    """One of several shapes."""

    shapes: tuple[Any, ...]


TEXT, PLAIN = "文字", "文字、列表或若干“键: 值”"
"""A text; anything plain, for what its reader looks at itself. A list stands for a list of its one shape, a dict for its fields."""
TEXTS = [TEXT]


def _texts(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, TEXT)


_UNIT: dict[str, Any] = _texts("name")
_UNITS = [Either((TEXT, _UNIT))]
_UNIT["units"] = _UNITS
_SAID = _texts("reason", "author", "date") | {"evidence": TEXTS}
_HEAD = _texts(
    "title", "kind", "subject", "period", "base_date", "report_date", "report_number", "total", "round_rates",
    "background", "goals", "purpose", "quality_control", "limitations",
)  # fmt: skip
_NAMED_TEXTS = [_texts("name", "text")]

SHAPES: Mapping[str, Any] = {
    "head": _HEAD | {
        "amount": _texts("value", "unit"), "organisations": [_texts("role", "name")],
        "team": [_texts("role", "title", "duty")], "schedule": [_texts("stage", "from", "to", "work")],
        "grades": [_texts("name", "at_least")], "principles": _NAMED_TEXTS, "methods": _NAMED_TEXTS, "basis": TEXTS,
    },
    "units": _UNITS,
    "indicator": _texts("code", "name", "weight", "definition", "target", "standard", "source", "basis", "parent")
    | {"metrics": TEXTS},
    "name": TEXT,
    "metric": _texts("name", "unit", "formula", "survey", "by"),
    "reading": _texts("indicator", "kind", "rule", "problem", "reason", "author", "date"),
    "table": _texts("name", "number", "title", "file", "units", "source", "author", "date")
    | {"keys": TEXTS, "columns": [_texts("name", "unit", "period", "formula", "total", "at_most")]},
    "row": {"table": TEXT, "key": TEXTS, "cells": Each(TEXT)},
    "amendment": _texts(*VALUE_COLUMNS),
    "judgement": dict.fromkeys(INPUT_KEYS, PLAIN) | _SAID
    | {"indicator": TEXT, "adjustments": [_texts("share", "points") | _SAID]},
    **dict.fromkeys(("paper", "interview", "section", "use"), TEXT),
    "evidence": _texts(*EVIDENCE_COLUMNS, CELLS),
    "voucher": _texts(*VOUCHER_COLUMNS),
    "asset": _texts(*ASSET_COLUMNS),
    "experience": _texts("title", "text"),
    "problem": _texts("id", "title", "text", "cause") | {"indicators": TEXTS},
    "recommendation": _texts("id", "title", "text", "to", "due") | {"problems": TEXTS},
    "rectification": _texts("recommendation", "state", "answer", "by", "date", "outcome"),
    "review": _texts(
        "by", "comment", "date", "indicator", "at", "reply", "replied_by", "replied", "outcome", "effect", "round", "reason",
    ),
    "published": {"source": TEXT, "figures": [_texts("quantity", "value", "place", "note")]},
    "questionnaire": Each(PLAIN),  # its reader refuses what it does not know
    "question": Each(PLAIN),
    "paper_form": {"answers": Each(TEXT), "nonce": TEXT, "struck": TEXT},
    "file": _texts("sha256", "size"),
}  # fmt: skip

NEEDED: Mapping[str, tuple[str, ...]] = {
    "head": ("title",), "indicator": ("code", "name"), "metric": ("name",), "table": ("name", "columns"),
    "row": ("table", "key", "cells"), "amendment": ("表", "行", "列", "种类"), "review": ("by", "comment"),
    "paper_form": ("answers",), "file": ("sha256", "size"), "published": ("figures",), "question": ("id",),
}  # fmt: skip
"""The fields without which an item means nothing."""

NAMED_BY: Mapping[str, str] = {
    "indicator": "code", "metric": "name", "table": "name", "judgement": "indicator", "reading": "indicator",
    "problem": "id", "recommendation": "id", "rectification": "recommendation", "evidence": "编号", "voucher": "编号",
    "asset": "编号",
}  # fmt: skip
"""The field that repeats the key of an item."""
SINGLE = {"head", "units", "published"}
"""The kinds of which an evaluation has one item, under the empty key."""
_AGAIN = re.compile(r"#\d+$")


def misfits(kind: str, key: str, body: Body) -> list[tuple[str, str]]:
    """What of an item's body is not as its kind declares it: fields, each with what is expected there."""
    found = list(_misfits(SHAPES[kind], body, ""))
    if found:
        return found
    found = [(name, "不能没有") for name in NEEDED.get(kind, ()) if name not in body]
    name = NAMED_BY.get(kind)
    if name and body.get(name) not in {key, _AGAIN.sub("", key)}:
        found.append((name, f"“{key}”"))
    if kind == "question" and body.get("id") != key.partition("/")[2]:
        found.append(("id", f"“{key.partition('/')[2]}”"))
    return found


def _misfits(shape: Any, body: Body, at: str) -> Iterator[tuple[str, str]]:
    match shape:
        case str():
            if shape == TEXT and not isinstance(body, str):
                yield at, TEXT
        case list():
            if not isinstance(body, list):
                yield at, "列表"
                return
            for number, part in enumerate(body):
                yield from _misfits(shape[0], part, _below(at, str(number)))
        case Either():
            if all(any(_misfits(one, body, at)) for one in shape.shapes):
                yield at, "文字，或若干“键: 值”"
        case _:
            if not isinstance(body, dict):
                yield at, "若干“键: 值”"
                return
            for name, part in body.items():
                inside = shape.inside if isinstance(shape, Each) else shape.get(name)
                if inside is None:
                    yield _below(at, name), "没有这一栏"
                else:
                    yield from _misfits(inside, part, _below(at, name))


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
