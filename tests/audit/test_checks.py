"""Each check on a small report where it fails and one where it holds; see cases/checks.yaml."""

import re
import time
from pathlib import Path

import pytest
import yaml
from reports import report

from kaocheng.audit.checks import CHECKS
from kaocheng.audit.checks.blame import blamed
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Ratio
from kaocheng.audit.claims.numbers import printed
from kaocheng.audit.document import Spot
from kaocheng.audit.perform import perform
from kaocheng.audit.result import Against, Verdict
from kaocheng.audit.saying.words import message
from kaocheng.diagnostics import Severity

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("checks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["check"])
def test_a_check_finds_what_does_not_hold(case):
    found = [result for result in perform(report(case["fails"])).discrepancies if result.kind == case["check"]]
    assert (str(case["printed"]), str(case["expected"])) in [(result.printed, result.expected) for result in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["check"])
def test_a_check_is_silent_where_all_holds(case):
    audit = perform(report(case["holds"]))
    assert [(result.kind, result.printed, result.expected) for result in audit.discrepancies] == []
    kind = case.get("holds_as", case["check"])
    assert kind == "none" or audit.coverage[kind][Verdict.HOLDS] >= 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["check"])
def test_a_check_says_nothing_in_the_words_of_the_program(case):
    """No field is called weight, no sum 7/2."""
    told = [one for text in (case["fails"], case["holds"]) for one in perform(report(text)).results]
    said = [text for one in told for text in (one.subject, one.computation, one.why)]
    assert [text for text in said if re.search(r"[a-z_]{3,}|(?<![\d.)])\d/\d分", text)] == []


def test_every_check_has_a_case():
    assert {case["check"] for case in CASES} == set(CHECKS)


def test_every_check_is_in_the_manual():
    manual = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8")
    assert [
        check.name for check in CHECKS.values() if f"| `{check.name}` | {check.zh} | {check.about} |" not in manual
    ] == []


QUESTIONNAIRE = """表4 您是否满意
选项|回复情况
A.非常满意|24
B.满意|15
C.一般|2
D.不满意|0
回答人数41
汇总如下。
满意度情况表
调查内容|非常满意||满意||一般||不满意||综合满意度
|满意度|权重|满意度|权重|满意度|权重|满意度|权重|
您是否满意？|58.54%|100%|36.59%|80%|4.88%|60%|0%|0%|{rate}
您是否了解？|58.54%|100%|36.59%|80%|4.88%|60%|0%|0%|90.74%"""


@pytest.mark.parametrize(("rate", "found", "rounded"), [("90.73%", 0, 0), ("90.74%", 0, 1), ("90.75%", 1, 0)])
def test_what_the_printed_percentages_give_holds_by_rounding(rate, found, rounded):
    """By the counts 37.2 ÷ 41 = 90.73%; by the percentages 58.54 + 36.59×0.8 + 4.88×0.6 = 90.74%; 90.75% by neither."""
    audit = perform(report(QUESTIONNAIRE.format(rate=rate)))
    assert (len(audit.discrepancies), audit.rounded) == (found, rounded)


TORN = """表1 收支情况
分类|年初结转|年初预算|预算调整|收入合计
基本支出||5355.84|521.16|5877.00
项目支出||773.36|4355.06|5128.42
公用支出||100.10|20.02|120.12
合计|2422.19|6229.30|{adjusted}|{income}
"""


def test_a_total_that_its_row_bears_out_is_no_culprit():
    """521.16 + 4355.06 + 20.02 = 4896.24, yet 2422.19 + 6229.30 + 2474.05 = 11125.54 as printed: 2422.19 is missing."""
    (found,) = perform(report(TORN.format(adjusted="2474.05", income="11125.54"))).discrepancies
    assert (found.printed, found.expected, found.against) == ("2474.05", "4896.24", Against.COMPUTED)
    assert "印作2474.05，算得4896.24" in message(found)
    assert "相差的2422.19同一张表里印有" in found.why


SCORED = """表1 评分表
三级指标|权重|目标值|业绩值|得分|得分率
A11 完成率|4|100%|{actual}|1.33|33.33%
A12 及时率|6|100%|100%|6.00|100%
合计|10|||7.33|73.30%
"""


@pytest.mark.parametrize(("actual", "found", "rounded"), [("33.33%", 0, 1), ("40.00%", 1, 0)])
def test_a_score_rate_that_is_the_actual_value_holds_by_rounding(actual, found, rounded):
    """4 × 33.33% = 1.3332, printed 1.33; 1.33 ÷ 4 = 33.25%."""
    audit = perform(report(SCORED.format(actual=actual)))
    assert (len([one for one in audit.discrepancies if one.kind == "score-rate"]), audit.rounded) == (found, rounded)


VISITS = """表1 产后访视
县区|活产数|访视人数|访视率
甲县|1643|1350|82.17%
乙县|761|543|71.35%
丙县|1129|1000|88.57%
丁县|2697|2698|100.04%
戊县|1209|1102|91.15%
"""


def test_a_part_above_its_whole_is_found_unless_the_report_says_so_itself():
    (found,) = perform(report(VISITS)).discrepancies
    assert (found.kind, found.printed, found.expected) == ("part-above-whole", "2698", "不超过2697")
    assert perform(report(f"丁县访视人数比活产数多1人，口径不同。\n{VISITS}")).discrepancies == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、机构\n（1）内设机构\n说明一。\n（3）委属单位", [("（3）", "（2）")]),
        ("一、机构\n（1）内设机构\n说明一，（2）派出机构。\n（3）委属单位", []),
        ("（三）做法\n1.宣传\n（2）防控", [("（2）", "（1）")]),
        ("一、机构\n（1）内设机构\n（2）委属单位\n二、经费\n（1）预算", []),
    ],
)
def test_a_point_follows_the_one_before(text, found):
    told = perform(report(text)).discrepancies
    assert [(one.printed, one.expected) for one in told if one.kind == "heading-order"] == found


BANDS = """表1 评分表
三级指标|权重|目标值|评分标准|业绩值|得分
A11 完成率|3|95%|完成率在95%以上（含）得3分；90-95%{ends}得2分；低于90%得0分|{actual}|{score}
A12 及时率|3|100%|及时率达到100%得满分，否则不得分|100%|3
合计|6||||{total}
"""


@pytest.mark.parametrize(("ends", "found"), [("（含）", 1), ("（不含）", 0), ("", 0)])
def test_a_value_that_two_bands_include_is_a_weakness_of_the_standard(ends, found):
    """95% gets 3 points by the first band and 2 by the second; 80% is in neither, so no score depends on it."""
    told = perform(report(BANDS.format(ends=ends, actual="80%", score="0", total="3"))).discrepancies
    assert [(one.kind, one.severity) for one in told] == [("standard-at-fault", Severity.NOTE)] * found
    assert all("恰为这个值时得几分没有说定" in one.why for one in told)


def test_an_actual_value_at_such_an_end_is_named():
    (told,) = perform(report(BANDS.format(ends="（含）", actual="95%", score="3", total="6"))).discrepancies
    assert told.why == "业绩值正是95%，要写明按哪一档计"


def test_a_report_that_lays_the_reading_down_is_not_told():
    text = BANDS.format(ends="（含）", actual="95%", score="3", total="6") + "A11 完成率：口径是按得分高的一档计。\n"
    assert perform(report(text)).discrepancies == ()


def test_a_hundred_mistakes_far_from_one_another_take_no_longer_each_than_ten():
    """The time grows with their number, not with its square: 25 times as many, and room for a busy machine."""
    few, many = (seconds(number) for number in (40, 1000))
    assert many < 25 * 4 * few


def seconds(number: int) -> float:
    rows = [(3000 + 7 * row, 1000 + 3 * row) for row in range(number)]
    equations = [
        Equation(
            "row-rate",
            printed("99.99%", Spot(row, 0, 0)),
            (printed(str(part), Spot(row, 0, 1)), printed(str(whole), Spot(row, 0, 2))),
            Ratio(),
            f"率{row}",
        )
        for row, (whole, part) in enumerate(rows)
    ]
    times = []
    for _ in range(3):
        start = time.process_time()
        assert len(blamed(equations, {}).results) == number
        times.append(time.process_time() - start)
    return min(times)
