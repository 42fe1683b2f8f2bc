"""questionnaire.yaml: what it may say, and the message for each mistake with its place."""

from fractions import Fraction

import pytest
from survey_cases import FOUR, questionnaire

from kaocheng.survey import read_questionnaire


def test_a_full_questionnaire_is_read():
    found = questionnaire("""title: 调查
population: 居民
size: 3,560
sent: １００
confidence: 90%
scale: {满意: 100, 一般: 60, 不满意: 0, 不清楚: 不计}
sections: [{id: A, title: 基本情况}, {id: B, title: 满意度}]
groups: [Q1]
quotas: [{question: Q1, planned: {朔城区: 50, 应县: 50}}]
known_shares: [{question: Q1, source: 统计年鉴, shares: {朔城区: 60%, 应县: 40%}}]
identity: 手机号
validity:
  complete: all
  straight_lining: 2
  min_seconds: 30
  contradictions: [{when: {Q1: 朔城区, Q2: [满意]}, reason: 不可能}]
questions:
  - {id: Q1, text: 县区, options: [朔城区, 应县], section: A}
  - {id: Q2, text: 服务, type: scale, section: B, weight: 2, shown_if: {Q1: [应县]}}
  - {id: Q3, text: 环境, type: scale, section: B, scale: {好: 100%, 差: 0%}}
  - {id: Q4, text: 年龄, type: number, unit: 岁, required: no, columns: [您几岁]}
  - {id: Q5, text: 渠道, type: multiple, options: {A1: 电视, A2: 网络}}
  - {id: Q6, text: 意见, type: text, keywords: {宣传: [宣传, 知晓], 态度: 态度}}
""")
    assert (found.size, found.sent, found.confidence) == (3560, 100, Fraction(9, 10))
    assert [option.score for option in found.question("Q2").options] == [1, Fraction(3, 5), 0, None]
    assert [option.text for option in found.question("Q3").options] == ["好", "差"]
    assert [(option.code, option.text) for option in found.question("Q5").options] == [("A1", "电视"), ("A2", "网络")]
    assert found.question("Q6").keywords == {"宣传": ("宣传", "知晓"), "态度": ("态度",)}
    assert found.quotas[0].planned == {"朔城区": 50, "应县": 50}
    assert found.known_shares[0].shares["应县"] == Fraction(2, 5)
    assert [question.id for question in found.scored] == ["Q2", "Q3"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: 居民满意度", "titel: 居民满意度", "问卷.yaml:1:1 错误：不认识的键“titel”。您是否指“title”？"),
        ("满意: 80%", "满意: 180%", "问卷.yaml:2:25 错误：选项“满意”的满意度权重180.00%不在0到100%之间。"),
        ("满意: 80%", "满意: 八成", "问卷.yaml:2:25 错误：“八成”不是数。"),
        ("id: Q3", "id: Q2", "问卷.yaml:6:5 错误：题号“Q2”重复出现。"),
        (", options: [男, 女]", "", "问卷.yaml:4:5 错误：Q1是单选题，却没有选项。"),
        ("[男, 女]", "[男, 男]", "问卷.yaml:4:39 错误：Q1的选项“男”写了两次。"),
        ("type: text", "type: texts", "问卷.yaml:8:32 错误：“texts”不在可选的值之中。您是否指“text”？"),
        ("type: text", "type: text, section: S", "问卷.yaml:8:5 错误：sections 里没有“S”。"),
        ("title:", "sent: -1\ntitle:", "问卷.yaml:1:7 错误：发放数应为不小于0的整数，这里是“-1”。"),
        ("title:", "groups: [Q8]\ntitle:", "问卷.yaml:1:1 错误：问卷里没有题“Q8”。"),
        ("title:", "groups: [Q5]\ntitle:", "问卷.yaml:1:1 错误：Q5不是选择题，不能用来分组、写条件、配额或已知比例。"),
        ("type: scale", "type: scale, weight: -2", "问卷.yaml:5:54 错误：Q2的 weight应在0与任意正数之间，这里是“-2”。"),
        ("title:", "valid: 9\nreturned: 8\ntitle:", "问卷.yaml:1:1 错误：有效数9大于回收数8。"),
        (
            "title:",
            "confidence: 5%\ntitle:",
            "问卷.yaml:1:13 错误：confidence（置信度）应在50%与100%之间，这里是“5%”。",
        ),
        (
            "title:",
            "quotas: [{question: Q1, planned: {男人: 3}}]\ntitle:",
            "问卷.yaml:1:1 错误：Q1没有选项“男人”。您是否指“男”？",
        ),
        (
            "title:",
            "known_shares: [{question: Q1, shares: {男: 51%, 女: 50%}}]\ntitle:",
            "问卷.yaml:1:39 警告：Q1的已知比例合计101%，不是100%。",
        ),
    ],
    ids=lambda text: text[:16],
)
def test_a_mistake_is_told_once_with_its_place(old, new, said):
    found, problems = read_questionnaire(FOUR.replace(old, new, 1), "问卷.yaml")
    assert found is not None
    lines = [problem.line() for problem in problems]
    assert any(line.startswith(said) for line in lines), lines


def test_a_broken_file_is_no_questionnaire():
    found, problems = read_questionnaire("title: [", "问卷.yaml")
    assert found is None
    assert [problem.code for problem in problems] == ["bad-yaml"]


@pytest.mark.parametrize("text", ["- 题名", "只有一句话"])
def test_a_file_that_is_no_mapping_is_no_questionnaire(text):
    found, problems = read_questionnaire(text, "问卷.yaml")
    assert found is None
    assert [problem.code for problem in problems] == ["wrong-shape"]


def test_what_is_wrong_is_left_out_so_that_the_rest_can_be_computed():
    found, _ = read_questionnaire(
        FOUR.replace("title:", "groups: [Q1, Q9, Q5]\ntitle:").replace("id: Q3", "id: Q2"), "a"
    )
    assert found is not None
    assert found.groups == ("Q1",)
    assert [question.id for question in found.questions] == ["Q1", "Q2", "Q4", "Q5"]
