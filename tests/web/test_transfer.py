"""Bundles in and out without loss, also after edits."""

from dataclasses import replace
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.bundle.archive import unpack, verify
from kaocheng.scoring import score
from kaocheng.survey import SurveyResult, as_json
from kaocheng.survey.questionnaire import NOWHERE
from kaocheng.web import transfer
from kaocheng.web.content.surveys import survey_of
from kaocheng.web.models import Evaluation, Item, User
from kaocheng.web.workspace import workspace

ROOT = Path(__file__).parents[2]
BUNDLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())


def exported(evaluation: Evaluation, tmp_path: Path):
    """The evaluation's archive, checked, unpacked and read."""
    packed = tmp_path / "out.kaocheng"
    packed.write_bytes(transfer.archive(workspace(evaluation)))
    assert verify(packed) == []
    unpack(packed, tmp_path / "out")
    return read(tmp_path / "out")


def said(result: SurveyResult):
    """A survey without the lines of the file that it stood in."""
    questions = [replace(question, place=NOWHERE) for question in result.questionnaire.questions]
    claims = [replace(claim, place=NOWHERE) for claim in result.questionnaire.claims]
    return as_json(result), questions, claims, result.questionnaire.scored and result.questionnaire.groups


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_a_bundle_comes_out_as_it_went_in(folder, tmp_path):
    evaluation = transfer.take_folder(folder, User.objects.get(username="zhuping"))
    out, original = exported(evaluation, tmp_path), read(folder)
    assert out.problems == ()
    assert replace(out.evaluation, survey_figures={}) == replace(original.evaluation, survey_figures={})
    assert {path: data for path, data in out.attachments.items() if not survey_of(path)} == {
        path: data for path, data in original.attachments.items() if not survey_of(path)
    }
    assert [said(result) for result in out.surveys.values()] == [said(result) for result in original.surveys.values()]


@pytest.mark.parametrize("folder", BUNDLES, ids=lambda folder: folder.name)
def test_the_database_scores_what_the_folder_scores(folder):
    evaluation = transfer.take_folder(folder, User.objects.get(username="zhuping"))
    here, there = workspace(evaluation).sheet, score(read(folder).evaluation)
    assert [item.score for item in here.indicators] == [item.score for item in there.indicators]
    assert here.total == there.total


def test_an_edit_is_in_the_bundle(visitor, project, tmp_path):
    edit = {
        "kind": "paper",
        "key": "A101",
        "field": "",
        "before": workspace(project).evaluation.papers["A101"],
        "after": "新的分析。",
    }
    assert visitor("member").edit(project, edit).status_code == 200
    project.refresh_from_db()
    assert exported(project, tmp_path).evaluation.papers["A101"] == "新的分析。"


def test_a_cell_that_holds_no_number_goes_through_as_it_was_typed(visitor, project):
    """The unit typed 12万元 where people are counted: it stays, and stays marked, in the copy too."""
    cells = project.items.get(kind="row", key="电子健康档案/应县").body["cells"]
    wrong = {"table": "电子健康档案", "row": ["应县"], "column": "建档人数"}
    visitor("member").edit(project, wrong | {"before": cells["建档人数"], "after": "12万元"})
    project.refresh_from_db()
    copy = transfer.take_archive(transfer.archive(workspace(project)), User.objects.get(username="zhuping"))
    assert copy.items.get(kind="row", key="电子健康档案/应县").body["cells"] == cells | {"建档人数": "12万元"}
    assert any("12万元" in problem.text() for problem in workspace(copy).problems)
    assert transfer.files(workspace(copy)).keys() == transfer.files(workspace(project)).keys()


def test_an_archive_can_be_taken_in_by_a_page(visitor, project):
    lead = visitor("lead_evaluator")
    data = lead.get(f"/e/{project.pk}/export/").content
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = lead.post("/take/", {"file": SimpleUploadedFile("a.kaocheng", data)})
    assert answer.status_code == 302
    copy = Evaluation.objects.get(pk=answer.url.split("/")[2])
    title = f"{project.title}（2）"  # the first one is still there
    assert workspace(copy).evaluation == replace(workspace(project).evaluation, title=title)
    said = lead.get(answer.url).content.decode()
    assert f"已导入为“{title}”" in said
    assert "没有修改记录、生成过的报告" in said
    assert Item.objects.filter(evaluation=copy).count() == Item.objects.filter(evaluation=project).count()


def test_a_damaged_archive_is_refused_in_words(visitor):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = visitor("lead_evaluator").post("/take/", {"file": SimpleUploadedFile("a.kaocheng", b"PK\x03\x04nothing")})
    assert answer.status_code == 400
    assert "做不到" in answer.content.decode()


@pytest.mark.parametrize("template", ["project-2020", "project-2011", "department", "self-2020"])
def test_an_evaluation_begins_from_a_template(template, visitor):
    lead = visitor("lead_evaluator")
    answer = lead.post("/new/", {"title": "某市2025年某项目绩效评价", "template": template})
    assert answer.status_code == 302
    page = lead.get(answer.url).content.decode()
    assert "某市2025年某项目绩效评价" in page


def test_a_template_begins_without_the_names_and_dates_of_its_example(visitor):
    lead = visitor("lead_evaluator")
    pk = lead.post("/new/", {"title": "清河县2025年路灯改造项目绩效评价", "template": "project-2020"}).url.split("/")[2]
    evaluation = workspace(Evaluation.objects.get(pk=pk)).evaluation
    assert (evaluation.subject, evaluation.period) == ("清河县2025年路灯改造项目", "2025-01-01/2025-12-31")
    assert (evaluation.base_date, evaluation.report_date, evaluation.organisations) == ("2025-12-31", "", ())
    assert (evaluation.schedule[0].stage, evaluation.schedule[0].end) == ("前期准备", "")
    page = lead.get(f"/e/{pk}/").content.decode()
    assert "概况没有填：机构" in page
    assert "4 张表还没有行" in page
