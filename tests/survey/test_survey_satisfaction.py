"""Satisfaction by question, section, group and overall; frequencies; quotas; what the sample looks like."""

from fractions import Fraction

import pytest
from survey_cases import FOUR, counts, questionnaire, responses

from kaocheng.derivation import Computed, Given, Missing, lines
from kaocheng.places import InFile
from kaocheng.survey import analyse, read_counts, satisfaction

PARTS = """title: 分组
scale: {满意: 100%, 一般: 60%, 不满意: 0%, 不清楚: 不计}
sections: [{id: A, title: 基本}, {id: B, title: 服务}, {id: C, title: 环境}]
groups: [Q1]
quotas: [{question: Q1, planned: {城: 3, 乡: 3}}]
known_shares: [{question: Q1, shares: {城: 50%, 乡: 50%}}]
questions:
  - {id: Q1, text: 城乡, options: [城, 乡], section: A}
  - {id: Q2, text: 态度, type: scale, section: B, weight: 2}
  - {id: Q3, text: 时间, type: scale, section: B}
  - {id: Q4, text: 环境, type: scale, section: C}
  - {id: Q5, text: 年龄, type: number}
  - {id: Q6, text: 意见, type: text, keywords: {宣传: [宣传, 知晓], 收费: 收费}}
"""
ANSWERS = """Q1,Q2,Q3,Q4,Q5,Q6
城,满意,满意,一般,20,宣传不够
城,一般,满意,一般,30,
城,满意,不清楚,不满意,30,宣传不够
乡,不满意,一般,满意,45,知晓率低
乡,,一般,满意,,
"""


@pytest.fixture(name="result")
def _result():
    of = questionnaire(PARTS)
    return analyse(of, responses(of, ANSWERS), name="群众", inference=False)


def test_an_answer_without_weight_counts_as_an_answer_but_not_for_satisfaction(result):
    """Q3: 2 满意, 2 一般, 1 不清楚: (200 + 120) ÷ 4 = 80 %, while 不清楚 has a share of 1/5."""
    question = result.question("Q3")
    assert question.satisfaction == Fraction(80, 100)
    assert question.answered == 5
    assert question.options[3].share == Fraction(1, 5)


def test_question_weights_count(result):
    """Q2 (100 + 60 + 100 + 0) ÷ 4 = 65, Q3 80, Q4 (60 + 60 + 0 + 100 + 100) ÷ 5 = 64: (2×65 + 80 + 64) ÷ 4 = 68.5 %."""
    assert result.satisfaction == Fraction(685, 1000)


def test_sections(result):
    """服务: (2×65 + 80) ÷ 3 = 70 %; 环境: 64 %; 基本 has no scale question."""
    assert {part.name: part.satisfaction for part in result.sections} == {
        "服务": Fraction(7, 10),
        "环境": Fraction(64, 100),
    }


def test_groups(result):
    """城: Q2 260/3, Q3 100, Q4 40: (520/3 + 140) ÷ 4 = 235/3 %; 乡: Q2 0, Q3 60, Q4 100: 160 ÷ 4 = 40 %."""
    city, country = result.groups[0].parts
    assert (city.name, city.count, city.satisfaction) == ("城", 3, Fraction(235, 300))
    assert (country.name, country.count, country.satisfaction) == ("乡", 2, Fraction(40, 100))
    table = next(table for table in result.groups[0].tables if table.question.id == "Q4")
    assert table.counts == ((0, 2, 1, 0), (2, 0, 0, 0))


def test_quotas_and_representation(result):
    """乡: 2 of 3 planned; 城 is 60 % of the sample and 50 % of the people."""
    assert [(quota.option, quota.planned, quota.actual) for quota in result.sample.quotas] == [
        ("城", 3, 3),
        ("乡", 3, 2),
    ]
    assert [row.difference for row in result.sample.representation["Q1"]] == [Fraction(1, 10), Fraction(-1, 10)]
    assert "Q1“乡”计划3份，有效2份。" in [note.text() for note in result.notes]


def test_numbers_and_open_answers(result):
    """Ages 20, 30, 30, 45: mean 125/4, median 30. Three of the answers speak of 宣传 (two words), none of 收费."""
    numbers = result.question("Q5").numbers
    assert (numbers.count, numbers.mean, numbers.median) == (4, Fraction(125, 4), 30)
    answers = result.question("Q6").open_answers
    assert answers.answers == (("宣传不够", 2), ("知晓率低", 1))
    assert answers.keywords == (("宣传", 3), ("收费", 0))


def test_the_derivation_in_words(result):
    assert lines(satisfaction(result, "Q2"))[0].startswith("Q2 满意度 = （2 × 100% + 1 × 60% + 1 × 0%）÷ 4 = 65.00%")
    whole = lines(satisfaction(result))[0]
    assert whole.startswith("群众综合满意度 = （65.00% × 2 + 80.00% × 1 + 64.00% × 1）÷ 4 = 68.50%")


def test_the_derivation_of_counts_names_their_line():
    of = questionnaire(FOUR)
    found = counts(of, "题号,选项,人数\nQ2,非常满意,1\nQ2,不满意,3\nQ3,满意,4\n")
    result = analyse(of, found, inference=False)
    derivation = satisfaction(result, "Q2")
    assert isinstance(derivation, Computed)
    assert [part.source.place for part in derivation.inputs if isinstance(part, Given) and part.value] == [
        InFile("counts.csv", 2, 3),
        InFile("counts.csv", 3, 3),
    ]
    assert result.satisfaction == (Fraction(1, 4) + Fraction(80, 100)) / 2


def test_satisfaction_of_a_question_outside_the_scale_is_refused(result):
    with pytest.raises(KeyError, match="Q1"):
        satisfaction(result, "Q1")


def test_a_question_that_nobody_answered_leaves_no_composite():
    of = questionnaire(FOUR)
    result = analyse(of, responses(of, "Q1,Q2,Q3,Q4,Q5\n男,满意,,,\n"))
    assert result.satisfaction is None
    assert isinstance(satisfaction(result), Missing)
    said = [note.text() for note in result.notes]
    assert "Q3没有人作答，没有满意度。" in said
    assert "Q3没有满意度，综合满意度不能计算。" in said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "题,选项,人数\nQ1,男,1\n",
            "c.csv:1:1 错误：计数表的表头应为“题号,选项,人数”，这里是“题,选项,人数”。请改正第一行。",
        ),
        ("题号,选项,人数\nQ9,男,1\n", "c.csv:2:1 错误：问卷里没有题“Q9”。"),
        ("题号,选项,人数\nQ1,男性,1\n", "c.csv:2:2 错误：Q1没有选项“男性”。您是否指“男”？现有：男、女。"),
        ("题号,选项,人数\nQ1,男,-1\n", "c.csv:2:3 错误：人数应为不小于0的整数，这里是“-1”。请按份数或人数填写。"),
        ("题号,选项,人数\nQ1,男,1\nQ1,男,2\n", "c.csv:3:2 错误：Q1的“男”有两行人数。请合并或删去一行。"),
        ("题号,选项,人数\nQ1,男,8\nQ1,女,3\n", "c.csv:2:3 错误：Q1的人数11大于有效问卷10。请核对这两个数。"),
        (
            "题号,选项,人数\nQ1,男,4\n",
            "c.csv:2:3 警告：Q1各选项人数合计4，有效问卷10份。请核对；若有人未答此题，可以不管。",
        ),
    ],
)
def test_a_mistake_in_counts_is_told_with_its_place(table, said):
    of = questionnaire("valid: 10\n" + FOUR)
    _, problems = read_counts(of, table.encode("gb18030"), "c.csv")
    assert len(problems) == 1
    assert problems[0].line().startswith(said)
