"""录入: answers on paper, typed in by the team one form after another."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kaocheng.web.access import page
from kaocheng.web.models import SurveyLink
from kaocheng.web.models.surveys import PAPER, new_token
from kaocheng.web.pages.distribution import can_be_asked
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.questionnaire import asked, keep
from kaocheng.web.responses import answers_of


@page("run_surveys")
def enter(request: Any, name: str) -> HttpResponse:
    """An empty form; posted, its answers are one response, and the next form follows.

    What a paper leaves blank stays blank: whether it counts is for the rules of validity.
    """
    space = space_of(request)
    result = space.bundle.surveys.get(name)
    if result is None:
        raise Http404
    can_be_asked(space, name)
    questions = result.questionnaire
    where = {"evaluation": request.access.evaluation, "survey": name, "mode": PAPER}
    empty = False
    if request.method == "POST":
        answers, _ = answers_of(questions, {key: request.POST.getlist(key) for key in request.POST})
        empty = not any(answers.values())
        if not empty:
            link, _ = SurveyLink.objects.get_or_create(**where, defaults={"is_open": False})
            keep(link, request.POST.get("nonce", ""), answers)
            return redirect(request.path)
    typed = SurveyLink.objects.filter(**where).aggregate(typed=Count("responses"))["typed"]
    facts: dict[str, Any] = {
        "name": name,
        "tab": "enter",
        "asked": asked(questions, set()),
        "answers": {},
        "missing": [],
    }
    facts |= {"typed": typed, "empty": empty, "nonce": new_token()}
    return show(request, "paper_forms.html", "surveys/", space, **facts)
