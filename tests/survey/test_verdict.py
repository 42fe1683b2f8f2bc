"""Reliability in plain words: the usual bounds, and what to look at where it is low."""

import pytest

from kaocheng.survey import alpha_meaning, read_survey, verdicts

QUESTIONNAIRE = """
title: 调查
scale: {满意: 100%, 一般: 60%, 不满意: 0%}
questions:
  - {id: Q1, text: 一, type: scale}
  - {id: Q2, text: 二, type: scale}
  - {id: Q3, text: 三, type: scale}
"""


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (0.95, "内在信度高"),
        (0.9, "内在信度高"),
        (0.89, "信度较高"),
        (0.8, "信度较高"),
        (0.7, "信度尚可"),
        (0.69, "内部一致性不足"),
    ],
)
def test_an_alpha_is_read_by_the_usual_bounds(alpha, said):
    assert alpha_meaning(alpha) == said


TIMES = 8
"""Each row stands so often that the sample is large enough; means and correlations stay as they are."""


def said_of(*rows: str) -> list[tuple[bool, str]]:
    """What is said of those answers to Q1, Q2, Q3, each given eight times."""
    names = {"a": "满意", "b": "一般", "c": "不满意"}
    lines = ["Q1,Q2,Q3", *(",".join(names[letter] for letter in row) for row in rows * TIMES)]
    files = {"questionnaire.yaml": QUESTIONNAIRE.encode(), "responses.csv": "\n".join(lines).encode()}
    result, problems = read_survey("调查", files, "surveys/调查")
    assert problems == []
    return [(verdict.good, verdict.text) for verdict in verdicts(result)]


def test_answers_that_go_together_may_be_relied_on():
    """Three people who give each question the same answer: alpha is 1."""
    good, text = said_of("aaa", "bbb", "ccc", "aaa")[0]
    assert good
    assert text == "克朗巴哈系数约 1.00，内在信度高：各题反映的是同一种满意程度，综合满意度可以采用。"


def test_a_question_that_goes_its_own_way_is_named():
    """Q1 and Q2 agree, Q3 runs the other way: without it alpha would be 1.

    Q1 is 1, 0.6, 0, 1 and Q3 0, 0.6, 1, 0: r = −0.68 ÷ √(0.67 × 0.72) = −0.98.
    """
    found = said_of("aac", "bbb", "cca", "aac")
    assert not found[0][0]
    assert "内部一致性不足" in found[0][1]
    assert (False, "不计 Q3 时系数升到约 1.00，请看看这一题的问法。") in found
    assert any("Q3 与其余各题的相关只有约 -0.98" in text for _, text in found)


def test_nothing_is_said_without_responses():
    result, _ = read_survey("调查", {"questionnaire.yaml": QUESTIONNAIRE.encode()}, "surveys/调查")
    assert list(verdicts(result)) == []


def test_three_answers_carry_no_figure():
    """n = 3, least 30: no alpha, no interval, and the notes say why."""
    files = {
        "questionnaire.yaml": QUESTIONNAIRE.encode(),
        "responses.csv": "Q1,Q2,Q3\n满意,满意,一般\n一般,满意,不满意\n满意,一般,满意\n".encode(),
    }
    result, _ = read_survey("调查", files, "surveys/调查")
    assert list(verdicts(result)) == []
    assert result.inference.alpha is None
    assert result.inference.interval is None
    said = [note.text() for note in result.notes]
    assert "信度与效度：样本太少（n=3），至少要30份。" in said
    assert "综合满意度的置信区间：样本太少（n=3），至少要30份。" in said
