"""Comments in threads at their place, replies, outcomes with reasons, and the three levels of review."""

from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kaocheng.web.content.to_files import files_of
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


def test_comments_and_signatures_say_the_person_besides_the_role(comment, visitor, project):
    item = comment("reviewer", comment="请补依据", indicator="A201")
    post(visitor, project, "member", f"{item.key}/reply/", reply="已补")
    comment("member", **{"comment": "扣分过重", "for": "被评价单位"})
    visitor("member").post(f"/e/{project.pk}/reviews/sign/", {"level": "一级审核", "reason": "赶期限"})
    page = visitor("observer").get(f"/e/{project.pk}/reviews/").content.decode()
    for said in ("审核人 演示审核人", "评价组成员 演示评价组成员", "被评价单位（演示评价组成员录入）"):
        assert said in page
    assert "已签</span> 评价组成员 演示评价组成员" in page


def test_who_signs_in_spite_of_what_is_open_says_why(comment, visitor, project):
    def sign(**facts):
        return visitor("member").post(f"/e/{project.pk}/reviews/sign/", {"level": "一级审核", **facts})

    comment("reviewer", comment="请补依据", indicator="A201")
    page = visitor("member").get(f"/e/{project.pk}/reviews/").content.decode()
    assert "签署之前还有" in page
    assert "1 条意见没有结论</a>" in page
    assert "还有1 条意见没有结论" in sign().content.decode()
    assert sign(reason="报送期限已到").status_code == 302
    page = visitor("member").get(f"/e/{project.pk}/reviews/").content.decode()
    assert "仍签署的理由：报送期限已到" in page


def test_a_signature_says_what_was_changed_after_it(visitor, project):
    def sign():
        return visitor("member").post(f"/e/{project.pk}/reviews/sign/", {"level": "一级审核"})

    def page():
        return visitor("reviewer").get(f"/e/{project.pk}/reviews/").content.decode()

    sign()
    project.refresh_from_db()
    signed_at = project.revision
    assert "签署后有修改" not in page()
    visitor("reviewer").post(f"/e/{project.pk}/reviews/add/", {"comment": "好"})
    assert "签署后有修改" not in page()  # a comment changes nothing that was signed
    visitor("member").post(
        f"/e/{project.pk}/papers/A101/judge/", {"key": "met", "index": "2", "value": "no", "seen": "yes"}
    )
    assert "签署后有修改 1 处" in page()
    assert f"/history/compare/?from={signed_at}&amp;to={signed_at + 2}" in page()
    assert sign().status_code == 400  # the comment has no outcome: a reason is needed
    visitor("member").post(f"/e/{project.pk}/reviews/sign/", {"level": "一级审核", "reason": "已看过"})
    assert "签署后有修改" not in page()
    assert page().count("✓ 已签") == 1


def test_the_effect_of_a_comment_is_worked_out(comment, visitor, project):
    item = comment("reviewer", comment="第三个要点不满足", indicator="A101")
    address = f"/e/{project.pk}/reviews/{item.key}/effect/"
    assert 'value=""' in visitor("reviewer").get(address).content.decode()
    visitor("member").post(
        f"/e/{project.pk}/papers/A101/judge/", {"key": "met", "index": "2", "value": "no", "seen": "yes"}
    )
    # one of three points of a weight of 3 is lost: 3 → 2, and the total with it
    assert 'value="A101 3.00→2.00；总分 81.06→80.06"' in visitor("reviewer").get(address).content.decode()


def test_the_count_above_the_threads_follows_an_outcome(comment, visitor, project):
    item = comment("reviewer", comment="请补依据", indicator="A201")
    given = {"outcome": "采纳"}
    here = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://127.0.0.1/e/{project.pk}/reviews/"}
    answer = visitor("reviewer").post(f"/e/{project.pk}/reviews/{item.key}/settle/", given, **here)
    assert '<small id="open" hx-swap-oob="true">0 条待定</small>' in answer.content.decode()


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
        return visitor("member").post(f"/e/{project.pk}/papers/A101/adjust/", {"amount": "-10%", **facts})

    assert "请填写理由" in adjust(reason="", evidence="E01").content.decode()
    assert "要有佐证" in adjust(reason="装订不规范").content.decode()
    assert "没有编号“E99”" in adjust(reason="装订不规范", evidence="E99").content.decode()
    assert adjust(reason="装订不规范", evidence="E01").status_code == 302
    project.refresh_from_db()
    assert workspace(project).sheet["A101"].score == Fraction("2.7")  # 3 − 10 % of 3


@pytest.fixture
def adjust(visitor, project):
    """``adjust("-1分")``: a member's answer to a discretionary adjustment of A101, whose weight is 3."""

    def added(amount, **facts):
        given = {"amount": amount, "reason": "装订不规范", "evidence": "E01", **facts}
        return visitor("member").post(f"/e/{project.pk}/papers/A101/adjust/", given)

    return added


def test_an_adjustment_in_points_is_exact_and_kept_as_written(adjust, visitor, project):
    assert adjust("-1分").status_code == 302
    project.refresh_from_db()
    space = workspace(project)
    found = space.sheet["A101"]
    assert found.score == 2  # 3 − 1, where −33.33 % of 3 would not be exact
    assert found.judgement.adjustments[0].share_of(found.indicator.weight) == Fraction(-1, 3)
    page = visitor("member").get(f"/e/{project.pk}/papers/A101/").content.decode()
    assert "-1 分" in page
    assert "-1/3，约 -33.33%" in page
    written = files_of(space.items.values())["judgements.yaml"].decode()
    assert "points: -1" in written.replace('"', "").replace("'", "")


@pytest.mark.parametrize("bare", ["-1", "-0.1", "1/3"])
def test_a_bare_number_is_asked_about(adjust, project, bare):
    answer = adjust(bare)
    assert answer.status_code == 400
    assert f"请写明：{bare}分，或 {bare}%" in answer.content.decode()
    project.refresh_from_db()
    assert not workspace(project).sheet["A101"].judgement.adjustments


@pytest.mark.parametrize("wrong", ["-10%分", "一些", ""])
def test_what_is_no_amount_is_refused(adjust, wrong):
    assert "看不出加扣多少" in adjust(wrong).content.decode()


def test_evidence_of_an_adjustment_is_uploaded_with_it(adjust, project):
    file = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 16)
    assert adjust("-10%", evidence="", file=file).status_code == 302
    project.refresh_from_db()
    space = workspace(project)
    (cited,) = space.sheet["A101"].judgement.adjustments[0].evidence
    piece = next(item for item in space.evaluation.evidence if item.id == cited)
    assert (piece.title, piece.indicators) == ("照片", ("A101",))


def test_a_refused_form_keeps_the_menu_and_leads_back(visitor, project):
    address = f"/e/{project.pk}/papers/A101/"
    answer = visitor("member").post(f"{address}adjust/", {"amount": "-1"}, HTTP_REFERER=f"http://127.0.0.1{address}")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'<a class="button main" href="{address}">返回</a>' in page
    assert f'href="/e/{project.pk}/indicators/"' in page
    elsewhere = visitor("member").post(f"{address}adjust/", {"amount": "-1"}, HTTP_REFERER="http://example.org/x")
    assert "返回" not in elsewhere.content.decode()


def test_a_form_answered_inside_its_page_is_told_where_to_go_on(visitor, project):
    address = f"/e/{project.pk}/papers/A101/"
    inside = {"HTTP_X_INSIDE": "1", "HTTP_ACCEPT": "application/json"}
    given = {"amount": "-10%", "reason": "装订不规范", "evidence": "E01"}
    assert visitor("member").post(f"{address}adjust/", given, **inside).json() == {"to": address}
    refused = visitor("member").post(f"{address}adjust/", given | {"amount": "-10"}, **inside)
    assert "是分，还是占权重的份额" in refused.json()["lines"][0]
    assert "to" not in refused.json()


def test_a_reading_shows_how_its_rule_is_understood(visitor, project):
    lead = visitor("lead_evaluator")
    page = lead.post(
        f"/e/{project.pk}/papers/A201/reading/understood/", {"rule": "达到95%得满分，否则不得分"}
    ).content.decode()
    assert "理解为" in page
    assert "polyline" in page


def test_a_signature_is_neither_forged_nor_removed_by_an_edit(visitor, project):
    signed = {"by": "审核人", "comment": "同意", "date": "2017-01-01", "round": "三级审核", "outcome": "通过"}
    forged = {"kind": "review", "key": "f", "field": "", "before": None, "after": signed}
    for role in ("member", "lead_evaluator", "expert", "commissioner"):
        assert visitor(role).edit(project, forged).status_code == 403
    assert visitor("reviewer").edit(project, forged | {"key": "r"}).status_code == 200
    stored = project.items.get(kind="review", key="r").body
    assert (stored["by"], stored["date"]) == ("审核人", str(timezone.localdate()))
    for role in ("member", "lead_evaluator"):
        gone = {"kind": "review", "key": "r", "field": "", "before": stored, "after": None}
        assert visitor(role).edit(project, gone).status_code == 403
        reopened = {"kind": "review", "key": "r", "field": "outcome", "before": "通过", "after": None}
        assert visitor(role).edit(project, reopened).status_code == 400


def test_a_comment_keeps_its_author_and_its_words(visitor, project):
    made = {"kind": "review", "key": "c", "field": "", "before": None}
    body = {"by": "审核人", "comment": "请补佐证", "date": "2017-01-01", "round": "三级审核"}
    assert visitor("expert").edit(project, made | {"after": body}).status_code == 200
    stored = project.items.get(kind="review", key="c").body
    assert (stored["by"], stored["date"]) == ("专家", str(timezone.localdate()))
    for field, before in (("by", "专家"), ("comment", "请补佐证"), ("date", stored["date"])):
        edit = {"kind": "review", "key": "c", "field": field, "before": before, "after": "别的"}
        assert visitor("member").edit(project, edit).status_code == 400
    assert (
        visitor("member").edit(project, made | {"before": stored, "after": stored | {"comment": "无"}}).status_code
        == 400
    )
    passed = {"kind": "review", "key": "c", "field": "outcome", "before": None, "after": "通过"}
    assert visitor("member").edit(project, passed).status_code == 400  # that would make it a signature
    assert visitor("expert").edit(project, made | {"key": "d", "after": body | {"outcome": "采纳"}}).status_code == 403
