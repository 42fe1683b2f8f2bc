"""The operations of the API."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from kaocheng.derivation import as_json as derivation_json
from kaocheng.diagnostics import Refusal
from kaocheng.numbers import NotANumber, percent_text, read_number, score_text, short_text
from kaocheng.web import transfer
from kaocheng.web.access import Access, enter
from kaocheng.web.api import (
    audits,
    bundles,
    distribution,
    evidence,
    filling,
    findings,
    plan,
    reports,
    reviewing,
    surveys,
    tables,
    team,
)
from kaocheng.web.api.schemas import (
    ERRORS,
    ChangeOut,
    ChangesIn,
    EditsIn,
    ErrorOut,
    FigureOut,
    ItemOut,
    ProblemOut,
    SavedOut,
    SheetOut,
    StandardIn,
    StandardOut,
)
from kaocheng.web.audits.deciding import Overtaken
from kaocheng.web.content import KINDS
from kaocheng.web.content.surveys import PAPER_FORM
from kaocheng.web.editing import Conflict
from kaocheng.web.models import ApiToken, Change
from kaocheng.web.models.people import digest_of
from kaocheng.web.pages.history import picked
from kaocheng.web.pages.saving import conflict_json, edits_of, store
from kaocheng.web.pages.standard_view import view_standard
from kaocheng.web.pages.uploads import download
from kaocheng.web.protection import said
from kaocheng.web.workspace import workspace


class Described(NinjaAPI):
    """The API, whose document says of every operation what an error looks like."""

    def get_openapi_schema(self, **asked: Any) -> Any:
        """The OpenAPI document."""
        document = super().get_openapi_schema(**asked)
        document["components"]["schemas"]["ErrorOut"] = ErrorOut.model_json_schema()
        shape = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}}
        for operations in document["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = {"description": ERRORS, "content": shape}
        return document


class Token(HttpBearer):
    """``Authorization: Bearer …`` with a token that its user made."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The user of a token that is known and not over; otherwise None."""
        found = ApiToken.objects.select_related("user").filter(digest=digest_of(token)).first()
        if found is None or found.expires < timezone.now() or not found.user.is_active:
            return None
        request.user = found.user
        return found.user


api = Described(title="考成接口", version="1", auth=[Token(), SessionAuth()], docs_url=None, urls_namespace="api")
router = Router()


def _enter(request: Any, evaluation: int, action: str) -> Access:
    return enter(request.user, evaluation, action)


@router.get("/evaluations/{evaluation}/scores", response=SheetOut, summary="打分表")
def scores(request: Any, evaluation: int) -> Any:
    """The score sheet."""
    sheet = workspace(_enter(request, evaluation, "view").evaluation).sheet
    listed = [
        {
            "code": scored.indicator.code,
            "name": scored.indicator.name,
            "level": scored.level,
            "weight": short_text(scored.indicator.weight),
            "score": None if scored.score is None else score_text(scored.score),
            "rate": None if scored.rate is None else percent_text(scored.rate),
            "missing": list(scored.missing),
        }
        for scored in sheet.indicators
    ]
    grade = sheet.grade.name if sheet.grade else None
    return {"total": score_text(sheet.total), "complete": sheet.complete, "grade": grade, "indicators": listed}


@router.get("/evaluations/{evaluation}/figures", response=FigureOut, summary="一个数和它的来历")
def figure(request: Any, evaluation: int, ref: str) -> Any:
    """A figure by reference, with its derivation."""
    found = workspace(_enter(request, evaluation, "view").evaluation).figures.resolve(ref)
    if found is None:
        raise Http404
    return {"reference": ref, "text": found.text, "derivation": derivation_json(found.derivation)}


@router.get("/evaluations/{evaluation}/problems", response=list[ProblemOut], summary="校验提示")
def problems(request: Any, evaluation: int) -> Any:
    """Everything that is wrong, as ``kaocheng check`` says it."""
    return [found.as_json() for found in workspace(_enter(request, evaluation, "view").evaluation).problems]


@router.get("/evaluations/{evaluation}/items/{kind}", response=list[ItemOut], summary="一类内容")
def items(request: Any, evaluation: int, kind: str) -> Any:
    """The items of a kind; what was typed from paper is for those who run surveys."""
    space = workspace(_enter(request, evaluation, "run_surveys" if kind == PAPER_FORM else "view").evaluation)
    if kind not in KINDS:
        raise Http404
    return [
        {"kind": item.kind, "key": item.key, "position": item.position, "version": item.version, "body": item.body}
        for item in space.of_kind(kind)
    ]


@router.post("/evaluations/{evaluation}/edits", response=SavedOut, summary="修改内容：一次存全部，或全不存")
def edits(request: Any, evaluation: int, asked: EditsIn) -> Any:
    """Stores edits, all or none; 409 with both values where somebody else was quicker."""
    access = _enter(request, evaluation, "enter")
    given = [{key: value for key, value in edit.dict().items() if key != "table" or value} for edit in asked.edits]
    return store(access, edits_of(access, given), asked.reason)


@router.get("/evaluations/{evaluation}/changes", response=list[ChangeOut], summary="修改记录")
def changes(request: Any, evaluation: int, asked: Query[ChangesIn]) -> Any:
    """The latest changes, the newest first."""
    access = _enter(request, evaluation, "view_history")
    found = picked(Change.objects.filter(evaluation=access.evaluation).select_related("by"), asked.dict())
    return [
        {
            "revision": change.revision,
            "at": timezone.localtime(change.at).isoformat(),
            "by": change.by.shown_name if change.by else "",
            "kind": change.kind,
            "key": change.key,
            "field": change.field,
            "before": json.loads(change.before) if change.before else None,
            "after": json.loads(change.after) if change.after else None,
            "reason": change.reason,
        }
        for change in found[: min(asked.limit, 1000)]
    ]


@router.get("/evaluations/{evaluation}/bundle", summary="下载评价包")
def bundle(request: Any, evaluation: int) -> HttpResponse:
    """The bundle as an archive."""
    space = workspace(_enter(request, evaluation, "export").evaluation)
    return download(transfer.archive(space), f"{space.evaluation.title}.kaocheng")


@router.post("/standard", response=StandardOut, summary="一句评分标准怎样理解")
def standard(request: Any, asked: StandardIn) -> Any:
    """How a sentence is understood. Anybody who is signed in may ask."""
    del request
    try:
        weight = read_number(asked.weight)
    except NotANumber:
        raise Http404 from None
    view = view_standard(asked.standard, asked.name, weight, asked.target)
    found = view.understanding
    return {
        "understood": found.understood,
        "kind": found.standard.kind if found.standard else "",
        "canonical": view.canonical,
        "needs": [text for _, text in view.needs],
        "problems": [problem.line() for problem in found.problems],
    }


@api.exception_handler(Refusal)
def refused(request: Any, error: Refusal) -> HttpResponse:
    """A refusal, in words."""
    status = 409 if isinstance(error, Overtaken) else 400
    return api.create_response(
        request, {"message": "做不到。", "lines": [said(diagnostic) for diagnostic in error.diagnostics]}, status=status
    )


@api.exception_handler(Conflict)
def met(request: Any, conflict: Conflict) -> HttpResponse:
    """Both values where somebody else was quicker."""
    return api.create_response(request, conflict_json(conflict) | {"lines": []}, status=409)


@api.exception_handler(PermissionDenied)
def forbidden(request: Any, error: PermissionDenied) -> HttpResponse:
    """What the policy does not allow."""
    return api.create_response(request, {"message": "您的角色不能做这件事。", "lines": [str(error)]}, status=403)


@api.exception_handler(Http404)
def absent(request: Any, _: Http404) -> HttpResponse:
    """What is not there, or not for this user to know."""
    return api.create_response(request, {"message": "没有这一项，或您不是成员。", "lines": []}, status=404)


@api.exception_handler(ValidationError)
def incomplete(request: Any, error: ValidationError) -> HttpResponse:
    """A request that lacks something, or holds something else than it should."""
    lines = [f"{'.'.join(str(step) for step in one['loc'])}：{one['msg']}" for one in error.errors]
    return api.create_response(request, {"message": "请求不完整，或有内容不对。", "lines": lines}, status=422)


@api.exception_handler(AuthenticationError)
def unknown(request: Any, _: AuthenticationError) -> HttpResponse:
    """A request of nobody that is known."""
    lines = ["请带上“Authorization: Bearer 令牌”；令牌在“我的账户”里建立，到期要重新建立。"]
    return api.create_response(request, {"message": "没有登录。", "lines": lines}, status=401)


api.add_router("/v1", router)
for part in (
    bundles,
    plan,
    tables,
    filling,
    reviewing,
    findings,
    evidence,
    reports,
    surveys,
    distribution,
    team,
    audits,
):
    api.add_router("/v1", part.router)
