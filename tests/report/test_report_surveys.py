"""The annex 满意度调查报告, from counts and from published percentages only."""

from fractions import Fraction

import pytest
from report_sample import evaluation, sheet

from kaocheng.report.contents import build
from kaocheng.report.document import Block, Chart, Heading, Paragraph, Table, plain, walk
from kaocheng.survey import Counts, Option, Question, Questionnaire, Responses, SurveyResult, analyse
from kaocheng.survey.questionnaire import Claim

SCALE = (Option("满意", "1", Fraction(1)), Option("一般", "2", Fraction(6, 10)), Option("不满意", "3", Fraction(0)))
QUESTIONNAIRE = Questionnaire(
    "居民问卷",
    (
        Question("Q1", "您的性别", "single", (Option("男"), Option("女"))),
        Question("Q2", "水质", "scale", SCALE),
        Question("Q3", "水压", "scale", SCALE),
        Question("Q4", "收费", "scale", published=Fraction("0.84")),
        Question("Q5", "建议", "text"),
    ),
    population="受益居民",
    sent=50,
    returned=45,
    valid=40,
    claims=(Claim("克朗巴哈系数", "0.82", "原始答卷未公布"),),
)
COUNTS = Counts({"Q1": (30, 10), "Q2": (20, 10, 10), "Q3": (40, 0, 0)})


@pytest.fixture(scope="module")
def result() -> SurveyResult:
    return analyse(QUESTIONNAIRE, COUNTS, name="居民")


@pytest.fixture(scope="module")
def blocks(result: SurveyResult) -> list[Block]:
    found = list(walk(build(evaluation(), sheet(), {"居民": result}).document.blocks))
    start = next(n for n, block in enumerate(found) if isinstance(block, Heading) and "满意度调查报告" in block.text)
    end = next(n for n, block in enumerate(found) if isinstance(block, Heading) and "访谈记录" in block.text)
    return found[start:end]


def words(blocks: list[Block]) -> list[str]:
    return [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]


def test_it_is_a_report_from_the_purpose_to_the_conclusion(blocks: list[Block]) -> None:
    parts = [block.text for block in blocks if isinstance(block, Heading) and block.level == 3]
    assert parts == [
        "一、调查目的与对象", "二、调查内容与方式", "三、样本", "四、调查结果", "五、信度与效度", "六、结论"
    ]  # fmt: skip
    questions = [block.text for block in blocks if isinstance(block, Heading) and block.level == 4]
    assert questions == ["1. 您的性别", "2. 水质", "3. 水压", "4. 收费", "5. 建议"]


def test_the_sample_with_its_rates(blocks: list[Block]) -> None:
    """45 ÷ 50 = 90 %, 40 ÷ 45 = 88.888… %, 40 ÷ 50 = 80 %."""
    assert "发放问卷50份，回收45份，回收率90.00%，有效问卷40份，有效率88.89%，有效回收率80.00%。" in words(blocks)


def test_a_question_in_words_table_and_figure(blocks: list[Block]) -> None:
    """30 ÷ 40 = 75 %."""
    assert any(text.startswith("回答40人，75.00%选择“男”；25.00%选择“女”。详见表") for text in words(blocks))
    table = next(block for block in blocks if isinstance(block, Table) and block.caption == "您的性别")
    assert [[cell.plain for cell in row] for row in (*table.header, *table.rows)] == [
        ["选项", "男", "女", "回答人数"], ["人数", "30", "10", "40"], ["占比", "75.00%", "25.00%", "100.00%"]
    ]  # fmt: skip
    chart = next(block for block in blocks if isinstance(block, Chart) and block.caption == "您的性别")
    assert chart.kind == "pie"


def test_scored_questions_share_one_figure(blocks: list[Block]) -> None:
    """水质 (20 + 10 × 0.6) ÷ 40 = 65 %."""
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert [chart.kind for chart in charts] == ["stacked", "pie"]
    assert any("本题满意度为65.00%。" in text for text in words(blocks))


def test_what_was_only_published_is_marked_as_not_verifiable(blocks: list[Block]) -> None:
    assert "满意度为84.00%；只公布了百分数，没有公布各档人数，无法复核。" in words(blocks)
    assert "没有原始答卷，信度和效度无法复核。" in words(blocks)
    table = next(block for block in blocks if isinstance(block, Table) and "无法复核" in block.caption)
    assert [cell.plain for cell in table.rows[0]] == ["克朗巴哈系数", "0.82", "无法复核", "原始答卷未公布"]


def test_the_conclusion_names_the_best_and_the_worst(blocks: list[Block]) -> None:
    """(65 % + 100 % + 84 %) ÷ 3 = 83 %."""
    assert "综合满意度为83.00%。各题中，“水压”最高，为100.00%；“水质”最低，为65.00%。" in words(blocks)


def answered(count: int, *, best: str = "满意") -> SurveyResult:
    """Two questions of the scale, every answer the same, from so many people."""
    asked = Questionnaire("村民问卷", (Question("Q1", "方便", "scale", SCALE), Question("Q2", "整洁", "scale", SCALE)))
    codes = bytes([[option.text for option in SCALE].index(best) + 1]) * count
    return analyse(asked, Responses(count, {"Q1": codes, "Q2": codes}), name="村民", inference=False)


def annex(result: SurveyResult) -> list[str]:
    return words(list(walk(build(evaluation(), sheet(), {"村民": result}).document.blocks)))


def test_three_raw_responses_are_not_called_missing() -> None:
    said = annex(answered(3))
    assert not any("没有原始答卷" in text for text in said)
    assert "有效答卷3份，信度和效度没有结果，原因见下。" in said
    assert not any("克朗巴哈系数约" in text for text in said)


def test_questions_that_are_level_have_no_best_and_worst() -> None:
    assert not any("最高" in text for text in annex(answered(3)))


def test_reliability_is_computed_from_the_responses_there_are() -> None:
    """Forty people who answer both questions alike, half of them 满意 and half 一般: alpha is 1."""
    asked = Questionnaire("村民问卷", (Question("Q1", "方便", "scale", SCALE), Question("Q2", "整洁", "scale", SCALE)))
    codes = bytes([1, 2]) * 20
    result = analyse(asked, Responses(40, {"Q1": codes, "Q2": codes}), name="村民", inference=False)
    assert any("克朗巴哈系数约为1.00，内在信度高" in text for text in annex(result))


def test_a_survey_that_nobody_answered_is_left_out() -> None:
    blocks = list(walk(build(evaluation(), sheet(), {"村民": answered(0)}).document.blocks))
    assert not any(isinstance(block, Heading) and "满意度调查" in block.text for block in blocks)
