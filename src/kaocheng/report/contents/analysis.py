"""绩效评价指标分析: each level-1 indicator with its table, and each leaf with what was found and how it was scored."""

from collections.abc import Iterator

from kaocheng.domain import Indicator, leaves
from kaocheng.domain.judgements import READING_KINDS
from kaocheng.report.contents.dates import chinese_date
from kaocheng.report.contents.markdown import blocks, flowing
from kaocheng.report.contents.material import Material, points
from kaocheng.report.contents.supporting import supporting
from kaocheng.report.contents.telling import is_completion, telling, worked_out_from
from kaocheng.report.document import (
    Block,
    CellRow,
    ColumnShape,
    CrossReference,
    Heading,
    Paragraph,
    Run,
    Table,
    Text,
    cell,
)
from kaocheng.scoring import ScoredIndicator

# Definitions that name their subject, or begin with the verb, need none.
_SUBJECTS = ("该指标", "本指标", "指标", "反映", "考察", "考核", "评价", "衡量", "用以", "用于", "通过")


def analysis(material: Material) -> Iterator[Block]:
    """All level-1 indicators."""
    for top in material.evaluation.indicators:
        yield from _top(material, top)


def _top(material: Material, top: Indicator) -> Iterator[Block]:
    scored = material.scored(top)
    label = f"表.{top.code}"
    yield Heading(top.name, 2)
    yield Paragraph(
        (
            Text(f"{top.name}满分{points(top.weight)}分，得"),
            material.score(scored),
            Text("分，得分率"),
            material.rate(scored),
            Text("，各项指标见"),
            CrossReference(label),
            Text("。"),
        )
    )
    yield _table(material, top, label)
    for leaf in leaves([top]):
        yield from leaf_analysis(material, material.scored(leaf))


def _table(material: Material, top: Indicator, label: str) -> Table:
    rows: list[CellRow] = []
    for leaf in leaves([top]):
        scored = material.scored(leaf)
        rows.append(
            (
                cell(leaf.title),
                cell(points(leaf.weight)),
                cell(leaf.target or "—"),
                cell(material.actual(scored)),
                cell(material.score(scored)),
                cell(material.rate(scored)),
            )
        )
    scored = material.scored(top)
    rows.append(
        (
            cell("合计", strong=True, align="center"),
            cell(points(top.weight), strong=True),
            cell("—"),
            cell("—"),
            cell(material.score(scored), strong=True),
            cell(material.rate(scored), strong=True),
        )
    )
    head = tuple(cell(name) for name in ("指标", "权重", "目标值", "业绩值", "得分", "得分率"))
    shapes = (
        ColumnShape(7, "left"), ColumnShape(2), ColumnShape(4), ColumnShape(4), ColumnShape(3), ColumnShape(3)
    )  # fmt: skip
    return Table(shapes, tuple(rows), (head,), f"{top.name.removesuffix('指标')}指标得分情况", label=label, unit="分")


def leaf_analysis(material: Material, scored: ScoredIndicator) -> Iterator[Block]:
    """What is measured, what was found (working paper), how the score follows, what was judged, on what evidence."""
    indicator = scored.indicator
    yield Heading(f"{indicator.name}（{indicator.code}）", 3)
    if indicator.definition:
        yield Paragraph((Text(_about(indicator.definition)),))
    if paper := material.evaluation.papers.get(indicator.code, ""):
        yield from blocks(paper, f"papers/{indicator.code}.md", material, level=4)
    yield Paragraph(score_runs(material, scored))
    for text in judgement_texts(scored):
        yield Paragraph((Text(text),))
    if said := _evidence(material, scored):
        yield Paragraph((Text(said),))


def score_runs(material: Material, scored: ScoredIndicator) -> tuple[Run, ...]:
    """Target, actual, the clauses that applied and did not, and the score."""
    indicator, actual = scored.indicator, scored.actual
    runs: list[Run] = [Text(f"目标值为{_worded(indicator.target)}")] if indicator.target else []
    if actual is not None:
        shown = material.actual(scored)
        worded = not any(letter.isdigit() for letter in shown.text)
        runs += [Text(("，" if runs else "") + "业绩值为" + "“" * worded), shown]
        runs.append(Text("”" if worded else worked_out_from(actual)))
    if runs:
        runs.append(Text("。"))
    if scored.missing:
        runs.append(Text(f"尚缺{'、'.join(scored.missing)}，没有得分。"))
    elif scored.derivation is not None:
        runs.append(Text(telling(scored.derivation, actual if actual and not is_completion(actual) else None)))
    if scored.score is not None:
        runs += [Text(f"本指标权重{points(indicator.weight)}分，得"), material.score(scored), Text("分，得分率")]
        runs += [material.rate(scored), Text("。")]
    return tuple(runs)


def judgement_texts(scored: ScoredIndicator) -> Iterator[str]:
    """The judgement, each discretionary adjustment and the reading, a sentence each."""
    judgement, reading = scored.judgement, scored.reading
    if judgement is not None and judgement.reason:
        yield f"判断依据：{_sentence(judgement.reason)}{_signed(judgement.author, judgement.date)}"
    for item in judgement.adjustments if judgement else ():
        amount = item.share if item.points is None else item.points
        verb = "加" if amount > 0 else "扣"
        size = f"权重的{points(abs(amount) * 100)}%" if item.points is None else f"{points(abs(amount))}分"
        part = f"酌情{verb}{size}"
        yield f"{part}，理由：{_sentence(item.reason)}{_signed(item.author, item.date)}"
    if reading is not None:
        kind = READING_KINDS.get(reading.kind, reading.kind)
        problem = f"{_sentence(reading.problem)}" if reading.problem else ""
        reason = f"理由：{_sentence(reading.reason)}" if reading.reason else ""
        yield f"口径（{kind}）：{problem}采用“{flowing(reading.rule).rstrip('。；')}”。{reason}{_signed(reading.author, reading.date)}"


def _about(definition: str) -> str:
    """The definition as a sentence whose subject is the indicator."""
    text = _sentence(definition)
    return text if text.startswith(_SUBJECTS) else f"该指标考察{text}"


def _worded(text: str) -> str:
    """Words in quotation marks (目标值为“健全”), figures as they are."""
    return text if any(letter.isdigit() for letter in text) else f"“{text}”"


def _evidence(material: Material, scored: ScoredIndicator) -> str:
    found = [f"{item.title}（{item.id}）" for item in supporting(material.evaluation, scored)]
    if found:
        return f"佐证材料：{'、'.join(found)}。"
    return f"数据来源：{_sentence(scored.indicator.source)}" if scored.indicator.source else ""


def _sentence(text: str) -> str:
    """``text`` with a full stop at its end."""
    plain = flowing(text)
    return plain if not plain or plain.endswith(("。", "！", "？", "；")) else f"{plain}。"


def _signed(author: str, date: str) -> str:
    signed = "，".join(part for part in (author, chinese_date(date)) if part)
    return f"（{signed}）" if signed else ""
