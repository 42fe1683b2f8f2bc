"""docs/tutorial.md, followed word by word, leads to the scores that it prints."""

import re
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.cli import new
from kaocheng.numbers import score_text
from kaocheng.scoring import check, score, suppose

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
FILE = re.compile(r"^[^\n]*`([^`\n]+\.(?:csv|yaml|md))`：\n\n```\w+\n(.*?)^```", re.DOTALL | re.MULTILINE)
INDICATOR = re.compile(r"^\| ([A-Z]\d\d) \| (\S+) \| (\S+) \|$", re.MULTILINE)
LAST_JUDGEMENT = re.compile(r"加在 `judgements.yaml` 的末尾：\n\n```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
CODES = {
    "预算执行率": "A11", "数量": "B11", "质量": "B21", "时效": "B31",
    "成本": "B41", "效益": "C11", "可持续": "C21", "满意度": "D11",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("tutorial") / "training"
    new.make(target, "self-2020", "某局2024年就业培训项目绩效自评")
    for path, content in FILE.findall(TUTORIAL):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(content, "utf-8")
    with (target / "judgements.yaml").open("a", encoding="utf-8") as judgements:
        judgements.write(LAST_JUDGEMENT.search(TUTORIAL)[1])
    indicators = target / "indicators.yaml"
    for code, name, value in INDICATOR.findall(TUTORIAL):
        before, own = indicators.read_text("utf-8").split(f"code: {code}\n")
        own = re.sub("name: .*", f"name: {name}", own, count=1).replace('target: ""', f"target: {value}", 1)
        indicators.write_text(f"{before}code: {code}\n{own}", "utf-8")
    return target


def test_the_bundle_of_the_tutorial_is_clean(folder):
    bundle = read(folder)
    found = [*bundle.problems, *check(bundle.evaluation, score(bundle.evaluation))]
    assert [problem.line() for problem in found] == []


def test_the_scores_are_those_of_the_tutorial(folder):
    sheet = score(read(folder).evaluation)
    by_code = {item.indicator.code: item for item in sheet.indicators}
    printed = re.findall(r"^\| (\S+) \| [^|]+ \| (\d+\.\d\d) \|$", TUTORIAL, re.MULTILINE)
    assert {CODES[name]: hand for name, hand in printed} == {
        code: score_text(by_code[code].score) for code in CODES.values()
    }
    assert "总分 90.84，等级“优”" in TUTORIAL
    assert (score_text(sheet.total), sheet.grade.name) == ("90.84", "优")


def test_what_if_gives_what_the_tutorial_says(folder):
    evaluation = suppose(read(folder).evaluation, "项目资金/当年财政拨款/全年执行数=480")
    by_code = {item.indicator.code: item for item in score(evaluation).indicators}
    assert score_text(by_code["A11"].score) == "9.63"
