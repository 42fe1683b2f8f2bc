"""基础数据: the tables with how complete they are, each as a grid; its totals, rates and messages."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse

from kaocheng.domain import DataTable
from kaocheng.domain.data import REPORTED
from kaocheng.places import InTable
from kaocheng.web.access import page
from kaocheng.web.leftovers import leftovers
from kaocheng.web.own_rows import filled
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.grid import ADOPTED, LAYERS, as_json, computed, grid, marks
from kaocheng.web.submissions import standings
from kaocheng.web.workspace import Workspace


@page("view")
def tables(request: Any) -> HttpResponse:
    """All tables with how complete they are."""
    space = space_of(request)
    listed = [(table, filled(space, table), _wrong_in(space, table.name)) for table in space.evaluation.tables]
    facts = {"tables": listed, "standings": standings(space)}
    facts["unused"] = len(leftovers(space)) if request.access.can("edit_indicators") else 0
    return show(request, "tables.html", "data/", space, **facts)


def _wrong_in(space: Workspace, table: str) -> int:
    return sum(
        any(isinstance(place, InTable) and place.table == table for place in found.places)
        for found in space.problems_outside_texts
    )


@page("view")
def table(request: Any, table: str) -> HttpResponse:
    """One table as a grid, in the layer ``?layer=``."""
    space = space_of(request)
    found = table_of(space, table)
    layer = request.GET.get("layer", REPORTED)
    if layer not in {*LAYERS, ADOPTED}:
        raise Http404
    can = layer != ADOPTED and request.access.can("edit_data" if layer == REPORTED else "verify_data")
    rows = grid(space, found, layer)
    facts = {
        "table": found, "grid": as_json(found, rows), "layer": layer,
        "open": [key for key in found.keys if key != found.unit_key] if rows and not all(rows[0].key) else [],
        "layers": (*LAYERS, ADOPTED), "can": can, "at": request.GET.get("cell", ""), "added": "added" in request.GET,
    }  # fmt: skip
    return show(request, "table.html", "data/", space, **facts)


def table_of(space: Workspace, name: str) -> DataTable:
    """The table of that name; not found where there is none."""
    found = space.evaluation.table(name)
    if found is None:
        raise Http404
    return found


@page("enter")
def figures(request: Any, table: str) -> HttpResponse:
    """The computed cells and the messages of a table, for a grid that just changed."""
    space = space_of(request)
    found, unit = table_of(space, table), request.access.unit
    if not request.access.can("view") and not (request.access.can("fill_own") and found.unit_key and unit):
        request.access.require("view")
    shown = {"layer": request.GET.get("layer", REPORTED)} if request.access.can("view") else {"unit": unit}
    rows = grid(space, found, **shown)
    return JsonResponse({"computed": computed(rows), "revision": space.revision} | marks(rows))
