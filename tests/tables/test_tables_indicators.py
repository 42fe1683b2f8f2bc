"""The indicator table in Excel: the trade's variants read, our own written and read back equal."""

import os
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_workbooks import read_sheet

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Indicator, leaves, walk
from kaocheng.places import InFile
from kaocheng.tables import Sheet, SheetCell, read_data, read_indicators, write_indicators
from kaocheng.tables.indicators.labels import read_label

HEAD = ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "指标解释", "目标值", "评分标准", "数据来源"]


def outline(indicators: tuple[Indicator, ...]) -> list[str]:
    return [f"{'  ' * (level - 1)}{item.code} {item.name} {item.weight}" for level, item in walk(indicators)]


def without_places(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    return tuple(replace(item, place=None, indicators=without_places(item.indicators)) for item in indicators)


def said(problems: Iterable[Diagnostic]) -> list[str]:
    return [problem.line() for problem in problems]


@pytest.mark.parametrize(
    ("text", "parent", "code", "name", "weight"),
    [
        ("A1 工作目标设定 (3)", "A", "A1", "工作目标设定", 3),
        ("A 履职效能 (30)", "", "A", "履职效能", 30),
        ("B13“三公经费”变动率", "B1", "B13", "“三公经费”变动率", None),
        ("投入（14分）", "", "", "投入", 14),
        ("C1数量（2分）", "C", "C1", "数量", 2),
        ("A101 项目立项规范性", "A1", "A101", "项目立项规范性", None),
        ("PM2.5浓度", "C1", "", "PM2.5浓度", None),
        ("T3检测率", "C1", "", "T3检测率", None),
        ("GDP增长率", "", "", "GDP增长率", None),
        ("1.1 立项程序", "1", "1.1", "立项程序", None),
        ("妇幼健康和\n人口均衡发展", "A2", "", "妇幼健康和人口均衡发展", None),
        ("预算执行率（2.5）", "", "", "预算执行率", Fraction("2.5")),
        ("0-6岁儿童健康管理率", "", "", "0-6岁儿童健康管理率", None),
    ],
)
def test_code_name_and_weight_in_one_cell(text: str, parent: str, code: str, name: str, weight: int | None) -> None:
    label = read_label(text, parent)
    assert (label.code, label.name, label.weight) == (code, name, weight)


def test_merged_cells_with_weights_in_brackets_and_one_weight_column() -> None:
    """The layout of the department-wide report: brackets above, a weight column for the leaves only, results beside it."""
    sheet = read_sheet(
        [
            ["某部门整体支出绩效评价指标体系打分表"],
            ["一级指标", "二级指标", "三级指标", "权重", "指标解释", "目标值", "评分标准", "指标分析", "业绩值", "得分"],
            ["A 履职效能 (5)", "A1 工作目标设定 (3)", "A11 目标任务设定情况", 3, "设定是否合理", "合理", "①…；②…。", "好", "合理", 3],
            ["", "A2 任务实现程度 (2)", "A21 妇幼健康工作", 1, "", "100%", "完成率", "", "99%", 1],
            ["", "", "A22 疾病防控工作", 1, "", "100%", "完成率", "", "100%", 1],
            ["B 管理效率 (3)", "B1 预算编制 (3)", "B11 编制科学性", 3, "", "科学", "①…", "", "", ""],
            ["合计", "", "", 8, "", "", "", "", "", ""],
        ],
        merge=["A1:J1", "A3:A5", "B4:B5"],
    )  # fmt: skip
    indicators, problems = read_indicators(sheet)
    assert said(problems) == []
    assert outline(indicators) == [
        "A 履职效能 5",
        "  A1 工作目标设定 3",
        "    A11 目标任务设定情况 3",
        "  A2 任务实现程度 2",
        "    A21 妇幼健康工作 1",
        "    A22 疾病防控工作 1",
        "B 管理效率 3",
        "  B1 预算编制 3",
        "    B11 编制科学性 3",
    ]
    leaf = indicators[0].indicators[0].indicators[0]
    assert (leaf.definition, leaf.target, leaf.standard) == ("设定是否合理", "合理", "①…；②…。")
    assert str(leaf.place) == "报表.xlsx 表1!C3"


def test_names_without_codes_are_numbered() -> None:
    sheet = read_sheet(
        [HEAD, ["投入（20分）", "", "资金落实", 6, "资金到位率", 3, "", "100%", "…", ""], ["", "", "", "", "到位及时率", 3],
         ["", "", "项目立项", 14, "立项规范性", 14], ["过程", 20, "组织实施", 20, "制度健全性", 20]]
    )  # fmt: skip
    indicators, problems = read_indicators(sheet)
    assert outline(indicators) == [
        "A 投入 20",
        "  A1 资金落实 6",
        "    A11 资金到位率 3",
        "    A12 到位及时率 3",
        "  A2 项目立项 14",
        "    A21 立项规范性 14",
        "B 过程 20",
        "  B1 组织实施 20",
        "    B11 制度健全性 20",
    ]
    assert said(problems) == ["报表.xlsx 表1!A2 提示：9 个指标没有编码，已依次编为 A 等。"]


def test_code_columns_and_percent_weights() -> None:
    sheet = read_sheet(
        [
            ["指标编码", "一级指标", "分值", "指标编码", "二级指标", "分值", "评分细则"],
            ["X", "产出", 0.5, "X-1", "数量", 0.5, "达标得满分"],
        ],
        percent=["C2", "F2"],
    )  # fmt: skip
    indicators, problems = read_indicators(sheet)
    assert said(problems) == []
    assert outline(indicators) == ["X 产出 50", "  X-1 数量 50"]
    assert indicators[0].indicators[0].standard == "达标得满分"


def test_rows_broken_over_a_page_and_a_repeated_head() -> None:
    """The head stands again on the new page; the row above it goes on without a name."""
    sheet = read_sheet(
        [
            HEAD,
            ["A 投入", 3, "A1 立项", 3, "A11 规范性", 3, "考核立项", "规范", "①有无计划；②有无", ""],
            HEAD,
            ["", "", "", "", "", "", "的规范情况。", "", "批复。", ""],
        ]
    )
    indicators, problems = read_indicators(sheet)
    assert said(problems) == []
    leaf = indicators[0].indicators[0].indicators[0]
    assert (leaf.definition, leaf.standard) == ("考核立项的规范情况。", "①有无计划；②有无批复。")


def test_a_name_repeated_in_every_row_is_one_indicator() -> None:
    rows = [["A 投入", 6, "A1 资金", 6, "A11 到位率", 3], ["A 投入", 6, "A1 资金", 6, "A12 及时率", 3]]
    indicators, problems = read_indicators(read_sheet([HEAD[:6], *rows]))
    assert said(problems) == []
    assert outline(indicators) == ["A 投入 6", "  A1 资金 6", "    A11 到位率 3", "    A12 及时率 3"]


def test_a_source_merged_over_several_indicators_belongs_to_each() -> None:
    sheet = read_sheet(
        [["一级指标", "权重", "数据来源"], ["A 投入", 3, "财务资料"], ["B 过程", 4, ""]], merge=["C2:C3"]
    )
    indicators, _ = read_indicators(sheet)
    assert [item.source for item in indicators] == ["财务资料", "财务资料"]


def test_every_mistake_is_at_its_cell() -> None:
    sheet = read_sheet(
        [
            HEAD,
            ["A 投入", 20, "A1 立项", 10, "A11 规范性", 4],
            ["", "", "", "", "A11 合理性（3分）", 4],
            ["", "", "", "", "A13 充分性", "三"],
            ["", "", "A2 资金", 10, "A21 到位率", ""],
            ["B 过程", 20, "B1 业务", 15, "B11 制度", 15],
        ]
    )
    _, problems = read_indicators(sheet)
    assert said(problems) == [
        "报表.xlsx 表1!E3 错误：指标“合理性”的名称里写 3 分，权重列写 4 分。请改成一致。",
        "报表.xlsx 表1!F4 错误：指标“A13 充分性”的权重“三”不是数。请填分值，如 3 或 2.5。",
        "报表.xlsx 表1!E5 错误：指标“到位率”没有权重。请在权重列填写分值，或写在名称后的括号里，如“资金到位率（3分）”。",
        "报表.xlsx 表1!A6 警告：“过程”的权重是 20，其下各指标合计 15，差 -5。请核对权重。",
        "报表.xlsx 表1!E3、报表.xlsx 表1!E2 错误：编码“A11”用了两次：“合理性”和“规范性”。请改正编码。",
    ]


def test_a_sheet_without_a_head_and_one_without_indicators() -> None:
    assert [item.code for item in read_indicators(read_sheet([["a", "b"]]))[1]] == ["indicator-header-not-found"]
    assert [item.code for item in read_indicators(read_sheet([HEAD]))[1]] == ["indicator-table-empty"]


def test_our_own_table_is_drawn_as_the_trade_does() -> None:
    leaf = Indicator(
        "A101", "资金到位率", Fraction(3), definition="到位与应到位之比", target="100%", standard="…", source="凭证"
    )
    other = Indicator("A102", "到位及时率", Fraction(5, 2))
    tree = (Indicator("A", "投入", Fraction(11, 2), (Indicator("A1", "资金", Fraction(11, 2), (leaf, other)),)),)
    sheet = read_data(write_indicators(tree), "指标.xlsx")[0][0]
    assert [[cell.own_text for cell in row] for row in sheet.rows] == [
        HEAD,
        ["A 投入", "5.5", "A1 资金", "5.5", "A101 资金到位率", "3", "到位与应到位之比", "100%", "…", "凭证"],
        ["", "", "", "", "A102 到位及时率", "2.5", "", "", "", ""],
    ]
    assert sheet.rows[2][0].merged == "A2:A3"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    tree = (Indicator("A", "投入", Fraction(3), standard="=1+1"),)
    assert read_indicators(read_data(write_indicators(tree), "a.xlsx")[0][0])[0][0].standard == "=1+1"


NAMES = (
    st.text("资金到位率年度（3）(5分)A1B2 -.", min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
TEXTS = st.text("得满分，扣；①②3%=\n ", max_size=30).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip()
)
WEIGHTS = st.decimals(min_value=0, max_value=100, places=2).map(Fraction)


@st.composite
def trees(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """Indicator systems of up to three levels, their codes their own, texts at the leaves only."""
    used = iter(f"{letter}{number}" for number in range(100, 999) for letter in "AX")

    def level(depth: int) -> tuple[Indicator, ...]:
        return tuple(node(depth) for _ in range(draw(st.integers(1, 3))))

    def node(depth: int) -> Indicator:
        code, name, weight = next(used), draw(NAMES), draw(WEIGHTS)
        if depth < 3 and draw(st.booleans()):
            return Indicator(code, name, weight, level(depth + 1))
        texts: dict[str, Any] = {key: draw(TEXTS) for key in ("definition", "target", "standard", "source")}
        leaf = Indicator(code, name, weight, metrics=tuple(draw(st.lists(NAMES, max_size=2))))
        return replace(leaf, **texts)

    return level(1)


@settings(max_examples=120, deadline=None)
@given(trees())
def test_writing_and_reading_is_the_identity(tree: tuple[Indicator, ...]) -> None:
    sheets, problems = read_data(write_indicators(tree), "指标.xlsx")
    assert problems == []
    assert without_places(read_indicators(sheets[0])[0]) == tree


def test_the_same_tree_gives_the_same_bytes() -> None:
    tree = (Indicator("A", "投入", Fraction(3)),)
    assert write_indicators(tree) == write_indicators(tree)


def test_a_csv_indicator_table_in_gbk() -> None:
    data = "一级指标,权重,二级指标,权重,评分标准\nA 投入,3,A1 资金到位率,3,达到100%得满分\n".encode("gbk")
    indicators, problems = read_indicators(read_data(data, "指标.csv")[0][0])
    assert (outline(indicators), problems) == (["A 投入 3", "  A1 资金到位率 3"], [])


@pytest.mark.skipif("KAOCHENG_SEEDS" not in os.environ, reason="KAOCHENG_SEEDS 未设置：没有原件可读")
def test_the_table_of_the_department_wide_report_as_it_was_printed() -> None:
    """Ten columns over a dozen pages, heads repeated, rows broken, weights of parents in brackets: 34 indicators, 100 points."""
    report = next(Path(os.environ["KAOCHENG_SEEDS"]).glob("000_*.txt")).read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(report) if line.endswith("打分表") and "权重" not in line)
    rows = [line.split("\t") for line in report[start:] if "\t" in line]
    last = next(number for number, row in enumerate(rows) if "D22 干部培训完成率" in row)
    cells = [
        tuple(
            SheetCell(text.strip(), InFile("附件1", number, index))
            for index, text in enumerate([*row, *[""] * 10][:10], 1)
        )
        for number, row in enumerate(rows[: last + 1], 1)
    ]
    indicators, problems = read_indicators(Sheet("附件1", "打分表", tuple(cells)))
    assert said(problems) == []
    assert outline(indicators)[0] == "A 履职效能 30"
    assert [int(item.weight) for item in indicators] == [30, 40, 20, 10]
    assert (len(leaves(indicators)), sum(leaf.weight for leaf in leaves(indicators))) == (34, 100)
    assert all(leaf.standard and leaf.target for leaf in leaves(indicators))
