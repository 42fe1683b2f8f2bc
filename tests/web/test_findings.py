"""问题、建议、整改: every field, their order, and the answer of the unit that is concerned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaocheng.bundle import read
from kaocheng.bundle.archive import unpack
from kaocheng.web import transfer
from kaocheng.web.workspace import workspace


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


def now(evaluation):
    """The evaluation as it stands."""
    evaluation.refresh_from_db()
    return workspace(evaluation).evaluation


def edit(kind: str, key: str, field: str, after, before=None) -> dict:
    return {"kind": kind, "key": key, "field": field, "before": before, "after": after}


def addressed(lead, evaluation, unit: str = "朔城区", days: int = 10) -> None:
    """The first recommendation, to the unit, with a term in so many days."""
    before = workspace(evaluation).item("recommendation", "R1").body.get("to")
    due = str(timezone.localdate() + timedelta(days=days))
    to = edit("recommendation", "R1", "to", f"市级主管部门、{unit}", before)
    assert lead.edit(evaluation, to, edit("recommendation", "R1", "due", due)).status_code == 200


def test_the_order_is_kept(lead, project):
    keys = [item.id for item in now(project).findings.problems]
    assert lead.post(f"/e/{project.pk}/findings/problem/order/", {"keys": list(reversed(keys))}).status_code == 200
    assert [item.id for item in now(project).findings.problems] == list(reversed(keys))


def test_a_problem_that_goes_leaves_no_links(lead, project):
    assert any("P1" in item.problems for item in now(project).findings.recommendations)
    assert lead.post(f"/e/{project.pk}/findings/problem/P1/remove/").status_code == 302
    assert not any("P1" in item.problems for item in now(project).findings.recommendations)


def test_the_unit_concerned_answers_and_signs(lead, visitor, project):
    addressed(lead, project)
    unit = visitor("evaluated_unit")
    page = unit.get(f"/e/{project.pk}/rectify/").content.decode()
    assert workspace(project).item("recommendation", "R1").body["title"] in page
    assert workspace(project).item("recommendation", "R2").body["title"] not in page
    answers = [
        edit("rectification", "R1", "answer", "已培训协管员"),
        edit("rectification", "R1", "state", "已完成"),
    ]
    for answer in answers:
        assert unit.edit(project, answer).status_code == 200
    [found] = now(project).findings.rectifications
    assert (found.state, found.answer, found.by) == ("已完成", "已培训协管员", "朔城区")
    assert found.date == str(timezone.localdate())
    page = lead.get(f"/e/{project.pk}/findings/").content.decode()
    assert "已培训协管员" in page
    assert "已完成，待评价组确认" in page


def test_a_unit_answers_no_recommendation_to_others(lead, visitor, project):
    addressed(lead, project, "应县")
    answer = edit("rectification", "R1", "answer", "不是我们的")
    assert visitor("evaluated_unit").edit(project, answer).status_code == 403


def test_a_unit_does_not_accept_its_own_answer(lead, visitor, project):
    addressed(lead, project)
    unit = visitor("evaluated_unit")
    assert unit.edit(project, edit("rectification", "R1", "outcome", "认可")).status_code == 403
    assert unit.edit(project, edit("recommendation", "R1", "due", "2099-01-01", "x")).status_code == 403


@pytest.mark.parametrize(("days", "said"), [(10, "还有 10 天"), (0, "今天到期"), (-3, "已逾期 3 天")])
def test_the_term_is_counted_in_days(lead, project, days, said):
    addressed(lead, project, days=days)
    assert said in lead.get(f"/e/{project.pk}/findings/").content.decode()


def test_a_term_that_is_no_date_is_told_of(lead, project):
    assert lead.edit(project, edit("recommendation", "R1", "due", "年底")).status_code == 200
    project.refresh_from_db()
    assert any("年底" in problem.text() for problem in workspace(project).problems)


def test_rectification_is_in_the_bundle(lead, visitor, project, tmp_path):
    addressed(lead, project)
    visitor("evaluated_unit").edit(project, edit("rectification", "R1", "answer", "已培训协管员"))
    project.refresh_from_db()
    packed = tmp_path / "out.kaocheng"
    packed.write_bytes(transfer.archive(workspace(project)))
    unpack(packed, tmp_path / "out")
    out = read(tmp_path / "out")
    assert out.problems == ()
    assert out.evaluation.findings == now(project).findings
    assert out.evaluation.findings.rectifications[0].answer == "已培训协管员"


def test_recommendations_stand_with_the_problem_that_they_answer(lead, project):
    answer = lead.post(f"/e/{project.pk}/findings/recommendation/add/", {"title": "补登记", "problem": "P1"})
    assert answer.status_code == 302
    [made] = [item for item in now(project).findings.recommendations if item.title == "补登记"]
    assert made.problems == ("P1",)
    page = lead.get(f"/e/{project.pk}/findings/").content.decode()
    assert page.index('id="problem-P1"') < page.index(f'id="recommendation-{made.id}"') < page.index('id="problem-P2"')


def test_an_order_of_some_leaves_the_others_in_their_places(lead, project):
    lead.post(f"/e/{project.pk}/findings/recommendation/add/", {"title": "补登记", "problem": "P1"})
    keys = [item.id for item in now(project).findings.recommendations]
    assert keys == ["R1", "R2", "R3", "R4"]
    assert lead.post(f"/e/{project.pk}/findings/recommendation/order/", {"keys": ["R4", "R1"]}).status_code == 200
    assert [item.id for item in now(project).findings.recommendations] == ["R4", "R2", "R3", "R1"]


def test_the_workbench_lists_what_waits_for_the_unit_and_for_the_team(lead, visitor, project):
    addressed(lead, project)
    unit = visitor("evaluated_unit")
    assert "1 条建议待整改" in unit.get("/").content.decode()
    assert "待评价组确认" not in lead.get("/").content.decode()
    assert unit.edit(project, edit("rectification", "R1", "state", "已完成")).status_code == 200
    assert "条建议待整改" not in unit.get("/").content.decode()
    assert "1 条整改已答复，待评价组确认" in lead.get("/").content.decode()
    assert lead.edit(project, edit("rectification", "R1", "outcome", "请再整改")).status_code == 200
    assert "1 条建议待整改" in unit.get("/").content.decode()
