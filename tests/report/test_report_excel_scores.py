"""Leaf scores as live formulas: whole numbers, the same scores in another program, and new scores from new inputs."""

import io
import re
import shutil
import subprocess
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kaocheng.bundle import read
from kaocheng.domain import Evaluation, Indicator, Judgement
from kaocheng.report.excel import excel
from kaocheng.report.excel.ratio import Ratio, TooLarge, at_least, choice, compared, constant
from kaocheng.scoring import ScoreSheet, score

ROOT = Path(__file__).parents[2]
DEPARTMENT, PROJECT = ROOT / "examples/shuozhou-health-commission-2020", ROOT / "examples/shuozhou-public-health-2017"
SMALL = ROOT / "tests/bundles/small"
FIRST, CODE, SCORE = 3, "E", "K"
# 刻意不写成公式的指标；每一个都在单元格批注里说明原因。
TYPED: dict[Path, set[str]] = {DEPARTMENT: set(), PROJECT: set(), SMALL: set()}


def test_ratios_are_formulas_over_whole_numbers() -> None:
    """2/3 + 1/4 = 11/12, and 2/3 > 1/4 because 2 × 4 > 1 × 3."""
    left, right = Ratio("A1", "B1", 2, 3), Ratio("A2", "B2", 1, 4)
    total = left + right
    assert (total.top, total.bottom, total.value) == ("(A1*B2+A2*B1)", "B1*B2", Fraction(11, 12))
    assert compared(left, ">", right).text == "A1*B2>A2*B1"
    assert compared(left, ">", right).holds
    assert choice(compared(left, "<", right), left, right).value == Fraction(1, 4)
    assert at_least(left - constant(1), constant(0)).value == 0


def test_steps_are_rounded_in_whole_numbers() -> None:
    """8/3 steps: 2 begun and done, 3 begun, 3 half-up."""
    steps = Ratio("A1", "B1", 8, 3)
    assert [steps.rounded(how).above for how in ("down", "up", "half")] == [2, 3, 3]
    assert steps.rounded("half").top == "INT((2*A1+B1)/(2*B1))"


def test_a_product_that_binary_numbers_could_not_hold_is_refused() -> None:
    with pytest.raises(TooLarge):
        compared(Ratio("A1", "B1", 10**9, 1), "<", Ratio("A2", "B2", 1, 10**9))


def book(bundle: Path) -> tuple[bytes, ScoreSheet]:
    found = read(bundle)
    sheet = score(found.evaluation)
    return excel(found.evaluation, sheet, found.surveys), sheet


@pytest.mark.parametrize("bundle", TYPED, ids=lambda path: path.name)
def test_every_leaf_score_is_a_formula_with_its_result(bundle: Path) -> None:
    data, sheet = book(bundle)
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag)["打分表"] for flag in (False, True))
    typed = set()
    for row, leaf in enumerate(sheet.leaves, FIRST):
        assert formulas[f"{CODE}{row}"].value == leaf.indicator.title
        assert Fraction(str(values[f"{SCORE}{row}"].value)) == leaf.score
        if not str(formulas[f"{SCORE}{row}"].value).startswith("=计分!"):
            typed.add(leaf.indicator.code)
            assert "没有写成公式" in formulas[f"{SCORE}{row}"].comment.text
    assert typed == TYPED[bundle]


def test_the_measured_value_comes_from_the_cells_of_the_data_table() -> None:
    """预算执行率 = 282.50 ÷ 300.00 of the sheet 资金: both in hundredths."""
    data, _ = book(SMALL)
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag)["计分"] for flag in (False, True))
    row = next(row for row in formulas.iter_rows() if row[1].value == "业绩值：预算执行率")
    assert [cell.value for cell in row[2:4]] == ["=ROUND('资金'!C6*100,0)", "=ROUND('资金'!B6*100,0)"]
    assert [values[cell.coordinate].value for cell in row[2:4]] == [28250, 30000]


@pytest.mark.parametrize(
    ("standard", "inputs", "points"),
    [
        # 5 × 73.5 ÷ 90 = 4.0833…
        ("得分=实际值/目标值×权重分", {"actual": "73.5%"}, "4.08"),
        # 3.6 points short count as 4: 5 − 4 × 0.3.
        ("达到90%得满分，每降低1个百分点扣0.3分，不足1个百分点按1个百分点计，扣完为止。", {"actual": "86.4%"}, "3.80"),
        ("每发现一例扣1分，扣完为止", {"cases": ["2"]}, "3.00"),
        # (3 − 2 × 0.5) + (2 − 1 × 0.2)
        ("文字通顺得3分，每处错误扣0.5分；按规定排版得2分，每处错误扣0.2分。", {"cases": ["2", "1"]}, "3.80"),
        ("达到90%得满分；低于60%不得分；其余按比例得分。", {"actual": "59%"}, "0.00"),
        ("好得5分，较好得4分，一般得3分，差不得分。", {"option": "1"}, "4.00"),
        ("得分=0.6×A+0.4×B", {"items": {"A": "3", "B": "4"}}, "3.40"),
    ],
)
def test_the_kinds_of_rule_become_formulas(standard: str, inputs: dict[str, object], points: str) -> None:
    leaf = Indicator("A", "甲", Fraction(5), target="90%", standard=standard)
    made = Evaluation(title="一项", total=Fraction(5), indicators=(leaf,), judgements=(Judgement("A", inputs),))
    data = excel(made, score(made))
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag)["打分表"] for flag in (False, True))
    assert str(formulas["K3"].value).startswith("=计分!")
    assert Fraction(str(values["K3"].value)) == Fraction(points)


def test_a_rule_that_is_no_formula_is_typed_and_says_so() -> None:
    leaf = Indicator("A", "甲", Fraction(5), standard="按时完成得满分，每逾期1天扣0.5分。")
    made = Evaluation(
        title="一项", total=Fraction(5), indicators=(leaf,), judgements=(Judgement("A", {"cases": ["3"]}),)
    )
    cell = openpyxl.load_workbook(io.BytesIO(excel(made, score(made))))["打分表"]["K3"]
    assert cell.value == 3.5
    assert cell.comment.text == "得分由程序算出后填入，没有写成公式：没有可以计算的业绩值。"


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All workbooks without their cached results, and one with a changed input, recalculated by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice（soffice）未安装")
    folder = tmp_path_factory.mktemp("books")
    for bundle in TYPED:
        emptied(book(bundle)[0], folder / f"{bundle.name}.xlsx")
    changed = openpyxl.load_workbook(folder / "small.xlsx")
    point = next(row for row in changed["计分"].iter_rows() if row[0].value == "A2" and row[2].value == 0)
    point[2].value = 1  # 有监督机制: now met
    changed["资金"]["C3"] = 99.5
    changed.save(folder / "changed.xlsx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for form, files in (("ods", "xlsx"), ("xlsx", "ods")):
        where = folder / form
        made = sorted((folder / "ods" if files == "ods" else folder).glob(f"*.{files}"))
        subprocess.run([office, profile, "--headless", "--convert-to", form, "--outdir", where, *made], check=True,
                       capture_output=True)  # fmt: skip
    return folder / "xlsx"


def emptied(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "worksheets/" in name else part)


@pytest.mark.parametrize("bundle", TYPED, ids=lambda path: path.name)
def test_another_program_computes_the_same_scores(recalculated: Path, bundle: Path) -> None:
    sheet = score(read(bundle).evaluation)
    table = openpyxl.load_workbook(recalculated / f"{bundle.name}.xlsx", data_only=True)["打分表"]
    for row, leaf in enumerate(sheet.leaves, FIRST):
        assert Fraction(str(table[f"{SCORE}{row}"].value)) == leaf.score, leaf.indicator.code
    total = table[f"{SCORE}{FIRST + len(sheet.leaves)}"].value
    assert Fraction(str(total)) == sheet.total


def test_a_changed_input_changes_the_score_as_the_standard_says(recalculated: Path) -> None:
    """A2: both points met, 2 + 2 = 4. A1: 99.50 + 110.00 + 76.50 = 286.00 of 300 is 95.33 %, so 6 points."""
    table = openpyxl.load_workbook(recalculated / "changed.xlsx", data_only=True)["打分表"]
    found = {
        str(table[f"{CODE}{row}"].value).split()[0]: table[f"{SCORE}{row}"].value for row in range(FIRST, FIRST + 4)
    }
    assert (found["A1"], found["A2"]) == (6, 4)
