"""Building a questionnaire: what can be changed, what answers protect, how it is handed out, and what becomes of it."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from test_public_questionnaire import nonce_of

from kaocheng.bundle import read
from kaocheng.bundle.archive import unpack
from kaocheng.survey import Questionnaire
from kaocheng.web import transfer
from kaocheng.web.models import Evaluation, SurveyLink
from kaocheng.web.workspace import workspace


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


@pytest.fixture
def base(lead, project) -> str:
    """A survey made from the sample for the people who are served; its address."""
    made = lead.post(f"/e/{project.pk}/surveys/new/", {"name": "服务对象", "from": "服务对象满意度"})
    assert made.status_code == 302
    return f"/e/{project.pk}/surveys/服务对象/"


def questionnaire(evaluation: Evaluation) -> Questionnaire:
    """The questionnaire as the core reads it now."""
    evaluation.refresh_from_db()
    return workspace(evaluation).bundle.surveys["服务对象"].questionnaire


def edit(key: str, field: str, before, after) -> dict:
    """The edit of a field of the questionnaire, or of a question where the key names one."""
    kind = "question" if "/" in key else "questionnaire"
    return {"kind": kind, "key": key, "field": field, "before": before, "after": after}


def test_a_sample_has_five_levels_and_parts(project, base):
    found = questionnaire(project)
    assert [option.text for option in found.question("Q1").options] == [
        "非常满意",
        "满意",
        "一般",
        "不满意",
        "非常不满意",
    ]
    assert [section.title for section in found.sections] == ["服务质量", "服务效率", "服务态度"]


def test_a_name_is_taken_once(lead, project, base):
    again = lead.post(f"/e/{project.pk}/surveys/new/", {"name": "服务对象", "from": "空白问卷"})
    assert again.status_code == 400
    assert "已经有问卷" in again.content.decode()


def test_a_survey_is_renamed_with_its_links_and_metrics_until_it_is_answered(lead, visitor, project, base, links):
    lead.post(f"/e/{project.pk}/indicators/metrics/add/", {"name": "群众满意度", "source": "问卷 服务对象"})
    assert "已经有问卷" in lead.post(f"{base}rename/", {"name": "居民"}).content.decode()
    assert lead.post(f"{base}rename/", {"name": "群众"}).status_code == 302
    project.refresh_from_db()
    space = workspace(project)
    assert space.evaluation.metric("群众满意度").survey == "群众"
    assert len(space.bundle.surveys["群众"].questionnaire.questions) > 5
    assert "服务对象" not in space.bundle.surveys
    answer_once(visitor, links["应县"])
    project.refresh_from_db()
    assert workspace(project).bundle.surveys["群众"].sample.valid == 1
    refused = lead.post(f"/e/{project.pk}/surveys/群众/rename/", {"name": "服务对象"})
    assert "已有 1 份回答，不能再改名" in refused.content.decode()


def test_questions_of_every_kind_are_added_changed_and_taken_away(lead, project, base):
    for kind in ("single", "multiple", "scale", "number", "text"):
        assert lead.post(f"{base}design/add/", {"type": kind}).status_code == 302
    assert [q.kind for q in questionnaire(project).questions[-5:]] == ["single", "multiple", "scale", "number", "text"]
    assert lead.edit(project, edit("服务对象/Q8", "text", "新的单选题", "您的年龄段")).status_code == 200
    assert lead.edit(project, edit("服务对象/Q8", "required", None, "no")).status_code == 200
    rows = {"seen": '["是", "否"]', "text": ["60岁以下", "60岁及以上", ""], "code": ["", "", ""]}
    assert lead.post(f"{base}design/Q8/options/", rows).status_code == 200
    assert lead.post(f"{base}design/Q8/group/", {"on": "on"}).status_code == 200
    found = questionnaire(project)
    assert found.question("Q8").text == "您的年龄段"
    assert not found.question("Q8").required
    assert [option.text for option in found.question("Q8").options] == ["60岁以下", "60岁及以上"]
    assert found.groups == ("Q8",)
    assert lead.post(f"{base}design/Q8/remove/").status_code == 302
    found = questionnaire(project)
    assert "Q8" not in [question.id for question in found.questions]
    assert found.groups == ()


def test_options_of_a_scale_have_scores(lead, project, base):
    assert lead.post(f"{base}design/Q1/own/", {"own": "yes"}).status_code == 200
    project.refresh_from_db()
    seen = json.dumps(workspace(project).item("question", "服务对象/Q1").body["scale"], ensure_ascii=False)
    rows = {"seen": seen, "text": ["好", "不清楚", "差"], "score": ["100", "", "0"], "code": ["", "", ""]}
    assert lead.post(f"{base}design/Q1/options/", rows).status_code == 200
    assert [(o.text, o.score) for o in questionnaire(project).question("Q1").options] == [
        ("好", 1),
        ("不清楚", None),
        ("差", 0),
    ]


def test_two_people_who_change_the_same_options_do_not_lose_them(lead, visitor, project, base):
    lead.post(f"{base}design/add/", {"type": "single"})
    first = {"seen": '["是", "否"]', "text": ["甲", "乙"], "code": ["", ""]}
    assert lead.post(f"{base}design/Q8/options/", first).status_code == 200
    second = {"seen": '["是", "否"]', "text": ["丙", "丁"], "code": ["", ""]}
    assert visitor("member").post(f"{base}design/Q8/options/", second).status_code == 409
    assert [option.text for option in questionnaire(project).question("Q8").options] == ["甲", "乙"]


def test_another_kind_keeps_the_options(lead, project, base):
    lead.post(f"{base}design/add/", {"type": "single"})
    assert lead.post(f"{base}design/Q8/type/", {"type": "multiple"}).status_code == 200
    found = questionnaire(project).question("Q8")
    assert (found.kind, [option.text for option in found.options]) == ("multiple", ["是", "否"])


def test_the_order_is_that_of_the_page(lead, project, base):
    keys = [f"服务对象/{question.id}" for question in questionnaire(project).questions]
    assert lead.post(f"{base}design/order/", {"keys": [keys[-1], *keys[:-1]]}).status_code == 200
    assert [question.id for question in questionnaire(project).questions] == ["Q7", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]


def test_the_order_of_a_scale_counts(lead, project, base):
    project.refresh_from_db()
    before = workspace(project).item("questionnaire", "服务对象").body["scale"]
    after = dict(reversed(before.items()))
    rows = {"seen": json.dumps(before, ensure_ascii=False), "text": list(after), "score": list(after.values())}
    assert lead.post(f"{base}design/scale/", rows).status_code == 200
    assert questionnaire(project).question("Q1").options[0].text == "非常不满意"


def test_parts_that_go_leave_their_questions(lead, project, base):
    assert lead.post(f"{base}design/parts/", {"parts": "服务质量\n便民程度"}).status_code == 302
    found = questionnaire(project)
    assert [(section.id, section.title) for section in found.sections] == [("A", "服务质量"), ("D", "便民程度")]
    assert [question.section for question in found.questions] == ["A", "A", "", "", "", "", ""]


def test_a_change_that_breaks_the_questionnaire_is_refused_in_words(lead, project, base):
    answer = lead.edit(project, edit("服务对象/Q1", "weight", None, "很重要"))
    assert answer.status_code == 400
    assert "很重要" in answer.json()["lines"][0]
    assert questionnaire(project).question("Q1").weight == 1


def answer_once(visitor, link: SurveyLink, choice: str = "满意") -> None:
    """Hands in one form with that answer to each question of the scale."""
    phone = visitor()
    form = {f"Q{number}": choice for number in range(1, 7)}
    nonce = nonce_of(phone.get(f"/q/{link.token}/"))
    assert phone.post(f"/q/{link.token}/", form | {"nonce": nonce}).status_code == 200
    link.evaluation.refresh_from_db()


@pytest.fixture
def links(lead, project, base) -> dict[str, SurveyLink]:
    given = {"unit": ["朔城区", "应县"], "quota": "2"}
    assert lead.post(f"{base}links/add/", given).status_code == 302
    return {link.unit: link for link in SurveyLink.objects.filter(evaluation=project)}


def test_answers_protect_what_was_asked(lead, visitor, project, base, links):
    answer_once(visitor, links["应县"])
    asked = questionnaire(project).question("Q1").text
    refused = lead.edit(project, edit("服务对象/Q1", "text", asked, "您满意吗？"))
    assert refused.status_code == 400
    assert "Q1 已有 1 份回答，改题目文字要写明理由" in refused.json()["lines"][0]
    assert lead.edit(project, edit("服务对象/Q1", "text", asked, "您满意吗？"), reason="改错字").status_code == 200
    for where, form in (
        (f"{base}design/Q1/remove/", {}),
        (f"{base}design/Q1/type/", {"type": "text"}),
        (f"{base}design/scale/", {"seen": "null", "text": ["好", "差"], "score": ["100", "0"]}),
        (f"{base}remove/", {}),
    ):
        assert lead.post(where, form).status_code in {400, 409}, where
    assert lead.post(f"{base}design/add/", {"type": "text"}).status_code == 302
    assert lead.edit(project, edit("服务对象/Q1", "weight", None, "2")).status_code == 200


def test_results_come_by_units_without_being_asked_for_them(lead, visitor, project, base, links):
    for unit, choice in (("应县", "非常满意"), ("应县", "一般"), ("朔城区", "不满意")):
        answer_once(visitor, links[unit], choice)
    project.refresh_from_db()
    result = workspace(project).bundle.surveys["服务对象"]
    [group] = result.groups
    # 应县 (100 % + 60 %) ÷ 2, 朔城区 30 %
    assert {part.name: (part.count, part.satisfaction * 100) for part in group.parts} == {
        "朔城区": (1, 30),
        "应县": (2, 80),
    }
    page = lead.get(f"{base}links/").content.decode()
    assert "2/2" in page
    assert "1/2" in page
    assert "您所在的县区" not in visitor().get(f"/q/{links['应县'].token}/").content.decode()


def test_a_link_takes_answers_between_its_dates(lead, visitor, project, base, links):
    link, today = links["应县"], timezone.localdate()
    where = f"{base}links/{link.pk}/change/"
    for opens, closes, status in ((1, 2, 403), (-2, -1, 410), (0, 0, 200)):
        dates = {"opens": str(today + timedelta(days=opens)), "closes": str(today + timedelta(days=closes))}
        assert lead.post(where, dates).status_code == 302
        assert visitor().get(f"/q/{link.token}/").status_code == status
    assert lead.post(where, {"opens": "2026-02-02", "closes": "2026-02-01"}).status_code == 400
    assert lead.post(where, {"opens": "昨天"}).status_code == 400


def test_the_sheet_has_a_code_for_every_open_link(lead, base, links):
    page = lead.get(f"{base}links/sheet/").content.decode()
    assert page.count("<svg") == 2
    assert "应县的二维码" in page


def test_the_preview_is_the_page_itself_and_can_be_framed_by_ours(lead, visitor, base, links):
    preview, real = lead.get(f"{base}preview/"), visitor().get(f"/q/{links['应县'].token}/")
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in real["Content-Security-Policy"]
    for text in ("您对服务的效果是否满意？", "服务效率", "请根据您的真实感受作答"):
        assert text in preview.content.decode()
        assert text in real.content.decode()


def test_a_workbook_of_responses_is_taken_with_every_problem_at_its_cell(lead, project, base):
    """A question without a column refuses the file; an answer that is no option is told of at its cell and left out."""
    rows = "Q1,Q2,Q3,Q4,Q5,Q6,Q7\n满意,满意,满意,满意,满意,满意,\n满意,还行吧,满意,满意,满意,满意,好\n"

    def sent(text: str):
        file = SimpleUploadedFile("answers.csv", text.encode())
        return lead.post(f"/e/{project.pk}/surveys/import/", {"name": "服务对象", "file": file}).content.decode()

    page = sent(rows.replace("Q7", "Q9"))
    assert "没有存入任何内容" in page
    assert "没有找到Q7" in page
    page = sent(rows)
    assert "已存入，现在共有 2 份有效答卷" in page
    assert "还行吧" in page
    assert "第3行第2列" in page
    project.refresh_from_db()
    assert workspace(project).bundle.surveys["服务对象"].question("Q2").answered == 1


def test_responses_that_do_not_count_are_told_with_their_lines(lead, project, base):
    """Nothing answered: not valid, and the page says which line."""
    rows = "Q1,Q2,Q3,Q4,Q5,Q6,Q7\n满意,满意,满意,满意,满意,满意,好\n,,,,,,\n满意,一般,满意,满意,满意,满意,\n"
    file = SimpleUploadedFile("answers.csv", rows.replace(",,,,,,", "(空),(空),(空),(空),(空),(空),(空)").encode())
    lead.post(f"/e/{project.pk}/surveys/import/", {"name": "服务对象", "file": file})
    page = lead.get(base).content.decode()
    assert "无效答卷" in page
    assert "1 份" in page[page.index("无效答卷") :]


def test_satisfaction_says_which_indicators_it_enters(lead, project):
    page = lead.get(f"/e/{project.pk}/surveys/居民/").content.decode()
    assert "怎样进入指标" in page
    assert f"/e/{project.pk}/papers/D201/" in page


def test_what_was_built_is_in_the_bundle(visitor, project, links, tmp_path):
    answer_once(visitor, links["应县"])
    project.refresh_from_db()
    packed = tmp_path / "out.kaocheng"
    packed.write_bytes(transfer.archive(workspace(project)))
    unpack(packed, tmp_path / "out")
    out = read(tmp_path / "out")
    assert out.problems == ()
    assert out.surveys["服务对象"].satisfaction * 100 == 80
    assert [q.text for q in out.surveys["服务对象"].questionnaire.questions] == [
        q.text for q in questionnaire(project).questions
    ]


@pytest.fixture
def fresh(lead) -> Evaluation:
    """An evaluation just made from a template, with the template's own survey."""
    lead.post("/new/", {"title": "某县2025年公厕改造绩效评价", "template": "project-2020"})
    return Evaluation.objects.latest("id")


def zeros(lead, evaluation: Evaluation, people: int) -> None:
    """Imports a table of counts in which ``people`` chose 满意 and nobody anything else."""
    table = f"题号,选项,人数\nQ1,非常满意,0\nQ1,满意,{people}\n"
    file = SimpleUploadedFile("counts.csv", table.encode())
    assert lead.post(f"/e/{evaluation.pk}/surveys/import/", {"name": "服务对象", "file": file}).status_code == 302


def test_a_templates_own_survey_is_asked_at_once(lead, fresh):
    base = f"/e/{fresh.pk}/surveys/服务对象/"
    assert "受保护" not in lead.get(f"{base}design/").content.decode()
    assert lead.post(f"{base}links/add/", {}).status_code == 302
    assert SurveyLink.objects.filter(evaluation=fresh, survey="服务对象").count() == 1


def test_counts_of_nobody_are_no_answers(lead, fresh):
    base = f"/e/{fresh.pk}/surveys/服务对象/"
    zeros(lead, fresh, people=0)
    assert "受保护" not in lead.get(f"{base}design/").content.decode()
    assert lead.post(f"{base}links/add/", {}).status_code == 302
    assert lead.post(f"{base}remove/").status_code == 302
    fresh.refresh_from_db()
    assert "服务对象" not in workspace(fresh).bundle.surveys
    assert not SurveyLink.objects.filter(evaluation=fresh).exists()


def test_counts_of_somebody_are_answers(lead, fresh):
    base = f"/e/{fresh.pk}/surveys/服务对象/"
    zeros(lead, fresh, people=1)
    assert "已有 1 份回答" in lead.get(f"{base}design/").content.decode()
    assert lead.post(f"{base}links/add/", {}).status_code == 400
    assert lead.post(f"{base}remove/").status_code == 400


def test_a_file_of_answers_counts_once_and_can_be_taken_away(lead, project, base):
    """Two answers 满意 (80 %) are imported; the same file again is refused; taken away, nothing counts any more."""
    row = ",".join(["满意"] * 6)
    data = f"Q1,Q2,Q3,Q4,Q5,Q6,Q7\n{row},快\n{row},好\n".encode()

    def take(name: str):
        file = SimpleUploadedFile(name, data)
        return lead.post(f"/e/{project.pk}/surveys/import/", {"name": "服务对象", "file": file})

    assert take("回收一批.csv").status_code == 302
    again = take("再来.csv")
    assert again.status_code == 400
    assert "再导入会把同一批答卷算两遍" in again.content.decode()
    questionnaire(project)
    assert workspace(project).bundle.surveys["服务对象"].sample.valid == 2
    assert "responses-回收一批.csv" in lead.get(base).content.decode()
    assert lead.post(f"{base}files/remove/", {"file": "questionnaire.yaml"}).status_code == 404
    assert lead.post(f"{base}files/remove/", {"file": "responses-回收一批.csv"}).status_code == 302
    questionnaire(project)
    assert workspace(project).bundle.surveys["服务对象"].sample.valid == 0
    assert take("回收一批.csv").status_code == 302
