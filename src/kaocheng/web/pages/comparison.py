"""比较: two versions of the report, or any two revisions of the evaluation; which scores, figures and texts differ."""

from typing import Any

from django.http import Http404, HttpResponse

from kaocheng.web.access import page
from kaocheng.web.comparing import compare
from kaocheng.web.models import Change, ReportJob
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.past import space_at


@page("view_report")
def versions(request: Any) -> HttpResponse:
    """Two versions of the report: ``?from=`` and ``?to=`` are their numbers; without, the last two."""
    done = list(
        ReportJob.objects.filter(evaluation=request.access.evaluation, state="done").select_related("by").order_by("-id")[:100]
    )  # fmt: skip
    chosen = _chosen(request, {job.pk: job for job in done}, [job.pk for job in done])
    older, newer = sorted(chosen, key=lambda job: job.pk)
    facts = {"jobs": done, "older": older, "newer": newer, "back": "report/"}
    return _show(request, "report/", older.revision, newer.revision, facts)


def _chosen(request: Any, known: dict[int, Any], order: list[int]) -> tuple[Any, Any]:
    newer = _number(request, "to", order[0] if order else 0)
    earlier = [key for key in order if key < newer]
    older = _number(request, "from", earlier[0] if earlier else newer)
    if newer not in known or older not in known:
        raise Http404
    return known[older], known[newer]


def _number(request: Any, field: str, default: int) -> int:
    text = request.GET.get(field, "")
    return int(text) if text.isdecimal() else default


@page("view_history")
def revisions(request: Any) -> HttpResponse:
    """Two revisions of the evaluation, ``?from=`` and ``?to=``; without, the present one and the one before."""
    present = request.access.evaluation.revision
    newer = min(_number(request, "to", present), present)
    older = _number(request, "from", newer - 1)
    older, newer = sorted((max(older, 1), max(newer, 1)))
    changes = Change.objects.filter(evaluation=request.access.evaluation, revision__gt=older, revision__lte=newer)
    facts = {"from": older, "to": newer, "present": present, "changes": changes.count(), "back": "history/"}
    return _show(request, "history/", older, newer, facts)


def _show(request: Any, here: str, older: int, newer: int, facts: dict[str, Any]) -> HttpResponse:
    space, evaluation = space_of(request), request.access.evaluation
    before = space_at(evaluation, older)
    after = space if newer >= space.revision else space_at(evaluation, newer)
    return show(request, "comparison.html", here, space, comparison=compare(before, after), **facts)
