"""Every cell of the policy of audits, on pages, downloads and the API. The table here is the specification.

The first two columns are people of the organisation to which the audit belongs, the next seven members of the evaluation
to which it belongs, then somebody to whom a discrepancy was sent.
"""

import json

import pytest
from audit_cases import WRONG, upload
from conftest import ROLES, Visitor

from kaocheng.audit import perform, read_data
from kaocheng.audit.storing import dump
from kaocheng.web import urls
from kaocheng.web.access import AUDIT_POLICY
from kaocheng.web.audits import deleting, versions
from kaocheng.web.installation import DEMO_PASSWORD
from kaocheng.web.models import Audit, AuditComments, Blob, Membership, Organisation, User

#               finance evaluator  commissioner lead member reviewer unit expert observer  addressee
SPECIFICATION = """
see_audit          x       x            x        x     x       x      .     x       .          .
audit              x       x            x        x     x       x      .     .       .          .
add_version        x       x            x        x     x       x      .     .       .          x
delete_audit       x       x            .        x     .       .      .     .       .          .
answer_audit       .       .            .        .     .       .      .     .       .          x
"""
COLUMNS = ("finance", "evaluator", "commissioner", "lead_evaluator", "member", "reviewer", "evaluated_unit", "expert",
           "observer", "addressee")  # fmt: skip
ALLOWED = {
    line.split()[0]: {role for role, mark in zip(COLUMNS, line.split()[1:], strict=True) if mark == "x"}
    for line in SPECIFICATION.strip().splitlines()
}
KNOWN = set.union(*ALLOWED.values())
NOBODY = {"evaluated", "experts", "stranger", "administrator"}
"""People of an organisation of another kind, of another organisation of the right kind, and who keeps the accounts."""


@pytest.fixture(scope="session")
def performed():
    """A performed audit of the report with two mistakes, made once."""
    document, _ = read_data(WRONG.encode(), "报告.txt")
    return perform(document)


@pytest.fixture
def meeting(performed, project):
    """``meeting(who)``: an audit, and the browser of somebody who stands to it as ``who`` says, newly made."""

    def meet(who: str) -> tuple[Visitor, Audit]:
        kind = who if who in {"finance", "evaluator", "evaluated", "experts"} else "finance"
        owner = project if who in ROLES else Organisation.objects.create(name="审计的机构", kind=kind)
        audit = stored(owner, performed)
        user = User(username="wer", is_superuser=who == "administrator")
        if who in {"finance", "evaluator", "evaluated", "experts"}:
            user.organisation = owner
        elif who in {"stranger", "addressee"}:
            user.organisation = Organisation.objects.create(name="别的机构", kind="finance")
        user.choose_password(DEMO_PASSWORD)
        if who in ROLES:
            Membership.objects.create(evaluation=project, user=user, role=who, unit="朔城区")
        if who == "addressee":
            row = audit.discrepancies.first()
            row.to_organisation, row.state = user.organisation, "sent"
            row.decision = row.decisions.create(by=audit.by, outcome="sent")
            row.save()
        return Visitor("wer"), audit

    return meet


def stored(owner, performed) -> Audit:
    """An audit as the job leaves it."""
    user = User.objects.get(username="caizheng")
    audit = versions.begin(owner, user, "报告.docx", WRONG.encode(), "")
    version = audit.versions.get()
    version.performed = Blob.keep(dump(performed))
    versions.note(version, performed)
    version.end("done", "")
    AuditComments.objects.create(version=version, by=user, blob=version.blob, state="done")
    versions.add_version(audit, user, "报告.docx", b"broken").end("failed", "")
    return audit


def address(pattern, audit: Audit) -> str:
    done, failed = audit.versions.order_by("number")[:2]
    filling = {"<int:version>": failed.pk, "<int:job>": done.comments.earliest("id").pk}
    text = str(pattern.pattern)
    for part, value in filling.items():
        text = text.replace(part, str(value))
    return f"/audits/{audit.pk}/{text}"


def status(browser, where: str) -> int:
    """The answer to the request that the page takes: GET, or POST where it takes no GET."""
    answer = browser.get(where)
    return browser.post(where).status_code if answer.status_code == 405 else answer.status_code


def expected(who: str, action: str) -> int:
    """404 to those who have no part in it at all, 403 where their part does not go so far; 0 stands for allowed."""
    if who not in KNOWN:
        return 404
    return 0 if who in ALLOWED[action] else 403


def test_the_policy_is_the_specification():
    assert {action: who for action, (_, who) in AUDIT_POLICY.items()} == ALLOWED


def test_every_page_of_an_audit_says_who_may_open_it():
    assert {pattern.callback.allows for pattern in urls.audit} == set(AUDIT_POLICY)


@pytest.mark.parametrize("who", [*COLUMNS, *sorted(NOBODY)])
def test_pages_and_downloads(who, meeting):
    """What is allowed may still be refused with 400: a form without content."""
    browser, audit = meeting(who)
    found = {}
    for pattern in urls.audit:
        answer = status(browser, address(pattern, audit))
        wanted = expected(who, pattern.callback.allows)
        if (answer if answer in {403, 404} else 0) != wanted:
            found[str(pattern.pattern)] = answer
    assert found == {}


def test_nobody_gets_in_without_signing_in(meeting, visitor):
    _, audit = meeting("finance")
    nobody = visitor()
    for pattern in urls.audit:
        assert status(nobody, address(pattern, audit)) == 302, pattern
    for path in ("/audits/", "/audits/deleted/", "/audits/statistics/", "/audits/statistics.csv"):
        assert nobody.get(path).status_code == 302
    assert nobody.post("/audits/add/").status_code == 302


API = {
    "": "see_audit", "/discrepancies": "see_audit", "/performed": "see_audit", "/sent": "answer_audit",
}  # fmt: skip


@pytest.mark.parametrize("who", [*COLUMNS, *sorted(NOBODY)])
def test_the_api_asks_the_same_policy(who, meeting):
    browser, audit = meeting(who)
    base = f"/api/v1/audits/{audit.pk}"
    found = {path: (browser.get(base + path).status_code, action) for path, action in API.items()}
    row = audit.discrepancies.first()
    body = {"on": {row.fingerprint: row.decision_id}, "outcome": "accepted"}
    found["decisions"] = (post(browser, f"{base}/decisions", body), "audit")
    row.refresh_from_db()
    body = {"on": {row.fingerprint: row.decision_id}, "outcome": "mended"}
    found["answers"] = (post(browser, f"{base}/answers", body), "answer_audit")
    found["versions"] = (browser.post(f"{base}/versions", {"file": upload()}).status_code, "add_version")
    assert {path: answer for path, (answer, action) in found.items() if answer != (expected(who, action) or 200)} == {}
    assert browser.delete(f"{base}?reason=传错了").status_code == (expected(who, "delete_audit") or 204)


def post(browser, where: str, body: dict) -> int:
    return browser.post(where, json.dumps(body), content_type="application/json").status_code


def test_the_api_knows_no_strangers(meeting, visitor):
    _, audit = meeting("finance")
    assert visitor().get(f"/api/v1/audits/{audit.pk}").status_code == 401
    assert visitor().get("/api/v1/audits").status_code == 401


@pytest.mark.parametrize("who", [*COLUMNS, *sorted(NOBODY)])
def test_lists_and_statistics_hold_what_one_may_see_and_nothing_else(who, meeting):
    browser, audit = meeting(who)
    sees = who in ALLOWED["see_audit"]
    assert (f'href="/audits/{audit.pk}/"' in browser.get("/audits/").content.decode()) == sees
    assert [one["id"] for one in browser.get("/api/v1/audits").json()] == ([audit.pk] if sees else [])
    assert ("1 份报告" in browser.get("/audits/statistics/").content.decode()) == sees
    assert (",1," in browser.get("/audits/statistics.csv").content.decode()) == sees


@pytest.mark.parametrize("who", [*COLUMNS, *sorted(NOBODY)])
def test_uploading_by_page_and_by_api(who, meeting):
    """For whom the audit in question belongs to: the organisation, or the evaluation."""
    browser, audit = meeting(who)
    owner = f"e{audit.evaluation_id}" if audit.evaluation_id else f"o{audit.organisation_id}"
    may = who in ALLOWED["audit"]
    assert browser.post("/audits/add/", {"file": upload(), "owner": owner}).status_code == (302 if may else 403)
    answer = browser.post("/api/v1/audits", {"file": upload(), "owner": owner})
    assert answer.status_code == (200 if may else 403)
    assert Audit.objects.count() == (3 if may else 1)


@pytest.mark.parametrize("who", [*COLUMNS, *sorted(NOBODY)])
def test_a_deleted_audit_is_there_for_nobody_and_its_record_for_those_who_saw_it(who, meeting):
    browser, audit = meeting(who)
    deleting.delete(audit, audit.by, "传错了")
    for pattern in urls.audit:
        path = str(pattern.pattern).replace("<int:version>", "1").replace("<int:job>", "1")
        assert status(browser, f"/audits/{audit.pk}/{path}") == 404, path
    assert browser.get(f"/api/v1/audits/{audit.pk}").status_code == 404
    assert browser.get("/api/v1/audits").json() == []
    assert "1 份报告" not in browser.get("/audits/statistics/").content.decode()
    for path in ("/", "/audits/"):
        assert f"/audits/{audit.pk}/" not in browser.get(path).content.decode()
    assert ("传错了" in browser.get("/audits/deleted/").content.decode()) == (who in ALLOWED["see_audit"])


def test_a_report_of_another_evaluation_is_not_taken(meeting, project, department):
    from kaocheng.web.models import ReportFile, ReportJob

    browser, audit = meeting("lead_evaluator")
    job = ReportJob.objects.create(evaluation=department, revision=1, by=audit.by)
    file = ReportFile.objects.create(job=job, name="别的.docx", blob=Blob.keep(b"x"))
    answer = browser.post("/audits/add/", {"owner": f"e{project.pk}", "report": str(file.pk)})
    assert answer.status_code == 404


def test_a_member_who_left_sees_nothing_any_more(meeting):
    browser, audit = meeting("reviewer")
    Membership.objects.filter(user__username="wer").delete()
    assert browser.get(f"/audits/{audit.pk}/").status_code == 404
