"""A small evaluation scored from data to grade. Every expected value is worked out by hand beside it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.derivation import lines, sentence
from kaocheng.diagnostics import Refusal
from kaocheng.domain import Adjustment, Cell, Evaluation, Judgement, Metric
from kaocheng.numbers import Measure
from kaocheng.places import InTable
from kaocheng.scoring import Figures, Ledger, changes, check, enters, score, show_table, suppose
from kaocheng.standards import apply, inputs_from_json, understand

SMALL = Path(__file__).parents[1] / "bundles" / "small"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    bundle = read(SMALL)
    assert not bundle.problems
    return bundle.evaluation


def test_scores(evaluation: Evaluation) -> None:
    sheet = score(evaluation)
    scores = {scored.indicator.code: scored.score for scored in sheet.indicators}
    assert scores == {
        "A": Fraction(6),
        # 支出 96+110+76.5 = 282.5；预算 100+120+80 = 300；282.5/300 = 94.17%，在90%—95%得4分
        "A1": Fraction(4),
        # 两项满足一项：4 × 1/2
        "A2": Fraction(2),
        "B": Fraction("17.13"),
        # 东县 900/1000=90%，西县 1100/1200=91.67%，南县 600/800=75% 未达80%：12 × (1-20%)
        "B1": Fraction("9.6"),
        # 282.5万元/3000人 = 941.67元/人；941.666…/1000 × 8 = 7.5333…
        "B2": Fraction("7.53"),
    }
    assert sheet.total == Fraction("23.13")
    assert sheet.complete


def test_grade_and_its_distances(evaluation: Evaluation) -> None:
    """23.13 is 中: 24 − 23.13 = 0.87 to 良, 23.13 − 18 = 5.13 to lose."""
    sheet = score(evaluation)
    assert sheet.grade is not None
    assert (sheet.grade.name, sheet.to_higher, sheet.to_lower) == ("中", Fraction("0.87"), Fraction("5.13"))


def test_derivation_in_words(evaluation: Evaluation) -> None:
    derivation = score(evaluation)["A1"].derivation
    assert derivation is not None
    said = sentence(derivation)
    assert "预算执行率 = 282.50 ÷ 300.00 = 94.17%" in said
    whole = "\n".join(lines(derivation))
    for cell in ("data/funds.csv:2:3", "data/funds.csv:3:3", "data/funds.csv:4:3", "市财政局", "2025-02-01", "自报"):
        assert cell in whole
    assert "不适用" in whole  # the bands that did not apply are named


def judged(evaluation: Evaluation, code: str, *adjustments: Adjustment) -> Evaluation:
    """The evaluation with these discretionary adjustments of one indicator."""
    others = [judgement for judgement in evaluation.judgements if judgement.indicator != code]
    known = evaluation.judgement(code) or Judgement(code)
    return replace(evaluation, judgements=(*others, replace(known, adjustments=adjustments)))


def test_points_taken_away_are_exact(evaluation: Evaluation) -> None:
    """B1 has 9.6 of 12: less one point 8.6, and the share is exactly a twelfth."""
    point = Adjustment(points=Fraction(-1), reason="台账不全")
    found = score(judged(evaluation, "B1", point))["B1"]
    assert found.score == Fraction("8.6")
    assert point.share_of(Fraction(12)) == Fraction(-1, 12)
    said = lines(found.derivation)
    assert any("得分占权重 = 80.00% - 1 ÷ 12 = 71.67%" in line for line in said)  # 8.6 ÷ 12
    assert any("酌情加扣分：评价判断为-1.00" in line for line in said)


def test_points_and_shares_add_up_within_the_weight(evaluation: Evaluation) -> None:
    """9.6 − 1 − 10 % of 12 = 7.4; and no more is taken away than there is."""
    both = (Adjustment(points=Fraction(-1)), Adjustment(Fraction(-1, 10)))
    assert score(judged(evaluation, "B1", *both))["B1"].score == Fraction("7.4")
    assert score(judged(evaluation, "B1", Adjustment(points=Fraction(-20))))["B1"].score == 0


def test_a_deduction_is_not_told_with_full_marks_for_having_none() -> None:
    standard = understand("每发现一例环境投诉扣1分，扣完为止。", name="环境投诉", weight=Fraction(10)).standard
    inputs, _ = inputs_from_json({"cases": ["3"]})
    node = apply(standard, Fraction(10), "", inputs).derivation
    said = sentence(node)
    assert "先计满分" in said
    assert "10 - 3 = 7.00" in said
    assert "没有扣分情况" not in said
    assert "得满分" not in said
    assert "full marks to begin with" in sentence(node, lang="en")
    inputs, _ = inputs_from_json({"cases": ["0"]})
    assert "没有扣分情况，得满分" in sentence(apply(standard, Fraction(10), "", inputs).derivation)


def test_money_per_head_is_converted_in_a_named_step(evaluation: Evaluation) -> None:
    figure = Figures(evaluation, score(evaluation)).resolve("计算.人均补贴")
    assert figure is not None
    assert sentence(figure.derivation) == "人均补贴 = 282.50万元 ÷ 3,000人 = 941.67元/人（1万元=10000元，结果为元/人）"


def test_missing_county_makes_the_score_missing(evaluation: Evaluation) -> None:
    tables = tuple(replace(t, rows=t.rows[:2]) if t.name == "培训" else t for t in evaluation.tables)
    cut = replace(evaluation, tables=tables)
    sheet = score(cut)
    assert sheet["B1"].score is None
    assert not sheet.complete
    assert sheet.grade is None
    assert "missing-unit" in [problem.code for problem in check(cut, sheet)]


def test_a_blank_is_not_zero(evaluation: Evaluation) -> None:
    def without(evaluation: Evaluation) -> Evaluation:
        table = evaluation.table("资金")
        assert table is not None
        first = replace(table.rows[0], cells={k: v for k, v in table.rows[0].cells.items() if k != "支出数"})
        changed = replace(table, rows=(first, *table.rows[1:]))
        return replace(evaluation, tables=tuple(changed if t.name == "资金" else t for t in evaluation.tables))

    assert score(without(evaluation))["A1"].score is None


def test_an_item_that_was_typed_meets_the_data_in_one_measure(evaluation: Evaluation) -> None:
    """支出 282.5万元 from the table, 预算 typed as 0.0314亿元 = 314万元: 89.97% gives nothing; typed values go first."""
    typed = Judgement("A1", {"items": {"预算数": "0.0314亿元"}}, reason="批复文件", author="主评人", date="2025-03-01")
    found = score(replace(evaluation, judgements=(*evaluation.judgements, typed)))["A1"]
    assert found.score == 0
    whole = "\n".join(lines(found.derivation))
    assert "282.50 ÷ 314.00 = 89.97%" in whole
    assert "预算数：评价判断为0.03" in whole
    assert "批复文件" in whole


def test_what_if_on_a_total(evaluation: Evaluation) -> None:
    """290/300 = 96.67%: 6 points; 290万/3000 = 966.67元/人: 7.73 points."""
    supposed = suppose(evaluation, "资金/合计/支出数=290")
    before, after = score(evaluation), score(supposed)
    assert (after["A1"].score, after["B2"].score) == (Fraction(6), Fraction("7.73"))
    assert enters(after) == ["A1 预算执行率", "B2 人均补贴"]
    assert [(c.name, c.before, c.after) for c in changes(before, after)][-2:] == [
        ("总分", "23.13", "25.33"),
        ("等级", "中", "良"),
    ]


def test_what_if_on_a_cell_goes_into_the_total(evaluation: Evaluation) -> None:
    """96 → 103.5 makes 290."""
    assert score(suppose(evaluation, "资金/东县/支出数=103.5"))["A1"].score == Fraction(6)


@pytest.mark.parametrize(
    ("supposition", "message"),
    [
        ("资金/合计", "“资金/合计”应写作 表/行/列=值。如 --if '决算表/合计/支出决算数=15000'。"),
        ("资金/合记/支出数=1", "没有“合记”这个行。您是否指“合计”？可用：合计、东县、西县、南县。"),
        ("资全/合计/支出数=1", "没有“资全”这个表。您是否指“资金”？可用：资金、培训。"),
        ("资金/合计/支出=1", "没有“支出”这个列。您是否指“支出数”？可用：预算数、支出数、执行率。"),
        (
            "资金/合计/支出数=许多",
            "假设的值“许多”不是数（计量单位万元）。写法如 15000、12,696.66；百分数只用于比率。",
        ),
    ],
)
def test_what_if_says_what_is_wrong(evaluation: Evaluation, supposition: str, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        suppose(evaluation, supposition)
    assert refused.value.diagnostics[0].line() == f"错误：{message}"


def test_table_with_total_and_rates(evaluation: Evaluation) -> None:
    table = evaluation.table("培训")
    assert table is not None
    shown = show_table(table, Ledger(evaluation))
    texts = [[figure.form.text(figure.value) for figure in row.figures] for row in shown.rows]
    assert texts == [
        ["1,000", "900", "90.00%"],
        ["1,200", "1,100", "91.67%"],
        ["800", "600", "75.00%"],
        ["3,000", "2,600", "86.67%"],  # 2600/3000, not the mean of the rates
    ]


def test_a_table_of_which_nothing_adds_up_has_no_total(evaluation: Evaluation) -> None:
    """A computed rate has a total only where its inputs have one."""
    table = evaluation.table("培训")
    assert table is not None
    alone = tuple(column if column.formula else replace(column, total="none") for column in table.columns)
    shown = show_table(replace(table, columns=alone), Ledger(evaluation))
    assert [row.key for row in shown.rows] == [("东县",), ("西县",), ("南县",)]


def test_the_verified_value_is_adopted(evaluation: Evaluation) -> None:
    from kaocheng.domain import Amendment

    at = InTable("资金", ("东县",), "支出数")
    amended = (Amendment(at, "佐证", "95"), Amendment(at, "核定", "100"))
    ledger = Ledger(replace(evaluation, amendments=amended))
    assert ledger.at(at).value == 100
    assert {layer: node.value for layer, node in ledger.layers(at).items()} == {"自报": 96, "佐证": 95, "核定": 100}
    assert ledger.at(InTable("资金", ("合计",), "支出数")).value == Fraction("286.5")


def test_clean_evaluation_has_no_errors(evaluation: Evaluation) -> None:
    found = [problem for problem in check(evaluation, score(evaluation)) if problem.severity == "error"]
    assert not [problem.line() for problem in found]


def test_order_of_units_does_not_matter(evaluation: Evaluation) -> None:
    turned = replace(evaluation, tables=tuple(replace(t, rows=t.rows[::-1]) for t in evaluation.tables))
    assert [s.score for s in score(turned).indicators] == [s.score for s in score(evaluation).indicators]


def test_a_lateness_in_days_is_not_scored_by_months(evaluation: Evaluation) -> None:
    from kaocheng.domain import Indicator, Metric
    from kaocheng.numbers import Measure

    late = Metric("延误时间", Measure.parse("天"), formula="[培训/东县/培训人数] / 100")
    standard = "按时完成得满分；每延误1个月扣1分，扣完为止。"
    leaf = Indicator("C1", "延误时间", Fraction(6), standard=standard, metrics=("延误时间",))
    sheet = score(replace(evaluation, metrics=(late,), indicators=(leaf,)))
    assert sheet["C1"].score is None
    assert [problem.text() for problem in sheet["C1"].problems] == ["业绩值以天计，评分标准以月计。"]


def test_the_mean_of_rates_that_are_all_not_applicable_is_not_applicable(evaluation: Evaluation) -> None:
    """0 of 0 trained in every county: there is no rate, and no mean of rates."""
    training = evaluation.table("培训")
    assert training is not None
    empty = {name: Cell(Fraction(0)) for name in ("培训人数", "合格人数")}
    table = replace(training, rows=tuple(replace(row, cells=empty) for row in training.rows))
    metric = Metric("平均合格率", Measure.parse("%"), formula="mean(培训.合格率)")
    changed = replace(evaluation, tables=(evaluation.tables[0], table), metrics=(metric,))
    figure = Figures(changed, score(changed)).resolve("计算.平均合格率")
    assert figure is not None
    assert figure.derivation.value is None
