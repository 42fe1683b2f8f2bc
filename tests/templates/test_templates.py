"""Each template: complete and cited as it is delivered, and scored as worked by hand once it is filled in."""

import re
from decimal import Decimal

import pytest
from filling import expected, filled

from kaocheng.bundle import read
from kaocheng.diagnostics import Severity
from kaocheng.domain import leaves, walk
from kaocheng.numbers import score_text
from kaocheng.scoring import score
from kaocheng.templates import NAMES, folder

CITED = re.compile(r"财预〔\d{4}〕\d+号|自拟")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_as_delivered_reads_without_an_error(name):
    found = [problem.line() for problem in read(folder(name)).problems if problem.severity is Severity.ERROR]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_as_delivered_lacks_data_but_nothing_else(name):
    """Every leaf is either scored by nothing yet or says what it lacks; none has a problem with its standard."""
    sheet = score(read(folder(name)).evaluation)
    assert not sheet.complete
    for scored in sheet.indicators:
        if scored.indicator.is_leaf:
            assert scored.score is None, scored.indicator.title
            assert scored.missing, scored.indicator.title
            errors = [problem.line() for problem in scored.problems if problem.severity is Severity.ERROR]
            assert errors == [], scored.indicator.title


@pytest.mark.parametrize("name", NAMES)
def test_every_leaf_says_what_it_means_and_where_it_comes_from(name):
    for leaf in leaves(read(folder(name)).evaluation.indicators):
        keys = ["definition", "standard", "source"]
        # The yearly targets of a self-evaluation are those that were approved: each user fills them in.
        keys += [] if leaf.code in expected(name).get("targets", {}) else ["target"]
        for key in keys:
            assert getattr(leaf, key), f"{leaf.title}: {key}"
        assert CITED.search(leaf.basis), f"{leaf.title}: {leaf.basis}"


@pytest.mark.parametrize("name", NAMES)
def test_weights_sum_to_their_parent_and_to_100(name):
    indicators = read(folder(name)).evaluation.indicators
    assert sum(indicator.weight for indicator in indicators) == 100
    for _, indicator in walk(indicators):
        if indicator.indicators:
            assert sum(below.weight for below in indicator.indicators) == indicator.weight, indicator.title


def test_the_project_framework_gives_outputs_and_benefits_at_least_60_points():
    """财预〔2020〕10号."""
    weights = {indicator.name: indicator.weight for indicator in read(folder("project-2020")).evaluation.indicators}
    assert weights["产出"] + weights["效益"] >= 60


def test_the_self_evaluation_has_the_weights_of_the_regulation():
    """财预〔2020〕10号: 10, 50, 30, 10."""
    weights = [indicator.weight for indicator in read(folder("self-2020")).evaluation.indicators]
    assert weights == [10, 50, 30, 10]


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_template_is_scored_as_worked_by_hand(name, tmp_path):
    bundle = read(filled(name, tmp_path / name))
    assert [problem.line() for problem in bundle.problems if problem.severity is Severity.ERROR] == []
    sheet, hand = score(bundle.evaluation), expected(name)
    by_code = {scored.indicator.code: scored for scored in sheet.indicators}
    printed = {code: None if scored.score is None else score_text(scored.score) for code, scored in by_code.items()}
    assert {case["code"]: printed[case["code"]] for case in hand["scores"]} == {
        case["code"]: case["score"] for case in hand["scores"]
    }
    assert {code: printed[code] for code in hand["parents"]} == hand["parents"]
    assert (score_text(sheet.total), sheet.grade.name, sheet.complete) == (hand["total"], hand["grade"], True)


@pytest.mark.parametrize("name", NAMES)
def test_the_hand_work_covers_every_leaf_and_adds_up(name):
    hand = expected(name)
    codes = [leaf.code for leaf in leaves(read(folder(name)).evaluation.indicators)]
    assert [case["code"] for case in hand["scores"]] == codes
    for parent, printed in hand["parents"].items():
        assert sum(Decimal(case["score"]) for case in hand["scores"] if case["code"].startswith(parent)) == Decimal(
            printed
        )
    assert sum(map(Decimal, hand["parents"].values())) == Decimal(hand["total"])
