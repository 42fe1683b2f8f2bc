"""What every answer carries and every session obeys: content policy, idle time, password age, refusals in words."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from kaocheng.diagnostics import Diagnostic, Refusal
from kaocheng.web.access import Access
from kaocheng.web.audits.deciding import Overtaken
from kaocheng.web.editing import Conflict, Meeting
from kaocheng.web.pages.frame import frame_facts
from kaocheng.web.placing import in_pages, words_of
from kaocheng.web.signing_in import came_from, is_script, sign_in_first
from kaocheng.web.workspace import workspace

Answer = Callable[[Any], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PASSED = "second step"
"""In a session: the second step was taken."""
_WITHOUT_SECOND = {"/account/second/", "/password/", "/logout/"}
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_REFRESH = 60  # a session is written at most once in so many seconds


class ContentSecurity:
    """Content-Security-Policy on every answer; one that brought its own keeps it."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers."""
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if "/static/" not in request.path:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class PlainText:
    """Refuses addresses and forms with control characters: nobody types them, and neither databases nor files take them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers."""
        given = [request.GET] + ([request.POST] if request.content_type in _FORMS else [])
        texts = (text for values in given for name in values for text in (name, *values.getlist(name)))
        if _CONTROL.search(request.path) or any(_CONTROL.search(text) for text in texts):
            return _refuse(request, 400, "内容里有看不见的控制字符，没有存入。", ["请删去后重新输入。"])
        return self._answer(request)


class SessionRules:
    """Ends sessions that were idle too long; asks for a new password, or a second step, where one is due."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: Any) -> HttpResponse:
        """Answers."""
        if "sessionid" not in request.COOKIES or not request.user.is_authenticated:
            return self._answer(request)
        now = int(time.time())
        seen, since = request.session.get("seen", now), request.session.get("since", now)
        if now - seen > settings.IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
            logout(request)
            return sign_in_first(request)
        if now - seen >= _REFRESH or "seen" not in request.session:
            request.session["seen"] = now
            request.session.setdefault("since", since)
        if must_choose(request.user) and request.path not in {"/password/", "/logout/"}:
            return sign_in_first(request, "要先换密码，没有存上。", "/password/")
        if settings.TWO_STEP and PASSED not in request.session and request.path not in _WITHOUT_SECOND:
            return sign_in_first(request, "要先通过两步登录，没有存上。", "/account/second/")
        return self._answer(request)


def number(text: str) -> int | None:
    """The number that a form gives for an object; None for anything else, which no object has."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def must_choose(user: Any) -> bool:
    """Whether the user has to choose a password: it was given by somebody else, or is too old."""
    since = user.password_since
    return since is None or timezone.now() - since > timedelta(days=settings.PASSWORD_DAYS)


class Refusals:
    """Exceptions that say no become pages, or JSON for scripts, in words."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers. A form that is sent by the script of its page is told where to go on, and keeps what was typed."""
        response = self._answer(request)
        if "X-Inside" in request.headers and response.status_code == 302:
            return JsonResponse({"to": response["Location"]})
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an exception; None for those that are ours to mend."""
        match error:
            case PermissionDenied():
                allowed = f"“{error}”" if str(error) else "这件事"
                return _refuse(request, 403, "您在这项评价里的角色不能做这件事。", [f"需要的权限：{allowed}。"])
            case Http404() if request.path.startswith("/q/"):
                return _refuse(request, 404, "链接无效或已关闭。", ["请向发放问卷的人要新的链接。"])
            case Http404() | OverflowError():  # a number that no database holds
                return _refuse(request, 404, "没有这一页，或您不是这项评价的成员。", [])
            case Conflict():
                what = "别人刚改过同一处，您的修改没有存入。"
                lines = [_both(meeting) for meeting in error.meetings]
                return _refuse(request, 409, what, [*lines, "请刷新，看过现在的内容后再改。"])
            case Refusal():
                lines = [said(diagnostic) for diagnostic in error.diagnostics]
                return _refuse(request, 409 if isinstance(error, Overtaken) else 400, "做不到。", lines)
        return None


def said(diagnostic: Diagnostic) -> str:
    """Where, what and what to do; that it is wrong is said by the page."""
    places = "、".join(words_of(place) for place in diagnostic.places)
    return in_pages(f"{places} {diagnostic.text()}{diagnostic.hint()}".strip())


def _both(meeting: Meeting) -> str:
    theirs, yours = (json.dumps(value, ensure_ascii=False) for value in (meeting.present, meeting.edit.after))
    return f"现在是 {theirs}（{meeting.by or '他人'}），您填的是 {yours}。"


def csrf_failure(request: HttpRequest, **_: object) -> HttpResponse:
    """The answer to a form without a valid token."""
    return _refuse(request, 403, "这一页放得太久，或不是从本系统打开的。", ["请刷新后重做；已保存的内容都在。"])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """The answer to an unknown address."""
    return _refuse(request, 404, "没有这一页，或您不是这项评价的成员。", [])


def broken(request: HttpRequest) -> HttpResponse:
    """The answer when we made a mistake. It asks nothing of what may be broken: no user, no evaluation, no database."""
    what, lines = "程序自身出错了。", ["已保存的内容都在。请把时间和所做的操作告诉管理员。"]
    if is_script(request):
        return JsonResponse({"message": what, "lines": lines}, status=500)
    return HttpResponse(render_to_string("broken.html", {"what": what, "lines": lines}), status=500)


def _refuse(request: HttpRequest, status: int, what: str, lines: list[str]) -> HttpResponse:
    if "X-Inside" in request.headers:  # its form says so itself
        return JsonResponse({"message": what, "lines": lines})
    if request.headers.get("accept", "").startswith("application/json") or request.path.startswith("/api/"):
        return JsonResponse({"message": what, "lines": lines}, status=status)
    facts = {"what": what, "lines": lines, "status": status, "frame": "outside.html", "back": came_from(request)}
    access = getattr(request, "access", None)
    if isinstance(access, Access):
        facts |= {"frame": "base.html"} | frame_facts(access, workspace(access.evaluation), here="")
    return render(request, "refused.html", facts, status=status)


def _is_other(character: str) -> bool:
    return not character.isalnum()


class CharacterKinds:
    """A password needs three of: lower case, upper case, digits, other characters."""

    def validate(self, password: str, _: object = None) -> None:
        """Raises :class:`ValidationError` for a password that is too uniform."""
        kinds = (str.islower, str.isupper, str.isdigit, _is_other)
        if sum(any(kind(character) for character in password) for kind in kinds) < 3:
            raise ValidationError(self.get_help_text(), code="too-uniform")

    def get_help_text(self) -> str:
        """The rule in words."""
        return "密码要有大写字母、小写字母、数字、其他符号中的至少三种。"
