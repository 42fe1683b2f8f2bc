"""Earlier revisions come back exactly, and what differs between two is told."""

import pytest

from kaocheng.web import jobs
from kaocheng.web.comparing import GONE, NEW, SAME, compare, lines
from kaocheng.web.models import ReportJob
from kaocheng.web.past import items_at, space_at
from kaocheng.web.workspace import workspace


def now(evaluation):
    """The workspace of the present revision."""
    evaluation.refresh_from_db()
    return workspace(evaluation)


def cell(unit: str, before: str, after: str) -> dict:
    """The edit of a cell of the table of records."""
    return {
        "table": "电子健康档案",
        "row": [unit],
        "column": "建档人数",
        "layer": "自报",
        "before": before,
        "after": after,
    }


#  what                  kind        key            field      after
CHANGES = {
    "a text":               ("section", "10-摘要",     "",        "没有了"),
    "a new text":           ("section", "99-附言",     "",        "完"),
    "a text taken away":    ("section", "10-摘要",     "",        None),
    "a field of a finding": ("problem", "P1",          "title",   "新题"),
    "a target":             ("indicator", "A201",      "target",  "≥99%"),
    "a cell":               ("row", "电子健康档案/应县", "自报",    "1"),
    "a new row":            ("row", "电子健康档案/新区", "自报",    "5"),
    "a verified value":     ("row", "电子健康档案/应县", "核定",    "7"),
}  # fmt: skip


def edit_of(space, kind: str, key: str, field: str, after) -> dict:
    """The edit that puts ``after`` in the place of what stands there; of a cell in the layer ``field``."""
    item = space.item(kind, key)
    body = item.body if item else None
    if kind == "row":
        before = body["cells"]["建档人数"] if body and field == "自报" else ""
        return cell(key.partition("/")[2], before, after) | {"layer": field}
    return {"kind": kind, "key": key, "field": field, "before": body[field] if field else body, "after": after}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_comes_back(change, visitor, project):
    before = dict(now(project).items)
    revision = project.revision
    edit = edit_of(now(project), *CHANGES[change])
    assert visitor("lead_evaluator").edit(project, edit).status_code == 200
    changed = dict(now(project).items)
    assert changed != before
    assert same({item.identity: item for item in items_at(project.pk, revision)}, before)
    assert same({item.identity: item for item in items_at(project.pk, project.revision)}, changed)


def same(found, expected) -> bool:
    """Whether items are the same but for the count of their versions."""
    return {key: (item.position, item.body) for key, item in found.items()} == {
        key: (item.position, item.body) for key, item in expected.items()
    }


def test_a_long_way_back(visitor, project):
    """Made, changed and taken away again: each step on the way can be seen."""
    lead, key = visitor("lead_evaluator"), {"kind": "section", "key": "99-附言", "field": ""}
    steps = [(None, "一"), ("一", "二"), ("二", None), (None, "三")]
    seen = {project.revision: None}
    for before, after in steps:
        assert lead.edit(project, key | {"before": before, "after": after}).status_code == 200
        project.refresh_from_db()
        seen[project.revision] = after
    for revision, expected in seen.items():
        found = {item.identity: item.body for item in items_at(project.pk, revision)}
        assert found.get(("section", "99-附言")) == expected, revision


def test_the_score_of_an_earlier_revision_is_what_it_was(visitor, project):
    total, revision = now(project).sheet.total, project.revision
    point = {"kind": "judgement", "key": "A101", "field": "met.2", "before": "yes", "after": "no"}
    body = now(project).item("judgement", "A101").body
    assert body["met"][2] == "yes"
    assert visitor("member").edit(project, point).status_code == 200
    found = compare(space_at(project, revision), now(project))
    assert found.total_before == total
    assert found.total_after == total - 1  # A101 has three points of one point each
    changed = {one.indicator.indicator.code: (one.before, one.after, one.change) for one in found.scores}
    assert changed["A101"] == (3, 2, -1)
    assert ("总分", f"{float(total):.2f}", f"{float(total) - 1:.2f}") in [
        (one.reference, one.before, one.after) for one in found.figures
    ]


def test_words_that_changed_are_told_within_their_line():
    [line] = lines("建档率为83.66%，达到目标。", "建档率为80.00%，没有达到目标。")
    assert line == (
        (SAME, "建档率为"), (GONE, "83.66%"), (NEW, "80.00%"), (SAME, "，"), (NEW, "没有"), (SAME, "达到目标。"),
    )  # fmt: skip


def test_lines_far_from_a_change_are_left_out():
    old = "\n".join(f"第{number}行" for number in range(1, 9))
    found = list(lines(old, old.replace("第8行", "结尾")))
    assert found == [((SAME, "第7行"),), ((GONE, "第8行"), (NEW, "结尾"))]


def test_two_versions_of_a_report_are_compared(visitor, project):
    lead = visitor("lead_evaluator")
    where = f"/e/{project.pk}/report/"
    assert lead.get(f"{where}compare/").status_code == 404
    for text in ("一", "二"):
        edit = {
            "kind": "section",
            "key": "99-附言",
            "field": "",
            "before": None if text == "一" else "一",
            "after": text,
        }
        assert lead.edit(project, edit).status_code == 200
        project.refresh_from_db()
        job = jobs.ask(workspace(project), lead_user(lead))
        ReportJob.objects.filter(pk=job.pk).update(state="done", revision=project.revision)
    page = lead.get(f"{where}compare/").content.decode()
    assert "报告文字 99-附言" in page
    assert "<del>一</del>" in page
    assert "<ins>二</ins>" in page
    assert "总分没有变" in page
    assert visitor("expert").get(f"{where}compare/").status_code == 200


def lead_user(browser):
    """The user who is signed in."""
    from kaocheng.web.models import User

    return User.objects.get(pk=browser.session["_auth_user_id"])


def test_history_is_picked_by_kind_person_and_item(visitor, project):
    lead, member = visitor("lead_evaluator"), visitor("member")
    lead.edit(project, {"kind": "section", "key": "98-甲", "field": "", "before": None, "after": "甲文"})
    member.edit(project, {"kind": "section", "key": "97-乙", "field": "", "before": None, "after": "乙文"})
    where = f"/e/{project.pk}/history/"
    assert "甲文" in lead.get(where).content.decode()
    for asked, has, lacks in (
        (f"by={member.session['_auth_user_id']}", "乙文", "甲文"),
        ("key=98", "甲文", "乙文"),
        ("kind=section", "甲文", "导入评价包"),
    ):
        page = lead.get(f"{where}?{asked}").content.decode()
        assert has in page
        assert lacks not in page
    assert "甲文" not in lead.get(f"{where}?until=2020-01-01").content.decode()


def test_two_revisions_are_compared_by_their_numbers(visitor, project):
    lead = visitor("lead_evaluator")
    lead.edit(project, {"kind": "section", "key": "98-甲", "field": "", "before": None, "after": "甲文"})
    project.refresh_from_db()
    page = lead.get(
        f"/e/{project.pk}/history/compare/?from={project.revision - 1}&to={project.revision}"
    ).content.decode()
    assert "<ins>甲文</ins>" in page
    assert visitor("expert").get(f"/e/{project.pk}/history/compare/").status_code == 403
