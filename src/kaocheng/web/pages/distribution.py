"""发放: links and QR codes by unit, with quota, dates and progress; a sheet of the codes to print."""

import io
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain import unit_names
from kaocheng.survey import COUNTS
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content.surveys import FOLDER, PAPER_FORM, form_key
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import SurveyLink
from kaocheng.web.models.surveys import MANY, MODES, ONCE
from kaocheng.web.pages.design import questions_of
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.paper_forms import STRUCK
from kaocheng.web.questionnaires import holds_answers
from kaocheng.web.workspace import Workspace

UNIT_QUESTION = "您所在的县区（单位）"


@page("view")
def links(request: Any, name: str) -> HttpResponse:
    """Every link of a survey: what came by it, of how many, until when."""
    space = space_of(request)
    if space.item("questionnaire", name) is None:
        raise Http404
    found = list(_links(space.pk, name))
    typed = [item.body.get(STRUCK) for item in space.of_kind(PAPER_FORM) if item.key.startswith(form_key(name, ""))]
    used = {link.unit for link in found}
    facts = {
        "name": name,
        "tab": "links",
        "links": [(link, address_of(link)) for link in found],
        "typed": len(typed),
        "struck": sum(map(bool, typed)),
        "received": sum(link.count for link in found) + sum(not struck for struck in typed),
        "planned": sum(link.quota or 0 for link in found),
        "units": [unit for unit in unit_names(space.evaluation.units) if unit not in used],
        "all": "" not in used,
        "can": request.access.can("run_surveys"),
        "modes": MODES,
        "local": settings.ADDRESS.hostname in {"127.0.0.1", "localhost", "::1"},
    }
    return show(request, "links.html", "surveys/", space, **facts)


def _links(pk: int, name: str) -> Any:
    return SurveyLink.objects.filter(evaluation=pk, survey=name).annotate(count=Count("responses"))


def address_of(link: SurveyLink) -> str:
    """The address that a phone opens."""
    return f"{settings.ADDRESS.scheme}://{settings.ADDRESS.netloc}/q/{link.token}/"


@require_POST
@page("run_surveys")
def add_links(request: Any, name: str) -> HttpResponse:
    """Makes a link for each ``unit`` (the empty one stands for everybody) that has none.

    A question for the unit is added where there is none, so that results can be given by units; links answer it.
    """
    space = space_of(request)
    if name not in space.bundle.surveys:
        raise Http404
    can_be_asked(space, name)
    known = {"", *unit_names(space.evaluation.units)}
    asked = [unit for unit in request.POST.getlist("unit") or [""] if unit in known]
    given = dict(quota=_count(request.POST.get("quota", "")), mode=_mode(request), **_dates(request))
    there = SurveyLink.objects.filter(evaluation=space.pk, survey=name)
    have = set(there.values_list("unit", flat=True))
    new = [unit for unit in dict.fromkeys(asked) if unit not in have]
    _ask_for_units(request, space, name, [unit for unit in new if unit])
    SurveyLink.objects.bulk_create(SurveyLink(evaluation_id=space.pk, survey=name, unit=unit, **given) for unit in new)
    return redirect(f"/e/{space.pk}/surveys/{name}/links/")


def can_be_asked(space: Workspace, name: str) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` where answers would hide counts, or a question has no options."""
    counts = space.item("file", f"{FOLDER}/{name}/{COUNTS}")
    if counts and holds_answers(counts.key, counts.body["sha256"]):
        raise Refusal(messages.SURVEY_COUNTED.at(name=name))
    questions = space.bundle.surveys[name].questionnaire.questions
    if bare := [question.id for question in questions if question.is_closed and not question.options]:
        raise Refusal(messages.SURVEY_BARE.at(questions="、".join(bare)))


def _ask_for_units(request: Any, space: Workspace, name: str, units: list[str]) -> None:
    """Adds the units that no question has among its options, to the question for the unit, or as that question."""
    questionnaire = space.bundle.surveys[name].questionnaire
    have = {option.text for question in questionnaire.questions for option in question.options}
    if not (lacking := [unit for unit in units if unit not in have]):
        return
    items = questions_of(space, name)
    asking = next((item for item in items if item.body["text"] == UNIT_QUESTION), None)
    if asking is not None:
        told = asking.body["options"]
        save(request.access, [Edit("question", asking.key, "options", told, [*told, *lacking])])
        return
    body = {"id": "U", "text": UNIT_QUESTION, "type": "single", "options": lacking}
    groups = list(questionnaire.groups)
    first = min(item.position for item in items) - 1
    edits = [
        Edit("question", f"{name}/U", "", None, body, position=first),
        Edit("questionnaire", name, "groups", groups or None, [*groups, "U"]),
    ]
    save(request.access, edits, "按单位发放")


def _mode(request: Any) -> str:
    return MANY if request.POST.get("mode") == MANY else ONCE


def _count(text: str) -> int | None:
    return min(int(text), 1_000_000) if text.strip().isdecimal() else None


def _dates(request: Any) -> dict[str, date | None]:
    """The dates in a form; what is no date is refused."""
    found: dict[str, date | None] = {}
    for field in ("opens", "closes"):
        text = request.POST.get(field, "").strip()
        try:
            found[field] = parse_date(text) if text else None
        except ValueError:
            found[field] = None
        if text and found[field] is None:
            raise Refusal(messages.NO_DATE.at(found=text))
    if found["opens"] and found["closes"] and found["opens"] > found["closes"]:
        raise Refusal(messages.DATES_REVERSED.at(opens=found["opens"], closes=found["closes"]))
    return found


@require_POST
@page("run_surveys")
def change_link(request: Any, name: str, link: int) -> HttpResponse:
    """Changes the quota, the dates and the mode of a link, or opens or closes it (``switch`` is open or close)."""
    found = get_object_or_404(SurveyLink, pk=link, evaluation=request.access.evaluation, survey=name)
    if request.access.evaluation.archived:
        raise Refusal(messages.ARCHIVED.at())
    if "switch" in request.POST:
        found.is_open = request.POST["switch"] == "open"
    else:
        dates = _dates(request)
        found.quota = _count(request.POST.get("quota", ""))
        found.opens, found.closes = dates["opens"], dates["closes"]
        found.mode = _mode(request)
    found.save()
    return redirect(f"/e/{request.access.evaluation.pk}/surveys/{name}/links/#link-{link}")


@page("run_surveys")
def code(request: Any, name: str, link: int) -> HttpResponse:
    """The QR code of a link, as an SVG picture."""
    found = get_object_or_404(SurveyLink, pk=link, evaluation=request.access.evaluation, survey=name)
    out = io.BytesIO()
    segno.make(address_of(found), error="m").save(out, kind="svg", scale=5, border=4)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@page("run_surveys")
def sheet(request: Any, name: str) -> HttpResponse:
    """The codes of all open links on paper, to cut out and put up."""
    space = space_of(request)
    if name not in space.bundle.surveys:
        raise Http404
    found = [
        (link, address_of(link), _drawn(link)) for link in _links(space.pk, name) if link.state in {"open", "early"}
    ]
    facts = {"codes": found, "name": name, "title": space.bundle.surveys[name].questionnaire.title}
    return show(request, "codes.html", "surveys/", space, **facts)


def _drawn(link: SurveyLink) -> SafeString:
    """The code as an SVG element of segno's making: nothing of it was written by anybody."""
    made = segno.make(address_of(link), error="m")
    return mark_safe(made.svg_inline(scale=4, border=4, omitsize=True, title=f"{link.unit or '问卷'}的二维码"))  # noqa: S308
