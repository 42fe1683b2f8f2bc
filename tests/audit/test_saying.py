"""What an audit says: JSON in the promised shape, the page, the list, the commented Word file, the command."""

import argparse
import io
import json
import zipfile

import docx
import openpyxl
import pytest
from reports import report

from kaocheng.audit.decisions import Decision
from kaocheng.audit.document import Document, Paragraph, Spot
from kaocheng.audit.perform import perform
from kaocheng.audit.reading.word import read_word
from kaocheng.audit.saying.as_json import as_json
from kaocheng.audit.saying.comments import commented
from kaocheng.audit.saying.marked import Mark, marked_blocks
from kaocheng.audit.saying.page import page
from kaocheng.audit.saying.sheet import sheet
from kaocheng.audit.saying.words import message
from kaocheng.cli import audit as command

TEXT = "全市结婚总数7283对，开展免费婚前检查5389对，婚检率82.31%。"


@pytest.fixture
def found():
    return perform(report(f"第一段。\n{TEXT}\n表1 资产\n类别|金额\n甲|557.57\n乙|998.11\n丙|110.64\n合计|1666.23"))


def test_the_json_has_the_promised_shape(found):
    data = json.loads(json.dumps(as_json(found, {})))
    assert data["document"] == "报告.txt"
    assert data["checked"] == found.checked
    first, second = data["discrepancies"]
    assert {"kind", "severity", "confidence", "where", "quote", "printed", "expected", "computation", "message"} <= set(
        first
    )
    assert second["where"] == {"page": None, "table": "表1", "row": "合计", "column": "金额", "text": "1666.23"}
    assert (first["printed"], first["expected"]) == ("82.31%", "73.99%")


def test_a_message_says_printed_expected_and_the_computation(found):
    """557.57 + 998.11 + 110.64 = 1666.32"""
    assert message(found.discrepancies[1]) == (
        "表1 合计 金额：印作1666.23，应为1666.32。557.57 + 998.11 + 110.64 = 1666.32"
    )


def test_the_page_marks_the_place_and_links_it(found):
    shown = page(found)
    assert '<mark class="error" id="m1"><a href="#d1">82.31%</a></mark>' in shown
    assert "<script" not in shown
    assert "http" not in shown


def test_the_page_escapes_what_the_document_says():
    shown = page(perform(report("<script>alert(1)</script>" + TEXT)))
    assert "<script" not in shown


def test_places_that_overlap_become_one_mark_and_both_are_reached():
    """ab|cde|fg: the second mark begins inside the first and ends behind it."""
    document = Document("报告", "txt", (Paragraph("abcdefg"),))
    marks = [Mark(Spot(0, start=2, end=4), 1, "error"), Mark(Spot(0, start=3, end=5), 2, "note")]
    assert marked_blocks(document, marks) == [
        '<p>ab<mark class="error" id="m1"><span id="m2"></span><a href="#d1">cde</a></mark>fg</p>'
    ]


def recorded(audit, outcome: str, reason: str) -> dict[str, Decision]:
    first = audit.discrepancies[0]
    facts = (first.fingerprint, first.kind, first.subject, first.printed, first.expected)
    return {first.fingerprint: Decision(*facts, outcome, reason, "张三", "2026-11-28")}


def test_decisions_stand_in_the_page_and_the_list(found):
    record = recorded(found, "dismissed", "口径不同")
    assert "不成立：口径不同（张三 2026-11-28）" in page(found, record=record)
    rows = openpyxl.load_workbook(io.BytesIO(sheet(found, record)))["不符"]
    assert [cell.value for cell in rows[1]][14:18] == ["处理", "理由", "处理人", "日期"]
    assert [cell.value for cell in rows[2]][14:18] == ["不成立", "口径不同", "张三", "2026-11-28"]
    assert [cell.value for cell in rows[3]][14:18] == [""] * 4


def test_the_list_for_the_reviewer(found):
    book = openpyxl.load_workbook(io.BytesIO(sheet(found)))
    assert book.sheetnames == ["不符", "复核范围", "无法复核"]
    assert [cell.value for cell in book["不符"][2]][9:12] == ["82.31%", "应为", "73.99%"]


def test_the_word_file_gets_a_comment_at_the_place():
    source = docx.Document()
    source.add_paragraph("第一段。")
    source.add_paragraph(TEXT)
    target = io.BytesIO()
    source.save(target)
    document, _ = read_word(target.getvalue(), "报告.docx")
    assert document is not None
    audit = perform(document)
    data = commented(target.getvalue(), audit, recorded(audit, "accepted", ""))
    (comment,) = docx.Document(io.BytesIO(data)).comments
    assert "5389 ÷ 7283 = 73.99%" in comment.text
    assert "处理：确认（张三 2026-11-28）" in comment.text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "commentRangeStart" in archive.read("word/document.xml").decode().split("第一段")[1]


# The same sentence with two figures: nothing tells which of them is right.
TWO_PLACES = "全县共有乡镇卫生院36个并全部通过验收。"


def test_where_two_places_disagree_nothing_says_that_one_is_right():
    """The list of the command, the page, the spreadsheet, the comments in the Word file and the JSON say 另一处为."""
    source, target = docx.Document(), io.BytesIO()
    for text in (TWO_PLACES, "中间一段。", TWO_PLACES.replace("36", "38")):
        source.add_paragraph(text)
    source.save(target)
    document, _ = read_word(target.getvalue(), "报告.docx")
    assert document is not None
    audit = perform(document)
    (found,) = audit.discrepancies
    assert found.undecided
    assert "印作38，另一处为36" in message(found)
    assert "printed 38; elsewhere 36" in message(found, "en")
    shown = page(audit)
    assert "<dt>另一处为</dt><dd>36</dd>" in shown
    assert "<dt>应为</dt>" not in shown
    row = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(sheet(audit)))["不符"][2]]
    assert row[9:12] == ["38", "另一处为", "36"]
    (comment,) = docx.Document(io.BytesIO(commented(target.getvalue(), audit))).comments
    assert "另一处为36" in comment.text
    assert "应为" not in comment.text
    (told,) = as_json(audit, {})["discrepancies"]
    assert (told["against"], told["undecided"]) == ("elsewhere", True)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    parsed = parser.parse_args(["audit", *arguments])
    parsed.lang = "zh"
    return command.run(parsed)


def test_the_command_lists_and_counts(tmp_path, capsys):
    file = tmp_path / "报告.txt"
    file.write_text(TEXT, "utf-8")
    assert run(str(file)) == 1
    said = capsys.readouterr().out
    assert "婚检率：印作82.31%，应为73.99%。5389 ÷ 7283 = 73.99%" in said
    assert "1 处不符" in said


def test_a_clean_report_ends_with_0_and_an_unreadable_one_with_2(tmp_path, capsys):
    file = tmp_path / "报告.txt"
    file.write_text(TEXT.replace("82.31", "73.99"), "utf-8")
    assert run(str(file)) == 0
    assert run(str(tmp_path / "没有.docx")) == 2
    assert "文件不存在" in capsys.readouterr().err


def test_a_report_with_notes_only_ends_with_0(tmp_path, capsys):
    file = tmp_path / "报告.txt"
    file.write_text("一、机构\n\n（1）内设机构\n\n说明一。\n\n（3）委属单位\n", "utf-8")
    assert run(str(file)) == 0
    assert "1 处不符" in capsys.readouterr().out


def test_the_files_carry_the_decisions_of_the_record(tmp_path):
    file, record, out = tmp_path / "报告.txt", tmp_path / "记录.json", tmp_path / "复核"
    file.write_text(TEXT, "utf-8")
    run(str(file), "--record", str(record))
    kept = json.loads(record.read_text("utf-8"))
    kept["discrepancies"][0] |= {"outcome": "dismissed", "reason": "口径不同", "author": "张三", "date": "2026-11-28"}
    record.write_text(json.dumps(kept), "utf-8")
    run(str(file), "--record", str(record), "-o", str(out))
    assert "不成立：口径不同（张三 2026-11-28）" in (out / "报告-复核.html").read_text("utf-8")
    rows = openpyxl.load_workbook(out / "报告-复核.xlsx")["不符"]
    assert [cell.value for cell in rows[2]][14:16] == ["不成立", "口径不同"]


def test_the_summary_of_a_folder(tmp_path, capsys):
    (tmp_path / "甲.txt").write_text(TEXT, "utf-8")
    (tmp_path / "乙.txt").write_text(TEXT.replace("82.31", "73.99"), "utf-8")
    assert run(str(tmp_path), "--summary") == 1
    said = capsys.readouterr().out
    assert "甲.txt" in said
    assert "文字中的比率" in said


def test_the_record_marks_what_remains(tmp_path, capsys):
    file, record = tmp_path / "报告.txt", tmp_path / "记录.json"
    file.write_text(TEXT, "utf-8")
    run(str(file), "--record", str(record))
    assert "新出现" in capsys.readouterr().out
    run(str(file), "--record", str(record))
    assert "仍在" in capsys.readouterr().out
    file.write_text(TEXT.replace("82.31", "73.99"), "utf-8")
    run(str(file), "--record", str(record))
    assert "已改正 1 处" in capsys.readouterr().out
