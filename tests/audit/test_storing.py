"""What is kept of an audit is the audit: equal values, merged cells still one cell."""

import json
import zlib

from reports import report

from kaocheng.audit import perform
from kaocheng.audit.document import Cell, Document, Paragraph, Table
from kaocheng.audit.messages import SCANNED_PAGES
from kaocheng.audit.perform import Audit
from kaocheng.audit.storing import dump, load
from kaocheng.places import InFile

TEXT = """表1 资金表
项目|预算（万元）|决算（万元）|执行率
甲|100|90|90.00%
乙|200|150|75.00%
丙|50|40|80.00%
丁|80|60|75.00%
合计|430|350|81.40%"""


def test_an_audit_comes_back_equal():
    """350 of 430 is 81.395 %, so 81.40 % holds; the total of the second column is 340."""
    audit = perform(report(TEXT))
    assert [(one.printed, one.expected) for one in audit.discrepancies] == [("350", "340")]
    back = load(dump(audit))
    assert back == audit
    assert back.discrepancies[0].fingerprint == audit.discrepancies[0].fingerprint


def test_merged_cells_notes_and_places_come_back():
    wide = Cell("合计", 0, 0, 1, 2)
    table = Table(((wide, wide), (Cell("1", 1, 0), Cell("2", 1, 1))), "表1", pages=(3, 3))
    notes = (SCANNED_PAGES.at(InFile("报告.pdf"), pages="2"),)
    document = Document("报告.pdf", "pdf", (Paragraph("文字", 1), table), 3, notes)
    back = load(dump(Audit(document, ()))).document
    assert back == document
    read = back.blocks[1]
    assert isinstance(read, Table)
    assert read.grid[0][0] is read.grid[0][1]
    assert back.notes[0].text() == "第 2 页只有图片，没有文字，这些页没有复核。"


def test_what_an_earlier_version_wrote_is_read():
    """A field that was not there takes its default; one that is no more is passed over."""
    plain = json.loads(zlib.decompress(dump(Audit(Document("报告", "txt", (Paragraph("文字"),)), ()))))
    del plain["combined"]
    plain["gone"] = 1
    assert load(zlib.compress(json.dumps(plain).encode())).combined == ()
