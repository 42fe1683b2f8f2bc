"""来历: where a figure comes from and what it enters. 校验提示: everything that is wrong."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kaocheng.derivation import Chosen, Computed, Derivation, Given, Judged, Missing, walk
from kaocheng.derivation.tree import inputs_of
from kaocheng.derivation.words import headline
from kaocheng.diagnostics import gathered
from kaocheng.domain import walk as indicators_of
from kaocheng.places import InTable, Place
from kaocheng.scoring import ScoredIndicator
from kaocheng.standards import understand
from kaocheng.web.access import page
from kaocheng.web.content.items import row_key
from kaocheng.web.models import Change
from kaocheng.web.pages.frame import counts, show, space_of
from kaocheng.web.pages.standard_view import Stretch, applied_spans, stretches
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class Node:
    """A node of a derivation as the drawer shows it; one that is a figure of its own has its ``reference``."""

    node: Derivation
    headline: str
    inputs: tuple["Node", ...]
    place: Place | None
    typed: Change | None = None
    enters: tuple[str, ...] = ()
    reference: str = ""

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
        derivation = space.ledger.at(InTable(table, tuple(row), column))
        title = cell
    else:
        figure = space.figures.resolve(reference)
        if figure is None:
            raise Http404
        derivation, title = figure.derivation, reference
    facts = {
        "root": as_node(derivation, space, _typed(derivation, space)),
        "title": title,
        "depth": "111",
        "affects": _affects(space, reference),
        "pk": space.pk,
        "scored": _scored(space, reference),
        "stretches": _sentence(_scored(space, reference)),
    }
    if "HX-Request" in request.headers:
        return render(request, "drawer.html", facts)
    return show(request, "origin.html", "", space, **facts)


@dataclass(frozen=True)
class Affected:
    """Something that a figure enters: what it is called, and its address."""

    title: str
    address: str


def _affects(space: Workspace, reference: str) -> list[Affected]:
    """影响: the indicators whose score rests on a figure, and the texts that print it."""
    base = f"/e/{space.pk}/"
    found: list[Affected] = []
    figure = space.figures.resolve(reference) if reference else None
    if figure is None:
        return found
    kind, _, rest = reference.partition(".")
    for scored in space.sheet.indicators:
        code = scored.indicator.code
        if kind in {"问卷", "计算"} and scored.indicator.is_leaf and _rests_on(scored, figure.derivation):
            found.append(Affected(scored.indicator.title, f"{base}papers/{quote(code, safe='')}/"))
        elif kind == "指标" and rest.startswith(f"{code}.") and rest.endswith(".得分"):
            found += [Affected(above, "") for above in _above(space, code)]
    texts = [("section", "报告", "report"), ("paper", "底稿", "papers")]
    for item_kind, title, place in texts:
        for item in space.of_kind(item_kind):
            if f"{{{{{reference}}}}}" in item.body:
                found.append(Affected(f"{title} {item.key}", f"{base}{place}/{quote(item.key, safe='')}/"))
    return found


def _rests_on(scored: ScoredIndicator, figure: Derivation) -> bool:
    roots = [root for root in (scored.derivation, scored.actual) if root is not None]
    return any(
        node is figure or (node.name, node.value) == (figure.name, figure.value)
        for root in roots
        for node in walk(root)
    )


def _above(space: Workspace, code: str) -> list[str]:
    """The titles of the indicators above, and the total."""
    found = [
        other.indicator.title for other in space.sheet.indicators
        if any(below.code == code for _, below in indicators_of(other.indicator.indicators))
    ]  # fmt: skip
    return [*reversed(found), "总分"]


def _sentence(scored: ScoredIndicator | None) -> tuple[Stretch, ...]:
    """The standard that was executed, the clauses that applied marked; empty where the figure is no leaf's."""
    if scored is None or not scored.indicator.is_leaf:
        return ()
    indicator = scored.indicator
    rule = scored.reading.rule if scored.reading else indicator.standard
    found = understand(rule, name=indicator.name, weight=indicator.weight, target=indicator.target)
    return stretches(found, applied_spans(scored.derivation))


def _scored(space: Workspace, reference: str) -> ScoredIndicator | None:
    kind, _, rest = reference.partition(".")
    code = rest.partition(".")[0]
    return space.sheet[code] if kind == "指标" and code in space.sheet else None


def as_node(node: Derivation, space: Workspace, typed: dict[Place, Change]) -> Node:
    """A derivation as the drawer shows it; ``typed`` are the changes by which its cells got their values."""
    place = _place(node)
    enters = tuple(space.enters.get(place, ())) if place and isinstance(node, Given) else ()
    inputs = tuple(as_node(below, space, typed) for below in inputs_of(node))
    said = headline(node) or f"{node.name} = {node.form.full_text(node.value)}"
    reference, title = space.named.get(id(node), ("", ""))
    if not reference and isinstance(node, Computed) and space.metrics.knows(node.name):
        reference = f"计算.{node.name}"
    said = f"{title} {said}" if title and not said.startswith(title) else said
    return Node(node, said, inputs, place, typed.get(place) if place else None, enters, reference)


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
        return render(request, "problems_panel.html", facts)
    return show(request, "problems.html", "problems/", space, **facts)


@page("view")
def count(request: Any) -> HttpResponse:
    """The counts that the head of every page shows, for a page that just saved."""
    return render(request, "problems_count.html", {"counts": counts(space_of(request).problems)})
