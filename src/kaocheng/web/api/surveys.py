"""Surveys for programs: questionnaires, results, links, answers in and out."""

from typing import Any

from django.http import Http404
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from kaocheng.survey import as_json
from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.content.surveys import questionnaires
from kaocheng.web.models import Response
from kaocheng.web.pages import design, survey_results
from kaocheng.web.pages import surveys as surveys_page
from kaocheng.web.pages.surveys import import_file, inferred
from kaocheng.web.pages.uploads import taken
from kaocheng.web.workspace import workspace

router = Router(tags=["问卷"])


class SurveyOut(Schema):
    """A survey: its questionnaire as in the bundle, its results as ``kaocheng survey --json`` gives them."""

    name: str
    questionnaire: dict[str, object]
    result: dict[str, object] | None


class SurveyIn(Schema):
    """A new survey: its name, and the sample (``from``) or the survey (``copy``) that it begins as."""

    name: str
    sample: str = Field("空白问卷", alias="from")
    copied: str = Field("", alias="copy")


class KnownIn(Schema):
    """A result and nothing else: a rate (87.5%), or a mean out of ``full``; forms valid, sent, returned; who says so.

    ``code`` is the indicator that is scored by it.
    """

    name: str
    result: str
    origin: str
    full: str = ""
    valid: str = ""
    sent: str = ""
    returned: str = ""
    code: str = ""


class UseIn(Schema):
    """The indicator that is scored by the satisfaction of a survey."""

    code: str
    reason: str = ""


class FileGoneIn(Schema):
    """The name of the file, as the page of the survey lists it."""

    file: str


class SurveyNameIn(Schema):
    """Another name."""

    name: str
    reason: str = ""


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


@router.get(f"{ADDRESS}/surveys", response=list[SurveyOut], summary="问卷和结果")
def surveys(request: Any, evaluation: int) -> Any:
    """All surveys."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    documents = questionnaires({kind: space.of_kind(kind) for kind in ("questionnaire", "question")})
    results = space.bundle.surveys
    return [
        {"name": name, "questionnaire": document, "result": as_json(results[name]) if name in results else None}
        for name, document in documents.items()
    ]


@router.get(f"{ADDRESS}/surveys/{{survey}}/responses", response=list[AnswersOut], summary="在线答卷")
def responses(request: Any, evaluation: int, survey: str, after: int = 0) -> Any:
    """The answers collected online, a thousand at once; ``after`` is the id of the last one that is known."""
    access = enter(request.user, evaluation, "run_surveys")
    found = Response.objects.filter(link__evaluation=access.evaluation, link__survey=survey, pk__gt=after)
    return [
        {"id": one.pk, "unit": one.link.unit, "on": str(one.on), "answers": one.answers}
        for one in found.select_related("link").order_by("pk")[:1000]
    ]


@router.post(f"{ADDRESS}/surveys/{{survey}}/files", response=TakenOut, summary="导入答卷、计数或问卷")
def take(request: Any, evaluation: int, survey: str, file: File[UploadedFile]) -> Any:
    """Takes a file of answers or counts, or a questionnaire (YAML), in: all of it, or nothing with every problem."""
    access = enter(request.user, evaluation, "add_evidence")
    if workspace(access.evaluation).item("questionnaire", survey) is None and not file.name.endswith((".yaml", ".yml")):
        raise Http404
    name, data = taken(request, "file")
    found = import_file(access, survey, name, data)
    return {"stored": found.stored, "valid": found.valid, "problems": [one.as_json() for one in found.problems]}


@router.post(f"{ADDRESS}/surveys", response=DoneOut, summary="新建问卷")
def begin(request: Any, evaluation: int, asked: SurveyIn) -> Any:
    """Makes a survey. Its questions are items of kind question, changed by ``edits``, or a file (YAML) replaces them all."""
    return by_page(request, design.begin, evaluation, asked)


@router.post(f"{ADDRESS}/surveys/{{survey}}/files/remove", response=DoneOut, summary="移除一个答卷文件")
def remove_file(request: Any, evaluation: int, survey: str, asked: FileGoneIn) -> Any:
    """Takes an imported file of answers away."""
    return by_page(request, surveys_page.remove_file, evaluation, asked, name=survey)


@router.post(f"{ADDRESS}/surveys/result", response=DoneOut, summary="录入只有结果的调查")
def known(request: Any, evaluation: int, asked: KnownIn) -> Any:
    """Keeps the result of a survey of which nothing else is known."""
    return by_page(request, survey_results.known, evaluation, asked)


@router.post(f"{ADDRESS}/surveys/{{survey}}/use", response=DoneOut, summary="用一次调查的满意度给指标计分")
def use(request: Any, evaluation: int, survey: str, asked: UseIn) -> Any:
    """Has an indicator scored by the satisfaction of a survey."""
    return by_page(request, survey_results.use, evaluation, asked, name=survey)


@router.post(f"{ADDRESS}/surveys/{{survey}}/rename", response=DoneOut, summary="没有人回答过的问卷改名，引用随之改")
def rename(request: Any, evaluation: int, survey: str, asked: SurveyNameIn) -> Any:
    """Gives a survey that nobody has answered another name; metrics, texts and its links follow."""
    return by_page(request, design.rename, evaluation, asked, name=survey)


@router.post(f"{ADDRESS}/surveys/{{survey}}/remove", response=DoneOut, summary="删除没有人回答过的问卷")
def remove(request: Any, evaluation: int, survey: str) -> Any:
    """Takes a survey away that nobody has answered."""
    return by_page(request, design.remove, evaluation, name=survey)


@router.get(f"{ADDRESS}/surveys/{{survey}}/inference", response=dict[str, object], summary="信度与效度")
def inference(request: Any, evaluation: int, survey: str) -> Any:
    """The survey's results with reliability and validity, which take a while."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    result = inferred(space, survey)
    if result is None:
        raise Http404
    return as_json(result)
