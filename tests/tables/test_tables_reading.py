"""A declared table found on a sheet and read, with every problem at its cell."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from made_workbooks import read_sheet

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Cell, Column, DataTable, Evaluation, Row
from kaocheng.numbers import Measure
from kaocheng.tables import Sheet, read_data, read_table

HEAD = ["县区", "常住人口（人）", "建档人数（人）"]


def values(rows: tuple[Row, ...]) -> dict[str, dict[str, object]]:
    return {"/".join(row.key): {name: cell.value for name, cell in row.cells.items()} for row in rows}


def said(problems: Iterable[Diagnostic]) -> list[str]:
    return [problem.line() for problem in problems]


def test_title_rows_units_in_brackets_and_a_total_row(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet(
        [
            ["表4-4 2017年居民健康档案建档情况"],
            ["填报单位：甲市卫健委"],
            HEAD,
            ["东区", 1000, 800],
            ["西 区", "２，０００", 1500],
            ["北县", 500, "400人"],
            ["合 计", 3500, 2700],
            ["注：数据截至年末。"],
        ]
    )
    rows, problems = read_table(sheet, records, evaluation=city)
    assert said(problems) == []
    assert values(rows) == {
        "东区": {"常住人口": 1000, "建档人数": 800},
        "西区": {"常住人口": 2000, "建档人数": 1500},
        "北县": {"常住人口": 500, "建档人数": 400},
    }


def test_a_head_of_two_rows_with_merged_cells(city: Evaluation) -> None:
    table = DataTable(
        "资金", tuple(Column(name, Measure.parse("万元")) for name in ("中央预算数", "中央到位数", "省级预算数", "省级到位数")),
        keys=("县区",), unit_key="县区",
    )  # fmt: skip
    sheet = read_sheet(
        [
            ["资金情况表", "", "", "", ""],
            ["县区", "中央", "", "省级", ""],
            ["", "预算数", "到位数", "预算数", "到位数"],
            ["东区", 1, 2, 3, 4],
            ["西区", 5, 6, 7, 8],
            ["北县", 9, 10, 11, 12],
        ],
        merge=["A1:E1", "A2:A3", "B2:C2", "D2:E2"],
    )
    rows, problems = read_table(sheet, table, evaluation=city)
    assert said(problems) == []
    assert values(rows)["西区"] == {"中央预算数": 5, "中央到位数": 6, "省级预算数": 7, "省级到位数": 8}


def test_a_total_that_is_not_the_sum_says_by_how_much(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([HEAD, ["东区", 1000, 800], ["西区", 2000, 1500], ["北县", 500, 400], ["合计", 3500, 2710]])
    rows, problems = read_table(sheet, records, evaluation=city)
    assert len(rows) == 3
    assert said(problems) == [
        (
            "报表.xlsx 表1!C5 错误：“合计”的建档人数写的是 2710，各行相加得 2700，差 +10。"
            "请核对各行与合计；合计不必填写，清空这一格即由程序计算。"
        )
    ]


def test_subtotals_sum_the_rows_above_them(funds: DataTable, city: Evaluation) -> None:
    sheet = read_sheet(
        [
            ["县区", "预算金额（万元）", "到位金额（万元）"],
            ["东区", 10, 9],
            ["西区", 20, 18],
            ["城区小计", 30, 27],
            ["北县", 5, 4],
            ["县小计", 5, 4],
            ["总计", 35, 31],
        ]
    )
    rows, problems = read_table(sheet, funds, evaluation=city)
    assert len(rows) == 3
    assert said(problems) == []


def test_the_row_of_the_city_is_the_total_of_its_counties(funds: DataTable, city: Evaluation) -> None:
    sheet = read_sheet(
        [["县区", "预算金额", "到位金额"], ["甲市", 35, 30], ["东区", 10, 9], ["西区", 20, 18], ["北县", 5, 4]]
    )
    rows, problems = read_table(sheet, funds, evaluation=city)
    assert [row.key for row in rows] == [("东区",), ("西区",), ("北县",)]
    assert said(problems) == [
        (
            "报表.xlsx 表1!C2 错误：“甲市”的到位金额写的是 30，各行相加得 31，差 -1。"
            "请核对各行与合计；合计不必填写，清空这一格即由程序计算。"
        )
    ]


def test_a_rate_is_checked_to_its_printed_digits_and_not_stored(records: DataTable, city: Evaluation) -> None:
    """800 ÷ 1100 = 72.727…%: 72.73% is right, 73% is right, 72.72% is not; a formula's 15 digits are right."""
    sheet = read_sheet(
        [[*HEAD, "建档率"], ["东区", 1100, 800, "72.73%"], ["西区", 1100, 800, "73%"], ["北县", 1100, 800, 800 / 1100]],
        percent=["D4"],
    )
    rows, problems = read_table(sheet, records, evaluation=city)
    assert said(problems) == []
    assert all("建档率" not in row.cells for row in rows)

    wrong = read_sheet([[*HEAD, "建档率"], ["东区", 1100, 800, "72.72%"], ["西区", 1, 1, ""], ["北县", 1, 1, ""]])
    _, problems = read_table(wrong, records, evaluation=city)
    assert said(problems) == [
        (
            "报表.xlsx 表1!D2 错误：“东区”的建档率写的是 72.72%，按 建档人数 / 常住人口 应为 72.73%。"
            "请核对算式中的各数；这一列不必填写，清空即由程序计算。"
        )
    ]


def test_figures_in_another_unit_are_converted(funds: DataTable, city: Evaluation) -> None:
    """1,234,500元 = 123.45万元; 1.2亿元 = 12000万元."""
    sheet = read_sheet(
        [["县区", "预算金额（元）", "到位金额"], ["东区", "1,234,500", "1.2亿元"], ["西区", 10000, 5], ["北县", 0, "—"]]
    )
    rows, problems = read_table(sheet, funds, evaluation=city)
    assert values(rows) == {
        "东区": {"预算金额": Fraction("123.45"), "到位金额": 12000},
        "西区": {"预算金额": 1, "到位金额": 5},
        "北县": {"预算金额": 0},
    }
    assert said(problems) == [
        "报表.xlsx 表1!B1 提示：列“预算金额”在表中以元计，已换算为万元。",
        "报表.xlsx 表1!C4 提示：表“资金到位”还有 1 格没有填：C4。空白不是 0；确实是零请填 0。",
    ]


def test_the_unit_line_above_a_table_holds_for_its_amounts(funds: DataTable, city: Evaluation) -> None:
    sheet = read_sheet(
        [
            ["资金表", "", "单位：元"],
            ["县区", "预算金额", "到位金额"],
            ["东区", 20000, 5000],
            ["西区", 1, 1],
            ["北县", 1, 1],
        ]
    )
    rows, _ = read_table(sheet, funds, evaluation=city)
    assert values(rows)["东区"] == {"预算金额": 2, "到位金额": Fraction("0.5")}


def test_every_mistake_is_reported_at_its_cell_in_one_run(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet(
        [
            HEAD,
            ["东区", "约1000", 800],
            ["西河区", 2000, 1500],
            ["东 区", 1000, 800],
            ["", 7, 7],
            ["北县", 600, "75%"],
        ]
    )
    _, problems = read_table(sheet, records, evaluation=city)
    assert said(problems) == [
        (
            "报表.xlsx 表1!B2 错误：“约1000”不是数（列“常住人口”，计量单位人）。"
            "只填数字，如 12,696.66；说明写在备注里；没有数据就留空，确实是零才填 0。"
        ),
        "报表.xlsx 表1!A3 错误：“西河区”不在单位名单里。您是否指“西区”？名单见 units.yaml：甲市、东区、西区、北县。",
        "报表.xlsx 表1!A4 错误：“东区”出现了两次（另一处：报表.xlsx 表1!A2）。请核对后只留一行。",
        "报表.xlsx 表1!A5 错误：这一行有数，但没有“县区”。请补上名称；多余的行请删去。",
        (
            "报表.xlsx 表1!C6 错误：“75%”不是数（列“建档人数”，计量单位人）。"
            "只填数字，如 12,696.66；说明写在备注里；没有数据就留空，确实是零才填 0。"
        ),
        "报表.xlsx 表1!A1 警告：表“健康档案”没有西区的数据。请催报；补齐以前，用到它们的指标没有得分。",
    ]


def test_a_missing_county_is_named(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([HEAD, ["东区", 1000, 800], ["北县", 500, 400]])
    _, problems = read_table(sheet, records, evaluation=city)
    assert said(problems) == [
        "报表.xlsx 表1!A1 警告：表“健康档案”没有西区的数据。请催报；补齐以前，用到它们的指标没有得分。"
    ]


def test_a_number_in_merged_cells_belongs_to_nobody(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([HEAD, ["东区", 1000, 800], ["西区", 2000, ""], ["北县", 500, 400]], merge=["C2:C3"])
    rows, problems = read_table(sheet, records, evaluation=city)
    assert [problem.code for problem in problems] == ["merged-figure"]
    assert problems[0].line().startswith("报表.xlsx 表1!C2 错误：合并单元格 C2:C3 里只有一个数“800”，分不清属于哪一格")
    assert "建档人数" not in rows[0].cells
    assert "建档人数" not in rows[1].cells


def test_names_merged_over_rows_go_with_each_row(city: Evaluation) -> None:
    table = DataTable("批次", (Column("金额", Measure.parse("万元")),), keys=("县区", "批次"), unit_key="县区")
    sheet = read_sheet(
        [
            ["县区", "批次", "金额（万元）"],
            ["东区", "第一批", 1],
            ["", "第二批", 2],
            ["", "小计", 3],
            ["西区", "第一批", 4],
        ],
        merge=["A2:A4"],
    )
    rows, problems = read_table(sheet, table, evaluation=replace(city, units=()))
    assert values(rows) == {"东区/第一批": {"金额": 1}, "东区/第二批": {"金额": 2}, "西区/第一批": {"金额": 4}}
    assert said(problems) == []


def test_a_part_above_its_whole_shows_both_cells(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([HEAD, ["东区", 1000, 1001], ["西区", 1, 1], ["北县", 1, 1]])
    _, problems = read_table(sheet, records, evaluation=city)
    assert said(problems) == [
        "报表.xlsx 表1!C2、报表.xlsx 表1!B2 警告：“东区”的建档人数 1001 大于 常住人口 1000。请核对这两个数。",
        "报表.xlsx 表1!A2 警告：“东区”的建档率 100.1% 大于 上限 100%。请核对这两个数。",
    ]


def test_a_missing_column_names_the_one_that_may_be_meant(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([["县区", "常住人口", "建党人数", "负责人电话"], ["东区", 1, 1, 2]])
    _, problems = read_table(sheet, records, evaluation=city)
    assert said(problems)[0].startswith("报表.xlsx 表1!C1 错误：表“健康档案”缺少列“建档人数”。“建党人数”是不是这一列？")
    assert [problem.code for problem in problems] == ["column-missing", "column-unknown", "unit-missing"]


def test_without_a_head_the_expected_one_is_shown(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([["随便", "写写"], ["东区", 1]])
    assert said(read_table(sheet, records, evaluation=city)[1]) == [
        "报表.xlsx 表1!A1 错误：没有找到表“健康档案”的表头。表头应有：县区，常住人口，建档人数。"
    ]


def test_a_unit_in_the_head_that_cannot_be_converted(records: DataTable, city: Evaluation) -> None:
    sheet = read_sheet([["县区", "常住人口（户）", "建档人数（人）"], ["东区", 1, 1], ["西区", 1, 1], ["北县", 1, 1]])
    assert said(read_table(sheet, records, evaluation=city)[1]) == [
        "报表.xlsx 表1!B1 错误：列“常住人口”的计量单位是人，这里写的是户。"
        "请确认填的是哪一种数，改正这里或数据；评价包里的计量单位声明在 data/tables.yaml。"
    ]


def test_rows_that_are_known_keep_their_names(funds: DataTable) -> None:
    known = replace(
        funds, unit_key="", keys=("项目",), rows=(Row(("办公费（本级）",), {"预算金额": Cell(Fraction(1))}),)
    )
    sheet = read_sheet([["项目", "预算金额", "到位金额"], ["办公费(本级)", 5, 4], ["办公费（本极）", 1, 1]])
    rows, problems = read_table(sheet, known)
    assert [row.key for row in rows] == [("办公费（本级）",), ("办公费（本极）",)]
    assert [problem.line() for problem in problems] == [
        "报表.xlsx 表1!A3 警告：表“资金到位”原来没有“办公费（本极）”这一行。您是否指“办公费（本级）”？确是新增的，可不理会。"
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("75%", 75), ("７５．５％", Fraction("75.5")), ("0.75%", Fraction("0.75")), ("75", 75), ("-3", -3)],
)
def test_percentages_in_a_percent_column(text: str, value: Any) -> None:
    table = DataTable("率表", (Column("覆盖率", Measure.parse("%")),), keys=("县区",))
    rows, problems = read_table(read_sheet([["县区", "覆盖率（%）"], ["东区", text]]), table)
    assert problems == []
    assert rows[0].cells["覆盖率"].value == value


def test_a_share_in_a_percent_column_is_questioned() -> None:
    table = DataTable("率表", (Column("覆盖率", Measure.parse("%")),), keys=("县区",))
    rows, problems = read_table(read_sheet([["县区", "覆盖率（%）"], ["东区", 0.75]]), table)
    assert rows[0].cells["覆盖率"].value == Fraction("0.75")
    assert said(problems) == [
        "报表.xlsx 表1!B2 警告：“0.75”在以 % 计的列“覆盖率”里，按 0.75% 读取。如果是指 75%，请填 75 或 75%。"
    ]


def test_a_format_that_hides_percentages_is_not_guessed_at() -> None:
    table = DataTable("率表", (Column("覆盖率", Measure.parse("%")),), keys=("县区",))
    sheet = replace(read_sheet([["县区", "覆盖率"], ["东区", 0.75], ["西区", 80]]), loose_percents=True)
    rows, problems = read_table(sheet, table)
    assert [problem.line().partition("。")[0] for problem in problems] == [
        "报表.xlsx 表1!B2 错误：“0.75”在以 % 计的列“覆盖率”里，这种文件格式看不出是 0.75% 还是 75%"
    ]
    assert values(rows) == {"东区": {}, "西区": {"覆盖率": 80}}


def test_a_gbk_csv_is_read_like_a_sheet(records: DataTable, city: Evaluation) -> None:
    data = '县区,常住人口,建档人数\n东区,"1,000",800\n西区,２０００,1500\n北县,500,400\n合计,3500,2700\n'.encode("gbk")
    sheets, _ = read_data(data, "records.csv")
    rows, problems = read_table(sheets[0], records, evaluation=city)
    assert problems == []
    assert values(rows)["西区"] == {"常住人口": 2000, "建档人数": 1500}


def test_an_evaluation_is_not_needed(records: DataTable) -> None:
    sheet: Sheet = read_sheet([HEAD, ["任一单位", 1, 1]])
    assert read_table(sheet, records) == (read_table(sheet, records, evaluation=Evaluation(title=""))[0], [])
