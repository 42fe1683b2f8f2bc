"""逐项填写: all that is to be judged on one page; the answer to a judgement is the row's score and the total."""

import pytest

from kaocheng.web.workspace import workspace


@pytest.fixture
def page(visitor, project):
    def shown(query: str = "", role: str = "member") -> str:
        return visitor(role).get(f"/e/{project.pk}/papers/all/{query}").content.decode()

    return shown


@pytest.fixture
def judge(visitor, project):
    def judged(code: str, **given: str) -> str:
        answer = visitor("member").post(f"/e/{project.pk}/papers/{code}/judge/", {"row": "1", **given})
        project.refresh_from_db()
        return answer.content.decode()

    return judged


def row(page: str, code: str) -> str:
    return page.split(f'<tr id="{code}">')[1].partition("</tr>")[0]


def test_every_leaf_has_a_row_with_its_target_and_score(page, project, scores):
    shown = page()
    for leaf in scores["2017"].leaves:
        here = row(shown, leaf.indicator.code)
        assert leaf.indicator.title in here
    assert "总分 <b>81.06</b> / 100" in shown


def test_a_value_from_tables_or_surveys_says_so_and_asks_for_nothing(page, project):
    here = row(page(), "A201")
    assert f'<a href="/e/{project.pk}/data/' in here
    assert 'class="point"' not in here
    assert f'<a href="/e/{project.pk}/surveys/' in row(page(), "D201")


def test_the_answer_is_the_rows_score_and_the_total_and_no_field(judge):
    """A101 of 3 points loses one of its three."""
    answer = judge("A101", key="met", index="2", value="no", seen="yes")
    assert 'id="score-A101" hx-swap-oob="true"' in answer
    assert ">2.00" in answer
    assert "总分 <b>80.06</b>" in answer
    assert "已保存" in answer
    assert "<input" not in answer


def test_a_bad_number_is_kept_and_said_at_the_row(judge, page):
    answer = judge("D301", key="actual", index="-1", value="5 3 2万", seen="100%")
    assert "5 3 2万" in answer
    assert "总分 <b>72.96</b>" in answer  # 81.06 less the 8.10 of D301
    assert 'value="5 3 2万"' in row(page("?open"), "D301")


def test_only_what_has_no_score_is_shown_when_asked(judge, page):
    judge("A101", key="met", index="0", value="", seen="yes")
    shown = page("?open")
    assert row(shown, "A101")
    assert '<tr id="A102">' not in shown


def test_data_that_are_missing_lead_to_their_table(visitor, project, page):
    cells = project.items.get(kind="row", key="电子健康档案/朔城区").body["cells"]
    blank = {"table": "电子健康档案", "row": ["朔城区"], "column": "电子建档人数"}
    assert (
        visitor("lead_evaluator").edit(project, {**blank, "before": cells["电子建档人数"], "after": ""}).status_code
        == 200
    )
    assert "去填“电子健康档案”" in row(page(), "C201")


def test_who_may_not_judge_sees_and_cannot_type(page):
    shown = page(role="expert")
    assert "<textarea" not in shown
    assert shown.count('type="radio"') == shown.count("disabled> ") > 0


def test_what_has_no_score_leads_here(visitor, project, judge):
    judge("A101", key="met", index="0", value="", seen="yes")
    shown = visitor("member").get(f"/e/{project.pk}/").content.decode()
    assert f'<a href="/e/{project.pk}/papers/all/?open">1 个指标还没有得分</a>' in shown
    assert workspace(project).sheet["A101"].score is None
