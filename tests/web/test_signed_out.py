"""When the session has ended: scripts are told and keep what was typed, pages lead to the login and on to a page."""

import pytest

from kaocheng.web.models import User

EDIT = {"edits": [{"kind": "indicator", "key": "A101", "field": "name", "before": None, "after": "新名"}]}
AS_SCRIPT = [{"HTTP_ACCEPT": "application/json"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_X_INSIDE": "1"}]


def left_alone(browser) -> None:
    session = browser.session
    session["seen"] = 0
    session.save()


@pytest.mark.parametrize("header", AS_SCRIPT, ids=["json", "htmx", "inside"])
@pytest.mark.parametrize("ended", ["idle", "signed out"])
def test_a_script_is_told_that_nothing_was_saved(header, ended, visitor, project):
    browser = visitor("lead_evaluator")
    if ended == "idle":
        left_alone(browser)
    else:
        browser.logout()
    answer = browser.post(f"/e/{project.pk}/edit/", EDIT, content_type="application/json", **header)
    assert answer.status_code == 401
    assert answer.json()["message"] == "登录已过期，没有存上。"


def test_a_script_is_told_that_the_password_is_too_old(visitor, project):
    browser = visitor("lead_evaluator")
    User.objects.filter(username="zhuping").update(password_since=None)
    answer = browser.edit(project, *EDIT["edits"])
    assert (answer.status_code, answer.json()["message"]) == (401, "要先换密码，没有存上。")


def test_the_login_leads_back_to_a_page_and_never_to_a_form(visitor, project):
    here = f"/e/{project.pk}/settings/"
    assert visitor().get(f"{here}?a=1").url == f"/login/?next=%2Fe%2F{project.pk}%2Fsettings%2F%3Fa%3D1"
    sent = visitor().post(f"{here}lock/", {"locked": "1"}, HTTP_REFERER=f"http://127.0.0.1{here}")
    assert sent.url == f"/login/?next=%2Fe%2F{project.pk}%2Fsettings%2F"
    assert visitor().post(f"{here}lock/", {"locked": "1"}).url == "/login/?next=%2F"
    foreign = visitor().post(f"{here}lock/", {"locked": "1"}, HTTP_REFERER="https://elsewhere.example/x/")
    assert foreign.url == "/login/?next=%2F"


def test_a_page_can_ask_who_is_signed_in(visitor):
    json = {"HTTP_ACCEPT": "application/json"}
    assert visitor("lead_evaluator").get("/signed-in/", **json).json() == {"user": "zhuping"}
    assert visitor().get("/signed-in/", **json).status_code == 401
    assert visitor().get("/signed-in/").url == "/login/?next=%2Fsigned-in%2F"
