"""Opening files: what a spreadsheet shows is what is read; what cannot be read says so."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from made_workbooks import read_sheet, workbook

from kaocheng.diagnostics import Diagnostic
from kaocheng.tables import read_data, read_file


def lines(problems: Iterable[Diagnostic]) -> list[str]:
    return [problem.line() for problem in problems]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (12696.66, "12696.66"),
        (0.1 + 0.2, "0.3"),  # binary noise behind the fifteenth digit is not what was typed
        (3, "3"),
        (1e-7, "0.0000001"),
        (123456789012345, "123456789012345"),
        ("１２，３４５", "１２，３４５"),
        (True, "是"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(stored: object, shown: str) -> None:
    assert read_sheet([["数"], [stored]]).rows[1][0].text == shown


def test_a_number_shown_as_a_percentage_is_read_as_one() -> None:
    sheet = read_sheet([["率"], [0.7405], [0.7405]], percent=["A2"])
    assert [row[0].text for row in sheet.rows] == ["率", "74.05%", "0.7405"]


def test_merged_cells_are_filled_and_marked() -> None:
    sheet = read_sheet([["投入", "甲"], ["", "乙"]], merge=["A1:A2"])
    below = sheet.rows[1][0]
    assert (below.text, below.own_text, below.merged, below.copied) == ("投入", "", "A1:A2", True)


def test_a_place_names_file_sheet_and_cell() -> None:
    assert str(read_sheet([["a", "b"], ["c", "d"]], name="表4-4").rows[1][1].place) == "报表.xlsx 表4-4!B2"


def test_an_error_shown_by_a_formula_is_kept() -> None:
    book = openpyxl.Workbook()
    cell = book.active["A1"]
    cell.value, cell.data_type = "#DIV/0!", "e"
    out = io.BytesIO()
    book.save(out)
    sheets, _ = read_data(out.getvalue(), "报表.xlsx")
    assert sheets[0].rows[0][0].fault == "#DIV/0!"


def test_hidden_sheets_are_not_read() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "看得见"
    hidden = book.create_sheet("旧数据")
    hidden["A1"] = "看不见"
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    sheets, _ = read_data(out.getvalue(), "报表.xlsx")
    assert [sheet.name for sheet in sheets] == ["Sheet"]


def test_csv_in_gbk_is_read() -> None:
    sheets, problems = read_data("县区,人数\n东区,１２\n".encode("gbk"), "人口.csv")
    assert problems == []
    assert [[cell.text for cell in row] for row in sheets[0].rows] == [["县区", "人数"], ["东区", "１２"]]
    assert str(sheets[0].rows[1][1].place) == "人口.csv:2:2"


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet with these table rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="表1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def test_an_open_document_sheet_is_read_and_does_not_tell_percentages() -> None:
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>东区</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.75"><text:p>75%</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheets, problems = read_data(ods(row), "表.ods")
    assert problems == []
    assert [[cell.text for cell in row if cell.text] for row in sheets[0].rows] == [["东区", "0.75"]]
    assert sheets[0].loose_percents


def test_a_value_repeated_over_a_million_cells_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16000"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    _, problems = read_data(ods(row), "表.ods")
    assert [problem.code for problem in problems] == ["sheet-too-large"]


def encrypted() -> bytes:
    """The container of a password-protected workbook."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def bomb() -> bytes:
    """A few hundred kB that unpack to 500 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(500):
            entry.write(b" " * 1_000_000)
    return out.getvalue()


def far_cell() -> bytes:
    """A workbook with two cells, a whole sheet apart."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (encrypted(), "a.xlsx", "a.xlsx 错误：工作簿设了打开密码，无法读取。"),
        (workbook([["x"]])[:900], "a.xlsx", "a.xlsx 错误：工作簿已损坏或不完整，无法读取。"),
        (b"PK\x03\x04 and then nothing", "a.xlsx", "a.xlsx 错误：工作簿已损坏或不完整，无法读取。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 short", "a.xls", "a.xls 错误：工作簿已损坏或不完整，无法读取。"),
        (bomb(), "a.xlsx", "a.xlsx 错误：工作簿解压后有 500 MB，超过 400 MB 的上限，没有打开。"),
        (far_cell(), "a.xlsx", "a.xlsx 错误：工作表的范围有 17179869184 格，超过 5000000 格的上限。"),
        (workbook([]), "a.xlsx", "a.xlsx 错误：工作簿里没有内容（隐藏的工作表不读取）。"),
        (b"<html><table></table></html>", "a.xls", "a.xls 错误：这不是电子表格：内容不是 .xlsx、.xls 或 .ods。"),
        (b"\xff\x00\x81\xff", "a.csv", "a.csv 错误：无法辨认文字编码（试过 UTF-8 和 GB18030）。"),
    ],
    ids=["password", "cut off", "no archive", "no xls", "bomb", "far cell", "nothing in it", "web page", "binary csv"],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, says: str) -> None:
    sheets, problems = read_data(data, name)
    assert sheets == ()
    assert len(problems) == 1
    assert lines(problems)[0].startswith(says)


def test_a_workbook_with_an_entity_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["x"]]))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/sharedStrings.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]>' + data
            new.writestr(entry, data)
    _, problems = read_data(out.getvalue(), "a.xlsx")
    assert [problem.code for problem in problems] == ["workbook-damaged"]


def test_a_folder_an_empty_file_a_missing_file_and_a_huge_one(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    huge = tmp_path / "大.csv"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    said = [lines(read_file(file)[1])[0] for file in (tmp_path, tmp_path / "空.xlsx", tmp_path / "无.xlsx", huge)]
    assert said[0].endswith("错误：这里应是文件，却是文件夹。")
    assert said[1].startswith("空.xlsx 错误：文件是空的。")
    assert said[2] == "无.xlsx 错误：无法读取：文件不存在。"
    assert said[3].startswith("大.csv 错误：文件有 100 MB，超过 50 MB 的上限。")
