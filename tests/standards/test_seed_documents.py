"""The standards of two real reports, read from the verbatim documents: understood rightly, or refused for the right reason."""

import os
import re
from fractions import Fraction
from pathlib import Path

import pytest

from kaocheng.standards import Understanding, apply, inputs_from_json, understand

FOLDER = os.environ.get("KAOCHENG_SEEDS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="KAOCHENG_SEEDS is unset: the verbatim reports are not here")

# code: why it is refused. 预算调整率 has no rule; 重点支出安排率 has two; 疾病预防控制能力 counts 2 of 4 points.
REFUSED = {("000", "B12"): "no-rule", ("000", "B23"): "contradiction", ("000", "C12"): "count-wrong"}
KINDS = {
    "000": {
        "points": "A11 A41 A42 B11 B25 B31 B32 B41 B51 B52",
        "completion": "A21 A22 A23 A24 A31 A32 A33 C13 C14",
        "per_step": "B13 B22",
        "bands": "B21",
        "proportional": "B24 B33 B42 C21 C22",
        "grades": "C11",
        "all_or_nothing": "D11 D21 D22",
    },
    "001": {
        "points": "A101 A103 A104 B102 B103 B201 C203",
        "grades": "A102",
        "per_step": "A201 D201 D301",
        "range": "A202",
        "per_case": "B101 C101 C201 C202 C204 C205 C207 C208 C209 C210 C211 C212 C213 C214 C215 C216 C217 D103",
        "all_or_nothing": "B202 C206 C301 D101 D102",
    },
}
# Hand-worked from the documents' own figures: report, code, inputs, score, arithmetic.
WORKED = [
    ("000", "A11", {"met": [True, True, False]}, "2.1", "3×(35%+35%)"),
    ("000", "B13", {"actual": "5%"}, "0", "超5，5×20%=100%"),
    ("000", "B21", {"items": {"决算数": "12696.66", "预算数": "15838.42"}}, "0", "80.16%<85%"),
    ("000", "B22", {"actual": "17.4%"}, "1.8", "超8.4，取整8次，3×(1-40%)"),
    ("000", "B42", {"actual": "69.41%"}, "1.39", "2×69.41%=1.3882"),
    ("000", "B51", {"met": [True, False, True]}, "1.4", "2×(30%+40%)"),
    ("000", "C11", {"option": 1}, "1.5", "3×50%"),
    ("000", "C21", {"actual": "78.75%"}, "3.5", "78.75÷90×4"),
    ("001", "A101", {"met": [True, True, False]}, "2", "1+1"),
    ("001", "A201", {"actual": "101.25%"}, "3", "达到100%"),
    ("001", "A202", {"actual": "101.28%"}, "2.96", "3×(1-1.28%)=2.9616"),
    ("001", "B101", {"cases": [1]}, "3.2", "4×(1-20%)"),
    ("001", "B201", {"met": [True, True, False]}, "2.67", "4×2/3=2.666…"),
    ("001", "B202", {"met": [True, True, True, False, True]}, "0", "任一违规"),
    ("001", "C203", {"met": [True, True, False, True]}, "1", "2×50%"),
    ("001", "C208", {"units": {"甲": "84%", "乙": "80%", "丙": "90%"}}, "1.2", "2个未达标，2×(1-40%)"),
    ("001", "D101", {"cases": ["≥1"]}, "0", "发现一例"),
    ("001", "D201", {"actual": "82.17%"}, "6", "≥80%"),
    ("001", "D301", {"actual": "95%"}, "8.1", "低5，9×(1-10%)"),
]


def department() -> dict[str, tuple[str, str, str, str]]:
    """The printed table of the department-wide report: rows go on over page breaks."""
    found: dict[str, list[str]] = {}
    inside, code = False, ""
    (path,) = Path(FOLDER).glob("000_*.txt")
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("一级指标\t二级指标\t三级指标\t权重"):
            inside = True
            continue
        inside = inside and not line.startswith("附件 2")
        cells = line.split("\t")
        if not inside or len(cells) < 7 or cells[1] == "合计":
            continue
        if head := re.match(r"([A-D]\d+)\s*(.*)", cells[2].strip()):
            code = head[1]
            found[code] = [head[2], cells[3], cells[5], cells[6]]
        elif code:
            found[code][3] += cells[6]
    return {code: (row[0], row[1], row[2], row[3]) for code, row in found.items()}


def project() -> dict[str, tuple[str, str, str, str]]:
    """The working papers of the project report, whose lines are broken inside words."""
    (path,) = Path(FOLDER).glob("001_*.txt")
    text = path.read_text("utf-8")
    text = text[text.rindex("附件五") :]
    head = r"\n\s*([A-D]\d{3})\s*“([^”]*)”\s*评价底稿"
    found = {}
    for paper in re.finditer(head + r"(.*?)(?=\n\s*[A-D]\d{3}\s*“[^”]*”\s*评价底稿|\Z)", text, re.DOTALL):
        weight = re.search(r"指标权重：\s*([\d.]+)", paper[3])
        target = re.search(r"指标标杆值：(.*)", paper[3])
        sentence = re.search(r"指标评分细则：(.*?)数据来源", paper[3], re.DOTALL)
        assert weight and target and sentence
        found[paper[1]] = (paper[2].strip(), weight[1], target[1].strip(), sentence[1].strip())
    return found


def standards(report: str) -> dict[str, tuple[str, str, str, str]]:
    return department() if report == "000" else project()


def read(row: tuple[str, str, str, str]) -> Understanding:
    name, weight, target, sentence = row
    return understand(sentence, name=name.replace(" ", ""), weight=Fraction(weight), target=target)


@pytest.mark.parametrize(("report", "count"), [("000", 34), ("001", 35)])
def test_every_standard_is_understood_or_refused_for_the_right_reason(report: str, count: int):
    rows = standards(report)
    assert len(rows) == count
    kinds = {code: kind for kind, codes in KINDS[report].items() for code in codes.split()}
    for code, row in rows.items():
        understanding = read(row)
        if reason := REFUSED.get((report, code)):
            assert reason in {problem.code for problem in understanding.problems}, code
            assert not understanding.understood, code
        else:
            assert understanding.standard is not None, (code, [problem.line() for problem in understanding.problems])
            assert understanding.standard.kind == kinds[code], code


@pytest.mark.parametrize(("report", "code", "data", "score", "why"), WORKED)
def test_the_standard_scores_what_was_worked_out_by_hand(report: str, code: str, data: object, score: str, why: str):
    row = standards(report)[code]
    standard = read(row).standard
    assert standard is not None
    inputs, problems = inputs_from_json(data)
    assert problems == ()
    outcome = apply(standard, Fraction(row[1]), row[2], inputs)
    assert outcome.score == Fraction(score), (why, [problem.line() for problem in outcome.problems], outcome.missing)
