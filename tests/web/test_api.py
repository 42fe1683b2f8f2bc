"""The API: what the pages do, for programs with a token; errors in one shape; numbers as texts."""

import json

import pytest
from conftest import ROLES, Visitor
from django.core.files.uploadedfile import SimpleUploadedFile
from test_access import ALLOWED
from test_public_questionnaire import nonce_of

from kaocheng.web.models import ApiToken, SurveyLink, User
from kaocheng.web.workspace import workspace


@pytest.fixture
def program(project):
    """``program("member")``: a program with a token of that role's user; asks below the project of 2017."""

    def begin(role: str):
        from conftest import USERS

        token = ApiToken.issue(User.objects.get(username=USERS.get(role, role)), "测试")
        return Program(token, f"/api/v1/evaluations/{project.pk}")

    return begin


class Program:
    """Sends requests with a token, no session."""

    def __init__(self, token: str, base: str) -> None:
        self._client, self._token, self.base = Visitor(), token, base

    def get(self, path: str = ""):
        return self._client.get(self.base + path, HTTP_AUTHORIZATION=f"Bearer {self._token}")

    def post(self, path: str, data=None, *, address: str = ""):
        sent = (
            data if data and any(hasattr(value, "read") for value in data.values()) else json.dumps(data or {})
        )  # a file goes as a form
        kind = {} if not isinstance(sent, str) else {"content_type": "application/json"}
        return self._client.post(address or self.base + path, sent, HTTP_AUTHORIZATION=f"Bearer {self._token}", **kind)


def test_a_table_has_its_cells_with_layers_and_computed_values(program):
    found = program("expert").get("/tables/电子健康档案").json()
    row = next(row for row in found["content"] if row["key"] == ["朔城区"])
    cells = {cell["column"]: cell for cell in row["cells"]}
    assert cells["健康档案建档率"]["value"] == "83.66%"
    assert cells["建档人数"]["layers"]["自报"] == cells["建档人数"]["value"]
    assert found["content"][-1]["total"]


def test_an_unknown_thing_and_an_unknown_person_get_the_same_shape(program, visitor, project):
    for answer, status in (
        (program("member").get("/tables/没有"), 404),
        (program("evaluated_unit").get("/tables"), 403),
        (visitor().get(f"/api/v1/evaluations/{project.pk}"), 401),
        (program("member").get("/comparison?older=x&newer=1"), 422),
        (program("member").post("/edits", {"edits": [{"kind": "nichts", "key": "1", "field": ""}]}), 400),
    ):
        assert answer.status_code == status
        assert set(answer.json()) == {"message", "lines"}
        assert answer.json()["message"]


def test_the_first_edit_stays_and_the_second_gets_both_values(program):
    member = program("member")
    before = member.get("/items/section").json()[0]
    edit = {"kind": "section", "key": before["key"], "field": "", "before": before["body"]}
    assert member.post("/edits", {"edits": [edit | {"after": "甲"}]}).status_code == 200
    met = member.post("/edits", {"edits": [edit | {"after": "乙"}]})
    assert met.status_code == 409
    assert (met.json()["conflicts"][0]["theirs"], met.json()["conflicts"][0]["yours"]) == ("甲", "乙")


def test_a_bundle_goes_out_and_in(program, project):
    lead = program("lead_evaluator")
    data = lead.get("/bundle").content
    made = lead.post("", {"file": SimpleUploadedFile("a.kaocheng", data)}, address="/api/v1/evaluations")
    assert made.status_code == 200
    assert made.json()["title"] == f"{project.title}（2）"  # the first one is still there
    assert made.json()["id"] != project.pk
    refused = program("evaluated_unit").post(
        "", {"file": SimpleUploadedFile("a.kaocheng", data)}, address="/api/v1/evaluations"
    )
    assert refused.status_code == 403


def test_answers_collected_online_come_out_without_the_person(program, visitor, project):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/surveys/new/", {"name": "服务对象", "from": "服务对象满意度"})
    lead.post(f"/e/{project.pk}/surveys/服务对象/links/add/", {"unit": ["应县"]})
    link = SurveyLink.objects.get(evaluation=project)
    phone = visitor()
    form = {f"Q{number}": "满意" for number in range(1, 7)} | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))}
    assert phone.post(f"/q/{link.token}/", form).status_code == 200
    [answer] = program("member").get("/surveys/服务对象/responses").json()
    assert answer["answers"]["Q1"] == "满意"
    assert set(answer) == {"id", "unit", "on", "answers"}
    survey = next(one for one in program("expert").get("/surveys").json() if one["name"] == "服务对象")
    assert survey["result"]["satisfaction"] == "80.00%"
    [told] = program("member").get("/surveys/服务对象/links").json()
    assert (told["received"], told["state"]) == (1, "open")


@pytest.mark.parametrize("role", ROLES)
def test_files_of_answers_are_for_those_who_may_add_them(role, program, project):
    data = workspace(project).bundle.surveys["居民"].questionnaire.title.encode()
    answer = program(role).post("/surveys/居民/files", {"file": SimpleUploadedFile("answers.csv", data)})
    assert answer.status_code == (200 if role in ALLOWED["add_evidence"] else 403)
    if answer.status_code == 200:
        assert answer.json()["stored"] is False
        assert answer.json()["problems"][0]["places"]


def test_what_changed_between_two_revisions(program, project):
    member = program("member")
    edit = {"kind": "section", "key": "98-甲", "field": "", "before": None, "after": "甲文"}
    revision = member.post("/edits", {"edits": [edit]}).json()["revision"]
    found = member.get(f"/comparison?older={revision - 1}&newer={revision}").json()
    assert found["texts"] == [{"kind": "section", "key": "98-甲", "lines": [[["new", "甲文"]]]}]
    assert found["scores"] == []


def test_a_report_is_asked_for_and_looked_after(program):
    member = program("member")
    job = member.post("/reports").json()
    assert member.get(f"/reports/{job['id']}").json()["state"] == "waiting"
    assert member.get("/reports/999999").status_code == 404
