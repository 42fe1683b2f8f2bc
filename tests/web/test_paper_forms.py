"""Answers that come without a phone: typed in from paper by the team, or one after another on a tablet."""

import json
from importlib import import_module
from urllib.parse import quote

import pytest
from conftest import ROLES
from django.apps import apps
from test_access import ALLOWED
from test_public_questionnaire import answers, link, nonce_of  # noqa: F401 -- the fixture of a survey with a link

from kaocheng.bundle import read
from kaocheng.bundle.archive import unpack
from kaocheng.web import transfer
from kaocheng.web.models import Change, Evaluation, Item, Response, SurveyLink, User
from kaocheng.web.past import space_at
from kaocheng.web.workspace import forget, workspace


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


@pytest.fixture
def where(project, link) -> str:  # noqa: F811
    return f"/e/{project.pk}/surveys/群众/enter/"


def typed(browser, where, **given):
    return browser.post(where, given | {"nonce": nonce_of(browser.get(where))})


def sample(project):
    project.refresh_from_db()
    return workspace(project).bundle.surveys["群众"]


def test_papers_are_typed_one_after_another(lead, project, where):
    assert typed(lead, where, Q1="应县", Q2=["建档"], Q3="满意").status_code == 302
    assert typed(lead, where, Q1="朔城区", Q2=["体检"], Q3="一般").status_code == 302
    result = sample(project)
    assert result.sample.valid == 2
    assert [part.count for part in result.question("Q3").options] == [1, 1, 0]
    assert "纸质问卷" in lead.get(f"/e/{project.pk}/surveys/群众/links/").content.decode()


def test_a_blank_on_paper_stays_blank_and_an_empty_paper_is_none(lead, project, where):
    assert typed(lead, where, Q3="满意").status_code == 302
    assert "没有存" in typed(lead, where).content.decode()
    assert [item.body["answers"]["Q2"] for item in Item.objects.filter(kind="paper_form")] == [""]


def test_a_form_that_is_sent_twice_counts_once(lead, where):
    form = {"Q3": "满意", "nonce": nonce_of(lead.get(where))}
    assert [lead.post(where, form)["Location"] for _ in range(2)] == [f"{quote(where)}?stored=1"] * 2
    assert Item.objects.filter(kind="paper_form").count() == 1


def test_who_typed_it_and_when_stands_with_the_response(lead, visitor, project, where):
    typed(visitor("member"), where, Q3="满意")
    typed(lead, where, Q3="一般")
    page = lead.get(where).content.decode()
    assert page.index("2</a>") < page.index("1</a>")  # the newest first
    one = lead.get(f"{where}1/").content.decode()
    change = Change.objects.get(kind="paper_form", key="群众/1")
    assert f"{change.by.shown_name} 录入" in one
    assert change.by.username == "chengyuan"
    history = lead.get(f"/e/{project.pk}/history/?kind=paper_form").content.decode()
    assert "纸质问卷 群众 1" in history


def test_a_response_is_found_by_its_number(lead, where):
    for _ in range(2):
        typed(lead, where, Q3="满意")
    assert lead.get(f"{where}find/", {"number": " 2 "})["Location"].endswith("/enter/2/")
    assert lead.get(f"{where}find/", {"number": "3"}).status_code == 404
    assert lead.get(f"{where}3/").status_code == 404


def test_a_correction_says_from_what_to_what_and_the_result_follows(lead, visitor, project, where):
    """满意 is 100 %, 一般 60 %: of one answer the satisfaction is that of the answer."""
    typed(lead, where, Q1="应县", Q2="建档", Q3="满意")
    before = project.__class__.objects.get(pk=project.pk).revision
    assert sample(project).satisfaction == 1
    seen = json.dumps({"Q1": "应县", "Q2": "建档", "Q3": "满意", "Q4": ""})
    given = {"Q1": "应县", "Q2": "建档", "Q3": "一般", "seen": seen}
    assert lead.post(f"{where}1/", given).status_code == 400  # no reason
    member = visitor("member")
    assert member.post(f"{where}1/", given | {"reason": "与原件核对"}).status_code == 302
    assert sample(project).satisfaction * 100 == 60
    change = Change.objects.filter(kind="paper_form").first()
    assert (change.field, change.before, change.after) == ("answers.Q3", '"满意"', '"一般"')
    assert (change.by.username, change.reason) == ("chengyuan", "与原件核对")
    page = lead.get(f"{where}1/").content.decode()
    assert "更正 回答·Q3：满意 → 一般" in page
    assert space_at(project, before).bundle.surveys["群众"].satisfaction == 1
    again = lead.post(f"{where}1/", given | {"Q3": "不满意", "reason": "核对"})  # saw what stood there before
    assert again.status_code == 409
    assert sample(project).satisfaction * 100 == 60


def test_a_response_is_not_corrected_to_nothing(lead, project, where):
    typed(lead, where, Q3="满意")
    answer = lead.post(f"{where}1/", {"seen": json.dumps({"Q3": "满意"}), "reason": "空白卷"})
    assert answer.status_code == 400
    assert "请把它作废" in answer.content.decode()


def test_what_is_struck_out_counts_no_longer_and_stays(lead, project, where):
    typed(lead, where, Q1="应县", Q2="建档", Q3="满意")
    typed(lead, where, Q1="应县", Q2="建档", Q3="一般")
    assert sample(project).satisfaction * 100 == 80
    assert lead.post(f"{where}2/strike/", {"reason": " "}).status_code == 400
    assert lead.post(f"{where}2/strike/", {"reason": "录了两遍"}).status_code == 302
    assert sample(project).satisfaction == 1
    assert "已作废，不计入结果：录了两遍" in lead.get(f"{where}2/").content.decode()
    typed(lead, where, Q1="应县", Q2="建档", Q3="不满意")  # its number is not given again
    assert Item.objects.filter(kind="paper_form", key="群众/3").exists()
    assert lead.post(f"{where}2/strike/", {"reason": "不知道已作废"}).status_code == 409
    assert lead.post(f"{where}2/strike/", {"seen": "录了两遍", "reason": "核对后有效"}).status_code == 302
    assert sample(project).sample.valid == 3
    told = [(change.before, change.after) for change in Change.objects.filter(key="群众/2", field="struck")]
    assert told == [('"录了两遍"', None), (None, '"录了两遍"')]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_correct_and_strike_out(role, lead, visitor, where):
    typed(lead, where, Q3="满意")
    given = {"Q3": "一般", "seen": json.dumps({"Q3": "满意"}), "reason": "核对"}
    expected = 302 if role in ALLOWED["run_surveys"] else 403
    browser = visitor(role)
    assert browser.post(f"{where}1/", given).status_code == expected
    assert browser.post(f"{where}1/strike/", {"reason": "核对"}).status_code == expected
    assert browser.get(f"{where}1/").status_code == (200 if expected == 302 else 403)


def test_the_door_for_everything_else_does_not_open_to_it(lead, project, where):
    typed(lead, where, Q3="满意")
    forged = {"kind": "paper_form", "key": "群众/1", "field": "answers.Q3", "before": "满意", "after": "一般"}
    assert lead.edit(project, forged).status_code == 400
    assert lead.edit(project, forged | {"field": "", "before": None, "after": None}).status_code == 400


def test_a_bundle_carries_the_answers_and_no_names_and_goes_on_collecting(visitor, project, where, tmp_path):
    """Once out and in, the answers are files; what comes afterwards stands beside them."""
    lead, phone, address = visitor("lead_evaluator"), visitor(), f"/q/{SurveyLink.objects.get(survey='群众').token}/"
    typed(lead, where, Q1="应县", Q2="建档", Q3="满意")
    assert phone.post(address, answers(project) | {"nonce": nonce_of(phone.get(address))}).status_code == 200
    project.refresh_from_db()
    packed = transfer.archive(workspace(project))
    (tmp_path / "a.kaocheng").write_bytes(packed)
    unpack(tmp_path / "a.kaocheng", tmp_path / "out")
    folder = tmp_path / "out" / "surveys" / "群众"
    assert sorted(path.name for path in folder.glob("responses*")) == ["responses-online.csv", "responses-paper.csv"]
    typist = User.objects.get(username="zhuping")
    told = "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert typist.shown_name not in told
    assert typist.username not in told
    assert read(tmp_path / "out").surveys["群众"].sample.valid == 2
    made = transfer.take_archive(packed, typist)
    assert (
        typed(lead, where.replace(f"/e/{project.pk}/", f"/e/{made.pk}/"), Q1="应县", Q2="建档", Q3="一般").status_code
        == 302
    )
    made = Evaluation.objects.get(pk=made.pk)
    space = workspace(made)
    assert space.bundle.surveys["群众"].sample.valid == 3
    assert "surveys/群众/responses-paper-2.csv" in transfer.files(space)


def test_what_was_typed_before_typists_were_recorded_becomes_numbered_too(project, link):  # noqa: F811
    held = SurveyLink.objects.create(evaluation=project, survey="群众", mode="paper", is_open=False)
    for number, answer in enumerate(("满意", "一般")):
        text = json.dumps({"Q1": "应县", "Q2": "建档", "Q3": answer}, ensure_ascii=False)
        Response.objects.create(link=held, nonce=str(number), text=text, revision=project.revision)
    import_module("kaocheng.web.migrations.0010_paper_forms_as_items").as_items(apps, None)
    forget()
    assert sample(project).satisfaction * 100 == 80
    assert not SurveyLink.objects.filter(mode="paper").exists()
    assert [change.by for change in Change.objects.filter(kind="paper_form")] == [None, None]
    assert "没有记录入人" in Change.objects.get(key="群众/1").reason


def test_an_archived_evaluation_takes_no_answers(lead, visitor, project, where, link):  # noqa: F811
    Evaluation.objects.filter(pk=project.pk).update(archived=True)
    assert typed(lead, where, Q3="满意").status_code == 400
    assert visitor().get(f"/q/{link.token}/").status_code == 410


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
