"""What cannot be read, or cannot be scored, is refused quickly, with its place; nothing is ever guessed."""

import time
from fractions import Fraction

import pytest

from kaocheng.standards import Outcome, apply, inputs_from_json, understand


def score(sentence: str, data: dict[str, object], weight: str = "10", target: str = "") -> Outcome:
    standard = understand(sentence, weight=Fraction(weight), target=target).standard
    assert standard is not None
    inputs, problems = inputs_from_json(data)
    assert problems == ()
    return apply(standard, Fraction(weight), target, inputs)


HOSTILE = {
    "100 KB": "满意度≥90%得满分，每下降1%扣2%，" * 5000,
    "brackets": "（" * 990 + "）" * 990,
    "control": "满意度≥90%\x00得满分",
    "formula": "得分=" + "-" * 1900 + "1",
    "formula brackets": "得分=" + "(" * 13 + "1" + ")" * 13 + "×权重分",
    "digits": "≥" + "9" * 1900 + "%",
    "same sign": "扣" * 1900,
    "percent": "1%" * 990,
    "commas": "，；。" * 660,
    "lists": "①" * 1900,
    "every": "每" * 1900,
    "zeros": "不得分" * 660,
    "products": "得1×" * 660,
    "lines": "0-1%按插值法计分，" * 180,
    "bracketed": "甲（1分）" * 390,
    "awards": "优得1分，良得0.5分；" * 180,
    "empty": "",
    "blank": " \n\t　",
    "surrogate": "得\ud800分",
}


@pytest.mark.parametrize("sentence", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_fast_with_an_error(sentence: str):
    understand("达到90%得满分，否则不得分", weight=Fraction(1))
    start = time.process_time()  # not wall time: the machine may be busy
    understanding = understand(sentence, weight=Fraction(10))
    assert time.process_time() - start < 10  # no measure of speed: a reader that is led astray takes minutes
    assert not understanding.understood
    assert understanding.problems


def test_an_error_shows_the_place_in_the_text_as_given():
    """Blanks and full-width signs stand before the place, yet it is that of the text as given."""
    sentence = "满意度 ≥ ９０％ 得满分，每上升１％扣２％。"
    (problem,) = understand(sentence, weight=Fraction(5)).problems
    (place,) = problem.places
    assert problem.code == "direction"
    assert sentence[place.start : place.end] == "每上升１％扣２％"  # type: ignore[union-attr]


def test_a_contradiction_shows_both_places():
    sentence = "≥70%时得满分，否则每低1%扣2%权重分；达到70%得权重分，否则按照实际完成率/70%×权重分。"
    (problem,) = understand(sentence, weight=Fraction(3)).problems
    assert problem.code == "contradiction"
    assert len(problem.places) == 2


@pytest.mark.parametrize(
    ("sentence", "near"),
    [
        ("满意度≥90%得满分，每降低若干扣1分", "每超出1个百分点扣0.5分"),
        ("得分情况由专家按3:7打分扣2", ""),
    ],
)
def test_an_unknown_phrase_comes_with_a_phrasing_that_would_do(sentence: str, near: str):
    understanding = understand(sentence, weight=Fraction(5))
    assert not understanding.understood
    assert all(problem.hint() for problem in understanding.problems)
    del near


def test_a_missing_input_never_becomes_zero():
    outcome = score("每发现一例扣2分，扣完为止。", {})
    assert outcome.score is None
    assert [need.key for need in outcome.missing] == ["cases"]


def test_too_many_values_are_refused():
    outcome = score("每发现一例扣2分，扣完为止。", {"cases": [1, 2]})
    assert outcome.score is None
    assert [problem.code for problem in outcome.problems] == ["input-count"]


def test_a_rate_without_its_percent_sign_is_refused():
    outcome = score("满意度≥90%得满分，每下降1%扣2%，扣完为止。", {"actual": "85"})
    assert outcome.score is None
    assert [problem.code for problem in outcome.problems] == ["input-wrong"]


def test_a_zero_denominator_is_not_applicable_never_zero():
    data = {"items": {"完成数": "0", "计划数": "0"}}
    outcome = score("完成率=完成数÷计划数×100%。完成率≥90%得满分，否则不得分。", data)
    assert outcome.score is None
    assert [problem.code for problem in outcome.problems] == ["not-applicable"]


def test_a_unit_that_is_not_applicable_does_not_fail_and_an_absent_one_is_missing():
    sentence = "合格率=合格数÷总数×100%达到75%，得满分；存在一个县区不达标，扣除权重分的20%，扣完为止。"
    fine = {"units": {"甲": {"合格数": "0", "总数": "0"}, "乙": {"合格数": "7", "总数": "10"}}}
    assert score(sentence, fine).score == 8  # 乙 70%<75%：10×(1-20%)
    absent = {"units": {"甲": {"合格数": "8"}, "乙": "80%"}}
    assert score(sentence, absent).score is None


def test_a_part_mark_against_the_standard_is_computed_and_reported():
    outcome = score("①甲；②乙。各占50%，符合得权重分，不符合不得分。", {"met": [True, "0.5"]})
    assert outcome.score == Fraction(15, 2)  # 10×(50%+25%)
    assert [problem.code for problem in outcome.problems] == ["part-mark"]


def test_a_mark_outside_the_grades_range_is_refused():
    outcome = score("显著得8-10分，一般得0-8分。", {"option": 0, "share": "0.5"})
    assert outcome.score is None
    assert [problem.code for problem in outcome.problems] == ["share-out-of-range"]


def test_two_metrics_in_one_standard_need_their_names():
    sentence = "优秀率达到30%得5分，每低1%扣0.2分；合格率达到95%得5分，每低1%扣0.5分。"
    assert score(sentence, {"actual": "30%"}).score is None


def test_forms_of_input_that_disagree_are_refused():
    outcome = score("发病率为0得满分，发现一例不得分。", {"actual": "0", "cases": [2]})
    assert outcome.score is None
    assert [problem.code for problem in outcome.problems] == ["input-conflict"]


def test_rates_are_compared_exactly_unless_the_evaluation_rounds_them():
    standard = understand("≥95%得满分，否则不得分", weight=Fraction(2)).standard
    assert standard is not None
    inputs, _ = inputs_from_json({"actual": "94.9999%"})
    assert apply(standard, Fraction(2), "", inputs).score == 0
    assert apply(standard, Fraction(2), "", inputs, round_rates=2).score == 2


def test_a_float_is_refused_at_the_door():
    _, problems = inputs_from_json({"actual": 0.5})
    assert [problem.code for problem in problems] == ["input-wrong"]


def test_a_formula_that_runs_against_its_target_is_told():
    """目标值≤3%, 得分=实际值÷目标值: 4% would score more than 3%. By proportion the direction is that of the target."""
    against = understand("达到目标值得满分，否则得分=实际值÷目标值×权重。", weight=Fraction(20), target="≤3%")
    along = understand("达到目标值得满分，否则按比例计分。", weight=Fraction(20), target="≤3%")
    assert [problem.code for problem in against.problems] == ["runs-against-target"]
    assert along.problems == ()


@pytest.mark.parametrize(
    ("sentence", "data", "target"),
    [
        ("≥目标值得满分，否则得分=实际值÷目标值×权重分。", {"actual": "2.6%"}, "≤3%"),
        ("≤目标值得满分，否则得分=目标值÷实际值×权重分。", {"actual": "96%"}, "≥95%"),
        ("达到目标值得满分，否则按比例计分。", {"actual": "2.6%", "target": "≤3%"}, ""),  # known only with the data
    ],
)
def test_a_direction_against_the_target_is_told_with_the_score(sentence: str, data: dict[str, object], target: str):
    assert [problem.code for problem in score(sentence, data, target=target).problems] == ["runs-against-target"]


@pytest.mark.parametrize(
    ("target", "actual", "code"),
    [
        ("≥95%", "96", "input-wrong"),  # 96 is 9600%: without its mark it could mean either
        ("≤5万元", "49000元", "input-wrong"),
        ("合格", "合格", "input-wrong"),
        ("≤-5%", "-3%", "negative-target"),  # -5 ÷ -3 would be more than full marks
    ],
)
def test_a_proportion_of_what_is_no_number_of_its_kind_is_refused(target: str, actual: str, code: str):
    outcome = score("达到目标值得满分，否则按比例计分。", {"actual": actual}, target=target)
    assert outcome.score is None
    assert [problem.code for problem in outcome.problems] == [code]
