"""Writing the report: its sections, the page as it will print, what is wrong in the text at its place."""

import pytest

from kaocheng.web import jobs, transfer
from kaocheng.web.models import Blob, Item, ReportFile, ReportJob, User
from kaocheng.web.workspace import workspace


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


def sections(evaluation) -> list[str]:
    evaluation.refresh_from_db()
    return list(workspace(evaluation).evaluation.narrative)


def test_sections_are_added_renamed_ordered_and_taken_away(lead, project):
    base = f"/e/{project.pk}/report/"
    before = sections(project)
    assert before[:2] == ["10-摘要", "20-资金情况"]
    assert lead.post(f"{base}add/", {"name": "结果应用"}).status_code == 302
    assert sections(project) == [*before, "70-结果应用"]
    assert lead.post(f"{base}70-结果应用/rename/", {"name": "结果怎样应用"}).status_code == 302
    assert sections(project)[-1] == "70-结果怎样应用"
    keys = [sections(project)[-1], *before]
    answer = lead.post(f"{base}order/?at=10-摘要", {"keys": keys})
    assert answer.json()["to"] == f"{base}20-摘要/"
    assert [name.partition("-")[2] for name in sections(project)] == [key.partition("-")[2] for key in keys]
    assert lead.post(f"{base}10-结果怎样应用/remove/").status_code == 302
    assert sections(project)[0] == "20-摘要"


def test_ten_sections_and_more_keep_their_order(lead, project):
    base = f"/e/{project.pk}/report/"
    for number in range(5):
        lead.post(f"{base}add/", {"name": f"附记{number}"})
    keys = list(reversed(sections(project)))
    assert len(keys) == 11
    assert lead.post(f"{base}order/", {"keys": keys}).status_code == 200
    assert [name.partition("-")[2] for name in sections(project)] == [key.partition("-")[2] for key in keys]
    assert sections(project)[0].startswith("010-")


def test_a_name_that_is_taken_is_refused(lead, project):
    assert lead.post(f"/e/{project.pk}/report/20-资金情况/rename/", {"name": "资金情况"}).status_code == 302
    text = {"kind": "section", "key": "20-摘要", "field": "", "before": None, "after": "别的"}
    assert lead.edit(project, text).status_code == 200
    answer = lead.post(f"/e/{project.pk}/report/20-资金情况/rename/", {"name": "摘要"})
    assert answer.status_code == 400
    assert "已经有" in answer.content.decode()


def preview(lead, project, text: str) -> str:
    answer = lead.post(f"/e/{project.pk}/report/preview/?section=10-摘要", {"text": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_preview_prints_what_the_report_will_print(lead, project):
    page = preview(lead, project, "得{{总分}}分（{{图.一级指标得分}}，{{表.4-4}}）。")
    total = workspace(project).figures.resolve("总分").text
    assert f">{total}</a>分（" in page
    assert "图1" in page
    assert "表4-4" in page
    assert 'class="wrong"' not in page
    assert "综合得分情况" in page  # the table that the report adds to the summary
    assert "style=" not in page  # the content policy allows none


def test_what_is_wrong_is_told_at_its_line(lead, project):
    page = preview(lead, project, "第一行。\n\n建档率为77.77%，{{指标.A999.得分}}。")
    assert 'data-line="3"' in page
    assert "77.77%" in page
    assert '<mark class="wrong"' in page
    assert "A999" in page


def test_the_picker_offers_figures_tables_and_charts(lead, project):
    where = f"/e/{project.pk}/report/figures/"
    found = {one["name"]: one for one in lead.get(f"{where}?q=图.").json()["figures"]}
    assert found["图.一级指标得分"]["about"].startswith("图1")
    assert any(one["name"].startswith("表.") for one in lead.get(f"{where}?q=表.").json()["figures"])
    total = lead.get(f"{where}?q=总分").json()["figures"][0]
    assert total["value"] == workspace(project).figures.resolve("总分").text


def test_typed_numbers_are_in_the_panel_of_diagnostics(lead, project):
    before = workspace(project).item("section", "10-摘要").body
    edit = {"kind": "section", "key": "10-摘要", "field": "", "before": before, "after": "建档率为77.77%。"}
    assert lead.edit(project, edit).status_code == 200
    page = lead.get(f"/e/{project.pk}/problems/").content.decode()
    assert "77.77%" in page
    assert f"/e/{project.pk}/report/10-%E6%91%98%E8%A6%81/" in page


def test_comments_are_for_the_writer_only(lead, project):
    page = preview(lead, project, "<!-- 先写结论，\n占3段 -->\n\n得{{总分}}分。<!-- 77.77% -->")
    for hidden in ("先写结论", "占3段", "77.77%", "--"):
        assert hidden not in page


def test_the_advice_of_a_template_stands_above_the_text(lead, project):
    """What is stored keeps the comment until somebody writes; the field shows the text alone."""
    edit = {
        "kind": "section",
        "key": "10-摘要",
        "field": "",
        "before": project.items.get(kind="section", key="10-摘要").body,
        "after": "<!-- 写结论 -->\n得{{总分}}分。",
    }
    assert lead.edit(project, edit).status_code == 200
    page = lead.get(f"/e/{project.pk}/report/10-摘要/").content.decode()
    assert '<p class="soft">写结论</p>' in page
    assert ">得{{总分}}分。</textarea>" in page
    assert "&lt;!-- 写结论 --&gt;\n得{{总分}}分。" in page  # what is compared when it is saved


def test_the_analysis_of_a_paper_is_previewed(lead, project):
    where = f"/e/{project.pk}/papers/A101/preview/"
    page = lead.post(where, {"text": "得{{总分}}分，{{总分"}).content.decode()
    assert f">{workspace(project).figures.resolve('总分').text}</a>分" in page
    assert "“{{”之后没有“}}”" in page
    assert lead.get(where).status_code == 200
    assert lead.get(f"/e/{project.pk}/papers/Z999/preview/").status_code == 404


@pytest.mark.parametrize(("kind", "key", "field"), [("paper", "A101", ""), ("problem", "P1", "text"), ("use", "1", "")])
def test_a_half_typed_reference_is_told_where_it_is_saved(lead, project, kind, key, field):
    item = workspace(project).item(kind, key)
    before = (item.body[field] if field else item.body) if item else None
    edit = {"kind": kind, "key": key, "field": field, "before": before, "after": "得{{总分"}
    answer = lead.edit(project, edit)
    assert answer.status_code == 200
    assert "“{{”之后没有“}}”" in answer.json()["told"][0]
    assert "told" not in lead.edit(project, edit | {"before": "得{{总分", "after": "得{{总分}}"}).json()


def attach(project, path: str, data: bytes) -> None:
    """Puts a file into the evaluation, as an imported bundle brings it."""
    blob = Blob.keep(data)
    project.revision += 1
    project.save()
    body = {"sha256": blob.sha256, "size": str(blob.size)}
    Item.objects.create(evaluation=project, kind="file", key=path, body=body, revision=project.revision)


def test_an_offices_outline_holds_in_the_browser_too(lead, project):
    outline = "sections: [评价结论, {name: 摘要, title: 内容提要}]\nannexes: [打分表]\n"
    attach(project, "report/outline.yaml", outline.encode())
    assert "内容提要" in preview(lead, project, "得{{总分}}分。")
    assert lead.post(f"/e/{project.pk}/report/make/").status_code == 302
    jobs.work_once()
    html = ReportFile.objects.get(job__evaluation=project, name__endswith=".html")
    page = Blob.fetch(html.blob_id).decode()
    assert page.index("综合评价情况及评价结论") < page.index("内容提要")
    assert "附件1" in page
    assert "附件2" not in page


def test_a_template_that_is_no_word_file_is_told_not_ignored(lead, project):
    attach(project, "report/template.docx", b"no zip")
    lead.post(f"/e/{project.pk}/report/make/")
    jobs.work_once()
    job = ReportJob.objects.get(evaluation=project)
    assert job.state == "failed"
    assert "template.docx" in job.message


def test_parts_without_content_are_named_with_the_page_where_they_are_written(lead):
    made = transfer.take_template("project-2020", User.objects.get(username="zhuping"), "甲项目2025年绩效评价")
    page = lead.get(f"/e/{made.pk}/report/").content.decode()
    for name, address in (
        ("项目概况", "settings/#background"),
        ("存在的问题及原因", "findings/"),
        ("有关建议", "findings/"),
    ):
        assert f'<a href="/e/{made.pk}/{address}">{name}</a>' in page
    lead.post(f"/e/{made.pk}/report/add/", {"name": "存在的问题"})
    key = sections(made)[-1]
    edit = {
        "kind": "section",
        "key": key,
        "field": "",
        "before": "# 存在的问题\n",
        "after": "# 存在的问题\n\n进度偏慢。",
    }
    assert lead.edit(made, edit).status_code == 200
    page = lead.get(f"/e/{made.pk}/report/").content.decode()
    assert ">存在的问题及原因</a>" not in page
    assert ">有关建议</a>" in page


def test_an_example_that_says_everything_lacks_nothing(lead, project):
    assert 'id="unwritten"' not in lead.get(f"/e/{project.pk}/report/").content.decode()
