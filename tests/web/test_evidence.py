"""Evidence: what is accepted, how it is shown and given out, whom it supports."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kaocheng.web import transfer
from kaocheng.web.first_page import first_page
from kaocheng.web.models import Item, User
from kaocheng.web.workspace import workspace

CELL = "电子健康档案/朔城区/建档人数"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001000502fe02fea735810000000049454e44ae426082"
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj trailer<</Root 1 0 R>>"
)


def archive(**files: bytes) -> bytes:
    """A zip of the files, by name with dots for underscores."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("_", "/"), data)
    return out.getvalue()


def upload(browser, evaluation, name: str, data: bytes, **more):
    answer = browser.post(f"/e/{evaluation.pk}/evidence/add/", {"file": SimpleUploadedFile(name, data), **more})
    evaluation.refresh_from_db()
    return answer


def last(evaluation) -> Item:
    return evaluation.items.filter(kind="evidence", deleted=False).order_by("-revision", "-position").first()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("发票.pdf", b"MZ\x90\x00 a program"),
        ("图.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("表.xlsx", archive(word_document=b"x")),
        ("表.docx", b"PK\x03\x04 broken"),
        ("说明.txt", b"\x7fELF\x00\x00"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, data, visitor, project):
    answer = upload(visitor("member"), project, name, data)
    assert answer.status_code == 400
    assert "内容与扩展名不符" in answer.content.decode()


@pytest.mark.parametrize("name", ["图.svg", "页.html", "程序.exe", "脚本.js", "没有扩展名"])
def test_kinds_that_run_are_not_accepted(name, visitor, project):
    answer = upload(visitor("member"), project, name, b"<script>alert(1)</script>")
    assert answer.status_code == 400
    assert "不接受" in answer.content.decode()


def test_an_archive_that_grows_without_end_is_refused(visitor, project):
    """1.1 GB of zeros are about 1 MB when packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, made.open("zeros", "w", force_zip64=True) as entry:
        for _ in range(110):
            entry.write(bytes(10_000_000))
    answer = upload(visitor("member"), project, "材料.zip", out.getvalue())
    assert answer.status_code == 400
    assert "解开后有 1100 MB" in answer.content.decode()


def test_a_file_of_100_mb_is_refused(visitor, project):
    answer = upload(visitor("member"), project, "大.pdf", b"%PDF-" + bytes(100_000_000))
    assert answer.status_code == 400
    assert "有 100 MB，最多 30 MB" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [("图.png", PNG, "inline"), ("批复.pdf", PDF, "attachment"), ("页.txt", b"<script>1</script>", "attachment")],
)
def test_files_are_given_out_so_that_nothing_runs(name, data, way, visitor, project):
    member = visitor("member")
    assert upload(member, project, name, data).status_code == 302
    answer = member.get(f"/e/{project.pk}/evidence/{last(project).key}/file/")
    assert answer.content == data
    assert answer["Content-Disposition"].startswith(way)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_previews_show_a_picture_a_page_a_text_or_names(visitor, project):
    member, observer = visitor("member"), visitor("observer")
    files = {"图.png": PNG, "批复.pdf": PDF, "页.txt": b"<b>1,2</b>", "包.zip": archive(a_b=b"x")}
    seen = {}
    for name, data in files.items():
        upload(member, project, name, data)
        where = f"/e/{project.pk}/evidence/{last(project).key}/"
        seen[name] = member.get(f"{where}preview/").content.decode()
        assert observer.get(f"{where}preview/").status_code == 403
        if name == "批复.pdf":
            assert member.get(f"{where}page.png").content.startswith(b"\x89PNG")
            assert observer.get(f"{where}page.png").status_code == 403
    assert "/file/" in seen["图.png"]
    assert "page.png" in seen["批复.pdf"]
    assert "&lt;b&gt;1,2" in seen["页.txt"]
    assert "a/b" in seen["包.zip"]


def test_a_pdf_that_cannot_be_drawn_has_no_picture():
    assert first_page(b"%PDF-1.4 nothing") is None


def test_evidence_supports_indicators_and_cells_and_goes_with_the_bundle(visitor, project):
    member = visitor("member")
    assert upload(member, project, "台账.pdf", PDF, indicators=["A201"], cell=CELL).status_code == 302
    [found] = [one for one in workspace(project).evaluation.evidence if one.cells]
    assert (found.title, found.indicators, found.cells) == ("台账", ("A201",), (CELL,))
    assert CELL in transfer.files(workspace(project))["evidence/evidence.csv"].decode("utf-8-sig")
    drawer = member.get(f"/e/{project.pk}/data/电子健康档案/cell/?at=朔城区/建档人数").content.decode()
    assert "台账" in drawer
    listed = member.get(f"/e/{project.pk}/evidence/?indicator=A201").content.decode()
    assert ">台账<" in listed


def test_a_long_or_odd_name_goes_through_a_bundle(visitor, project):
    lead = visitor("lead_evaluator")
    upload(lead, project, f"{'朔州市财政局关于下达二〇一七年基本公共卫生服务补助资金的通知' * 5}.txt", "文".encode())
    upload(lead, project, "截图 2026-01-05 10:30:12#1.txt", "图".encode())
    assert last(project).body["文件"].endswith("-截图 2026-01-05 10_30_12_1.txt")
    packed = transfer.archive(workspace(project))
    taken = transfer.take_archive(packed, User.objects.get(username="zhuping"))
    assert transfer.files(workspace(taken)).keys() == transfer.files(workspace(project)).keys()


def test_evidence_is_taken_off_with_its_file(visitor, project):
    member = visitor("member")
    upload(member, project, "台账.pdf", PDF)
    key = last(project).key
    assert member.post(f"/e/{project.pk}/evidence/{key}/remove/").status_code == 302
    project.refresh_from_db()
    assert workspace(project).item("evidence", key) is None
    assert workspace(project).of_kind("file") == [
        item for item in workspace(project).of_kind("file") if not item.key.startswith(f"evidence/{key}-")
    ]


@pytest.mark.parametrize(("kind", "subject"), [("voucher", "凭证"), ("asset", "资产")])
def test_checked_samples_are_a_table(kind, subject, visitor, project):
    member = visitor("member")
    body = {subject: "3月12#", "检查内容": "审批手续", "结果": "齐全", "金额": "1200", "指标": "A201"}
    before = len(workspace(project).of_kind(kind))
    assert member.post(f"/e/{project.pk}/evidence/checks/{kind}/add/", body).status_code == 302
    project.refresh_from_db()
    item = workspace(project).of_kind(kind)[-1]
    assert (item.body[subject], item.body["结果"]) == ("3月12#", "齐全")
    edit = {"kind": kind, "key": item.key, "field": "结果", "before": "齐全", "after": "缺审批人签字"}
    assert member.edit(project, edit).status_code == 200
    assert member.post(f"/e/{project.pk}/evidence/checks/{kind}/{item.key}/remove/").status_code == 302
    project.refresh_from_db()
    assert len(workspace(project).of_kind(kind)) == before
