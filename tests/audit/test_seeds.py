"""The two real reports: nine tenths of what can be proved is found, nine tenths of what is reported is real.

The reports are read from the folder that KAOCHENG_SEEDS names; without it these tests are skipped.
"""

import os
import re
from pathlib import Path

import pytest
import yaml

from kaocheng.audit import perform, read
from kaocheng.audit.saying.words import grades

HERE = Path(__file__).parent
NOTES = yaml.safe_load((HERE / "cases" / "seeds.yaml").read_text("utf-8"))
SEEDS = os.environ.get("KAOCHENG_SEEDS")
pytestmark = pytest.mark.skipif(not SEEDS, reason="KAOCHENG_SEEDS names no folder with the two reports")


def plain(text: object) -> str:
    """A figure without separators, marks and closing zeros."""
    bare = re.sub(r"[,%\s≥≤]", "", str(text))
    return str(float(bare)) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else bare


def pair(printed: object, expected: object) -> frozenset[str]:
    return frozenset((plain(printed), plain(expected)))


@pytest.fixture(scope="module", params=sorted(NOTES))
def case(request):
    notes = NOTES[request.param]
    (file,) = Path(str(SEEDS)).glob(f"{notes['document']}*.txt")
    document, problems = read(file)
    assert problems == []
    oracle = yaml.safe_load((HERE.parent / "cases" / "differences" / f"{request.param}.yaml").read_text("utf-8"))
    return perform(document), notes, oracle


def named_pairs(audit) -> set[frozenset[str]]:
    found = {pair(result.printed, result.expected) for result in audit.discrepancies}
    for result in audit.discrepancies:
        found |= {pair(one.printed, one.becomes) for one in result.dependents}
    return found | {pair(one.printed, one.becomes) for one in (*audit.combined, *audit.proved)}


def mistakes(notes, oracle):
    """Name and figures of each provable mistake of the hand-made list."""
    for section in ("indicators", "totals", "misprints", "consequences"):
        for entry in oracle[section]:
            name = entry.get("quantity") or entry["indicator"]
            if name not in notes["unprovable"] and plain(entry["printed"]) != plain(entry["expected"]):
                known = notes["as"].get(f"{name} {entry['printed']}", notes["as"].get(name))
                printed, expected = known or (entry["printed"], entry["expected"])
                yield name, pair(printed, expected)


def test_nine_tenths_of_the_provable_mistakes_are_found(case):
    audit, notes, oracle = case
    found = named_pairs(audit)
    every = list(mistakes(notes, oracle))
    missed = [name for name, figures in every if figures not in found]
    assert len(missed) * 10 <= len(every), missed


def test_nine_tenths_of_what_is_reported_is_real(case):
    audit, notes, oracle = case
    listed = {figures for _, figures in mistakes(notes, oracle)}
    printed = {plain(entry["printed"]) for section in ("misprints", "consequences") for entry in oracle[section]}
    also = {(entry["kind"], entry["printed"]) for entry in notes["also_real"]}
    unreal = [
        (result.kind, result.subject, result.printed, result.expected)
        for result in audit.discrepancies
        if pair(result.printed, result.expected) not in listed
        and (result.kind, result.printed) not in also
        and plain(result.printed) not in printed
    ]
    assert len(unreal) * 10 <= len(audit.discrepancies), unreal


def test_the_corrected_total_is_that_of_the_hand_calculation(case):
    """By what is certain, and by what is likely as well; neither grade changes.

    Project: 81.70 − 0.04 (A202) − 0.40 (C210) − 0.20 (C216) = 81.06; + 0.20 (C208) + 0.20 (C209) = 81.46.
    Department: 78.04 + 1.35 (B22) − 0.01 (C21) − 0.03 (C22) = 79.35; − 0.09 (A31) − 0.01 (C13) = 79.25.
    """
    audit, _, _ = case
    right = {"81.70": ("81.06", "81.46"), "78.04": ("79.35", "79.25")}
    assert audit.total is not None
    assert (audit.total.becomes, audit.likely_total.becomes) == right[audit.total.printed]
    for total in (audit.total, audit.likely_total):
        before, after = grades(total)
        assert before == after
