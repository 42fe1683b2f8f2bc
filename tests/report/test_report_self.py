"""项目支出绩效自评表: the form that a self-evaluation hands in, in the report and in the workbook."""

import io
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from kaocheng import templates
from kaocheng.bundle import read
from kaocheng.domain import Cell, Judgement, Organisation, Row, walk
from kaocheng.report.contents import build
from kaocheng.report.contents.annex_self import self_evaluation_form
from kaocheng.report.contents.material import Material
from kaocheng.report.document import Heading, Table
from kaocheng.report.document import walk as blocks_of
from kaocheng.report.excel import excel
from kaocheng.scoring import score

TARGETS = {"B11": "3200人", "B21": "≥95%", "B31": "100%", "B41": "≤5元/人", "C11": "≤3%", "D11": "≥90%"}
ACTUALS = {"B11": "3105人", "B21": "96%", "B31": "90%", "B41": "4.9元/人", "C11": "3.2%", "D11": "87.4%"}


@pytest.fixture(scope="module")
def evaluation():
    """The template, filled in: 93.17 points as tests/templates/self-2020/expected.yaml works out."""

    def with_targets(indicator):
        below = tuple(with_targets(child) for child in indicator.indicators)
        return replace(indicator, indicators=below, target=TARGETS.get(indicator.code, indicator.target))

    begun = read(templates.folder("self-2020")).evaluation
    (funds,) = begun.tables
    rows = {"当年财政拨款": (480, 500, 460), "上年结转资金": (100, 100, 98), "其他资金": (0, 0, 0)}
    names = [column.name for column in funds.columns]
    filled = tuple(
        Row((key,), {name: Cell(Fraction(value)) for name, value in zip(names, values, strict=True)})
        for key, values in rows.items()
    )
    judged = [Judgement(code, {"actual": text}, reason=f"{code}的台账") for code, text in ACTUALS.items()]
    judged.append(Judgement("C21", {"option": "1", "share": "70%", "actual": "部分达成"}, reason="部分建立了跟踪服务"))
    return replace(
        begun,
        indicators=tuple(with_targets(indicator) for indicator in begun.indicators),
        tables=(replace(funds, rows=filled),),
        judgements=tuple(judged),
        papers={"B11": "两期班没有开成。今年先定场地。"},
        profile=replace(begun.profile, goals="培训3200人。"),
        narrative={"15-总体目标完成情况.md": "培训 {{指标.B11.业绩值}}。"},
        organisations=(Organisation("supervisor", "某市某局"), Organisation("implementer", "某中心")),
    )


def form(evaluation) -> list[list[str]]:
    found = self_evaluation_form(Material(evaluation, score(evaluation)))
    table = next(block for block in found if isinstance(block, Table))
    return [[cell.plain.replace("\n", "") for cell in row] for row in table.rows]


def test_the_form_is_that_of_the_regulation(evaluation):
    assert form(evaluation) == [
        ["项目名称", "某单位2024年某项目"],
        ["主管部门", "某市某局", "实施单位", "某中心"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "580.00", "600.00", "558.00", "10", "93.00%", "9.30"],
        ["其中：当年财政拨款", "480.00", "500.00", "460.00", "—", "92.00%", "—"],
        ["上年结转资金", "100.00", "100.00", "98.00", "—", "98.00%", "—"],
        ["其他资金", "0.00", "0.00", "0.00", "—", "—", "—"],
        ["年度总体目标", "预期目标", "实际完成情况"],
        ["培训3200人。", "培训 3105人。"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "完成数量", "3200人", "3105人", "20", "19.41", "两期班没有开成。今年先定场地。"],
        ["质量指标", "质量达标率", "≥95%", "96.00%", "10", "10.00", ""],
        ["时效指标", "完成及时率", "100%", "90.00%", "10", "9.00", "B31的台账"],
        ["成本指标", "实际成本", "≤5元/人", "4.9元/人", "10", "10.00", ""],
        ["效益指标", "社会效益指标", "实际效益", "≤3%", "3.20%", "20", "18.75", "C11的台账"],
        ["可持续影响指标", "成效可持续情况", "达成年度指标", "部分达成", "10", "7.00", "部分建立了跟踪服务"],
        ["满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "87.40%", "10", "9.71", "D11的台账"],
        ["总分", "100", "93.17", ""],
    ]  # fmt: skip


def test_it_is_the_first_annex_of_a_self_evaluation_alone(evaluation):
    def annexes(evaluation):
        document = build(evaluation, score(evaluation)).document
        titles = [block.text for block in blocks_of(document.blocks) if isinstance(block, Heading)]
        return [title for title in titles if title.startswith("附件")]

    assert annexes(evaluation)[0] == "附件1　项目支出绩效自评表"
    assert not any("自评表" in title for title in annexes(replace(evaluation, kind="project")))


def test_long_reasons_lay_the_form_crosswise(evaluation):
    def layout(text):
        told = replace(evaluation, papers={"B11": text})
        return [type(block).__name__ for block in self_evaluation_form(Material(told, score(told)))]

    assert layout("场地没有落实。") == ["Paragraph", "Table"]
    assert layout("场地没有落实，" * 20) == ["Landscape"]


def test_a_self_evaluation_that_is_only_begun_has_its_form_too():
    begun = read(templates.folder("self-2020")).evaluation
    shown = form(begun)
    assert shown[3] == ["年度资金总额", "—", "—", "—", "10", "—", "（缺）"]
    assert shown[4] == ["其中：当年财政拨款", "", "", "", "—", "—", "—"]
    assert form(replace(begun, tables=(), indicators=()))[-1][0] == "总分"


def test_the_sheet_takes_scores_and_amounts_from_the_other_sheets(evaluation):
    sheet = score(evaluation)
    formulas = openpyxl.load_workbook(io.BytesIO(excel(evaluation, sheet)))
    values = openpyxl.load_workbook(io.BytesIO(excel(evaluation, sheet)), data_only=True)
    assert formulas.sheetnames[0] == "自评表"
    said = [[cell.value for cell in row if cell.value is not None] for row in formulas["自评表"].iter_rows()]
    assert said[4] == ["年度资金总额", "='项目资金'!B6", "='项目资金'!C6", "='项目资金'!D6", 10, "93.00%", "=打分表!K3"]
    assert said[-1][:3] == ["总分", 100, "=打分表!K11"]
    printed = [[cell.value for cell in row if cell.value is not None] for row in values["自评表"].iter_rows()]
    assert printed[4] == ["年度资金总额", 580, 600, 558, 10, "93.00%", 9.3]
    assert printed[-1][:3] == ["总分", 100, 93.17]


def test_a_typed_actual_with_its_unit_is_scored_by_a_formula(evaluation):
    """3105 ÷ 3200 × 20: the sheet 计分 works with 3105 of 3105人."""
    book = openpyxl.load_workbook(io.BytesIO(excel(evaluation, score(evaluation))))
    codes = [indicator.code for _, indicator in walk(evaluation.indicators) if indicator.is_leaf]
    scores = {code: book["打分表"].cell(3 + row, 11).value for row, code in enumerate(codes)}
    assert str(scores["B11"]).startswith("=计分!")
    assert str(scores["B41"]).startswith("=计分!")
    assert scores["C21"] == 7
