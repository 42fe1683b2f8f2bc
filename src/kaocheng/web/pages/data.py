"""基础数据: the tables, each as a grid; layers, totals and rates; forms out and in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kaocheng.bundle import Bundle
from kaocheng.bundle.writing import files_of as bundle_files
from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic, Refusal, errors
from kaocheng.domain import Column, DataTable
from kaocheng.domain.data import EVIDENCED, NOTE, REPORTED, TOTAL, VERIFIED
from kaocheng.places import InTable
from kaocheng.tables import read_data
from kaocheng.tables.forms import FILE_NAME, write_forms
from kaocheng.tables.importing import merge
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import items_of
from kaocheng.web.content.items import amendment_key, row_key
from kaocheng.web.editing import Edit, cell_edit, save
from kaocheng.web.models import Change
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.progress import filled
from kaocheng.web.pages.uploads import download, taken
from kaocheng.web.workspace import Workspace

LAYERS = (REPORTED, EVIDENCED, VERIFIED, NOTE)
ABOUT = {"title": "题名", "number": "表号", "source": "数据来源", "author": "填报者", "date": "填报日期"}


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: its text as stored in the layer, or computed; what is wrong with it; other layers it has."""

    column: Column
    text: str
    computed: Derivation | None
    wrong: str = ""
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """A row of a grid. ``stored`` is False for a unit that has no row yet."""

    key: tuple[str, ...]
    cells: tuple[GridCell, ...]
    is_total: bool = False

    @property
    def path(self) -> str:
        """The key as it stands in addresses."""
        return "/".join(self.key)


@page("view")
def tables(request: Any) -> HttpResponse:
    """All tables with how complete they are."""
    space = space_of(request)
    listed = [(table, *filled(table), _wrong_in(space, table.name)) for table in space.evaluation.tables]
    units = sorted({table.unit_of(row) for table in space.evaluation.tables if table.unit_key for row in table.rows})
    by_unit = [
        (unit, *_sum(filled(table, unit) for table in space.evaluation.tables if table.unit_key)) for unit in units
    ]
    return show(request, "tables.html", "data/", space, tables=listed, by_unit=by_unit)


def _sum(pairs: Any) -> tuple[int, int]:
    pairs = list(pairs)
    return sum(done for done, _ in pairs), sum(whole for _, whole in pairs)


def _wrong_in(space: Workspace, table: str) -> int:
    return sum(
        any(isinstance(place, InTable) and place.table == table for place in found.places) for found in space.problems
    )


@page("view")
def table(request: Any, table: str) -> HttpResponse:
    """One table as a grid, in the layer ``?layer=``."""
    space = space_of(request)
    found = _table(space, table)
    layer = request.GET.get("layer", REPORTED)
    if layer not in LAYERS:
        raise Http404
    can = request.access.can("edit_data" if layer == REPORTED else "verify_data")
    facts = {
        "table": found, "rows": grid(space, found, layer), "layer": layer, "layers": LAYERS, "can": can,
        "at": request.GET.get("cell", ""),
        "about": [(field, name, getattr(found, field)) for field, name in ABOUT.items()],
    }  # fmt: skip
    return show(request, "table.html", "data/", space, **facts)


def _table(space: Workspace, name: str) -> DataTable:
    found = space.evaluation.table(name)
    if found is None:
        raise Http404
    return found


def grid(space: Workspace, table: DataTable, layer: str = REPORTED, unit: str = "") -> list[GridRow]:
    """The rows of a table in a layer, those of ``unit`` only where it is given; units without a row have empty ones."""
    keys = [row.key for row in table.rows]
    if table.unit_key and len(table.keys) == 1:
        keys = list(dict.fromkeys([*keys, *((name,) for name in space.ledger.units_of(table))]))
        if unit:
            keys = list(dict.fromkeys([*keys, (unit,)]))
    if unit:
        keys = [key for key in keys if key[table.keys.index(table.unit_key)] == unit]
    wrong = _messages(space, table.name)
    rows = [_grid_row(space, table, key, layer, wrong) for key in keys]
    if len(rows) > 1 and not unit:
        rows.append(_grid_row(space, table, (TOTAL,), layer, wrong))
    return rows


def _messages(space: Workspace, table: str) -> dict[InTable, str]:
    found: dict[InTable, str] = {}
    for problem in space.problems:
        for place in problem.places:
            if isinstance(place, InTable) and place.table == table:
                found[place] = f"{problem.text()}{problem.hint()}"
    return found


def _grid_row(
    space: Workspace, table: DataTable, key: tuple[str, ...], layer: str, wrong: dict[InTable, str]
) -> GridRow:
    total = key == (TOTAL,)
    item = space.item("row", row_key(table.name, key))
    stored = item.body["cells"] if item else {}
    cells = []
    for column in table.columns:
        place = InTable(table.name, key, column.name)
        if column.formula or total:
            cells.append(GridCell(column, "", space.ledger.at(place), wrong.get(place, "")))
            continue
        text = stored.get(column.name, "")
        others = tuple(
            other for other in LAYERS[1:] if space.item("amendment", amendment_key(table.name, key, column.name, other))
        )
        if layer != REPORTED:
            amended = space.item("amendment", amendment_key(table.name, key, column.name, layer))
            text = amended.body["值"] if amended else ""
        cells.append(GridCell(column, text, None, wrong.get(place, ""), others))
    shown = (TOTAL, *("" for _ in table.keys[1:])) if total else key
    return GridRow(shown, tuple(cells), total)


@page("enter")
def figures(request: Any, table: str) -> HttpResponse:
    """The computed cells and the messages of a table, for a grid that just changed."""
    space = space_of(request)
    found, unit = _table(space, table), request.access.unit
    if not request.access.can("view") and not (request.access.can("fill_own") and found.unit_key and unit):
        request.access.require("view")
    rows = grid(space, found, unit="" if request.access.can("view") else unit)
    computed, wrong = {}, {}
    for row in rows:
        for cell in row.cells:
            place = "/".join((TOTAL if row.is_total else row.path, cell.column.name))
            if cell.computed is not None:
                computed[place] = cell.computed.form.text(cell.computed.value)
            if cell.wrong:
                wrong[place] = cell.wrong
    return JsonResponse({"computed": computed, "wrong": wrong, "revision": space.revision})


@page("view")
def cell(request: Any, table: str) -> HttpResponse:
    """One cell ``?at=`` 行/列: its four values, and who changed it when."""
    space = space_of(request)
    found = _table(space, table)
    *row, column = request.GET.get("at", "").split("/")
    if found.column(column) is None:
        raise Http404
    place = InTable(found.name, tuple(row), column)
    keys = [row_key(found.name, row), *(amendment_key(found.name, row, column, layer) for layer in LAYERS[1:])]
    changes = Change.objects.filter(evaluation=space.pk, kind__in=["row", "amendment"], key__in=keys)
    changes = [
        change
        for change in changes.select_related("by")[:200]
        if change.kind == "amendment" or change.field in {f"cells.{column}", ""}
    ]
    facts = {
        "place": place, "pk": space.pk, "layers": space.ledger.layers(place), "adopted": space.ledger.at(place),
        "note": space.ledger.note(place), "changes": changes, "enters": space.enters.get(place, []),
    }  # fmt: skip
    return render(request, "cell.html", facts)


@require_POST
@page("edit_data")
def add_row(request: Any, table: str) -> HttpResponse:
    """Adds a row with the key that was given."""
    space = space_of(request)
    found = _table(space, table)
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


@page("view")
def forms(request: Any) -> HttpResponse:
    """The workbook for the units to fill in; ``?unit=`` that of one."""
    space = space_of(request)
    unit = request.GET.get("unit", "")
    name = f"{FILE_NAME}-{unit}.xlsx" if unit else f"{FILE_NAME}.xlsx"
    return download(write_forms(space.evaluation, unit), name)


@require_POST
@page("edit_data")
def take(request: Any) -> HttpResponse:
    """Takes filled-in workbooks in: all of it, or nothing with every problem at its cell."""
    space = space_of(request)
    name, data = taken(request, "file")
    sheets, problems = read_data(data, name)
    result = merge(space.evaluation, sheets)
    problems = [*problems, *result.problems]
    count = 0
    if not errors(problems):
        edits = [
            *_declared(space, result.tables),
            *(
                cell_edit(request.access, change.at, REPORTED, _stored(space, change.at), change.new)
                for change in result.changes
            ),
        ]
        count = len(edits)
        if edits:
            save(request.access, edits, f"导入 {name}")
    facts: dict[str, Any] = {"name": name, "count": count, "problems": _sorted(problems), "back": "data/"}
    return show(request, "imported.html", "data/", space, **facts)


def _declared(space: Workspace, tables: tuple[DataTable, ...]) -> Iterator[Edit]:
    """The edits of the declarations that an import adds or changes: a new table, another origin."""
    after = Bundle(replace(space.evaluation, tables=tuple(replace(table, rows=()) for table in tables)))
    items = items_of(bundle_files(after), {})
    for item in items:
        known = space.item("table", item.key)
        if item.kind == "table" and (known is None or known.body != item.body):
            yield Edit("table", item.key, "", known.body if known else None, item.body)


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


def _stored(space: Workspace, at: InTable) -> str:
    item = space.item("row", row_key(at.table, at.row))
    return str(item.body["cells"].get(at.column, "")) if item else ""


def _sorted(problems: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(problems, key=lambda problem: problem not in errors(problems))
