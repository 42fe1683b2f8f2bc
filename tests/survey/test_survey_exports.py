"""The exports that evaluators have, whole and broken."""

import io

import pytest
import xlsxwriter
from survey_cases import FOUR, questionnaire, responses

from kaocheng.survey import read_responses

# What all the good exports below say, respondent by respondent.
CHOICES = {"Q1": [1, 2, 2], "Q2": [1, 2, 4], "Q3": [2, 0, 3]}
TICKS = [[1, 0, 1], [1, 1, 0], [0, 0, 1]]  # 建档, 接种, 随访 by respondent
TEXTS = ("多宣传", "", "排队久")

PLAIN = """Q1,Q2,Q3,Q4,Q5
男,非常满意,满意,建档|接种,多宣传
女,满意,,接种,
女,不满意,一般,建档;随访,排队久
"""
WENJUANXING_TEXTS = """序号,提交答卷时间,所用时间,来源,来自IP,1、您的性别,2、您对服务态度是否满意？,\
3.您对环境是否满意,4、您知道哪些服务【多选题】,5、您的意见
1,2021/12/1 9:00:00,97秒,微信,1.1.1.1,男,非常满意,满意,建档┋接种,多宣传
2,2021/12/1 9:01:00,61秒,微信,1.1.1.2,女,满意,(空),接种,(空)
3,2021/12/1 9:02:00,80秒,微信,1.1.1.3,女,不满意,一般,建档┋随访,排队久
"""
WENJUANXING_NUMBERS = """序号,提交答卷时间,所用时间,1、您的性别,2、您对服务态度是否满意？,3、您对环境是否满意？,\
4、您知道哪些服务(建档),4、您知道哪些服务(接种),4、您知道哪些服务(随访),5、您的意见,总分
1,2021/12/1 9:00:00,97秒,1,1,2,1,1,0,多宣传,180
2,2021/12/1 9:01:00,61秒,2,2,-3,0,1,0,,80
3,2021/12/1 9:02:00,80秒,2,4,3,1,0,1,排队久,60
"""
LIMESURVEY = """id,submitdate,lastpage,startlanguage,Q1,Q2. 您对服务态度是否满意？,Q3,Q4[SQ001],Q4[SQ002],Q4[SQ003],Q5
1,2021-12-01 09:00:00,1,zh-Hans,A,A,B,Y,Y,,多宣传
2,2021-12-01 09:01:00,1,zh-Hans,B,B,,,Y,N,
3,2021-12-01 09:02:00,1,zh-Hans,B,D,C,Y,,Y,排队久
"""
KOBO = """start,end,基本/Q1,满意/Q2,满意/Q3,满意/Q4,满意/Q4/建档,满意/Q4/接种,满意/Q4/随访,Q5,_id,_uuid,_submission_time
2021-12-01T09:00:00,2021-12-01T09:01:37,男,非常满意,满意,建档 接种,1,1,0,多宣传,1,a,2021-12-01
2021-12-01T09:01:00,2021-12-01T09:02:01,女,满意,,接种,0,1,0,,2,b,2021-12-01
2021-12-01T09:02:00,2021-12-01T09:03:20,女,不满意,一般,建档 随访,1,0,1,排队久,3,c,2021-12-01
"""
LETTERS = """Ｑ１,您对服务态度是否满意,Q3,Q4,Q5
A. 男,A.非常满意,B、满意,"建档,接种",多宣传
B. 女,B.满意,,接种,
B. 女,D.不满意,C、一般,"建档,随访",排队久
"""
EXPORTS = {
    "plain": PLAIN,
    "wenjuanxing-texts": WENJUANXING_TEXTS,
    "wenjuanxing-numbers": WENJUANXING_NUMBERS,
    "limesurvey": LIMESURVEY,
    "kobo": KOBO,
    "letters": LETTERS,
    "tabs": PLAIN.replace(",", "\t"),
}


def check(found):
    assert {name: list(column) for name, column in found.choices.items()} == CHOICES
    assert [list(tick) for tick in found.ticks["Q4"]] == TICKS
    assert found.texts["Q5"] == TEXTS


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_export_is_read_alike(name, encoding):
    check(responses(questionnaire(), EXPORTS[name].encode(encoding)))


def workbook(rows, *, merge=None):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("说明").write(0, 0, "本表由系统导出")
        sheet = book.add_worksheet("数据")
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell)
        if merge:
            sheet.merge_range(*merge)
    return out.getvalue()


def test_a_workbook_with_a_title_above_its_header_and_numbers_as_numbers():
    header, *rows = [line.split(",") for line in WENJUANXING_NUMBERS.splitlines()]
    typed = [[int(cell) if cell.lstrip("-").isdigit() else cell for cell in row] for row in rows]
    data = workbook([["居民满意度调查"], header, *typed])
    found, problems = read_responses(questionnaire(), [(data, "答卷.xlsx")])
    assert problems == []
    check(found)
    assert str(found.place(2)) == "答卷.xlsx 数据!A5"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            PLAIN.replace("Q2", "服务态度满意吗", 1),
            "答卷.csv:1:2 错误：没有找到Q2“您对服务态度是否满意？”的列。最接近的列是“服务态度满意吗”（第2列）。列名可以是题号、",
        ),
        (
            PLAIN.replace("男,非常满意", "男,很好"),
            "答卷.csv:2:2 警告：Q2有1个答案“很好”不是选项，按未答处理。选项：非常满意、满意、一般、不满意。",
        ),
        (
            PLAIN.replace("女,满意", "女,2"),
            "答卷.csv:1:2 警告：Q2一列里既有序号（2）又有文字（非常满意），已各按其义读。请确认序号从1起、与选项同序。",
        ),
        (
            PLAIN.replace("多宣传", "多宣传,少排队"),
            "答卷.csv:2 错误：有1行的列数与表头（5列）不同，最先一行有6列，这些行没有读。多半是答案里的逗号没有加引号",
        ),
        (
            PLAIN.replace("Q5", ""),
            "答卷.csv:1:5 错误：表头有1个空列名，下面却有数据（第5列），多半是合并的单元格。请取消合并，让每一列有自己的列名。",
        ),
        (
            PLAIN.replace("Q5\n", "Q5,Q2\n")
            .replace("宣传\n", "宣传,满意\n")
            .replace(",\n", ",,\n")
            .replace("久\n", "久,\n"),
            "答卷.csv:1:2、答卷.csv:1:6 错误：两列都对应Q2：“Q2”和“Q2”。请删去一列，或改正列名；用的是前一列。",
        ),
        (
            "甲,乙\n1,2\n",
            "答卷.csv:1 错误：前2行里没有一行像列名（与题号或题目对得上）。第一行应为题号或题目；现在第一行是“甲、乙”。",
        ),
        ("Q1,Q2,Q3,Q4,Q5\n", "答卷.csv 错误：只有表头，没有答卷。请放入导出的答卷。"),
        (
            ",".join(f"c{n}" for n in range(100_000)) + "\n",
            "答卷.csv:1 错误：有100000列，最多5000列；问卷只有5题。请检查分隔符是否正确、是否把行列转置了。",
        ),
        (b"\x81\x00\xff\xff" * 9, "答卷.csv 错误：无法辨认文字编码（试过 UTF-8 和 GB18030）。请另存为 UTF-8 的 CSV。"),
        ("\ufeffQ1,Q2".encode("utf-16") + b"\x00", "答卷.csv 错误：无法辨认文字编码"),
        (PLAIN.replace("多宣传", "多" * 200_000), "答卷.csv:2 错误：无法读取：有一格超过13万字，多半是引号不成对。"),
        (b"PK\x03\x04 broken", "答卷.csv 错误：不是能打开的工作簿："),
    ],
    ids=[
        "renamed",
        "no-option",
        "mixed",
        "ragged",
        "merged",
        "doubled",
        "no-header",
        "empty",
        "wide",
        "binary",
        "odd-bytes",
        "long",
        "zip",
    ],
)
def test_a_broken_export_is_told_with_its_place(data, said):
    _, problems = read_responses(questionnaire(), [(data.encode() if isinstance(data, str) else data, "答卷.csv")])
    lines = [problem.line() for problem in problems]
    assert any(line.startswith(said) for line in lines), lines


def test_a_merged_header_in_a_workbook_names_the_cell():
    rows = [["Q1", "Q2", "Q3", "Q4"], ["男", "满意", "满意", "建档", "好"]]
    data = workbook(rows, merge=(0, 3, 0, 4, "Q4"))
    _, problems = read_responses(questionnaire(), [(data, "答卷.xlsx")])
    assert [(problem.code, str(problem.places[0])) for problem in problems] == [
        ("missing-column", "答卷.xlsx 数据!A1"),
        ("blank-headers", "答卷.xlsx 数据!E1"),
    ]


def test_unknown_columns_are_named_once_and_not_read():
    _, problems = read_responses(
        questionnaire(), [(PLAIN.replace("\n", ",1\n").replace("Q5,1", "Q5,心情").encode(), "a.csv")]
    )
    assert [problem.line() for problem in problems] == [
        "a.csv:1:6 警告：有1列不属于任何题，没有读：“心情”。若是改过名的题，请在该题写 columns: [列名]。"
    ]


def test_a_renamed_column_may_be_declared():
    of = questionnaire(FOUR.replace("是否满意？, type: scale}", "是否满意？, type: scale, columns: [态度]}", 1))
    check(responses(of, PLAIN.replace("Q2", "态度", 1)))


def test_numbers_that_are_options_are_never_positions():
    """Options 5, 4, 3, 2, 1: a cell 5 is the option 5, the first."""
    of = questionnaire(
        "title: 打分\nquestions: [{id: Q1, text: 打分, type: scale, scale: {5: 100%, 4: 80%, 3: 60%, 2: 30%, 1: 0%}}]"
    )
    assert list(responses(of, "Q1\n5\n1\n4.0\n\n3\n".replace("\n\n", "\n")).choices["Q1"]) == [1, 5, 2, 3]


def test_a_number_question_is_read_exactly():
    of = questionnaire("title: 年龄\nquestions: [{id: Q1, text: 年龄, type: number}]")
    _, problems = read_responses(of, [("Q1\n３５\n1/3\n很老\n".encode(), "a.csv")])
    assert [problem.line() for problem in problems] == [
        "a.csv:4:1 警告：Q1有1个答案不是数（如“很老”），按未答处理。请核对这些格。"
    ]
