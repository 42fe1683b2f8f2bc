"""来历: where a figure comes from and what it enters. 校验提示: everything that is wrong."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kaocheng.derivation import Chosen, Computed, Derivation, Given, Judged, Missing
from kaocheng.derivation.tree import inputs_of
from kaocheng.derivation.words import headline
from kaocheng.diagnostics import gathered
from kaocheng.places import InTable, Place
from kaocheng.scoring import ScoredIndicator
from kaocheng.standards import understand
from kaocheng.web.access import page
from kaocheng.web.affects import Affected, of_cell, of_figure
from kaocheng.web.content.items import row_key
from kaocheng.web.models import Change
from kaocheng.web.pages.figure_words import figure_title, formula_words
from kaocheng.web.pages.frame import counts, show, space_of
from kaocheng.web.pages.standard_view import fates_of, refusals, stretches
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class Node:
    """A node of a derivation as the drawer shows it; one that is a figure of its own has its ``reference``."""

    node: Derivation
    headline: str
    inputs: tuple["Node", ...]
    place: Place | None
    typed: Change | None = None
    enters: tuple[Affected, ...] = ()
    reference: str = ""
    formula: str = ""

    @property
    def kind(self) -> str:
        """given, computed, chosen, rounded, judged, missing."""
        return type(self.node).__name__.lower()


@page("view")
def origin(request: Any) -> HttpResponse:
    """The drawer for ``?ref=`` a figure, or ``?cell=`` 表/行/列."""
    space = space_of(request)
    reference, cell = request.GET.get("ref", ""), request.GET.get("cell", "")
    if cell:
        table, *row, column = cell.split("/")
        place = InTable(table, tuple(row), column)
        derivation, affects = space.ledger.at(place), of_cell(space, place)
    else:
        figure = space.figures.resolve(reference)
        if figure is None:
            raise Http404
        derivation = figure.derivation
        affects = of_figure(space, reference, derivation)
    facts = _sentence(_scored(space, reference)) | {
        "root": as_node(derivation, space, _typed(derivation, space)),
        "title": figure_title(space, reference, cell),
        "reference": reference,
        "depth": "111",
        "affects": affects,
        "pk": space.pk,
        "scored": _scored(space, reference),
    }
    if "HX-Request" in request.headers:
        return render(request, "drawer.html", facts)
    return show(request, "origin.html", "", space, **facts)


def _sentence(scored: ScoredIndicator | None) -> dict[str, Any]:
    """The standard that was executed, the clauses that applied marked, and why the others did not; for a leaf."""
    if scored is None or not scored.indicator.is_leaf:
        return {}
    indicator = scored.indicator
    rule = scored.reading.rule if scored.reading else indicator.standard
    found = understand(rule, name=indicator.name, weight=indicator.weight, target=indicator.target)
    fates = fates_of(scored, found)
    return {"stretches": stretches(found, fates), "refusals": refusals(found, fates)}


def _scored(space: Workspace, reference: str) -> ScoredIndicator | None:
    kind, _, rest = reference.partition(".")
    code = rest.partition(".")[0]
    return space.sheet[code] if kind == "指标" and code in space.sheet else None


def as_node(node: Derivation, space: Workspace, typed: dict[Place, Change]) -> Node:
    """A derivation as the drawer shows it; ``typed`` are the changes by which its cells got their values."""
    place = _place(node)
    codes = space.enters.get(place, ()) if place and isinstance(node, (Given, Computed)) else ()
    enters = tuple(Affected(space.sheet[code].indicator.title, reference=f"指标.{code}.得分") for code in codes)
    inputs = tuple(as_node(below, space, typed) for below in inputs_of(node))
    said = headline(node) or f"{node.name} = {node.form.full_text(node.value)}"
    reference, title = space.named.get(id(node), ("", ""))
    if not reference and isinstance(node, Computed) and space.metrics.knows(node.name):
        reference = f"计算.{node.name}"
    said = f"{title} {said}" if title and not said.startswith(title) else said
    formula = formula_words(space, node) if isinstance(node, Computed) else ""
    return Node(node, said, inputs, place, typed.get(place) if place else None, enters, reference, formula)


def _place(node: Derivation) -> Place | None:
    match node:
        case Given():
            return node.source.place
        case Computed() | Judged() | Missing():
            return node.place
        case Chosen():
            return node.span
    return None


def _typed(root: Derivation, space: Workspace) -> dict[Place, Change]:
    """Who typed the cells below ``root`` and when: the last change of each, as far as they were typed here."""
    wanted: dict[str, list[InTable]] = {}
    open_nodes = [root]
    while open_nodes and len(wanted) < 200:
        node = open_nodes.pop()
        open_nodes.extend(inputs_of(node))
        place = _place(node)
        if isinstance(place, InTable) and place.row:
            wanted.setdefault(row_key(place.table, place.row), []).append(place)
    changes = Change.objects.filter(evaluation=space.pk, kind="row", key__in=list(wanted)).select_related("by")
    found: dict[Place, Change] = {}
    for change in changes:
        for place in wanted[change.key]:
            if change.field == f"cells.{place.column}":
                found.setdefault(place, change)
    return found


@page("view")
def problems(request: Any) -> HttpResponse:
    """All diagnostics, as a page or for the panel; those of one kind in one column together, unless ``?all``."""
    space, found = space_of(request), list if "all" in request.GET else gathered
    facts = {"problems": found(space.problems), "counts": counts(space.problems), "pk": space.pk}
    if "HX-Request" in request.headers:
        return render(request, "problems_panel.html", facts | {"space": space})
    return show(request, "problems.html", "problems/", space, **facts)


@page("view")
def count(request: Any) -> HttpResponse:
    """The counts that the head of every page shows, for a page that just saved."""
    return render(request, "problems_count.html", {"counts": counts(space_of(request).problems)})
