"""Both real evaluations as reports."""

from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.report import Report, build
from kaocheng.report.document import Chart, CrossReference, Heading, Paragraph, Table, walk
from kaocheng.report.pdf import pdf
from kaocheng.scoring import score

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("shuozhou-health-commission-2020", "shuozhou-public-health-2017")


@pytest.fixture(scope="module", params=NAMES)
def report(request: pytest.FixtureRequest) -> Report:
    bundle = read(EXAMPLES / request.param)
    return build(bundle.evaluation, score(bundle.evaluation), bundle.surveys)


def test_the_narrative_refers_to_nothing_unknown(report: Report) -> None:
    assert [problem.line() for problem in report.problems] == []


def test_every_cross_reference_has_a_number(report: Report) -> None:
    runs = [run for block in walk(report.document.blocks) if isinstance(block, Paragraph) for run in block.runs]
    assert [run.text for run in runs if isinstance(run, CrossReference) and "." in run.text] == []


def test_there_is_a_paragraph_and_a_working_paper_for_every_leaf(report: Report) -> None:
    headings = [block.text for block in walk(report.document.blocks) if isinstance(block, Heading) and block.level == 3]
    papers = [text for text in headings if text.endswith("评价底稿")]
    analysed = [text for text in headings if text.endswith("）")]
    assert len(papers) in (34, 35)
    assert len(analysed) >= len(papers)


def test_the_report_has_its_tables_and_charts(report: Report) -> None:
    blocks = list(walk(report.document.blocks))
    assert sum(isinstance(block, Chart) for block in blocks) >= 5
    captions = {block.caption for block in blocks if isinstance(block, Table)}
    assert {
        "一级指标得分情况",
        "二级指标得分情况",
        "绩效评价打分表",
        "佐证材料清单",
        "与已公布报告不一致的数",
    } <= captions


def test_the_pdf_has_a_hundred_pages_and_every_character_a_glyph(report: Report) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 未安装")
    file = pdfium.PdfDocument(pdf(report.document))
    assert 80 < len(file) < 140
    text = "".join(page.get_textpage().get_text_range() for page in file)
    assert "\ufffd" not in text
    assert "\x00" not in text
