"""Laws: bounds, order of respondents and files, the bulk reader and the ordinary one, counts and responses agree."""

import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_cases import counts, items, questionnaire, responses, table

from kaocheng.survey import analyse, as_json, plan_sample, read_responses

# Rows of answers to two to five questions; a row without any answer is a blank line, not a response.
ROWS = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 5), min_size=width, max_size=width).filter(any), min_size=1, max_size=30
    )
)
quick = settings(max_examples=40, deadline=None)


@quick
@given(ROWS)
def test_satisfaction_lies_between_0_and_1_and_shares_sum_to_1(rows):
    of = items(len(rows[0]))
    result = analyse(of, responses(of, table(rows)), inference=False)
    values = [question.satisfaction for question in result.questions] + [result.satisfaction]
    assert all(value is None or 0 <= value <= 1 for value in values)
    for question in result.questions:
        assert question.answered == 0 or sum(part.share for part in question.options) == 1


@quick
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(rows, random):
    of = items(len(rows[0]))
    first = as_json(analyse(of, responses(of, table(rows))))
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert as_json(analyse(of, responses(of, table(shuffled)))) == first


@quick
@given(ROWS)
def test_two_files_are_as_good_as_one(rows):
    of = items(len(rows[0]))
    whole = as_json(analyse(of, responses(of, table(rows))))
    parts = [table(part) for part in (rows[:1], rows[1:]) if part]
    assert as_json(analyse(of, responses(of, *parts))) == whole


@quick
@given(ROWS)
def test_counts_give_the_same_satisfaction_as_responses(rows):
    of = items(len(rows[0]))
    raw = analyse(of, responses(of, table(rows)), inference=False)
    lines = ["题号,选项,人数"]
    for question in raw.questions:
        lines += [f"{question.question.id},{part.option.text},{part.count}" for part in question.options]
    counted = analyse(of, counts(of, "\n".join(lines)), inference=False)
    assert counted.satisfaction == raw.satisfaction
    assert [q.satisfaction for q in counted.questions] == [q.satisfaction for q in raw.questions]


@quick
@given(ROWS, st.integers(0, 29), st.integers(0, 4))
def test_a_better_answer_never_lowers_satisfaction(rows, person, place):
    of = items(len(rows[0]))
    row, column = person % len(rows), place % len(rows[0])
    before = analyse(of, responses(of, table(rows)), inference=False).satisfaction
    if rows[row][column] <= 1:
        return
    better = [list(other) for other in rows]
    better[row][column] -= 1
    after = analyse(of, responses(of, table(better)), inference=False).satisfaction
    assert before is None or after >= before


reading = sys.modules["kaocheng.survey.read_responses"]
WORDS = ["很满意", "满意", "一般", "不满意", "很不满意", "", "说不清", "3", "E"]


@quick
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text("好坏 a1", max_size=3)),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_bulk_reader_reads_what_the_ordinary_reader_reads(rows, encoding, line_end):
    pytest.importorskip("numpy", reason="numpy 未安装")
    of = questionnaire(
        "title: 量表\nscale: {很满意: 100%, 满意: 80%, 一般: 60%, 不满意: 30%, 很不满意: 0%}\nquestions:\n"
        "  - {id: Q1, text: 一, type: scale}\n  - {id: Q2, text: 二, type: scale}\n  - {id: Q3, text: 三, type: text}\n"
    )
    lines = ["Q1,编号,Q2,Q3", *(f"{a},{n or ''},{b},{c}" for n, (a, b, c) in enumerate(rows))]
    data = (line_end.join(lines) + line_end).encode(encoding)
    ordinary, problems = read_responses(of, [(data, "a.csv")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BULK_BYTES", 0)
        bulk, found = read_responses(of, [(data, "a.csv")])
    read, expected = (
        one and (one.count, dict(one.choices), dict(one.texts))  # None where every row is blank
        for one in (bulk, ordinary)
    )
    assert read == expected
    assert sorted(problem.line() for problem in found) == sorted(problem.line() for problem in problems)


@pytest.mark.parametrize(
    ("population", "margin", "confidence", "needed"),
    [
        # n₀ = 1.95996² ÷ (4·0.05²) = 384.146; ÷ (1 + 383.146/10000) = 369.98
        (10_000, "1/20", "95/100", 370),
        # n₀ = 1.64485² ÷ (4·0.1²) = 67.64; ÷ (1 + 66.64/356) = 56.98
        (356, "1/10", "90/100", 57),
        # 384.146 ÷ (1 + 383.146/100) = 79.51
        (100, "1/20", "95/100", 80),
        (1, "1/20", "95/100", 1),
    ],
)
def test_sample_plans(population, margin, confidence, needed):
    assert plan_sample(population, Fraction(margin), Fraction(confidence)).needed == needed


@quick
@given(st.integers(1, 10**7), st.fractions("1/200", "1/3"))
def test_a_plan_never_asks_more_than_there_are_and_a_finer_margin_needs_more(population, margin):
    plan = plan_sample(population, margin)
    assert 1 <= plan.needed <= population
    assert plan_sample(population, margin / 2).needed >= plan.needed


@pytest.mark.parametrize(("population", "margin"), [(0, Fraction(1, 20)), (5, Fraction(0)), (5, Fraction(1))])
def test_a_plan_needs_sensible_numbers(population, margin):
    with pytest.raises(ValueError, match=r"population="):
        plan_sample(population, margin)
