"""Tables are declared in the page; a name that changes changes wherever it is used."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kaocheng.domain import leaf_units
from kaocheng.web.content import Item
from kaocheng.web.content.paths import is_data_name
from kaocheng.web.content.references import followed
from kaocheng.web.content.renaming import of_column, of_row, of_table
from kaocheng.web.own_rows import Filled, filled
from kaocheng.web.workspace import workspace

TABLE = "电子健康档案"
RATE = "健康档案建档率"


def items(**bodies):
    """Items of several kinds, each with its own key."""
    return [Item(kind, "x", 0, body) for kind, body in bodies.items()]


def of(column, new):
    """The table 经费, or a column of it, under another name."""
    return of_column("经费", column, new) if column else of_table("经费", new)


@pytest.mark.parametrize(
    ("column", "new", "before", "after"),
    [
        ("", "支出", "经费.决算 / 经费.预算", "支出.决算 / 支出.预算"),
        ("", "支出", "[经费/甲县/决算] / 公用经费.预算", "[支出/甲县/决算] / 公用经费.预算"),
        ("", "支出", "sum(经费.决算)", "sum(支出.决算)"),
        ("决算", "决算数", "经费.决算 / 经费.决算差额", "经费.决算数 / 经费.决算差额"),
        ("决算", "决算数", "[经费/甲县/决算] / 其他.决算", "[经费/甲县/决算数] / 其他.决算"),
        ("决算", "决算数", "决算 / 经费.预算", "决算 / 经费.预算"),  # of a metric of that name
    ],
)
def test_formulas_follow(column, new, before, after):
    changed = {item.kind: body for item, _, body in followed(items(metric={"formula": before}), of(column, new))}
    assert changed.get("metric", {"formula": before}) == {"formula": after}


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("", "用去{{数据.经费.合计.决算}}万元，经费紧", "用去{{数据.新名.合计.决算}}万元，经费紧"),
        ("决算", "{{数据.经费.合计.决算}}，{{数据.经费.合计.决算率}}", "{{数据.经费.合计.新名}}，{{数据.经费.合计.决算率}}"),
        ("决算", "决算数", "决算数"),
    ],
)  # fmt: skip
def test_figures_in_the_report_follow(column, before, after):
    changed = [body for _, _, body in followed([Item("section", "x", 0, before)], of(column, "新名"))]
    assert (changed or [before]) == [after]


def test_a_new_table_takes_no_file_of_another(visitor, project):
    lead = visitor("lead_evaluator")
    for name in ("values", "Values"):
        assert lead.post(f"/e/{project.pk}/data/new/", {"name": name, "keys": "项目"}).status_code == 302
    files = [project.items.get(kind="table", key=name).body["file"] for name in ("values", "Values")]
    assert files == ["values-2.csv", "Values-3.csv"]
    assert lead.post(f"/e/{project.pk}/data/new/", {"name": "甲#乙", "keys": "项目"}).status_code == 400


def test_a_formula_of_the_own_table_names_the_column_alone():
    columns = [
        {"name": "决算"},
        {"name": "预算", "at_most": "决算"},
        {"name": "率", "formula": "决算 / (预算 + 决算差)"},
    ]
    own = Item("table", "经费", 0, {"name": "经费", "columns": columns})
    other = Item("table", "别的", 0, {"name": "别的", "columns": [{"name": "率", "formula": "决算 / 经费.决算"}]})
    changed = {key: body["columns"] for _, key, body in followed([own, other], of("决算", "决算数"))}
    assert [one.get("formula", one["name"]) for one in changed["经费"]] == [
        "决算数",
        "预算",
        "决算数 / (预算 + 决算差)",
    ]
    assert changed["经费"][1]["at_most"] == "决算数"
    assert changed["别的"][0]["formula"] == "决算 / 经费.决算数"


@pytest.mark.parametrize(("text", "fits"), [("经费", True), ("", False), ("a/b", False), ("a.b", False), (" a", False)])
def test_names_stand_in_paths(text, fits):
    assert is_data_name(text) is fits


def post(browser, evaluation, path, **data):
    answer = browser.post(f"/e/{evaluation.pk}/data/{path}", data)
    evaluation.refresh_from_db()
    return answer


def test_a_renamed_table_scores_as_before(visitor, project):
    lead = visitor("lead_evaluator")
    cell = {"table": TABLE, "row": ["朔城区"], "column": "建档人数", "layer": "核定", "before": "", "after": "435165"}
    visitor("member").edit(project, cell)
    lead.post(f"/e/{project.pk}/queries/ask/", {"table": TABLE, "at": "朔城区/建档人数", "text": "?"})
    project.refresh_from_db()
    before = workspace(project)
    [amendment] = [one for one in before.evaluation.amendments if one.at.table == TABLE and one.layer == "核定"]
    assert post(lead, project, f"{TABLE}/declaration/rename/", name="健康档案").status_code == 302
    after = workspace(project)
    assert after.sheet.total == before.sheet.total
    assert [one.score for one in after.sheet.leaves] == [one.score for one in before.sheet.leaves]
    assert after.evaluation.table(TABLE) is None
    assert len(after.evaluation.table("健康档案").rows) == len(before.evaluation.table(TABLE).rows)
    assert [row.key for row in after.evaluation.table("健康档案").rows] == [
        row.key for row in before.evaluation.table(TABLE).rows
    ]
    [moved] = [one for one in after.evaluation.amendments if one.at.table == "健康档案" and one.layer == "核定"]
    assert moved.author == amendment.author  # who signed still does
    assert [one.at for one in after.evaluation.reviews if one.at] == ["健康档案/朔城区/建档人数"]
    assert {problem.code for problem in after.problems} == {problem.code for problem in before.problems}


def test_a_renamed_column_keeps_its_numbers(visitor, project):
    lead = visitor("lead_evaluator")
    before = workspace(project)
    answer = post(lead, project, f"{TABLE}/declaration/rename/", column="建档人数", name="建档数")
    assert answer.status_code == 302
    after = workspace(project)
    table = after.evaluation.table(TABLE)
    assert [column.name for column in table.columns] == [
        {"建档人数": "建档数"}.get(column.name, column.name) for column in before.evaluation.table(TABLE).columns
    ]
    assert table.row(("朔城区",)).cells["建档数"].value == 435165
    assert "建档数" in table.column(RATE).formula
    assert after.sheet.total == before.sheet.total


def test_a_name_that_is_taken_or_unfit_is_refused(visitor, project):
    lead = visitor("lead_evaluator")
    rename = f"{TABLE}/declaration/rename/"
    other = next(table.name for table in workspace(project).evaluation.tables if table.name != TABLE)
    assert "已经有" in post(lead, project, rename, name=other).content.decode()
    assert "已经有" in post(lead, project, rename, column="建档人数", name="常住居民数").content.decode()
    assert "请填写名称" in post(lead, project, rename, name="a/b").content.decode()
    assert post(lead, project, rename, column="没有", name="x").status_code == 404


def test_a_column_goes_with_what_was_filled_in_there(visitor, project):
    lead = visitor("lead_evaluator")
    assert post(lead, project, f"{TABLE}/declaration/remove/", column="建档人数").status_code == 302
    assert workspace(project).evaluation.table(TABLE).column("建档人数") is None
    post(lead, project, f"{TABLE}/column/", name="建档人数", unit="人")
    assert "建档人数" not in workspace(project).evaluation.table(TABLE).row(("朔城区",)).cells


def test_a_table_goes_with_its_rows(visitor, project):
    lead = visitor("lead_evaluator")
    assert post(lead, project, f"{TABLE}/declaration/remove/").status_code == 302
    space = workspace(project)
    assert space.evaluation.table(TABLE) is None
    assert not [item for item in space.of_kind("row") if item.body["table"] == TABLE]


def test_columns_change_places(visitor, project):
    names = [column.name for column in workspace(project).evaluation.table(TABLE).columns]
    post(visitor("member"), project, f"{TABLE}/declaration/move/", column=names[1], by="-1")
    moved = [column.name for column in workspace(project).evaluation.table(TABLE).columns]
    assert moved == [names[1], names[0], *names[2:]]


def test_a_locked_plan_asks_for_a_reason(visitor, project):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/settings/lock/", {"locked": "1"})
    add = {"name": "新列", "unit": "人"}
    assert "评价方案已经锁定" in post(lead, project, f"{TABLE}/column/", **add).content.decode()
    assert post(lead, project, f"{TABLE}/column/", **add, reason="财政部门要求").status_code == 302


def test_a_table_may_have_several_row_keys(visitor, project):
    """Units and vaccines; renamed while there are no rows, and kept in number once there are."""
    lead = visitor("lead_evaluator")
    assert post(lead, project, "new/", name="接种", keys="县区、疫苗", by_units="on").status_code == 302
    table = workspace(project).evaluation.table("接种")
    assert (table.keys, table.unit_key) == (("县区", "疫苗"), "县区")
    post(lead, project, "接种/add/", **{"key-0": "朔城区", "key-1": "卡介苗"})
    assert workspace(project).evaluation.table("接种").rows[0].key == ("朔城区", "卡介苗")
    keys = "接种/declaration/keys/"
    assert post(lead, project, keys, keys="单位、疫苗种类", units="单位").status_code == 302
    table = workspace(project).evaluation.table("接种")
    assert (table.keys, table.unit_key) == (("单位", "疫苗种类"), "单位")
    assert "行键要保持 2 个" in post(lead, project, keys, keys="单位", units="单位").content.decode()
    assert "请填写行键" in post(lead, project, keys, keys="单位、疫苗", units="县区").content.decode()
    assert "卡介苗" in visitor("evaluated_unit").get(f"/e/{project.pk}/fill/").content.decode()


def test_a_workbook_with_one_bad_cell_stores_nothing(visitor, project):
    """The form as it goes out, with a text for a number and another number: neither is stored, the cell is named."""
    member = visitor("member")
    book = openpyxl.load_workbook(io.BytesIO(member.get(f"/e/{project.pk}/data/forms/?unit=朔城区").content))
    sheet = next(sheet for sheet in book if any("建档人数" in str(cell.value) for row in sheet for cell in row))
    numbers = [cell for row in sheet for cell in row if cell.value in {520136, 435165}]
    numbers[0].value, numbers[1].value = 520000, "四十三万"
    out = io.BytesIO()
    book.save(out)
    answer = post(member, project, "import/", file=SimpleUploadedFile("填好.xlsx", out.getvalue()))
    page = answer.content.decode()
    assert "没有存入任何内容" in page
    assert f"{sheet.title}!{numbers[1].coordinate}" in page
    assert "四十三万" in page
    assert project.items.get(kind="row", key=f"{TABLE}/朔城区").body["cells"]["常住居民数"] == "520136"


def test_the_page_names_who_uses_the_table(visitor, project):
    page = visitor("member").get(f"/e/{project.pk}/data/{TABLE}/declaration/").content.decode()
    assert "用到它的地方" in page
    assert RATE in page


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("name", "经费/甲县/决算", "经费/丙县/决算"),
        ("name", "经费/甲县城/决算", "经费/甲县城/决算"),
        ("name", "经费/合计/决算", "经费/合计/决算"),
        ("section", "{{数据.经费.甲县.决算}}，甲县{{数据.经费.甲县城.决算}}", "{{数据.经费.丙县.决算}}，甲县{{数据.经费.甲县城.决算}}"),
        ("metric", {"formula": "[经费/甲县/决算] / [经费/乙县/决算]"}, {"formula": "[经费/丙县/决算] / [经费/乙县/决算]"}),
        ("evidence", {"数据": "经费/甲县/决算;别的/甲县/决算"}, {"数据": "经费/丙县/决算;别的/甲县/决算"}),
        ("row", {"table": "经费", "key": ["甲县"], "cells": {}}, {"table": "经费", "key": ["丙县"], "cells": {}}),
        ("row", {"table": "别的", "key": ["甲县"], "cells": {}}, {"table": "别的", "key": ["甲县"], "cells": {}}),
    ],
)  # fmt: skip
def test_what_refers_to_a_row_follows_it(kind, before, after):
    changed = [body for _, _, body in followed([Item(kind, "x", 0, before)], of_row("经费", ["甲县"], ["丙县"]))]
    assert (changed or [before]) == [after]


def test_a_row_of_two_keys_is_renamed_as_a_whole():
    found = [Item("name", "x", 0, "疫苗/甲县/乙肝/接种数"), Item("name", "y", 0, "疫苗/甲县/麻疹/接种数")]
    changed = [body for _, _, body in followed(found, of_row("疫苗", ["甲县", "乙肝"], ["甲县", "乙肝疫苗"]))]
    assert changed == ["疫苗/甲县/乙肝疫苗/接种数"]


def test_a_renamed_row_keeps_its_numbers_and_its_place(visitor, project):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/queries/ask/", {"table": TABLE, "at": "朔城区/建档人数", "text": "?"})
    project.refresh_from_db()
    before = workspace(project).evaluation.table(TABLE)
    answer = post(lead, project, f"{TABLE}/row/", row="朔城区", **{"key-0": "朔城新区"})
    assert answer.status_code == 302
    after = workspace(project)
    assert [row.key for row in after.evaluation.table(TABLE).rows] == [
        ("朔城新区",) if row.key == ("朔城区",) else row.key for row in before.rows
    ]
    number = after.evaluation.table(TABLE).row(("朔城新区",)).cells["建档人数"].value
    assert number == before.row(("朔城区",)).cells["建档人数"].value
    assert [one.at for one in after.evaluation.reviews if one.at] == [f"{TABLE}/朔城新区/建档人数"]


@pytest.mark.parametrize(("name", "said"), [("平鲁区", "已经有“平鲁区”"), ("", "行键要填满"), ("甲/乙", "里有 /")])
def test_a_row_takes_no_name_that_is_taken_or_unfit(visitor, project, name, said):
    answer = post(visitor("member"), project, f"{TABLE}/row/", row="朔城区", **{"key-0": name})
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_new_table_by_units_shows_a_row_for_each_lowest_unit(visitor, project):
    lead = visitor("lead_evaluator")
    post(lead, project, "new/", name="公厕", keys="县区", by_units="on")
    post(lead, project, "公厕/column/", name="完成数", unit="座")
    page = lead.get(f"/e/{project.pk}/data/公厕/").content.decode()
    grid = json.loads(page.split('id="grid" type="application/json">')[1].split("</script>")[0])
    units = leaf_units(workspace(project).evaluation.units)
    assert [row["path"] for row in grid["rows"]] == [*units, "合计"]
    assert not any(row["stored"] for row in grid["rows"])
    assert filled(workspace(project), workspace(project).evaluation.table("公厕")) == Filled(0, len(units))


def grid_of(lead, project, table):
    """The rows of a table as its page shows them: by their keys, whether they are stored."""
    page = lead.get(f"/e/{project.pk}/data/{table}/").content.decode()
    rows = json.loads(page.split('id="grid" type="application/json">')[1].split("</script>")[0])["rows"]
    return {tuple(row["key"]): row["stored"] for row in rows if not row["total"]}


def test_a_new_table_by_units_and_years_shows_a_row_for_each_to_fill(visitor, project):
    lead = visitor("lead_evaluator")
    post(lead, project, "new/", name="床位", keys="县区、年度", by_units="on")
    post(lead, project, "床位/column/", name="床位数", unit="张")
    units = leaf_units(workspace(project).evaluation.units)
    assert grid_of(lead, project, "床位") == {(unit, "2017"): False for unit in units}  # the period is 2017
    cell = {"table": "床位", "row": ["朔城区", "2017"], "column": "床位数", "before": "", "after": "5"}
    assert lead.edit(project, cell).status_code == 200
    project.refresh_from_db()
    assert grid_of(lead, project, "床位") == {(unit, "2017"): unit == "朔城区" for unit in units}
    space = workspace(project)
    assert filled(space, space.evaluation.table("床位")) == Filled(1, len(units))


def test_a_new_table_by_units_and_something_else_shows_the_units_until_that_is_told(visitor, project):
    lead = visitor("lead_evaluator")
    post(lead, project, "new/", name="接种", keys="县区、疫苗", by_units="on")
    post(lead, project, "接种/column/", name="接种数", unit="人")
    units = leaf_units(workspace(project).evaluation.units)
    assert grid_of(lead, project, "接种") == {(unit, ""): False for unit in units}
    assert "还没有写每个县区有哪些疫苗" in lead.get(f"/e/{project.pk}/data/接种/").content.decode()
    post(lead, project, "接种/add/", **{"key-0": units[0], "key-1": "麻疹"})
    assert post(lead, project, "接种/rows/", **{"key-1": "卡介苗、麻疹"}).status_code == 302
    assert grid_of(lead, project, "接种") == dict.fromkeys(
        [(unit, name) for unit in units for name in ("卡介苗", "麻疹")], True
    )
    assert "行键要填满" in post(lead, project, "接种/rows/").content.decode()
    assert post(lead, project, f"{TABLE}/rows/", **{"key-0": "x"}).status_code == 302  # all units are there already
    assert len(workspace(project).evaluation.table(TABLE).rows) == len(units)


def test_standards_that_call_a_column_by_its_name_follow(visitor, project):
    lead = visitor("lead_evaluator")
    sentence = "建档率=电子建档人数÷常住居民数×100%。达到90%得满分，否则得分=建档率×权重。"
    item = workspace(project).item("indicator", "A101")
    edit = {"kind": "indicator", "key": "A101", "field": "standard", "before": item.body["standard"], "after": sentence}
    assert lead.edit(project, edit).status_code == 200
    post(lead, project, f"{TABLE}/declaration/rename/", column="电子建档人数", name="电子建档数")
    assert workspace(project).item("indicator", "A101").body["standard"] == sentence.replace(
        "电子建档人数", "电子建档数"
    )


def test_a_table_counts_the_rows_that_its_units_have_not_begun(visitor, project):
    lead = visitor("lead_evaluator")
    post(lead, project, "new/", name="公厕", keys="县区", by_units="on")
    post(lead, project, "公厕/column/", name="完成数", unit="座")
    cell = {"table": "公厕", "row": ["朔城区"], "column": "完成数", "before": "", "after": "5"}
    assert lead.edit(project, cell).status_code == 200
    project.refresh_from_db()
    space = workspace(project)
    found = filled(space, space.evaluation.table("公厕"))
    assert found.done == 1
    assert found.whole == len(leaf_units(space.evaluation.units))
