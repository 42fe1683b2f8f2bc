"""From run to run: what is new, what remains, what is mended; a decision is never lost."""

from dataclasses import replace

from reports import report

from kaocheng.audit.decisions import Standing, compared, read_record, record_text
from kaocheng.audit.perform import perform

WRONG = "全市结婚总数7283对，开展免费婚前检查5389对，婚检率82.31%。"
RIGHT = "全市结婚总数7283对，开展免费婚前检查5389对，婚检率73.99%。"


def test_a_discrepancy_is_new_then_remains_then_is_mended():
    found = perform(report(WRONG)).discrepancies
    record, first = compared({}, found)
    record, second = compared(record, found)
    record, third = compared(record, perform(report(RIGHT)).discrepancies)
    key = found[0].fingerprint
    assert [standing[key][0] for standing in (first, second, third)] == [
        Standing.NEW,
        Standing.REMAINING,
        Standing.MENDED,
    ]


def test_another_value_that_does_not_hold_either_is_altered():
    """82.31% becomes 82.30%, yet 5389 ÷ 7283 = 73.99%."""
    record, _ = compared({}, perform(report(WRONG)).discrepancies)
    (found,) = perform(report(WRONG.replace("82.31%", "82.30%"))).discrepancies
    _, standings = compared(record, [found])
    assert standings[found.fingerprint][0] is Standing.ALTERED


def test_a_decision_outlives_its_discrepancy():
    """A dismissed one that was mended and comes back is still known as dismissed."""
    found = perform(report(WRONG)).discrepancies
    key = found[0].fingerprint
    record, _ = compared({}, found)
    record[key] = replace(record[key], outcome="不采纳", reason="口径不同", author="复核人")
    record, _ = compared(record, [])
    again, problems = read_record(record_text(record), "记录.json")
    assert problems == []
    _, standings = compared(again, found)
    standing, decision = standings[key]
    assert standing is Standing.NEW
    assert decision is not None
    assert (decision.outcome, decision.reason) == ("不采纳", "口径不同")


def test_a_record_of_another_program_is_refused():
    _, problems = read_record("[]", "记录.json")
    assert [problem.code for problem in problems] == ["audit-bad-decisions"]


def test_a_fingerprint_does_not_depend_on_the_place():
    moved = perform(report("前言。\n" + WRONG)).discrepancies
    assert [one.fingerprint for one in moved] == [one.fingerprint for one in perform(report(WRONG)).discrepancies]
