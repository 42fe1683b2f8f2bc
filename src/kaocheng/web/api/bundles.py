"""Evaluations as a whole for programs: what each is, bundles in and out, findings, what changed between two revisions."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from kaocheng.numbers import score_text
from kaocheng.web import transfer
from kaocheng.web.access import enter, may_begin
from kaocheng.web.api.schemas import EvaluationOut
from kaocheng.web.api.through import form_of
from kaocheng.web.comparing import compare
from kaocheng.web.models import Evaluation, Membership
from kaocheng.web.pages import evaluations as evaluations_pages
from kaocheng.web.pages.uploads import taken
from kaocheng.web.past import space_at
from kaocheng.web.workspace import workspace

router = Router()


class HeadOut(EvaluationOut):
    """An evaluation: what it is about, how much is wrong."""

    subject: str
    period: str
    total: str
    complete: bool
    errors: int
    warnings: int


class BeginIn(Schema):
    """The title of a new evaluation, and the template that it begins with."""

    title: str
    template: str


class ScoreDifferenceOut(Schema):
    """An indicator whose score differs; None where it was not there, or had no score."""

    code: str
    before: str | None
    after: str | None


class FigureDifferenceOut(Schema):
    """A figure that differs, as printed."""

    reference: str
    before: str
    after: str


class TextDifferenceOut(Schema):
    """A text that differs: its lines as pieces, each same, gone or new."""

    kind: str
    key: str
    lines: list[list[tuple[str, str]]]


class ComparisonOut(Schema):
    """What differs between two revisions."""

    total_before: str
    total_after: str
    scores: list[ScoreDifferenceOut]
    figures: list[FigureDifferenceOut]
    texts: list[TextDifferenceOut]


@router.get("/evaluations", response=list[EvaluationOut], summary="我的评价")
def evaluations(request: Any) -> Any:
    """My evaluations."""
    found = Membership.objects.filter(user=request.user).select_related("evaluation")
    return [
        {"id": m.evaluation_id, "title": m.evaluation.title, "role": m.role, "revision": m.evaluation.revision}
        for m in found
    ]


@router.post("/evaluations", response=EvaluationOut, summary="导入评价包")
def take(request: Any, file: File[UploadedFile]) -> Any:
    """Takes a ``.kaocheng`` archive as a new evaluation, which its sender leads."""
    if not may_begin(request.user):
        raise PermissionDenied("新建评价")
    del file  # that of the request
    _, data = taken(request, "file")
    return _own(transfer.take_archive(data, request.user))


@router.post("/evaluations/new", response=EvaluationOut, summary="从模板新建评价")
def begin(request: Any, asked: BeginIn) -> Any:
    """Begins an evaluation from a template, which its sender leads."""
    request.POST = form_of(asked.dict())
    made = evaluations_pages.begin(request)["Location"]
    return _own(Evaluation.objects.get(pk=made.strip("/").rpartition("/")[2]))


def _own(made: Evaluation) -> dict[str, object]:
    return {"id": made.pk, "title": made.title, "role": "lead_evaluator", "revision": made.revision}


@router.get("/evaluations/{evaluation}/scores.csv", summary="打分表（CSV）")
def sheet(request: Any, evaluation: int) -> HttpResponse:
    """The score sheet for spreadsheets."""
    return evaluations_pages.sheet(request, evaluation)


@router.get("/evaluations/{evaluation}", response=HeadOut, summary="一项评价")
def head(request: Any, evaluation: int) -> Any:
    """One evaluation."""
    access = enter(request.user, evaluation, "view")
    space = workspace(access.evaluation)
    found = [str(problem.severity) for problem in space.problems]
    return {
        "id": space.pk, "title": space.evaluation.title, "role": access.role, "revision": space.revision,
        "subject": space.evaluation.subject, "period": space.evaluation.period, "total": score_text(space.sheet.total),
        "complete": space.sheet.complete, "errors": found.count("error"), "warnings": found.count("warning"),
    }  # fmt: skip


@router.get("/evaluations/{evaluation}/comparison", response=ComparisonOut, summary="两个修订之间变了什么")
def comparison(request: Any, evaluation: int, older: int, newer: int) -> Any:
    """What differs from the revision ``older`` to the revision ``newer``."""
    access = enter(request.user, evaluation, "view_history")
    if not 0 < older <= newer <= access.evaluation.revision:
        raise Http404
    found = compare(space_at(access.evaluation, older), space_at(access.evaluation, newer))
    return {
        "total_before": score_text(found.total_before),
        "total_after": score_text(found.total_after),
        "scores": [
            {"code": one.indicator.indicator.code, "before": _score(one.before), "after": _score(one.after)} for one in found.scores
        ],
        "figures": [{"reference": one.reference, "before": one.before, "after": one.after} for one in found.figures],
        "texts": [{"kind": one.kind, "key": one.key, "lines": [list(line) for line in one.lines]} for one in found.texts],
    }  # fmt: skip


def _score(value: Fraction | None) -> str | None:
    return None if value is None else score_text(value)
