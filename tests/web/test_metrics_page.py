"""计算指标 and names: renamed in their page, and found by name where a column bears it."""

import pytest

from kaocheng.web.content.to_files import files_of
from kaocheng.web.pages.meanings import standard_facts
from kaocheng.web.workspace import workspace


@pytest.fixture
def rename(visitor, department):
    """``rename("决算数", "支出决算")``: the lead's answer to a renaming."""
    lead = visitor("lead_evaluator")

    def post(key, name, **more):
        answer = lead.post(f"/e/{department.pk}/indicators/metrics/rename/", {"key": key, "name": name, **more})
        department.refresh_from_db()
        return answer

    return post


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("决算数", "支出决算"),  # a name, in standards and formulas
        ("预算调整金额", "调整额"),  # a metric, in a standard, a formula and the report
        ("预算调整率", "部门预算调整率"),  # a metric that its indicator finds by its own name
        ("服务对象满意度", "群众的满意程度"),  # of a survey
    ],
)
def test_what_refers_to_a_metric_or_name_follows_and_scores_as_before(rename, department, old, new):
    before = workspace(department)
    assert rename(old, new).status_code == 302
    after = workspace(department)
    assert [one.score for one in after.sheet.leaves] == [one.score for one in before.sheet.leaves]
    assert not after.metrics.knows(old)
    assert after.metrics.value(new).value == before.metrics.value(old).value
    assert {problem.code for problem in after.problems} == {problem.code for problem in before.problems}
    assert [one.indicator.name for one in after.sheet.leaves] == [one.indicator.name for one in before.sheet.leaves]


def test_the_standard_and_the_report_say_the_new_name(rename, department):
    rename("决算数", "支出决算")
    rename("基本支出占比", "基本支出的比重")
    texts = {path: data.decode() for path, data in files_of(workspace(department).items.values()).items()}
    assert "预算完成率=支出决算/预算数×100%" in texts["indicators.yaml"]
    assert "'[决算表/基本支出/支出决算数] / 支出决算'" in texts["metrics.yaml"]  # the column keeps its name
    assert "{{计算.基本支出的比重}}" in "".join(text for path, text in texts.items() if path.startswith("report/"))


@pytest.mark.parametrize(
    ("name", "said"),
    [("预算数", "已经有“预算数”"), ("预算调整率", "已经有"), ("决算 数", "名称"), ("a-b", "名称"), ("", "名称")],
)
def test_a_name_that_is_taken_or_unfit_is_refused(rename, name, said):
    answer = rename("决算数", name)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_locked_plan_asks_for_a_reason(rename, visitor, department):
    visitor("lead_evaluator").post(f"/e/{department.pk}/settings/lock/", {"locked": "1"})
    assert "评价方案已经锁定" in rename("决算数", "支出决算").content.decode()
    assert rename("决算数", "支出决算", reason="口径更清楚").status_code == 302


def test_the_page_says_what_uses_a_name(visitor, department):
    page = visitor("lead_evaluator").get(f"/e/{department.pk}/indicators/metrics/").content.decode()
    row = page.split('id="name-决算数"')[1].split("</tr>")[0]
    assert "计算指标 基本支出占比" in row
    [code] = [leaf.indicator.code for leaf in workspace(department).sheet.leaves if leaf.indicator.name == "预算完成率"]
    assert f"指标 {code}" in row


def bound(evaluation, sentence):
    """The columns that the names of a sentence find by themselves: table, rows with a value, rows."""
    facts = standard_facts(workspace(evaluation), "A101", sentence, "建档率", 3, "")
    return {one.name: (one.bound.table.name, one.bound.done, one.bound.rows) for one in facts["meanings"] if one.bound}


def test_a_name_that_found_a_column_by_itself_says_which_one_and_whether_it_has_values(visitor, project):
    sentence = "建档率=新建档数÷电子建档人数×100%。达到90%得满分，否则得分=建档率×权重。"
    assert bound(project, sentence) == {"电子建档人数": ("电子健康档案", 6, 6)}
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/data/电子健康档案/column/", {"name": "新建档数", "unit": "人"})
    project.refresh_from_db()
    assert bound(project, sentence)["新建档数"] == ("电子健康档案", 0, 6)
    page = lead.post(f"/e/{project.pk}/indicators/understood/", {"code": "A101", "standard": sentence, "weight": "3"})
    assert "的“新建档数”列，还没有数" in page.content.decode()


def test_a_name_that_was_told_what_it_means_says_nothing_more(department):
    assert bound(department, "完成率=决算数÷预算数×100%。达到90%得满分，否则得分=完成率×权重。") == {}
