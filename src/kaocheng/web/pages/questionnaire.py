"""The public questionnaire: for a phone, without signing in, one response a form, nothing kept of the person."""

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from kaocheng.survey import Question, Questionnaire
from kaocheng.web.access import page, public
from kaocheng.web.editing import writable
from kaocheng.web.models import Response, SurveyLink
from kaocheng.web.models.surveys import MANY, ONCE, new_token
from kaocheng.web.pages.frame import space_of
from kaocheng.web.protection import POLICY
from kaocheng.web.responses import answers_of
from kaocheng.web.workspace import workspace

VALID_HOURS = 24
PER_MINUTE = 20
"""How many forms one address may hand in to a link in a minute: a whole waiting room, not a script."""
_SALT = "questionnaire"


@require_http_methods(["GET", "POST"])
@public
def questionnaire(request: Any, token: str) -> HttpResponse:
    """The form, or the thanks for it."""
    link = get_object_or_404(SurveyLink.objects.select_related("evaluation"), token=token)
    result = workspace(link.evaluation).bundle.surveys.get(link.survey)
    if result is None or link.evaluation.archived or link.state in {"closed", "late"}:
        return _say(request, "这份问卷已经结束。", "谢谢您的关心。", 410)
    if link.state == "early":
        return _say(request, "这份问卷还没有开始。", f"{link.opens:%Y年%m月%d日}起可以填写。", 403)
    questions = result.questionnaire
    if request.method == "POST":
        return _take(request, link, questions)
    if link.mode == ONCE and request.COOKIES.get(_cookie(link)):
        return _say(request, "您已经填过这份问卷。", "谢谢您的参与。", 200)
    return _form(request, link, questions, {}, [])


def _form(
    request: Any, link: SurveyLink, questions: Questionnaire, answers: dict[str, str], missing: list[str]
) -> HttpResponse:
    known = _unit_answer(link, questions)
    facts = {
        "unit": link.unit,
        "questions": questions,
        "asked": asked(questions, set(known)),
        "answers": answers,
        "missing": missing,
        "nonce": signing.dumps(new_token(), salt=_SALT),
    }
    return render(request, "questionnaire.html", facts, status=400 if missing else 200)


@dataclass(frozen=True)
class Asked:
    """A question as it is asked: its number, the title of the part that it begins, and when it is to be answered."""

    number: int
    question: Question
    part: str
    only_if: str


def asked(questions: Questionnaire, known: set[str]) -> list[Asked]:
    """The questions in order, without those whose answer is ``known``."""
    shown = [question for question in questions.questions if question.id not in known]
    numbers = {question.id: number for number, question in enumerate(shown, 1)}
    titles = {section.id: section.title for section in questions.sections}
    found, part = [], ""
    for question in shown:
        begins = titles.get(question.section, "") if question.section != part else ""
        part = question.section
        conditions = [
            f"第 {numbers[other]} 题选“{'”或“'.join(sorted(options))}”"
            for other, options in question.shown_if
            if other in numbers
        ]
        found.append(Asked(numbers[question.id], question, begins, "、".join(conditions)))
    return found


@page("run_surveys")
def preview(request: Any, name: str) -> HttpResponse:
    """The form as a phone will show it, to be framed by the page where it is made; nothing can be handed in."""
    result = space_of(request).bundle.surveys.get(name)
    if result is None:
        raise Http404
    questions = result.questionnaire
    facts = {"questions": questions, "asked": asked(questions, set()), "answers": {}, "missing": [], "preview": True}
    response = render(request, "questionnaire.html", facts)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return response


def _take(request: Any, link: SurveyLink, questions: Questionnaire) -> HttpResponse:
    if link.mode == ONCE and request.COOKIES.get(_cookie(link)):
        return _say(request, "您已经填过这份问卷。", "一台设备只填一份，谢谢您的参与。", 200)
    if _too_many(request, link):
        return _say(request, "提交得太快了。", "请一分钟后再试；您填的内容没有丢，按“返回”就能看到。", 429)
    try:
        nonce = signing.loads(request.POST.get("nonce", ""), salt=_SALT, max_age=VALID_HOURS * 3600)
    except signing.BadSignature:
        return _say(request, "这份表单已经过期。", "请重新扫码打开。", 400)
    answers, missing = answers_of(questions, {key: request.POST.getlist(key) for key in request.POST})
    answers |= _unit_answer(link, questions)
    if missing := [key for key in missing if not answers.get(key)]:
        return _form(request, link, questions, answers, missing)
    if not keep(link, nonce, answers):
        return _say(request, "这份问卷已经收到了。", "同一份表单只计一次，谢谢您的参与。", 200, link)
    response = _say(request, "已经收到，谢谢您！", "您的回答不记姓名，只用于这次评价。", 200, link)
    if link.mode == MANY:
        return response
    response.set_cookie(
        _cookie(link), "1", max_age=180 * 86400, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def keep(link: SurveyLink, nonce: str, answers: dict[str, str]) -> bool:
    """Stores one response; False where the form with that ``nonce`` was handed in before."""
    digest = hashlib.sha256(f"{link.pk}:{nonce}".encode()).hexdigest()
    try:
        with transaction.atomic():
            evaluation = writable(link.evaluation_id)
            evaluation.revision += 1
            evaluation.save(update_fields=["revision"])
            text = json.dumps(answers, ensure_ascii=False)
            Response.objects.create(link=link, nonce=digest, text=text, revision=evaluation.revision)
    except IntegrityError:
        return False
    return True


def _unit_answer(link: SurveyLink, questions: Questionnaire) -> dict[str, str]:
    """The answer to the question that asks for the unit, which the link knows."""
    if not link.unit:
        return {}
    found = [question for question in questions.questions if link.unit in {option.text for option in question.options}]
    return {found[0].id: link.unit} if found else {}


def _too_many(request: Any, link: SurveyLink) -> bool:
    """Counts by a digest of the address and the minute, that is forgotten soon after."""
    address = hashlib.sha256(f"{link.token}:{_address(request)}".encode()).hexdigest()
    key = f"q:{address}:{int(time.time()) // 60}"
    if cache.add(key, 1, timeout=120):
        return False
    try:
        return int(cache.incr(key)) > PER_MINUTE
    except ValueError:
        return False


def _address(request: Any) -> str:
    """The visitor's address; behind a proxy, the one that the proxy saw."""
    if settings.BEHIND_PROXY:
        return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _cookie(link: SurveyLink) -> str:
    return f"answered-{link.pk}"


def _say(request: Any, what: str, more: str, status: int, link: SurveyLink | None = None) -> HttpResponse:
    """A page of words; on a device that goes round it leads to the next form of ``link``."""
    again = link is not None and link.mode == MANY
    return render(request, "questionnaire_done.html", {"what": what, "more": more, "again": again}, status=status)
