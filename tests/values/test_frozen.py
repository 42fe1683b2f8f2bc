"""What a class marked ``frozen`` can do, and that the type checker keeps it from being changed."""

import subprocess
import sys
from dataclasses import field, replace
from pathlib import Path

import pytest

from kaocheng.values import frozen


@frozen
class Cell:
    value: int
    place: str = field(default="", compare=False)


@frozen
class Remark(Cell):
    text: str = ""


@frozen
class Nothing:
    pass


def test_equal_where_all_compared_fields_are():
    assert Cell(1, "a") == Cell(1, "b")
    assert Cell(1) != Cell(2)
    assert hash(Cell(1, "a")) == hash(Cell(1, "b"))
    assert Nothing() == Nothing()


def test_values_of_different_classes_differ():
    assert Cell(1) != Remark(1)
    assert Cell(1) != 1


def test_says_what_it_holds():
    assert repr(Remark(1, text="x")) == "Remark(value=1, place='', text='x')"


def test_replaces_and_matches_like_a_dataclass():
    match replace(Remark(1, "a", "x"), value=2):
        case Remark(value, place, text):
            assert (value, place, text) == (2, "a", "x")


def test_takes_no_other_attribute():
    with pytest.raises(AttributeError):
        Cell(1).other = 2  # type: ignore[attr-defined]


def test_the_type_checker_refuses_an_assignment(tmp_path: Path):
    program = tmp_path / "program.py"
    program.write_text("from kaocheng.places import InFile\n\nInFile('a').line = 3\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", tmp_path / "cache", program]
    checked = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert 'Property "line" defined in "InFile" is read-only' in checked.stdout
