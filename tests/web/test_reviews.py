"""Comments in threads at their place, replies, outcomes with reasons, and the three levels of review."""

from fractions import Fraction

import pytest

from kaocheng.web.pages.papers import JUDGED, MISSING, OPEN, REVIEWED, state_of
from kaocheng.web.workspace import workspace


@pytest.fixture
def comment(visitor, project):
    """``comment("expert", comment="…")``: adds a comment; its item."""

    def add(role: str, **facts: str):
        before = set(workspace(project).items)
        answer = visitor(role).post(f"/e/{project.pk}/reviews/add/", facts, HTTP_HX_REQUEST="true")
        assert answer.status_code == 200
        project.refresh_from_db()
        [identity] = set(workspace(project).items) - before
        return workspace(project).items[identity]

    return add


def now(project, item):
    """What is stored of a comment now."""
    project.refresh_from_db()
    found = workspace(project).item("review", item.key)
    return found and found.body


def post(visitor, project, role, path, **facts):
    """The answer to a form of the review."""
    return visitor(role).post(f"/e/{project.pk}/reviews/{path}", facts, HTTP_HX_REQUEST="true")


def test_a_comment_stands_at_its_indicator_signed_with_its_round(comment):
    body = comment("expert", comment="标准过宽", indicator="A201", round="一级审核").body
    assert (body["by"], body["indicator"], body["comment"]) == ("专家", "A201", "标准过宽")
    assert "round" not in body  # an expert speaks in the experts' review only
    assert comment("expert", comment="依据不足", round="专家评审").body["round"] == "专家评审"


def test_a_comment_stands_at_a_section_of_the_report(comment, visitor, project):
    assert comment("commissioner", comment="宜简", indicator="报告/10-摘要").body["at"] == "报告/10-摘要"
    page = visitor("commissioner").get(f"/e/{project.pk}/reviews/").content.decode()
    assert "报告：10-摘要" in page


def test_the_team_enters_what_somebody_without_an_account_said(comment):
    facts = {"comment": "扣分过重", "round": "征求意见", "for": "被评价单位"}
    assert comment("member", **facts).body["by"] == "被评价单位"
    assert comment("expert", **facts).body["by"] == "专家"


def test_a_thread_goes_from_comment_to_reply_to_outcome(comment, visitor, project):
    item = comment("reviewer", comment="请补依据", indicator="A201", round="二级审核")
    assert post(visitor, project, "member", f"{item.key}/reply/", reply="已补").status_code == 200
    assert (now(project, item)["reply"], now(project, item)["replied_by"]) == ("已补", "评价组成员")
    answer = post(visitor, project, "reviewer", f"{item.key}/settle/", outcome="不采纳")
    assert "请填写不采纳的理由" in answer.content.decode()
    page = post(
        visitor, project, "reviewer", f"{item.key}/settle/", outcome="采纳", effect="A201 3.00→2.00"
    ).content.decode()
    assert "3.00→2.00" in page
    assert now(project, item)["outcome"] == "采纳"
    post(visitor, project, "reviewer", f"{item.key}/settle/")
    assert "outcome" not in now(project, item)


@pytest.mark.parametrize("role", ["expert", "commissioner"])
def test_who_comments_does_not_decide_nor_change_what_others_said(comment, visitor, project, role):
    item = comment("reviewer", comment="请补依据", indicator="A201")
    assert post(visitor, project, role, f"{item.key}/settle/", outcome="采纳").status_code == 403
    for field, after in (("comment", "改"), ("outcome", "采纳")):
        edit = {"kind": "review", "key": item.key, "field": field, "before": item.body.get(field), "after": after}
        assert visitor(role).edit(project, edit).status_code == 403
    whole = {"kind": "review", "key": item.key, "field": "", "before": item.body, "after": None}
    assert visitor(role).edit(project, whole).status_code == 403


def test_the_levels_are_signed_in_their_order(comment, visitor, project):
    def sign(role, level, **facts):
        return visitor(role).post(f"/e/{project.pk}/reviews/sign/", {"level": level, **facts})

    assert sign("reviewer", "一级审核").status_code == 403
    assert "先签一级审核" in sign("reviewer", "二级审核").content.decode()
    item = comment("member", comment="A101佐证不全", round="一级审核")
    assert "1 条意见没有结论" in sign("member", "一级审核").content.decode()
    post(visitor, project, "member", f"{item.key}/settle/", outcome="采纳")
    assert sign("member", "一级审核").status_code == 302
    assert sign("lead_evaluator", "二级审核").status_code == 403
    assert sign("reviewer", "二级审核").status_code == 302
    page = visitor("observer").get(f"/e/{project.pk}/reviews/").content.decode()
    assert page.count("✓ 已签") == 2
    assert sign("member", "一级审核", undo="1").status_code == 302
    assert visitor("observer").get(f"/e/{project.pk}/reviews/").content.decode().count("✓ 已签") == 0


def test_the_states_of_a_working_paper(comment, visitor, project):
    def state(code):
        project.refresh_from_db()
        space = workspace(project)
        return state_of(space, space.sheet[code])[0]

    assert state("A101") == JUDGED
    comment("reviewer", indicator="A101", passed="1")
    assert state("A101") == REVIEWED
    comment("reviewer", indicator="A101", comment="再看")
    assert state("A101") == JUDGED
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/indicators/add/", {"code": "A199", "parent": "A1", "weight": "2"})
    edit = {
        "kind": "indicator",
        "key": "A199",
        "field": "standard",
        "before": None,
        "after": "①甲；②乙。每满足一项得1分。",
    }
    lead.edit(project, edit)
    assert state("A199") == OPEN
    lead.post(f"/e/{project.pk}/papers/A199/judge/", {"key": "met", "index": "0", "value": "yes", "seen": ""})
    assert state("A199") == MISSING


def test_an_adjustment_needs_a_reason_and_evidence_that_is_there(visitor, project):
    def adjust(**facts):
        return visitor("member").post(f"/e/{project.pk}/papers/A101/adjust/", {"share": "-10%", **facts})

    assert "请填写理由" in adjust(reason="", evidence="E01").content.decode()
    assert "要写明佐证" in adjust(reason="装订不规范").content.decode()
    assert "没有编号“E99”" in adjust(reason="装订不规范", evidence="E99").content.decode()
    assert adjust(reason="装订不规范", evidence="E01").status_code == 302
    project.refresh_from_db()
    assert workspace(project).sheet["A101"].score == Fraction("2.7")  # 3 − 10 % of 3


def test_a_reading_shows_how_its_rule_is_understood(visitor, project):
    lead = visitor("lead_evaluator")
    page = lead.post(
        f"/e/{project.pk}/papers/A201/reading/understood/", {"rule": "达到95%得满分，否则不得分"}
    ).content.decode()
    assert "理解为" in page
    assert "polyline" in page
