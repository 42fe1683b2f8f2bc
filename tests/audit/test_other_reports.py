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
