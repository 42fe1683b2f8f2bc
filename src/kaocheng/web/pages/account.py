"""Signing in, one's own password and tokens; for administrators, organisations and users."""

import re
import secrets
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from axes.utils import reset as axes_reset
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import user_has_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import administrator, public, signed_in
from kaocheng.web.assets import address_of
from kaocheng.web.models import ApiToken, Organisation, User
from kaocheng.web.models.people import ORGANISATION_KINDS
from kaocheng.web.pages import second_step
from kaocheng.web.protection import must_choose, number
from kaocheng.web.signing_in import is_script

_USERNAME = re.compile(r"[\w.@+-]{1,150}")
"""What Django takes in a user name."""

sign_out = public(LogoutView.as_view())


@public
def icon(_: Any) -> HttpResponse:
    """The icon, for browsers that ask for it by its old name."""
    return redirect(address_of("icon.svg"))


@signed_in
def is_signed_in(request: Any) -> HttpResponse:
    """Where one signs in again for a page that is open elsewhere; its script asks here who is signed in."""
    if is_script(request):
        return JsonResponse({"user": request.user.username})
    return render(request, "signed_in.html")


@require_http_methods(["GET", "POST"])
@signed_in
def password(request: Any) -> HttpResponse:
    """Choosing a password."""
    user, wrong = request.user, []
    if request.method == "POST":
        old, new, again = (request.POST.get(name, "") for name in ("old", "new", "again"))
        if not AxesProxyHandler.is_allowed(request, {"username": user.username}):
            return get_lockout_response(request, credentials={"username": user.username})
        wrong = _wrong_with(user, old, new, again)
        if not user.check_password(old):
            user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)
        if not wrong:
            user.choose_password(new)
            update_session_auth_hash(request, user)
            return redirect("/")
    facts = {"wrong": wrong, "due": must_choose(user), "rules": password_validators_help_texts()}
    return render(request, "password.html", facts, status=400 if wrong else 200)


def _wrong_with(user: User, old: str, new: str, again: str) -> list[str]:
    if not user.check_password(old):
        return ["现在的密码不对。"]
    if new != again:
        return ["两次输入的新密码不同。"]
    if new == old:
        return ["新密码要与现在的不同。"]
    try:
        validate_password(new, user)
    except ValidationError as error:
        return list(error.messages)
    return []


@signed_in
def account(request: Any) -> HttpResponse:
    """One's second step and tokens."""
    return render(request, "account.html", _account(request.user))


def _account(user: User) -> dict[str, Any]:
    tokens = user.tokens.order_by("-created")
    return {"tokens": tokens, "now": timezone.now(), "second": user_has_device(user)}


@require_POST
@signed_in
def add_token(request: Any) -> HttpResponse:
    """Makes a token and shows it this once."""
    token = ApiToken.issue(request.user, request.POST.get("name", "").strip()[:60] or "未命名")
    return render(request, "account.html", _account(request.user) | {"token": token})


@require_POST
@signed_in
def remove_token(request: Any, token: int) -> HttpResponse:
    """Ends a token."""
    get_object_or_404(ApiToken, pk=token, user=request.user).delete()
    return redirect("/account/")


@administrator
def people(request: Any) -> HttpResponse:
    """Organisations and users."""
    return render(request, "people.html", _people())


def _people() -> dict[str, Any]:
    users = User.objects.select_related("organisation").order_by("organisation__name", "username")
    second = set(TOTPDevice.objects.filter(confirmed=True).values_list("user", flat=True))
    return {"users": users, "second": second, "organisations": Organisation.objects.all(), "kinds": ORGANISATION_KINDS}


@require_POST
@administrator
def add_organisation(request: Any) -> HttpResponse:
    """Adds an organisation."""
    name, kind = request.POST.get("name", "").strip(), request.POST.get("kind", "")
    if not name or kind not in ORGANISATION_KINDS:
        raise Refusal(messages.NAME_NEEDED.at(what="机构的名称和类型"))
    Organisation.objects.get_or_create(name=name, defaults={"kind": kind})
    return redirect("/people/")


@require_POST
@administrator
def add_user(request: Any) -> HttpResponse:
    """Adds a user with a password that is shown once and has to be changed at the first sign-in."""
    username, name = (request.POST.get(key, "").strip() for key in ("username", "name"))
    if not _USERNAME.fullmatch(username):
        raise Refusal(messages.NO_USERNAME.at(found=username))
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(messages.USER_THERE.at(found=username))
    first = new_password()
    user = User(username=username, name=name, organisation=_organisation(request))
    user.set_password(first)
    user.save()
    return render(request, "people.html", _people() | {"made": user, "first": first})


@require_POST
@administrator
def change_user(request: Any, user: int) -> HttpResponse:
    """Gives a user a new first password, name or organisation, takes the second step away, switches the account on or off."""
    found = get_object_or_404(User, pk=user)
    if request.POST.get("what") == "about":
        found.name = request.POST.get("name", "").strip()
        found.organisation = _organisation(request)
        found.save()
        return redirect("/people/")
    if request.POST.get("what") == "password":
        first = new_password()
        found.set_password(first)
        found.password_since = None
        found.save()
        found.tokens.all().delete()
        axes_reset(username=found.username)
        return render(request, "people.html", _people() | {"made": found, "first": first})
    if request.POST.get("what") == "second":
        second_step.remove(found)
    elif request.POST.get("what") == "active" and found != request.user:
        found.is_active = not found.is_active
        found.save()
    return redirect("/people/")


def _organisation(request: Any) -> Organisation | None:
    return Organisation.objects.filter(pk=number(request.POST.get("organisation", ""))).first()


def new_password() -> str:
    """A first password that satisfies the rules."""
    return f"{secrets.token_urlsafe(9)}-{secrets.choice('ABCDEFGH')}{secrets.randbelow(90) + 10}a"
