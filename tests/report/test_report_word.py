"""The Word file, read back."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from report_documents import TITLE, everything

from kaocheng.report.document import ColumnShape, Document, Landscape, Paragraph, Table, Text, cell
from kaocheng.report.word import word

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def data() -> bytes:
    return word(everything(), pages={0: 1, 1: 2, 2: 2, 5: 4})


@pytest.fixture(scope="module")
def file(data: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(data))


def texts(file: "docx.document.Document", style: str) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == style]


def test_headings_have_the_real_styles_and_word_counts_them(file: "docx.document.Document") -> None:
    assert texts(file, "Heading 1") == ["基本情况"]
    assert texts(file, "无编号标题1") == ["摘要", "附件1"]
    assert texts(file, "Heading 2") == ["项目概况"]
    assert texts(file, "Heading 3") == ["建设内容"]
    assert texts(file, "Heading 4") == ["管网"]
    levels = [file.styles[f"Heading {level}"].element.pPr.numPr.ilvl.val for level in range(1, 5)]
    assert levels == [0, 1, 2, 3]
    plain = file.styles["无编号标题1"].element.pPr
    assert plain.numPr is None
    # Both stand in the navigation pane and in the contents.
    assert plain.find(f"{W}outlineLvl").get(f"{W}val") == "0"


def test_the_body_is_set_as_gb_t_9704_asks(file: "docx.document.Document") -> None:
    """仿宋_GB2312 三号 (16 pt), 22 lines on 225 mm (28.95 pt = 579 twips), first line two characters in; margins 37, 35, 28, 26 mm."""
    style = file.styles["Body Text"].element
    assert style.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312"
    assert style.rPr.find(f"{W}sz").get(f"{W}val") == "32"
    spacing = style.pPr.find(f"{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert style.pPr.find(f"{W}ind").get(f"{W}firstLineChars") == "200"
    section = file.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert abs(section.page_width - Mm(210)) < Mm(1)
    # 156 mm are 442.2 pt; 28 letters of 16 pt fit only when each is a quarter of a point narrower (28 × 15.75 = 441).
    assert style.rPr.find(f"{W}spacing").get(f"{W}val") == "-5"


def test_captions_are_counted_by_fields_and_references_follow_them(file: "docx.document.Document") -> None:
    assert texts(file, "表题") == ["表1  指标得分", "表2  指标得分"]
    assert texts(file, "图题") == ["图1  得分率", "图2  回答分布", "图3  性别", "图4  到位率"]
    fields = [element.text.strip() for element in file.element.body.iter(f"{W}instrText")]
    assert fields.count("SEQ 表 \\* ARABIC") == 2
    bookmarks = {element.get(f"{W}name") for element in file.element.body.iter(f"{W}bookmarkStart")}
    references = [field.split()[1] for field in fields if field.startswith(("REF", "PAGEREF"))]
    assert references
    assert set(references) <= bookmarks


def test_the_contents_can_be_read_before_word_updates_them(file: "docx.document.Document") -> None:
    assert texts(file, "toc 1") == ["摘要\t1", "一、基本情况\t2", "附件1\t4"]
    assert texts(file, "toc 2") == ["（一）项目概况\t2"]


def test_a_table_keeps_its_merged_cells_widths_and_repeated_header(file: "docx.document.Document") -> None:
    table = file.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["一级指标", "二级指标", "得分"], ["投入", "立项", "30.00"], ["投入", "资金", "26.10"], ["合计", "合计", "56.10"]
    ]  # fmt: skip
    first, *others = [row._tr.trPr for row in table.rows]
    assert first.find(f"{W}tblHeader") is not None
    assert all(properties.find(f"{W}cantSplit") is not None for properties in (first, *others))
    grid = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid]
    # 210 − 28 − 26 = 156 mm = 8 844 twips in the proportion 3 : 2 : 2.
    assert sum(grid) == pytest.approx(8844, abs=3)
    assert grid[0] == pytest.approx(8844 * 3 / 7, abs=3)


def test_charts_are_native_and_their_numbers_can_be_edited(data: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(data))
    charts = sorted(name for name in archive.namelist() if name.startswith("word/charts/chart"))
    assert len(charts) == 4
    root = docx.oxml.parse_xml(archive.read("word/charts/chart1.xml"))
    assert [value.text for value in root.iter(f"{C}v")] == ["得分率", "投入", "效益", "0.9350", "0.9248"]
    book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
    # 0.92475 is 92.475 %, half-up 92.48 %.
    assert [[cell.value for cell in row] for row in book.active] == [
        [None, "得分率"],
        ["投入", 0.935],
        ["效益", 0.9248],
    ]


def test_pages_lie_crosswise_only_for_the_annex_and_the_cover_has_no_number(file: "docx.document.Document") -> None:
    """Cover, contents, body, annex, rest; the count begins again with the body."""
    assert [section.orientation == WD_ORIENT.LANDSCAPE for section in file.sections] == [
        False,
        False,
        False,
        True,
        False,
    ]
    starts = [section._sectPr.find(f"{W}pgNumType") is not None for section in file.sections]
    assert starts == [False, False, True, False, False]
    footers = [bool(section._sectPr.findall(f"{W}footerReference")) for section in file.sections]
    assert footers == [False, False, True, True, True]


def test_footnotes_and_special_characters_arrive(data: bytes, file: "docx.document.Document") -> None:
    assert "按自报数。" in zipfile.ZipFile(io.BytesIO(data)).read("word/footnotes.xml").decode()
    assert any('<&"\\#$*_@> 镕玥祎' in paragraph.text for paragraph in file.paragraphs)


def test_the_same_document_gives_the_same_bytes_without_a_clock(data: bytes) -> None:
    assert word(everything(), pages={0: 1, 1: 2, 2: 2, 5: 4}) == data
    dates = {member.date_time[:3] for member in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert dates == {(1980, 1, 1)}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.created.date().isoformat()) == (TITLE, "2020-12-31")


def test_the_file_is_valid_as_far_as_a_library_can_tell(data: bytes, tmp_path: Path) -> None:
    audit = Path(sys.executable).with_name("openxml-audit")
    if not audit.exists():
        pytest.skip("openxml-audit 未安装")
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    found = subprocess.run([audit, path], capture_output=True, text=True, check=False)
    assert "Errors: 0" in found.stdout, found.stdout


def test_a_file_that_ends_crosswise_has_no_empty_page_behind() -> None:
    table = Table((ColumnShape(),), ((cell("甲"),),))
    made = docx.Document(io.BytesIO(word(Document("附表", (Landscape((table,)),)))))
    assert [section.orientation for section in made.sections] == [WD_ORIENT.LANDSCAPE]


def test_lists_of_codes_and_calculations_may_be_broken_into_lines() -> None:
    runs = (Text("A101、A102按8,736.10÷8,627.99计算"),)
    made = docx.Document(io.BytesIO(word(Document("断行", (Paragraph(runs),)))))
    assert [paragraph.text for paragraph in made.paragraphs] == ["A101、\u200bA102按8,736.10÷\u200b8,627.99计算"]
