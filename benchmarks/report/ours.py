"""Writes the chapters with Kaocheng: ``ours.py docx|pdf|html|xlsx|all FOLDER``."""

import sys
from fractions import Fraction
from pathlib import Path

from chapters import chapters

from kaocheng.domain import Evaluation, Indicator, Judgement
from kaocheng.numbers import percent_text
from kaocheng.report.document import (
    Block,
    Chart,
    ColumnShape,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Series,
    Table,
    Text,
    cell,
)
from kaocheng.report.numbering import numbered

STANDARD = "完成率达到100%得满分，否则按比例得分。"


def document() -> Document:
    """Cover, contents and the chapters."""
    blocks: list[Block] = [Cover("百页报告", date="2021年12月19日"), Contents()]
    head = (tuple(cell(name) for name in ("指标", "权重", "得分")),)
    for chapter in chapters():
        blocks += [PageBreak(), Heading(chapter.title)]
        blocks += [Paragraph((Text(text),)) for text in chapter.paragraphs]
        rows = tuple(tuple(cell(text) for text in row) for row in chapter.rows)
        blocks.append(Table((ColumnShape(3), ColumnShape(), ColumnShape()), rows, head, "得分情况"))
        series = (Series("得分率", chapter.rates),)
        blocks.append(Chart("column", tuple(row[0] for row in chapter.rows), series, "得分率", percent=True))
    return numbered(Document("百页报告", tuple(blocks), date="2021-12-19"))


def main(form: str, folder: Path) -> None:
    """Writes the asked format, or all; the contents of the Word file take their page numbers from the PDF."""
    made = document()
    if form in ("pdf", "all"):
        from kaocheng.report.pdf import pdf

        (folder / "ours.pdf").write_bytes(pdf(made))
    if form in ("docx", "all"):
        from kaocheng.report.pdf import heading_pages
        from kaocheng.report.word import word

        (folder / "ours.docx").write_bytes(word(made, pages=heading_pages(made)))
    if form in ("html", "all"):
        from kaocheng.report.html import html

        (folder / "ours.html").write_text(html(made), "utf-8")
    if form in ("xlsx", "all"):
        workbook(folder)


def evaluation() -> Evaluation:
    """The chapters as level-1 indicators, each row a leaf that earns its weight in proportion."""
    tops, judgements = [], []
    for number, chapter in enumerate(chapters(), 1):
        leaves = []
        for line, (row, rate) in enumerate(zip(chapter.rows, chapter.rates, strict=True), 1):
            code = f"C{number:02}{line:02}"
            leaves.append(Indicator(code, row[0], Fraction(row[1]), target="100%", standard=STANDARD))
            judgements.append(Judgement(code, {"actual": percent_text(rate)}))
        weight = sum((leaf.weight for leaf in leaves), Fraction(0))
        tops.append(Indicator(f"C{number:02}", chapter.title, weight, tuple(leaves)))
    total = sum((top.weight for top in tops), Fraction(0))
    return Evaluation(title="百页报告", indicators=tuple(tops), judgements=tuple(judgements), total=total)


def workbook(folder: Path) -> None:
    """The scoring table of the same 240 rows: scored from their standards, with live formulas for all."""
    from kaocheng.report.excel import excel
    from kaocheng.scoring import score

    made = evaluation()
    (folder / "ours.xlsx").write_bytes(excel(made, score(made)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
