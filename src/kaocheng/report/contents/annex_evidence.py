"""附件: interviews, evidence lists, checked vouchers and assets, reviews and replies."""

from collections.abc import Iterator, Sequence

from kaocheng.domain import VoucherCheck
from kaocheng.report.contents.markdown import blocks, title_of
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.shapes import shapes
from kaocheng.report.document import Block, Heading, Table, cell


def interviews(material: Material) -> Iterator[Block]:
    """Each interview under its own title."""
    for interview in material.evaluation.interviews:
        yield Heading(title_of(interview.text) or f"{interview.name}访谈", 2, numbered=False)
        for block in blocks(interview.text, f"interviews/{interview.name}.md", material, level=3):
            yield Heading(block.text, 3, numbered=False) if isinstance(block, Heading) else block


def evidence(material: Material) -> Iterator[Block]:
    """Documents, vouchers, assets."""
    evaluation = material.evaluation
    rows = [
        (item.id, item.title, "、".join(item.indicators) or "—", item.sha256[:12] or "未留存")
        for item in evaluation.evidence
    ]
    if rows:
        yield _table(("编号", "材料", "支持的指标", "文件摘要"), rows, "佐证材料清单")
    for checks, name, caption in (
        (evaluation.vouchers, "凭证", "凭证核查表"),
        (evaluation.assets, "资产", "资产核查表"),
    ):
        if checks:
            yield _checks(checks, name, caption)


def reviews(material: Material) -> Iterator[Block]:
    """Comments with reply, outcome and effect."""
    rows = [
        (
            item.by,
            item.date or "—",
            item.indicator or "—",
            item.comment,
            item.reply or "—",
            item.outcome or "—",
            item.effect or "—",
        )
        for item in material.evaluation.reviews
    ]
    if rows:
        yield _table(("提出者", "日期", "指标", "意见", "答复", "处理", "对得分的影响"), rows, "审核意见及答复")


def _checks(checks: Sequence[VoucherCheck], name: str, caption: str) -> Table:
    rows = [
        (
            item.id,
            item.subject,
            item.checked or "—",
            item.result or "—",
            item.amount or "—",
            "、".join(item.indicators) or "—",
        )
        for item in checks
    ]
    return _table(("编号", name, "检查内容", "结果", "金额", "指标"), rows, caption)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Table:
    heads = tuple(cell(text) for text in head)
    cells = tuple(tuple(cell(text) for text in row) for row in rows)
    return Table(shapes([heads, *cells]), cells, (heads,), caption, label=f"表.{caption}")
