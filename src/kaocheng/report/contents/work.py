"""绩效评价工作开展情况: purpose, object, principles, methods, indicators, grades, team, schedule, quality control."""

from collections.abc import Iterator
from itertools import pairwise

from kaocheng.domain import leaves as leaves_of
from kaocheng.domain.evaluation import ORGANISATION_ROLES
from kaocheng.report.contents.background import PATH
from kaocheng.report.contents.dates import chinese_date
from kaocheng.report.contents.markdown import blocks
from kaocheng.report.contents.material import Material, points
from kaocheng.report.contents.shapes import shapes
from kaocheng.report.document import (
    Block,
    Bold,
    CellRow,
    ColumnShape,
    CrossReference,
    Heading,
    Items,
    Paragraph,
    Table,
    Text,
    cell,
)

SYSTEM = "表.指标体系"


def work(material: Material) -> Iterator[Block]:
    """Everything that was done to reach the result."""
    profile = material.evaluation.profile
    if profile.purpose:
        yield Heading("评价目的", 2)
        yield from blocks(profile.purpose, PATH, material, level=3)
    yield from _object(material)
    if profile.basis:
        yield Heading("评价依据", 2)
        yield Items(tuple((Text(f"{text}{_stop(text)}"),) for text in profile.basis), ordered=True)
    if profile.principles:
        yield Heading("评价原则", 2)
        yield Items(tuple((Bold(name), Text(f"。{text}")) for name, text in profile.principles), ordered=True)
    if profile.methods:
        yield Heading("评价方法", 2)
        yield Items(tuple((Bold(name), Text(f"。{text}")) for name, text in profile.methods), ordered=True)
    yield from _system(material)
    yield from _grades(material)
    yield from _team(material)
    yield from _schedule(material)
    if profile.quality_control:
        yield Heading("质量控制", 2)
        yield from blocks(profile.quality_control, PATH, material, level=3)


def _stop(text: str) -> str:
    return "" if text.endswith(("。", "；")) else "；"


def _object(material: Material) -> Iterator[Block]:
    evaluation = material.evaluation
    yield Heading("评价对象", 2)
    subject = evaluation.subject or evaluation.title
    yield Paragraph((Text(f"评价对象为{subject}。"),))
    parties = [f"{ORGANISATION_ROLES.get(item.role, item.role)}为{item.name}" for item in evaluation.organisations]
    if parties:
        yield Paragraph((Text("；".join(parties) + "。"),))


def _system(material: Material) -> Iterator[Block]:
    tops = material.evaluation.indicators
    if not tops:
        return
    leaves = material.sheet.leaves
    yield Heading("评价指标体系", 2)
    names = "、".join(f"{top.name}（{points(top.weight)}分）" for top in tops)
    total = points(material.evaluation.total)
    yield Paragraph(
        (
            Text(f"指标体系由{names}{len(tops)}个一级指标、{len(leaves)}个末级指标组成，满分{total}分，见"),
            CrossReference(SYSTEM),
            Text("。评分标准全文见附件。"),
        )
    )
    rows: list[CellRow] = []
    for top in tops:
        # A row of its own, not a merged cell: the table goes over pages.
        rows.append((cell(f"{top.code} {top.name}（{points(top.weight)}分）", colspan=3, strong=True, align="left"),))
        rows += [(cell(leaf.title), cell(points(leaf.weight)), cell(leaf.target or "—")) for leaf in leaves_of([top])]
    head = tuple(cell(name) for name in ("指标", "权重", "目标值"))
    shape = (ColumnShape(11, "left"), ColumnShape(2), ColumnShape(5))
    yield Table(shape, tuple(rows), (head,), "绩效评价指标体系", label=SYSTEM, unit="分")


def _grades(material: Material) -> Iterator[Block]:
    grades = sorted(material.evaluation.grades, key=lambda grade: -grade.at_least)
    if not grades:
        return
    yield Heading("评价等级标准", 2)
    yield Paragraph((Text(f"评价结果采用评分与评级相结合的方式，分为{len(grades)}个等级。"),))
    spans = [f"得分≥{points(grades[0].at_least)}"]
    spans += [f"{points(low.at_least)}≤得分＜{points(high.at_least)}" for high, low in pairwise(grades)]
    if len(spans) > 1 and grades[-1].at_least == 0:
        spans[-1] = f"得分＜{points(grades[-2].at_least)}"
    head = (cell("等级"), *(cell(grade.name) for grade in grades))
    row = (cell("得分"), *(cell(span) for span in spans))
    shape = (ColumnShape(1), *(ColumnShape(2) for _ in grades))
    yield Table(shape, (row,), (head,), "评价等级标准", label="表.等级", unit="分")


def _team(material: Material) -> Iterator[Block]:
    team = material.evaluation.team
    if not team:
        return
    yield Heading("评价组人员", 2)
    head = tuple(cell(name) for name in ("序号", "岗位", "职称或职务", "分工"))
    rows: list[CellRow] = [
        (cell(str(number)), cell(member.role), cell(member.title or "—"), cell(member.duty or "—"))
        for number, member in enumerate(team, 1)
    ]
    if not any(member.title for member in team):
        head, *rows = _without(2, [head, *rows])
    yield Table(shapes([head, *rows]), tuple(rows), (head,), "评价组人员分工", label="表.评价组")


def _schedule(material: Material) -> Iterator[Block]:
    stages = material.evaluation.schedule
    if not stages:
        return
    yield Heading("评价工作进度", 2)
    head = tuple(cell(name) for name in ("阶段", "时间", "主要工作"))
    rows: list[CellRow] = [
        (cell(stage.stage), cell(_span(stage.start, stage.end)), cell(stage.work or "—", align="left"))
        for stage in stages
    ]
    if not any(stage.start or stage.end for stage in stages):
        head, *rows = _without(1, [head, *rows])
    yield Table(shapes([head, *rows]), tuple(rows), (head,), "评价工作进度", label="表.进度")


def _without(column: int, rows: list[CellRow]) -> list[CellRow]:
    """Rows without a column in which nobody wrote anything."""
    return [(*row[:column], *row[column + 1 :]) for row in rows]


def _span(start: str, end: str) -> str:
    return "至\n".join(dict.fromkeys(chinese_date(day) for day in (start, end) if day)) or "—"
