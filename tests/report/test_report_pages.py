"""The Word file laid out by another program: the contents name the pages on which its headings stand, and no page is empty."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import docx
import pytest

from kaocheng.bundle import read
from kaocheng.report import build
from kaocheng.report.pdf import heading_pages
from kaocheng.report.word import word
from kaocheng.scoring import score

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 未安装")

EXAMPLES = Path(__file__).parents[2] / "examples"
WITH_BOOKMARKS = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
PAGE_NUMBER = re.compile(r"— ?(\d+) ?—")


class Laid(NamedTuple):
    """A Word file, and its pages as the other program sets them."""

    file: "docx.document.Document"
    pages: list[str]
    bookmarks: list[tuple[str, int]]


@pytest.fixture(scope="module", params=["shuozhou-health-commission-2020", "shuozhou-public-health-2017"])
def laid(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice（soffice）未安装")
    folder = tmp_path_factory.mktemp("pages")
    bundle = read(EXAMPLES / request.param)
    document = build(bundle.evaluation, score(bundle.evaluation), bundle.surveys).document
    (folder / "report.docx").write_bytes(word(document, pages=heading_pages(document)))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", WITH_BOOKMARKS, "--outdir", folder]
    subprocess.run([*command, folder / "report.docx"], check=True, capture_output=True)
    pdf = pdfium.PdfDocument(folder / "report.pdf")
    pages = [page.get_textpage().get_text_range() for page in pdf]
    bookmarks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    return Laid(docx.Document(str(folder / "report.docx")), pages, bookmarks)


def test_the_contents_name_the_pages_of_the_headings(laid: Laid) -> None:
    stands = [(plain(title), int(PAGE_NUMBER.findall(laid.pages[page])[-1])) for title, page in laid.bookmarks]
    lines = [paragraph.text for paragraph in laid.file.paragraphs if paragraph.style.name.startswith("toc")]
    printed = [(plain(title), int(page)) for title, _, page in (line.rpartition("\t") for line in lines)]
    assert len(printed) > 30
    assert [line for line in printed if line not in stands] == []


def test_no_page_is_empty(laid: Laid) -> None:
    empty = [number for number, text in enumerate(laid.pages, 1) if not PAGE_NUMBER.sub("", text).strip()]
    assert empty == []


def plain(title: str) -> str:
    """A heading without its number, which the other program writes only where it counts itself."""
    return re.sub(r"\s|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）", "", title)
