"""Where several forms of input say the same thing, all give the same score (STANDARDS, reading rule 22)."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules_to_draw import WEIGHT, WORDINGS, bands, grades, points, proportional, small_worths, steps

from kaocheng.numbers import exact_text
from kaocheng.standards import Outcome, apply, inputs_from_json, understand
from kaocheng.standards.formula import parse_formula
from kaocheng.standards.rules import (
    TARGET,
    AllOrNothing,
    Bands,
    CaseDeduction,
    Definition,
    Grades,
    Interval,
    Limit,
    PerCase,
    PerStep,
    Points,
    Proportional,
    Standard,
    Step,
    Veto,
    Worth,
)

quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
hundredths = st.integers(0, 130)


def outcome(standard: Standard, data: dict[str, object], target: str = "") -> Outcome:
    inputs, problems = inputs_from_json(data)
    assert problems == ()
    return apply(standard, WEIGHT, target, inputs)


def the_one_score(standard: Standard, forms: list[dict[str, object]], target: str = "") -> Fraction:
    """The score that all forms give; fails where one gives none or another."""
    scores = [outcome(standard, data, target).score for data in forms]
    assert scores[0] is not None, forms[0]
    assert scores == [scores[0]] * len(forms), list(zip(forms, scores, strict=True))
    return scores[0]


@quick
@given(st.one_of(bands(), proportional(), steps()), hundredths)
def test_a_rate_is_its_items_worked_out(rule: Bands | Proportional | PerStep, hundred: int):
    if isinstance(rule, PerStep) and rule.condition:
        return
    ends = [rule.full.low, rule.full.high] if isinstance(rule, Proportional) else []
    if any(end is not None and end.unit for end in ends) or (isinstance(rule, Proportional) and rule.inverse):
        return
    definition = Definition(rule.metric or "到位率", parse_formula("到位数÷应到数×100%"))
    standard = Standard(rule, (definition,))
    forms: list[dict[str, object]] = [
        {"items": {"到位数": f"{hundred * 7}", "应到数": "700"}},
        {"items": {"到位数": f"{hundred * 7}万元", "应到数": "700万元"}},
        {"items": {definition.name: f"{hundred}%"}},
        {"actual": f"{hundred}%"},
    ]
    the_one_score(standard, forms, target="90%")


@quick
@given(grades(), st.data())
def test_a_grade_is_its_number_or_its_words(rule: Grades, data: st.DataObject):
    at = data.draw(st.integers(0, len(rule.grades) - 1))
    words = rule.grades[at].label or "否则"
    the_one_score(Standard(rule), [{"option": at, "share": "0.99"}, {"actual": words, "share": "0.99"}])


@quick
@given(bands(), hundredths)
def test_a_band_is_its_number_or_a_value_inside(rule: Bands, hundred: int):
    holds = [
        at
        for at, band in enumerate(rule.bands)
        if (low := band.interval.low) is None or Fraction(hundred, 100) >= low.value
        if (high := band.interval.high) is None or Fraction(hundred, 100) < high.value
    ]
    at = holds[0] if holds else len(rule.bands)
    if holds and rule.bands[at].rising_to is not None:
        return  # on a line the number of the case does not tell the score
    the_one_score(Standard(rule), [{"actual": f"{hundred}%"}, {"option": at}])


@quick
@given(points(), st.data())
def test_points_that_cost_the_same_may_be_counted(rule: Points, data: st.DataObject):
    if rule.missing is None and len({point.worth for point in rule.points}) > 1:
        return
    met = data.draw(st.lists(st.booleans(), min_size=len(rule.points), max_size=len(rule.points)))
    the_one_score(Standard(rule), [{"met": list(met)}, {"cases": [met.count(False)]}])


@pytest.mark.parametrize(
    ("forms", "score"),
    [
        ([{"cases": [1]}, {"cases": ["≥1"]}, {"flags": [True]}, {"option": 1}, {"met": [False]}], 0),
        ([{"cases": [0]}, {"flags": [False]}, {"option": 0}, {"met": [True]}, {"actual": "资料完整"}], 10),
    ],
)
def test_whether_a_case_was_found_may_be_told_in_any_form(forms: list[dict[str, object]], score: int):
    standard = Standard(AllOrNothing("资料完整", failing="票据缺失", counter="例"))
    assert the_one_score(standard, forms) == score


@quick
@given(st.integers(0, 9), st.booleans(), small_worths)
def test_a_veto_is_a_flag_or_a_count_among_the_counts(number: int, vetoed: bool, worth: Worth):
    standard = Standard(PerCase("资料完整"), (), (CaseDeduction("记录不实", "处", worth), Veto("超范围支出")))
    counts = [{"cases": [number, int(vetoed)]}, *([{"cases": [number, "≥1"]}] if vetoed else [])]
    the_one_score(standard, [{"cases": [number], "flags": [vetoed]}, *counts])


@quick
@given(st.lists(hundredths, min_size=1, max_size=5))
def test_a_unit_is_told_by_its_value_by_a_map_or_by_yes_and_no(values: list[int]):
    rule = PerCase("", "覆盖率", Interval(low=Limit(Fraction(3, 4), "%")))
    deduction = CaseDeduction("县区未达标", "个", Worth(Fraction(1, 5), is_share=True), by_unit=True)
    missed = [value < 75 for value in values]
    forms: list[dict[str, object]] = [
        {"units": {f"{at}县": f"{value}%" for at, value in enumerate(values)}},
        {"units": {f"{at}县": {"覆盖率": f"{value}%"} for at, value in enumerate(values)}},
        {"units": {f"{at}县": not miss for at, miss in enumerate(missed)}},
        {"cases": [sum(missed)]},
    ]
    assert the_one_score(Standard(rule, (), (deduction,)), forms) == max(0, 10 - 2 * sum(missed))


@quick
@given(st.integers(1, 400), st.sampled_from(["万元", "人", "天", "个月", "公里"]))
def test_a_value_may_carry_the_unit_of_the_limit(tenths: int, unit: str):
    value = exact_text(Fraction(tenths, 10))
    full = Interval(high=Limit(Fraction(20), unit=unit))
    step = Step("above", Limit(Fraction(1, 2), unit=unit), Worth(Fraction(1, 4)))
    forms: list[dict[str, object]] = [{"actual": value}, {"actual": f"{value}{unit}"}]
    the_one_score(Standard(PerStep("", full, (step,))), forms)
    the_one_score(Standard(Proportional("", Interval(low=TARGET))), forms, target=f"20{unit}")


@quick
@given(st.integers(0, 20), st.sampled_from(["项", "人", "期"]), st.sampled_from(WORDINGS))
def test_how_many_fall_short_is_told_by_the_value_or_by_the_count(done: int, unit: str, wording: str):
    sentence = f"{wording}；完成20{unit}得满分，每少1{unit}扣0.5分，扣完为止。"
    standard = understand(sentence, weight=WEIGHT).standard
    assert standard is not None
    forms: list[dict[str, object]] = [{"actual": str(done)}, {"actual": f"{done}{unit}"}, {"cases": [20 - done]}]
    assert the_one_score(standard, forms) == WEIGHT - Fraction(20 - done, 2)


def test_the_actual_and_the_target_may_be_items():
    standard = Standard(Proportional("", Interval(low=TARGET)))
    items = {"items": {"实际值": "80", "目标值": "100"}}
    assert the_one_score(standard, [items, {"actual": "80", "target": "100"}]) == 8


@pytest.mark.parametrize("target", ["100万元", "1200"])
def test_a_percentage_against_an_amount_is_refused(target: str):
    standard = Standard(Proportional("", Interval(low=TARGET)))
    assert outcome(standard, {"actual": "80%"}, target).score is None


def test_an_amount_in_percent_without_a_target_is_a_share_of_what_is_due():
    standard = understand(
        "到位资金完成目标任务的100%以上得10分，80%—100%得6分，80%以下不得分。", weight=WEIGHT
    ).standard
    assert standard is not None
    assert the_one_score(standard, [{"actual": "80%"}, {"actual": "400", "target": "500"}]) == 6
