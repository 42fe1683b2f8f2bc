"""附件: interviews, evidence lists, checked vouchers and assets, reviews and replies."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kaocheng.domain import VoucherCheck
from kaocheng.report.contents.dates import chinese_date
from kaocheng.report.contents.markdown import blocks, title_of
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.shapes import CROSSWISE_ROOM, ROOM, shapes
from kaocheng.report.document import Block, Heading, Landscape, Paragraph, Table, Text, cell

_CODES = 3


def interviews(material: Material) -> Iterator[Block]:
    """Each interview under its own title."""
    for interview in material.evaluation.interviews:
        yield Heading(title_of(interview.text) or f"{interview.name}访谈", 2, numbered=False)
        for block in blocks(interview.text, f"interviews/{interview.name}.md", material, level=3):
            yield Heading(block.text, 3, numbered=False) if isinstance(block, Heading) else block


def evidence(material: Material) -> Iterator[Block]:
    """Documents, vouchers, assets."""
    evaluation = material.evaluation
    if evaluation.evidence:
        kept = sum(bool(item.file) for item in evaluation.evidence)
        files = f"其中留存文件{kept}份" if kept else "均为现场查阅，没有留存文件"
        yield Paragraph((Text(f"评价组共收集、查阅佐证材料{len(evaluation.evidence)}份，{files}。"),))
        heads = ["编号", "材料", "支持的指标"]
        rows = [[item.id, item.title, _codes(item.indicators)] for item in evaluation.evidence]
        if kept:
            heads += ["留存的文件", "文件校验码"]
            for row, item in zip(rows, evaluation.evidence, strict=True):
                row += [item.file.removeprefix("evidence/") or "未留存", item.sha256[:12] or "—"]
        yield _table(heads, rows, "佐证材料清单")
    for checks, name, caption in (
        (evaluation.vouchers, "凭证", "凭证核查表"),
        (evaluation.assets, "资产", "资产核查表"),
    ):
        if checks:
            yield _checks(checks, name, caption)


def reviews(material: Material) -> Iterator[Block]:
    """How many comments of whom and how they ended, then each with its reply, outcome and effect, crosswise."""
    found = material.evaluation.reviews
    if not found:
        return
    by = "、".join(f"{name}{count}条" for name, count in Counter(item.by for item in found).items())
    outcomes = Counter(item.outcome or "未答复" for item in found)
    ended = "、".join(f"{outcome}{count}条" for outcome, count in outcomes.items())
    said = Paragraph((Text(f"评价过程中共收到意见{len(found)}条（{by}），处理结果：{ended}。各条意见及答复见下表。"),))
    rows = [
        (
            str(number),
            "·".join(filter(None, (item.round, item.by))),
            chinese_date(item.date) or "—",
            item.indicator or item.at or "—",
            item.comment,
            item.reply or "—",
            "：".join(filter(None, (item.outcome, item.reason))) or "—",
            item.effect or "—",
        )
        for number, item in enumerate(found, 1)
    ]
    heads = ("序号", "提出者", "日期", "指标或数据", "意见", "答复", "处理", "对得分的影响")
    yield Landscape((said, _table(heads, rows, "审核意见及答复", CROSSWISE_ROOM - 20)))


def _checks(checks: Sequence[VoucherCheck], name: str, caption: str) -> Table:
    rows = [
        (
            item.id,
            item.subject,
            item.checked or "—",
            item.result or "—",
            item.amount or "—",
            _codes(item.indicators),
        )
        for item in checks
    ]
    return _table(("编号", name, "检查内容", "结果", "金额", "指标"), rows, caption)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str, room: int = ROOM) -> Table:
    heads = tuple(cell(text) for text in head)
    cells = tuple(tuple(cell(text) for text in row) for row in rows)
    return Table(shapes([heads, *cells], room), cells, (heads,), caption, label=f"表.{caption}")


def _codes(codes: Sequence[str]) -> str:
    """Codes of indicators, three on a line."""
    lines = ["、".join(codes[at : at + _CODES]) for at in range(0, len(codes), _CODES)]
    return "、\n".join(lines) or "—"
