"""Signing in with a second step: what 等保三级 calls two kinds of authentication."""

import re
from base64 import b32decode

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from kaocheng.web.installation import DEMO_PASSWORD
from kaocheng.web.models import User

PASSWORD = {"username": "zhuping", "password": DEMO_PASSWORD}


def key_of(page: str) -> bytes:
    """The key as a person would type it into a phone."""
    return b32decode(re.search(r"<code>([A-Z2-7= ]+)</code>", page)[1].replace(" ", ""))


@pytest.fixture
def phone(visitor):
    """The key of a phone that 演示主评人 has set up, and the recovery codes."""
    browser = visitor("lead_evaluator")
    key = key_of(browser.get("/account/second/").content.decode())
    ready = browser.post("/account/second/", {"code": f"{totp(key):06}"})
    assert ready.status_code == 200
    # A code is good once. The next sign-in of a person comes later than that of a test.
    TOTPDevice.objects.update(last_t=-1)
    return key, re.findall(r"<code>(\d{8})</code>", ready.content.decode())


def test_the_password_alone_does_not_sign_in(visitor, phone, project):
    browser = visitor()
    assert browser.post("/login/", PASSWORD).url == "/login/code/"
    assert browser.get(f"/e/{project.pk}/").url.startswith("/login/")


def test_the_code_of_the_phone_signs_in_and_is_good_only_once(visitor, phone, project):
    key, _ = phone
    now = f"{totp(key):06}"
    first, second = visitor(), visitor()
    for browser in (first, second):
        browser.post("/login/", PASSWORD)
    assert first.post("/login/code/", {"code": f"{now[:3]} {now[3:]}"}).url == "/"
    assert first.get(f"/e/{project.pk}/").status_code == 200
    assert second.post("/login/code/", {"code": now}).status_code == 400
    assert second.get(f"/e/{project.pk}/").status_code == 302


def test_it_goes_on_to_the_page_that_was_asked_for(visitor, phone, project):
    key, _ = phone
    browser = visitor()
    browser.post("/login/", PASSWORD | {"next": f"/e/{project.pk}/data/"})
    assert browser.post("/login/code/", {"code": f"{totp(key):06}"}).url == f"/e/{project.pk}/data/"


def test_a_recovery_code_signs_in_once(visitor, phone):
    _, codes = phone
    assert len(set(codes)) == 8
    for answer in (302, 400):
        browser = visitor()
        browser.post("/login/", PASSWORD)
        assert browser.post("/login/code/", {"code": codes[0]}).status_code == answer


def test_five_wrong_codes_lock_the_account(visitor, phone):
    key, _ = phone
    browser = visitor()
    browser.post("/login/", PASSWORD)
    answers = [browser.post("/login/code/", {"code": "12345678"}).status_code for _ in range(5)]
    assert answers == [400, 400, 400, 400, 429]
    assert browser.post("/login/code/", {"code": f"{totp(key):06}"}).status_code == 429
    assert visitor().post("/login/", PASSWORD).status_code == 429


@pytest.mark.parametrize("typed", ["", "abc", "１２３４５６", "1" * 500, "' or 1=1 --"])
def test_what_is_no_code_is_refused_in_words(typed, visitor, phone):
    browser = visitor()
    browser.post("/login/", PASSWORD)
    answer = browser.post("/login/code/", {"code": typed})
    assert answer.status_code == 400
    assert "动态码不对" in answer.content.decode()


def test_nobody_enters_a_code_without_a_password(visitor, phone):
    assert visitor().get("/login/code/").url == "/login/"
    assert visitor().post("/login/code/", {"code": "123456"}).url == "/login/"


def test_the_code_has_to_follow_within_five_minutes(visitor, phone):
    key, _ = phone
    browser = visitor()
    browser.post("/login/", PASSWORD)
    session = browser.session
    session["password given"] = session["password given"] | {"until": 1}
    session.save()
    assert browser.post("/login/code/", {"code": f"{totp(key):06}"}).url == "/login/"


def test_it_is_switched_off_only_with_a_code(visitor, phone):
    key, _ = phone
    browser = visitor()
    browser.post("/login/", PASSWORD)
    browser.post("/login/code/", {"code": f"{totp(key):06}"})
    assert browser.post("/account/second/off/", {"code": "000"}).status_code == 400
    TOTPDevice.objects.update(last_t=-1)
    assert browser.post("/account/second/off/", {"code": f"{totp(key):06}"}).url == "/account/"
    assert visitor().post("/login/", PASSWORD).url == "/"


def test_an_administrator_takes_it_away_for_a_lost_phone(visitor, phone):
    lead = User.objects.get(username="zhuping")
    User.objects.filter(username="guancha").update(is_superuser=True)
    browser = visitor("observer")
    assert "解除两步登录" in browser.get("/people/").content.decode()
    assert browser.post(f"/people/users/{lead.pk}/change/", {"what": "second"}).status_code == 302
    assert visitor().post("/login/", PASSWORD).url == "/"


def test_an_installation_that_asks_for_it_lets_nobody_work_without(visitor, project, monkeypatch):
    from django.conf import settings

    monkeypatch.setattr(settings, "TWO_STEP", True)
    browser = visitor("lead_evaluator")
    assert browser.get(f"/e/{project.pk}/").url == "/account/second/"
    page = browser.get("/account/second/").content.decode()
    assert "要求两步登录" in page
    browser.post("/account/second/", {"code": f"{totp(key_of(page)):06}"})
    assert browser.get(f"/e/{project.pk}/").status_code == 200
