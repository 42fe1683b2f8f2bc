"""A metric that was left behind: the standard or the target speaks of something else than what is scored."""

from fractions import Fraction

import pytest

from kaocheng.domain import Cell, Column, DataTable, Evaluation, Indicator, Metric, Row
from kaocheng.numbers import Measure
from kaocheng.scoring import score

TO_TARGET = "达到目标值得满分，否则按比例计分。"


def found(name: str, standard: str, target: str, metric: str) -> list[str]:
    """The codes of what is found where an indicator is bound to a metric that is worth 26 ÷ 30."""
    columns = (Column("实际", Measure.parse("个")), Column("计划", Measure.parse("个")))
    table = DataTable("表", columns, (Row(("甲",), {"实际": Cell(Fraction(26)), "计划": Cell(Fraction(30))}),))
    leaf = Indicator("C1", name, Fraction(30), target=target, standard=standard, metrics=(metric,))
    evaluation = Evaluation(
        title="评价",
        indicators=(leaf,),
        tables=(table,),
        metrics=(Metric(metric, Measure.parse("%"), "表.实际 / 表.计划"),),
    )
    return [problem.code for problem in score(evaluation).problems]


@pytest.mark.parametrize(
    ("name", "standard", "target", "metric", "codes"),
    [
        # The standard names another rate than the one that is scored; or the indicator does, where the standard names none.
        ("学生营养不良率", "学生营养不良率≤3%得满分，否则不得分。", "≤3%", "学生患病率", ["other-metric"]),
        ("学生营养不良率", TO_TARGET, "≤3%", "学生患病率", ["other-metric"]),
        # What is scored is a completion rate, but the target is met from below.
        ("完成率", TO_TARGET, "≤3%", "效益指标完成率", ["completion-against-target"]),
        # The same rate by a shorter or a longer name; names that are no rates; a cost ratio met from below.
        ("群众满意度", "满意度达到90%得满分，否则按比例计分。", "≥90%", "居民满意度", []),
        ("老年人管理率", TO_TARGET, "≥70%", "老年人健康管理率", []),
        ("实施效益", TO_TARGET, "100%", "实施效益完成率", []),
        ("成本控制率", TO_TARGET, "≤100%", "成本控制率", []),
    ],
)
def test_a_metric_of_something_else_is_told(name: str, standard: str, target: str, metric: str, codes: list[str]):
    assert found(name, standard, target, metric) == codes
