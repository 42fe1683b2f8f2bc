"""What somebody gets who is not signed in, or not any more: a page leads to the login, a script is told and keeps its texts."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

SIGN_IN = "登录已过期，没有存上。"


def sign_in_first(request: Any, what: str = SIGN_IN, address: str = settings.LOGIN_URL) -> HttpResponse:
    """The answer: 401 in JSON for a script; a page goes to ``address``, and from the login on to one that can be opened."""
    if is_script(request):
        return JsonResponse({"message": what, "lines": ["请登录后再试；已填的内容还在这一页上。"]}, status=401)
    if address != settings.LOGIN_URL:
        return redirect(address)
    after = request.get_full_path() if request.method in {"GET", "HEAD"} else came_from(request) or "/"
    return redirect(f"{address}?{urlencode({'next': after})}")


def is_script(request: HttpRequest) -> bool:
    """Whether a script of a page, or of somebody's own, waits for the answer."""
    if request.path.startswith("/api/") or request.headers.get("accept", "").startswith("application/json"):
        return True
    return any(name in request.headers for name in ("HX-Request", "X-Inside"))


def came_from(request: HttpRequest) -> str:
    """The page of ours from which the request came, or the empty string."""
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path + (f"?{came.query}" if came.query else "") if came.netloc == request.get_host() else ""
