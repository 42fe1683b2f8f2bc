"""问卷结果: typing in the result of a survey of which nothing else is known, and having an indicator scored by a survey."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.web.access import page
from kaocheng.web.pages.design import refuse_name
from kaocheng.web.pages.frame import space_of
from kaocheng.web.survey_results import KnownResult, keep_result
from kaocheng.web.survey_results import use as use_for


@require_POST
@page("run_surveys")
def known(request: Any) -> HttpResponse:
    """Keeps a ``result`` (a rate, or a mean out of ``full``) with its numbers of forms; scores the indicator ``code`` by it."""
    fields = ("name", "result", "full", "sent", "returned", "valid", "origin", "code")
    given = {field: request.POST.get(field, "").strip() for field in fields}
    refuse_name(space_of(request), given["name"])
    counts = {field: given[field] for field in ("sent", "returned", "valid")}
    keep_result(
        request.access,
        KnownResult(given["name"], given["result"], given["full"], counts, given["origin"]),
        given["code"],
    )
    return redirect(f"/e/{request.access.evaluation.pk}/surveys/{given['name']}/")


@require_POST
@page("edit_indicators")
def use(request: Any, name: str) -> HttpResponse:
    """Has the indicator ``code`` scored by the satisfaction of a survey."""
    use_for(request.access, name, request.POST.get("code", ""), request.POST.get("reason", ""))
    return redirect(f"/e/{request.access.evaluation.pk}/surveys/{name}/#indicators")
