"""计算指标 and names: formulas over the tables and surveys, and what the names in standards mean."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.metric_sources import checked, is_place, parts, source_text
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.meanings import places_to_mean

BY = {"": "只算全体", "units": "逐单位计算"}


@page("view")
def metrics(request: Any) -> HttpResponse:
    """All metrics with their present values, and all names with what they lead to."""
    space = space_of(request)
    listed = [
        (item, source_text(item.body.get("survey", ""), item.body.get("formula", "")), space.metrics.value(item.key))
        for item in space.of_kind("metric")
    ]
    names = [(item, space.metrics.value(item.key)) for item in space.of_kind("name")]
    facts = {"listed": listed, "names": names, "by": BY, "can": request.access.can("edit_indicators")}
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
        raise Refusal(messages.CODE_THERE.at(code=name))
    given = {field: text for field, text in parts(space, source).items() if text}
    unit = request.POST.get("unit", "").strip() or "%"
    body = source if kind == "name" else {"name": name, "unit": unit} | given
    save(request.access, checked(space, [Edit(kind, name, "", None, body)]), request.POST.get("reason", ""))
    return redirect(f"/e/{space.pk}/indicators/metrics/")


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
