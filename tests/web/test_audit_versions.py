"""报告复核: a second version keeps what was decided, whoever uploads it; and an audit is deleted."""

import json

from audit_cases import RATE_MENDED, WRONG, audited, decide, evaluator, page, rows, upload, word, word_report

from kaocheng.web import jobs
from kaocheng.web.audits import versions
from kaocheng.web.models import Blob, Item


def test_a_second_version_keeps_decisions_and_shows_what_is_mended(audit, finance):
    """The rate is put right, the total stays wrong, a new mistake comes in: 20 of 50 are 40.00 %."""
    decide(finance, audit, "accepted", rows(audit)["82.31%"])
    decide(finance, audit, "dismissed", rows(audit)["1666.23"], reason="口径不同")
    text = RATE_MENDED + "\n\n随访老年人50人，规范管理20人，规范管理率45.00%。\n"
    assert finance.post(f"/audits/{audit.pk}/versions/add/", {"file": upload(text)}).status_code == 302
    jobs.work_once()
    found = {row.printed: (row.standing, row.state) for row in audit.discrepancies.all()}
    assert found == {
        "82.31%": ("mended", "accepted"),
        "1666.23": ("remaining", "dismissed"),
        "45.00%": ("new", "open"),
    }
    shown = page(finance, audit)
    for words in ("已改正", "仍在", "新出现", "口径不同"):
        assert words in shown


def test_what_was_changed_and_still_does_not_hold_is_not_called_mended_alone(audit, finance):
    """82.31% becomes 82.30%, yet 5389 ÷ 7283 = 73.99%."""
    decide(finance, audit, "dismissed", rows(audit)["82.31%"], reason="口径不同")
    finance.post(f"/audits/{audit.pk}/versions/add/", {"file": upload(WRONG.replace("82.31%", "82.30%"))})
    jobs.work_once()
    found = {row.printed: (row.standing, row.state) for row in audit.discrepancies.all()}
    assert found["82.31%"] == ("mended", "dismissed")
    assert found["82.30%"] == ("altered", "open")
    assert "已改正 1" in page(finance, audit)
    assert "改过仍不符 1" in page(finance, audit)


def test_the_author_uploads_a_corrected_version_and_what_it_mends_is_answered(audit, finance, visitor):
    """Of three sent to the author one is mended, one remains, one was changed and is still wrong; a fourth is not his."""
    lead = visitor("lead_evaluator")  # of 示例评价机构
    text = WRONG + "\n\n随访老年人50人，规范管理20人，规范管理率45.00%。\n\n登记产妇80人，访视60人，访视率70.00%。\n"
    finance.post(f"/audits/{audit.pk}/versions/add/", {"file": upload(text)})
    jobs.work_once()
    mine = [rows(audit)[printed] for printed in ("82.31%", "1666.23", "45.00%")]
    decide(finance, audit, "sent", *mine, to=evaluator())
    corrected = text.replace("82.31%", "73.99%").replace("45.00%", "44.00%")
    answer = lead.post(f"/audits/{audit.pk}/versions/add/", {"file": upload(corrected, "改过.txt")})
    assert answer.url == f"/audits/{audit.pk}/sent/"
    assert "排队" in page(lead, audit, "sent/")
    jobs.work_once()
    found = {row.printed: (row.standing, row.state) for row in audit.discrepancies.all()}
    assert found["82.31%"] == ("mended", "mended")
    assert found["1666.23"] == ("remaining", "sent")
    assert found["45.00%"] == ("mended", "sent")
    assert found["44.00%"] == ("altered", "open")
    decision = rows(audit)["82.31%"].decision
    assert (decision.by.username, decision.reason) == ("zhuping", "第3版")
    shown = page(lead, audit, "sent/")
    assert "已复核" in shown
    assert "已改正" in shown
    assert "仍在" in shown
    assert "70.00%" not in shown  # what was not sent to him he does not see
    assert lead.get(f"/audits/{audit.pk}/").status_code == 403
    assert "作者已答复，等我下结论" in finance.get("/").content.decode()


def test_a_version_that_lost_most_of_its_relations_is_pointed_out(audit, finance):
    finance.post(f"/audits/{audit.pk}/versions/add/", {"file": upload("第一段。\n\n第二段。")})
    jobs.work_once()
    assert "请确认是同一份报告" in page(finance, audit)


def test_a_version_writes_over_no_decision_that_was_made_meanwhile(audit, finance, monkeypatch):
    """Somebody decides between the reading of what is known and its writing."""
    version, compared = audit.versions.get(), versions.compared

    def meanwhile(*what):
        decide(finance, audit, "accepted", rows(audit)["82.31%"])
        return compared(*what)

    monkeypatch.setattr(versions, "compared", meanwhile)
    versions.note(version, versions.performed(version.performed_id))
    assert rows(audit)["82.31%"].state == "accepted"


def test_a_mistake_that_comes_back_is_known(audit, finance):
    decide(finance, audit, "accepted", rows(audit)["82.31%"])
    for text in (RATE_MENDED, WRONG):
        finance.post(f"/audits/{audit.pk}/versions/add/", {"file": upload(text)})
        jobs.work_once()
    rate = rows(audit)["82.31%"]
    assert (rate.standing, rate.state) == ("new", "accepted")


def test_a_version_that_cannot_be_read_leaves_the_one_before(audit, finance):
    finance.post(f"/audits/{audit.pk}/versions/add/", {"file": upload(word("<w:p"), "报告.docx")})
    jobs.work_once()
    shown = page(finance, audit)
    assert "第2版没有读成" in shown
    assert "文件已损坏" in shown
    assert "82.31%" in shown
    failed = audit.versions.get(number=2)
    assert finance.post(f"/audits/{audit.pk}/versions/{failed.pk}/again/").status_code == 302
    failed.refresh_from_db()
    assert failed.state == "waiting"


def test_deleting_takes_files_and_words_and_keeps_the_record(finance):
    audit = audited(finance, word_report(), "报告.docx", author="甲事务所")
    decide(finance, audit, "accepted", rows(audit)["82.31%"])
    finance.post(f"/audits/{audit.pk}/comments/")
    jobs.work_once()
    version = audit.versions.get()
    digests = {version.blob_id, version.performed_id, version.comments.get().blob_id}
    assert finance.post(f"/audits/{audit.pk}/delete/").status_code == 400  # a reason is needed
    answer = finance.post(f"/audits/{audit.pk}/delete/", {"reason": "传错了"}, follow=True)
    assert "已删除“报告”" in answer.content.decode()
    assert not Blob.objects.filter(sha256__in=digests).exists()
    (row,) = audit.discrepancies.all()
    assert (row.printed, row.quote, row.place) == ("", "", "")
    assert [one.outcome for one in row.decisions.all()] == ["accepted"]
    shown = finance.get("/audits/deleted/").content.decode()
    for words in ("报告", "甲事务所", "传错了", "演示委托方"):
        assert words in shown


def test_deleting_leaves_a_file_that_something_else_still_names(audit, finance, project):
    twin = audited(finance)  # the same bytes once more
    file = audit.versions.get().blob_id
    finance.post(f"/audits/{audit.pk}/delete/", {"reason": "重复"})
    assert Blob.objects.filter(sha256=file).exists()
    assert "82.31%" in page(finance, twin)
    Item.objects.create(
        evaluation=project, kind="file", key="evidence/a.txt", text=json.dumps({"sha256": file}), revision=1
    )
    finance.post(f"/audits/{twin.pk}/delete/", {"reason": "重复"})
    assert Blob.objects.filter(sha256=file).exists()


def test_a_report_that_is_being_read_is_not_deleted_one_that_waits_is(audit, finance):
    audit.versions.update(state="running")
    refused = finance.post(f"/audits/{audit.pk}/delete/", {"reason": "传错了"}, HTTP_ACCEPT="application/json")
    assert "正在复核，现在不能删除" in refused.json()["lines"][0]
    audit.versions.update(state="waiting")
    assert finance.post(f"/audits/{audit.pk}/delete/", {"reason": "传错了"}).status_code == 302
    assert not jobs.work_once()
