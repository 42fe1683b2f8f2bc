"""附件: the working papers (工作底稿), one page a leaf."""

from collections.abc import Iterator

from kaocheng.derivation import Derivation, lines
from kaocheng.report.contents.analysis import judgement_texts
from kaocheng.report.contents.dates import chinese_date
from kaocheng.report.contents.markdown import inline
from kaocheng.report.contents.material import Material, points
from kaocheng.report.contents.shapes import half_widths
from kaocheng.report.contents.supporting import supporting
from kaocheng.report.document import (
    Block,
    Cell,
    CellRow,
    ColumnShape,
    Heading,
    PageBreak,
    Runs,
    Table,
    Text,
    cell,
    plain,
)
from kaocheng.scoring import ScoredIndicator

# Deeper steps are in the HTML report and in `kaocheng explain`; on paper they would fill pages.
_DEPTH = 3
# A paper is one page: what holds more than this many lines (of so many half-width places) is set small, and its
# calculation is cut.
_LINES, _WIDTH, _MOST_STEPS = 34, 68, 26


def working_papers(material: Material) -> Iterator[Block]:
    """A form a leaf: what was asked, by what standard, what was found, computed and judged."""
    for number, scored in enumerate(material.sheet.leaves):
        if number:
            yield PageBreak()
        yield Heading(f"{scored.indicator.title}评价底稿", 3, numbered=False, centered=True)
        yield _paper(material, scored)


def _paper(material: Material, scored: ScoredIndicator) -> Table:
    indicator = scored.indicator
    rows: list[CellRow] = []
    if indicator.definition:
        rows.append(_row("指标解释", indicator.definition))
    rows.append(
        (
            cell("权重", strong=True),
            cell(f"{points(indicator.weight)}分"),
            cell("目标值", strong=True),
            cell(indicator.target or "—"),
        )
    )
    said = (("评分标准", indicator.standard), ("数据来源", indicator.source), ("标准依据", indicator.basis))
    rows += [_row(label, text) for label, text in said if text]
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
    judgement = scored.judgement
    rows.append(
        (
            cell("评价人", strong=True),
            cell((judgement.author if judgement else "") or "　"),
            cell("日期", strong=True),
            cell((chinese_date(judgement.date) if judgement else "") or "　"),
        )
    )
    shapes = (ColumnShape(4), ColumnShape(10, "left"), ColumnShape(4), ColumnShape(10, "left"))
    long = sum(max(_lines_of(part) for part in row) for row in rows) > _LINES
    return Table(shapes, tuple(rows), keep_rows=False, small=long)


def _lines_of(part: Cell) -> int:
    """About how many lines a cell takes."""
    return max(sum(half_widths(plain(runs)) // _WIDTH + 1 for runs in part.paragraphs), 1)


def _row(label: str, text: str) -> CellRow:
    return (cell(label, strong=True), cell(text.strip() or "—", colspan=3))


def _runs(label: str, paragraphs: tuple[Runs, ...]) -> CellRow:
    return (cell(label, strong=True), cell(*paragraphs, colspan=3))


def _steps(node: Derivation | None) -> tuple[Runs, ...]:
    if node is None:
        return ((Text("—"),),)
    shown = [line for line in lines(node) if len(line) - len(line.lstrip(" ")) <= 2 * _DEPTH]
    if len(shown) > _MOST_STEPS:
        # The formula of a metric is the same for every unit.
        deepest = 2 * _DEPTH * " "
        shown = [line for line in shown if not line.startswith(f"{deepest}公式：")]
    if len(shown) > _MOST_STEPS:
        shown = [*shown[:_MOST_STEPS], f"（以下{len(shown) - _MOST_STEPS}步从略，见 HTML 报告）"]
    return tuple((Text("　" * ((len(line) - len(line.lstrip(" "))) // 2) + line.strip()),) for line in shown)


def _evidence(material: Material, scored: ScoredIndicator) -> tuple[Runs, ...]:
    found = supporting(material.evaluation, scored)
    return tuple((Text(f"{item.id} {item.title}" + (f"：{item.found}" if item.found else "")),) for item in found)
