"""问卷: results, files in, links and QR codes."""

import io
import secrets
from typing import Any

import segno
from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal, errors
from kaocheng.domain import unit_names
from kaocheng.survey import read_survey
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content.paths import is_file_name
from kaocheng.web.content.surveys import FOLDER, ONLINE
from kaocheng.web.editing import Edit, save
from kaocheng.web.models import Blob, SurveyLink
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.uploads import taken
from kaocheng.web.responses import collected
from kaocheng.web.workspace import Workspace


@page("view")
def surveys(request: Any) -> HttpResponse:
    """All surveys."""
    space = space_of(request)
    return show(request, "surveys.html", "surveys/", space, surveys=space.bundle.surveys)


@page("view")
def survey(request: Any, name: str) -> HttpResponse:
    """One survey: sample, satisfaction, each question; links for its answers."""
    space = space_of(request)
    result = space.bundle.surveys.get(name)
    if result is None:
        raise Http404
    links = SurveyLink.objects.filter(evaluation=space.pk, survey=name).annotate(count=Count("responses"))
    facts = {
        "result": result,
        "name": name,
        "links": [(link, _address(link)) for link in links],
        "units": unit_names(space.evaluation.units),
        "can": request.access.can("run_surveys"),
        "imports": request.access.can("add_evidence"),
    }
    return show(request, "survey.html", "surveys/", space, **facts)


def _address(link: SurveyLink) -> str:
    return f"{settings.ADDRESS.scheme}://{settings.ADDRESS.netloc}/q/{link.token}/"


@page("view")
def inference(request: Any, name: str) -> HttpResponse:
    """Reliability and validity, which take a while and are asked for when looked at."""
    space = space_of(request)
    if name not in space.bundle.surveys:
        raise Http404
    result, _ = read_survey(name, _files(space, name), f"{FOLDER}/{name}")
    return show(request, "inference.html", "surveys/", space, result=result, name=name)


def _files(space: Workspace, name: str) -> dict[str, bytes]:
    folder = f"{FOLDER}/{name}/"
    found = {
        item.key.removeprefix(folder): Blob.fetch(item.body["sha256"])
        for item in space.of_kind("file")
        if item.key.startswith(folder)
    }
    online = collected(space.pk)
    return found | ({ONLINE: online[name]} if name in online else {})


@require_POST
@page("add_evidence")
def take(request: Any) -> HttpResponse:
    """Takes a questionnaire (YAML), counts or responses of the survey ``name`` in; refused where it has errors."""
    space = space_of(request)
    name = request.POST.get("name", "").strip().replace("/", "-")
    if not is_file_name(name):
        raise Refusal(messages.NO_FILE_NAME.at(found=name))
    file, data = taken(request, "file")
    ending = file.rpartition(".")[2].lower()
    if ending in {"yaml", "yml"}:
        target = "questionnaire.yaml"
    else:
        target = "counts.csv" if "count" in file or "计数" in file else f"responses-{secrets.token_hex(3)}.{ending}"
    _, problems = read_survey(name, {**_files(space, name), target: data}, f"{FOLDER}/{name}", inference=False)
    if wrong := errors(problems):
        raise Refusal(*wrong)
    blob, key = Blob.keep(data), f"{FOLDER}/{name}/{target}"
    item = space.item("file", key)
    stored = {"sha256": blob.sha256, "size": str(blob.size)}
    save(request.access, [Edit("file", key, "", item.body if item else None, stored)], f"导入 {file}")
    return redirect(f"/e/{space.pk}/surveys/{name}/")


@require_POST
@page("run_surveys")
def add_link(request: Any, name: str) -> HttpResponse:
    """Makes a link for a unit (or for all where none is given)."""
    space = space_of(request)
    if name not in space.bundle.surveys:
        raise Http404
    _can_be_asked(space, name)
    quota = request.POST.get("quota", "")
    SurveyLink.objects.create(
        evaluation_id=space.pk,
        survey=name,
        unit=request.POST.get("unit", "")[:200],
        quota=int(quota) if quota.isdecimal() else None,
    )
    return redirect(f"/e/{space.pk}/surveys/{name}/#links")


def _can_be_asked(space: Workspace, name: str) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where answers would hide counts, or a question has no options."""
    if space.item("file", f"{FOLDER}/{name}/counts.csv"):
        raise Refusal(messages.SURVEY_COUNTED.at(name=name))
    questions = space.bundle.surveys[name].questionnaire.questions
    if bare := [question.id for question in questions if question.is_closed and not question.options]:
        raise Refusal(messages.SURVEY_BARE.at(questions="、".join(bare)))


@require_POST
@page("run_surveys")
def switch_link(request: Any, name: str, link: int) -> HttpResponse:
    """Opens or closes a link."""
    found = get_object_or_404(SurveyLink, pk=link, evaluation=request.access.evaluation, survey=name)
    found.is_open = not found.is_open
    found.save()
    return redirect(f"/e/{request.access.evaluation.pk}/surveys/{name}/#links")


@page("run_surveys")
def code(request: Any, name: str, link: int) -> HttpResponse:
    """The QR code of a link, as an SVG picture."""
    found = get_object_or_404(SurveyLink, pk=link, evaluation=request.access.evaluation, survey=name)
    out = io.BytesIO()
    segno.make(_address(found), error="m").save(out, kind="svg", scale=5, border=4)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
