"""概览: how far the evaluation is, the score so far, what is wrong, what happened lately."""

from typing import Any

from django.http import HttpResponse

from kaocheng.diagnostics import Severity
from kaocheng.domain.evaluation import KIND_NAMES, ORGANISATION_ROLES
from kaocheng.scoring.checks.messages import NO_SCORE
from kaocheng.web.access import page
from kaocheng.web.models import Change
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.progress import days_left, gaps, present_stage, progress, totals
from kaocheng.web.pages.runs import runs
from kaocheng.web.pages.stages import steps


@page("view")
def overview(request: Any) -> HttpResponse:
    """The page."""
    space = space_of(request)
    evaluation, sheet = space.evaluation, space.sheet
    stage = present_stage(evaluation.schedule)
    # What has no score stands in a list of its own.
    grave = [one for one in space.problems if one.severity is not Severity.NOTE and one.code != NO_SCORE.code]
    recent = []
    if request.access.can("view_history"):
        changes = Change.objects.filter(evaluation=request.access.evaluation).select_related("by", "evaluation")
        recent = runs(changes, 6)
    return show(
        request,
        "overview.html",
        "",
        space,
        kind=KIND_NAMES[evaluation.kind],
        organisations=[(ORGANISATION_ROLES[item.role], item.name) for item in evaluation.organisations],
        tops=[scored for scored in sheet.indicators if scored.level == 1],
        sheet=totals(space),
        gaps=gaps(space),
        stage=stage,
        days=days_left(stage),
        progress=progress(space),
        grades=[grade for grade in evaluation.grades if grade.at_least],
        steps=steps(request.access, space),
        problems=grave[:12],
        more=len(grave) - 12,
        runs=recent,
        imported="imported" in request.GET,
    )
