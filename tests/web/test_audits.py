"""报告复核: a report comes in, is re-performed outside the request, people decide, the author answers, lists go out."""

import io
from datetime import timedelta

import docx
import openpyxl
import pytest
from audit_cases import RATE_MENDED, WRONG, audited, decide, evaluator, long_report, on, page, rows, upload, word_report
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kaocheng.audit import perform, read_data
from kaocheng.web import jobs
from kaocheng.web.models import ApiToken, Audit, Decision, ReportFile, User
from kaocheng.web.models.evaluations import NeverChanged


def test_a_report_is_read_outside_the_request(finance):
    answer = finance.post("/audits/add/", {"file": upload()})
    audit = Audit.objects.get()
    assert answer.url == f"/audits/{audit.pk}/"
    assert "排队" in page(finance, audit)
    assert jobs.work_once()
    assert "HX-Refresh" in finance.get(f"/audits/{audit.pk}/progress/")
    assert {(row.printed, row.expected, row.standing) for row in audit.discrepancies.all()} == {
        ("82.31%", "73.99%", "new"),
        ("1666.23", "1666.32", "new"),
    }


def test_what_is_found_is_what_the_core_finds(audit):
    document, _ = read_data(WRONG.encode(), "报告.txt")
    found = perform(document)
    version = audit.versions.get()
    assert (version.checked, version.failed, version.unchecked) == (
        found.checked,
        len(found.discrepancies),
        len(found.unchecked),
    )
    assert set(rows(audit)) == {one.printed for one in found.discrepancies}


def test_the_page_shows_the_document_with_marks_that_lead_to_the_discrepancies(audit, finance):
    shown = page(finance, audit)
    rate = rows(audit)["82.31%"]
    assert f'id="m{rate.position}"><a href="#d{rate.position}">82.31%</a></mark>' in shown
    assert f'<li id="d{rate.position}"' in shown
    assert "5389 ÷ 7283 = 73.99%" in shown


def test_nothing_of_the_document_runs(finance):
    """Scripts, styles and addresses in the text are shown as text, everywhere a report is shown."""
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)"> '
    text = WRONG.replace("全市", hostile + "全市").replace("甲\t", f"{hostile}\t").replace("表1 资产", f"表1 {hostile}")
    audit = audited(finance, text, f"{'<b onclick=x>'}报告.txt", author=hostile)
    decide(finance, audit, "sent", *audit.discrepancies.all(), to=evaluator(), reason=hostile)
    paths = ("", "coverage/", "marked.html")
    shown = [page(finance, audit, path) for path in paths] + [finance.get("/audits/").content.decode()]
    for text in shown:
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b onclick" not in text
    policy = finance.get(f"/audits/{audit.pk}/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


def test_accepting_says_who_and_when(audit, finance):
    rate = rows(audit)["82.31%"]
    answer = decide(finance, audit, "accepted", rate)
    assert answer.status_code == 200
    assert "演示委托方" in answer.content.decode()
    assert rows(audit)["82.31%"].state == "accepted"
    assert rows(audit)["1666.23"].state == "open"


def test_dismissing_needs_a_reason(audit, finance):
    rate = rows(audit)["82.31%"]
    refused = decide(finance, audit, "dismissed", rate)
    assert refused.status_code == 400
    assert "请填写不成立的理由" in refused.json()["lines"][0]
    assert rows(audit)["82.31%"].state == "open"
    assert decide(finance, audit, "dismissed", rate, reason="口径不同").status_code == 200
    assert "口径不同" in page(finance, audit)


def test_a_reason_that_is_too_long_is_refused_and_not_cut(audit, finance):
    refused = decide(finance, audit, "dismissed", rows(audit)["82.31%"], reason="长" * 4001)
    assert refused.status_code == 400
    assert "太长，最多 4000 字" in refused.json()["lines"][0]
    assert not Decision.objects.exists()


def test_undoing_opens_again_and_forgets_nothing(audit, finance):
    decide(finance, audit, "dismissed", rows(audit)["82.31%"], reason="看错了")
    decide(finance, audit, "open", rows(audit)["82.31%"])
    rate = rows(audit)["82.31%"]
    assert rate.state == "open"
    assert [(one.outcome, one.reason) for one in rate.decisions.all()] == [("dismissed", "看错了"), ("open", "")]


def test_who_saw_an_older_state_is_told_and_nothing_is_stored(audit, finance):
    seen = rows(audit)["82.31%"]
    decide(finance, audit, "accepted", seen)
    late = decide(finance, audit, "dismissed", seen, rows(audit)["1666.23"], reason="不算错")
    assert late.status_code == 409
    assert "演示委托方 刚把" in late.json()["lines"][0]
    assert {row.state for row in audit.discrepancies.all()} == {"accepted", "open"}


def test_many_are_decided_at_once(audit, finance):
    assert decide(finance, audit, "accepted", *audit.discrepancies.all()).status_code == 200
    assert {row.state for row in audit.discrepancies.all()} == {"accepted"}


def test_a_decision_is_never_altered(audit, finance):
    decide(finance, audit, "accepted", rows(audit)["82.31%"])
    decision = Decision.objects.get()
    for change in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(NeverChanged):
            change()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE web_decision SET reason = 'x'")


def test_what_was_sent_waits_on_the_authors_workbench_and_is_answered(audit, finance, visitor):
    lead = visitor("lead_evaluator")  # of 示例评价机构
    due = timezone.localdate() + timedelta(days=7)
    rate = rows(audit)["82.31%"]
    decide(finance, audit, "sent", rate, to=evaluator(), due=due.isoformat(), reason="请核对分母")
    assert "等我答复的复核意见" in lead.get("/").content.decode()
    shown = page(lead, audit, "sent/")
    assert "请核对分母" in shown
    assert "82.31%" in shown
    assert "1666.23" not in shown
    data = {"on": on(rows(audit)["82.31%"]), "outcome": "explained"}
    assert lead.post(f"/audits/{audit.pk}/sent/answer/", data).status_code == 400  # an explanation has words
    assert lead.post(f"/audits/{audit.pk}/sent/answer/", data | {"reason": "分母另有口径"}).status_code == 302
    assert "等我答复的复核意见" not in lead.get("/").content.decode()
    assert rows(audit)["82.31%"].state == "explained"
    assert "作者已答复，等我下结论" in finance.get("/").content.decode()
    shown = page(finance, audit)
    assert "分母另有口径" in shown
    decide(finance, audit, "accepted", rows(audit)["82.31%"])
    assert "作者已答复" not in finance.get("/").content.decode()
    data["on"] = on(rows(audit)["82.31%"])
    late = lead.post(f"/audits/{audit.pk}/sent/answer/", data | {"reason": "再说一句"})
    assert late.status_code == 403


def test_the_author_does_not_see_what_was_said_before_it_was_sent(audit, finance, visitor):
    decide(finance, audit, "dismissed", rows(audit)["82.31%"], reason="内部意见")
    decide(finance, audit, "open", rows(audit)["82.31%"])
    decide(finance, audit, "sent", rows(audit)["82.31%"], to=evaluator())
    assert "内部意见" not in page(visitor("lead_evaluator"), audit, "sent/")


def test_undoing_takes_it_from_the_author_again(audit, finance, visitor):
    decide(finance, audit, "sent", rows(audit)["82.31%"], to=evaluator())
    decide(finance, audit, "open", rows(audit)["82.31%"])
    assert visitor("lead_evaluator").get(f"/audits/{audit.pk}/sent/").status_code == 404


@pytest.mark.parametrize("day", ["morgen", "2020-01-01", "2026-02-31"])
def test_a_day_to_answer_by_lies_ahead(day, audit, finance):
    answer = decide(finance, audit, "sent", rows(audit)["82.31%"], to=evaluator(), due=day)
    assert answer.status_code == 400
    assert "不是答复期限" in answer.json()["lines"][0]


def test_where_two_places_disagree_the_pages_do_not_say_that_one_is_right(finance, visitor):
    text = "全县共有乡镇卫生院36个并全部通过验收。\n\n中间一段。\n\n全县共有乡镇卫生院38个并全部通过验收。\n"
    audit = audited(finance, text)
    (row,) = audit.discrepancies.all()
    decide(finance, audit, "sent", row, to=evaluator())
    for shown in (page(finance, audit), page(visitor("lead_evaluator"), audit, "sent/")):
        assert "<dt>另一处为</dt><dd>36</dd>" in shown
        assert "应为" not in shown
        assert "<s>" not in shown


def test_the_coverage_says_what_held_and_what_could_not_be_checked(audit, finance):
    version = audit.versions.get()
    shown = page(finance, audit, "coverage/")
    assert f"试过 {version.checked + version.unchecked} 项关系" in shown
    assert "没能复核的，以及为什么" in shown


def test_the_list_carries_the_decisions(audit, finance):
    decide(finance, audit, "dismissed", rows(audit)["82.31%"], reason="口径不同")
    data = finance.get(f"/audits/{audit.pk}/list.xlsx").content
    lines = list(openpyxl.load_workbook(io.BytesIO(data))["不符"].iter_rows(values_only=True))
    (line,) = [line for line in lines if line[9] == "82.31%"]
    assert line[14:17] == ("不成立", "口径不同", "演示委托方")


def test_the_word_file_gets_comments_with_decisions_beside_the_pages(finance):
    audit = audited(finance, word_report(), "报告.docx")
    decide(finance, audit, "accepted", rows(audit)["82.31%"])
    assert finance.post(f"/audits/{audit.pk}/comments/").status_code == 302
    jobs.work_once()
    job = audit.versions.get().comments.get()
    data = finance.get(f"/audits/{audit.pk}/comments/{job.pk}/").content
    (comment,) = docx.Document(io.BytesIO(data)).comments
    assert "5389 ÷ 7283 = 73.99%" in comment.text
    assert "处理：确认（演示委托方" in comment.text


def test_only_a_word_file_gets_comments(audit, finance):
    assert finance.post(f"/audits/{audit.pk}/comments/").status_code == 400


def test_a_generated_report_is_audited_from_its_page(project, visitor):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/report/make/")
    jobs.work_once()
    file = ReportFile.objects.get(name__endswith=".docx")
    assert "生成的 Word" in lead.get(f"/e/{project.pk}/report/").content.decode()
    lead.post("/audits/add/", {"owner": f"e{project.pk}", "report": str(file.pk)})
    jobs.work_once()
    audit = Audit.objects.get()
    assert audit.evaluation == project
    assert audit.discrepancies.count() == 0
    assert audit.versions.get().checked > 500
    shown = page(lead, audit)
    assert "没有发现不符" in shown
    assert "复核范围" in shown


def test_several_are_dropped_and_one_that_is_no_report_stops_none(finance):
    files = [upload(name="甲.txt"), upload(RATE_MENDED, "乙.txt"), upload(b"PK\x03\x04", "表.xlsx")]
    answer = finance.post("/audits/add/", {"file": files}, follow=True).content.decode()
    assert {audit.title for audit in Audit.objects.all()} == {"甲", "乙"}
    assert "不接受“表.xlsx”这种文件" in answer


def test_reports_are_found_by_words_of_title_and_author(finance):
    audited(finance, name="卫生健康报告.txt", author="甲事务所")
    audited(finance, name="教育报告.txt", author="乙事务所")
    shown = finance.get("/audits/?q=甲 卫生").content.decode()
    assert "卫生健康报告" in shown
    assert "教育报告" not in shown


def test_title_and_author_are_put_right_later(audit, finance):
    finance.post(f"/audits/{audit.pk}/about/", {"title": "改过的题名", "author": "丙事务所"})
    assert "改过的题名" in page(finance, audit)
    assert finance.post(f"/audits/{audit.pk}/about/", {"title": " "}).status_code == 400


def test_statistics_count_each_report_by_its_latest_version(finance):
    """甲: two mistakes, then one mended: 1. 乙: two, one of them dismissed: 1. Both remaining ones are column totals."""
    one = audited(finance, name="一.txt", author="甲")
    finance.post(f"/audits/{one.pk}/versions/add/", {"file": upload(RATE_MENDED)})
    jobs.work_once()
    two = audited(finance, name="二.txt", author="乙")
    decide(finance, two, "dismissed", rows(two)["82.31%"], reason="口径不同")
    data = finance.get("/audits/statistics.csv").content
    assert data.startswith(b"\xef\xbb\xbf")
    lines = [line.split(",") for line in data.decode("utf-8-sig").splitlines()]
    table = {(line[0], line[1]): dict(zip(lines[0], line, strict=True)) for line in lines[1:]}
    total = table["合计", "合计"]
    assert (total["报告"], total["不符"], total["认定不成立"]) == ("2", "2", "1")
    assert table["评价机构", "甲"]["不符"] == "1"
    assert table["评价机构", "乙"]["认定不成立"] == "1"
    assert table["复核项", "纵向合计"]["不符"] == "2"
    assert ("复核项", "文字中的比率") not in table
    shown = finance.get("/audits/statistics/").content.decode()
    assert "2 份报告" in shown
    assert "纵向合计" in shown
    assert "还没有读成的报告" in finance.get("/audits/statistics/?author=丁").content.decode()
    assert finance.get("/audits/statistics/?from=gestern&to=2026-02-31").status_code == 200


def test_the_csv_runs_nothing_in_a_spreadsheet(finance):
    audited(finance, author="=1+1")
    assert ",'=1+1," in finance.get("/audits/statistics.csv").content.decode()


def test_a_page_asks_few_queries(audit, finance):
    """Session, user, audit, two for roles, versions, discrepancies with decisions, whom to send to, the document once."""
    finance.get(f"/audits/{audit.pk}/")
    with CaptureQueriesContext(connection) as queries:
        finance.get(f"/audits/{audit.pk}/")
    assert len(queries) <= 14, [query["sql"][:140] for query in queries]


def test_300_discrepancies_in_100_pages_stay_usable(finance):
    """The page, compressed, stays below 300 KB."""
    audit = audited(finance, long_report())
    assert audit.discrepancies.count() == 300
    answer = finance.get(f"/audits/{audit.pk}/", HTTP_ACCEPT_ENCODING="gzip")
    assert len(answer.content) < 300_000


def test_the_table_of_a_report_stays_a_table(audit, finance):
    shown = page(finance, audit)
    assert "<tr><td>类别</td><td>金额</td></tr>" in shown
    assert f'id="m{rows(audit)["1666.23"].position}"' in shown.split("<td>合计</td>")[1]


def test_a_program_uploads_reads_and_decides(visitor):
    """With a token, as a program would; 409 says that somebody was quicker."""
    token = ApiToken.issue(User.objects.get(username="caizheng"), "抽查")
    program = visitor()
    key = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    made = program.post("/api/v1/audits", {"file": upload(), "author": "甲事务所"}, **key).json()
    assert (made["title"], made["author"], made["state"]) == ("报告", "甲事务所", "waiting")
    jobs.work_once()
    base = f"/api/v1/audits/{made['id']}"
    assert program.get(base, **key).json()["failed"] == 2
    found = {one["printed"]: one for one in program.get(f"{base}/discrepancies", **key).json()}
    assert found["82.31%"]["computation"] == "5389 ÷ 7283 = 73.99%"
    body = {"on": {found["82.31%"]["fingerprint"]: None}, "outcome": "dismissed", "reason": "口径不同"}

    def decide_by_api():
        return program.post(f"{base}/decisions", body, content_type="application/json", **key)

    (decided,) = decide_by_api().json()
    assert (decided["state"], decided["decisions"][0]["by"]) == ("dismissed", "演示委托方")
    assert decide_by_api().status_code == 409
    assert program.get(f"{base}/performed", **key).json()["checked"] == 2
    refused = program.post("/api/v1/audits", {"file": upload(b"MZ", "程序.exe")}, **key)
    assert refused.status_code == 400
    assert "不接受“程序.exe”这种文件" in refused.json()["lines"][0]
