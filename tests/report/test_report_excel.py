"""The workbook: live formulas, cached results, and the same results from another program."""

import io
import re
import shutil
import subprocess
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from report_sample import evaluation, sheet

from kaocheng.report.excel import excel
from kaocheng.report.excel.arithmetic import exact_rate
from kaocheng.report.excel.translation import translated


@pytest.fixture(scope="module")
def data() -> bytes:
    return excel(evaluation(), sheet())


def cells(data: bytes, name: str, *, values: bool) -> "openpyxl.worksheet.worksheet.Worksheet":
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)[name]


def test_sums_and_rates_of_the_scoring_table_are_formulas_with_their_results(data: bytes) -> None:
    """30 + 26.10 = 56.10 of 60 (93.50 %); 19.90 + 17.09 = 36.99 of 40 (92.475 %, half-up 92.48 %); 93.09, 优."""
    formulas, values = (cells(data, "打分表", values=flag) for flag in (False, True))
    assert formulas["O3"].value == "=SUMPRODUCT(ROUND(K3:K4*100,0))/100"
    assert [values[place].value for place in ("O3", "P3", "O5", "P5", "K7", "L7", "K8")] == [
        56.1, 0.935, 36.99, 0.9248, 93.09, 0.9309, "优"
    ]  # fmt: skip
    assert formulas["K8"].value.startswith('=IF(ROUND(K7*100,0)>=ROUND(90*100,0),"优"')
    assert {"A3:A4", "O3:O4", "C3:C4", "A5:A6"} <= {str(area) for area in formulas.merged_cells.ranges}


def test_totals_and_rates_of_a_data_table_are_formulas(data: bytes) -> None:
    """55.20 + 38.30 = 93.50; 93.50 ÷ 100.00; 935 000 元 ÷ 1 870 人 = 500 元/人."""
    formulas, values = (cells(data, "2-1 资金到位", values=flag) for flag in (False, True))
    assert formulas["C5"].value == "=ROUND(SUM(C3:C4),6)"
    # 万元 to 元 on both sides of the quotient, as everywhere.
    assert formulas["D5"].value == "=((C5*10000)/(B5*10000))"
    assert formulas["F5"].value == "=((C5*10000)/E5)"
    assert [values[place].value for place in ("B5", "C5", "D5", "E5", "F5")] == [100, 93.5, 0.935, 1870, 500]
    assert formulas["C4"].comment.text == "含上年结转"


def test_a_rate_is_rounded_in_whole_numbers() -> None:
    """1.005 of 100 is 1.005 %: half-up 1.01 %, which ROUND(1.005/100, 4) misses in binary."""
    assert exact_rate("K3", "F3") == (
        '=IF(OR(K3="",F3=0),"",INT((20000*ROUND(K3*100,0)+ROUND(F3*100,0))/(2*ROUND(F3*100,0)))/10000)'
    )


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("甲 ÷ (乙 + 1)", "(A1/(A2+1))"),
        ("|甲 - 乙| × 50%", "(ABS((A1-A2))*0.5)"),
        ("min(甲, 乙)", "MIN(A1,A2)"),
        ("sum(甲)", "SUM(A:A)"),
        ("丙", None),
        ("count(甲)", None),
    ],
)
def test_column_formulas_are_translated_or_left_as_values(formula: str, said: str | None) -> None:
    found = translated(formula, {"甲": "A1", "乙": "A2"}.get, {"甲": "A:A"}.get)
    assert found == said


def test_the_same_evaluation_gives_the_same_bytes(data: bytes) -> None:
    assert excel(evaluation(), sheet()) == data


def test_another_program_computes_the_same(data: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice（soffice）未安装")
    emptied = tmp_path / "empty.xlsx"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(emptied, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "worksheets/" in name else part)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run([*command, "ods", "--outdir", tmp_path, emptied], check=True, capture_output=True)
    subprocess.run([*command, "xlsx", "--outdir", tmp_path / "again", tmp_path / "empty.ods"], check=True,
                   capture_output=True)  # fmt: skip
    again = (tmp_path / "again" / "empty.xlsx").read_bytes()
    for name in ("打分表", "2-1 资金到位"):
        formulas, ours, theirs = (
            cells(data, name, values=False), cells(data, name, values=True), cells(again, name, values=True)
        )  # fmt: skip
        for row in formulas.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    mine, other = ours[cell.coordinate].value, theirs[cell.coordinate].value
                    assert _printed(mine) == _printed(other), (name, cell.coordinate, cell.value)


def _printed(value: object) -> object:
    return value if isinstance(value, str | None) else str(Fraction(str(value)).limit_denominator(10**6))
