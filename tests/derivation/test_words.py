"""A derivation in words and as data."""

from fractions import Fraction

from kaocheng.derivation import (
    AMOUNT,
    PERCENT,
    SCORE,
    Chosen,
    Computed,
    Given,
    Judged,
    Missing,
    Rejected,
    Rounded,
    Source,
    as_json,
    leaves,
    lines,
    sentence,
)
from kaocheng.places import InFile, InSentence

SPENT = Given(
    "决算数", Fraction("12696.66"), AMOUNT, Source(InFile("data/a.csv", 2, 3), "财务科", "2021-12-01", "自报")
)
BUDGET = Given("预算数", Fraction("15838.42"), AMOUNT)
RATE = Computed(
    "预算完成率", "决算数÷预算数", "12,696.66 ÷ 15,838.42", SPENT.value / BUDGET.value, PERCENT, (SPENT, BUDGET)
)
BAND = Chosen(
    "得分",
    "低于85%",
    "得0分",
    Fraction(0),
    SCORE,
    (RATE,),
    (Rejected("85%-90%", "得1分", "80.16%低于85%"),),
    InSentence(30, 40),
)


def test_sentence_names_the_figure_then_the_clause() -> None:
    """The example of the design: 预算完成率 = 12,696.66 ÷ 15,838.42 = 80.16%，低于85%…得0分."""
    assert sentence(BAND) == "预算完成率 = 12,696.66 ÷ 15,838.42 = 80.16%，低于85%，得0分"


def test_sentence_passes_through_rounding() -> None:
    assert sentence(Rounded("得分", Fraction(0), 2, SCORE, BAND)) == sentence(BAND)


def test_lines_go_down_to_the_cell_and_name_what_did_not_apply() -> None:
    assert lines(BAND) == [
        "低于85%，得0分",
        "  不适用：85%-90%（得1分）：80.16%低于85%",
        "  预算完成率 = 12,696.66 ÷ 15,838.42 = 80.16%",
        "    公式：决算数÷预算数",
        "    决算数 = 12,696.66 〔自报，data/a.csv:2:3，财务科，2021-12-01〕",
        "    预算数 = 15,838.42",
    ]


def test_json_holds_numbers_as_text() -> None:
    data = as_json(BAND)
    assert data["kind"] == "chosen"
    assert data["span"] == [30, 40]
    assert data["rejected"] == [{"condition": "85%-90%", "outcome": "得1分", "why": "80.16%低于85%"}]
    assert data["inputs"][0]["value"] == "80.16%"  # type: ignore[index]


def test_judgements_say_who_and_why() -> None:
    judged = Judged("酌情加扣分", Fraction(-1, 10), PERCENT, "手册不规范", "主评人", "2018-12-20", ("E01",))
    assert lines(judged) == ["酌情加扣分：评价判断为-10.00%，手册不规范 〔主评人，2018-12-20，佐证 E01〕"]


def test_missing_is_said() -> None:
    assert lines(Missing("东县·支出数", "填报数", InFile("data/a.csv", 2))) == [
        "东县·支出数：缺填报数 〔data/a.csv:2〕"
    ]


def test_leaves_are_what_was_given() -> None:
    assert list(leaves(BAND)) == [SPENT, BUDGET]
