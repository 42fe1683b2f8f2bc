"""录入: answers on paper, typed in by the team one form after another; each can be found, corrected and struck out."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.survey import Questionnaire
from kaocheng.web.access import Access, page
from kaocheng.web.models.surveys import new_token
from kaocheng.web.pages.distribution import can_be_asked
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.questionnaire import asked
from kaocheng.web.paper_forms import PaperForm, correct, forms, numbers, strike, type_in
from kaocheng.web.responses import answers_of
from kaocheng.web.workspace import workspace

_PAGE = 20


@page("run_surveys")
def enter(request: Any, name: str) -> HttpResponse:
    """An empty form; posted, its answers are one response, and the next form follows. What a paper leaves blank stays blank.

    Beside it, those that were typed.
    """
    questions = questionnaire_of(request.access, name)
    empty = False
    if request.method == "POST":
        answers, _ = answers_of(questions, _given(request))
        empty = not any(answers.values())
        if not empty:
            number = type_in(request.access, name, answers, request.POST.get("nonce", ""))
            return redirect(f"{request.path}?stored={number}")
    typed = numbers(request.access.evaluation, name)
    listed = Paginator(typed[::-1], _PAGE).get_page(request.GET.get("page"))
    shown = forms(request.access.evaluation, name, list(listed))[::-1]
    facts: dict[str, Any] = {"listed": listed, "forms": shown, "typed": len(typed), "stored": request.GET.get("stored")}
    facts |= {"asked": asked(questions, set()), "answers": {}, "missing": [], "empty": empty, "nonce": new_token()}
    return _show(request, name, "paper_forms.html", facts)


@page("run_surveys")
def find(request: Any, name: str) -> HttpResponse:
    """Leads to the form with the running number ``number``."""
    number = request.GET.get("number", "").strip()
    if not number.isdecimal() or int(number) not in numbers(request.access.evaluation, name):
        raise Http404
    return redirect(f"/e/{request.access.evaluation.pk}/surveys/{name}/enter/{int(number)}/")


@page("run_surveys")
def form(request: Any, name: str, number: int) -> HttpResponse:
    """One typed form: its answers, who typed it when, what was corrected. Posted, the answers that differ are corrected."""
    questions, found = questionnaire_of(request.access, name), _form(request, name, number)
    if request.method == "POST":
        given, _ = answers_of(questions, _given(request))
        correct(request.access, name, number, (_seen(request), given), request.POST.get("reason", ""))
        return redirect(request.path)
    typed = numbers(request.access.evaluation, name)
    place = typed.index(number)
    facts: dict[str, Any] = {"form": found, "asked": asked(questions, set()), "answers": found.answers, "missing": []}
    facts |= {"seen": json.dumps(found.answers, ensure_ascii=False)}
    facts |= {
        "before": typed[place - 1] if place else None,
        "after": typed[place + 1] if place + 1 < len(typed) else None,
    }
    return _show(request, name, "paper_form.html", facts)


@require_POST
@page("run_surveys")
def strike_out(request: Any, name: str, number: int) -> HttpResponse:
    """Has a form count no longer for a ``reason``, or again where it was ``seen`` struck out."""
    _form(request, name, number)
    strike(request.access, name, number, request.POST.get("seen", ""), request.POST.get("reason", ""))
    return redirect(f"/e/{request.access.evaluation.pk}/surveys/{name}/enter/{number}/")


def questionnaire_of(access: Access, name: str) -> Questionnaire:
    """The questionnaire of a survey to which answers may be typed. Raises :class:`Http404` or Refusal."""
    space = workspace(access.evaluation)
    result = space.bundle.surveys.get(name)
    if result is None:
        raise Http404
    can_be_asked(space, name)
    return result.questionnaire


def _form(request: Any, name: str, number: int) -> PaperForm:
    found = forms(request.access.evaluation, name, [number])
    if not found:
        raise Http404
    return found[0]


def _given(request: Any) -> dict[str, list[str]]:
    return {key: request.POST.getlist(key) for key in request.POST}


def _seen(request: Any) -> dict[str, str]:
    """The answers that the form was shown with."""
    try:
        seen = json.loads(request.POST.get("seen", ""))
    except ValueError:
        seen = None
    return {key: str(value) for key, value in seen.items()} if isinstance(seen, dict) else {}


def _show(request: Any, name: str, template: str, facts: dict[str, Any]) -> HttpResponse:
    return show(request, template, "surveys/", space_of(request), name=name, tab="enter", **facts)
