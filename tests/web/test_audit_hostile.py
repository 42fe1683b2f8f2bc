"""Files that are not what they seem, locked, empty, scanned, too large or made to do harm: refused in words, and the work goes on."""

import io
import sys
from pathlib import Path

import pypdfium2
import pytest
from audit_cases import audited, upload, word

from kaocheng.diagnostics import Refusal
from kaocheng.web import jobs
from kaocheng.web.audits import confined, tasks
from kaocheng.web.models import Audit


def pages_without_text() -> bytes:
    """What a scanner makes: pages, and not a letter on them."""
    document, target = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.new_page(595, 842)
    document.save(target)
    return target.getvalue()


LOCKED_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def locked_pdf() -> bytes:
    """A page behind a password that nobody knows (the keys of the standard handler are arbitrary)."""
    keys = b"/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/P -44" + keys + b">>",
    )
    data, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj%s endobj\n" % (number, body)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<31><31>]>>"
    return data + b"xref\n0 5\n" + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(data)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("表.xlsx", b"PK\x03\x04", "不接受“表.xlsx”这种文件"),
        ("程序.exe", b"MZ", "不接受“程序.exe”这种文件"),
        ("没有扩展名", b"x", "不接受“没有扩展名”这种文件"),
        ("空.txt", b"", "“空.txt”是空的"),
        ("假.pdf", b"PK\x03\x04", "内容与扩展名不符"),
        ("假.docx", b"%PDF-1.7", "内容与扩展名不符"),
        ("坏.docx", word("<w:p/>")[:-60], "内容与扩展名不符"),
        ("表.docx", word().replace(b"word/document.xml", b"xlsx/document.xml"), "内容与扩展名不符"),
        ("假.txt", b"\x7fELF\0\0\0\0", "内容与扩展名不符"),
        ("大.txt", b"1" * 60_000_000, "“大.txt”有 60 MB，最多 30 MB"),
    ],
)
def test_refused_at_the_door(name, data, words, finance):
    answer = finance.post("/audits/add/", {"file": upload(data, name)})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Audit.objects.exists()


def test_nothing_chosen(finance):
    assert "没有选择文件" in finance.post("/audits/add/", {}).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("炸弹.docx", word("0" * 61_000_000), "可能是恶意文件"),
        ("实体.docx", word(before='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "会引用外部内容的指令"),
        ("坏.docx", word("<w:p"), "文件已损坏"),
        ("锁.docx", LOCKED_WORD, "设有打开密码"),
        ("锁.pdf", locked_pdf(), "设有打开密码"),
        ("扫描.pdf", pages_without_text(), "没有文字，可能是扫描件"),
        ("坏.pdf", b"%PDF-1.7\n" + b"\0garbage" * 40, "文件已损坏"),
        ("空白.docx", word("<w:p/>"), "文件里没有文字"),
    ],
)
def test_refused_by_the_reader_in_its_own_words(name, data, words, finance):
    audit = audited(finance, data, name)
    version = audit.versions.get()
    assert version.state == "failed"
    assert words in version.message
    shown = finance.get(f"/audits/{audit.pk}/").content.decode()
    assert "没有读成" in shown
    assert "Traceback" not in shown


def test_a_path_in_the_name_leads_nowhere(finance):
    assert audited(finance, name="../../etc/报告.txt").versions.get().name == "报告.txt"


@pytest.fixture
def task(monkeypatch):
    """``task("…")``: the confined process runs these lines instead of reading a report."""

    def replaced(lines: str):
        start = f"from kaocheng.web.audits.confined import confine\nconfine()\n{lines}"
        real = confined.subprocess.Popen
        monkeypatch.setattr(confined.subprocess, "Popen", lambda _, **how: real([sys.executable, "-c", start], **how))

    return replaced


@pytest.mark.parametrize(
    "lines",
    [
        "x = bytearray(3_000_000_000)",
        "open('done', 'wb').write(b'x' * 500_000_000)",
        "import os; os.abort()",
        "import os; os._exit(0)",
    ],
    ids=["memory", "disk", "crash", "silence"],
)
def test_a_process_that_breaks_off_is_a_refusal(lines, task):
    task(lines)
    with pytest.raises(Refusal, match="没有读完"):
        confined.run("perform", {}, lambda *_: None)


@pytest.mark.parametrize("lines", ["while True: pass", "import time; time.sleep(600)"], ids=["busy", "idle"])
def test_time_is_bounded(lines, task, monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 1)
    task(lines)
    with pytest.raises(Refusal, match="没有读完"):
        confined.run("perform", {}, lambda *_: None)


def test_what_the_process_started_ends_with_it(task, monkeypatch, tmp_path):
    monkeypatch.setattr(confined, "SECONDS", 1)
    task(
        f"import os, time; pid = os.fork(); open({str(tmp_path / 'pid')!r}, 'w').write(str(pid)) if pid else 0; time.sleep(60)"
    )
    with pytest.raises(Refusal, match="没有读完"):
        confined.run("perform", {}, lambda *_: None)
    state = Path("/proc", (tmp_path / "pid").read_text(), "stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_the_confined_process_knows_neither_database_nor_secrets(task, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://geheim")
    monkeypatch.setenv("KAOCHENG_SECRET_KEY", "geheim")
    task("import os, json; open('refused', 'w').write(json.dumps([str(dict(os.environ))]))")
    with pytest.raises(confined.Refused) as refused:
        confined.run("perform", {}, lambda *_: None)
    assert "geheim" not in str(refused.value)


def test_the_queue_goes_on_after_a_hostile_file(finance):
    finance.post("/audits/add/", {"file": upload(word("0" * 61_000_000), "炸弹.docx")})
    finance.post("/audits/add/", {"file": upload()})
    while jobs.work_once():
        pass
    assert [audit.versions.get().state for audit in Audit.objects.order_by("id")] == ["failed", "done"]


def test_what_a_task_refuses_are_lines(tmp_path):
    (tmp_path / "report").write_bytes(b"")
    (tmp_path / "name").write_text("空.txt", "utf-8")
    assert tasks.perform(tmp_path) == ["空.txt 错误：文件里没有文字。"]
