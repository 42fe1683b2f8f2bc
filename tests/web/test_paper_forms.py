"""Answers that come without a phone: typed in from paper by the team, or one after another on a tablet."""

import pytest
from test_public_questionnaire import answers, link, nonce_of  # noqa: F401 -- the fixture of a survey with a link

from kaocheng.web.models import Response, SurveyLink
from kaocheng.web.workspace import workspace


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


def typed(lead, project, **given):
    where = f"/e/{project.pk}/surveys/群众/enter/"
    return lead.post(where, given | {"nonce": nonce_of(lead.get(where))})


def test_papers_are_typed_one_after_another(lead, project, link):  # noqa: F811
    assert typed(lead, project, Q1="应县", Q2=["建档"], Q3="满意").status_code == 302
    assert typed(lead, project, Q1="朔城区", Q2=["体检"], Q3="一般").status_code == 302
    project.refresh_from_db()
    result = workspace(project).bundle.surveys["群众"]
    assert result.sample.valid == 2
    assert [part.count for part in result.question("Q3").options] == [1, 1, 0]
    page = lead.get(f"/e/{project.pk}/surveys/群众/links/").content.decode()
    assert "纸质问卷" in page
    paper = SurveyLink.objects.get(mode="paper")
    assert paper.responses.count() == 2


def test_a_blank_on_paper_stays_blank_and_an_empty_paper_is_none(lead, project, link):  # noqa: F811
    assert typed(lead, project, Q3="满意").status_code == 302
    assert "没有存" in typed(lead, project).content.decode()
    assert [response.answers["Q2"] for response in Response.objects.all()] == [""]


def test_a_form_that_is_sent_twice_counts_once(lead, project, link):  # noqa: F811
    where = f"/e/{project.pk}/surveys/群众/enter/"
    form = {"Q3": "满意", "nonce": nonce_of(lead.get(where))}
    for _ in range(2):
        assert lead.post(where, form).status_code == 302
    assert Response.objects.count() == 1


def test_what_holds_the_papers_is_no_link_that_anybody_opens(lead, visitor, project, link):  # noqa: F811
    typed(lead, project, Q3="满意")
    paper = SurveyLink.objects.get(mode="paper")
    assert visitor().get(f"/q/{paper.token}/").status_code == 410
    where = f"/e/{project.pk}/surveys/群众/links/{paper.pk}/change/"
    assert lead.post(where, {"switch": "1"}).status_code == 404


def test_a_tablet_goes_round_only_where_the_team_says_so(lead, visitor, project, link):  # noqa: F811
    def hand_in(tablet) -> str:
        form = answers(project) | {"nonce": nonce_of(tablet.get(f"/q/{link.token}/"))}
        return tablet.post(f"/q/{link.token}/", form).content.decode()

    tablet = visitor()
    where = f"/e/{project.pk}/surveys/群众/links/{link.pk}/change/"
    assert lead.post(where, {"mode": "many"}).status_code == 302
    for _ in range(2):
        assert "填下一份" in hand_in(tablet)
    assert Response.objects.count() == 2
    assert lead.post(where, {"mode": "once"}).status_code == 302
    assert "填下一份" not in hand_in(tablet)
    assert "已经填过" in tablet.get(f"/q/{link.token}/").content.decode()


def test_an_address_of_this_machine_is_told(lead, project, link, settings_address):  # noqa: F811
    page = f"/e/{project.pk}/surveys/群众/links/"
    assert "别的手机打不开" in lead.get(page).content.decode()
    settings_address("https://kaocheng.example.cn")
    assert "别的手机打不开" not in lead.get(page).content.decode()


@pytest.fixture
def settings_address(monkeypatch):
    from urllib.parse import urlsplit

    from django.conf import settings

    return lambda address: monkeypatch.setattr(settings, "ADDRESS", urlsplit(address))
