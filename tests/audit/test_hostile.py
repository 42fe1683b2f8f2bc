"""Damaged, locked, scanned and hostile files end with a message that says what to do, never with a traceback."""

import io
import zipfile

import pytest
import typst

from kaocheng.audit import perform, read_data
from kaocheng.audit.reading import safety
from kaocheng.report.pdf.render import _fonts

_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def word(body: str = "", *, before: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", before + _XML.format(body))
    return target.getvalue()


def refused(data: bytes, name: str) -> list[str]:
    document, problems = read_data(data, name)
    assert document is None
    return [problem.line() for problem in problems]


def test_entities_are_not_read():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    assert refused(word(before=bomb), "报告.docx") == [
        "报告.docx 错误：文件里夹带了会引用外部内容的指令，可能有害，没有读。正常的 Word 文件没有这种内容；请另存一份再试。"
    ]


def test_a_zip_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(safety, "LIMIT_UNPACKED_MB", 1)
    assert refused(word("0" * 2_500_000), "报告.docx") == [
        "报告.docx 错误：文件展开后有 2 MB，超过 1 MB 的上限，可能是恶意文件。请确认来源；确为报告的，请压缩其中的图片后再试。"
    ]


@pytest.mark.parametrize("cut", [40, 200])
def test_a_cut_file_is_damaged(cut):
    assert refused(word("<w:p/>")[:-cut], "报告.docx") == [
        "报告.docx 错误：文件已损坏或不是完整的 Word 文件。请用原来的软件打开，另存一份再试。"
    ]


def test_an_encrypted_word_file():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refused(data, "报告.docx") == ["报告.docx 错误：文件设有打开密码，无法读取。请取消密码后再试。"]


def test_a_workbook_is_no_report():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(target.getvalue(), "表.xlsx") == [
        "表.xlsx 错误：不认识这种文件（xlsx）。可读 .docx、.pdf、.html、.txt；.doc、.wps 请先另存为 .docx。"
    ]


def test_a_damaged_pdf():
    assert refused(b"%PDF-1.7\n" + b"\0garbage" * 40, "报告.pdf") == [
        "报告.pdf 错误：文件已损坏或不是完整的 PDF 文件。请用原来的软件打开，另存一份再试。"
    ]


def test_a_document_without_text():
    assert refused(word("<w:p/>"), "空.docx") == ["空.docx 错误：文件里没有文字。"]


def test_text_boxes_footnotes_and_deleted_text():
    """Boxes and inserted text are read, deleted text is not."""
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>加上</w:t></w:r></w:ins>"
        "<w:r><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    )
    document, _ = read_data(word(body), "报告.docx")
    assert document is not None
    assert [text for _, text in document.texts()] == ["正文加上", "框里的字"]


def test_merged_cells_of_a_word_table():
    """A cell over two rows and one over two columns stand at every place that they cover, once as their own."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = [
        cell.format("<w:vMerge w:val='restart'/>", "甲") + cell.format("<w:gridSpan w:val='2'/>", "乙"),
        cell.format("<w:vMerge/>", "") + cell.format("", "1") + cell.format("", "2"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    document, _ = read_data(word(table), "报告.docx")
    assert document is not None
    (read,) = document.blocks
    assert [[cell.text for cell in row] for row in read.grid] == [["甲", "乙", "乙"], ["甲", "1", "2"]]
    assert [cell.text for cell in read.cells()] == ["甲", "乙", "1", "2"]


def test_entities_in_another_encoding():
    bomb = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "b">]>{_XML.format("<w:p/>")}'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", bomb.encode("utf-16"))
    assert refused(target.getvalue(), "报告.docx") == [
        "报告.docx 错误：文件里夹带了会引用外部内容的指令，可能有害，没有读。正常的 Word 文件没有这种内容；请另存一份再试。"
    ]


def test_a_text_longer_than_any_report():
    assert refused("预算一百万元。\n".encode() * 200_000, "报告.txt") == [
        "报告.txt 错误：文件有 160 万字，超过 150 万字的上限。请按报告拆开后再试。"
    ]


def test_a_passage_without_end_is_cut_with_a_note():
    """Ten thousand characters of one paragraph are checked; the rest is said to be left out, and all ends soon."""
    body = "<w:p><w:r><w:t>" + "合计1,234.56万元，其中中央999.12万元、" * 20_000 + "</w:t></w:r></w:p>"
    document, problems = read_data(word(body), "报告.docx")
    assert problems == []
    assert document is not None
    assert [note.line() for note in document.notes] == [
        "报告.docx 警告：有 1 段（格）超过 10000 字，只复核了各自的前 10000 字。"
    ]
    assert perform(document).discrepancies == ()


def rows_read(table: str) -> list[list[list[str]]]:
    document, problems = read_data(word(table), "报告.docx")
    assert problems == []
    assert document is not None
    return [[[cell.text for cell in row] for row in block.grid] for block in document.blocks]


def cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = f"<w:tbl><w:tr>{cell('乙')}{cell('2')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell('甲')}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert rows_read(outer) == [[["甲", ""]], [["乙", "2"]]]


def test_a_deleted_row_is_not_read_and_skipped_columns_are():
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删去')}{cell('9')}</w:tr>"
    short = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('2')}</w:tr>"
    assert rows_read(f"<w:tbl><w:tr>{cell('甲')}{cell('1')}</w:tr>{deleted}{short}</w:tbl>") == [
        [["甲", "1"], ["", "2"]]
    ]


TURNED = """#set page(width: 210mm, height: 297mm)
#set text(font: ("Noto Serif CJK SC",))
全市结婚总数7283对，开展免费婚前检查5389对，婚检率82.31%。
#pagebreak()
#rotate(90deg, reflow: true)[表1 管理情况 #table(columns: 2, [县区], [人数], [甲县], [1643])]
"""


def test_a_page_whose_text_runs_sideways_is_named_and_the_others_are_read():
    document, problems = read_data(typst.compile(TURNED.encode(), font_paths=_fonts()), "报告.pdf")
    assert problems == []
    assert document is not None
    assert [note.text() for note in document.notes] == ["第 2 页的文字是横躺着的，这些页没有复核。"]
    assert [one.expected for one in perform(document).discrepancies] == ["73.99%"]
