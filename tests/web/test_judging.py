"""Judging: what was judged is shown whatever form it has, and judging it again changes nothing."""

import pytest

from kaocheng.web.pages.asked import asked_of
from kaocheng.web.workspace import workspace


@pytest.fixture
def judge(visitor):
    """``judge(evaluation, code, one, value, seen)``: the answer to a member's judgement."""

    def judged(evaluation, code, one, value, seen):
        given = {"key": one.key, "index": "" if one.index < 0 else str(one.index), "value": value, "seen": seen}
        answer = visitor("member").post(f"/e/{evaluation.pk}/papers/{code}/judge/", given)
        evaluation.refresh_from_db()
        return answer

    return judged


def asked(evaluation, code):
    space = workspace(evaluation)
    return asked_of(space, space.sheet[code])


def body(evaluation, code):
    return workspace(evaluation).item("judgement", code).body


@pytest.mark.parametrize("year", ["project", "department"])
def test_every_option_of_the_examples_is_shown_as_chosen(request, year):
    evaluation = request.getfixturevalue(year)
    codes = [leaf.indicator.code for leaf in workspace(evaluation).sheet.leaves]
    questions = {code: one for code in codes for one in asked(evaluation, code) if one.key == "option"}
    assert len(questions) >= 5
    assert [code for code, one in questions.items() if not one.value] == []


@pytest.mark.parametrize("year", ["project", "department"])
def test_judging_again_what_was_judged_leaves_every_score(request, judge, year):
    """Every point of every paper is judged otherwise, or left blank, and then as it was."""
    evaluation = request.getfixturevalue(year)
    leaves = workspace(evaluation).sheet.leaves
    scores = {leaf.indicator.code: leaf.score for leaf in leaves}
    judged, moved = set(), set()
    for code, score in scores.items():
        for one in asked(evaluation, code):
            judged.add(code)
            other = next((value for value, _ in one.choices if value != one.value), "")
            assert judge(evaluation, code, one, other, one.value).status_code == 200
            moved |= {code} if workspace(evaluation).sheet[code].score != score else set()
            assert judge(evaluation, code, one, one.value, other).status_code == 200
    assert moved == judged
    assert {leaf.indicator.code: leaf.score for leaf in workspace(evaluation).sheet.leaves} == scores


def test_judging_the_same_stores_nothing(project, judge):
    before = project.revision
    (one,) = asked(project, "C206")
    assert judge(project, "C206", one, one.value, one.value).status_code == 200
    assert project.revision == before


def test_a_band_replaces_the_other_form_of_judgement_in_one_change(project, judge):
    """每半年…得满分，未进行不得分: it was judged as not met, and in print as 欠缺."""
    (one,) = asked(project, "C206")
    assert one.value == "1"  # 未进行
    revision = project.revision
    assert ">1.00</a>" in judge(project, "C206", one, "0", "1").content.decode()
    assert project.revision == revision + 1
    assert set(body(project, "C206")) == {"indicator", "option", "reason", "evidence", "author", "date"}


def test_what_holds_in_part_is_shown_and_cleared(department, judge):
    """得权重分，否则不得分, of which half was granted."""
    (one,) = asked(department, "D21")
    assert (one.value, one.in_part) == ("1/2", True)
    assert ">—" in judge(department, "D21", one, "", "1/2").content.decode()
    assert not {"met", "option"} & set(body(department, "D21"))
    (one,) = asked(department, "D21")
    assert ">1.50</a>" in judge(department, "D21", one, "50%", "").content.decode()


def test_a_count_told_by_units_goes_when_a_band_is_chosen(project, judge):
    (one,) = asked(project, "D103")
    assert one.value == "1"  # 有一个县区不合规
    assert ">5.00</a>" in judge(project, "D103", one, "0", "1").content.decode()
    assert "units" not in body(project, "D103")


def test_units_are_judged_one_by_one_and_count_when_all_are(project, judge):
    code = "C101"
    points = asked(project, code)
    assert [one.key for one in points][:2] == ["units.朔城区", "units.平鲁区"]
    assert ">1.60</a>" in judge(project, code, points[0], "no", "yes").content.decode()  # one county takes 20 % of 2
    assert ">—" in judge(project, code, points[1], "", "yes").content.decode()


def test_what_another_judged_meanwhile_is_a_conflict(project, judge):
    (one,) = asked(project, "C206")
    judge(project, "C206", one, "0", "1")
    answer = judge(project, "C206", one, "", "1")
    assert answer.status_code == 409
    assert body(project, "C206")["option"] == ["0"]


def test_named_items_that_no_table_supplies_are_typed_with_their_unit(visitor, project, judge):
    """90 % is 10 points below 100 %, each of which takes 2 % of 5 points."""
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/indicators/add/", {"code": "Z1", "name": "补助率", "weight": "5", "parent": "A1"})
    standard = "补助率=到账补助÷核定补助×100%。补助率达到100%得满分，每下降1%扣权重分的2%。"
    lead.edit(project, {"kind": "indicator", "key": "Z1", "field": "standard", "before": None, "after": standard})
    project.refresh_from_db()
    assert [one.key for one in asked(project, "Z1")] == ["items.到账补助", "items.核定补助"]
    for value in ("900万元", "1000万元"):
        one = next(one for one in asked(project, "Z1") if not one.value)
        answer = judge(project, "Z1", one, value, "")
    assert ">4.00</a>" in answer.content.decode()
    assert [one.value for one in asked(project, "Z1")] == ["900万元", "1000万元"]
