"""What nothing uses any more is found, shown in one place and removed at once; nothing that is used is."""

import pytest

from kaocheng import templates
from kaocheng.web import transfer
from kaocheng.web.leftovers import leftovers
from kaocheng.web.models import Evaluation, User
from kaocheng.web.workspace import workspace


@pytest.fixture
def begun():
    """An evaluation just begun from the template of a project."""
    return transfer.take_template("project-2020", User.objects.get(username="zhuping"), "某县2025年公厕改造绩效评价")


def left(evaluation: Evaluation) -> list[str]:
    evaluation.refresh_from_db()
    return [item.key for item in leftovers(workspace(evaluation))]


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_part_of_a_template_is_used(name):
    made = transfer.take_template(name, User.objects.get(username="zhuping"), "某县2025年公厕改造绩效评价")
    assert left(made) == []


def test_the_examples_use_what_they_have(project, department):
    assert [left(evaluation) for evaluation in (project, department)] == [[], []]


def remove_indicators(browser, evaluation: Evaluation, *codes: str) -> None:
    for code in codes:
        assert browser.post(f"/e/{evaluation.pk}/indicators/remove/", {"code": code}).status_code == 302


def test_what_indicators_leave_behind_is_removed_at_once(visitor, begun):
    lead = visitor("lead_evaluator")
    remove_indicators(lead, begun, "C", "D")  # 产出, 效益: three tables, the survey and their metrics
    found = left(begun)
    assert {"产出数量", "产出质量", "项目成本", "服务对象", "满意度"} <= set(found)
    assert "项目资金" not in found
    page = lead.get(f"/e/{begun.pk}/").content.decode()
    assert f"{len(found)} 项没有用到，可以删除：" in page
    assert "张表还没有行：项目资金" in page
    chosen = {"item": ["table/产出数量", "questionnaire/服务对象", "table/项目资金"]}
    assert lead.post(f"/e/{begun.pk}/data/unused/", chosen).status_code == 302
    begun.refresh_from_db()
    space = workspace(begun)
    assert space.item("table", "产出数量") is None
    assert space.item("questionnaire", "服务对象") is None
    assert not space.of_kind("question")
    assert space.item("table", "项目资金") is not None  # it is used: asking for it does not remove it


def test_a_table_with_a_figure_in_it_or_in_a_text_stays(visitor, begun):
    lead = visitor("lead_evaluator")
    remove_indicators(lead, begun, "C", "D")
    assert {"产出数量", "项目成本"} <= set(left(begun))
    cell = {"table": "产出数量", "row": ["公厕"], "column": "计划数", "before": "", "after": "12"}
    assert lead.edit(begun, cell).status_code == 200
    text = "成本见{{数据.项目成本.合计.实际成本}}"
    assert (
        lead.edit(begun, {"kind": "section", "key": "95-附记", "field": "", "before": "", "after": text}).status_code
        == 200
    )
    assert not {"产出数量", "项目成本"} & set(left(begun))
