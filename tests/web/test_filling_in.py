"""A unit fills in, submits, is asked and answers; the team sees how it stands and returns what is not right.

The unit of the demonstration is 朔城区; its table 电子健康档案 has one row a unit.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaocheng.web import transfer
from kaocheng.web.models import Change, Evaluation, Submission
from kaocheng.web.workspace import workspace

TABLE, UNIT, COLUMN = "电子健康档案", "朔城区", "建档人数"


def stored(evaluation: Evaluation, column: str = COLUMN) -> str:
    return evaluation.items.get(kind="row", key=f"{TABLE}/{UNIT}").body["cells"].get(column, "")


def put(browser, evaluation: Evaluation, text: str, column: str = COLUMN):
    """Fills one own cell in, as its field does."""
    edit = {"table": TABLE, "row": [UNIT], "column": column, "before": stored(evaluation, column), "after": text}
    return browser.edit(evaluation, edit)


def page(browser, evaluation: Evaluation, path: str) -> str:
    return browser.get(f"/e/{evaluation.pk}/{path}").content.decode()


def submit(browser, evaluation: Evaluation, note: str = "其余无此数据"):
    return browser.post(f"/e/{evaluation.pk}/fill/submit/", {"note": note})


def test_what_was_submitted_is_locked_until_it_is_returned(visitor, project):
    unit, member = visitor("evaluated_unit"), visitor("member")
    assert submit(unit, project).status_code == 302
    refused = put(unit, project, "7")
    assert refused.status_code == 400
    assert "已于" in refused.json()["lines"][0]
    assert "要改请联系评价组退回" in refused.json()["lines"][0]
    assert "disabled" in page(unit, project, "fill/")
    assert put(member, project, "8").status_code == 200  # the team goes on
    answer = member.post(f"/e/{project.pk}/submissions/{UNIT}/return/", {"reason": "建档人数与年报不符"})
    assert answer.status_code == 302
    assert "建档人数与年报不符" in page(unit, project, "fill/")
    assert put(unit, project, "9").status_code == 200


def test_a_unit_cannot_submit_twice_nor_have_back_what_it_did_not_submit(visitor, project):
    unit, member = visitor("evaluated_unit"), visitor("member")
    give_back = f"/e/{project.pk}/submissions/{UNIT}/return/"
    assert "没有待退回的提交" in member.post(give_back, {"reason": "x"}).content.decode()
    assert submit(unit, project).status_code == 302
    assert "不能再改" in submit(unit, project).content.decode()
    assert "请填写退回的理由" in member.post(give_back, {"reason": " "}).content.decode()
    assert member.post(give_back, {"reason": "请核对"}).status_code == 302
    assert [found.state for found in Submission.objects.filter(unit=UNIT)] == ["returned", "submitted"]


def test_blanks_need_a_word(visitor, project):
    unit = visitor("evaluated_unit")
    assert put(unit, project, "").status_code == 200
    refused = submit(unit, project, " ")
    assert refused.status_code == 400
    assert "格没有填" in refused.content.decode()
    assert not Submission.objects.exists()
    assert submit(unit, project, "当年没有统计").status_code == 302
    found = Submission.objects.get()
    assert (found.unit, found.note, found.by.username) == (UNIT, "当年没有统计", "danwei")
    assert found.blanks >= 1


def test_what_is_no_number_has_to_be_corrected_before(visitor, project):
    unit = visitor("evaluated_unit")
    assert put(unit, project, "三万").status_code == 200
    assert "“三万”不是数" in page(unit, project, "fill/")
    refused = submit(unit, project)
    assert refused.status_code == 400
    assert f"{TABLE}/{UNIT}/{COLUMN}" in refused.content.decode()


def test_the_counts_follow_what_is_saved(visitor, project):
    unit = visitor("evaluated_unit")
    before = unit.get(f"/e/{project.pk}/fill/figures/").json()
    put(unit, project, "")
    after = unit.get(f"/e/{project.pk}/fill/figures/").json()
    assert after["done"] == before["done"] - 1
    assert after["tables"][TABLE][0] == before["tables"][TABLE][0] - 1
    assert after["whole"] == before["whole"]
    assert {place.split("/")[1] for place in after["computed"]} == {UNIT}


def test_the_team_sees_how_each_unit_stands(visitor, project):
    unit, member = visitor("evaluated_unit"), visitor("reviewer")
    assert "填报中" in page(member, project, "submissions/")
    submit(unit, project, "其余没有")
    seen = page(member, project, "submissions/")
    assert "已提交" in seen
    assert "其余没有" in seen
    assert "演示被评价单位" in seen
    assert Change.objects.filter(kind="submission", key=UNIT, reason="已提交：其余没有").exists()


def test_the_units_page_can_be_read_by_those_who_check_it(visitor, project):
    seen = page(visitor("reviewer"), project, f"submissions/{UNIT}/")
    assert 'value="435166"' in seen or stored(project) in seen
    assert "disabled" in seen
    assert "平鲁区" not in seen.split("<main", 1)[1]
    assert visitor("reviewer").get(f"/e/{project.pk}/submissions/无此区/").status_code == 404


def ask(browser, evaluation: Evaluation, unit: str = UNIT, text: str = "比上年多一倍，为何？"):
    body = {"table": TABLE, "at": f"{unit}/{COLUMN}", "text": text}
    return browser.post(f"/e/{evaluation.pk}/queries/ask/", body)


def key_of(evaluation: Evaluation) -> str:
    [item] = [item for item in evaluation.items.filter(kind="review") if item.body.get("at")]
    return item.key


def test_a_query_goes_to_the_unit_and_its_answer_comes_back(visitor, project):
    unit, reviewer = visitor("evaluated_unit"), visitor("reviewer")
    assert ask(reviewer, project).status_code == 302
    assert "比上年多一倍，为何？" in page(unit, project, "fill/")
    assert "1 条质询待答复" in unit.get("/").content.decode()
    submit(unit, project)  # answering needs no return
    answered = unit.post(f"/e/{project.pk}/queries/{key_of(project)}/answer/", {"text": "补录了往年档案。"})
    assert answered.status_code == 302
    assert "1 条质询已答复，待了结" in reviewer.get("/").content.decode()
    assert "补录了往年档案。" in page(reviewer, project, "queries/")
    assert reviewer.post(f"/e/{project.pk}/queries/{key_of(project)}/end/", {"outcome": "已说明"}).status_code == 302
    late = unit.post(f"/e/{project.pk}/queries/{key_of(project)}/answer/", {"text": "再改"})
    assert "已经了结" in late.content.decode()
    project.refresh_from_db()
    [review] = [found for found in workspace(project).evaluation.reviews if found.at]
    assert (review.at, review.by, review.reply, review.replied_by, review.outcome) == (
        f"{TABLE}/{UNIT}/{COLUMN}",
        "审核人",
        "补录了往年档案。",
        UNIT,
        "已说明",
    )


def test_a_query_is_in_the_bundle(visitor, project):
    ask(visitor("reviewer"), project)
    project.refresh_from_db()
    assert f"at: {TABLE}/{UNIT}/{COLUMN}" in transfer.files(workspace(project))["reviews.yaml"].decode()


def test_a_unit_answers_at_its_own_cells_only(visitor, project):
    unit = visitor("evaluated_unit")
    ask(visitor("reviewer"), project, "平鲁区")
    assert "比上年多一倍" not in page(unit, project, "fill/")
    assert unit.post(f"/e/{project.pk}/queries/{key_of(project)}/answer/", {"text": "x"}).status_code == 403
    stolen = {"kind": "review", "key": key_of(project), "field": "reply", "before": None, "after": "x"}
    assert unit.edit(project, stolen).status_code == 403


@pytest.mark.parametrize("field", ["comment", "outcome", "effect", "at", ""])
def test_a_unit_changes_nothing_of_a_query_but_the_reply(field, visitor, project):
    ask(visitor("reviewer"), project)
    body = project.items.get(kind="review", key=key_of(project)).body
    before = body.get(field) if field else body
    edit = {"kind": "review", "key": key_of(project), "field": field, "before": before, "after": "x"}
    assert visitor("evaluated_unit").edit(project, edit).status_code == 403


@pytest.mark.parametrize("column", ["没有这一列", "健康档案建档率"])
def test_a_unit_fills_in_declared_columns_only(column, visitor, project):
    assert put(visitor("evaluated_unit"), project, "1", column).status_code == 403


def test_an_own_cell_takes_no_endless_text(visitor, project):
    assert put(visitor("evaluated_unit"), project, "9" * 300_001).status_code == 400


def test_the_origin_of_a_verified_value_is_kept(visitor, project):
    member = visitor("member")
    cell = {"table": TABLE, "row": [UNIT], "column": COLUMN, "layer": "核定"}
    assert member.edit(project, cell | {"before": "", "after": "1"}).status_code == 200
    source = cell | {"part": "来源", "before": "", "after": "2017年年报第3页"}
    assert visitor("evaluated_unit").edit(project, source).status_code == 403
    assert member.edit(project, source).status_code == 200
    project.refresh_from_db()
    [found] = [one for one in workspace(project).evaluation.amendments if one.at.table == TABLE and one.layer == "核定"]
    assert (found.value, found.source) == ("1", "2017年年报第3页")
    assert "2017年年报第3页" in page(member, project, f"data/{TABLE}/cell/?at={UNIT}/{COLUMN}")


def test_a_block_of_a_unit_asks_few_queries(visitor, project):
    """The table is looked up once, however many cells are pasted."""
    unit = visitor("evaluated_unit")
    cells = project.items.get(kind="row", key=f"{TABLE}/{UNIT}").body["cells"]
    edits = [
        {"table": TABLE, "row": [UNIT], "column": name, "before": text, "after": "5"} for name, text in cells.items()
    ]
    asked = []
    for block in (edits[:1], [edit | {"before": "5", "after": "6"} for edit in edits[:1]] + edits[1:]):
        with CaptureQueriesContext(connection) as queries:
            assert unit.edit(project, *block).status_code == 200
        asked.append(len(queries))
    assert asked[1] <= asked[0]


CELL = f"{TABLE}/{UNIT}/{COLUMN}"


def attach(browser, evaluation: Evaluation, cell: str = CELL):
    file = SimpleUploadedFile("台账.csv", "户,人\n1,2\n".encode())
    return browser.post(f"/e/{evaluation.pk}/fill/evidence/", {"file": file, "cell": cell})


def test_a_unit_attaches_evidence_to_its_own_cells(visitor, project):
    unit = visitor("evaluated_unit")
    submit(unit, project)  # an answer may need a file after that too
    assert attach(unit, project).status_code == 302
    project.refresh_from_db()
    [found] = [one for one in workspace(project).evaluation.evidence if one.cells]
    assert (found.title, found.cells, found.indicators) == ("台账", (CELL,), ())
    assert "台账" in page(unit, project, "fill/")
    assert unit.get(f"/e/{project.pk}/fill/evidence/{found.id}/").content.startswith("户".encode())
    assert "台账" in page(visitor("reviewer"), project, f"submissions/{UNIT}/")


def test_a_unit_attaches_nothing_elsewhere_and_reads_no_other_file(visitor, project):
    unit, member = visitor("evaluated_unit"), visitor("member")
    assert attach(unit, project, CELL.replace(UNIT, "平鲁区")).status_code == 403
    assert attach(unit, project, f"{CELL}率").status_code == 403
    secret = SimpleUploadedFile("内部.csv", b"1,2\n")
    member.post(f"/e/{project.pk}/evidence/add/", {"file": secret, "cell": CELL})
    [kept] = [item for item in project.items.filter(kind="evidence") if item.body.get("数据")]
    assert unit.get(f"/e/{project.pk}/fill/evidence/{kept.key}/").status_code == 404
    assert "内部" not in page(unit, project, "fill/")
    forged = {"编号": "E99", "题名": "x", "文件": kept.body["文件"], "sha256": "", "指标": "", "数据": CELL}
    edit = {"kind": "evidence", "key": "E99", "field": "", "before": None, "after": forged}
    assert unit.edit(project, edit).status_code == 403


def test_the_number_of_a_file_that_was_taken_off_never_opens_another(visitor, project):
    unit, lead = visitor("evaluated_unit"), visitor("lead_evaluator")
    attach(unit, project)
    project.refresh_from_db()
    [brought] = [one.id for one in workspace(project).evaluation.evidence if one.cells]
    assert lead.post(f"/e/{project.pk}/evidence/{brought}/remove/").status_code == 302
    secret = SimpleUploadedFile("内部.csv", b"1,2\n")
    lead.post(f"/e/{project.pk}/evidence/add/", {"file": secret, "cell": CELL})
    project.refresh_from_db()
    [kept] = [one.id for one in workspace(project).evaluation.evidence if one.cells]
    assert kept != brought
    assert unit.get(f"/e/{project.pk}/fill/evidence/{brought}/").status_code == 404
    assert unit.get(f"/e/{project.pk}/fill/evidence/{kept}/").status_code == 404


def test_an_answering_unit_never_gets_the_drawer_of_the_team(visitor, project):
    ask(visitor("reviewer"), project)
    said = visitor("evaluated_unit").post(
        f"/e/{project.pk}/queries/{key_of(project)}/answer/", {"text": "已补"}, headers={"HX-Request": "true"}
    )
    assert said.status_code == 302
    assert "核定" not in said.content.decode()


def test_an_archived_evaluation_is_handed_in_and_returned_no_more(visitor, project):
    submit(visitor("evaluated_unit"), project)
    project.archived = True
    project.save()
    back = visitor("lead_evaluator").post(f"/e/{project.pk}/submissions/{UNIT}/return/", {"reason": "再查"})
    assert back.status_code == 400
    assert "归档" in re.search(r'class="refused".*', back.content.decode(), re.DOTALL)[0]
    assert visitor("lead_evaluator").post(f"/e/{project.pk}/settings/lock/", {"locked": "1"}).status_code == 400


def submit_for(browser, evaluation: Evaluation, note: str):
    return browser.post(f"/e/{evaluation.pk}/submissions/{UNIT}/submit/", {"note": note})


def test_the_team_submits_for_a_unit_and_says_from_where_the_data_came(visitor, project):
    unit, member = visitor("evaluated_unit"), visitor("member")
    assert "6 个单位还没有提交数据" in page(member, project, "")
    assert "数据的来源" in submit_for(member, project, " ").content.decode()
    assert not Submission.objects.exists()
    assert submit_for(member, project, "盖章的纸质表").status_code == 302
    found = Submission.objects.get()
    assert (found.unit, found.note, found.by.username) == (UNIT, "评价组代为提交：盖章的纸质表", "chengyuan")
    assert Change.objects.filter(kind="submission", key=UNIT, reason="已提交：评价组代为提交：盖章的纸质表").exists()
    assert "5 个单位还没有提交数据" in page(member, project, "")
    assert put(unit, project, "7").status_code == 400  # locked as by the unit itself
    assert "评价组代为提交：盖章的纸质表" in page(unit, project, "fill/")


def test_where_no_unit_has_an_account_none_is_waited_for(visitor, project):
    project.memberships.filter(role="evaluated_unit").delete()
    assert "个单位还没有提交数据" not in visitor("member").get("/").content.decode()
    assert "个单位还没有提交数据" not in page(visitor("member"), project, "")
