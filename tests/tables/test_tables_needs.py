"""From standards to data items: what is asked for, what is not, and how it comes back as a table."""

import io
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import openpyxl
import pytest

from kaocheng.domain import Evaluation, Indicator, Judgement, Metric
from kaocheng.numbers import Measure
from kaocheng.standards import Need
from kaocheng.tables import needs as needs_module
from kaocheng.tables import read_data
from kaocheng.tables.forms import forms_by_unit, write_forms
from kaocheng.tables.importing import merge
from kaocheng.tables.needs import DataNeed, data_needs, likely_measure

# What each standard needs; how sentences are understood is tested with the standards.
STANDARDS = {
    "预算完成率=决算数÷预算数×100%；…": (Need("items", ("决算数", "预算数")),),
    "达到90%得满分，…": (Need("actual"),),
    "存在一个县区未达标扣20%": (Need("units", ("县区未达标",)),),
    "①…；②…": (Need("met", ("①", "②"), 2),),
}


@pytest.fixture(autouse=True)
def understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences of :data:`STANDARDS` are understood, others are not."""
    monkeypatch.setattr(
        needs_module, "understand", lambda sentence, **_: SimpleNamespace(standard=STANDARDS.get(sentence))
    )
    monkeypatch.setattr(needs_module, "needs", lambda standard: standard)


def leaf(code: str, name: str, sentence: str, **more: object) -> Indicator:
    return Indicator(code, name, Fraction(3), standard=sentence, **more)  # type: ignore[arg-type]


def asked(evaluation: Evaluation, *indicators: Indicator) -> tuple[DataNeed, ...]:
    return data_needs(replace(evaluation, indicators=indicators))


BUDGET = "预算完成率=决算数÷预算数×100%；…"


def test_the_items_of_a_formula_are_asked_for_once_with_all_indicators_that_use_them(city: Evaluation) -> None:
    assert asked(city, leaf("B21", "预算完成率", BUDGET), leaf("B22", "另一指标", BUDGET)) == (
        DataNeed("决算数", ("B21", "B22"), measure="万元"),
        DataNeed("预算数", ("B21", "B22"), measure="万元"),
    )


def test_what_a_table_holds_a_name_means_or_a_judgement_gives_is_not_asked_for(city: Evaluation) -> None:
    evaluation = replace(
        city,
        names={"决算数": "资金到位/合计/到位金额", "预算数": "资金到位/合计/预算金额"},
        judgements=(Judgement("C1", {"actual": "95%"}),),
    )
    column = leaf("A1", "建档率", "达到90%得满分，…")
    assert asked(evaluation, leaf("B21", "预算完成率", BUDGET), column, leaf("C1", "及时率", "达到90%得满分，…")) == ()


def test_judgements_and_sentences_that_are_not_understood_ask_for_no_data(city: Evaluation) -> None:
    assert asked(city, leaf("A1", "立项规范性", "①…；②…"), leaf("A2", "其他", "视情况得分")) == ()


def test_an_indicator_measured_by_units_asks_each_unit(city: Evaluation) -> None:
    assert asked(city, leaf("C1", "随访率", "存在一个县区未达标扣20%")) == (
        DataNeed("随访率", ("C1",), by_units=True, measure="%", table="分单位补充数据"),
    )


def test_a_metric_asks_for_the_columns_that_no_table_declares(city: Evaluation) -> None:
    metric = Metric("随访率", Measure.parse("%"), formula="随访表.随访人数 / 健康档案.建档人数", by_units=True)
    indicator = leaf("C1", "随访率", "存在一个县区未达标扣20%", metrics=("随访率",))
    assert asked(replace(city, metrics=(metric,)), indicator) == (
        DataNeed("随访人数", ("C1",), by_units=True, measure="人", table="随访表"),
    )


@pytest.mark.parametrize(
    ("name", "measure"),
    [("资金到位率", "%"), ("到位资金总额", "万元"), ("支出决算数", "万元"), ("培训人数", "人"), ("制度", "")],
)
def test_the_likely_unit_of_measure_is_offered(name: str, measure: str) -> None:
    assert likely_measure(name) == measure


def filled(data: bytes, **values: tuple[str, object]) -> bytes:
    """The workbook with 计量单位 and 数值 entered for items of the supplement."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name in ("补充数据", "分单位补充数据"):
        for row in book[name].iter_rows(min_row=4) if name in book.sheetnames else ():
            if row[1].value in values:
                row[3].value, row[4].value = values[row[1].value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_items_that_no_table_held_come_back_as_a_table(city: Evaluation) -> None:
    evaluation = replace(city, indicators=(leaf("B21", "预算完成率", BUDGET),))
    book = filled(write_forms(evaluation), 决算数=("万元", 12696.66), 预算数=("元", "158,384,200"))
    result = merge(evaluation, read_data(book, "填报.xlsx")[0])
    table = result.tables[-1]
    assert (table.name, table.keys, table.unit_key, table.file) == ("补充数据", ("范围",), "", "supplement.csv")
    assert [(column.name, column.measure.text) for column in table.columns] == [("决算数", "万元"), ("预算数", "元")]
    assert {name: cell.value for name, cell in table.rows[0].cells.items()} == {
        "决算数": Fraction("12696.66"),
        "预算数": 158384200,
    }
    assert result.declared


def test_items_by_unit_come_back_from_the_workbooks_of_the_units(city: Evaluation) -> None:
    evaluation = replace(city, indicators=(leaf("C1", "随访率", "存在一个县区未达标扣20%"),))
    books = [
        filled(data, 随访率=("%", value))
        for data, value in zip(forms_by_unit(evaluation).values(), (80, "75%", 90), strict=True)
    ]
    sheets = [sheet for number, book in enumerate(books) for sheet in read_data(book, f"{number}.xlsx")[0]]
    table = merge(evaluation, sheets).tables[-1]
    assert (table.name, table.unit_key) == ("分单位补充数据", "单位")
    assert [(*row.key, row.cells["随访率"].value) for row in table.rows] == [
        ("东区", Fraction(80)),
        ("西区", Fraction(75)),
        ("北县", Fraction(90)),
    ]


def test_an_item_without_a_unit_of_measure_is_not_taken(city: Evaluation) -> None:
    evaluation = replace(city, indicators=(leaf("B21", "预算完成率", BUDGET),))
    book = filled(write_forms(evaluation), 决算数=("", 5), 预算数=("万元", "很多"))
    result = merge(evaluation, read_data(book, "填报.xlsx")[0])
    assert [problem.line() for problem in result.problems if problem.code != "cells-blank"] == [
        (
            "填报.xlsx 补充数据!D4 错误：数据项“决算数”没有可用的计量单位（写的是“”）。"
            "请填 万元、人、个、% 等；各单位的同一数据项要用同一种计量单位。"
        ),
        (
            "填报.xlsx 补充数据!E5 错误：“很多”不是数（列“预算数”，计量单位万元）。"
            "只填数字，如 12,696.66；说明写在备注里；没有数据就留空，确实是零才填 0。"
        ),
    ]


def test_what_cannot_be_a_data_item_is_reported_at_its_cell(city: Evaluation) -> None:
    evaluation = replace(city, indicators=(leaf("C1", "随访率", "存在一个县区未达标扣20%"),))
    book = openpyxl.load_workbook(io.BytesIO(write_forms(evaluation)))
    sheet = book["分单位补充数据"]
    for row, (unit, item, measure, value) in enumerate(
        [("南区", "随访率", "%", 80), ("西区", "随坊率", "%", 80), ("北县", "随访率", "10%", 80)], 4
    ):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = unit, item
        sheet.cell(row, 4).value, sheet.cell(row, 5).value = measure, value
    out = io.BytesIO()
    book.save(out)
    result = merge(evaluation, read_data(out.getvalue(), "填报.xlsx")[0])
    assert [problem.line().partition("。")[0] for problem in result.problems if problem.code != "cells-blank"] == [
        "填报.xlsx 分单位补充数据!A4 错误：“南区”不在单位名单里",
        "填报.xlsx 分单位补充数据!B5 错误：“随坊率”不在需要补充的数据项里",
        "填报.xlsx 分单位补充数据!D6 错误：数据项“随访率”没有可用的计量单位（写的是“10%”）",
    ]


def test_a_share_among_the_items_is_questioned(city: Evaluation) -> None:
    evaluation = replace(city, indicators=(leaf("C1", "及时率", "达到90%得满分，…", target="90%"),))
    result = merge(evaluation, read_data(filled(write_forms(evaluation), 及时率=("%", 0.75)), "填报.xlsx")[0])
    assert [problem.text() for problem in result.problems if problem.code == "percent-small"] == [
        "“0.75”在以 % 计的列“及时率”里，按 0.75% 读取。"
    ]
