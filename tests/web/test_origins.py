"""来历: inputs open in turn, and 影响 leads up to scores and texts."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from kaocheng.diagnostics import Severity, gathered
from kaocheng.places import InTable
from kaocheng.scoring.checks.messages import NO_SCORE
from kaocheng.web.content import InItem
from kaocheng.web.templatetags.printing import stretches_of
from kaocheng.web.workspace import workspace


@pytest.fixture
def drawer(visitor, project):
    """The drawer of a figure, as htmx asks for it."""

    def ask(reference: str) -> str:
        where = f"/e/{project.pk}/origin/"
        return visitor("expert").get(where, {"ref": reference}, HTTP_HX_REQUEST="true").content.decode()

    return ask


def test_the_total_opens_the_score_of_every_indicator(drawer, project):
    page = drawer("总分")
    for scored in workspace(project).sheet.leaves:
        assert f"ref=%E6%8C%87%E6%A0%87.{scored.indicator.code}.%E5%BE%97%E5%88%86" in page
        assert scored.indicator.title in page


def test_a_score_enters_its_parents_the_total_and_texts(drawer):
    page = drawer("指标.A101.得分")
    affected = page[page.index("影响") :]
    for title in ("A1 项目立项", "A 投入", "总分"):
        assert title in affected
    assert "报告文字 10-摘要" in drawer("指标.A.得分")


def test_satisfaction_enters_the_indicator_that_uses_it(drawer, project):
    page = drawer("问卷.居民.满意度")
    affected = page[page.index("影响") :]
    assert f"/e/{project.pk}/origin/?ref=%E6%8C%87%E6%A0%87.D201.%E5%BE%97%E5%88%86" in affected
    assert "报告文字 10-摘要" in affected


def test_the_title_says_in_words_what_the_figure_is(drawer):
    assert "<h2>来历：C209 孕产妇健康管理率 · 得分</h2>" in drawer("指标.C209.得分")
    assert "<h2>来历：问卷 居民 · 满意度</h2>" in drawer("问卷.居民.满意度")


def test_formulas_are_said_in_words(drawer):
    """电子健康档案.电子建档人数 / 电子健康档案.常住居民数, and A + B + C + D."""
    assert "公式：电子建档人数 ÷ 常住居民数<" in drawer("计算.电子档案建档率")
    assert "公式：A 投入 + B 过程 + C 产出 + D 效益<" in drawer("总分")


def test_the_drawer_says_which_clause_applied_and_why_the_others_did_not(drawer):
    page = drawer("指标.C209.得分")
    assert '<span class="clause takes  applied"' in page
    assert "不适用：“达到85%得满分” <span>朔城区未达标，共1个</span>" in page


def test_an_imported_value_says_which_cell_of_which_workbook_it_came_from(visitor, project, drawer):
    lead = visitor("lead_evaluator")
    book = load_workbook(BytesIO(lead.get(f"/e/{project.pk}/data/forms/").content))
    (cell,) = [
        cell
        for sheet in book
        if sheet.title == "电子健康档案"
        for row in sheet.iter_rows()
        if row[0].value == "朔城区"
        for cell in row[1:2]
    ]
    cell.value = cell.value + 1
    book.save(written := BytesIO())
    file = SimpleUploadedFile("回收.xlsx", written.getvalue())
    assert lead.post(f"/e/{project.pk}/data/import/", {"file": file}).status_code == 200
    assert f"填入（导入 回收.xlsx 电子健康档案!{cell.coordinate}）" in drawer("计算.电子档案建档率.朔城区")


def test_a_figure_of_one_text_only_affects_nothing_else(drawer):
    assert "影响</h3>" not in drawer("问卷.居民.回收率")


def affected(visitor, project, cell):
    """What the drawer of a cell says that it enters."""
    where = f"/e/{project.pk}/origin/"
    page = visitor("expert").get(where, {"cell": cell}, HTTP_HX_REQUEST="true").content.decode()
    return page.partition("影响</h3>")[2]


@pytest.mark.parametrize(
    "cell",
    ["电子健康档案/朔城区/电子建档人数", "电子健康档案/合计/电子建档人数", "电子健康档案/朔城区/常住居民数"],
    ids=["a cell", "its total", "a cell below a rate"],
)
def test_a_cell_and_its_total_enter_the_metric_and_the_indicator(visitor, project, cell):
    told = affected(visitor, project, cell)
    [code] = [
        one.indicator.code for one in workspace(project).sheet.leaves if "电子档案建档率" in one.indicator.metrics
    ]
    assert "计算指标 电子档案建档率" in told
    assert f"/e/{project.pk}/papers/{code}/" in told


def test_a_cell_enters_the_computed_cells_of_its_row_and_the_total(visitor, project):
    told = affected(visitor, project, "电子健康档案/朔城区/建档人数")
    assert "电子健康档案/朔城区/健康档案建档率" in told
    assert "电子健康档案/合计/建档人数" in told
    assert "平鲁区" not in told


def test_a_computed_cell_enters_the_texts_that_print_it_or_its_total(visitor, project):
    lead = visitor("lead_evaluator")
    text = {"kind": "section", "key": "10-摘要", "field": ""}
    before = workspace(project).item("section", "10-摘要").body
    after = before + "{{数据.电子健康档案.合计.健康档案建档率}}"
    assert lead.edit(project, text | {"before": before, "after": after}).status_code == 200
    project.refresh_from_db()
    assert "报告文字 10-摘要" in affected(visitor, project, "电子健康档案/合计/健康档案建档率")
    assert "报告文字 10-摘要" in affected(visitor, project, "电子健康档案/朔城区/建档人数")


def test_a_cell_that_nothing_uses_says_so(visitor, project):
    page = visitor("expert").get(f"/e/{project.pk}/data/电子健康档案/cell/?at=朔城区/常住居民数").content.decode()
    assert "电子档案建档率" in page
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/data/new/", {"name": "闲表", "keys": "项目"})
    lead.post(f"/e/{project.pk}/data/闲表/column/", {"name": "闲数", "unit": "人"})
    lead.post(f"/e/{project.pk}/data/闲表/add/", {"key-0": "甲"})
    project.refresh_from_db()
    page = lead.get(f"/e/{project.pk}/data/闲表/cell/?at=甲/闲数").content.decode()
    assert "没有指标、公式、文字用到" in page


def test_the_count_in_the_head_is_that_of_the_panel(visitor, project):
    lead = visitor("lead_evaluator")
    for name in ("朔城区", "平鲁区"):
        before = project.items.get(kind="row", key=f"电子健康档案/{name}").body["cells"]["建档人数"]
        cell = {"table": "电子健康档案", "row": [name], "column": "建档人数", "before": before, "after": "三"}
        assert lead.edit(project, cell).status_code == 200
    project.refresh_from_db()
    wrong = sum(problem.severity is Severity.ERROR for problem in workspace(project).problems)
    count = lead.get(f"/e/{project.pk}/problems/count/").content.decode().strip()
    assert f"{wrong} 错误" in count
    assert count in lead.get(f"/e/{project.pk}/").content.decode()
    assert f"<h2>{count}" in lead.get(f"/e/{project.pk}/problems/", headers={"HX-Request": "true"}).content.decode()


def test_messages_of_one_kind_in_one_column_of_a_table_are_gathered():
    places = [InTable("档案", (f"单位{number}",), "人数") for number in range(30)]
    found = gathered([NO_SCORE.at(place, code=str(place), missing="数") for place in places])
    told = len(found) - 1
    assert told < 10
    assert f"还有 {30 - told} 处同类问题" in found[-1].text()
    assert "档案/单位29/人数" in found[-1].text()


def test_a_message_that_begins_with_its_place_says_it_once():
    problem = NO_SCORE.at(InItem("indicators.yaml", kind="indicator", key="A101"), code="A101", missing="判断")
    assert stretches_of({}, 1, problem) == [("指标A101", "/e/1/indicators/?at=A101#A101"), ("没有得分：缺判断。", "")]
