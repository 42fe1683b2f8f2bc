"""A bundle whose tables and indicators lie in workbooks is the same evaluation."""

import shutil
from pathlib import Path

import openpyxl

from kaocheng.bundle import read
from kaocheng.bundle.writing import write
from kaocheng.scoring import score
from kaocheng.tables import write_indicators

SMALL = Path(__file__).parents[1] / "bundles" / "small"
FUNDS = [
    ["资金情况"],
    ["县区", "预算数（万元）", "支出数（万元）"],
    ["东县", 100, 96],
    ["西县", 120, 110],
    ["南县", 80, 76.5],
]


def workbook(file: Path, name: str, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(file)


def with_workbooks(tmp_path: Path, sheet: str = "资金") -> Path:
    folder = Path(shutil.copytree(SMALL, tmp_path / "b"))
    workbook(folder / "data/funds.xlsx", sheet, [*FUNDS])
    (folder / "data/funds.csv").unlink()
    tables = (folder / "data/tables.yaml").read_text().replace("funds.csv", "funds.xlsx")
    (folder / "data/tables.yaml").write_text(tables)
    (folder / "indicators.xlsx").write_bytes(write_indicators(read(SMALL).evaluation.indicators))
    (folder / "indicators.yaml").unlink()
    return folder


def test_same_scores_from_workbooks(tmp_path: Path) -> None:
    bundle = read(with_workbooks(tmp_path))
    assert [problem.line() for problem in bundle.problems] == []
    plain = read(SMALL).evaluation
    assert [item.score for item in score(bundle.evaluation).indicators] == [
        item.score for item in score(plain).indicators
    ]


def test_cells_know_their_sheet(tmp_path: Path) -> None:
    table = read(with_workbooks(tmp_path)).evaluation.table("资金")
    assert table is not None
    assert str(table.rows[0].cells["支出数"].place) == "data/funds.xlsx 资金!C3"


def test_what_is_written_is_text(tmp_path: Path) -> None:
    write(read(with_workbooks(tmp_path)), tmp_path / "copy")
    assert (tmp_path / "copy/data/funds.csv").read_text() == (SMALL / "data/funds.csv").read_text()
    assert read(tmp_path / "copy").evaluation.indicators == read(SMALL).evaluation.indicators


def test_a_damaged_workbook_gives_a_message(tmp_path: Path) -> None:
    folder = with_workbooks(tmp_path)
    (folder / "data/funds.xlsx").write_bytes(b"no workbook")
    assert [problem.places[0].path for problem in read(folder).problems] == ["data/funds.xlsx"]  # type: ignore[union-attr]
