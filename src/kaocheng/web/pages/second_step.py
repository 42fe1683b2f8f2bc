"""Signing in with a second step (两步登录): a code of the phone after the password, or a recovery code once.

Setting it up, entering the code, switching it off. django-otp holds the keys and refuses a code that was used before.
"""

import secrets
import time
from base64 import b32encode
from typing import Any

import segno
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import devices_for_user, match_token, user_has_device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from kaocheng.web.access import public, signed_in
from kaocheng.web.models import User
from kaocheng.web.protection import PASSED

_WAITING = "password given"  # who gave the right password, until when the code may follow, and where to go then
RECOVERY_CODES = 8


class SignIn(AuthenticationForm):
    """User name and password. A name that is too long for any user is simply wrong."""

    def clean_username(self) -> str:
        """The name, cut to what a user can have plus one."""
        return str(self.cleaned_data["username"])[:151]


class PasswordStep(LoginView):
    """The first step; who has set up a second one goes on to it, and is not signed in before."""

    template_name = "login.html"
    redirect_authenticated_user = True
    authentication_form = SignIn

    def form_valid(self, form: Any) -> HttpResponse:
        """Signs in, or asks for the code."""
        user = form.get_user()
        if not user_has_device(user):
            return super().form_valid(form)
        until = int(time.time()) + settings.CODE_SECONDS
        self.request.session[_WAITING] = {"user": user.pk, "until": until, "next": self.get_success_url()}
        return redirect("/login/code/")


sign_in = public(PasswordStep.as_view())


@require_http_methods(["GET", "POST"])
@public
def code(request: Any) -> HttpResponse:
    """Asks for the code. Five wrong ones lock the account, as wrong passwords do."""
    waiting = request.session.get(_WAITING)
    user = User.objects.filter(pk=waiting["user"], is_active=True).first() if waiting else None
    if waiting is None or user is None or waiting["until"] < time.time():
        return redirect(settings.LOGIN_URL)
    named = {"username": user.username}
    if not AxesProxyHandler.is_allowed(request, named):
        return get_lockout_response(request, credentials=named)
    wrong = False
    if request.method == "POST":
        if match_token(user, _typed(request)):
            login(request, user, "django.contrib.auth.backends.ModelBackend")
            request.session[PASSED] = True
            return redirect(waiting["next"])
        user_login_failed.send(sender=__name__, credentials=named, request=request)
        wrong = True
    return render(request, "second_code.html", {"wrong": wrong}, status=400 if wrong else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def set_up(request: Any) -> HttpResponse:
    """Shows the key of a new phone and waits for its first code; then shows the recovery codes, this once."""
    if user_has_device(request.user):
        if PASSED not in request.session:  # signed in before it was set up, in another browser
            logout(request)
        return redirect("/account/")
    device = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, defaults={"name": "手机"})[0]
    wrong = False
    if request.method == "POST":
        if device.verify_token(_typed(request)):
            request.session[PASSED] = True
            return render(request, "second_ready.html", {"codes": _confirmed(device)})
        wrong = True
    facts = {
        "picture": segno.make(device.config_url, micro=False).svg_data_uri(scale=4, border=2),
        "key": _readable(device.bin_key),
        "wrong": wrong,
        "due": settings.TWO_STEP,
    }
    return render(request, "second_set_up.html", facts, status=400 if wrong else 200)


@transaction.atomic
def _confirmed(device: TOTPDevice) -> list[str]:
    device.confirmed = True
    device.save()
    codes = [f"{secrets.randbelow(10**8):08}" for _ in range(RECOVERY_CODES)]
    recovery = StaticDevice.objects.create(user=device.user, name="恢复码")
    for one in codes:
        recovery.token_set.create(token=one)
    return codes


@require_POST
@signed_in
def switch_off(request: Any) -> HttpResponse:
    """Takes the second step away, against a valid code. Where the installation asks for it, it is set up anew."""
    named = {"username": request.user.username}
    if not AxesProxyHandler.is_allowed(request, named):
        return get_lockout_response(request, credentials=named)
    if not match_token(request.user, _typed(request)):
        user_login_failed.send(sender=__name__, credentials=named, request=request)
        return render(request, "second_off.html", {"wrong": True}, status=400)
    remove(request.user)
    request.session.pop(PASSED, None)
    return redirect("/account/")


def remove(user: User) -> None:
    """Takes the phone and the recovery codes of a user away."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()


def _typed(request: Any) -> str:
    """The code as it was typed, without blanks; digits only, as both kinds of code are."""
    typed = "".join(request.POST.get("code", "").split())
    return typed if typed.isascii() and typed.isdigit() else ""


def _readable(key: bytes) -> str:
    """The key in Base32, in groups of four, for typing it into a phone (RFC 4648)."""
    text = b32encode(key).decode("ascii")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
