"""α, correlations, intervals, KMO, Bartlett and χ² against two other libraries; and what the data do not carry."""

import math
from collections import Counter
from fractions import Fraction

import pytest
from survey_cases import counts, items, questionnaire, responses, table

from kaocheng.survey import analyse
from kaocheng.survey.moments import pair_moments

np = pytest.importorskip("numpy", reason="numpy 未安装")
stats = pytest.importorskip("scipy.stats", reason="scipy 未安装")

SCORES = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.3, 5: 0.0}
SETTINGS = [(40, 3, 1), (71, 5, 2), (200, 10, 3), (1000, 4, 4), (12, 8, 5)]


def answers(people: int, questions: int, seed: int):
    """Option numbers 1…5 of correlated items."""
    random = np.random.default_rng(seed)
    common = random.normal(size=(people, 1))
    return np.clip(np.round(2.4 + 0.8 * common + 0.9 * random.normal(size=(people, questions))), 1, 5).astype(int)


def analysed(codes, rest: str = ""):
    of = items(len(codes[0]), rest=rest)
    return analyse(of, responses(of, table(codes)), least=2)


def scores(codes):
    return np.vectorize(SCORES.get)(codes)


def same(found: float | None, expected: float) -> bool:
    return found is not None and math.isclose(found, expected, rel_tol=0, abs_tol=1e-9)


@pytest.mark.parametrize(("people", "questions", "seed"), SETTINGS)
def test_alpha_as_pingouin_and_as_scipy_has_it(people, questions, seed):
    pingouin = pytest.importorskip("pingouin", reason="pingouin 未安装")
    pandas = pytest.importorskip("pandas", reason="pandas 未安装")
    codes = answers(people, questions, seed)
    found = analysed(codes).inference
    alpha, (low, high) = pingouin.cronbach_alpha(pandas.DataFrame(scores(codes)))
    assert same(found.alpha, alpha)
    assert math.isclose(found.alpha_interval[0], low, abs_tol=5.1e-4)  # pingouin rounds to three decimals
    assert math.isclose(found.alpha_interval[1], high, abs_tol=5.1e-4)
    above, below = people - 1, (people - 1) * (questions - 1)
    assert same(found.alpha_interval[0], 1 - (1 - alpha) * stats.f.isf(0.025, above, below))
    assert same(found.alpha_interval[1], 1 - (1 - alpha) * stats.f.isf(0.975, above, below))


@pytest.mark.parametrize(("people", "questions", "seed"), SETTINGS)
def test_alpha_if_deleted_and_item_total(people, questions, seed):
    pingouin = pytest.importorskip("pingouin", reason="pingouin 未安装")
    pandas = pytest.importorskip("pandas", reason="pandas 未安装")
    codes = answers(people, questions, seed)
    found = analysed(codes).inference
    values = scores(codes)
    for place in range(questions):
        item = found.items[f"Q{place + 1}"]
        others = np.delete(values, place, axis=1)
        assert same(item.alpha_if_deleted, pingouin.cronbach_alpha(pandas.DataFrame(others))[0])
        assert same(item.item_total, stats.pearsonr(values[:, place], values.sum(axis=1)).statistic)
        assert same(item.corrected, stats.pearsonr(values[:, place], others.sum(axis=1)).statistic)
        assert same(item.item_total, np.corrcoef(values[:, place], values.sum(axis=1))[0, 1])


@pytest.mark.filterwarnings("ignore:The inverse of the variance-covariance matrix")
@pytest.mark.parametrize(("people", "questions", "seed"), SETTINGS)
def test_kmo_and_bartlett_as_factor_analyzer_has_them(people, questions, seed):
    factor = pytest.importorskip("factor_analyzer.factor_analyzer", reason="factor_analyzer 未安装")
    codes = answers(people, questions, seed)
    found = analysed(codes).inference
    each, overall = factor.calculate_kmo(scores(codes))
    statistic, p = factor.calculate_bartlett_sphericity(scores(codes))
    assert same(found.kmo, overall)
    assert all(same(found.items[f"Q{k + 1}"].sampling_adequacy, value) for k, value in enumerate(each))
    assert math.isclose(found.bartlett.statistic, statistic, rel_tol=1e-9)
    assert same(found.bartlett.p, p)


@pytest.mark.parametrize(("people", "questions", "seed"), SETTINGS)
def test_intervals_as_scipy_has_them(people, questions, seed):
    codes = answers(people, questions, seed)
    found = analysed(codes, "confidence: 90%\n").inference
    means = scores(codes).mean(axis=1)
    low, high = stats.t.interval(0.9, people - 1, means.mean(), stats.sem(means))
    assert same(found.interval.low, low)
    assert same(found.interval.high, high)
    for place in range(questions):
        values = scores(codes)[:, place]
        low, high = stats.t.interval(0.9, people - 1, values.mean(), stats.sem(values))
        interval = found.items[f"Q{place + 1}"].interval
        assert same(interval.low, max(low, 0))
        assert same(interval.high, min(high, 1))


def test_the_finite_population_correction():
    """100 of 400 asked: the margin shrinks by √(1 − 100/400) = √0.75."""
    codes = answers(100, 4, 9)
    free, known = analysed(codes).inference, analysed(codes, "size: 400\n").inference
    assert same(known.interval.margin, free.interval.margin * math.sqrt(0.75))


def test_intervals_with_missing_answers_by_the_jackknife_of_means():
    """With answers missing at random the linearised interval lies close to a bootstrap of the same estimator."""
    codes = answers(300, 5, 11)
    random = np.random.default_rng(12)
    codes[random.random(codes.shape) < 0.1] = 0
    found = analysed(codes).inference
    values = np.where(codes == 0, np.nan, np.vectorize(SCORES.get)(np.where(codes == 0, 1, codes)))
    draws = [np.nanmean(values[random.integers(0, 300, 300)], axis=0).mean() for _ in range(2000)]
    margin = float(np.std(draws)) * stats.t.ppf(0.975, 299)
    assert math.isclose(found.interval.margin, margin, rel_tol=0.06)
    assert found.complete == int((codes > 0).all(axis=1).sum())


def test_cross_tables_as_scipy_has_them():
    codes = answers(500, 3, 21)
    found = analysed(codes, "groups: [Q1]\n").inference.cross
    for question in (1, 2):
        seen = np.array(
            [[((codes[:, 0] == a) & (codes[:, question] == b)).sum() for b in range(1, 6)] for a in range(1, 6)]
        )
        seen = seen[seen.any(axis=1)][:, seen.any(axis=0)]
        expected = stats.chi2_contingency(seen, correction=False)
        test = found["Q1", f"Q{question + 1}"]
        assert math.isclose(test.statistic, expected.statistic, rel_tol=1e-12)
        assert (test.degrees, same(test.p, expected.pvalue)) == (expected.dof, True)


def test_representativeness_as_scipy_has_it():
    codes = [[1]] * 30 + [[2]] * 50 + [[3]] * 20
    known = "known_shares: [{question: Q1, shares: {很满意: 40%, 满意: 40%, 一般: 20%}}]\n"
    found = analysed(codes, known).inference.fit["Q1"]
    expected = stats.chisquare([30, 50, 20], [40, 40, 20])
    assert math.isclose(found.statistic, expected.statistic, rel_tol=1e-12)
    assert same(found.p, expected.pvalue)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([[1, 2, 3]], "信度与效度：样本太少（n=1），至少要2份。"),
        ([[1], [2], [3]], "克朗巴哈系数：至少要2道计分的量表题，现有1道。"),
        ([[1, 1, 1]] * 9, "克朗巴哈系数：答案没有差异，无法计算。"),
        ([[1, 1, 1]] * 9, "综合满意度的置信区间：答案没有差异，无法计算。"),
        ([[1, 2, 3], [2, 2, 1], [4, 2, 5], [1, 2, 2]], "Q2的题总相关：答案没有差异，无法计算。"),
        ([[1, 2, 3], [2, 2, 1], [4, 2, 5], [1, 2, 2]], "KMO 与 Bartlett 检验：答案没有差异，无法计算。"),
        (
            [[1, 1, 2], [2, 2, 1], [4, 4, 5], [1, 1, 3]],
            "KMO 与 Bartlett 检验：有的题可由其他题完全推出（相关矩阵奇异），无法计算。",
        ),
        ([[1, 2], [2, 1], [4, 4], [1, 3]], "KMO 与 Bartlett 检验：至少要3道计分的量表题，现有2道。"),
        ([[1, 2, 3], [2, 1, 1], [4, 4, 5]], "KMO 与 Bartlett 检验：样本太少（n=3），至少要4份。"),
        ([[1, 5], [2, 4], [5, 1], [1, 4]], "克朗巴哈系数为负：有的题方向相反，请检查量表权重。"),
        ([[1, 2, 0], [2, 2, 1], [4, 2, 5]], "信度与相关只用计分题全部作答的2份（共3份有效）。"),
    ],
)
def test_what_the_data_do_not_carry_is_said(codes, said):
    result = analysed(codes)
    assert said in [note.text() for note in result.notes]


@pytest.mark.parametrize(
    "codes", [[[1, 2, 3]], [[1, 1, 1]] * 9, [[1, 2, 3], [2, 2, 1], [4, 2, 5]], [[1, 1, 1], [5, 5, 5]]]
)
def test_degenerate_data_give_none_and_never_nan(codes):
    found = analysed(codes).inference
    values = [found.alpha, found.kmo, *(found.alpha_interval or ())]
    for item in found.items.values():
        values += [item.item_total, item.corrected, item.alpha_if_deleted, item.sampling_adequacy]
    assert all(value is None or math.isfinite(value) for value in values)


def test_two_equal_items_have_alpha_one():
    found = analysed([[1, 1], [3, 3], [5, 5]]).inference
    assert found.alpha == 1
    assert found.alpha_interval == (1, 1)


def test_a_census_has_no_sampling_error():
    result = analysed([[1, 2], [3, 4], [5, 5]], "size: 3\n")
    assert result.inference.interval.margin == 0
    assert "有效问卷数等于总体人数，是全面调查，没有抽样误差。" in [note.text() for note in result.notes]


def test_counts_give_question_intervals_and_a_bound_for_the_composite():
    """The bound is the mean of the questions' margins: what the composite would have were they fully correlated."""
    of = items(2)
    table_ = "题号,选项,人数\nQ1,很满意,6\nQ1,很不满意,4\nQ2,很满意,5\nQ2,很不满意,5\n"
    result = analyse(of, counts(of, table_), least=2)
    margins = [result.inference.items[name].interval.margin for name in ("Q1", "Q2")]
    # s² = n·p·(1−p)/(n−1): 10·0.6·0.4/9 and 10·0.5·0.5/9
    expected = [stats.t.ppf(0.975, 9) * math.sqrt(2.4 / 9 / 10), stats.t.ppf(0.975, 9) * math.sqrt(2.5 / 9 / 10)]
    assert all(map(same, margins, expected))
    assert result.inference.interval is None
    shown = f"{sum(expected) / 2 * 100:.2f}"
    assert any(f"误差不超过±{shown}个百分点" in note.text() for note in result.notes)


def test_scores_with_many_decimals_stay_exact():
    """Two items with scores a = 0.123456789 and b = 0: four people, aa, ab, bb, bb: worked by hand.

    In units of a: x = 1, 1, 0, 0; y = 1, 0, 0, 0; n²·var: x 4·2 − 4 = 4, y 4·1 − 1 = 3, total 2, 1, 0, 0: 4·5 − 9 = 11.
    α = 2·(1 − 7/11) = 8/11.
    """
    of = questionnaire(
        "title: 细\nscale: {a: 0.123456789, b: 0}\nquestions: [{id: Q1, text: 一, type: scale}, {id: Q2, text: 二, type: scale}]"
    )
    result = analyse(of, responses(of, "Q1,Q2\na,a\na,b\nb,b\nb,b\n"), least=2)
    assert same(result.inference.alpha, 8 / 11)


@pytest.mark.parametrize("people", [1, 29_127, 70_001])
def test_sums_and_cross_products_are_exact_however_many_answers_there_are(people):
    """Three respondents repeat (0 is no answer), so every sum is a sum over three rows times how often each occurs."""
    pattern = [(1, 2, 5), (2, 0, 5), (5, 3, 1)]
    rows = [pattern[place % 3] for place in range(people)]
    of = items(3)
    score = [0, 100, 80, 60, 30, 0]  # hundredths
    pairs = pair_moments(of.questions, [bytes(column) for column in zip(*rows, strict=True)])
    times = Counter(rows)
    for i in range(3):
        for j in range(3):
            answered = [(row, count) for row, count in times.items() if row[i] and row[j]]
            assert pairs.counts[i][j] == sum(count for _, count in answered)
            scale = Fraction(100, pairs.unit)
            assert pairs.sums[i][j] * scale == sum(count * score[row[i]] for row, count in answered)
            assert pairs.products[i][j] * scale**2 == sum(
                count * score[row[i]] * score[row[j]] for row, count in answered
            )
