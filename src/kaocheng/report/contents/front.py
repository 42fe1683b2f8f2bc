"""Before the body: cover, contents, and what a reader must know before anything else."""

from collections.abc import Iterator

from kaocheng.domain import KIND_NAMES, Evaluation
from kaocheng.domain.evaluation import ORGANISATION_ROLES
from kaocheng.report.breaking import title_lines
from kaocheng.report.contents.dates import chinese_date
from kaocheng.report.contents.material import Material
from kaocheng.report.document import Block, Contents, Cover, Note, Paragraph, Runs, Text


def report_title(evaluation: Evaluation) -> str:
    """The title of the report."""
    return evaluation.title if evaluation.title.endswith("报告") else f"{evaluation.title}报告"


def front(material: Material) -> Iterator[Block]:
    """Cover and contents."""
    evaluation = material.evaluation
    yield Cover(
        title_lines(report_title(evaluation)),
        f"（{KIND_NAMES.get(evaluation.kind, evaluation.kind)}）",
        evaluation.report_number,
        tuple((ORGANISATION_ROLES.get(item.role, item.role), item.name) for item in evaluation.organisations),
        chinese_date(evaluation.report_date),
    )
    yield Contents()


def signatures(material: Material) -> Iterator[Block]:
    """Room for the seal and the signatures of those who answer for the report, behind its last section."""
    evaluation = material.evaluation
    names = {item.role: item.name for item in evaluation.organisations}
    if evaluation.kind == "self":
        sealing = names.get("implementer") or names.get("evaluated_unit", "")
        lines = [f"填报单位（盖章）：{sealing}", "单位负责人（签字）：", "填报人（签字）："]
    else:
        sealing = names.get("evaluator", "")
        lines = [f"评价机构（盖章）：{sealing}", "主评人（签字）："]
    if evaluation.report_date:
        lines.append(chinese_date(evaluation.report_date))
    yield from (Paragraph((Text(line),)) for line in ["", *lines])


def warning(material: Material) -> Iterator[Block]:
    """What is missing and so has no score; nothing where the sheet is complete."""
    if material.sheet.complete:
        return
    missing = material.sheet.missing
    lines: list[Runs] = [(Text("总分为已得分指标之和，不是完整的得分，因此不评定等级。尚缺："),)]
    names = {scored.indicator.code: scored.indicator.title for scored in material.sheet.leaves}
    lines += [(Text(f"{names[code]}：{what}。"),) for code, what in missing]
    yield Note("数据不完整", tuple(lines))
