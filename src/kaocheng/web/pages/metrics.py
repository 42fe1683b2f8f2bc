"""计算指标 and names: formulas over the tables and surveys, and what the names in standards mean."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import InItem
from kaocheng.web.content.references import mentioned
from kaocheng.web.content.renaming import Renaming, swap
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.metric_sources import checked, is_name, is_place, parts, source_text
from kaocheng.web.pages.frame import reason_of, show, space_of
from kaocheng.web.pages.meanings import places_to_mean
from kaocheng.web.renamed import renaming_edits
from kaocheng.web.workspace import Workspace

BY = {"": "只算全体", "units": "逐单位计算"}

_DATA = {"row", "amendment", "paper_form", "file"}
"""The kinds of which there are many, and none asks for a metric."""


@page("view")
def metrics(request: Any) -> HttpResponse:
    """All metrics with their present values, and all names with what they lead to."""
    space = space_of(request)
    listed = [
        (item, source_text(item.body.get("survey", ""), item.body.get("formula", "")), space.metrics.value(item.key))
        for item in space.of_kind("metric")
    ]
    names = [(item, space.metrics.value(item.key)) for item in space.of_kind("name")]
    facts = {
        "listed": listed,
        "names": names,
        "used": _users(space),
        "by": BY,
        "can": request.access.can("edit_indicators"),
    }
    facts["sources"] = places_to_mean(space)
    facts["locked"] = request.access.evaluation.plan_locked
    return show(request, "metrics.html", "indicators/", space, **facts)


@require_POST
@page("edit_indicators")
def add(request: Any) -> HttpResponse:
    """Adds a metric (``source`` is a survey or a formula), or a name where ``source`` is 表/行/列."""
    space = space_of(request)
    name, source = (request.POST.get(key, "").strip() for key in ("name", "source"))
    if not name or not source:
        raise Refusal(messages.NAME_NEEDED.at(what="名称和来源"))
    kind = "name" if is_place(space, source) else "metric"
    if space.item(kind, name):
        raise Refusal(messages.NAME_THERE.at(name=name))
    given = {field: text for field, text in parts(space, source).items() if text}
    unit = request.POST.get("unit", "").strip() or "%"
    body = source if kind == "name" else {"name": name, "unit": unit} | given
    save(request.access, checked(space, [Edit(kind, name, "", None, body)]), request.POST.get("reason", ""))
    return redirect(f"/e/{space.pk}/indicators/metrics/")


def _users(space: Workspace) -> dict[str, list[InItem]]:
    """What refers to each metric and name: the indicators, formulas and texts."""
    found: dict[str, list[InItem]] = {}
    known = {item.key for kind in ("metric", "name") for item in space.of_kind(kind)}
    asking = (item for item in space.items.values() if item.kind not in _DATA)
    for item in asking:
        for name in mentioned([item]).names & known - {item.key}:
            found.setdefault(name, []).append(InItem(item.kind, kind=item.kind, key=item.key))
    return found


@require_POST
@page("edit_indicators")
def rename(request: Any) -> HttpResponse:
    """Gives the metric or name ``key`` another ``name``; standards, formulas and texts that refer to it follow."""
    space = space_of(request)
    key, name = (request.POST.get(field, "").strip() for field in ("key", "name"))
    if not (space.item("metric", key) or space.item("name", key)):
        raise Http404
    if name != key:
        if not is_name(name):
            raise Refusal(messages.NAME_NEEDED.at(what="名称（以文字开头，不含空格、. / ; 、括号和运算符号）"))
        if space.item("metric", name) or space.item("name", name):
            raise Refusal(messages.NAME_THERE.at(name=name))
        edits = renaming_edits(space, Renaming(name=swap(key, name)))
        save(request.access, edits, reason_of(request, f"改名：{key} → {name}"))
    return redirect(f"/e/{space.pk}/indicators/metrics/#{name}")


@require_POST
@page("edit_indicators")
def remove(request: Any) -> HttpResponse:
    """Takes a metric or a name away."""
    space = space_of(request)
    item = space.item(request.POST.get("kind", ""), request.POST.get("key", ""))
    if item is None or item.kind not in {"metric", "name"}:
        raise Http404
    save(request.access, [Edit(item.kind, item.key, "", item.body, None)], request.POST.get("reason", ""))
    return redirect(f"/e/{space.pk}/indicators/metrics/")
