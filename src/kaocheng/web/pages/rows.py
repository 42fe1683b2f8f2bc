"""The rows of a data table: adding, renaming, removing them. A key that changes changes wherever it is used."""

from itertools import product
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain import DataTable, leaf_units
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content.items import row_key
from kaocheng.web.content.renaming import of_row
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.data import table_of
from kaocheng.web.pages.declaration import parted
from kaocheng.web.pages.frame import reason_of, space_of
from kaocheng.web.renamed import renaming_edits


@require_POST
@page("edit_data")
def add_row(request: Any, table: str) -> HttpResponse:
    """Adds a row with the key that was given."""
    found = table_of(space_of(request), table)
    key = _new_key(request, found)
    body = {"table": found.name, "key": key, "cells": {}}
    save(request.access, [Edit("row", row_key(found.name, key), "", None, body)])
    return redirect(f"{request.path.removesuffix('add/')}?added")


@require_POST
@page("edit_data")
def add_rows(request: Any, table: str) -> HttpResponse:
    """Adds a row for every unit and each of the other keys that were given, as far as they are not there yet."""
    space = space_of(request)
    found = table_of(space, table)
    if not found.unit_key:
        raise Http404
    units = space.ledger.units_of(found) or leaf_units(space.evaluation.units)
    given = [parted(request.POST.get(f"key-{number}", "")) for number in range(len(found.keys))]
    parts = [units if key == found.unit_key else names or [""] for key, names in zip(found.keys, given, strict=True)]
    edits = []
    for key in map(list, product(*parts)):
        _see_key(found, key)
        if found.row(tuple(key)) is None:
            edits.append(Edit("row", row_key(table, key), "", None, {"table": table, "key": key, "cells": {}}))
    save(request.access, edits)
    return redirect(request.path.removesuffix("rows/"))


def _see_key(table: DataTable, key: list[str]) -> None:
    """Refuses what cannot be the key of a row."""
    if not all(key):
        raise Refusal(messages.ROW_INCOMPLETE.at(keys="、".join(table.keys)))
    if any("/" in part for part in key):
        raise Refusal(messages.ROW_SLASH.at(row="、".join(key)))


def _new_key(request: Any, table: DataTable) -> list[str]:
    """The key of a row that the table does not have yet."""
    key = [request.POST.get(f"key-{number}", "").strip() for number in range(len(table.keys))]
    _see_key(table, key)
    if table.row(tuple(key)) is not None:
        raise Refusal(messages.ROW_THERE.at(row="/".join(key)))
    return key


@require_POST
@page("edit_data")
def rename_row(request: Any, table: str) -> HttpResponse:
    """Gives the row ``row`` another key, and changes whatever refers to it."""
    space = space_of(request)
    old, key = request.POST.get("row", ""), _new_key(request, table_of(space, table))
    item = space.item("row", f"{table}/{old}")
    if item is None:
        raise Http404
    edits = renaming_edits(space, of_row(table, item.body["key"], key))
    save(request.access, edits, reason_of(request, f"行改名：{old} → {'/'.join(key)}"))
    return redirect(request.path.removesuffix("row/"))


@require_POST
@page("edit_data")
def remove_row(request: Any, table: str) -> HttpResponse:
    """Takes the row ``row`` away."""
    item = space_of(request).item("row", f"{table}/{request.POST.get('row', '')}")
    if item is None:
        raise Http404
    save(request.access, [Edit("row", item.key, "", item.body, None)])
    return redirect(request.path.removesuffix("remove/"))
