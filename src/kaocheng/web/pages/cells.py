"""One cell of a data table: its four values, its history, and what is asked at it (质询)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kaocheng.domain.data import TOTAL
from kaocheng.places import InTable
from kaocheng.web.access import page
from kaocheng.web.affects import of_cell
from kaocheng.web.content.items import amendment_key, row_key
from kaocheng.web.models import Change
from kaocheng.web.pages.data import table_of
from kaocheng.web.pages.evidence import pieces
from kaocheng.web.pages.frame import Allowed, show, space_of
from kaocheng.web.pages.grid import LAYERS
from kaocheng.web.queries import CLOSED, OUTCOMES, Query, answer, ask, at_cell, close, queries
from kaocheng.web.workspace import Workspace


@page("view")
def cell(request: Any, table: str) -> HttpResponse:
    """One cell ``?at=`` 行/列: its four values, the queries at it, and who changed it when."""
    *row, column = request.GET.get("at", "").split("/")
    return show_cell(request, InTable(table, tuple(row), column))


def show_cell(request: Any, place: InTable) -> HttpResponse:
    """The drawer of a cell."""
    request.access.require("view")
    space = space_of(request)
    column = table_of(space, place.table).column(place.column)
    if column is None:
        raise Http404
    keys = [
        row_key(place.table, place.row),
        *(amendment_key(place.table, place.row, place.column, layer) for layer in LAYERS[1:]),
    ]
    changes = Change.objects.filter(evaluation=space.pk, kind__in=["row", "amendment"], key__in=keys)
    changes = [
        change
        for change in (changes.select_related("by")[:200] if request.access.can("view_history") else ())
        if change.kind == "amendment" or change.field in {f"cells.{place.column}", "", "cells"}
    ]
    stored = {
        layer: space.item("amendment", amendment_key(place.table, place.row, place.column, layer))
        for layer in LAYERS[1:]
    }
    facts = {
        "place": place, "pk": space.pk, "layers": space.ledger.layers(place), "adopted": space.ledger.at(place),
        "computed": bool(column.formula) or TOTAL in place.row, "amendments": stored,
        "changes": changes, "affects": of_cell(space, place),
        "pieces": [found for found in pieces(space) if place in found.cells],
        "queries": at_cell(space, place), "outcomes": OUTCOMES, "may": Allowed(request.access),
    }  # fmt: skip
    return render(request, "cell.html", facts)


@page("view")
def asked(request: Any) -> HttpResponse:
    """All queries, those that wait first."""
    space = space_of(request)
    listed = sorted(queries(space), key=lambda query: query.state == CLOSED)
    return show(request, "queries.html", "data/", space, queries=listed, outcomes=OUTCOMES)


@require_POST
@page("comment")
def ask_at(request: Any) -> HttpResponse:
    """Asks ``text`` at the cell ``table``, ``at`` 行/列."""
    *row, column = request.POST.get("at", "").split("/")
    place = InTable(request.POST.get("table", ""), tuple(row), column)
    if table_of(space_of(request), place.table).column(column) is None:
        raise Http404
    ask(request.access, place, request.POST.get("text", ""))
    return _answered(request, place)


@require_POST
@page("answer")
def answer_to(request: Any, key: str) -> HttpResponse:
    """Answers a query with ``text``."""
    query = _query(space_of(request), key)
    answer(request.access, query, request.POST.get("text", ""))
    return _answered(request, query.at)


@require_POST
@page("settle")
def end(request: Any, key: str) -> HttpResponse:
    """Closes a query with ``outcome``, or opens it again."""
    query = _query(space_of(request), key)
    close(request.access, query, request.POST.get("outcome", ""))
    return _answered(request, query.at)


def _query(space: Workspace, key: str) -> Query:
    for query in queries(space):
        if query.key == key:
            return query
    raise Http404


def _answered(request: Any, place: InTable) -> HttpResponse:
    """The drawer of the cell for a script, the page that asked for everybody else."""
    if "HX-Request" in request.headers and request.access.can("view"):
        return show_cell(request, place)
    base = f"/e/{request.access.evaluation.pk}/"
    back = request.POST.get("back", "")
    return redirect(back if back.startswith(base) else f"{base}queries/")
