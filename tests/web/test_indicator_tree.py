"""The tree of indicators by pages: codes, order, levels, removal, templates, and what names mean."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from kaocheng.tables import write_indicators
from kaocheng.web.content.to_files import files_of
from kaocheng.web.models import Change
from kaocheng.web.workspace import workspace


@pytest.fixture
def tree(visitor, project):
    """``tree("move/", code="A101", by="up")``: the lead's answer to a change of the tree."""
    lead = visitor("lead_evaluator")
    return lambda path, **facts: lead.post(f"/e/{project.pk}/indicators/{path}", facts)


def below(project, parent: str) -> list[str]:
    """The codes below a parent, in order."""
    project.refresh_from_db()
    return [item.key for item in workspace(project).of_kind("indicator") if item.body["parent"] == parent]


def test_a_code_is_renamed_in_one_revision_with_all_that_refers_to_it(tree, project):
    before = workspace(project).sheet
    text = files_of(workspace(project).items.values())
    assert tree("A101/rename/", code="A109").status_code == 302
    project.refresh_from_db()
    space = workspace(project)
    assert space.revision == 2
    assert "A101" not in space.sheet
    assert space.sheet["A109"].score == before["A101"].score
    assert space.sheet.total == before.total
    assert below(project, "A1") == ["A109", "A102", "A103", "A104"]
    after = files_of(space.items.values())
    assert [path for path, data in after.items() if "A101" in path + data.decode()] == ["published.yaml"]
    assert {path.replace("A109", "A101"): data.replace(b"A109", b"A101") for path, data in after.items()} == text
    printed = space.evaluation.published.figures
    assert not [figure for figure in printed if "A101" in figure.quantity]  # where it is printed stays: 正文A101


def test_a_renamed_judgement_keeps_its_signature(tree, project):
    before = workspace(project).item("judgement", "A101").body
    tree("A101/rename/", code="A109")
    project.refresh_from_db()
    assert workspace(project).item("judgement", "A109").body == before | {"indicator": "A109"}


def test_two_indicators_cannot_bear_one_code(tree, project):
    answer = tree("A101/rename/", code="A102")
    assert answer.status_code == 400
    assert "编码“A102”已经是“立项依据充分性”的" in answer.content.decode()
    assert "不能作编码" in tree("A101/rename/", code="A 1").content.decode()
    assert "A101" in below(project, "A1")


def test_a_code_that_was_given_back_can_be_used_again(tree, project):
    tree("A101/rename/", code="A109")
    tree("A109/rename/", code="A101")
    assert below(project, "A1") == ["A101", "A102", "A103", "A104"]
    assert workspace(project).sheet["A101"].score is not None


def test_the_metric_found_by_name_stays_when_the_name_changes(visitor, project):
    before = workspace(project).sheet["A201"]
    edit = {
        "kind": "indicator",
        "key": "A201",
        "field": "name",
        "before": before.indicator.name,
        "after": "资金到位及时率",
    }
    assert visitor("lead_evaluator").edit(project, edit).status_code == 200
    project.refresh_from_db()
    assert workspace(project).sheet["A201"].score == before.score


@pytest.mark.parametrize(
    ("by", "order"),
    [("up", ["A102", "A101", "A103", "A104"]), ("down", ["A101", "A103", "A102", "A104"])],
)
def test_an_indicator_goes_up_and_down_and_nothing_else_changes(tree, project, by, order):
    total = workspace(project).sheet.total
    answer = tree("move/", code="A102", by=by)
    assert answer.json()["at"] == "A102"
    assert "共 4 个" in answer.json()["said"]
    assert below(project, "A1") == order
    assert workspace(project).sheet.total == total


def test_an_indicator_is_put_below_another_parent(tree, project):
    tree("move/", code="A102", parent="A2", before="A202")
    assert (below(project, "A1"), below(project, "A2")) == (["A101", "A103", "A104"], ["A201", "A102", "A202"])
    fields = Change.objects.filter(evaluation=project, key="A102").values_list("field", flat=True)
    assert set(fields) == {"parent"}


def test_out_is_behind_the_parent_and_in_is_below_the_one_in_front(tree, project):
    tree("move/", code="A102", by="out")
    assert below(project, "A") == ["A1", "A102", "A2"]
    tree("move/", code="A102", by="in")
    assert below(project, "A1") == ["A101", "A103", "A104", "A102"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"by": "in"}, "自己有评分标准、判断或底稿，不能有下级"),
        ({"parent": "A101"}, "自己有评分标准"),
    ],
)
def test_what_is_scored_itself_gets_nothing_below_it(tree, facts, words):
    assert words in tree("move/", code="A102", **facts).content.decode()


def test_the_tree_stays_a_tree(tree):
    assert "不能放到自己下面" in tree("move/", code="A", parent="A1").content.decode()
    assert "已经是一级指标" in tree("move/", code="A", by="out").content.decode()
    assert "同级的第一个" in tree("move/", code="A101", by="in").content.decode()


def test_several_go_together_in_the_order_of_the_tree(tree, project):
    answer = tree("move/", code=["A104", "A102"], parent="A2", before="A202").json()
    assert below(project, "A2") == ["A201", "A102", "A104", "A202"]
    assert answer["said"] == "2 个指标现在是A2 下第 2—3 个，共 4 个"
    assert below(project, "A1") == ["A101", "A103"]


@pytest.mark.parametrize(
    ("codes", "by", "order"),
    [
        (["A102", "A103"], "up", ["A102", "A103", "A101", "A104"]),
        (["A102", "A103"], "down", ["A101", "A104", "A102", "A103"]),
        (["A102", "A104"], "up", ["A102", "A104", "A101", "A103"]),
        (["A101", "A103"], "down", ["A102", "A104", "A101", "A103"]),
    ],
)
def test_several_of_one_parent_go_up_and_down_as_a_block(tree, project, codes, by, order):
    tree("move/", code=codes, by=by)
    assert below(project, "A1") == order


def test_what_stands_below_another_chosen_one_goes_with_it(tree, project):
    tree("move/", code=["A1", "A101", "A102"], parent="B")
    assert below(project, "B")[-1] == "A1"
    assert below(project, "A1") == ["A101", "A102", "A103", "A104"]


def test_up_and_down_are_for_those_of_one_parent(tree):
    assert "不在同一个上级下面" in tree("move/", code=["A102", "A201"], by="up").content.decode()


def test_several_are_removed_with_what_refers_to_them_named_once(tree, visitor, project):
    lead = visitor("lead_evaluator")
    page = lead.get(f"/e/{project.pk}/indicators/remove/?code=A101&code=A102").content.decode()
    assert "删除 2 个指标" in page
    linked = [
        item.key
        for item in workspace(project).of_kind("evidence")
        if {"A101", "A102"} & set(item.body["指标"].split(" "))
    ]
    assert all(page.count(f"<li>佐证材料 {key}</li>") == 1 for key in linked)
    tree("remove/", code=["A101", "A102"])
    assert below(project, "A1") == ["A103", "A104"]


def test_what_was_just_done_is_taken_back_by_whoever_did_it(tree, visitor, project):
    before = files_of(workspace(project).items.values())
    at = tree("remove/", code=["A101", "A2"]).headers["Location"].rpartition("=")[2]
    assert "撤销" in visitor("lead_evaluator").get(f"/e/{project.pk}/indicators/?done={at}").content.decode()
    assert tree("undo/", revision=at).status_code == 302
    project.refresh_from_db()
    assert files_of(workspace(project).items.values()) == before
    moved = tree("move/", code="A102", by="up").json()["revision"]
    tree("move/", code="A103", by="up")
    assert "之后又有修改" in tree("undo/", revision=moved).content.decode()


def test_a_move_is_taken_back(tree, project):
    revision = tree("move/", code=["A102", "A103"], by="out").json()["revision"]
    tree("undo/", revision=revision)
    assert below(project, "A1") == ["A101", "A102", "A103", "A104"]
    assert "之后又有修改" in tree("undo/", revision="0").content.decode()


def test_an_indicator_is_added_beside_another_with_the_next_code(tree, project):
    assert tree("add/", parent="A1", after="A102").json()["at"] == "A105"  # A103 and A104 are taken
    assert below(project, "A1") == ["A101", "A102", "A105", "A103", "A104"]


def test_removing_says_what_goes_with_it_and_takes_it_away(tree, visitor, project):
    lead = visitor("lead_evaluator")
    page = lead.get(f"/e/{project.pk}/indicators/remove/?code=A1").content.decode()
    assert "4 个下级指标" in page
    assert "评价判断 A101" in page
    assert "佐证材料 E01" in page
    tree("remove/", code="A1")
    project.refresh_from_db()
    space = workspace(project)
    assert "A101" not in space.sheet
    assert space.item("judgement", "A101") is None
    assert "A101" not in space.item("evidence", "E01").body["指标"]


def test_a_locked_plan_asks_for_a_reason(tree, project):
    project.plan_locked = True
    project.save()
    assert "请写明理由" in tree("move/", code="A102", by="up").content.decode()
    assert tree("move/", code="A102", by="up", reason="专家意见").status_code == 200


def test_indicators_of_a_template_come_with_the_data_that_they_need(visitor, project):
    lead = visitor("lead_evaluator")
    page = lead.get(f"/e/{project.pk}/indicators/template/?template=project-2020").content.decode()
    assert "B11 资金到位率" in page
    facts = {"template": "project-2020", "code": ["C41"]}
    assert lead.post(f"/e/{project.pk}/indicators/template/", facts).status_code == 302
    project.refresh_from_db()
    space = workspace(project)
    found = {leaf.indicator.name: leaf.indicator for leaf in space.sheet.leaves}["成本节约率"]
    assert found.standard
    assert space.item("name", "计划成本").body == "项目成本/合计/计划成本"
    assert space.evaluation.table("项目成本") is not None
    assert space.evaluation.table("产出质量") is None


def test_a_name_in_a_standard_is_led_to_the_data(visitor, project, tree):
    lead = visitor("lead_evaluator")
    tree("add/", parent="A1", code="A199", name="某率", weight="2")
    standard = "某率=甲数÷乙数×100%。达到90%得满分，否则不得分。"
    lead.edit(project, {"kind": "indicator", "key": "A199", "field": "standard", "before": None, "after": standard})
    page = lead.get(f"/e/{project.pk}/indicators/A199/editor/").content.decode()
    assert page.count("没有找到") == 2
    page = tree("A199/mean/", name="甲数", where="电子健康档案/合计/建档人数").content.decode()
    assert page.count("没有找到") == 1
    assert "= 1,453,139人" in page
    tree("A199/mean/", name="乙数", where="电子健康档案/合计/常住居民数")
    project.refresh_from_db()
    assert workspace(project).sheet["A199"].score == 0  # 1,453,139 ÷ 1,762,225 = 82.46 % < 90 %
    assert "不是 表/行/列、问卷，也不是公式" in tree("A199/mean/", name="甲数", where="a ÷").content.decode()
    tree("A199/mean/", name="甲数", where="")
    project.refresh_from_db()
    assert workspace(project).sheet["A199"].score is None


@pytest.fixture
def rate(visitor, project, tree):
    """The sheet's line of a new indicator 某率 of 10 points, anew each time; its standard is ``rate.standard``."""

    class Rate:
        standard = "某率=甲数÷乙数×100%。达到90%得满分，每低1个百分点扣0.5分。"

        def __init__(self):
            tree("add/", parent="A1", code="A199", name="某率", weight="10")
            self.write(None, self.standard)

        def write(self, before, after, field="standard"):
            edit = {"kind": "indicator", "key": "A199", "field": field, "before": before, "after": after}
            return visitor("lead_evaluator").edit(project, edit)

        def mean(self, name, where, **facts):
            return tree("A199/mean/", name=name, where=where, **facts).content.decode()

        @property
        def line(self):
            project.refresh_from_db()
            return workspace(project).sheet["A199"]

    return Rate()


def test_a_figure_can_be_typed_for_a_name(rate, project):
    """801 ÷ 900 = 89 %, one point below 90 %: 10 − 0.5; the typed figures are signed and hold for this indicator alone."""
    assert "没有计量单位" in rate.mean("乙数", "900")
    rate.mean("乙数", "900万元")
    assert 'value="900万元"' in rate.mean("甲数", "801万元")
    assert rate.line.score == Fraction("9.5")
    assert rate.line.judgement.author == "主评人"
    assert workspace(project).item("name", "乙数") is None
    rate.mean("甲数", "电子健康档案/合计/建档人数")
    assert rate.line.judgement.inputs == {"items": {"乙数": "900万元"}}
    rate.mean("乙数", "")
    assert rate.line.score is None


def test_another_source_for_the_value_leaves_nothing_behind(rate, project):
    """Where the value of an indicator comes from can be emptied and chosen anew; nothing is said to be missing then."""
    rate.write(None, ["居民满意度"], field="metrics")
    rate.write(rate.standard, "某率达到90%得满分，每低1个百分点扣0.5分。")
    for where in ("", "电子健康档案/合计/电子建档率", "电子健康档案.建档人数 / 电子健康档案.常住居民数", "", "95%"):
        rate.mean("居民满意度", where, actual="1")
        assert not [one.text() for one in workspace(project).problems if "没有计算指标" in one.text()]
        assert rate.line.indicator.metrics == ()
    assert rate.line.score == 10
    assert workspace(project).evaluation.metric("居民满意度")


def test_a_formula_of_money_counts_in_money(rate):
    """The metric of a typed formula is printed in what its columns have, 人 here, not in %."""
    assert rate.mean("甲数", "电子健康档案.建档人数 + 电子健康档案.建档人数").count("2,906,278人") == 1  # 2 × 1,453,139


def test_the_formula_of_the_standard_before_is_offered(rate, visitor, project):
    rate.write(rate.standard, "某率达到90%得满分，每低1个百分点扣0.5分。")
    editor = f"/e/{project.pk}/indicators/A199/editor/"
    assert "仍用原来的公式 甲数÷乙数" in visitor("lead_evaluator").get(editor).content.decode()


def meaning(project):
    """Metric 居民满意度 as it stands, and what the page would show."""
    project.refresh_from_db()
    found = workspace(project).evaluation.metric("居民满意度")
    return (found.survey, found.formula) if found else None


@pytest.mark.parametrize("written", ["问卷 居民", "问卷“居民”", "问卷居民", "居民.满意度", "居民/满意度"])
def test_a_survey_is_a_source_as_people_write_it(visitor, project, written):
    lead = visitor("lead_evaluator")
    source = {"name": "群众满意度", "source": written}
    assert lead.post(f"/e/{project.pk}/indicators/metrics/add/", source).status_code == 302
    project.refresh_from_db()
    space = workspace(project)
    assert space.evaluation.metric("群众满意度").survey == "居民"
    assert space.metrics.value("群众满意度").value == space.evaluation.survey_figures["居民/满意度"].value
    assert 'value="问卷 居民"' in lead.get(f"/e/{project.pk}/indicators/metrics/").content.decode()


def test_surveys_are_offered_where_a_source_is_written(visitor, project):
    lead = visitor("lead_evaluator")
    code = next(leaf.indicator.code for leaf in workspace(project).sheet.leaves if leaf.indicator.name == "居民满意度")
    for address in ("metrics/", f"{code}/editor/"):
        page = lead.get(f"/e/{project.pk}/indicators/{address}").content.decode()
        assert "<option>问卷 居民</option>" in page


def test_a_wrong_source_is_refused_and_what_stood_there_stays(tree, project):
    for wrong, said in (
        ("问卷 局民", "居民"),
        ("居民.满意", "居民.满意"),
        ("a ÷", "不是 表/行/列、问卷，也不是公式"),
    ):
        answer = tree("A101/mean/", name="居民满意度", where=wrong)
        assert answer.status_code == 400
        assert said in answer.content.decode()
    assert meaning(project) == ("居民", "")


def test_a_survey_that_was_replaced_can_be_chosen_again(tree, project):
    formula = "电子健康档案.建档人数 / 电子健康档案.常住居民数"
    tree("A101/mean/", name="居民满意度", where=formula)
    assert meaning(project) == ("", formula)
    tree("A101/mean/", name="居民满意度", where="问卷 居民")
    assert meaning(project) == ("居民", "")
    tree("A101/mean/", name="居民满意度", where="")
    assert meaning(project) is None
    tree("A101/mean/", name="居民满意度", where="问卷 居民")
    assert meaning(project) == ("居民", "")


def test_the_source_of_a_metric_is_changed_in_its_field(visitor, project):
    lead = visitor("lead_evaluator")
    edit = {"kind": "metric", "key": "居民满意度", "field": "source", "before": "问卷 居民"}
    assert lead.edit(project, edit | {"after": "没有的表.列"}).status_code == 400
    assert meaning(project) == ("居民", "")
    formula = "电子健康档案.建档人数 / 电子健康档案.常住居民数"
    assert lead.edit(project, edit | {"after": formula}).status_code == 200
    assert meaning(project) == ("", formula)
    assert lead.edit(project, edit | {"after": "电子健康档案.建档人数"}).status_code == 409  # it is no survey any more


def test_an_indicator_table_shows_what_it_would_change_before_it_is_stored(visitor, project):
    lead = visitor("lead_evaluator")
    tops = tuple(
        replace(
            top, indicators=tuple(replace(part, name="立项") if part.code == "A1" else part for part in top.indicators)
        )
        for top in workspace(project).evaluation.indicators
    )
    file = SimpleUploadedFile("改.xlsx", write_indicators(tops, "改"))
    page = lead.post(f"/e/{project.pk}/indicators/import/", {"file": file}).content.decode()
    assert "会改写或添加 1 个指标；还没有存入" in page
    assert "<td>名称</td>" in page
    assert "<td>立项</td>" in page
    project.refresh_from_db()
    assert project.revision == 1
    proposed = re.search(r'name="proposed" value="([^"]+)"', page)[1]
    assert (
        visitor("member").post(f"/e/{project.pk}/indicators/import/accept/", {"proposed": proposed}).status_code == 403
    )
    assert lead.post(f"/e/{project.pk}/indicators/import/accept/", {"proposed": proposed}).status_code == 302
    project.refresh_from_db()
    assert workspace(project).sheet["A1"].indicator.name == "立项"
    assert Change.objects.filter(evaluation=project, revision=2, reason="导入 改.xlsx").exists()


def test_a_proposal_that_was_tampered_with_or_made_elsewhere_is_refused(visitor, project, department):
    lead = visitor("lead_evaluator")
    of_other = signing.dumps([department.pk, "a.xlsx", []], salt="indicator table", compress=True)
    accept = f"/e/{project.pk}/indicators/import/accept/"
    assert lead.post(accept, {"proposed": of_other + "x"}).status_code == 400
    assert lead.post(accept, {"proposed": of_other}).status_code == 404


def test_the_sum_of_what_is_scored_is_shown_beside_that_of_the_top(tree, visitor, project):
    sums = visitor("lead_evaluator").get(f"/e/{project.pk}/indicators/sums/").json()["sums"]
    assert (sums[""], sums["leaves"]) == (["100", False], ["100", False])
    tree("add/", parent="A1", code="A199", name="某率", weight="2")
    sums = visitor("lead_evaluator").get(f"/e/{project.pk}/indicators/sums/").json()["sums"]
    assert (sums[""], sums["leaves"]) == (["100", False], ["102", True])


def test_what_has_no_score_yet_is_told_from_what_is_wrong(tree, visitor, project):
    lead = visitor("lead_evaluator")

    def state():
        return lead.get(f"/e/{project.pk}/indicators/sums/").json()["told"]["A199"][1]

    tree("add/", parent="A1", code="A199", name="某率", weight="2")
    assert state() == "wrong"  # it has no standard
    edit = {
        "kind": "indicator",
        "key": "A199",
        "field": "standard",
        "before": None,
        "after": "①甲；②乙。每满足一项得1分。",
    }
    lead.edit(project, edit)
    assert state() == "open"
    assert "还没有得分" in lead.get(f"/e/{project.pk}/indicators/").content.decode()


def test_a_new_name_reminds_of_the_definition_until_that_was_changed(visitor, project):
    lead = visitor("lead_evaluator")
    body = workspace(project).item("indicator", "A101").body

    def rename(before, after):
        edit = {"kind": "indicator", "key": "A101", "field": "name", "before": before, "after": after}
        return lead.edit(project, edit).json().get("told")

    assert "指标解释" in rename(body["name"], "甲")[0]
    edit = {
        "kind": "indicator",
        "key": "A101",
        "field": "definition",
        "before": body["definition"],
        "after": "新的解释",
    }
    assert lead.edit(project, edit).status_code == 200
    assert rename("甲", "乙") is None


def test_a_column_of_several_tables_is_asked_about(visitor, project, tree):
    lead = visitor("lead_evaluator")
    tables = workspace(project).evaluation.tables
    names = [column.name for table in tables for column in table.columns]
    twice = next(name for name in names if names.count(name) > 1)
    tree("add/", parent="A1", code="A199", name="某率", weight="2")
    standard = f"某率={twice}÷没有的数×100%。达到90%得满分，否则不得分。"
    lead.edit(project, {"kind": "indicator", "key": "A199", "field": "standard", "before": None, "after": standard})
    page = lead.get(f"/e/{project.pk}/indicators/A199/editor/").content.decode()
    assert f"{names.count(twice)} 张表都有这一列" in page


def test_functions_are_shown_by_their_chinese_names_and_kept_as_written(visitor, project):
    lead = visitor("lead_evaluator")
    add = {"name": "平均建档", "unit": "人", "source": "mean(电子健康档案.建档人数)"}
    assert lead.post(f"/e/{project.pk}/indicators/metrics/add/", add).status_code == 302
    assert 'value="平均(电子健康档案.建档人数)"' in lead.get(f"/e/{project.pk}/indicators/metrics/").content.decode()
    project.refresh_from_db()
    value = workspace(project).metrics.value("平均建档").value
    edit = {"kind": "metric", "key": "平均建档", "field": "source", "before": "平均(电子健康档案.建档人数)"}
    assert lead.edit(project, edit | {"after": "合计(电子健康档案.建档人数)"}).status_code == 200
    project.refresh_from_db()
    assert workspace(project).metrics.value("平均建档").value > value


def test_the_record_of_changes_speaks_in_words(visitor, project):
    lead = visitor("lead_evaluator")
    source = {"name": "群众满意度", "source": "问卷 居民"}
    lead.post(f"/e/{project.pk}/indicators/metrics/add/", source)
    page = lead.get(f"/e/{project.pk}/history/").content.decode()
    assert "名称：群众满意度；计量单位：%；问卷：居民" in page
    assert "&quot;survey&quot;" not in page
