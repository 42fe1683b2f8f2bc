"""Each check on a small report where it fails and one where it holds; see cases/checks.yaml."""

from pathlib import Path

import pytest
import yaml
from reports import report

from kaocheng.audit.checks import CHECKS
from kaocheng.audit.perform import perform
from kaocheng.audit.result import Verdict

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("checks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["check"])
def test_a_check_finds_what_does_not_hold(case):
    found = [result for result in perform(report(case["fails"])).discrepancies if result.kind == case["check"]]
    assert (str(case["printed"]), str(case["expected"])) in [(result.printed, result.expected) for result in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["check"])
def test_a_check_is_silent_where_all_holds(case):
    audit = perform(report(case["holds"]))
    assert [(result.kind, result.printed, result.expected) for result in audit.discrepancies] == []
    kind = case.get("holds_as", case["check"])
    assert kind == "none" or audit.coverage[kind][Verdict.HOLDS] >= 1


def test_every_check_has_a_case():
    assert {case["check"] for case in CASES} == set(CHECKS)


def test_every_check_is_in_the_manual():
    manual = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8")
    assert [
        check.name for check in CHECKS.values() if f"| `{check.name}` | {check.zh} | {check.about} |" not in manual
    ] == []
