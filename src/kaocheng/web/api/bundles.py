"""Evaluations as a whole for programs: what each is, bundles in and out, findings, what changed between two revisions."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from kaocheng.numbers import score_text
from kaocheng.web import transfer
from kaocheng.web.access import enter, may_begin
from kaocheng.web.api.schemas import EvaluationOut
from kaocheng.web.comparing import compare
from kaocheng.web.content.from_files import FINDINGS
from kaocheng.web.models import Membership
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


@router.get("/evaluations", response=list[EvaluationOut])
def evaluations(request: Any) -> Any:
    """My evaluations."""
    found = Membership.objects.filter(user=request.user).select_related("evaluation")
    return [
        {"id": m.evaluation_id, "title": m.evaluation.title, "role": m.role, "revision": m.evaluation.revision}
        for m in found
    ]


@router.post("/evaluations", response=EvaluationOut)
def take(request: Any, file: File[UploadedFile]) -> Any:
    """Takes a ``.kaocheng`` archive as a new evaluation, which its sender leads."""
    if not may_begin(request.user):
        raise PermissionDenied("新建评价")
    del file  # that of the request
    _, data = taken(request, "file")
    made = transfer.take_archive(data, request.user)
    return {"id": made.pk, "title": made.title, "role": "lead_evaluator", "revision": made.revision}


@router.get("/evaluations/{evaluation}", response=HeadOut)
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


@router.get("/evaluations/{evaluation}/findings")
def findings(request: Any, evaluation: int) -> Any:
    """Experiences, problems, recommendations, rectifications and the use of results, as in findings.yaml."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    return {name: [item.body for item in space.of_kind(kind)] for name, (kind, _) in FINDINGS.items()}


@router.get("/evaluations/{evaluation}/comparison", response=ComparisonOut)
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
