"""Surveys for programs: questionnaires, results, links, answers in and out."""

from typing import Any

from django.db.models import Count
from django.http import Http404
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from kaocheng.survey import as_json
from kaocheng.web.access import enter
from kaocheng.web.content.surveys import questionnaires
from kaocheng.web.models import Response, SurveyLink
from kaocheng.web.pages.distribution import address_of
from kaocheng.web.pages.surveys import import_file
from kaocheng.web.pages.uploads import taken
from kaocheng.web.workspace import workspace

router = Router()


class SurveyOut(Schema):
    """A survey: its questionnaire as in the bundle, its results as ``kaocheng survey --json`` gives them."""

    name: str
    questionnaire: dict[str, object]
    result: dict[str, object] | None


class LinkOut(Schema):
    """A link by which answers come; ``state`` is open, early, late or closed."""

    id: int
    unit: str
    address: str
    state: str
    quota: int | None
    received: int
    opens: str | None
    closes: str | None


class AnswersOut(Schema):
    """One person's answers, by question; of the person nothing is known."""

    id: int
    unit: str
    on: str
    answers: dict[str, str]


class TakenOut(Schema):
    """What became of a file: whether it was stored, how many valid answers there are now, and what is wrong in it."""

    stored: bool
    valid: int
    problems: list[dict[str, object]]


@router.get("/evaluations/{evaluation}/surveys", response=list[SurveyOut])
def surveys(request: Any, evaluation: int) -> Any:
    """All surveys."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    documents = questionnaires({kind: space.of_kind(kind) for kind in ("questionnaire", "question")})
    results = space.bundle.surveys
    return [
        {"name": name, "questionnaire": document, "result": as_json(results[name]) if name in results else None}
        for name, document in documents.items()
    ]


@router.get("/evaluations/{evaluation}/surveys/{survey}/links", response=list[LinkOut])
def links(request: Any, evaluation: int, survey: str) -> Any:
    """The links of a survey."""
    access = enter(request.user, evaluation, "run_surveys")
    found = SurveyLink.objects.filter(evaluation=access.evaluation, survey=survey).annotate(count=Count("responses"))
    return [
        {"id": link.pk, "unit": link.unit, "address": address_of(link), "state": link.state, "quota": link.quota,
         "received": link.count, "opens": _day(link.opens), "closes": _day(link.closes)}
        for link in found
    ]  # fmt: skip


def _day(day: Any) -> str | None:
    return None if day is None else str(day)


@router.get("/evaluations/{evaluation}/surveys/{survey}/responses", response=list[AnswersOut])
def responses(request: Any, evaluation: int, survey: str, after: int = 0) -> Any:
    """The answers collected online, a thousand at once; ``after`` is the id of the last one that is known."""
    access = enter(request.user, evaluation, "run_surveys")
    found = Response.objects.filter(link__evaluation=access.evaluation, link__survey=survey, pk__gt=after)
    return [
        {"id": one.pk, "unit": one.link.unit, "on": str(one.on), "answers": one.answers}
        for one in found.select_related("link").order_by("pk")[:1000]
    ]


@router.post("/evaluations/{evaluation}/surveys/{survey}/files", response=TakenOut)
def take(request: Any, evaluation: int, survey: str, file: File[UploadedFile]) -> Any:
    """Takes a file of answers or counts, or a questionnaire (YAML), in: all of it, or nothing with every problem."""
    access = enter(request.user, evaluation, "add_evidence")
    if workspace(access.evaluation).item("questionnaire", survey) is None and not file.name.endswith((".yaml", ".yml")):
        raise Http404
    name, data = taken(request, "file")
    found = import_file(access, survey, name, data)
    return {"stored": found.stored, "valid": found.valid, "problems": [one.as_json() for one in found.problems]}
