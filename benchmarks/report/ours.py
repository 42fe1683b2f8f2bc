"""Writes the chapters with Kaocheng: ``ours.py docx|pdf|html|all FOLDER``."""

import sys
from pathlib import Path

from chapters import chapters

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
    if form == "all":
        workbook(folder)


def workbook(folder: Path) -> None:
    """The twenty tables as sheets, sums as formulas."""
    import xlsxwriter

    with xlsxwriter.Workbook(folder / "ours.xlsx") as book:
        for chapter in chapters():
            sheet = book.add_worksheet(chapter.title)
            for number, row in enumerate(chapter.rows):
                sheet.write_row(number, 0, row)
            sheet.write_formula(len(chapter.rows), 2, f"=SUM(C1:C{len(chapter.rows)})")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
