"""How a derivation is told: the sentences that an evaluator would write."""

from fractions import Fraction

from kaocheng.derivation import AMOUNT, COUNT, PERCENT, SCORE, Chosen, Computed, Given, Judged, Rejected, Rounded
from kaocheng.derivation.tree import WORDS
from kaocheng.report.contents.telling import telling

RATE = Computed(
    "预算完成率",
    "预算完成率=决算数÷预算数×100%",
    "80.00万元 ÷ 100.00万元",
    Fraction("0.8"),
    PERCENT,
    (Given("决算数", Fraction(80), AMOUNT), Given("预算数", Fraction(100), AMOUNT)),
)
BAND = Chosen(
    "得分", "80%≤预算完成率<90%", "得2分", Fraction(2), SCORE, (RATE,), (Rejected("≥90%", "得3分", "80.00%低于90.00%"),)
)


def mark(name: str, found: str) -> Judged:
    return Judged(name, found, WORDS)


def test_the_clause_that_applied_and_the_one_that_did_not() -> None:
    assert telling(Rounded("得分", Fraction(2), 2, SCORE, BAND)) == (
        "按评分标准，预算完成率为80.00%（80.00万元÷100.00万元），适用“80%≤预算完成率<90%”的规定，得2分。"
        "“≥90%”（得3分）不适用，因为80.00%低于90.00%。"
    )


def test_what_was_said_before_is_not_said_again() -> None:
    assert telling(BAND, RATE).startswith("按评分标准，适用“80%≤预算完成率<90%”的规定，得2分。")


def test_points_that_are_all_met() -> None:
    node = Computed(
        "要点法得分", "各要点得分之和", "1×1+1×1", Fraction(2), SCORE, (mark("有办法", "满足"), mark("有监督", "满足"))
    )
    assert telling(node) == "按评分标准，“有办法”“有监督”2个要点均满足，得满分。"


def test_points_of_which_some_are_not_met() -> None:
    marks = (mark("有办法", "满足"), mark("有监督", "不满足"), mark("有“三定”方案", "部分满足（50.00%）"))
    node = Computed("要点法得分", "各要点得分之和", "1×1+1×0+1×0.5", Fraction("1.5"), SCORE, marks)
    assert telling(node) == (
        "按评分标准，3个要点中，1个满足（“有办法”），1个不满足（“有监督”），“有‘三定’方案”部分满足（50.00%），"
        "得分=各要点得分之和=1×1+1×0+1×0.5=1.50分。"
    )


def test_a_mean_of_completion_rates_names_the_tasks_that_fell_short() -> None:
    tasks = (Given("免费筛查（人）", Fraction("0.97"), PERCENT), Given("婚检率", Fraction(1), PERCENT))
    mean = Computed("实际完成率", "各项完成率的平均", "(97.00%+100.00%)÷2", Fraction("0.985"), PERCENT, tasks)
    node = Computed("得分", "实际完成率×权重分", "98.50%×2", Fraction("1.97"), SCORE, (mean,))
    assert telling(node) == (
        "按评分标准，2项中，1项完成率为100%，免费筛查97.00%，各项平均为98.50%，得分=实际完成率×权重分=98.50%×2=1.97分。"
    )


def test_units_that_miss_the_target_and_what_it_costs() -> None:
    full = Chosen("满分", "≥85%", "得满分", Fraction(2), SCORE)
    failing = Computed("未达标单位数", "逐个单位与目标值比较", "甲县未达标，共1个", Fraction(1), COUNT)
    cut = Computed("扣分：存在一个县区未达标", "", "扣1×权重分的20%", Fraction("0.4"), SCORE)
    node = Computed("得分", "主规则得分-扣分+加分", "2-0.4", Fraction("1.6"), SCORE, (full, failing, cut))
    assert telling(node) == "按评分标准，甲县未达标，共1个，因“存在一个县区未达标”扣0.40分，得分=2-0.4=1.60分。"


def test_a_discretionary_adjustment_stands_behind_the_score_by_the_standard() -> None:
    by_standard = Rounded("得分", Fraction(2), 2, SCORE, BAND)
    cut = Judged("酌情加扣分", Fraction(-1, 10), PERCENT, "资料不全")
    share = Computed(
        "得分占权重",
        "按标准得分占权重 + 酌情加扣分",
        "66.67% - 10.00%",
        Fraction("0.5667"),
        PERCENT,
        (by_standard, cut),
    )
    product = Computed("得分", "份额 × 权重", "56.67% × 3.00", Fraction("1.70"), SCORE, (share,))
    said = telling(Rounded("得分", Fraction("1.70"), 2, SCORE, product), RATE)
    assert said.startswith(
        "按评分标准，适用“80%≤预算完成率<90%”的规定，得2分，按标准得2.00分，评价组酌情扣权重的10.00%。"
    )
    assert "资料不全" not in said  # the reason is said with the judgement, once


def test_a_deduction_is_told_in_words() -> None:
    full = Chosen("满分", "制度健全", "得满分", Fraction(10), SCORE)

    def told(what: str) -> str:
        cut = Computed(f"扣分：{what}", "", "3 × 1", Fraction(3), SCORE)
        return telling(Computed("得分", "主规则得分-扣分+加分", "10 - 3", Fraction(7), SCORE, (full, cut)))

    assert told("缺制度") == "按评分标准，“缺制度”3次，每次扣1分，共扣3.00分，得分=10-3=7.00分。"
    assert told("起") == "按评分标准，3起，每起扣1分，共扣3.00分，得分=10-3=7.00分。"
