"""What the names in a standard mean in the data: shown below the sentence, and picked right there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Refusal, nearest
from kaocheng.domain import DataTable
from kaocheng.domain.data import TOTAL
from kaocheng.places import InTable
from kaocheng.standards import Need, understand
from kaocheng.standards.formula import phrase_formula
from kaocheng.standards.inputs import given
from kaocheng.standards.names import same
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import Item
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.metric_sources import checked, is_figure, is_place, parts, source_text, survey_sources, unit_of
from kaocheng.web.models import Change
from kaocheng.web.own_rows import row_keys
from kaocheng.web.pages.frame import space_of
from kaocheng.web.pages.standard_view import view_standard
from kaocheng.web.workspace import Workspace

PLACES = 400
"""So many places are offered at most; more can be typed."""
EARLIER = 50
"""So many earlier wordings of a standard are searched for a formula."""


@dataclass(frozen=True)
class Bound:
    """The column that a name found by itself, because it bears that name: its table, and how many rows have a value."""

    table: DataTable
    done: int
    rows: int


@dataclass(frozen=True)
class Meaning:
    """What one name means now: the metric, cell or column behind it, and its value; ``where`` is what one may edit.

    ``bound`` is there where nobody said so, and a column bears the name. ``formula`` is what an earlier standard of the
    indicator computed it by, offered where nothing is behind the name now.

    Where nothing is behind the name: ``tables`` has the tables with a column of that name, if there are several, and
    ``near`` the name that is most like it.

    ``name`` is the label in the sentence, or for the metric of the whole indicator its name.
    """

    name: str
    is_actual: bool
    where: str
    value: Derivation | None
    near: str
    tables: tuple[str, ...]
    bound: Bound | None = None
    formula: str = ""


def standard_facts(  # noqa: PLR0917 -- an indicator as it is being typed
    space: Workspace, code: str, sentence: str, name: str, weight: Fraction, target: str
) -> dict[str, Any]:
    """What the reading of a standard shows: how it is understood, and what its names mean in the data."""
    view = view_standard(sentence, name, weight, target)
    item = space.item("indicator", code)
    return {"view": view, "meanings": meanings(space, item, name, view.needs), "places": places_to_mean(space)}


def meanings(space: Workspace, item: Item | None, name: str, needs: tuple[tuple[Need, str], ...]) -> list[Meaning]:
    """The meaning of every name that the data of a standard are asked for by."""
    found = []
    for need, _ in needs:
        if need.key in {"actual", "units"}:
            chosen = (item.body.get("metrics") or [name])[0] if item else name
            found.append(_meaning(space, item, chosen, is_actual=True))
        elif need.key == "items":
            found += [_meaning(space, item, label, is_actual=False) for label in need.labels]
    return found


def _meaning(space: Workspace, item: Item | None, name: str, *, is_actual: bool) -> Meaning:
    if typed := _typed(space, item, name, is_actual=is_actual):
        return Meaning(name, is_actual, typed, given(name, typed), "", ())
    known = space.metrics.knows(name)
    value = space.metrics.value(name) if known else None
    tables = () if known else tuple(table.name for table in space.evaluation.tables if table.column(name))
    near = "" if known or tables else nearest(name, _columns(space))
    formula = "" if known or tables or item is None else _earlier_formula(space, item, name)
    return Meaning(name, is_actual, _where(space, name), value, near, tables, _bound(space, name), formula)


def _typed(space: Workspace, item: Item | None, name: str, *, is_actual: bool) -> str:
    """What was typed for a name as it stands in the judgement of the indicator; the empty string where nothing was."""
    judgement = space.item("judgement", item.key) if item else None
    if judgement is None:
        return ""
    return str(judgement.body.get("actual", "") if is_actual else judgement.body.get("items", {}).get(name, ""))


def _earlier_formula(space: Workspace, item: Item, name: str) -> str:
    """By what formula the stored standard, or one before it, defines ``name``; empty where none does."""
    changes = Change.objects.filter(evaluation=space.pk, kind="indicator", key=item.key, field="standard")
    before = changes.order_by("-pk").values_list("before", flat=True)[:EARLIER]
    for sentence in (item.body.get("standard", ""), *(json.loads(text) for text in before if text)):
        standard = understand(sentence, name=name).standard
        for definition in standard.definitions if standard else ():
            if same(definition.name, name):
                return phrase_formula(definition.expression)
    return ""


def _bound(space: Workspace, name: str) -> Bound | None:
    evaluation = space.evaluation
    column = None if evaluation.metric(name) or name in evaluation.names else space.metrics.column_of(name)
    table = evaluation.table(column.partition(".")[0]) if column else None
    if table is None:
        return None
    keys = row_keys(space, table)
    done = sum(space.ledger.at(InTable(table.name, key, name)).value is not None for key in keys)
    return Bound(table, done, len(keys))


def _where(space: Workspace, name: str) -> str:
    """How a name is led to the data: the formula of the metric, the path of the name, else the column that bears it."""
    evaluation = space.evaluation
    if metric := evaluation.metric(name):
        return source_text(metric.survey, metric.formula)
    if name in evaluation.names:
        return evaluation.names[name]
    return _columns(space).get(name, "") if space.metrics.knows(name) else ""


def _columns(space: Workspace) -> dict[str, str]:
    return {
        column.name: f"{table.name}/{TOTAL}/{column.name}"
        for table in space.evaluation.tables
        for column in table.columns
    }


def places_to_mean(space: Workspace) -> list[str]:
    """What a name can mean: the surveys, then 表/行/列, the totals first, then the cells."""
    return [*survey_sources(space), *_places(space)][:PLACES]


def _places(space: Workspace) -> Iterator[str]:
    tables = space.evaluation.tables
    columns = [(table, column.name) for table in tables for column in table.columns if not column.measure.is_text]
    yield from (f"{table.name}/{TOTAL}/{name}" for table, name in columns)
    yield from ("/".join((table.name, *row.key, name)) for table, name in columns for row in table.rows)


@require_POST
@page("edit_indicators")
def mean(request: Any, code: str) -> HttpResponse:
    """Says what a ``name`` in the standard means; ``actual`` is there where it is the value of the whole indicator.

    ``where`` is a figure, a cell (表/行/列), a metric that is there, a survey (问卷 居民) or a formula.
    """
    space = space_of(request)
    item = space.item("indicator", code)
    if item is None:
        raise Http404
    name, where = (request.POST.get(key, "").strip() for key in ("name", "where"))
    edits = meaning_edits(space, item, name, where, is_actual=bool(request.POST.get("actual")))
    save(request.access, checked(space, list(edits)), request.POST.get("reason", ""))
    space = space_of(request)
    indicator = space.sheet[code].indicator
    facts = standard_facts(space, code, indicator.standard, indicator.name, indicator.weight, indicator.target)
    return render(request, "standard_reading.html", facts | {"pk": space.pk, "code": code, "can": True})


def meaning_edits(space: Workspace, item: Item, name: str, where: str, *, is_actual: bool) -> Iterator[Edit]:
    """The edits that let a name in the standard of an indicator mean what stands at ``where``.

    A figure holds for this indicator alone; everything else for all that say the name.
    """
    figure = where if is_figure(where) else ""
    if (typed := _typed(space, item, name, is_actual=is_actual)) != figure:
        if figure and not is_actual and figure[-1].isdecimal():
            raise Refusal(messages.NO_UNIT.at(found=figure))
        field = "actual" if is_actual else f"items.{name}"
        yield Edit("judgement", item.key, field, typed or None, figure or None, {"indicator": item.key})
    if figure or where == typed != "":
        return
    if where and where != name and space.evaluation.metric(where):
        yield Edit("indicator", item.key, "metrics", item.body.get("metrics"), [where])
        return
    if is_actual and (linked := item.body.get("metrics")):
        # The metric stays what it is to whatever else uses it; the indicator takes its value by its own name.
        yield Edit("indicator", item.key, "metrics", linked, None)
    yield from _named(space, item.body["name"] if is_actual else name, where)


def _named(space: Workspace, name: str, where: str) -> Iterator[Edit]:
    metric, named = space.item("metric", name), space.item("name", name)
    to_place = is_place(space, where)
    if named:
        yield Edit("name", name, "", named.body, where if to_place else None)
    elif to_place:
        yield Edit("name", name, "", None, where)
    source = {} if to_place else {field: text for field, text in parts(space, where).items() if text}
    if metric:
        kept = {field: text for field, text in metric.body.items() if field not in {"formula", "survey"}}
        yield Edit("metric", name, "", metric.body, kept | source if source else None)
    elif source:
        yield Edit("metric", name, "", None, {"name": name, "unit": unit_of(space, source)} | source)
