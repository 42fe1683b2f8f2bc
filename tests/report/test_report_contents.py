"""What stands in the report of the small evaluation."""

from dataclasses import replace
from fractions import Fraction

import pytest
from report_sample import A12, evaluation, sheet

from kaocheng.report.contents import build
from kaocheng.report.document import (
    Block,
    Chart,
    CrossReference,
    Document,
    Heading,
    Items,
    Landscape,
    Note,
    Paragraph,
    Quantity,
    Runs,
    Table,
    plain,
    walk,
)


@pytest.fixture(scope="module")
def document() -> Document:
    return build(evaluation(), sheet()).document


def table(document: Document, caption: str) -> Table:
    return next(block for block in walk(document.blocks) if isinstance(block, Table) and block.caption == caption)


def rows(found: Table) -> list[list[str]]:
    return [[cell.plain for cell in row] for row in found.rows]


def words(document: Document) -> str:
    return "\n".join(plain(block.runs) for block in walk(document.blocks) if isinstance(block, Paragraph))


def test_the_outline_is_that_of_the_regulation(document: Document) -> None:
    tops = [block.full_text for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 1]
    assert tops == [
        "摘  要", "一、基本情况", "二、绩效评价工作开展情况", "三、综合评价情况及评价结论", "四、绩效评价指标分析",
        "五、存在的问题及原因", "六、有关建议", "七、绩效评价结果应用", "附件1　绩效评价打分表", "附件2　工作底稿",
        "附件3　基础数据表", "附件4　访谈记录", "附件5　佐证材料", "附件6　审核意见及答复",
    ]  # fmt: skip


def test_the_scores_of_level_one_with_total_and_rates(document: Document) -> None:
    """56.10 ÷ 60 = 93.50 %; 36.99 ÷ 40 = 92.475 % → 92.48 %; 93.09 of 100."""
    assert rows(table(document, "一级指标得分情况")) == [
        ["A 投入", "60", "56.10", "93.50%"], ["B 效益", "40", "36.99", "92.48%"], ["合计", "100", "93.09", "93.09%"]
    ]  # fmt: skip


def test_the_full_scoring_table_lies_crosswise_with_merged_cells(document: Document) -> None:
    annex = next(block for block in document.blocks if isinstance(block, Landscape))
    title, found = annex.blocks
    assert isinstance(title, Heading)
    assert isinstance(found, Table)
    first = found.rows[0]
    assert [(cell.plain, cell.rowspan) for cell in first[:4]] == [
        ("A 投入", 2),
        ("60", 2),
        ("A1 投入管理", 2),
        ("60", 2),
    ]
    # The reading is shown beside the printed standard.
    assert "〔口径：按比例得分。〕" in rows(found)[3][-3]


def test_a_paragraph_says_target_actual_clause_and_score(document: Document) -> None:
    said = words(document)
    assert (
        "目标值为100%，业绩值为93.50%（93.50÷100.00）。按评分标准，适用“低于100%”的规定，每下降1%扣权重分的2%，得26.10分。"
        "“达到100%”（得满分）不适用，因为93.50%低于100%。本指标权重30分，得26.10分，得分率87.00%。"
    ) in said
    assert "判断依据：程序与材料都齐全。（主评人，2020年12月20日）\n佐证材料：立项批复（E01）。" in said
    assert "酌情扣权重的0.5%，理由：登记有缺漏。（主评人，2020年12月20日）" in said
    assert (
        "口径（补充）：没有写未达标怎样得分。采用“按比例得分”。理由：与同类指标一致。（主评人，2020年12月20日）" in said
    )


def test_what_is_lost_and_what_readings_change_stands_in_the_conclusion(document: Document) -> None:
    said = words(document)
    assert "综合得分93.09分（满分100分），评价等级为“优”（高出本等级下限3.09分）。" in said
    # 30 − 26.10 = 3.90; 20 − 17.09 = 2.91; 20 − 19.90 = 0.10.
    assert (
        "A12 资金到位率（失3.90分，得26.10分）；B12 人员配备（失2.91分，得17.09分）；B11 群众满意度（失0.10分" in said
    )
    assert "不采用口径时总分为76.00分。其中B12按印刷的标准没有得分。" in said


def test_a_data_table_has_computed_totals_and_keeps_its_number(document: Document) -> None:
    found = table(document, "资金到位情况")
    assert found.title == "表2-1 资金到位情况"
    assert rows(found)[-1] == ["合计", "100.00", "93.50", "93.50%", "1,870", "500.00"]
    assert [run.text for run in found.rows[1][2].paragraphs[0]] == ["38.30", "含上年结转"]


def test_every_figure_in_the_report_has_a_derivation(document: Document) -> None:
    def runs(block: Block) -> list[Runs]:
        match block:
            case Paragraph():
                return [block.runs]
            case Items():
                return list(block.items)
            case Table():
                return [part for row in block.rows for cell in row for part in cell.paragraphs]
            case _:
                return []

    figures = [
        run for block in walk(document.blocks) for part in runs(block) for run in part if isinstance(run, Quantity)
    ]
    assert len(figures) > 40
    assert all(figure.derivation is not None for figure in figures)


def test_the_chart_shows_the_rates_of_level_one(document: Document) -> None:
    chart = next(block for block in walk(document.blocks) if isinstance(block, Chart))
    assert chart.series[0].values == (Fraction("56.10") / 60, Fraction("36.99") / 40)


def test_cross_references_arrive(document: Document) -> None:
    references = [
        run for block in walk(document.blocks) if isinstance(block, Paragraph) for run in block.runs
        if isinstance(run, CrossReference)
    ]  # fmt: skip
    assert references
    assert all(run.text.startswith(("表", "图")) and "." not in run.text for run in references)


def test_what_is_missing_is_the_first_thing_on_the_page() -> None:
    lacking = replace(sheet()["A12"], score=None, partial=Fraction(0), derivation=None, missing=("到位资金",))
    parts = tuple(lacking if item.indicator is A12 else item for item in sheet().indicators)
    found = build(evaluation(), replace(sheet(), indicators=parts, complete=False, grade=None)).document
    title = next(number for number, block in enumerate(found.blocks) if isinstance(block, Heading))
    note = found.blocks[title + 1]
    assert isinstance(note, Note)
    assert plain(note.paragraphs[1]) == "A12 资金到位率：到位资金。"
    assert "暂不评定等级" in words(found)


def narrative(text: str, name: str = "10-摘要") -> list[str]:
    return [problem.line() for problem in build(evaluation(narrative={name: text}), sheet()).problems]


def test_an_unknown_reference_is_an_error_at_its_place_with_the_nearest_name() -> None:
    (line,) = narrative("# 摘要\n\n一段。\n\n得{{指标.A12.得份}}分。")
    assert line.startswith(
        "report/10-摘要.md:5:2 错误：报告文字引用了不存在的数“指标.A12.得份”。您是否指“指标.A12.得分”？"
    )


def test_a_table_that_is_not_there_is_an_error_too() -> None:
    (line,) = narrative("见{{表.2-2}}和{{表.2-1}}。")
    assert line.startswith("report/10-摘要.md:1:2 错误：报告文字引用了不存在的数“表.2-2”。您是否指“表.2-1”？")


def test_a_reference_that_is_not_closed_is_an_error() -> None:
    (line,) = narrative("得{{总分 分。")
    assert line == "report/10-摘要.md:1:2 错误：“{{”之后没有“}}”。请补上“}}”，引用须写在一行之内。"


def test_a_section_outside_the_outline_is_kept_and_reported() -> None:
    (line,) = narrative("# 附带的话\n\n正文。", "90-附带的话")
    assert line.startswith("report/90-附带的话.md 提示：“附带的话”不是报告提纲中的一节，已放在“其他说明”之下。")


def test_the_same_evaluation_gives_the_same_document() -> None:
    assert build(evaluation(), sheet()) == build(evaluation(), sheet())
