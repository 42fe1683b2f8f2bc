"""综合评价情况及评价结论: total, grade, scores by level-1 and level-2 indicator, with the figure."""

from collections.abc import Iterator

from kaocheng.domain import Indicator
from kaocheng.numbers import score_text
from kaocheng.report.contents.material import Material, points
from kaocheng.report.document import (
    Block,
    CellRow,
    Chart,
    ColumnShape,
    CrossReference,
    Heading,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    cell,
)

LEVEL_ONE, LEVEL_TWO, RATES = "表.一级指标得分", "表.二级指标得分", "图.一级指标得分"


def conclusion(material: Material) -> Iterator[Block]:
    """评价结果 and 评价结论."""
    yield Heading("评价结果", 2)
    deep = any(not child.is_leaf for top in material.evaluation.indicators for child in top.indicators)
    rated = any(material.scored(top).rate is not None for top in material.evaluation.indicators)
    shown = [LEVEL_ONE] + [LEVEL_TWO] * deep + [RATES] * rated
    said: list[Run] = [*grade_runs(material), Text("各级指标得分见")]
    for number, label in enumerate(shown):
        said += [Text("" if not number else "和" if number == len(shown) - 1 else "、"), CrossReference(label)]
    yield Paragraph((*said, Text("。")))
    yield level_one_table(material, LEVEL_ONE, "一级指标得分情况")
    if rated:
        yield _rate_chart(material)
    if deep:
        yield _level_two_table(material)
    yield Heading("评价结论", 2)
    yield from _said(material)


def grade_runs(material: Material) -> tuple[Run, ...]:
    """「综合得分…分（满分…分），评价等级为“良”。」, with the distance to the neighbouring grades."""
    sheet = material.sheet
    full = f"分（满分{points(material.evaluation.total)}分）"
    if sheet.grade is None:
        return (Text("已得分指标合计"), material.total(), Text(f"{full}，数据不完整，暂不评定等级。"))
    distance = []
    if sheet.to_higher is not None:
        distance.append(f"距上一等级差{score_text(sheet.to_higher)}分")
    if sheet.to_lower is not None:
        distance.append(f"高出本等级下限{score_text(sheet.to_lower)}分")
    return (
        Text("综合得分"),
        material.total(),
        Text(f"{full}，评价等级为“"),
        material.figure("等级"),
        Text("”" + (f"（{'，'.join(distance)}）" if distance else "") + "。"),
    )


def level_one_table(material: Material, label: str, caption: str) -> Table:
    """权重, 得分, 得分率 of the level-1 indicators and the whole."""
    rows = [_row(material, indicator) for indicator in material.evaluation.indicators]
    total = (
        cell("合计", strong=True),
        cell(points(material.evaluation.total), strong=True),
        cell(material.total(), strong=True),
        cell(material.figure("总得分率"), strong=True),
    )
    head = tuple(cell(name) for name in ("一级指标", "权重", "得分", "得分率"))
    shapes = (ColumnShape(4), ColumnShape(2), ColumnShape(2), ColumnShape(2))
    return Table(shapes, (*rows, total), (head,), caption, label=label, unit="分")


def _row(material: Material, indicator: Indicator) -> CellRow:
    scored = material.scored(indicator)
    return (
        cell(f"{indicator.code} {indicator.name}"),
        cell(points(indicator.weight)),
        cell(material.score(scored)),
        cell(material.rate(scored)),
    )


def _level_two_table(material: Material) -> Table:
    rows: list[CellRow] = []
    for top in material.evaluation.indicators:
        for number, child in enumerate(top.indicators):
            first = (cell(f"{top.code} {top.name}", rowspan=len(top.indicators)),) if not number else ()
            rows.append((*first, *_row(material, child)))
    head = tuple(cell(name) for name in ("一级指标", "二级指标", "权重", "得分", "得分率"))
    shapes = (ColumnShape(3), ColumnShape(4, "left"), ColumnShape(2), ColumnShape(2), ColumnShape(2))
    return Table(shapes, tuple(rows), (head,), "二级指标得分情况", label=LEVEL_TWO, unit="分")


def _rate_chart(material: Material) -> Chart:
    scored = [material.scored(indicator) for indicator in material.evaluation.indicators]
    return Chart(
        "column",
        tuple(item.indicator.name for item in scored),
        (Series("得分率", tuple(item.rate for item in scored)),),
        "一级指标得分率",
        label=RATES,
        percent=True,
    )


def _said(material: Material) -> Iterator[Block]:
    leaves = material.sheet.leaves
    full = [leaf for leaf in leaves if leaf.score is not None and leaf.score >= leaf.indicator.weight]
    lost = [leaf for leaf in leaves if leaf.score is not None and leaf.score < leaf.indicator.weight]
    yield Paragraph((Text(f"{len(leaves)}个末级指标中，{len(full)}个得满分，{len(lost)}个有失分。"),))
    worst = sorted(lost, key=lambda leaf: (leaf.score or 0) - leaf.indicator.weight)
    if worst:
        runs: list[Run] = [Text("失分指标由多到少依次为：")]
        for number, leaf in enumerate(worst):
            gap = leaf.indicator.weight - (leaf.score or 0)
            runs.append(Text(f"{'；' if number else ''}{leaf.indicator.title}（失{score_text(gap)}分，得"))
            runs += [material.score(leaf), Text("分）")]
        yield Paragraph((*runs, Text("。")))
    readings = [leaf for leaf in leaves if leaf.reading is not None]
    if readings:
        codes = "、".join(leaf.indicator.code for leaf in readings)
        unread = "、".join(material.sheet.unread)
        left = f"其中{unread}按印刷的标准没有得分。" if unread else ""
        without = score_text(material.sheet.without_readings)
        yield Paragraph(
            (Text(f"{codes}的评分标准有含糊、矛盾或缺漏，采用了口径；不采用口径时总分为{without}分。{left}"),)
        )
