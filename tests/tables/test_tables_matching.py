"""Sheets that are not quite as they should be: which table they hold, which column is meant, who filled them in."""

from dataclasses import replace
from typing import Any

import pytest
from made_workbooks import read_sheet

from kaocheng.diagnostics import Refusal
from kaocheng.domain import Column, DataTable, Evaluation, Indicator
from kaocheng.numbers import Measure, NotANumber
from kaocheng.tables import read_table, write_indicators
from kaocheng.tables.importing import merge
from kaocheng.tables.matching import match_table
from kaocheng.tables.names import is_subtotal, is_total, split_unit, unit_line
from kaocheng.tables.values import read_value

FUNDS: list[list[Any]] = [["县区", "预算金额", "到位金额"], ["东区", 1, 1], ["西区", 1, 1], ["北县", 1, 1]]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("健康档案", ""),
        ("表4-4", ""),
        ("4-4", ""),
        ("records", ""),
        ("Sheet1", "表4-4 2017年建档情况"),
        ("Sheet1", "健康档案"),
    ],
)
def test_a_sheet_is_known_by_its_name_number_file_or_title(city: Evaluation, name: str, title: str) -> None:
    sheet = read_sheet([[title or "x"], ["任意"]], name=name)
    assert match_table(sheet, city.tables) is city.tables[0]


def test_a_longer_number_is_another_table(city: Evaluation) -> None:
    assert match_table(read_sheet([["表4-41 其他情况"]], name="Sheet1"), city.tables) is None


def test_columns_that_two_tables_share_decide_nothing(city: Evaluation, funds: DataTable) -> None:
    twin = replace(funds, name="到位二", file="two.csv")
    assert match_table(read_sheet(FUNDS, name="Sheet1"), (*city.tables, twin)) is None


def test_two_columns_of_one_name_are_not_chosen_between(funds: DataTable, city: Evaluation) -> None:
    sheet = read_sheet(
        [["县区", "预算金额", "到位金额", "到位金额"], ["东区", 1, 2, 3], ["西区", 1, 2, 3], ["北县", 1, 2, 3]]
    )
    _, problems = read_table(sheet, funds, evaluation=city)
    assert [problem.line() for problem in problems] == [
        "报表.xlsx 表1!C1、报表.xlsx 表1!D1 错误：有几列都叫“到位金额”，不知取哪一列。请改列名或删去多余的列。"
    ]


def test_the_column_before_the_figures_holds_the_names(city: Evaluation) -> None:
    table = DataTable("项目资金", (Column("金额", Measure.parse("万元")),), keys=("资金来源",))
    rows, problems = read_table(read_sheet([["序号", "来源渠道", "金额"], [1, "中央", 5]]), table)
    assert [row.key for row in rows] == [("中央",)]
    assert [problem.line() for problem in problems] == ["报表.xlsx 表1!B1 提示：把列“来源渠道”当作“资金来源”读取。"]


def test_a_table_of_two_keys_needs_both(city: Evaluation) -> None:
    table = DataTable("批次", (Column("金额", Measure.parse("万元")),), keys=("县区", "批次"), unit_key="县区")
    _, problems = read_table(read_sheet([["县区", "金额"], ["东区", 5]]), table, evaluation=city)
    assert [problem.line() for problem in problems] == [
        "报表.xlsx 表1!A1 错误：表“批次”缺少列“批次”。请补上这一列；没有数据就留空格。"
    ]


@pytest.mark.parametrize(
    ("lines", "origin"),
    [
        ([["填报者：", "市财政局"], ["填报日期：", "2021.12.3"]], ("市财政局", "2021-12-03", "")),
        ([["填报单位：市财政局    填报日期：2021年12月3日    数据来源：决算表"]], ("市财政局", "2021-12-03", "决算表")),
        ([["注：本表含市本级。"]], ("", "", "")),
    ],
)
def test_who_filled_in_a_table_stands_below_it(
    city: Evaluation, lines: list[list[str]], origin: tuple[str, str, str]
) -> None:
    result = merge(city, [read_sheet([*FUNDS, *lines], name="资金到位")])
    table = result.tables[1]
    assert (table.author, table.date, table.source) == origin
    assert len(table.rows) == 3


def test_a_date_that_is_none(city: Evaluation) -> None:
    result = merge(city, [read_sheet([*FUNDS, ["填报日期：", "2021年13月3日"]], name="资金到位")])
    assert [problem.line() for problem in result.problems] == [
        "报表.xlsx 资金到位!A5 错误：“2021年13月3日”不是日期。日期写作 2021-12-19 或 2021年12月19日。"
    ]


def test_a_repeated_head_is_no_row(city: Evaluation, funds: DataTable) -> None:
    rows, problems = read_table(read_sheet([*FUNDS[:2], FUNDS[0], *FUNDS[2:]]), funds, evaluation=city)
    assert (len(rows), problems) == (3, [])


@pytest.mark.parametrize(
    ("head", "name", "unit"),
    [
        ("到位金额（万元）", "到位金额", "万元"),
        ("建档率 (%)", "建档率", "%"),
        ("其他（含结转）（单位：元）", "其他(含结转)", "元"),
        ("人数", "人数", None),
    ],
)
def test_the_unit_in_brackets_behind_a_head(head: str, name: str, unit: str | None) -> None:
    found, measure = split_unit(head)
    assert (found, measure.text if measure else None) == (name, unit)


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位: 元", "元"),
        ("单位：人", "人"),
        ("填报单位：市财政局", None),
        ("合计", None),
        ("单位：10", None),
    ],
)
def test_the_unit_line_above_a_table(line: str, unit: str | None) -> None:
    measure = unit_line(line)
    assert (measure.text if measure else None) == unit


@pytest.mark.parametrize("text", ["合计", "合 计", "总计", "小计", "全市合计", "城区小计", "合计数", "全市"])
def test_words_for_totals(text: str) -> None:
    assert is_total(text)
    assert is_subtotal(text) == text.endswith("小计")


@pytest.mark.parametrize("text", ["合计财务科技有限公司", "东区", "共青团", "总部"])
def test_words_that_are_no_totals(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("120人", "人", 120),
        ("1.5万人", "人", 15000),
        ("￥5", "元", None),
        ("5户", "人", None),
        ("3万", "人", None),
        ("5元/人", "元/人", 5),
    ],
)
def test_a_unit_behind_a_figure(text: str, unit: str, value: Any) -> None:
    if value is None:
        with pytest.raises(NotANumber):
            read_value(text, Measure.parse(unit))
    else:
        assert read_value(text, Measure.parse(unit)) == value


def test_a_text_that_no_cell_holds_is_refused_not_cut() -> None:
    with pytest.raises(Refusal) as refused:
        write_indicators((Indicator("A", "投入", Measure.parse("").factor, standard="满" * 40_000),))
    assert (
        refused.value.diagnostics[0].text()
        == "“满满满满满满满满满满满满……”有 40000 字，超过 Excel 一格 32767 字的上限。"
    )
