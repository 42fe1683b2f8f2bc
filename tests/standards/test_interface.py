"""What the rest of the system relies on: lazy loading, the memory, the lines of --jsonl, the command."""

import io
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from kaocheng.cli import main
from kaocheng.standards import needs, understand, value_curve
from kaocheng.standards.codec import NotAStandard, standard_from_json
from kaocheng.standards.lines import answer_line
from kaocheng.standards.memory import Memory, remembered


def test_importing_the_room_loads_no_grammar():
    code = "import sys, kaocheng.standards; print('lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_needs_are_asked_in_the_order_of_the_standards():
    standard = understand("完成率=完成数÷计划数×100%。完成率≥90%得满分，每有1例违规扣1分，虚报的不得分。").standard
    assert standard is not None
    assert [(need.key, need.count) for need in needs(standard)] == [("cases", 1), ("flags", 1)]


def test_the_words_of_the_sentence_are_shown_with_what_they_became():
    sentence = "满意度≥90%得满分，每下降1%扣2%，低于60%不得分。"
    words = understand(sentence, weight=Fraction(5)).words
    shown = [(word.role, sentence[word.span.start : word.span.end]) for word in words]
    assert shown == [("得分", "满意度≥90%得满分"), ("扣分", "每下降1%扣2%"), ("不得分", "低于60%不得分")]


def test_the_curve_shows_the_score_at_the_limits():
    standard = understand("≥90%得满分，每下降1%扣2%，低于60%不得分。", weight=Fraction(5)).standard
    assert standard is not None
    points = {point.value: point.score for point in value_curve(standard, Fraction(5))}
    assert points[Fraction(9, 10)] == 5
    assert points[Fraction(6, 10)] == 2  # 5×(1-30×2%)
    assert points[Fraction(59, 100)] == 0


def test_the_memory_gives_back_what_was_understood(tmp_path: Path):
    sentence, path = "95%以上(含)得3分，90%-95%(含)得2分，90%以下不得分。", tmp_path / "cache" / "standards.json"
    with remembered(path):
        first = understand(sentence, name="甲", weight=Fraction(3), target="95%")
    with remembered(path):
        again = understand(sentence, name="甲", weight=Fraction(3), target="95%")
    assert again == first
    assert Memory(path).recall(sentence, "甲", Fraction(3), "95%") == first
    assert Memory(path).recall(sentence, "甲", Fraction(4), "95%") is None


@pytest.mark.parametrize("damage", ["", "{", '{"version": "x"}', "[1]", "\x00"])
def test_a_damaged_memory_changes_nothing(tmp_path: Path, damage: str):
    path = tmp_path / "standards.json"
    path.write_text(damage, encoding="utf-8")
    with remembered(path):
        assert understand("达到90%得满分，否则不得分").understood
    assert Memory(path).recall("达到90%得满分，否则不得分", "", None, "") is not None


def test_a_memory_that_cannot_be_written_changes_nothing(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with remembered(blocked / "below" / "standards.json"):
        assert understand("达到90%得满分，否则不得分").understood


@pytest.mark.parametrize("data", [{"is": "Nothing"}, {"is": "Standard"}, 1.5, {"number": "1/0"}, []])
def test_data_that_are_no_standard_are_refused(data: object):
    with pytest.raises(NotAStandard):
        standard_from_json(data)


def test_a_line_is_answered_as_the_standards_show():
    line = (
        '{"id": "7", "name": "资金到位率", "weight": "3", "target": "100%", '
        '"standard": "100%得满分，每下降1%扣权重分的2%，低于60%不得分。", "inputs": {"actual": "93.5%"}}'
    )
    answer = answer_line(line)
    explanation = answer.pop("explanation")
    assert answer == {
        "id": "7",
        "understood": True,
        "kind": "per_step",
        "canonical": "≥100%得满分，每降低1%扣权重分的2%，扣完为止；<60%不得分。",
        "needs": [],
        "score": "2.61",  # 3×(1-6.5×2%)
        "share": "0.87",
        "problems": [],
    }
    assert "2.61" in str(explanation)


def test_a_share_that_does_not_terminate_is_a_fraction():
    line = '{"id": 1, "weight": "1", "standard": "①甲；②乙；③丙。各占1/3", "inputs": {"met": [true, true, false]}}'
    assert (answer_line(line)["score"], answer_line(line)["share"]) == ("0.67", "2/3")


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "[" * 100_000, '{"standard": 1.5}', '{"standard": ["a"]}', '{"weight": "x"}']
)
def test_a_bad_line_is_answered_not_raised(line: str):
    answer = answer_line(line)
    assert answer["understood"] is False
    assert answer["problems"]


def test_the_command_shows_the_reading_and_the_score(capsys: pytest.CaptureFixture[str]):
    code = main(["standard", "≥90%得满分，每下降1%扣2%。", "--weight", "5", "--inputs", '{"actual": "85%"}'])
    out = capsys.readouterr().out
    assert code == 0
    assert "每降低1%扣权重分的2%" in out
    assert "4.50" in out  # 5×(1-10%)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["standard"], 2),
        (["standard", "≥90%得满分", "--weight", "零"], 2),
        (["standard", "≥90%得满分", "--weight", "5", "--inputs", "{"], 2),
        (["standard", "预算调整率=调整数÷预算数×100%", "--weight", "3"], 1),
        (["--lang", "en", "standard", "≥90%得满分，否则不得分", "--weight", "3"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == code
    assert "Traceback" not in "".join(capsys.readouterr())


def test_lines_are_answered_one_by_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    text = '{"id": 1, "weight": "2", "standard": "优得2分；良得1分；差不得分", "inputs": {"option": 1}}\n\nbad\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["standard", "--jsonl"]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["score"], second["understood"]) == ("1", False)


def test_numbers_in_json_lines_are_read_digit_by_digit():
    """0.5 as a JSON number is exactly one half: no binary number is ever made of it."""
    line = '{"weight": 3.5, "standard": "①甲；②乙。各占50%。", "inputs": {"met": [1, 0.5]}}'
    assert answer_line(line)["share"] == "0.75"  # 50%+25%
    line = '{"weight": 3, "standard": "100%得满分，每下降1%扣权重分的2%。", "inputs": {"actual": 0.935}}'
    assert answer_line(line)["score"] == "2.61"  # 3×(1-6.5×2%)


def test_what_was_understood_is_decoded_once(tmp_path: Path):
    with remembered(tmp_path / "memory.json"):
        first = understand("≥90%得满分，否则不得分", weight=Fraction(2))
        assert understand("≥90%得满分，否则不得分", weight=Fraction(2)) is first


def test_without_a_weight_points_are_drawn_for_the_best_band(capsys: pytest.CaptureFixture[str]):
    assert main(["standard", "95%以上（含）得6分，90%（含）-95%得4分，低于90%不得分。"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "业绩值与得分（没有给出权重，按6分画）" in lines
    scores = {line.split()[0]: line.split()[1] for line in lines if line.startswith((" 9", "9"))}
    assert (scores["90.00%"], scores["95.00%"]) == ("4.00", "6.00")


def test_a_share_without_a_weight_is_that_of_the_best_band():
    """4 of 6 points."""
    line = {"standard": "95%以上（含）得6分，90%（含）-95%得4分，低于90%不得分。", "inputs": {"actual": "92%"}}
    assert answer_line(json.dumps(line))["share"] == "2/3"
