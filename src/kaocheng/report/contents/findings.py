"""主要经验、问题及原因、建议、结果应用、其他说明."""

from collections.abc import Iterable, Iterator

from kaocheng.report.contents.background import PATH
from kaocheng.report.contents.dates import chinese_date
from kaocheng.report.contents.markdown import blocks, inline
from kaocheng.report.contents.material import Material
from kaocheng.report.document import Block, ColumnShape, Heading, Items, Paragraph, Runs, Table, Text, cell

_FINDINGS = "findings.yaml"


def experiences(material: Material) -> Iterator[Block]:
    """主要经验及做法."""
    for item in material.evaluation.findings.experiences:
        yield Heading(item.title, 2)
        yield from blocks(item.text, _FINDINGS, material, level=3)


def problems(material: Material) -> Iterator[Block]:
    """Each problem with its cause."""
    for item in material.evaluation.findings.problems:
        yield Heading(item.title, 2)
        yield from blocks(item.text, _FINDINGS, material, level=3)
        if item.cause:
            yield from blocks(f"原因：{item.cause}", _FINDINGS, material, level=3)


def problem_table(material: Material) -> Iterator[Block]:
    """Problem, cause, indicators and the recommendation that answers it, side by side."""
    findings = material.evaluation.findings
    if not findings.problems:
        return
    head = tuple(cell(name) for name in ("问题", "原因", "涉及指标", "对应建议"))
    rows = tuple(
        (
            cell(item.title),
            cell(*inline(item.cause or "—", _FINDINGS, material)),
            cell("、".join(item.indicators) or "—"),
            cell("；".join(advice.title for advice in findings.recommendations if item.id in advice.problems) or "—"),
        )
        for item in findings.problems
    )
    shapes = (ColumnShape(5, "left"), ColumnShape(6, "left"), ColumnShape(3), ColumnShape(5, "left"))
    yield Table(shapes, rows, (head,), "问题、原因与建议对应表", label="表.问题与建议")


def recommendations(material: Material) -> Iterator[Block]:
    """Each recommendation with its addressee and its term."""
    for item in material.evaluation.findings.recommendations:
        yield Heading(item.title, 2)
        yield from blocks(item.text, _FINDINGS, material, level=3)
        said = [f"落实单位：{item.to}"] if item.to else []
        said += [f"期限：{chinese_date(item.due)}"] if item.due else []
        if said:
            yield Paragraph((Text("；".join(said) + "。"),))


def use_of_results(material: Material) -> Iterator[Block]:
    """绩效评价结果应用建议."""
    texts = material.evaluation.findings.use_of_results
    if texts:
        yield Items(tuple(_joined(inline(text, _FINDINGS, material)) for text in texts), ordered=True)


def _joined(paragraphs: Iterable[Runs]) -> Runs:
    return tuple(run for runs in paragraphs for run in runs)


def remarks(material: Material) -> Iterator[Block]:
    """其他需要说明的问题: the limits of the evaluation."""
    if limits := material.evaluation.profile.limitations:
        yield from blocks(limits, PATH, material, level=3)
