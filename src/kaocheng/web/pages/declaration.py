"""What a table is: its columns with 计量单位, period and formula, its rows; adding, renaming, removing them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content.items import row_key
from kaocheng.web.editing import Edit, save
from kaocheng.web.pages.data import table_of
from kaocheng.web.pages.frame import space_of


@require_POST
@page("edit_data")
def add_row(request: Any, table: str) -> HttpResponse:
    """Adds a row with the key that was given."""
    space = space_of(request)
    found = table_of(space, table)
    key = [request.POST.get(f"key-{number}", "").strip() for number in range(len(found.keys))]
    if not all(key):
        raise Refusal(messages.ROW_INCOMPLETE.at(keys="、".join(found.keys)))
    if found.row(tuple(key)) is not None:
        raise Refusal(messages.ROW_THERE.at(row="/".join(key)))
    save(
        request.access,
        [Edit("row", row_key(found.name, key), "", None, {"table": found.name, "key": key, "cells": {}})],
    )
    return redirect(request.path.removesuffix("add/"))


@require_POST
@page("edit_data")
def remove_row(request: Any, table: str) -> HttpResponse:
    """Takes the row ``row`` away."""
    space = space_of(request)
    item = space.item("row", f"{table}/{request.POST.get('row', '')}")
    if item is None:
        raise Http404
    save(request.access, [Edit("row", item.key, "", item.body, None)])
    return redirect(request.path.removesuffix("remove/"))


@require_POST
@page("edit_data")
def add_table(request: Any) -> HttpResponse:
    """Declares a table: by units, or with one key of another name."""
    space = space_of(request)
    name, key = (request.POST.get(field, "").strip() for field in ("name", "key"))
    if not name or set("/.") & set(name):
        raise Refusal(messages.NAME_NEEDED.at(what="表名（不含 / 和 .）"))
    if space.item("table", name):
        raise Refusal(messages.CODE_THERE.at(code=name))
    units = {"units": key} if request.POST.get("by_units") else {}
    body = {"name": name, "title": name, "file": f"{name}.csv", "keys": [key or "项目"], **units, "columns": []}
    save(request.access, [Edit("table", name, "", None, body)], request.POST.get("reason", ""))
    return redirect(f"/e/{space.pk}/data/{name}/")


@require_POST
@page("edit_data")
def add_column(request: Any, table: str) -> HttpResponse:
    """Adds a column to a table: filled in, or computed by a formula."""
    space = space_of(request)
    item = space.item("table", table)
    if item is None:
        raise Http404
    given = {field: request.POST.get(field, "").strip() for field in ("name", "unit", "formula")}
    if not given["name"]:
        raise Refusal(messages.NAME_NEEDED.at(what="列名"))
    columns = item.body["columns"]
    column = {field: text for field, text in given.items() if text or field == "unit"}
    edit = Edit("table", table, "columns", columns, [*columns, column])
    save(request.access, [edit], request.POST.get("reason", "") or f"增加列 {given['name']}")
    return redirect(f"/e/{space.pk}/data/{table}/")
