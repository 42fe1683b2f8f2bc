"""CSV as offices save it."""

from pathlib import Path

import pytest

from kaocheng.text import csv
from kaocheng.text.files import read_bytes

TEXT = "县区,人数\r\n朔城区,520136\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_reads_every_usual_encoding(encoding: str) -> None:
    rows, problems = csv.load(TEXT.encode(encoding), "t.csv")
    assert (rows, problems) == ([["县区", "人数"], ["朔城区", "520136"]], [])


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_reads_every_usual_delimiter(delimiter: str) -> None:
    rows, _ = csv.load(TEXT.replace(",", delimiter).encode(), "t.csv")
    assert rows[1] == ["朔城区", "520136"]


def test_cells_know_their_line_even_after_quoted_breaks() -> None:
    rows, _ = csv.load(b'a,b\n"x\ny",1\n\nz,2\n', "t.csv")
    assert [str(row[1].place) for row in rows] == ["t.csv:1:2", "t.csv:2:2", "t.csv:5:2"]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty-file"), (b" \n\n", "empty-file"), (b"\xff\x00\x81\x00\x00", "bad-encoding")]
)
def test_says_why_there_is_no_table(data: bytes, code: str) -> None:
    rows, problems = csv.load(data, "t.csv")
    assert not rows
    assert [problem.code for problem in problems] == [code]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    _, problems = read_bytes(tmp_path, "data/x.csv")
    assert [problem.line() for problem in problems] == ["data/x.csv 错误：这里应是文件，却是文件夹。"]


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    with file.open("wb") as out:
        out.truncate(100_000_000)
    _, problems = read_bytes(file, "big.csv")
    assert problems[0].line() == (
        "big.csv 错误：文件有 100 MB，超过 50 MB 的上限。请确认放入的是所需的表；原始数据库导出请先筛选。"
    )
