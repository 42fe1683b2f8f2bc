"""Numbers as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaocheng.numbers import Measure, NotANumber, UnknownMeasure, chinese_integer, exact_text, read_figure, read_number

WRITTEN = {
    "12696.66": Fraction(1269666, 100),
    "12,696.66": Fraction(1269666, 100),
    "１２，６９６．６６": Fraction(1269666, 100),
    " 80.16% ": Fraction(8016, 10000),
    "80.16％": Fraction(8016, 10000),
    "5.5‰": Fraction(55, 10000),
    "13/10万": Fraction(13, 100000),
    "-3": Fraction(-3),
    "−3": Fraction(-3),
    ".5": Fraction(1, 2),
    "2/3": Fraction(2, 3),
    "三分之一": Fraction(1, 3),
    "百分之八十": Fraction(80, 100),
}


@pytest.mark.parametrize(("text", "value"), WRITTEN.items(), ids=WRITTEN)
def test_reads_what_people_write(text: str, value: Fraction) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1,23,4", "--3", "1.2.3", "12人", "1/0", "NaN", "inf", "1e5", "%"])
def test_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber) as refused:
        read_number(text)
    assert refused.value.text == text


def test_refuses_binary_floats_at_the_door() -> None:
    with pytest.raises(NotANumber):
        read_number(0.1)  # type: ignore[arg-type]


def test_remembers_mark_and_printed_digits() -> None:
    figure = read_figure("80.10%")
    assert (figure.mark, figure.digits) == ("%", 2)


@pytest.mark.parametrize(
    ("text", "value"), [("三", 3), ("十", 10), ("十五", 15), ("二百零三", 203), ("两千", 2000), ("一万二千", 12000)]
)
def test_reads_chinese_integers(text: str, value: int) -> None:
    assert chinese_integer(text) == value


@given(st.fractions(max_denominator=10**6))
def test_exact_text_reads_back(value: Fraction) -> None:
    assert read_number(exact_text(value)) == value


def test_money_meets_money() -> None:
    assert Measure.parse("万元").factor / Measure.parse("元").factor == 10_000


def test_money_per_head() -> None:
    measure = Measure.parse("元/人")
    assert (measure.money, measure.count, measure.factor) == (1, -1, 1)


def test_percent_column_takes_both_writings() -> None:
    assert Measure.parse("%").read("75%") == Measure.parse("%").read("75") == 75


def test_a_number_is_no_measure() -> None:
    with pytest.raises(UnknownMeasure):
        Measure.parse("100元")
