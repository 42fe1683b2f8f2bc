"""摘要 as it can be said from the data alone."""

from collections.abc import Iterator

from kaocheng.report.contents.conclusion import grade_runs, level_one_table
from kaocheng.report.contents.dates import chinese_period
from kaocheng.report.contents.material import Material
from kaocheng.report.document import Block, Paragraph, Run, Text


def summary(material: Material) -> Iterator[Block]:
    """Subject, total, grade, and the level-1 indicators in one sentence."""
    evaluation = material.evaluation
    period = chinese_period(evaluation.period)
    said = f"本次评价的对象是{evaluation.subject or evaluation.title}" + (f"，评价期间为{period}" if period else "")
    yield Paragraph((Text(f"{said}。"),))
    runs: list[Run] = [*grade_runs(material), Text("其中：")]
    for number, indicator in enumerate(evaluation.indicators):
        scored = material.scored(indicator)
        runs += [Text("；" if number else ""), Text(f"{indicator.name}得"), material.score(scored), Text("分，得分率")]
        runs.append(material.rate(scored))
    yield Paragraph((*runs, Text("。")))


def summary_table(material: Material) -> Iterator[Block]:
    """The level-1 scores, under whatever text the summary has."""
    yield level_one_table(material, "表.摘要得分", "综合得分情况")
    problems = material.evaluation.findings.problems
    if problems:
        yield Paragraph((Text("主要问题：" + "；".join(problem.title for problem in problems) + "。"),))
