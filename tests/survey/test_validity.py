"""有效问卷: which responses count, and the reason for each that does not."""

import pytest
from survey_cases import items, questionnaire, responses, table

from kaocheng.survey import analyse, read_responses

BASE = """title: 有效性
scale: {满意: 100%, 一般: 60%, 不满意: 0%}
VALIDITY
questions:
  - {id: Q1, text: 年龄, options: [25岁以下, 25岁以上]}
  - {id: Q2, text: 是否用过服务, options: [是, 否]}
  - {id: Q3, text: 服务, type: scale, shown_if: {Q2: [是]}}
  - {id: Q4, text: 环境, type: scale}
"""


def reasons(rule: str, rows: str):
    of = questionnaire(BASE.replace("VALIDITY", f"validity: {rule}" if rule else ""))
    result = analyse(of, responses(of, "Q1,Q2,Q3,Q4,所用时间\n" + rows), inference=False)
    return result.sample.valid, [(r.reason, r.count, str(r.places[0])) for r in result.sample.rejections]


@pytest.mark.parametrize(
    ("rule", "rows", "expected"),
    [
        ("", "1,1,1,1,9\n,,,,9\n", (1, [("一题未答", 1, "答卷1.csv:3")])),
        ("{complete: all}", "1,1,1,1,9\n1,1,,1,9\n1,2,,1,9\n", (2, [("Q3未答", 1, "答卷1.csv:3")])),
        ("{complete: scored}", ",1,1,1,9\n1,1,1,,9\n", (1, [("Q4未答", 1, "答卷1.csv:3")])),
        ("", "1,2,1,1,9\n1,2,,1,9\n", (1, [("Q3不该作答而作答（跳题）", 1, "答卷1.csv:2")])),
        ("{min_seconds: 60}", "1,1,1,1,59秒\n1,1,1,1,1分\n1,1,1,1,\n", (2, [("答题时间不足60秒", 1, "答卷1.csv:2")])),
        (
            "{contradictions: [{when: {Q1: 25岁以下, Q2: 否}, reason: 年轻人必用过}]}",
            "1,2,,1,9\n2,2,,1,9\n",
            (1, [("前后矛盾：年轻人必用过", 1, "答卷1.csv:2")]),
        ),
        ("{straight_lining: 2}", "1,1,1,1,9\n1,1,1,2,9\n", (1, [("2道满意度题全选同一项", 1, "答卷1.csv:2")])),
        ("{straight_lining: 3}", "1,1,1,1,9\n", (1, [])),
    ],
)
def test_a_response_is_rejected_for_its_first_reason(rule, rows, expected):
    assert reasons(rule, rows) == expected


def test_rejected_responses_enter_nothing():
    """Three answers, one of them too fast: satisfaction (1 + 0) ÷ 2."""
    of = items(1, rest="validity: {min_seconds: 10}\n")
    result = analyse(of, responses(of, "Q1,用时\n1,20\n5,20\n1,5\n"), inference=False)
    assert (result.sample.returned, result.sample.valid, result.satisfaction) == (3, 2, 1 / 2)


def test_the_seed_survey_71_returned_70_valid():
    """全选且逻辑合理: of 71 returned one is incomplete; 100 sent, so 71 %, 70/71 and 70 %."""
    of = items(5, rest="sent: 100\nvalidity: {complete: all}\n")
    rows = [[1 + (k + r) % 3 for k in range(5)] for r in range(70)] + [[1, 2, 0, 1, 2]]
    sample = analyse(of, responses(of, table(rows)), inference=False).sample
    assert (sample.sent, sample.returned, sample.valid) == (100, 71, 70)
    assert [(r.reason, r.count) for r in sample.rejections] == [("Q3未答", 1)]


def test_what_the_register_says_otherwise_is_noted():
    of = items(1, rest="sent: 9\nreturned: 5\nvalid: 2\n")
    result = analyse(of, responses(of, "Q1\n1\n2\n3\n"), inference=False)
    assert [note.text() for note in result.notes] == ["回收5份，其中2份没有录入。", "有效数写为2，从答卷数得3。"]


SYSTEM = "序号,提交时间,Q1,Q2\n1,2021-12-01 09:00,1,2\n2,2021-12-01 09:01,1,2\n"


def test_a_file_exported_twice_counts_once():
    of = items(2)
    again = SYSTEM + "3,2021-12-01 09:02,4,4\n"
    found, problems = read_responses(of, [(SYSTEM.encode(), "a.csv"), (again.encode(), "b.csv")])
    assert [problem.line() for problem in problems] == [
        "b.csv:2、b.csv:3 警告：有2份答卷与前面的重复，只算一次。请确认不是同一文件导出了两次。"
    ]
    sample = analyse(of, found, inference=False).sample
    assert (sample.returned, sample.valid) == (3, 3)


def test_equal_answers_in_one_file_are_ordinary():
    of = items(2)
    assert analyse(of, responses(of, "Q1,Q2\n1,2\n1,2\n"), inference=False).sample.valid == 2


def test_a_declared_identity_decides_alone():
    """The same telephone twice, with other answers: once. A blank telephone is nobody's."""
    of = items(1, rest="identity: 手机号\n")
    both, problems = read_responses(of, [("手机号,Q1\n139,1\n139,5\n,2\n,2\n".encode(), "a.csv")])
    assert [problem.code for problem in problems] == ["duplicate-responses"]
    assert analyse(of, both, inference=False).sample.valid == 3


def test_an_unsubmitted_response_is_not_valid():
    of = items(1)
    result = analyse(of, responses(of, "id,submitdate,Q1\n1,2021-12-01,1\n2,,5\n"), inference=False)
    assert [(r.reason, r.count) for r in result.sample.rejections] == [("没有提交", 1)]
