"""Half-up rounding and printing at the edge."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaocheng.numbers import amount_text, exact_text, fixed_text, half_up, percent_text, short_text


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("2.985", 2, "2.99"),  # 3 × 0.995: every binary float gives 2.98
        ("2.9849999", 2, "2.98"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.005", 2, "1.01"),
        ("149", -2, "100"),
        ("150", -2, "200"),
    ],
)
def test_halves_go_away_from_zero(value: str, digits: int, rounded: str) -> None:
    assert half_up(Fraction(value), digits) == Fraction(rounded)


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_by_half_a_step_at_most(value: Fraction, digits: int) -> None:
    assert abs(half_up(value, digits) - value) <= Fraction(1, 2 * 10**digits)


@given(st.fractions(), st.integers(0, 4))
def test_fixed_text_reads_back_as_the_rounded_value(value: Fraction, digits: int) -> None:
    assert Fraction(fixed_text(value, digits)) == half_up(value, digits)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (percent_text(Fraction(126966600, 158384200)), "80.16%"),  # 12696.66 ÷ 15838.42 = 0.801637…
        (amount_text(Fraction("12696.66")), "12,696.66"),
        (amount_text(Fraction("8738.0744")), "8,738.0744"),
        (amount_text(Fraction(1, 3)), "0.33"),
        (short_text(Fraction("3.50")), "3.5"),
        (short_text(Fraction(5)), "5"),
        (exact_text(Fraction(87, 100)), "0.87"),
        (exact_text(Fraction(2, 3)), "2/3"),
        (fixed_text(Fraction("-1234.5"), 1, grouped=True), "-1,234.5"),
    ],
)
def test_prints(text: str, printed: str) -> None:
    assert text == printed
