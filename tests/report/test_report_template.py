"""An office's own Word template: styles, page, letterhead, cover."""

import io

import docx
import pytest
from docx.shared import Mm, Pt
from report_documents import TITLE, everything

from kaocheng.diagnostics import Refusal
from kaocheng.report.word import Template, word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def template(*, cover: bool = True) -> Template:
    file = docx.Document()
    file.styles["Heading 1"].font.size = Pt(20)
    own = file.styles.add_style("表题", 1)
    own.font.size = Pt(9)
    section = file.sections[0]
    section.left_margin, section.right_margin = Mm(40), Mm(20)
    section.header.paragraphs[0].text = "某某事务所文件"
    if cover:
        paragraph = file.add_paragraph("报告：")
        # Word cuts what somebody types into several runs.
        for part in ("{{题", "名}}", "（{{日期}}）"):
            paragraph.add_run(part)
        file.add_paragraph("{{委托单位}}")
    return saved(file)


def saved(file: "docx.document.Document") -> Template:
    buffer = io.BytesIO()
    file.save(buffer)
    return Template(buffer.getvalue())


@pytest.fixture(scope="module")
def made() -> "docx.document.Document":
    return docx.Document(io.BytesIO(word(everything(), template=template())))


def test_its_styles_stand_in_place_of_ours_and_the_others_are_added(made: "docx.document.Document") -> None:
    assert made.styles["Heading 1"].font.size == Pt(20)
    captions = [paragraph for paragraph in made.paragraphs if paragraph.style.name == "表题"]
    assert [paragraph.style.font.size for paragraph in captions] == [Pt(9), Pt(9)]
    assert made.styles["图题"].font.size == Pt(12)
    # Our numbers are put into its heading styles, which had none.
    assert made.styles["Heading 1"].element.pPr.numPr is not None


def test_its_cover_is_filled_in(made: "docx.document.Document") -> None:
    assert [paragraph.text for paragraph in made.paragraphs[:2]] == [f"报告：{TITLE}（2020年12月31日）", "某市财政局"]
    assert "封面标题" not in {paragraph.style.name for paragraph in made.paragraphs}


def test_a_template_without_text_keeps_our_cover() -> None:
    made = docx.Document(io.BytesIO(word(everything(), template=template(cover=False))))
    assert [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "封面标题"] == [TITLE]


def test_its_letterhead_and_margins_are_those_of_every_section(made: "docx.document.Document") -> None:
    for section in made.sections:
        kinds = {element.get(f"{W}type") for element in section._sectPr.findall(f"{W}headerReference")}
        assert kinds == {"default", "even"}
        assert section.header.paragraphs[0].text == "某某事务所文件"
    assert round(made.sections[0].left_margin.mm) == 40
    width = sum(int(column.get(f"{W}w")) for column in made.tables[0]._tbl.tblGrid)
    page = made.sections[0]
    assert width == pytest.approx((page.page_width - page.left_margin - page.right_margin) / 635, abs=3)


def test_a_field_that_nothing_can_fill_is_an_error_with_the_nearest() -> None:
    file = docx.Document()
    file.add_paragraph("{{提名}} {{题名}}")
    assert [problem.line() for problem in saved(file).problems()] == [
        "report/template.docx 错误：模板封面里的“{{提名}}”不是可以填的项目。您是否指“题名”？"
        "可填：题名、副题、编号、日期、委托单位、评价机构、主管部门、被评价单位、实施单位。"
    ]


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        word(everything(), template=Template(b"<html>", "模板.doc"))
    assert refused.value.diagnostics[0].line() == (
        "模板.doc 错误：不是能读的 Word 文件（.docx）。请在 Word 或 WPS 里另存为“Word 文档（*.docx）”；.doc、.dotx 要先转换。"
    )
