"""The PDF, read back."""

import re

import pytest
from report_documents import everything

from kaocheng.report.pdf import heading_pages, pdf
from kaocheng.report.pdf.source import literal

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 未安装")


@pytest.fixture(scope="module")
def pages() -> list[str]:
    file = pdfium.PdfDocument(pdf(everything()))
    # A reader takes the narrow gap between Chinese and other letters for a blank.
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in file]


def test_cover_contents_body_annex_stand_in_order(pages: list[str]) -> None:
    assert "编号：〔2020〕第1号" in pages[0]
    assert "项目概况" in pages[1]
    assert "数据不完整" in pages[2]
    assert "—1—" in pages[2]
    assert "—" not in pages[0] + pages[1]
    assert "附件之后。" in pages[-1]


def test_words_that_are_markup_elsewhere_stay_words(pages: list[str]) -> None:
    assert '<&"\\#$*_@>镕玥祎。' in pages[2]
    assert literal('a"b\\c\n\x07') == '"a\\"b\\\\c\\n"'


def test_the_substituted_fonts_are_named_on_the_last_page(pages: list[str]) -> None:
    assert "以开源字体（思源宋体、思源黑体）代替公文字体" in pages[-1]


def test_bookmarks_lead_to_every_heading() -> None:
    file = pdfium.PdfDocument(pdf(everything()))
    titles = [(item.level, item.get_title()) for item in file.get_toc()]
    assert titles == [
        (0, "摘要"), (0, "一、基本情况"), (1, "（一）项目概况"), (2, "1.建设内容"), (3, "（1）管网"), (0, "附件1")
    ]  # fmt: skip


def test_the_pages_of_headings_are_the_printed_numbers(pages: list[str]) -> None:
    """摘要 is on page 1 and 基本情况 begins page 2; the annex follows the charts."""
    found = heading_pages(everything())
    assert [found[number] for number in (0, 1, 2)] == [1, 2, 2]
    annex = next(number for number, text in enumerate(pages) if text.startswith("附件1"))
    # The cover and the contents come before page 1.
    assert found[5] == annex - 1


def test_the_crosswise_page_is_wider_than_high() -> None:
    file = pdfium.PdfDocument(pdf(everything()))
    sizes = [page.get_size() for page in file]
    assert [width > height for width, height in sizes].count(True) == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(everything()) == pdf(everything())
