"""单位填报: the page that one unit gets, with its own rows and nothing else, until it submits them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.domain import DataTable
from kaocheng.scoring.data import path as cell_at
from kaocheng.tables.forms import FILE_NAME, write_forms
from kaocheng.web.access import page
from kaocheng.web.editing import save
from kaocheng.web.models import Change, Membership
from kaocheng.web.own_rows import Filled, filled_in, row_keys, unit_tables
from kaocheng.web.pages.evidence import Piece, attaching, bytes_of, pieces
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.grid import GridRow, grid
from kaocheng.web.pages.progress import phase
from kaocheng.web.pages.uploads import download
from kaocheng.web.queries import CLOSED, OPEN, OUTCOMES
from kaocheng.web.submissions import give_back, standing_of, standings, submit, submit_for
from kaocheng.web.templatetags.printing import to_unit
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class OwnTable:
    """A table as a unit sees it: its own rows, how many of their numbers are there, what the unit attached to them."""

    table: DataTable
    rows: list[GridRow]
    filled: Filled
    pieces: tuple[Piece, ...] = ()


def own_tables(space: Workspace, unit: str, attached: Iterable[Piece] = ()) -> list[OwnTable]:
    """The tables that have rows of ``unit``, with the evidence among ``attached`` that supports them."""
    found = []
    for table in unit_tables(space) if unit else ():
        if keys := row_keys(space, table, unit):
            own = tuple(one for one in attached if any(cell.table == table.name for cell in one.cells))
            found.append(OwnTable(table, grid(space, table, unit=unit), filled_in(space, table, keys)[unit], own))
    return found


def own_pieces(space: Workspace, unit: str) -> list[Piece]:
    """The evidence that people of ``unit`` brought: what bears its number now is what they brought last."""
    members = Membership.objects.filter(evaluation=space.pk, unit=unit).values_list("user", flat=True)
    people = set(members) if unit else set()
    brought = Change.objects.filter(evaluation=space.pk, kind="evidence", begun=True).order_by("pk")
    last = dict(brought.values_list("key", "by"))
    return [one for one in pieces(space) if last.get(one.key) in people]


@page("fill_own")
def fill_in(request: Any) -> HttpResponse:
    """The page of the unit."""
    return _show(request, request.access.unit, "fill/")


@page("view")
def of_unit(request: Any, unit: str) -> HttpResponse:
    """What a unit filled in, as the unit sees it, for those who check it."""
    if unit not in {found.unit for found in standings(space_of(request))}:
        raise Http404
    return _show(request, unit, "submissions/")


def _show(request: Any, unit: str, here: str) -> HttpResponse:
    space = space_of(request)
    standing, tables = standing_of(space, unit), own_tables(space, unit, own_pieces(space, unit))
    asked = [query for one in tables for row in one.rows for cell in row.cells for query in cell.queries]
    facts = {
        "unit": unit, "tables": tables, "standing": standing, "stage": phase(space.evaluation.schedule, "数据"),
        "asked": sorted((query for query in asked if query.state != CLOSED), key=lambda query: query.state != OPEN),
        "outcomes": OUTCOMES,
        "fills": request.access.can("fill_own") and not standing.is_locked,
    }  # fmt: skip
    return show(request, "fill_in.html", here, space, **facts)


@page("fill_own")
def figures(request: Any) -> HttpResponse:
    """How far the unit is, what its totals and rates are, and what is wrong, for a page that just saved."""
    space = space_of(request)
    tables = own_tables(space, request.access.unit)
    whole = sum((one.filled for one in tables), Filled())
    cells = [
        (f"{one.table.name}/{row.path}/{cell.column.name}", cell)
        for one in tables
        for row in one.rows
        for cell in row.cells
    ]
    answer = {
        "done": whole.done, "whole": whole.whole,
        "tables": {one.table.name: [one.filled.done, one.filled.whole] for one in tables},
        "computed": {place: cell.shown for place, cell in cells if cell.computed is not None},
        "wrong": {place: to_unit(cell.wrong) for place, cell in cells if cell.wrong},
    }  # fmt: skip
    return JsonResponse(answer)


@page("fill_own")
def form(request: Any) -> HttpResponse:
    """The unit's own workbook."""
    space, unit = space_of(request), request.access.unit
    return download(write_forms(space.evaluation, unit), f"{FILE_NAME}-{unit}.xlsx")


@require_POST
@page("fill_own")
def attach(request: Any) -> HttpResponse:
    """Takes a file that supports an own cell ``cell`` 表/行/列; after submitting too, as an answer may need it."""
    space, path = space_of(request), request.POST.get("cell", "")
    if cell_at(path) is None:
        raise Http404
    _, edits = attaching(request, space, [], [path])
    save(request.access, edits)
    return redirect(f"/e/{space.pk}/fill/#t-{quote(path.partition('/')[0])}")


@page("fill_own")
def own_file(request: Any, key: str) -> HttpResponse:
    """A file that the unit itself brought."""
    space = space_of(request)
    for one in own_pieces(space, request.access.unit):
        if one.key == key:
            return download(bytes_of(space, one), one.file)
    raise Http404


@require_POST
@page("fill_own")
def hand_in(request: Any) -> HttpResponse:
    """Submits the unit's data."""
    submit(request.access, space_of(request), request.access.unit, request.POST.get("note", ""))
    return redirect(f"/e/{request.access.evaluation.pk}/fill/")


@page("view")
def progress(request: Any) -> HttpResponse:
    """How every unit stands."""
    space = space_of(request)
    return show(request, "submissions.html", "data/", space, standings=standings(space))


@require_POST
@page("edit_data")
def hand_in_for(request: Any, unit: str) -> HttpResponse:
    """Submits for a unit what the team filled in; ``note`` says from where the data came."""
    space = space_of(request)
    if unit not in {found.unit for found in standings(space)}:
        raise Http404
    submit_for(request.access, space, unit, request.POST.get("note", ""))
    return redirect(f"/e/{space.pk}/submissions/")


@require_POST
@page("return_data")
def returned(request: Any, unit: str) -> HttpResponse:
    """Returns what a unit submitted, with a reason."""
    give_back(request.access, unit, request.POST.get("reason", ""))
    return redirect(f"/e/{request.access.evaluation.pk}/submissions/")
