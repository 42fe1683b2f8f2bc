"""The public questionnaire: one response a form, nothing kept of the person, answers that enter the score."""

import re
import time
from fractions import Fraction

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from kaocheng.web.models import Response, SurveyLink
from kaocheng.web.pages import questionnaire
from kaocheng.web.workspace import workspace

SURVEY = """
title: 群众满意度调查
scale: {满意: 100%, 一般: 60%, 不满意: 0%}
questions:
  - {id: Q1, text: 您住在哪里？, type: single, options: [朔城区, 应县]}
  - {id: Q2, text: 您知道这些服务吗？, type: multiple, options: [建档, 接种, 体检]}
  - {id: Q3, text: 您满意吗？, type: scale}
  - {id: Q4, text: 您的建议, type: text, required: no}
"""


@pytest.fixture
def link(visitor, project):
    cache.clear()
    lead = visitor("lead_evaluator")
    file = SimpleUploadedFile("questionnaire.yaml", SURVEY.encode())
    assert lead.post(f"/e/{project.pk}/surveys/import/", {"name": "群众", "file": file}).status_code == 302
    project.refresh_from_db()
    assert lead.post(f"/e/{project.pk}/surveys/群众/links/add/", {"unit": "应县"}).status_code == 302
    return SurveyLink.objects.get(evaluation=project, survey="群众")


def answers(project) -> dict[str, str]:
    """An answer to every question: the first option, or 1."""
    found = workspace(project).bundle.surveys["群众"].questionnaire
    return {q.id: q.options[0].text if q.options else "1" for q in found.questions}


def nonce_of(page) -> str:
    return re.search(r'name="nonce" value="([^"]+)"', page.content.decode())[1]


def test_an_answer_is_taken_once(visitor, project, link):
    phone = visitor()
    form = answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))}
    assert "已经收到，谢谢您" in phone.post(f"/q/{link.token}/", form).content.decode()
    assert "已经填过" in phone.get(f"/q/{link.token}/").content.decode()
    assert "已经收到了" in visitor().post(f"/q/{link.token}/", form).content.decode()
    assert Response.objects.count() == 1


def test_answers_enter_the_analysis(visitor, project, link):
    for answer in ("满意", "一般"):
        phone = visitor()
        form = answers(project) | {
            "Q2": ["建档", "体检"],
            "Q3": answer,
            "nonce": nonce_of(phone.get(f"/q/{link.token}/")),
        }
        phone.post(f"/q/{link.token}/", form)
    project.refresh_from_db()
    result = workspace(project).bundle.surveys["群众"]
    assert result.sample.valid == 2
    assert result.satisfaction == Fraction(80, 100)  # (100 % + 60 %) ÷ 2
    assert [part.count for part in result.question("Q1").options] == [0, 2]  # the link knows the unit
    assert [part.count for part in result.question("Q2").options] == [2, 0, 2]


def test_a_survey_with_counts_is_not_asked_online(visitor, project):
    answer = visitor("lead_evaluator").post(f"/e/{project.pk}/surveys/居民/links/add/")
    assert answer.status_code == 400
    assert "已有汇总的计数" in answer.content.decode()


def test_a_required_question_is_asked_again_with_the_rest_kept(visitor, project, link):
    phone = visitor()
    given = answers(project)
    form = {key: value for key, value in given.items() if key != "Q3"}
    page = phone.post(f"/q/{link.token}/", form | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))})
    assert page.status_code == 400
    text = page.content.decode()
    assert "还有 1 题没有回答" in text
    assert text.count(" checked") == 1  # Q2; Q1 is answered by the link and not asked
    assert "您住在哪里" not in text
    assert not Response.objects.exists()


def test_a_form_without_its_token_is_refused(visitor, project, link):
    assert visitor().post(f"/q/{link.token}/", answers(project) | {"nonce": "made-up"}).status_code == 400


def test_an_invented_option_counts_as_none(visitor, project, link):
    phone = visitor()
    form = answers(project) | {"Q3": "<b>别的</b>", "nonce": nonce_of(phone.get(f"/q/{link.token}/"))}
    assert phone.post(f"/q/{link.token}/", form).status_code == 400


def test_too_many_forms_from_one_address_have_to_wait(visitor, project, link, monkeypatch):
    monkeypatch.setattr(questionnaire, "PER_MINUTE", 2)
    for expected in (200, 200, 429):
        phone = visitor()
        form = answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))}
        assert phone.post(f"/q/{link.token}/", form).status_code == expected


def test_the_next_minute_is_open_again(visitor, project, link, monkeypatch):
    monkeypatch.setattr(questionnaire, "PER_MINUTE", 1)
    minute = int(time.time()) // 60 * 60
    for second, expected in ((0, 200), (30, 429), (59, 429), (61, 200), (62, 429)):
        monkeypatch.setattr(questionnaire.time, "time", lambda at=second: minute + at)
        phone = visitor()
        form = answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))}
        assert phone.post(f"/q/{link.token}/", form).status_code == expected


def test_forms_opened_together_on_one_device_count_once(visitor, project, link):
    phone = visitor()
    forms = [answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))} for _ in range(3)]
    said = [phone.post(f"/q/{link.token}/", form).content.decode() for form in forms]
    assert "已经收到，谢谢您" in said[0]
    assert all("您已经填过" in text for text in said[1:])
    assert Response.objects.count() == 1


def test_control_characters_are_refused_and_the_survey_goes_on(visitor, project, link):
    phone = visitor()
    form = answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/")), "Q4": "a\0b"}
    assert phone.post(f"/q/{link.token}/", form).status_code == 400
    assert phone.post(f"/q/{link.token}/", form | {"Q4": "好"}).status_code == 200
    assert visitor().get("/q/a\0b/").status_code == 400


def test_an_archived_evaluation_takes_no_answers_and_opens_no_link(visitor, project, link):
    phone = visitor()
    form = answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))}
    project.archived = True
    project.save()
    assert phone.post(f"/q/{link.token}/", form).status_code == 410
    opened = visitor("lead_evaluator").post(f"/e/{project.pk}/surveys/群众/links/{link.pk}/change/", {"switch": "open"})
    assert opened.status_code == 400
    assert Response.objects.count() == 0


def test_a_closed_link_says_so(visitor, link):
    link.is_open = False
    link.save()
    page = visitor().get(f"/q/{link.token}/")
    assert page.status_code == 410
    assert "已经结束" in page.content.decode()


def test_an_unknown_link_is_not_found(visitor):
    assert visitor().get("/q/nothing/").status_code == 404


def test_nothing_is_kept_of_the_person(visitor, project, link):
    phone = visitor()
    phone.post(
        f"/q/{link.token}/",
        answers(project) | {"nonce": nonce_of(phone.get(f"/q/{link.token}/"))},
        REMOTE_ADDR="10.9.8.7",
    )
    [response] = Response.objects.all()
    assert {field.name for field in Response._meta.fields} == {"id", "link", "nonce", "text", "on", "revision"}
    assert "10.9.8.7" not in response.text + response.nonce


def test_the_qr_code_is_a_picture(visitor, project, link):
    answer = visitor("member").get(f"/e/{project.pk}/surveys/群众/links/{link.pk}/code/")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
