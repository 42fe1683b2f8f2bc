"""An edit: a change of one field that somebody asks for, with what its author saw."""

from dataclasses import dataclass

from kaocheng.web.content.items import Body

_NAMED = {"row": "cells.", "paper_form": "answers.", "judgement": "items."}
"""The kinds of whose fields some are named by people."""


@dataclass(frozen=True)
class Edit:
    """A change of one field. ``before`` is what its author saw, None for nothing; ``after`` None takes it away.

    ``defaults`` is the body that the item gets first where it does not exist yet; ``position`` where it then stands.
    ``follows`` says that the edit only follows from another one and decides nothing: who signed before still does.
    ``reason`` is recorded with this one, where it is not that of all: the cell of a workbook that a value came from.
    """

    kind: str
    key: str
    field: str
    before: Body | None
    after: Body | None
    defaults: Body | None = None
    position: int | None = None
    follows: bool = False
    reason: str = ""


def steps(kind: str, field: str) -> list[str]:
    """The steps of a field of an item. The name of a column and the id of a question may hold dots: they are one step."""
    named = _NAMED.get(kind, ".")
    if field.startswith(named):
        return [named[:-1], field.removeprefix(named)]
    return field.split(".") if field else []
