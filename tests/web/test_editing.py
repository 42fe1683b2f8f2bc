"""Edits: nothing is lost, nothing is overwritten unseen, everything is recorded for good."""

import pytest
from django.db import DatabaseError, connection, transaction

from kaocheng.web.models import Change
from kaocheng.web.models.evaluations import NeverChanged
from kaocheng.web.workspace import workspace

NAME = {"kind": "indicator", "key": "A101", "field": "name"}


def test_an_edit_is_stored_and_recorded(visitor, project):
    before = workspace(project).sheet["A101"].indicator.name
    answer = visitor("lead_evaluator").edit(project, NAME | {"before": before, "after": "新名"}, reason="笔误")
    assert answer.status_code == 200
    assert answer.json()["revision"] == 2
    project.refresh_from_db()
    assert workspace(project).sheet["A101"].indicator.name == "新名"
    change = Change.objects.filter(evaluation=project, kind="indicator").get()
    assert (change.by.username, change.key, change.field) == ("zhuping", "A101", "name")
    assert (change.before, change.after, change.reason) == (f'"{before}"', '"新名"', "笔误")


def test_a_stale_edit_shows_both_values_and_stores_nothing(visitor, project):
    before = workspace(project).sheet["A101"].indicator.name
    first, second = visitor("lead_evaluator"), visitor("lead_evaluator")
    assert first.edit(project, NAME | {"before": before, "after": "甲"}).status_code == 200
    answer = second.edit(project, NAME | {"before": before, "after": "乙"})
    assert answer.status_code == 409
    [met] = answer.json()["conflicts"]
    assert (met["yours"], met["theirs"], met["by"]) == ("乙", "甲", "演示主评人")
    project.refresh_from_db()
    assert workspace(project).sheet["A101"].indicator.name == "甲"


def test_two_people_in_one_row_do_not_disturb_each_other(visitor, project):
    row = {"table": "电子健康档案", "row": ["朔城区"], "layer": "自报"}
    cells = project.items.get(kind="row", key="电子健康档案/朔城区").body["cells"]
    for column in list(cells)[:2]:
        edit = row | {"column": column, "before": cells[column], "after": "7"}
        assert visitor("member").edit(project, edit).status_code == 200
    after = project.items.get(kind="row", key="电子健康档案/朔城区")
    assert list(after.body["cells"].values())[:2] == ["7", "7"]
    assert after.version == 3


def test_a_batch_with_one_conflict_stores_nothing(visitor, project):
    good = {"kind": "indicator", "key": "A101", "field": "source", "before": None, "after": "文件"}
    before = workspace(project).sheet["A101"].indicator.source
    stale = NAME | {"before": "从未有过", "after": "乙"}
    answer = visitor("lead_evaluator").edit(project, good | {"before": before}, stale)
    assert answer.status_code == 409
    project.refresh_from_db()
    assert project.revision == 1


def test_what_is_no_number_is_kept_and_reported_at_its_cell(visitor, project):
    cells = project.items.get(kind="row", key="电子健康档案/朔城区").body["cells"]
    edit = {
        "table": "电子健康档案",
        "row": ["朔城区"],
        "column": "建档人数",
        "before": cells["建档人数"],
        "after": "三万",
    }
    assert visitor("member").edit(project, edit).status_code == 200
    project.refresh_from_db()
    space = workspace(project)
    assert project.items.get(kind="row", key="电子健康档案/朔城区").body["cells"]["建档人数"] == "三万"
    [problem] = [found for found in space.problems if found.code == "cell-not-a-number"]
    assert problem.text() == "“三万”不是数（列“建档人数”，计量单位人）。"
    assert [str(place) for place in problem.places] == ["电子健康档案/朔城区/建档人数"]


def test_a_locked_plan_asks_for_a_reason(visitor, project):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/settings/lock/", {"locked": "1"})
    before = workspace(project).sheet["A101"].indicator.name
    edit = NAME | {"before": before, "after": "新名"}
    refused = lead.edit(project, edit)
    assert refused.status_code == 400
    assert "评价方案已经锁定" in refused.json()["lines"][0]
    assert lead.edit(project, edit, reason="财政部门要求").status_code == 200


def test_a_verified_value_is_used_and_signed(visitor, project):
    edit = {
        "table": "电子健康档案",
        "row": ["朔城区"],
        "column": "建档人数",
        "layer": "核定",
        "before": "",
        "after": "1",
    }
    assert visitor("member").edit(project, edit).status_code == 200
    project.refresh_from_db()
    space = workspace(project)
    [amendment] = [a for a in space.evaluation.amendments if a.at.table == "电子健康档案" and a.layer == "核定"]
    assert (amendment.value, amendment.author) == ("1", "评价组成员")


@pytest.mark.parametrize("bad", [{}, {"edits": 3}, {"edits": [{}]}, {"edits": [{"before": 1, "after": 2}]}])
def test_a_request_that_makes_no_sense_is_refused(bad, visitor, project):
    answer = visitor("lead_evaluator").post(f"/e/{project.pk}/edit/", bad, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["message"] == "请求不完整。"


def test_numbers_and_the_like_are_no_texts(visitor, project):
    answer = visitor("lead_evaluator").edit(project, NAME | {"before": None, "after": 3})
    assert answer.status_code == 400
    assert answer.json()["lines"][0].startswith("“name”里有不是文字的内容。")


def test_the_record_cannot_be_altered_in_python(project):
    change = Change.objects.filter(evaluation=project).first()
    for alter in (
        change.save,
        change.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(reason="x"),
    ):
        with pytest.raises(NeverChanged):
            alter()


@pytest.mark.parametrize("statement", ["UPDATE web_change SET reason = 'x'", "DELETE FROM web_change"])
def test_the_record_cannot_be_altered_in_the_database(statement, project):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("key", ["../../etc/x", "a/b", ".hidden", "a\\b", ""])
@pytest.mark.parametrize("kind", ["section", "paper", "interview"])
def test_a_name_that_leaves_the_folder_is_refused(kind, key, visitor, project):
    answer = visitor("lead_evaluator").edit(
        project, {"kind": kind, "key": key, "field": "", "before": None, "after": "x"}
    )
    assert answer.status_code == 400
    assert "不能作名称" in answer.json()["lines"][0]


def test_a_table_cannot_be_written_outside_either(visitor, project):
    edit = {"kind": "table", "key": "电子健康档案", "field": "file", "before": "records.csv", "after": "../../x.csv"}
    assert visitor("lead_evaluator").edit(project, edit).status_code == 400
