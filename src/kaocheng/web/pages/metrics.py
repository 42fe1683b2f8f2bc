"""计算指标 and names: formulas over the tables, and what the names in standards mean."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.pages.frame import show, space_of

BY = {"": "只算全体", "units": "逐单位计算"}


@page("view")
def metrics(request: Any) -> HttpResponse:
    """All metrics with their present values, and all names with what they lead to."""
    space = space_of(request)
    listed = [(item, space.metrics.value(item.key)) for item in space.of_kind("metric")]
    names = [(item, space.metrics.value(item.key)) for item in space.of_kind("name")]
    facts = {"listed": listed, "names": names, "by": BY, "can": request.access.can("edit_indicators")}
    facts["locked"] = request.access.evaluation.plan_locked
    return show(request, "metrics.html", "indicators/", space, **facts)


@require_POST
@page("edit_indicators")
def add(request: Any) -> HttpResponse:
    """Adds a metric (with ``formula``) or a name (with ``path``, 表/行/列)."""
    space = space_of(request)
    name, formula, path = (request.POST.get(key, "").strip() for key in ("name", "formula", "path"))
    if not name or not (formula or path):
        raise Refusal(messages.NAME_NEEDED.at(what="名称，以及公式或 表/行/列"))
    kind = "metric" if formula else "name"
    if space.item(kind, name):
        raise Refusal(messages.CODE_THERE.at(code=name))
    body = {"name": name, "unit": request.POST.get("unit", "").strip() or "%", "formula": formula} if formula else path
    save(request.access, [Edit(kind, name, "", None, body)], request.POST.get("reason", ""))
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
