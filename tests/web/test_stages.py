"""The stages of an evaluation, what is in the way of the next one, and the archive."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaocheng.web import jobs
from kaocheng.web.access import enter
from kaocheng.web.models import Evaluation, Membership
from kaocheng.web.pages.stages import steps
from kaocheng.web.workspace import workspace


@pytest.fixture
def stages(department):
    """``stages()``: by stage, the words of what is open in the department's evaluation now."""

    def now():
        department.refresh_from_db()
        lead = Membership.objects.get(evaluation=department, role="lead_evaluator").user
        access = enter(lead, department.pk, "view")
        return {step.name: [text for text, _ in step.open] for step in steps(access, workspace(department))}

    return now


def sign(visitor, evaluation):
    """Signs the three levels of the review."""
    for role, level in (("member", "一级审核"), ("reviewer", "二级审核"), ("reviewer", "三级审核")):
        assert visitor(role).post(f"/e/{evaluation.pk}/reviews/sign/", {"level": level}).status_code == 302


def test_what_is_in_the_way_is_said_until_nothing_is(visitor, department, stages):
    lead = visitor("lead_evaluator")
    base = f"/e/{department.pk}/"
    Membership.objects.filter(evaluation=department, role="evaluated_unit").delete()
    found = stages()
    assert found["方案"] == ["方案定稿后锁定（不锁也能填数据、评分），以后改动要写理由"]
    assert found["评分"] == []
    assert found["报告"] == ["还没有生成报告"]
    assert found["审核"] == ["一级审核、二级审核、三级审核没有签署"]
    assert "方案：方案定稿后锁定" in lead.post(f"{base}settings/archive/", {"archived": "1"}).content.decode()

    lead.post(f"{base}settings/lock/", {"locked": "1"})
    lead.post(f"{base}report/make/")
    assert jobs.work_once()
    sign(visitor, department)
    found = stages()
    assert found | {"数据": []} == {"方案": [], "数据": [], "评分": [], "报告": [], "审核": [], "归档": found["归档"]}

    written = workspace(department).evaluation.papers["B21"]
    edit = {"kind": "paper", "key": "B21", "field": "", "before": written, "after": "新"}
    assert visitor("member").edit(department, edit).status_code == 200
    assert stages()["报告"] == ["生成报告以后又有修改，要重新生成"]


def test_an_indicator_without_standard_and_a_sum_that_misses_are_in_the_way(visitor, department, stages):
    visitor("lead_evaluator").post(f"/e/{department.pk}/indicators/add/", {"parent": "A1", "weight": "1"})
    assert stages()["方案"][:2] == ["有的权重加起来不等于上级", "1 个指标没有评分标准"]
    assert stages()["评分"][0] == "1 个指标还没有得分"


def test_an_archived_evaluation_takes_no_changes(visitor, department):
    department.archived = True
    department.save()
    edit = {
        "kind": "head",
        "key": "",
        "field": "subject",
        "before": workspace(department).evaluation.subject,
        "after": "新",
    }
    answer = visitor("lead_evaluator").edit(department, edit)
    assert answer.status_code == 400
    assert "已经归档" in answer.json()["lines"][0]
    lead = visitor("lead_evaluator")
    assert "请填写重新打开的理由" in lead.post(f"/e/{department.pk}/settings/archive/").content.decode()
    lead.post(f"/e/{department.pk}/settings/archive/", {"reason": "审计要求更正"})
    assert lead.edit(department, edit).status_code == 200
    assert "审计要求更正" in lead.get(f"/e/{department.pk}/history/").content.decode()


def test_the_workbench_lists_what_waits_by_deadline(visitor, project, department):
    page = visitor("reviewer").get("/").content.decode()
    assert "等您签署" not in page
    visitor("member").post(f"/e/{project.pk}/reviews/sign/", {"level": "一级审核"})
    page = visitor("reviewer").get("/").content.decode()
    assert "二级审核等您签署" in page
    page = visitor("lead_evaluator").get("/").content.decode()
    assert page.index("2018-12-21 已过") < page.index("2021-12-20 已过")


def test_the_workbench_asks_few_queries_for_each_evaluation(visitor, project, department):
    browser = visitor("lead_evaluator")
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        browser.get("/")
    assert len(queries) <= 8 + 2 * 6


def test_a_new_evaluation_is_told_first_to_make_the_indicators_its_own(visitor):
    lead = visitor("lead_evaluator")
    begun = lead.post("/new/", {"title": "某市2025年公厕改造项目绩效评价", "template": "project-2020"})
    evaluation = Evaluation.objects.get(pk=int(begun.url.split("/")[2]))
    member = Membership.objects.get(evaluation=evaluation).user

    def first():
        evaluation.refresh_from_db()
        access = enter(member, evaluation.pk, "view")
        plan = steps(access, workspace(evaluation))[0].open
        return [text.partition("：")[0] for text, _ in plan]

    assert first() == [
        "概况没有填",
        "先看一遍指标，改成这项评价的",
        "方案定稿后锁定（不锁也能填数据、评分），以后改动要写理由",
    ]
    code = workspace(evaluation).sheet.leaves[0].indicator.code
    before = workspace(evaluation).item("indicator", code).body["name"]
    edit = {"kind": "indicator", "key": code, "field": "name", "before": before, "after": "公厕选址合理性"}
    assert lead.edit(evaluation, edit).status_code == 200
    assert "先看一遍指标，改成这项评价的" not in first()


def test_a_survey_names_the_indicators_that_use_it_before_anybody_answered(visitor):
    lead = visitor("lead_evaluator")
    begun = lead.post("/new/", {"title": "某市2025年公厕改造项目绩效评价", "template": "project-2020"})
    pk = int(begun.url.split("/")[2])
    page = lead.get(f"/e/{pk}/surveys/").content.decode()
    assert re.search(r'<a href="/e/\d+/papers/(\w+)/">\1</a>', page)
