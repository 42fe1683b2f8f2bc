"""``kaocheng survey``: its JSON, its tables, its exit codes."""

import json

import pytest
from survey_cases import FOUR

from kaocheng.cli import main


@pytest.fixture(name="bundle")
def _bundle(tmp_path):
    folder = tmp_path / "surveys" / "居民"
    folder.mkdir(parents=True)
    (folder / "questionnaire.yaml").write_text("sent: 4\n" + FOUR, "utf-8")
    (folder / "responses.csv").write_text(
        "Q1,Q2,Q3,Q4,Q5\n男,非常满意,满意,建档,好\n女,满意,一般,接种,\n女,满意,满意,,\n", "utf-8"
    )
    return tmp_path


def test_json(bundle, capsys):
    """Q2 (100 + 80 + 80) ÷ 3 = 86.67 %, Q3 (80 + 60 + 80) ÷ 3 = 73.33 %, together 80 %."""
    assert main(["survey", str(bundle), "居民", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == [
        "name",
        "sent",
        "returned",
        "valid",
        "satisfaction",
        "interval",
        "alpha",
        "questions",
        "notes",
    ]
    assert (data["name"], data["sent"], data["returned"], data["valid"]) == ("居民", 4, 3, 3)
    assert data["satisfaction"] == "80.00%"
    second = data["questions"][1]
    assert second["counts"] == {"非常满意": 1, "满意": 2, "一般": 0, "不满意": 0}
    assert second["shares"] == {"非常满意": "33.33%", "满意": "66.67%", "一般": "0.00%", "不满意": "0.00%"}
    assert second["satisfaction"] == "86.67%"


def test_tables(bundle, capsys):
    assert main(["survey", str(bundle)]) == 0
    out = capsys.readouterr().out
    assert "发放 4　回收 3　有效 3" in out
    assert "综合满意度 80.00%" in out


def test_a_survey_folder_may_be_given_itself(bundle, capsys):
    assert main(["survey", str(bundle / "surveys" / "居民"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["satisfaction"] == "80.00%"


def test_an_unknown_name_is_refused_with_the_nearest(bundle, capsys):
    assert main(["survey", str(bundle), "居名"]) == 2
    assert "没有找到问卷“居名”。您是否指“居民”？现有：居民。" in capsys.readouterr().err


def test_a_folder_without_surveys_is_refused(tmp_path, capsys):
    assert main(["survey", str(tmp_path)]) == 2
    assert "没有找到surveys/ 下的问卷。" in capsys.readouterr().err


def test_a_broken_table_ends_with_1_and_json_stays_whole(bundle, capsys):
    (bundle / "surveys" / "居民" / "responses.csv").write_text("Q1,Q3,Q4,Q5\n男,满意,建档,好\n", "utf-8")
    assert main(["survey", str(bundle), "--json"]) == 1
    out = capsys.readouterr()
    assert json.loads(out.out)["satisfaction"] is None
    assert "surveys/居民/responses.csv:1 错误：没有找到Q2" in out.err


def test_plan(capsys):
    assert main(["survey", "plan", "--population", "10,000", "--margin", "5%"]) == 0
    assert capsys.readouterr().out.startswith("需要有效问卷 370 份\n")


def test_a_plan_without_population_says_what_is_missing(capsys):
    assert main(["survey", "plan", "--margin", "5%"]) == 2
    assert "--population（总体人数）应在1与任意整数之间" in capsys.readouterr().err
