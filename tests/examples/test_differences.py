"""The two real evaluations: every printed figure that is right is reproduced, every one that is not is known.

``tests/cases/differences/*.yaml`` lists by hand, with the arithmetic, all figures of the printed reports that do not
follow from their own data and standards. The program must find exactly those.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from kaocheng.bundle import Bundle, read
from kaocheng.diagnostics import Severity
from kaocheng.numbers import read_number
from kaocheng.scoring import ScoreSheet, check, compare, score

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests/cases/differences").glob("*.yaml"))


class Example:
    def __init__(self, case: Path) -> None:
        self.expected: dict[str, Any] = yaml.load(case.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        self.bundle: Bundle = read(ROOT / "examples" / self.expected["bundle"])
        self.sheet: ScoreSheet = score(self.bundle.evaluation)

    def differing(self) -> set[tuple[str, str]]:
        """Quantity and printed text of every figure that by hand does not follow."""
        scores = {(f"指标.{item['indicator']}.得分", item["printed"]) for item in self.expected["indicators"]}
        totals = {
            (item["quantity"], item["printed"])
            for item in self.expected["totals"]
            if item["printed"] != item["expected"] and not _same(item["printed"], item["expected"])
        }
        others = {
            (item["quantity"], item["printed"])
            for item in [*self.expected["misprints"], *self.expected["consequences"]]
        }
        return {(quantity, _plain(printed)) for quantity, printed in scores | totals | others}


def _same(one: str, other: str) -> bool:
    try:
        return read_number(one) == read_number(other)
    except ValueError:
        return False


def _plain(printed: str) -> str:
    """3.50 and 3.5 are one printed value."""
    try:
        return f"{read_number(printed)}{'%' if '%' in printed else ''}"
    except ValueError:
        return printed


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.stem)
def example(request: pytest.FixtureRequest) -> Example:
    return Example(request.param)


def test_bundle_reads_without_a_problem(example: Example) -> None:
    assert [problem.line() for problem in example.bundle.problems] == []


def test_checks_find_no_error(example: Example) -> None:
    found = check(example.bundle.evaluation, example.sheet)
    readings = {reading.indicator for reading in example.bundle.evaluation.readings}
    assert readings
    assert [problem.line() for problem in found if problem.severity is Severity.ERROR] == []


def test_every_score(example: Example) -> None:
    """A leaf has the hand-worked score where one is listed, and else the printed one."""
    by_hand = {item["indicator"]: Fraction(item["expected"]) for item in example.expected["indicators"]}
    printed = {
        figure.quantity.split(".")[1]: read_number(figure.value)
        for figure in example.bundle.evaluation.published.figures
        if figure.quantity.startswith("指标.") and figure.quantity.endswith(".得分")
    }
    wanted = {
        leaf.indicator.code: by_hand.get(leaf.indicator.code, printed[leaf.indicator.code])
        for leaf in example.sheet.leaves
    }
    assert {leaf.indicator.code: leaf.score for leaf in example.sheet.leaves} == wanted


def test_totals_and_grade(example: Example) -> None:
    wanted = {item["quantity"]: item["expected"] for item in example.expected["totals"]}
    assert example.sheet.grade is not None
    assert example.sheet.grade.name == wanted.pop("等级")
    assert example.sheet.total == Fraction(wanted.pop("总分"))
    found = {quantity: example.sheet[quantity.split(".")[1]].score for quantity in wanted}
    assert found == {quantity: Fraction(value) for quantity, value in wanted.items()}


def test_exactly_the_known_figures_differ(example: Example) -> None:
    comparisons = list(compare(example.bundle.evaluation, example.sheet))
    found = {(item.quantity, _plain(item.printed)) for item in comparisons if item.agrees is False}
    known = example.differing()
    assert (sorted(found - known), sorted(known - found)) == ([], [])


def test_every_published_figure_has_a_quantity(example: Example) -> None:
    comparisons = compare(example.bundle.evaluation, example.sheet)
    assert [item.quantity for item in comparisons if item.explanation == "没有这个数"] == []
