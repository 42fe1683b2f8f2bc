"""Word files: what headers and footers print is read, and only what is printed."""

import io

import docx
import pytest
from docx.oxml import OxmlElement

from kaocheng.audit import perform, read_data
from kaocheng.audit.saying.comments import commented

TITLE = "某县教育局2020年部门整体支出绩效评价报告"
OTHER_YEAR = TITLE.replace("2020", "2019")


def written(source) -> bytes:
    target = io.BytesIO()
    source.save(target)
    return target.getvalue()


def titled():
    source = docx.Document()
    for text in (TITLE, "第一段。"):
        source.add_paragraph(text)
    return source


def audited(source):
    document, problems = read_data(written(source), "报告.docx")
    assert problems == []
    return perform(document)


@pytest.mark.parametrize("part", ["header", "footer"])
def test_another_year_in_a_header_or_footer_is_found_and_commented_at_the_title(part):
    source = titled()
    getattr(source.sections[0], part).paragraphs[0].text = OTHER_YEAR
    audit = audited(source)
    (found,) = audit.discrepancies
    assert (found.kind, found.printed, found.expected, str(found.severity)) == (
        "running-head", OTHER_YEAR, TITLE, "warning",
    )  # fmt: skip
    (comment,) = docx.Document(io.BytesIO(commented(written(source), audit))).comments
    assert "另一处为" in comment.text


def test_another_name_is_a_note():
    source = titled()
    source.sections[0].header.paragraphs[0].text = TITLE.replace("教育局", "教育厅")
    (found,) = audited(source).discrepancies
    assert str(found.severity) == "note"


@pytest.mark.parametrize(
    "text", [TITLE, "2020年部门整体支出绩效评价", f"{TITLE} 第3页 共90页", "- 3 -", "某某会计师事务所"]
)
def test_what_agrees_with_the_title_or_is_none_is_not_reported(text):
    source = titled()
    source.sections[0].header.paragraphs[0].text = text
    assert audited(source).discrepancies == ()


def test_the_header_of_a_first_page_counts_only_where_there_is_one():
    source = titled()
    source.sections[0].first_page_header.paragraphs[0].text = OTHER_YEAR
    assert audited(source).discrepancies == ()
    source.sections[0].different_first_page_header_footer = True
    assert len(audited(source).discrepancies) == 1


def test_the_header_of_even_pages_counts_only_where_they_differ():
    source = titled()
    source.sections[0].even_page_header.paragraphs[0].text = OTHER_YEAR
    assert audited(source).discrepancies == ()
    source.settings.odd_and_even_pages_header_footer = True
    assert len(audited(source).discrepancies) == 1


def test_deleted_text_of_a_header_is_not_printed():
    source = titled()
    paragraph = source.sections[0].header.paragraphs[0]
    paragraph.text = OTHER_YEAR
    deleted = OxmlElement("w:del")
    paragraph._p.append(deleted)
    deleted.append(paragraph.runs[0]._r)
    assert audited(source).discrepancies == ()
