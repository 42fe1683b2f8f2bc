"""The narrative under watch: numbers typed by hand, ambiguous tables, figures without a value, an office's outline."""

from dataclasses import replace

import pytest
from report_sample import FUNDS, evaluation, sheet

from kaocheng.places import InFile
from kaocheng.report.contents import build, messages
from kaocheng.report.document import CrossReference, Heading, Paragraph, walk
from kaocheng.report.plan import Plan, PlannedPart, read_plan
from kaocheng.scoring import ScoreSheet


def lines(text: str, **more: object) -> list[str]:
    found = build(evaluation(narrative={"10-摘要": text}, **more), sheet()).problems
    return [problem.line() for problem in found]


def test_a_number_that_equals_no_figure_is_a_warning_at_its_place() -> None:
    (line,) = lines("# 摘要\n\n到位{{数据.资金到位.合计.到位}}万元，另有12.34万元没有说明。")
    assert line == (
        "report/10-摘要.md:3:25 警告：“12.34”是手写的数，与评价里的任何一个数都不相等。"
        "能计算的数请用 {{…}} 引用；不能计算的，请记入数据表，使它有出处。"
    )


def test_numbers_that_equal_a_figure_pass() -> None:
    """93.50 and 60.10 of the table, 93.5 % of the metric, 935 000 元 of 93.5 万元, 87.00 % of A12, weight 30."""
    assert lines("到位93.50万元，应到位60.10万元，到位率93.5%，即935,000元；得分率87.00%，权重30分。") == []


def test_dates_document_numbers_ordinals_codes_and_names_are_no_figures() -> None:
    text = (
        "1. 2020年12月8日印发（财预〔2020〕10号），第3条、《2021年通知》、十三五规划。\n\n"
        "（2）65岁以上，2019-2020年，见表2-1、图1、附件4；指标A12、E01；某市2020年饮水工程。"
    )
    assert lines(text) == []


def test_working_papers_are_read_too() -> None:
    (line,) = lines("无数字。", papers={"A12": "到位{{数据.资金到位.合计.到位}}万元，少了7.77万元。"})
    assert line.startswith("papers/A12.md:1:25 警告：“7.77”是手写的数")


def test_a_table_number_that_stands_twice_is_an_error_with_all_places() -> None:
    first = replace(FUNDS, place=InFile("data/tables.yaml", 1, 3))
    second = replace(FUNDS, name="资金拨付", place=InFile("data/tables.yaml", 20, 3))
    (line,) = lines("见{{表.2-1}}。", tables=(first, second))
    assert line == (
        "report/10-摘要.md:1:2、data/tables.yaml:1:3、data/tables.yaml:20:3 错误：“表.2-1”指不明：有2张表用这个表号。"
        "请按表名引用（表.资金到位、表.资金拨付），或在 data/tables.yaml 里给每张表不同的表号。"
    )


def test_tables_are_found_by_name_too() -> None:
    found = build(evaluation(narrative={"10-摘要": "见{{表.资金到位}}和{{图.一级指标得分}}。"}), sheet())
    references = [
        run.text for block in walk(found.document.blocks) if isinstance(block, Paragraph) for run in block.runs
        if isinstance(run, CrossReference)
    ]  # fmt: skip
    assert found.problems == ()
    assert references[:2] == ["表2-1", "图1"]


def test_a_figure_without_a_value_is_a_warning() -> None:
    (line,) = lines("业绩值{{指标.A11.业绩值}}。")
    assert line == (
        "report/10-摘要.md:1:4 警告：引用的数“指标.A11.业绩值”没有值，印作“（缺）”。请补齐它的数据，或改写这句话。"
    )


def titles(plan: Plan, **more: object) -> list[str]:
    document = build(evaluation(**more), sheet(), plan=plan).document
    return [block.full_text for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 1]


def test_an_office_orders_names_and_leaves_out_sections() -> None:
    text = (
        "sections:\n  - 评价结论\n  - {name: 基本情况, title: 项目概况}\n  - 社会反响\n"
        "annexes:\n  - 佐证材料\n  - {name: 打分表, title: 评分汇总}\n"
    )
    plan, problems = read_plan(text)
    assert problems == []
    narrative = {"10-摘要": "# 摘要\n\n好。", "30-社会反响": "# 社会反响\n\n群众满意。"}
    assert titles(plan, narrative=narrative) == [
        "一、综合评价情况及评价结论", "二、项目概况", "三、社会反响", "附件1　佐证材料", "附件2　评分汇总",
    ]  # fmt: skip


def test_an_unknown_section_is_an_error_with_the_nearest_name() -> None:
    plan, _ = read_plan("sections:\n  - 摘要\n  - 指标分折\nannexes: [打分表, 底稿纸]\n")
    problems = [problem.line() for problem in build(evaluation(), sheet(), plan=plan).problems]
    assert problems[0].startswith(
        "report/outline.yaml:3:5 错误：报告里没有“指标分折”这一节。您是否指“指标分析”？可用：摘要、"
    )
    assert problems[1].startswith("report/outline.yaml:4:16 错误：报告里没有“底稿纸”这一节。")


def test_a_section_listed_twice_is_an_error_with_both_places() -> None:
    _, problems = read_plan("sections:\n  - 摘要\n  - 建议\n  - 摘要\n")
    assert [problem.line() for problem in problems] == [
        "report/outline.yaml:4:5、report/outline.yaml:2:5 错误：“摘要”列了两次。请删去一处。"
    ]


def test_an_unknown_key_of_the_outline_is_an_error() -> None:
    plan, problems = read_plan("section:\n  - 摘要\n")
    assert plan == Plan()
    assert "sections" in problems[0].line()


def test_parts_are_compared_by_name_and_title() -> None:
    assert read_plan("sections: [摘要]")[0].sections == (PlannedPart("摘要", "", InFile("report/outline.yaml", 1, 12)),)


def test_diagnostics_are_an_annex_only_of_a_working_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """校验提示 are internal: a client's report has them only where the office's outline lists them."""
    warning = messages.NO_VALUE.at(reference="总分", absent="（缺）")
    monkeypatch.setattr(ScoreSheet, "problems", (warning,))

    def titles(plan: Plan | None) -> list[str]:
        blocks = walk(build(evaluation(), sheet(), {}, plan).document.blocks)
        return [block.text for block in blocks if isinstance(block, Heading) and block.text.startswith("附件")]

    assert not any("校验提示" in title for title in titles(None))
    assert titles(read_plan("annexes: [校验提示]")[0]) == ["附件1　校验提示"]
