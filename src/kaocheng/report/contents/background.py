"""项目（部门）基本情况: overview, money, goals."""

from collections.abc import Iterator

from kaocheng.numbers import amount_text
from kaocheng.report.contents.dates import chinese_period
from kaocheng.report.contents.markdown import blocks
from kaocheng.report.contents.material import Material
from kaocheng.report.document import Block, Heading, Paragraph, Text

PATH = "evaluation.yaml"


def background(material: Material) -> Iterator[Block]:
    """What is evaluated, as the evaluation describes it."""
    evaluation = material.evaluation
    profile = evaluation.profile
    if profile.background:
        yield Heading("部门概况" if evaluation.kind == "department" else "项目概况", 2)
        yield from blocks(profile.background, PATH, material, level=3)
    if evaluation.amount or evaluation.period:
        yield Heading("评价范围", 2)
        amount = evaluation.amount
        said = [f"评价期间为{chinese_period(evaluation.period)}"] if evaluation.period else []
        if evaluation.base_date:
            said.append(f"评价基准日为{chinese_period(evaluation.base_date)}")
        if amount:
            said.append(f"涉及资金{amount_text(amount.value)}{amount.measure.text}")
        yield Paragraph((Text("，".join(said) + "。"),))
    if profile.goals:
        yield Heading("绩效目标", 2)
        yield from blocks(profile.goals, PATH, material, level=3)
