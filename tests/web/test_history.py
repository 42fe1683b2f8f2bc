"""The record of changes: gathered and in words for people, whole underneath; a value can be put back from it."""

import re
from datetime import timedelta

import pytest

from kaocheng.web import transfer
from kaocheng.web.models import Change, Evaluation, User
from kaocheng.web.record import entries
from kaocheng.web.workspace import workspace


def write(browser, project, before, after, place=("paper", "A101")):
    kind, key = place
    return browser.edit(project, {"kind": kind, "key": key, "field": "", "before": before, "after": after})


@pytest.fixture
def written(project):
    """The text of the working paper A101."""
    return project.items.get(kind="paper", key="A101").body


def page(browser, project, asked=""):
    return browser.get(f"/e/{project.pk}/history/{asked}").content.decode()


def test_autosaves_of_one_field_stand_in_one_line_and_can_be_opened(visitor, project, written):
    member = visitor("member")
    for before, after in ((written, "一"), ("一", "一二"), ("一二", "一二三")):
        assert write(member, project, before, after).status_code == 200
    shown = page(member, project, "?kind=paper")
    assert shown.count("<tr><td") == 1
    assert "3 次自动保存" in shown
    assert Change.objects.filter(evaluation=project, kind="paper").count() == 3  # the record itself is whole


def test_what_another_or_a_later_hour_changed_stands_apart(visitor, project, written):
    write(visitor("member"), project, written, "一")
    write(visitor("lead_evaluator"), project, "一", "二")
    write(visitor("lead_evaluator"), project, "二", "三")
    changes = list(Change.objects.filter(evaluation=project, kind="paper"))
    assert [len(one.changes) for one in entries(changes, workspace(project))] == [2, 1]
    changes[0].at += timedelta(minutes=11)
    assert [len(one.changes) for one in entries(changes, workspace(project))] == [1, 1, 1]


def test_of_a_long_text_the_words_that_differ_are_shown(visitor, project, written):
    text = "项目立项符合规定。" * 30 + "共 12 个县区。" + "资料齐全。" * 30
    write(visitor("lead_evaluator"), project, written, text)
    write(visitor("member"), project, text, text.replace("12", "13"))
    shown = page(visitor("member"), project, "?kind=paper")
    assert "<del>12</del><ins>13</ins>" in shown
    assert "……" in shown


def test_a_choice_is_told_by_its_words(visitor, project):
    member = visitor("member")
    judged = {"key": "option", "index": "0", "value": "1", "seen": "0"}
    assert member.post(f"/e/{project.pk}/papers/A102/judge/", judged).status_code == 200
    shown = re.sub(r"<[^>]+>", " ", page(member, project, "?kind=judgement"))
    assert "经分析可以作为立项依据" in shown


def test_a_comment_goes_without_its_key_and_a_new_evaluation_says_its_template(visitor, project):
    visitor("reviewer").post(f"/e/{project.pk}/reviews/add/", {"comment": "请补依据"})
    key = Change.objects.filter(kind="review").first().key
    assert key not in page(visitor("reviewer"), project)
    begun = transfer.take_template("project-2020", User.objects.get(username="zhuping"), "某项目绩效评价")
    assert "从模板新建：项目支出" in page(visitor("lead_evaluator"), begun)


def newest(project):
    return Change.objects.filter(evaluation=project).first()


def put_back(browser, project, change):
    return browser.post(f"/e/{project.pk}/history/restore/", {"first": change.pk, "last": change.pk})


def test_a_value_is_put_back_by_who_may_edit_and_that_is_recorded(visitor, project, written):
    write(visitor("member"), project, written, "改坏了")
    change = newest(project)
    assert put_back(visitor("reviewer"), project, change).status_code == 403
    assert put_back(visitor("expert"), project, change).status_code == 403
    assert put_back(visitor("member"), project, change).status_code == 302
    project.refresh_from_db()
    assert workspace(project).item("paper", "A101").body == written
    assert newest(project).reason == f"恢复为修订 {change.revision} 以前的值"


def test_what_somebody_changed_since_is_not_overwritten(visitor, project, written):
    write(visitor("member"), project, written, "一")
    change = newest(project)
    write(visitor("lead_evaluator"), project, "一", "二")
    assert put_back(visitor("member"), project, change).status_code == 409
    project.refresh_from_db()
    assert workspace(project).item("paper", "A101").body == "二"


def test_what_was_added_is_not_put_back(visitor, project):
    write(visitor("member"), project, None, "新的一节", ("section", "98-新"))
    assert "不能从记录恢复" in put_back(visitor("member"), project, newest(project)).content.decode()


def test_the_record_of_another_evaluation_cannot_be_used(visitor, project, department, written):
    write(visitor("member"), project, written, "一")
    assert put_back(visitor("member"), department, newest(project)).status_code == 404
    assert Evaluation.objects.get(pk=department.pk).revision == department.revision
