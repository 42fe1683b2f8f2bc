"""附件: what differs from the published report, and what was found wrong in the material."""

from collections.abc import Iterator

from kaocheng.diagnostics import SEVERITY_NAMES, Severity
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.shapes import CROSSWISE_ROOM, shapes
from kaocheng.report.document import Block, ColumnShape, Landscape, Paragraph, Quantity, Run, Table, Text, cell
from kaocheng.scoring import Comparison, compare


def comparison(material: Material) -> Iterator[Block]:
    """The published figures that do not follow from the data and the standards, with the reason of each."""
    found = list(compare(material.evaluation, material.sheet, material.figures))
    if not found:
        return
    source = material.evaluation.published.source or "已公布的报告"
    same = sum(item.agrees is True for item in found)
    open_ = sum(item.agrees is None for item in found)
    different: dict[tuple[str, str], list[Comparison]] = {}
    for item in found:
        if item.agrees is not True:
            different.setdefault((item.quantity, item.printed), []).append(item)
    said = Paragraph(
        (
            Text(
                f"{source}共有{len(found)}个数与本次计算对照：{same}个一致，{len(found) - same - open_}个不一致，{open_}个无法计算。"
            ),
        )
    )
    if not different:
        yield said
        return
    head = tuple(cell(name) for name in ("项目", "印刷位置", "印刷值", "计算值", "说明"))
    rows = tuple(
        (
            cell(same_figure[0].quantity),
            cell(
                "、".join(dict.fromkeys(item.figure.printed_at for item in same_figure if item.figure.printed_at))
                or "—"
            ),
            cell(same_figure[0].printed),
            cell(_computed(material, same_figure[0])),
            cell(_why(same_figure)),
        )
        for same_figure in different.values()
    )
    columns = shapes([head, *rows], CROSSWISE_ROOM - 20)
    yield Landscape(
        (
            said,
            Table(columns, rows, (head,), "与已公布报告不一致的数", label="表.对照"),
        )
    )


def _why(items: list[Comparison]) -> str:
    notes = dict.fromkeys(item.figure.note or item.explanation for item in items)
    return "".join(note if note.endswith("。") else f"{note}。" for note in notes if note) or "—"


def _computed(material: Material, item: Comparison) -> Run:
    found = material.figures.resolve(item.quantity)
    if found is None or found.derivation.value is None:
        return Text(item.computed or "—")
    return Quantity(found.text, found.derivation, item.quantity)


def diagnostics(material: Material) -> Iterator[Block]:
    """Errors and warnings of the scoring, which somebody who relies on the scores must know."""
    found = [item for item in material.sheet.problems if item.severity is not Severity.NOTE]
    if not found:
        return
    head = tuple(cell(name) for name in ("性质", "位置", "内容"))
    rows = tuple(
        (
            cell(SEVERITY_NAMES[item.severity]),
            cell("；".join(str(place) for place in item.places) or "—"),
            cell(item.text()),
        )
        for item in dict.fromkeys(found)
    )
    columns = (ColumnShape(2), ColumnShape(6, "left"), ColumnShape(14, "left"))
    yield Table(columns, rows, (head,), "校验提示", label="表.校验提示")
