"""Kaocheng's own reports: nothing to find as they are, and a changed figure, name, code or unit is found.

The reports of both examples and of the four templates, filled in, are written and read back; the changes are made to the
document in memory. benchmarks/audit/speed.py --changes tries thousands.
"""

import re
from pathlib import Path

import changes
import pytest
from filling import filled

from kaocheng.audit import perform, read
from kaocheng.audit.document import Document, Spot
from kaocheng.cli import main
from kaocheng.diagnostics import Severity
from kaocheng.templates import NAMES

TESTS = Path(__file__).parents[1]
EXAMPLES = sorted((TESTS.parent / "examples").iterdir())
TRIED = {"figure": 20, "name": 8, "code": 6, "unit": 6}  # of each report, of the long ones half as many
LONG = 300  # blocks


@pytest.fixture(scope="module", params=[*EXAMPLES, *NAMES], ids=lambda one: getattr(one, "name", one))
def written(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("report")
    bundle = filled(request.param, target / "bundle") if isinstance(request.param, str) else request.param
    main(["report", str(bundle), "-o", str(target / "out"), "--formats", "docx,html,pdf"])
    return {file.suffix: file for file in (target / "out").iterdir()}


def document_in(file: Path) -> Document:
    document, problems = read(file)
    assert problems == []
    assert document is not None
    return document


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_nothing_is_found_in_our_own_report(written, suffix):
    """But for one note on the standard of the real report of 2020: its bands both say that they include 90% and 95%."""
    audit = perform(document_in(written[suffix]))
    shared = [one for one in audit.discrepancies if one.subject == "B21 预算完成率 评分标准"]
    assert all((one.kind, one.severity) == ("standard-at-fault", Severity.NOTE) for one in shared)
    others = [(one.kind, one.subject, one.printed, one.expected) for one in audit.discrepancies if one not in shared]
    assert others == []
    assert audit.checked > 200


def test_a_change_is_found_nearly_always(written):
    """One digit of a figure, one character of an indicator's name, its code or a unit's name: the place is among those
    named. Of a few dozen tries one may be missed beyond the twentieth that is allowed of thousands."""
    audit = perform(document_in(written[".docx"]))
    tried, missed = 0, []
    for kind, tries in TRIED.items():
        made, lost = changes.missed(audit, kind, tries // (1 + (len(audit.document.blocks) > LONG)), seed=20181231)
        tried += made
        missed += lost
    assert tried >= 10
    assert (len(missed) - 1) * 20 <= tried, missed


def test_the_same_mistake_has_the_same_fingerprint_in_every_format(written):
    """The first level-1 weight of the summary, changed in each format."""
    prints = set()
    for suffix in (".docx", ".html"):
        document = document_in(written[suffix])
        spot = next(one for one, text in document.texts() if one.row > 0 and re.fullmatch(r"[A-Z]\d{2,3}.{4,}", text))
        weight = Spot(spot.block, spot.row, spot.column + 1)
        found = perform(document.with_text(weight, "77")).discrepancies
        prints.add(frozenset(one.fingerprint for one in found))
    assert len(prints) == 1
    assert prints != {frozenset()}
