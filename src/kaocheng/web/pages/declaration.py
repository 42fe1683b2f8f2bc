"""What a table is: its columns with 计量单位, period and formula, row keys; adding, renaming, removing them.

A name that changes changes wherever it is used, in one revision.
"""

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import InItem, Item
from kaocheng.web.content.paths import is_data_name
from kaocheng.web.content.references import followed
from kaocheng.web.content.renaming import Renaming, of_column, of_table, swap
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.data import table_of
from kaocheng.web.pages.frame import reason_of, show, space_of
from kaocheng.web.renamed import renaming_edits
from kaocheng.web.workspace import Workspace

ABOUT = {"title": "题名", "number": "表号", "source": "数据来源", "author": "填报者", "date": "填报日期"}
COLUMN = {
    "unit": ("计量单位", "万元、人、%、文字"), "period": ("期间", "2025"), "formula": ("公式（计算列）", "支出 / 预算"),
    "at_most": ("不得大于", "列名或数"),
}  # fmt: skip
RESERVED = {"values.csv"}
"""Files beside those of the tables."""
_OF_TABLE = {"table", "row", "amendment"}


@page("edit_data")
def declaration(request: Any, table: str) -> HttpResponse:
    """The page."""
    space, item = space_of(request), _item(request, table)
    facts = {
        "table": table_of(space, table), "body": item.body,
        "about": [(field, name, item.body.get(field, "")) for field, name in ABOUT.items()],
        "fields": [(field, name, example) for field, (name, example) in COLUMN.items()],
        "used": [InItem(item.kind, kind=item.kind, key=item.key) for item in _users(space, table)],
        "rows": len(table_of(space, table).rows),
    }  # fmt: skip
    return show(request, "declaration.html", "data/", space, **facts)


def _item(request: Any, table: str) -> Item:
    item = space_of(request).item("table", table)
    if item is None:
        raise Http404
    return item


def _users(space: Workspace, table: str) -> Iterator[Item]:
    """What refers to a table, its own rows and values aside."""
    for item, _, _ in followed(space.items.values(), of_table(table, f"{table}?")):
        if item.kind not in _OF_TABLE or (item.kind == "table" and item.key != table):
            yield item


@require_POST
@page("edit_data")
def add_table(request: Any) -> HttpResponse:
    """Declares a table with its row keys; by units where the first one names them."""
    space = space_of(request)
    name, keys = request.POST.get("name", "").strip(), parted(request.POST.get("keys", "")) or ["项目"]
    _refuse_name(name, {table.name for table in space.evaluation.tables})
    units = {"units": keys[0]} if request.POST.get("by_units") else {}
    body = {"name": name, "title": name, "file": _free_file(space, name), "keys": keys, **units, "columns": []}
    save(request.access, [Edit("table", name, "", None, body)], request.POST.get("reason", ""))
    return redirect(f"/e/{space.pk}/data/{name}/declaration/")


def _free_file(space: Workspace, name: str) -> str:
    """A name for the file of a new table: some systems do not tell capitals apart, and one name is that of all values."""
    taken = {str(item.body.get("file", f"{item.key}.csv")).casefold() for item in space.of_kind("table")} | RESERVED
    numbered = (f"{name}-{number}.csv" for number in itertools.count(2))
    return next(free for free in itertools.chain([f"{name}.csv"], numbered) if free.casefold() not in taken)


def parted(text: str) -> list[str]:
    """Names parted by 、 or commas, each once."""
    return list(dict.fromkeys(part.strip() for part in re.split("[、，,]", text) if part.strip()))


@require_POST
@page("edit_data")
def change_keys(request: Any, table: str) -> HttpResponse:
    """Names the row keys, and the one that holds units; as many as before where there are rows already."""
    item, keys, units = (
        _item(request, table),
        parted(request.POST.get("keys", "")),
        request.POST.get("units", "").strip(),
    )
    if not keys or (units and units not in keys):
        raise Refusal(messages.NAME_NEEDED.at(what="行键；分给单位填报的那一个要在其中"))
    rows = len(table_of(space_of(request), table).rows)
    if rows and len(keys) != len(item.body["keys"]):
        raise Refusal(messages.KEYS_FIXED.at(rows=rows, count=len(item.body["keys"])))
    edits = [
        Edit("table", table, "keys", item.body["keys"], keys),
        Edit("table", table, "units", item.body.get("units"), units or None),
    ]
    return _done(request, table, edits, "行键")


def _refuse_name(name: str, taken: Collection[str]) -> None:
    if not is_data_name(name):
        raise Refusal(messages.NAME_NEEDED.at(what="名称（不含 / . ; 和括号）"))
    if name in taken:
        raise Refusal(messages.NAME_THERE.at(name=name))


@require_POST
@page("edit_data")
def add_column(request: Any, table: str) -> HttpResponse:
    """Adds a column to a table: filled in, or computed by a formula."""
    item = _item(request, table)
    given = {field: request.POST.get(field, "").strip() for field in ("name", *COLUMN)}
    columns = item.body["columns"]
    _refuse_name(given["name"], {column["name"] for column in columns})
    column = {field: text for field, text in given.items() if text or field == "unit"}
    edit = Edit("table", table, "columns", columns, [*columns, column])
    return _done(request, table, [edit], f"增加列 {given['name']}")


@require_POST
@page("edit_data")
def rename(request: Any, table: str) -> HttpResponse:
    """Gives a table, or its ``column``, another ``name``, and changes whatever refers to it."""
    item, space = _item(request, table), space_of(request)
    column, name = (request.POST.get(field, "").strip() for field in ("column", "name"))
    names = {one["name"] for one in item.body["columns"]}
    if column and column not in names:
        raise Http404
    _refuse_name(name, names if column else {one.name for one in space.evaluation.tables})
    edits = renaming_edits(space, _of_column(space, table, column, name) if column else of_table(table, name))
    return _done(request, table if column else name, edits, f"改名：{column or table} → {name}")


def _of_column(space: Workspace, table: str, column: str, name: str) -> Renaming:
    """The renaming of a column: also in standards, where they call it by its name alone."""
    evaluation, metrics = space.evaluation, space.metrics
    alone = metrics.column_of(column) == f"{table}.{column}" and not metrics.knows(name)
    is_meant = alone and not evaluation.metric(column) and column not in evaluation.names
    to = of_column(table, column, name)
    return replace(to, name=swap(column, name)) if is_meant else to


@require_POST
@page("edit_data")
def remove(request: Any, table: str) -> HttpResponse:
    """Removes a table, or its ``column``, with everything that was filled in there."""
    item, space = _item(request, table), space_of(request)
    column = request.POST.get("column", "")
    columns = [one for one in item.body["columns"] if one["name"] != column]
    if column and len(columns) == len(item.body["columns"]):
        raise Http404
    filled = [row for row in space.of_kind("row") if row.body["table"] == table]
    values = [one for one in space.of_kind("amendment") if one.body["表"] == table and column in {"", one.body["列"]}]
    edits = [Edit(one.kind, one.key, "", one.body, None) for one in values]
    if not column:
        edits += [Edit(one.kind, one.key, "", one.body, None) for one in [*filled, item]]
        save(request.access, edits, reason_of(request, f"删除表 {table}"))
        return redirect(f"/e/{space.pk}/data/")
    edits += [
        Edit("row", row.key, f"cells.{column}", row.body["cells"][column], None)
        for row in filled
        if column in row.body["cells"]
    ]
    edits.append(Edit("table", table, "columns", item.body["columns"], columns))
    return _done(request, table, edits, f"删除列 {column}")


@require_POST
@page("edit_data")
def move(request: Any, table: str) -> HttpResponse:
    """Moves ``column`` one place to the left (``by`` -1) or to the right."""
    item = _item(request, table)
    columns = list(item.body["columns"])
    at = next((n for n, one in enumerate(columns) if one["name"] == request.POST.get("column")), None)
    if at is None:
        raise Http404
    to = at + (-1 if request.POST.get("by") == "-1" else 1)
    if 0 <= to < len(columns):
        columns[at], columns[to] = columns[to], columns[at]
    return _done(request, table, [Edit("table", table, "columns", item.body["columns"], columns)], "列的次序")


def _done(request: Any, table: str, edits: list[Edit], what: str) -> HttpResponse:
    save(request.access, edits, reason_of(request, what))
    return redirect(f"/e/{request.access.evaluation.pk}/data/{table}/declaration/")
