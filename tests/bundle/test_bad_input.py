"""Bad input: each mistake in a copy of the small bundle, and the whole message that it gives."""

import shutil
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.diagnostics import Refusal
from kaocheng.domain import Evaluation

SMALL = Path(__file__).parents[1] / "bundles" / "small"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "b"))


def problems(folder: Path) -> list[str]:
    return [problem.line() for problem in read(folder).problems]


def funds(folder: Path, text: str | bytes) -> list[str]:
    (folder / "data/funds.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return problems(folder)


def test_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path)
    assert "这里没有 evaluation.yaml，不是评价包。" in refused.value.diagnostics[0].line()


def test_truncated_yaml(folder: Path) -> None:
    text = (folder / "indicators.yaml").read_text()
    (folder / "indicators.yaml").write_text(text[: text.index("weight: 6") - 6] + '  target: "≥9')
    assert [line.split("：")[0] for line in problems(folder)] == ["indicators.yaml:7:14 错误"]


@pytest.mark.parametrize(
    "data",
    [
        "县区,预算数,支出数\n东县,100,96\n西县,120,110\n南县,80,76.5\n".encode("gbk"),
        "县区，预算数，支出数\n".replace("，", ",").encode("utf-8-sig")
        + "东县,１００,９６\n西县,120,110\n南县,80,76.5\n".encode(),
        '县区,预算数,支出数\n东县,"1,00",96\n西县,120,110\n南县,80,76.5\n'.replace('"1,00"', "100.00").encode(),
    ],
    ids=["gbk", "full-width digits", "decimals"],
)
def test_reads_rightly_what_is_only_written_differently(folder: Path, data: bytes) -> None:
    assert funds(folder, data) == []
    assert read(folder).evaluation.tables[0] == read(SMALL).evaluation.tables[0]


def test_reads_thousands_separators(folder: Path) -> None:
    assert funds(folder, '县区,预算数,支出数\n东县,"12,696.66",96\n西县,120,110\n南县,80,76.5\n') == []
    cell = read(folder).evaluation.tables[0].rows[0].cells["预算数"].value
    assert str(cell) == "634833/50"  # 12696.66


REMARKS = "数以外的说明写进备注（data/values.csv）；没有数就留空。"
BAD_TABLES = {
    "县区,预算数,支出数\n东县,100万,96\n": [
        "data/funds.csv:2:2 错误：“100万”不是数（列“预算数”，计量单位万元）。" + REMARKS
    ],
    "县区,预算数,支出数\n东县,100,96\n东县,120,110\n": [
        "data/funds.csv:3:1 错误：行“东县”重复出现。请删去一行；确有同名行时在表里加一个能区分的行键。"
    ],
    "县区,预算数,支出数\n东县,100,96\n合计,100,96\n": [
        "data/funds.csv:3:1 错误：合计行不填写。请删去这一行；合计由程序计算。"
    ],
    "县区,预算数\n东县,100\n": ["data/funds.csv:1:1 错误：表头缺少列“支出数”。第一行应为：县区，预算数，支出数。"],
    "县区,预算数,支出数,执行率\n东县,100,96,96%\n": [
        "data/funds.csv:1:4 错误：表头有未声明的列“执行率”。请在 data/tables.yaml 里声明，或删去；公式列和合计不填写。"
    ],
    "县区,预算数,支出数,支出数\n东县,100,96,97\n": [
        "data/funds.csv:1:4 错误：表头里列“支出数”出现两次。请删去一列，或改成正确的列名。"
    ],
    "县区,预算数,支出数\n东县,100\n": [
        "data/funds.csv:2:1 错误：这一行有 2 格，表头有 3 格。请检查多余或缺少的逗号；含逗号的内容要加双引号。"
    ],
    "": ["data/funds.csv 错误：文件是空的。请填写内容；不需要这个文件就删去。"],
}


@pytest.mark.parametrize(("text", "expected"), BAD_TABLES.items(), ids=[str(n) for n in range(len(BAD_TABLES))])
def test_bad_tables(folder: Path, text: str, expected: list[str]) -> None:
    assert funds(folder, text) == expected


def test_a_folder_where_a_file_should_be(folder: Path) -> None:
    (folder / "data/funds.csv").unlink()
    (folder / "data/funds.csv").mkdir()
    assert problems(folder) == ["data/funds.csv 错误：这里应是文件，却是文件夹。"]


def test_a_hundred_megabytes(folder: Path) -> None:
    with (folder / "data/funds.csv").open("wb") as out:
        out.truncate(100_000_000)
    assert problems(folder)[0].startswith("data/funds.csv 错误：文件有 100 MB，超过 50 MB 的上限。")


def test_misspelt_file_and_key(folder: Path) -> None:
    (folder / "judgements.yaml").rename(folder / "judgement.yaml")
    (folder / "units.yaml").write_text("- nmae: 甲市\n")
    assert problems(folder) == [
        "units.yaml:1:3 错误：不认识的键“nmae”。您是否指“name”？这里可以写：name、units。",
        "judgement.yaml 警告：不认识的文件“judgement.yaml”，没有读取。您是否指“judgements.yaml”？",
    ]


def test_everything_is_reported_in_one_run(folder: Path) -> None:
    (folder / "data/funds.csv").write_text("县区,预算数,支出数\n东县,x,y\n")
    (folder / "metrics.yaml").write_text("metrics:\n  - {name: 率, formula: 甲/乙, unti: '%'}\n")
    assert len(problems(folder)) == 3


def test_broken_files_still_give_an_evaluation(folder: Path) -> None:
    for file in folder.rglob("*.yaml"):
        if file.name != "evaluation.yaml":
            file.write_text("x: [")
    assert isinstance(read(folder).evaluation, Evaluation)


@pytest.mark.parametrize("file", ["../../outside.csv", "/etc/passwd", "a/../../../outside.csv", "..\\\\outside.csv"])
def test_a_table_reads_no_file_outside_the_bundle(file: str, folder: Path) -> None:
    (folder.parent / "outside.csv").write_text("县区,预算数,支出数\n东县,1,1\n")
    declared = folder / "data/tables.yaml"
    declared.write_text(declared.read_text().replace("file: funds.csv", f'file: "{file}"'))
    bundle = read(folder)
    assert [problem.code for problem in bundle.problems] == ["file-outside"]
    assert bundle.evaluation.tables[0].rows == ()
    assert bundle.evaluation.tables[0].file == ""


def test_a_file_name_that_no_system_takes_is_only_missing(folder: Path) -> None:
    declared = folder / "data/tables.yaml"
    declared.write_text(declared.read_text().replace("funds.csv", "甲" * 300 + ".csv"))
    assert [problem.code for problem in read(folder).problems] == ["missing-file"]
