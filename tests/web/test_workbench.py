"""The workbench: what waits for whom until when, and what others changed."""

import re
from html import unescape

import pytest

from kaocheng.domain import Stage
from kaocheng.web.pages.progress import phase


def lines(page: str) -> list[str]:
    """The rows and list lines of a page as plain text."""
    found = re.findall(r"<(tr|li)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))) for _, text in found]


SCHEDULE = (
    Stage("前期准备", "2025-03-01", "2025-03-31", "制定方案、下发基础数据表"),
    Stage("组织实施", "2025-04-01", "2025-05-15", "核查资料"),
    Stage("分析评价", "2025-05-16", "2025-06-15", "打分、撰写报告"),
    Stage("提交成果", "2025-06-16", "2025-06-30", "修改定稿"),
)


@pytest.mark.parametrize(
    ("step", "stage"),
    [("方案", "前期准备"), ("数据", "组织实施"), ("评分", "分析评价"), ("报告", "提交成果"), ("审核", "提交成果")],
)
def test_a_task_is_due_when_its_own_phase_ends(step, stage):
    assert phase(SCHEDULE, step).stage == stage


def test_without_a_phase_of_its_own_a_task_is_due_with_the_last_stage():
    assert phase([Stage("全部工作", "2018-11-29", "2018-12-31")], "数据").stage == "全部工作"
    assert phase([], "数据") is None


def test_the_reviewer_is_told_when_the_second_level_waits(visitor, project):
    assert "二级审核等您签署" not in visitor("reviewer").get("/").content.decode()
    visitor("member").post(f"/e/{project.pk}/reviews/sign/", {"level": "一级审核"})
    assert "二级审核等您签署" in visitor("reviewer").get("/").content.decode()


def test_what_a_person_changed_in_one_go_is_one_line_that_leads_to_the_places(visitor, project):
    papers = {code: project.items.get(kind="paper", key=code).body for code in ("A101", "A102")}
    for code, written in papers.items():
        for before, after in ((written, "一"), ("一", "二")):
            edit = {"kind": "paper", "key": code, "field": "", "before": before, "after": after}
            assert visitor("member").edit(project, edit).status_code == 200
    page = visitor("reviewer").get("/").content.decode()
    [line] = [line for line in lines(page) if "演示评价组成员" in line]
    assert "4 处： 底稿分析 A102 、 底稿分析 A101" in line
    assert f'href="/e/{project.pk}/papers/A102/"' in page


def test_an_evaluation_in_which_all_is_scored_stands_at_its_report(visitor, project):
    [row] = [line for line in lines(visitor("lead_evaluator").get("/").content.decode()) if "81.06" in line]
    assert " 报告 " in row  # though the plan is not locked and six units are out
