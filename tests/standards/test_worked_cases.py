"""Every sentence of tests/cases/standards is understood and scores what was worked out by hand, or is refused."""

from typing import get_args

import pytest

from cases import ANY_CODE, Case, worked_cases
from kaocheng.standards import apply, inputs_from_json, needs, phrase, understand
from kaocheng.standards.rules import Adjustment, Parts

CASES = worked_cases()
SCORED = [case for case in CASES if not case.code]
REFUSED = [case for case in CASES if case.code]


@pytest.mark.parametrize("case", SCORED, ids=str)
def test_the_sentence_scores_what_was_worked_out_by_hand(case: Case):
    understanding = understand(case.sentence, name=case.name, weight=case.weight, target=case.target)
    assert understanding.standard is not None, [problem.line() for problem in understanding.problems]
    for data, score, why in case.examples:
        inputs, problems = inputs_from_json(data)
        outcome = apply(understanding.standard, case.weight, case.target, inputs)
        assert problems == ()
        assert outcome.score == score, (why, data, outcome.missing, [problem.line() for problem in outcome.problems])


@pytest.mark.parametrize("case", SCORED, ids=str)
def test_the_canonical_phrasing_means_the_same(case: Case):
    first = understand(case.sentence, name=case.name, weight=case.weight, target=case.target).standard
    assert first is not None
    again = understand(phrase(first), name=case.name, weight=case.weight, target=case.target)
    assert again.standard == first, [phrase(first), *(problem.line() for problem in again.problems)]


@pytest.mark.parametrize("case", SCORED, ids=str)
def test_without_data_everything_is_missing_and_nothing_is_scored(case: Case):
    standard = understand(case.sentence, name=case.name, weight=case.weight, target=case.target).standard
    assert standard is not None
    inputs, _ = inputs_from_json({})
    outcome = apply(standard, case.weight, case.target, inputs)
    assert needs(standard)
    assert outcome.score is None
    assert outcome.missing


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_the_sentence_is_refused_for_the_right_reason(case: Case):
    understanding = understand(case.sentence, name=case.name, weight=case.weight, target=case.target)
    assert not understanding.understood
    assert case.code == ANY_CODE or case.code in {problem.code for problem in understanding.problems}


def test_there_are_at_least_five_cases_of_every_kind():
    counts: dict[str, int] = {}
    for case in SCORED:
        standard = understand(case.sentence, name=case.name, weight=case.weight, target=case.target).standard
        assert standard is not None
        counts[standard.kind] = counts.get(standard.kind, 0) + 1
    kinds = {"points", "all_or_nothing", "proportional", "bands", "per_step", "per_case", "range", "grades"}
    kinds |= {"completion", "formula", "parts"}
    assert {kind for kind in kinds if counts.get(kind, 0) < 5} == set()
    assert len(CASES) >= 150


def test_there_are_at_least_five_cases_with_every_kind_of_adjustment():
    counts: dict[type, int] = {}
    for case in SCORED:
        standard = understand(case.sentence, name=case.name, weight=case.weight, target=case.target).standard
        assert standard is not None
        parts = standard.rule.parts if isinstance(standard.rule, Parts) else ()
        for kind in {type(item) for one in (standard, *parts) for item in one.adjustments}:
            counts[kind] = counts.get(kind, 0) + 1
    assert {kind for kind in get_args(Adjustment) if counts.get(kind, 0) < 5} == set()
