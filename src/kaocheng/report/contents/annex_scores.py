"""附件: the full scoring table, crosswise, with merged cells for the upper levels."""

from collections.abc import Iterator

from kaocheng.domain import Indicator, leaves
from kaocheng.report.contents.material import Material, points
from kaocheng.report.document import Block, Cell, CellRow, ColumnShape, Landscape, Table, cell

HEADS = (
    ("一级指标", 4), ("权重", 2), ("二级指标", 4), ("权重", 2), ("三级指标", 5), ("权重", 2), ("指标解释", 10),
    ("目标值", 5), ("评分标准", 16), ("业绩值", 5), ("得分", 3),
)  # fmt: skip


def scoring_table(material: Material) -> Iterator[Block]:
    """Every leaf with its place in the tree, definition, target, standard, actual and score."""
    rows = tuple(_rows(material))
    shapes = tuple(
        ColumnShape(width, "left" if name in ("指标解释", "评分标准") else "center") for name, width in HEADS
    )
    total = (
        cell("合计", strong=True),
        cell(points(material.evaluation.total), strong=True),
        cell("", colspan=len(HEADS) - 3),
        cell(material.total(), strong=True),
    )
    head = tuple(cell(name) for name, _ in HEADS)
    table = Table(shapes, (*rows, total), (head,), "绩效评价打分表", label="表.打分表", unit="分", small=True)
    yield Landscape((table,))


def _rows(material: Material) -> Iterator[CellRow]:
    for top in material.evaluation.indicators:
        before: list[Cell] = _upper(top)
        for second in top.indicators or (top,):
            below = leaves([second])
            before += _upper(second) if second is not top else [cell("—"), cell("—")]
            for leaf in below:
                yield (*before, *_leaf(material, leaf))
                before = []


def _upper(indicator: Indicator) -> list[Cell]:
    rows = len(leaves([indicator]))
    return [cell(indicator.title, rowspan=rows), cell(points(indicator.weight), rowspan=rows)]


def _leaf(material: Material, leaf: Indicator) -> list[Cell]:
    scored = material.scored(leaf)
    standard = leaf.standard.strip()
    if scored.reading is not None:
        standard += f"\n〔口径：{scored.reading.rule.strip()}〕"
    return [
        cell(leaf.title),
        cell(points(leaf.weight)),
        cell(leaf.definition.strip() or "—"),
        cell(leaf.target or "—"),
        cell(standard),
        cell(material.actual(scored)),
        cell(material.score(scored)),
    ]
