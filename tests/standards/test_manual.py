"""The manual docs/standards.md: one example of every kind, each read as that kind, with the score that it works out."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from kaocheng.standards import apply, inputs_from_json, phrase, understand

MANUAL = (Path(__file__).parents[2] / "docs" / "standards.md").read_text("utf-8")
EXAMPLES = re.findall(r"^### \S+ (\w+)(?: / \w+)?\n\n> (.+)$", MANUAL, re.MULTILINE)
KINDS = [
    "points",
    "all_or_nothing",
    "proportional",
    "bands",
    "per_step",
    "per_case",
    "range",
    "grades",
    "completion",
    "formula",
    "parts",
    "bonus",
]

# The sums that the manual works out, in the order of its examples: weight, inputs, score.
WORKED = {
    "points": ("3", {"met": [True, False, True]}, "2"),
    "all_or_nothing": ("2", {"option": 1}, "0"),
    "proportional": ("4", {"actual": "81%"}, "3.6"),
    "bands": ("3", {"actual": "80.16%"}, "0"),
    "per_step": ("6", {"actual": "102.3%"}, "5.1"),
    "per_case": ("5", {"cases": [3]}, "3.5"),
    "range": ("3", {"actual": "101.28%"}, "2.96"),
    "grades": ("3", {"option": 1}, "1.5"),
    "completion": ("6", {"subtasks": [{"target": "200", "actual": "180"}, {"target": "2", "actual": "2"}]}, "5.7"),
    "formula": ("10", {"items": {"非常满意": "50", "满意": "30", "一般": "15", "有效问卷数": "100"}}, "8.3"),
    "parts": ("4", {"cases": [2, 1]}, "2.8"),
    "bonus": ("5", {"actual": "95%", "flags": [True]}, "5.5"),
}


def test_the_manual_has_one_example_of_every_kind():
    assert [kind for kind, _ in EXAMPLES] == KINDS


@pytest.mark.parametrize(("kind", "sentence"), EXAMPLES)
def test_the_example_is_read_and_scored_as_the_manual_says(kind: str, sentence: str):
    weight, data, score = WORKED[kind]
    standard = understand(sentence, weight=Fraction(weight)).standard
    assert standard is not None
    assert kind in {standard.kind, "bonus"}
    inputs, _ = inputs_from_json(data)
    assert apply(standard, Fraction(weight), "", inputs).score == Fraction(score)
    assert understand(phrase(standard), weight=Fraction(weight)).standard == standard
