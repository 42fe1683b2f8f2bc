"""What 等保三级 asks of accounts, sessions and answers."""

import os
import re
import subprocess
import sys
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kaocheng.numbers import score_text
from kaocheng.web.installation import DEMO_PASSWORD
from kaocheng.web.models import ApiToken, Item, User
from kaocheng.web.pages.uploads import LIMIT_MB
from kaocheng.web.protection import CharacterKinds


def sign_in(browser, password: str, username: str = "zhuping"):
    return browser.post("/login/", {"username": username, "password": password})


def command_of_django(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One of Django's own commands, run as an administrator would."""
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    command = [sys.executable, "-m", "kaocheng.web", *arguments]
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, check=False)


def test_djangos_deployment_check_is_clean(tmp_path):
    done = command_of_django(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        KAOCHENG_URL="https://kaocheng.example",
        KAOCHENG_HOME=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr


def test_no_migration_is_missing(tmp_path):
    done = command_of_django("makemigrations", "--check", "--dry-run", KAOCHENG_HOME=str(tmp_path))
    assert done.returncode == 0, done.stdout


def test_five_wrong_passwords_lock_the_account(visitor):
    browser = visitor()
    for _ in range(4):
        assert sign_in(browser, "wrong").status_code == 200
    assert sign_in(browser, "wrong").status_code == 429
    locked = sign_in(browser, DEMO_PASSWORD)
    assert locked.status_code == 429
    assert "账户已锁定" in locked.content.decode()
    assert sign_in(visitor(), DEMO_PASSWORD, "chengyuan").status_code == 302


def test_a_session_ends_when_nobody_works(visitor, project):
    browser = visitor("lead_evaluator")
    session = browser.session
    session["seen"] = int(time.time()) - 31 * 60
    session.save()
    assert browser.get(f"/e/{project.pk}/").status_code == 302
    assert browser.get(f"/e/{project.pk}/").url.startswith("/login/")


def test_a_session_lasts_twelve_hours_however_busy(visitor, project):
    browser = visitor("lead_evaluator")
    browser.get("/")
    session = browser.session
    session["since"] -= 12 * 3600 + 1
    session.save()
    assert browser.get(f"/e/{project.pk}/").status_code == 302


def test_a_new_first_password_ends_tokens_and_the_lock(visitor):
    user = User.objects.get(username="zhuping")
    token = ApiToken.issue(user, "脚本")
    for _ in range(5):
        sign_in(visitor(), "wrong")
    administrator = User(username="guanli", is_superuser=True)
    administrator.choose_password("Kaocheng-2027")
    page = visitor("guanli").post(f"/people/users/{user.pk}/change/", {"what": "password"}).content.decode()
    first = re.search(r"<b>([^<]+)</b>", page[page.index("zhuping") :]) or re.search(r"([\w-]{12}-[A-H]\d\da)", page)
    answer = visitor().get("/api/v1/evaluations", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert sign_in(visitor(), first[1]).status_code == 302


def test_guessing_the_old_password_locks(visitor):
    browser = visitor("lead_evaluator")
    guess = {"old": "wrong", "new": "Etwas-Neues-1", "again": "Etwas-Neues-1"}
    assert [browser.post("/password/", guess).status_code for _ in range(6)] == [400] * 4 + [429] * 2


def test_numbers_that_no_database_holds_lead_nowhere(visitor, project):
    lead, huge = visitor("lead_evaluator"), "9" * 20
    assert lead.get(f"/e/{huge}/").status_code == 404
    assert lead.get(f"/e/{project.pk}/history/?by={huge}").status_code == 200
    assert lead.post(f"/e/{project.pk}/settings/members/add/", {"user": "x", "role": "member"}).status_code == 404


def test_the_score_list_holds_no_formula(visitor, project):
    lead = visitor("lead_evaluator")
    edit = {"kind": "indicator", "key": "A", "field": "name", "before": "投入", "after": '=HYPERLINK("http://x","y")'}
    assert lead.edit(project, edit).status_code == 200
    assert """A,"'=HYPERLINK(""" in lead.get(f"/e/{project.pk}/scores.csv").content.decode()


@pytest.mark.parametrize("since", [None, timezone.now() - timezone.timedelta(days=91)])
def test_a_given_or_old_password_has_to_be_changed(since, visitor, project):
    User.objects.filter(username="zhuping").update(password_since=since)
    browser = visitor("lead_evaluator")
    assert browser.get(f"/e/{project.pk}/").url == "/password/"
    new = {"old": DEMO_PASSWORD, "new": "Neue-Losung-77", "again": "Neue-Losung-77"}
    assert browser.post("/password/", new).status_code == 302
    assert browser.get(f"/e/{project.pk}/").status_code == 200


@pytest.mark.parametrize("weak", ["Kurz-1", "kaocheng2026", "password12345", "Zhuping-1"])
def test_a_weak_password_is_not_taken(weak, visitor):
    answer = visitor("lead_evaluator").post("/password/", {"old": DEMO_PASSWORD, "new": weak, "again": weak})
    assert answer.status_code == 400


@pytest.mark.parametrize("good", ["Abcdefgh-1", "abcdefgh-1", "ABC-abc-zz", "ABCdef1234"])
def test_three_kinds_of_characters_do(good):
    CharacterKinds().validate(good)


@pytest.mark.parametrize("bad", ["abcdefghij", "abcdefgh12", "ABCDEFGH-."])
def test_two_kinds_do_not(bad):
    with pytest.raises(ValidationError, match="至少三种"):
        CharacterKinds().validate(bad)


def test_passwords_are_kept_by_argon2():
    assert User.objects.get(username="zhuping").password.startswith("argon2$argon2id$")


def test_every_answer_forbids_foreign_and_inline_scripts(visitor, project):
    for answer in (visitor().get("/login/"), visitor("lead_evaluator").get(f"/e/{project.pk}/")):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["Cache-Control"].find("no-store") >= 0
        assert answer["X-Frame-Options"] == "DENY"
        assert b"<script>" not in answer.content
        assert b" style=" not in answer.content
        assert b" onclick=" not in answer.content


def test_a_form_of_somebody_else_is_refused(project):
    from conftest import USERS, Visitor

    browser = Visitor(USERS["lead_evaluator"])
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(f"/e/{project.pk}/settings/lock/")
    assert answer.status_code == 403
    assert "不是从本系统打开的" in answer.content.decode()


def test_a_token_opens_the_api_until_it_ends(visitor, project, scores):
    token = ApiToken.issue(User.objects.get(username="guancha"), "脚本")
    address = f"/api/v1/evaluations/{project.pk}/scores"
    header = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert visitor().get(address, **header).json()["total"] == score_text(scores["2017"].total)
    assert visitor().get(f"/api/v1/evaluations/{project.pk}/changes", **header).status_code == 403
    ApiToken.objects.update(expires=timezone.now())
    assert visitor().get(address, **header).status_code == 401


def test_a_token_is_not_kept_in_the_clear():
    token = ApiToken.issue(User.objects.get(username="guancha"), "脚本")
    assert not ApiToken.objects.filter(digest=token).exists()


UPLOADS = [
    ("a.exe", b"MZ...", "不接受“a.exe”这种文件"),
    ("a.svg", b"<svg onload=alert(1)>", "不接受“a.svg”这种文件"),
    ("a.html", b"<script>", "不接受“a.html”这种文件"),
    ("a.pdf", b"MZ not a pdf", "文件“a.pdf”的内容与扩展名不符"),
    ("a.png", b"<script>alert(1)</script>", "文件“a.png”的内容与扩展名不符"),
    ("a.csv", b"\x00\x01\x02", "文件“a.csv”的内容与扩展名不符"),
    ("a.pdf", b"", "文件“a.pdf”是空的"),
    ("a.txt", b"x" * (LIMIT_MB * 1_000_000 + 1), f"最多 {LIMIT_MB} MB"),
]


@pytest.mark.parametrize(("name", "data", "words"), UPLOADS, ids=[f"{n}-{len(d)}" for n, d, _ in UPLOADS])
def test_an_upload_is_refused_in_words(name, data, words, visitor, project):
    answer = visitor("member").post(f"/e/{project.pk}/evidence/add/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_an_upload_is_kept_listed_and_given_out_harmlessly(visitor, project):
    member = visitor("member")
    data = b"%PDF-1.7 example"
    file = SimpleUploadedFile("../../会议纪要.pdf", data)
    answer = member.post(f"/e/{project.pk}/evidence/add/", {"file": file, "title": "会议纪要", "indicators": ["A101"]})
    key = answer.url.rpartition("#")[2]
    record = Item.objects.get(evaluation=project, kind="evidence", key=key).body
    assert record["题名"] == "会议纪要"
    assert record["文件"] == f"{key}-会议纪要.pdf"
    assert record["指标"] == "A101"
    found = member.get(f"/e/{project.pk}/evidence/{key}/file/")
    assert found.content == data
    assert found["Content-Disposition"].startswith("attachment")
    assert found["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert visitor("observer").get(f"/e/{project.pk}/evidence/{key}/file/").status_code == 403
    assert member.get(f"/e/{project.pk}/problems/").status_code == 200
