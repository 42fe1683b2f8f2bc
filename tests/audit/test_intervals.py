"""Printed digits stand for intervals, and relations are decided by them, exactly."""

from fractions import Fraction

import pytest

from kaocheng.audit.checks.formulas import evaluated
from kaocheng.audit.checks.screening import possible, quick
from kaocheng.audit.claims.forms import Growth, Product, Ratio, Sum, Weighted
from kaocheng.audit.claims.numbers import numbers_in, printed
from kaocheng.audit.document import Spot

HERE = Spot(0)


def number(text):
    found = printed(text, HERE)
    assert found is not None
    return found


def test_a_percentage_stands_for_half_a_digit_each_way():
    rate = number("80.16%")
    assert (rate.low, rate.high) == (Fraction(80155, 100000), Fraction(80165, 100000))


def test_a_whole_count_is_exact():
    assert number("1,643").half == 0


@pytest.mark.parametrize(
    ("rate", "above", "below", "holds"),
    [
        ("99.71%", "9981", "10010", True),  # 0.997102…
        ("99.72%", "9981", "10010", False),
        ("63.66%", "19.10", "30", True),  # 19.10 stands for 19.095…19.105, which reaches 63.683 %
        ("86.44%", "2211.41", "2558.10", False),  # 0.864472…, and no digit of the amounts moves it to 0.86445
    ],
)
def test_a_rate_holds_as_far_as_rounding_can_explain(rate, above, below, holds):
    bounds = Ratio().bounds([number(above), number(below)])
    assert bounds is not None
    assert number(rate).agrees(*bounds) is holds


def test_a_value_known_exactly_must_round_half_up():
    """0.125 is printed 0.13, never 0.12."""
    assert number("0.13").agrees(Fraction(1, 8))
    assert not number("0.12").agrees(Fraction(1, 8))


def test_each_form_solves_for_its_terms():
    """521.16 + 4355.06 = 4876.22; 3141.76 ÷ 15838.42 = 19.84%; 9838.22 more than 6000.20 is 163.96% more."""
    for form, target, terms in (
        (Sum((1, 1)), "4876.22", ("521.16", "4355.06")),
        (Ratio(), "19.84%", ("3141.76", "15838.42")),
        (Growth(), "163.96%", ("15838.42", "6000.20")),
        (Product(Fraction(1, 10_000)), "260.1", ("520136", "5")),
        (Weighted((Fraction(1), Fraction(4, 5))), "84.88%", ("48.00%", "46.10%")),
    ):
        numbers = [number(term) for term in terms]
        bounds = form.bounds(numbers)
        assert bounds is not None
        assert number(target).agrees(*bounds)
        for place, term in enumerate(numbers):
            solved = form.solve(place, number(target), numbers)
            assert solved is not None
            assert solved[0] <= term.value <= solved[1]


def test_the_quick_look_never_excludes_what_holds():
    for form, target, terms in (
        (Sum((1, -1)), "-39.00", ("26.16", "65.16")),
        (Ratio(Fraction(10_000)), "46.14", ("2399.95", "520136")),
        (Growth(), "-7.50%", ("185", "200")),
        (Product(Fraction(1, 10_000)), "260.1", ("520136", "5")),
    ):
        numbers = [number(term) for term in terms]
        assert possible(form, quick(number(target)), [quick(term) for term in numbers])
    assert possible(Ratio(), quick(number("50%")), [quick(number("1")), quick(number("0"))]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支出12,696.66万元，执行率80.16%", ["12,696.66", "80.16%"]),
        ("根据财预〔2018〕167号，2020年11月42#凭证，见表4-4和附件1", []),
        ("0-6岁儿童99821人", ["99821"]),
        ("控制在13/10万、5.5‰以内", ["13/10万", "5.5‰"]),
    ],
)
def test_the_quantities_in_running_text(text, found):
    assert [one.text for one in numbers_in(text, HERE)] == found


def test_formulas_are_worked_out_exactly():
    assert evaluated("（58.70-53.27）/53.27×100%") == Fraction(543, 5327)
    assert evaluated("[12+3]×4−1") == 59
