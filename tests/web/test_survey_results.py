"""A survey of which only the result is known, and surveys that score an indicator: the frequent small case, in one form."""

from fractions import Fraction

import pytest

from kaocheng.web.workspace import workspace

GIVEN = {"name": "群众", "result": "87.5%", "valid": "176", "sent": "200", "origin": "第三方调查报告第3页"}


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


@pytest.fixture
def satisfied(lead, project) -> str:
    """A leaf of 8 points that nothing gives a value yet."""
    lead.post(f"/e/{project.pk}/indicators/add/", {"parent": "A1", "code": "A199", "name": "群众满意", "weight": "8"})
    standard = {"kind": "indicator", "key": "A199", "field": "standard", "before": None}
    text = "满意度≥90%得满分；每低1个百分点扣2分，扣完为止。"
    assert lead.edit(project, standard | {"after": text}).status_code == 200
    return "A199"


def keep(browser, project, **given):
    return browser.post(f"/e/{project.pk}/surveys/result/", GIVEN | given)


def space_of(project):
    project.refresh_from_db()
    return workspace(project)


def test_a_rate_scores_an_indicator_at_once(lead, project, satisfied):
    """87.5 % is 2.5 points below 90 %: 8 − 2.5 × 2 = 3."""
    assert keep(lead, project, code=satisfied).status_code == 302
    space = space_of(project)
    result = space.bundle.surveys["群众"]
    assert (result.satisfaction, result.sample.valid, result.sample.sent) == (Fraction(7, 8), 176, 200)
    assert space.sheet[satisfied].actual.value == Fraction(7, 8)
    assert space.sheet[satisfied].score == 3
    page = lead.get(f"/e/{project.pk}/surveys/群众/").content.decode()
    assert "群众满意" in page
    assert "无法复核（只有结果；来源：第三方调查报告第3页）" in page


def test_a_mean_is_divided_by_the_full_mark(lead, project):
    """4.35 of 5 is 87 %; 4.3 of 6 is 43/60, and stays exact."""
    assert keep(lead, project, result="4.35", full="5").status_code == 302
    assert keep(lead, project, name="乙", result="4.3", full="6").status_code == 302
    surveys = space_of(project).bundle.surveys
    assert (surveys["群众"].satisfaction, surveys["乙"].satisfaction) == (Fraction(87, 100), Fraction(43, 60))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"result": "4.35"}, "是满意度的比率，还是平均分"),
        ({"result": "87%", "full": "5"}, "是满意度的比率，还是平均分"),
        ({"result": "6", "full": "5"}, "要在 0 和 100%"),
        ({"result": "4", "full": "0"}, "要在 0 和 100%"),
        ({"result": "很高"}, "不能作满意度"),
        ({"valid": "一百"}, "有效份数“一百”不是整数"),
        ({"origin": " "}, "结果的来源"),
        ({"name": "居民"}, "已经有问卷"),
        ({"code": "没有"}, "没有这一页"),
    ],
)
def test_what_is_unclear_is_asked_back_and_nothing_is_kept(lead, project, given, said):
    before = set(space_of(project).bundle.surveys)
    answer = keep(lead, project, **given)
    assert answer.status_code in {400, 404}
    assert said in answer.content.decode()
    assert set(space_of(project).bundle.surveys) == before


def test_a_member_types_the_result_and_the_lead_says_what_it_scores(visitor, lead, project, satisfied):
    member = visitor("member")
    assert keep(member, project, code=satisfied).status_code == 403
    assert keep(member, project).status_code == 302
    where = f"/e/{project.pk}/surveys/群众/use/"
    assert member.post(where, {"code": satisfied}).status_code == 403
    assert lead.post(where, {"code": satisfied}).status_code == 302
    assert space_of(project).sheet[satisfied].actual.value == Fraction(7, 8)
    assert lead.post(where, {"code": "A1"}).status_code == 404  # no leaf
