"""What pages do beside showing: few queries, live reading, import and export, reports, members."""

import io
from fractions import Fraction

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaocheng.numbers import score_text
from kaocheng.tables import read_data, read_indicators
from kaocheng.web import assets, jobs
from kaocheng.web.models import Blob, Evaluation, Membership, ReportFile, ReportJob
from kaocheng.web.workspace import workspace

PAGES = {
    "": 7, "indicators/": 3, "indicators/A201/editor/": 3, "indicators/sums/": 3,
    "data/": 4, "data/电子健康档案/": 3, "papers/A201/": 3, "findings/": 3, "problems/": 3,
    "origin/?ref=总分": 4, "evidence/": 3, "report/": 5, "history/": 6,
}  # fmt: skip
"""Page → queries once the evaluation is in memory: session, user, membership, and what the page lists itself."""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_few_queries(page, visitor, project):
    browser = visitor("lead_evaluator")
    browser.get(f"/e/{project.pk}/{page}")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(f"/e/{project.pk}/{page}").status_code == 200
    assert len(queries) <= PAGES[page]


def test_a_standard_is_read_while_it_is_typed(visitor, project):
    lead = visitor("lead_evaluator")
    typed = {
        "standard": "100%得满分，每下降1%扣权重分的2%，扣完为止。",
        "name": "到位率",
        "weight": "3",
        "target": "100%",
    }
    page = lead.post(f"/e/{project.pk}/indicators/understood/", typed).content.decode()
    assert "理解为" in page
    assert "polyline" in page
    page = lead.post(f"/e/{project.pk}/indicators/understood/", typed | {"standard": "酌情打分"}).content.decode()
    assert "理解为" not in page
    assert 'class="error"' in page


def test_a_figure_leads_down_to_the_person_and_the_time(visitor, project):
    cells = project.items.get(kind="row", key="电子健康档案/朔城区").body["cells"]
    edit = {
        "table": "电子健康档案",
        "row": ["朔城区"],
        "column": "建档人数",
        "before": cells["建档人数"],
        "after": "435166",
    }
    visitor("member").edit(project, edit)
    page = visitor("reviewer").get(f"/e/{project.pk}/origin/?cell=电子健康档案/朔城区/健康档案建档率").content.decode()
    assert "435,166" in page
    assert "演示评价组成员 于" in page


def test_an_unknown_figure_is_not_found(visitor, project):
    assert visitor("reviewer").get(f"/e/{project.pk}/origin/?ref=指标.ZZZ.得分").status_code == 404


def test_the_indicator_table_goes_out_and_comes_in(visitor, project):
    lead = visitor("lead_evaluator")
    data = lead.get(f"/e/{project.pk}/indicators/workbook/").content
    sheets, _ = read_data(data, "a.xlsx")
    out, _ = read_indicators(sheets[0])
    assert [top.code for top in out] == ["A", "B", "C", "D"]
    answer = lead.post(f"/e/{project.pk}/indicators/import/", {"file": SimpleUploadedFile("a.xlsx", data)})
    assert "与现有内容相同" in answer.content.decode()


def test_the_forms_go_out_and_come_in(visitor, project):
    member = visitor("member")
    data = member.get(f"/e/{project.pk}/data/forms/").content
    answer = member.post(f"/e/{project.pk}/data/import/", {"file": SimpleUploadedFile("b.xlsx", data)})
    assert answer.status_code == 200
    before = workspace(project).sheet.total
    project.refresh_from_db()
    assert workspace(project).sheet.total == before


def test_judging_a_point_changes_the_score(visitor, project):
    member = visitor("member")
    address = f"/e/{project.pk}/papers/A101/judge/"
    page = member.post(address, {"key": "met", "index": "2", "value": "no", "seen": "yes"}).content.decode()
    assert ">2.00</a>" in page
    stale = member.post(address, {"key": "met", "index": "2", "value": "yes", "seen": "yes"})
    assert stale.status_code == 409
    assert "您的修改没有存入" in stale.content.decode()


def test_half_a_judgement_is_kept_and_counts_as_missing(visitor, project):
    lead, member = visitor("lead_evaluator"), visitor("member")
    body = {"code": "Z1", "name": "新指标", "weight": "2", "parent": "A1"}
    assert lead.post(f"/e/{project.pk}/indicators/add/", body).status_code == 200
    standard = "①有制度；②有记录。每满足一项得1分。"
    lead.edit(project, {"kind": "indicator", "key": "Z1", "field": "standard", "before": None, "after": standard})
    page = member.post(f"/e/{project.pk}/papers/Z1/judge/", {"key": "met", "index": "1", "value": "yes", "seen": ""})
    assert "还缺：判断（有制度）" in page.content.decode()
    page = member.post(f"/e/{project.pk}/papers/Z1/judge/", {"key": "met", "index": "0", "value": "no", "seen": ""})
    assert ">1.00</a>" in page.content.decode()


def test_a_report_is_written_and_every_version_kept(visitor, project, scores):
    lead = visitor("lead_evaluator")
    for _ in range(2):
        lead.post(f"/e/{project.pk}/report/make/")
        assert jobs.work_once()
    assert not jobs.work_once()
    done = ReportJob.objects.filter(evaluation=project)
    total = f"{score_text(scores['2017'].total)} {scores['2017'].grade.name}"
    assert [(job.state, job.total) for job in done] == [("done", total)] * 2
    names = {file.name.rpartition(".")[2] for file in ReportFile.objects.filter(job=done[0])}
    assert names == {"docx", "pdf", "html", "xlsx"}
    word = ReportFile.objects.get(job=done[0], name__endswith=".docx")
    answer = visitor("commissioner").get(f"/e/{project.pk}/report/files/{word.pk}/")
    assert answer.content == Blob.fetch(word.blob_id)


def test_a_report_is_asked_for_once_while_it_waits(visitor, project):
    lead = visitor("lead_evaluator")
    for _ in range(3):
        lead.post(f"/e/{project.pk}/report/make/")
    assert ReportJob.objects.filter(evaluation=project).count() == 1


def test_html_in_a_section_is_shown_not_run(visitor, project, scores):
    text = {"text": "<script>alert(1)</script> 得{{总分}}分，{{总分数}}"}
    page = visitor("member").post(f"/e/{project.pk}/report/preview/?section=10-摘要", text).content.decode()
    assert "<script>" not in page
    assert f">{score_text(scores['2017'].total)}</a>" in page
    assert "没有这个数" in page


def test_the_last_lead_evaluator_stays(visitor, project):
    lead = Membership.objects.get(evaluation=project, role="lead_evaluator")
    answer = visitor("lead_evaluator").post(f"/e/{project.pk}/settings/members/{lead.user_id}/remove/")
    assert answer.status_code == 400
    assert "唯一的主评人" in answer.content.decode()


def test_units_are_written_as_lines(visitor, project):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/settings/units/", {"units": "甲市\n  乙县\n    丙镇\n  丁县\n"})
    project.refresh_from_db()
    [city] = workspace(project).evaluation.units
    assert (city.name, [unit.name for unit in city.units], city.units[0].units[0].name) == (
        "甲市",
        ["乙县", "丁县"],
        "丙镇",
    )


def test_scores_go_out_as_csv_with_a_byte_order_mark(visitor, project):
    data = visitor("lead_evaluator").get(f"/e/{project.pk}/scores.csv").content
    assert data.startswith(b"\xef\xbb\xbf")
    assert io.StringIO(data.decode("utf-8-sig")).readline() == "编码,名称,级次,权重,得分\n"


def test_the_application_starts_without_npm(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "DIST", tmp_path / "dist")
    assets.build(with_npm=False)
    assert {"app.js", "app.css", "htmx.js", "grid.js"} <= {file.name for file in (tmp_path / "dist").iterdir()}


def test_the_first_load_is_small():
    """Script, styles and htmx compressed: under 300 KB."""
    import gzip

    assets.build()
    files = [assets.DIST / name for name in ("app.js", "app.css", "htmx.js")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 300_000


def test_a_template_becomes_a_score(visitor):
    """Template → form → filled in → imported: 95 of 100 万元 arrived, 90 were spent."""
    lead = visitor("lead_evaluator")
    base = lead.post("/new/", {"title": "某市2025年项目绩效评价", "template": "project-2020"}).url
    book = openpyxl.load_workbook(io.BytesIO(lead.get(f"{base}data/forms/").content))
    for cell, value in zip(("A4", "B4", "C4", "D4"), ("市级资金", 100, 95, 90), strict=True):
        book["项目资金"][cell] = value
    out = io.BytesIO()
    book.save(out)
    page = lead.post(f"{base}data/import/", {"file": SimpleUploadedFile("填好.xlsx", out.getvalue())}).content.decode()
    assert "存入 3 处" in page
    evaluation = Evaluation.objects.get(pk=base.split("/")[2])
    found = {leaf.indicator.name: leaf for leaf in workspace(evaluation).sheet.leaves}
    assert found["资金到位率"].actual.value == Fraction(95, 100)
    assert found["资金到位率"].score is not None
    assert found["预算执行率"].score is not None


def test_a_table_is_declared_and_filled_by_pages(visitor, project):
    member = visitor("member")
    assert (
        member.post(f"/e/{project.pk}/data/new/", {"name": "新表", "keys": "县区", "by_units": "on"}).status_code == 302
    )
    for column in (
        {"name": "应建", "unit": "个"},
        {"name": "已建", "unit": "个"},
        {"name": "建成率", "unit": "%", "formula": "已建 / 应建"},
    ):
        assert member.post(f"/e/{project.pk}/data/新表/column/", column).status_code == 302
    cells = [("应建", "8"), ("已建", "6")]
    edits = [{"table": "新表", "row": ["应县"], "column": name, "before": "", "after": text} for name, text in cells]
    for edit in edits:
        assert member.edit(project, edit).status_code == 200
    figures = member.get(f"/e/{project.pk}/data/新表/figures/").json()
    assert figures["computed"]["应县/建成率"] == "75.00"


def test_a_metric_is_added_by_a_page(visitor, project):
    lead = visitor("lead_evaluator")
    body = {"name": "人均建档", "unit": "%", "source": "电子健康档案.建档人数 / 电子健康档案.常住居民数"}
    assert lead.post(f"/e/{project.pk}/indicators/metrics/add/", body).status_code == 302
    assert "82.46%" in lead.get(f"/e/{project.pk}/indicators/metrics/").content.decode()  # 1,453,139 ÷ 1,762,225
