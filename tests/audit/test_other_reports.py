"""Reports as other firms write them (cases/others): every planted mistake is found, and nothing else is reported.

Their layouts differ from ours and from each other: levels in merged cells with a weight column each, self-evaluation forms,
元 beside 万元, percentages without %, 其中 rows, months and half-years, sums of regions, differences of two scores.
"""

import others
import pytest

from kaocheng.audit import perform, read_data

REPORTS = sorted(others.FOLDER.glob("*.txt"))


def document(text, *, right):
    read, problems = read_data(others.word(text, right=right), "报告.docx")
    assert problems == []
    assert read is not None
    return read


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_every_planted_mistake_is_named_and_nothing_else(file):
    text = file.read_text("utf-8")
    wrong, good = document(text, right=False), document(text, right=True)
    planted = {one.cell for (one, old), (_, new) in zip(wrong.texts(), good.texts(), strict=True) if old != new}
    found = [{spot.cell for spot in one.spots} for one in perform(wrong).discrepancies]
    assert planted - set().union(*found) == set()
    assert [cells for cells in found if not cells & planted] == []


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_nothing_is_reported_where_all_is_right(file):
    audit = perform(document(file.read_text("utf-8"), right=True))
    assert [(one.kind, one.subject, one.printed, one.expected) for one in audit.discrepancies] == []
    assert audit.checked >= 30


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_word_html_and_ruled_pdf_give_the_same_fingerprints(file):
    """What these formats preserve is all that the checks need: paragraphs, cells, what is merged."""
    text = file.read_text("utf-8")
    made = {"报告.docx": others.word, "报告.html": others.page, "报告.pdf": others.pdf}
    prints = {}
    for name, write in made.items():
        read, problems = read_data(write(text, right=False), name)
        assert problems == []
        prints[name] = {one.fingerprint for one in perform(read).discrepancies}
    assert prints["报告.html"] == prints["报告.docx"]
    assert prints["报告.pdf"] == prints["报告.docx"]


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_text_without_merged_cells_gives_what_it_preserves(file):
    """Tabs keep rows and columns, not which cells are merged: what depends on that may be missing, nothing is added."""
    text = file.read_text("utf-8")
    read, _ = read_data(others.tabbed(text, right=False), "报告.txt")
    known = {one.fingerprint for one in perform(document(text, right=False)).discrepancies}
    assert {one.fingerprint for one in perform(read).discrepancies} <= known
