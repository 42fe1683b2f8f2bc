"""The commands, as a person calls them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaocheng.cli import COMMANDS

Run = Callable[..., Any]


def test_score_prints_sheet_total_and_grade(run: Run, small: Path) -> None:
    ran = run("score", small)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "甲市2024年培训补贴项目绩效评价"
    assert "总分 23.13，满分 30" in lines
    assert "等级 中，距上一等级差 0.87 分，高出本等级下限 5.13 分" in lines
    assert any(line.split()[:6] == ["A1", "预算执行率", "6", "≥95%", "94.17%", "4.00"] for line in lines)


def test_score_as_json(run: Run, small: Path) -> None:
    data = json.loads(run("score", small, "--json").out)
    assert (data["total"], data["grade"], data["complete"]) == ("23.13", "中", True)
    by_code = {item["code"]: item for item in data["indicators"]}
    assert list(by_code) == ["A", "A1", "A2", "B", "B1", "B2"]
    assert {key: by_code["A1"][key] for key in ("name", "level", "weight", "target", "actual", "score", "rate")} == {
        "name": "预算执行率",
        "level": 2,
        "weight": "6",
        "target": "≥95%",
        "actual": "94.17%",
        "score": "4",
        "rate": "66.67%",
    }
    assert by_code["A1"]["published"] is None


def test_english(run: Run, small: Path) -> None:
    assert "Total 23.13 of 30" in run("score", small, "--lang", "en").out
    assert run("--lang", "en", "scroe").err == 'There is no command "scroe". Did you mean "score"?\n'


def test_explain_goes_down_to_the_cell(run: Run, small: Path) -> None:
    ran = run("explain", small, "A1")
    assert ran.code == 0
    assert "data/funds.csv:3:3" in ran.out
    assert "282.50 ÷ 300.00" in ran.out


def test_explain_in_english(run: Run, small: Path) -> None:
    lines = run("explain", small, "A1", "--lang", "en").out.splitlines()
    assert "Score: 4.00" in lines
    assert "    does not apply: ≥95% (6 points): 94.17% is below 95.00%" in lines
    assert (
        "        东县·支出数 = 96.00万元 [reported, data/funds.csv:2:3, 市财政局, 2025-02-01, 决算表]" in lines
    )  # names stay as they were written


def test_explain_what_if(run: Run, small: Path) -> None:
    ran = run("explain", small, "A1", "--if", "资金/合计/支出数=290")
    assert "进入：A1 预算执行率、B2 人均补贴" in ran.out
    assert any(line.split() == ["总分", "23.13", "25.33"] for line in ran.out.splitlines())


def test_explain_names_the_nearest_indicator(run: Run, small: Path) -> None:
    ran = run("explain", small, "A11")
    assert ran.code == 2
    assert ran.err.startswith("错误：没有指标“A11”。您是否指“A1”？")


def test_check_is_clean(run: Run, small: Path) -> None:
    assert run("check", small).code == 0


def test_check_lists_errors_and_ends_with_one(run: Run, small: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small, tmp_path / "b"))
    text = (folder / "indicators.yaml").read_text().replace("weight: 4", "weight: 5")
    (folder / "indicators.yaml").write_text(text)
    ran = run("check", folder)
    assert ran.code == 1
    assert "indicators.yaml:1:3 错误：A 过程的权重是10分，下级合计11分，多1分。请调整权重。" in ran.out


def test_no_bundle_ends_with_two_and_no_traceback(run: Run, tmp_path: Path) -> None:
    for command in ("check", "score"):
        ran = run(command, tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "不是评价包" in ran.err


def test_pack_verify_unpack(run: Run, small: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.kaocheng"
    assert run("pack", small, "-o", archive).code == 0
    assert run("verify", archive).out == "与打包时一致。\n"
    assert run("unpack", archive, tmp_path / "b").code == 0
    assert run("score", tmp_path / "b").code == 0
    assert run("unpack", archive, tmp_path / "b").err.endswith("请换一个新的文件夹，已有内容不会被覆盖。\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scroe"], "没有命令“scroe”。您是否指“score”？"),
        (["score"], "错误：缺少 DIR"),
        (["score", "x", "--jsn"], "错误：不认识的参数 --jsn"),
    ],
)
def test_wrong_calls(run: Run, arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith("用法：kaocheng " + command)
    assert COMMANDS[command][1] in ran.out


def test_help_lists_every_command(run: Run) -> None:
    out = run("--help").out
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["score", "tests/bundles/small"]])
def test_everyday_commands_import_nothing_heavy(arguments: list[str]) -> None:
    """What costs is imports: none of these is on the way of ``--help`` or of a score."""
    heavy = ("rich", "lark", "numpy", "pandas", "docx", "xlsxwriter", "django", "typst")
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print([m for m in {heavy} if m in sys.modules]))\n"
        f"from kaocheng.cli import main; main({arguments})"
    )
    for _ in range(2):  # the first score may still have to read the standards
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
