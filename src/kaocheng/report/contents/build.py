"""Evaluation, score sheet and surveys in, Document out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.report.contents.annex_checks import comparison, diagnostics
from kaocheng.report.contents.annex_data import base_data
from kaocheng.report.contents.annex_evidence import evidence, interviews, reviews
from kaocheng.report.contents.annex_papers import working_papers
from kaocheng.report.contents.annex_scores import scoring_table
from kaocheng.report.contents.annex_self import self_evaluation_form
from kaocheng.report.contents.annex_surveys import surveys as survey_reports
from kaocheng.report.contents.bare_numbers import bare_numbers
from kaocheng.report.contents.front import front, report_title, signatures
from kaocheng.report.contents.markdown import unknown_figure
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.outline import body
from kaocheng.report.document import Block, Chart, Document, Heading, Landscape, PageBreak, Table, walk
from kaocheng.report.numbering import numbered
from kaocheng.report.plan import Plan, unknown_section
from kaocheng.scoring import Figures, ScoreSheet
from kaocheng.survey import SurveyResult

Annex = Callable[[Material], Iterator[Block]]

# By the name that an outline.yaml uses: the title, and what stands in it.
ANNEXES: dict[str, tuple[str, Annex]] = {
    "自评表": ("项目支出绩效自评表", self_evaluation_form),
    "打分表": ("绩效评价打分表", scoring_table),
    "工作底稿": ("工作底稿", working_papers),
    "基础数据表": ("基础数据表", base_data),
    "满意度调查": ("满意度调查报告", survey_reports),
    "访谈记录": ("访谈记录", interviews),
    "佐证材料": ("佐证材料", evidence),
    "审核意见": ("审核意见及答复", reviews),
    "对照": ("与已公布报告的对照", comparison),
    "校验提示": ("校验提示", diagnostics),
}

_INTERNAL = {"校验提示"}
"""Annexes of a working copy (工作稿): only an outline.yaml that lists them puts them into a report."""


@dataclass(frozen=True, slots=True)
class Report:
    """The Document, and what is wrong with its narrative."""

    document: Document
    problems: tuple[Diagnostic, ...]


def build(
    evaluation: Evaluation,
    sheet: ScoreSheet,
    surveys: Mapping[str, SurveyResult] | None = None,
    plan: Plan | None = None,
    figures: Figures | None = None,
) -> Report:
    """The whole report of an evaluation, numbered. Pure: the same input gives the same Document.

    ``plan`` is an office's own order of sections and annexes; ``figures`` are those of this evaluation, asked before.
    """
    material = Material(evaluation, sheet, surveys or {}, figures)
    order = plan or Plan()
    blocks = [*front(material), *body(material, order), *signatures(material), *_annexes(material, order)]
    author = next((item.name for item in evaluation.organisations if item.role == "evaluator"), "")
    document = Document(report_title(evaluation), tuple(blocks), evaluation.subject, author, evaluation.report_date)
    problems = (*material.problems, *_dangling(material, document), *bare_numbers(material))
    return Report(numbered(document), tuple(dict.fromkeys(problems)))


def _dangling(material: Material, document: Document) -> Iterator[Diagnostic]:
    """References to tables and charts that the report does not hold."""
    labels = [
        block.label for block in walk(document.blocks) if isinstance(block, Heading | Table | Chart) and block.label
    ]
    for reference, place in material.references:
        if reference not in labels:
            yield unknown_figure(reference, place, labels)


def _annexes(material: Material, plan: Plan) -> Iterator[Block]:
    number = 0
    for name, annex in _ordered(material, plan):
        inner = list(annex(material))
        if not inner:
            continue
        number += 1
        title = Heading(f"附件{number}　{name}", 1, numbered=False, centered=True)
        # A title stands on the crosswise page of its table, not alone on an upright one.
        if isinstance(inner[0], Landscape):
            yield Landscape((title, *inner[0].blocks))
            yield from inner[1:]
        else:
            yield PageBreak()
            yield title
            yield from inner


def _ordered(material: Material, plan: Plan) -> Iterator[tuple[str, Annex]]:
    """Titles and contents of the planned annexes."""
    if plan.annexes is None:
        yield from (annex for name, annex in ANNEXES.items() if name not in _INTERNAL)
        return
    names = {title: name for name, (title, _) in ANNEXES.items()}
    for part in plan.annexes:
        name = names.get(part.name, part.name)
        if name in ANNEXES:
            title, annex = ANNEXES[name]
            yield part.title or title, annex
        else:
            material.problems.append(unknown_section(part, tuple(ANNEXES)))
