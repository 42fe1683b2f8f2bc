"""逐项填写: everything that has to be judged or typed for the leaf indicators, on one page, for filling in by keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from kaocheng.derivation import Given, leaves
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile, InTable, Place
from kaocheng.scoring import ScoredIndicator
from kaocheng.web.access import page
from kaocheng.web.pages.asked import Asked, asked_of, standard_of
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.papers import grouped, tables_for
from kaocheng.web.pages.progress import gaps, totals
from kaocheng.web.templatetags.printing import place_link
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class FillingRow:
    """An indicator: what is asked of the evaluators, where the rest comes from, what is missing or wrong."""

    scored: ScoredIndicator
    asked: tuple[Asked, ...]
    sources: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def blank(self) -> int:
        """How many points are still to be judged."""
        return sum(not one.value for one in self.asked)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing beside the points that are still to be judged."""
        return () if self.blank or self.tables else self.scored.missing


@page("view")
def filling(request: Any) -> HttpResponse:
    """The page; with ``?open`` only the indicators that have no score."""
    space = space_of(request)
    only_open = "open" in request.GET
    wanted = [leaf for leaf in space.sheet.leaves if leaf.score is None or not only_open]
    groups = [(top, [row_of(space, leaf) for leaf in below]) for top, below in grouped(space, wanted)]
    facts = {"groups": groups, "only_open": only_open} | _sum(space)
    return show(request, "filling.html", "papers/", space, **facts)


def answered(request: Any, space: Workspace, scored: ScoredIndicator, at: str) -> HttpResponse:
    """What a judgement at ``at`` changed on the page: the row's score and messages, and the total."""
    facts = {"pk": space.pk, "row": row_of(space, scored), "swapped": True, "at": at}
    return render(request, "filling_result.html", facts | _sum(space) | {"evaluation": space.evaluation})


def _sum(space: Workspace) -> dict[str, Any]:
    return {"sheet": totals(space), "unscored": len(gaps(space))}


def row_of(space: Workspace, scored: ScoredIndicator) -> FillingRow:
    """The row of a leaf indicator."""
    standard = standard_of(scored)
    asked = tuple(asked_of(space, scored))
    tables = tables_for(space, scored.indicator, standard) if scored.missing and standard else ()
    found = {problem.text(): problem for problem in scored.problems if problem.severity != "note"}
    return FillingRow(scored, asked, tuple(_sources(space, scored)), tuple(tables), tuple(found.values()))


def _sources(space: Workspace, scored: ScoredIndicator) -> Iterator[tuple[str, str]]:
    """The tables and surveys that the value comes from: name and address, each once."""
    root = scored.derivation or scored.actual
    places = [node.source.place for node in leaves(root) if isinstance(node, Given)] if root else []
    named = {_name(space, place): place_link(space.pk, place).partition("?")[0] for place in places if place}
    yield from ((name, address) for name, address in named.items() if name and address)


def _name(space: Workspace, place: Place) -> str:
    match place:
        case InTable(table=name):
            return next((table.title or table.name for table in space.evaluation.tables if table.name == name), name)
        case InFile(path=path) if path.startswith("surveys/"):
            return f"问卷 {path.split('/')[1]}"
    return ""
