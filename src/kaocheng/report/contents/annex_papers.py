"""附件: the working papers (工作底稿), one page a leaf."""

from collections.abc import Iterator

from kaocheng.derivation import Derivation, lines
from kaocheng.report.contents.analysis import judgement_texts
from kaocheng.report.contents.markdown import inline
from kaocheng.report.contents.material import Material, points
from kaocheng.report.document import Block, CellRow, ColumnShape, Heading, PageBreak, Runs, Table, Text, cell
from kaocheng.scoring import ScoredIndicator

# Deeper steps are in the web pages and in `kaocheng explain`; on paper they would fill pages.
_DEPTH = 3


def working_papers(material: Material) -> Iterator[Block]:
    """A form a leaf: what was asked, by what standard, what was found, computed and judged."""
    for number, scored in enumerate(material.sheet.leaves):
        if number:
            yield PageBreak()
        yield Heading(f"{scored.indicator.title}评价底稿", 3, numbered=False)
        yield _paper(material, scored)


def _paper(material: Material, scored: ScoredIndicator) -> Table:
    indicator = scored.indicator
    rows: list[CellRow] = [
        _row("指标解释", indicator.definition),
        (
            cell("权重", strong=True),
            cell(f"{points(indicator.weight)}分"),
            cell("目标值", strong=True),
            cell(indicator.target or "—"),
        ),
        _row("评分标准", indicator.standard),
        _row("数据来源", indicator.source),
    ]
    if indicator.basis:
        rows.append(_row("标准依据", indicator.basis))
    paper = material.evaluation.papers.get(indicator.code, "")
    if paper:
        rows.append(_runs("情况分析", inline(paper, f"papers/{indicator.code}.md", material)))
    if judged := tuple(judgement_texts(scored)):
        rows.append(_runs("判断与口径", tuple((Text(text),) for text in judged)))
    if evidence := _evidence(material, scored):
        rows.append(_runs("佐证材料", evidence))
    rows.append(_runs("计算过程", _steps(scored.derivation)))
    if scored.missing:
        rows.append(_row("尚缺", "、".join(scored.missing)))
    rows.append(
        (
            cell("业绩值", strong=True),
            cell(material.actual(scored)),
            cell("得分", strong=True),
            cell(material.score(scored)),
        )
    )
    shapes = (ColumnShape(4), ColumnShape(10, "left"), ColumnShape(4), ColumnShape(10, "left"))
    return Table(shapes, tuple(rows), keep_rows=False)


def _row(label: str, text: str) -> CellRow:
    return (cell(label, strong=True), cell(text.strip() or "—", colspan=3))


def _runs(label: str, paragraphs: tuple[Runs, ...]) -> CellRow:
    return (cell(label, strong=True), cell(*paragraphs, colspan=3))


def _steps(node: Derivation | None) -> tuple[Runs, ...]:
    if node is None:
        return ((Text("—"),),)
    shown = [line for line in lines(node) if len(line) - len(line.lstrip(" ")) <= 2 * _DEPTH]
    return tuple((Text("　" * ((len(line) - len(line.lstrip(" "))) // 2) + line.strip()),) for line in shown)


def _evidence(material: Material, scored: ScoredIndicator) -> tuple[Runs, ...]:
    code = scored.indicator.code
    named = set(scored.judgement.evidence if scored.judgement else ())
    named |= {
        item
        for adjustment in (scored.judgement.adjustments if scored.judgement else ())
        for item in adjustment.evidence
    }
    evaluation = material.evaluation
    found = [f"{item.id} {item.title}" for item in evaluation.evidence if code in item.indicators or item.id in named]
    checks = (*evaluation.vouchers, *evaluation.assets)
    found += [
        f"{item.id} {item.subject}：{item.checked}，{item.result}"
        for item in checks
        if code in item.indicators or item.id in named
    ]
    return tuple((Text(text),) for text in found)
