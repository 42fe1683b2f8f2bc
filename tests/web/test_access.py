"""Every cell of the policy, on pages, downloads and the API. The table here is the specification."""

import json

import pytest
from conftest import ROLES
from django.urls import URLPattern

from kaocheng.web import urls
from kaocheng.web.access import POLICY
from kaocheng.web.content import KINDS
from kaocheng.web.content.shapes import NAMED_BY, NEEDED, SHAPES, TEXT
from kaocheng.web.models import Evaluation

#                   commissioner  lead  member  reviewer  unit  expert  observer
SPECIFICATION = """
enter                    x         x      x        x       x      x        x
view                     x         x      x        x       .      x        x
view_evidence            x         x      x        x       .      x        .
view_report              x         x      x        x       .      x        x
view_history             x         x      x        x       .      .        .
fill_own                 .         .      .        .       x      .        .
answer                   x         x      x        x       x      x        .
rectify                  .         .      .        .       x      .        .
return_data              .         x      x        .       .      .        .
edit_head                .         x      .        .       .      .        .
edit_indicators          .         x      .        .       .      .        .
edit_data                .         x      x        .       .      .        .
verify_data              .         x      x        .       .      .        .
judge                    .         x      x        .       .      .        .
write                    .         x      x        .       .      .        .
add_evidence             .         x      x        .       .      .        .
run_surveys              .         x      x        .       .      .        .
comment                  x         x      x        x       .      x        .
settle                   .         x      x        x       .      .        .
sign_first               .         x      x        .       .      .        .
sign_later               .         .      .        x       .      .        .
make_report              .         x      x        .       .      .        .
export                   x         x      x        x       .      .        .
manage                   .         x      .        .       .      .        .
"""
COLUMNS = ("commissioner", "lead_evaluator", "member", "reviewer", "evaluated_unit", "expert", "observer")
ALLOWED = {
    line.split()[0]: {role for role, mark in zip(COLUMNS, line.split()[1:], strict=True) if mark == "x"}
    for line in SPECIFICATION.strip().splitlines()
}
OUTSIDE = {"signed in", "administrator", "creator", "public"}
FILLING = {
    "code": "A101", "table": "电子健康档案", "kind": "problem", "key": "P1", "name": "居民", "section": "10-摘要",
    "link": 1, "number": 1, "file": 1, "user": 1, "unit": "朔城区", "question": "Q11",
}  # fmt: skip


def address(pattern: URLPattern) -> str:
    """The pattern with something filled in for each of its parts."""
    text = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = {"StringConverter": "str", "IntConverter": "int"}[type(converter).__name__]
        text = text.replace(f"<{kind}:{name}>", str(FILLING[name]))
    return text


def status(visitor, pk: int, pattern: URLPattern) -> int:
    """The answer to the request that the page takes: GET, or POST where it takes no GET."""
    where = f"/e/{pk}/{address(pattern)}"
    answer = visitor.get(where)
    return visitor.post(where).status_code if answer.status_code == 405 else answer.status_code


def test_the_policy_is_the_specification():
    assert {action: who for action, (_, who) in POLICY.items()} == ALLOWED


def test_every_page_says_who_may_open_it():
    patterns = [*urls.evaluation, *(p for p in urls.urlpatterns if isinstance(p, URLPattern))]
    silent = [str(p.pattern) for p in patterns if getattr(p.callback, "allows", None) not in {*POLICY, *OUTSIDE}]
    assert silent == []


def test_only_signing_in_out_and_the_questionnaire_are_public():
    opened = [
        str(p.pattern) for p in urls.urlpatterns if getattr(p, "callback", None) and p.callback.allows == "public"
    ]
    assert opened == ["login/", "login/code/", "logout/", "q/<str:token>/", "favicon.ico"]


@pytest.mark.parametrize("role", ROLES)
def test_pages_and_downloads(role, visitor, project):
    """Forbidden is 403; what is allowed is anything else (a form without content may be refused, with 400)."""
    browser = visitor(role)
    found = {}
    for pattern in urls.evaluation:
        action = pattern.callback.allows
        if action == "enter":
            continue
        answer = status(browser, project.pk, pattern)
        assert answer < 500, pattern
        if (answer != 403) != (role in ALLOWED[action]):
            found[str(pattern.pattern)] = answer
    assert found == {}


def test_strangers_learn_nothing(visitor, project):
    stranger, nobody = visitor("fremd"), visitor()
    for pattern in urls.evaluation:
        assert status(stranger, project.pk, pattern) == 404, pattern
        assert status(nobody, project.pk, pattern) == 302, pattern


def edit_of(kind: str, key: str = "new") -> dict:
    """A harmless edit of a new item of that kind."""
    if kind == "row":
        return {
            "table": "电子健康档案",
            "row": ["某区"],
            "column": "建档人数",
            "layer": "自报",
            "before": "",
            "after": "1",
        }
    if kind == "amendment":
        return {
            "table": "电子健康档案",
            "row": ["朔城区"],
            "column": "建档人数",
            "layer": "核定",
            "before": "",
            "after": "1",
        }
    if kind == "name":  # one that leads nowhere would be refused
        return {"kind": kind, "key": key, "field": "", "before": None, "after": "电子健康档案/合计/建档人数"}
    if kind == "questionnaire":  # one without questions would be refused
        head = {"kind": kind, "key": "居民", "field": "title"}
        return head | {"before": "朔州市2017年基本公共卫生服务项目居民调查问卷", "after": "居民调查问卷"}
    if kind == "question":
        body = {"id": key, "text": "新的题目", "type": "text"}
        return {"kind": kind, "key": f"居民/{key}", "field": "", "before": None, "after": body}
    body = "新" if SHAPES[kind] == TEXT else dict.fromkeys(NEEDED.get(kind, ()), "新")
    if kind in NAMED_BY:
        body[NAMED_BY[kind]] = key
    if kind == "table":
        body["columns"] = [{"name": "人数", "unit": "人"}]
    return {"kind": kind, "key": key, "field": "", "before": None, "after": body}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in {"file", "head", "units", "published", "paper_form"}]
)
def test_edits_by_page_and_by_api(kind, role, visitor, project):
    browser = visitor(role)
    expected = 200 if role in ALLOWED[KINDS[kind].action] else 403
    assert browser.edit(project, edit_of(kind)).status_code == expected
    body = json.dumps({"edits": [edit_of(kind, "other")]})
    answer = browser.post(f"/api/v1/evaluations/{project.pk}/edits", body, content_type="application/json")
    assert answer.status_code == expected


def test_the_api_knows_no_strangers(visitor, project):
    assert visitor("fremd").get(f"/api/v1/evaluations/{project.pk}/scores").status_code == 404
    assert visitor().get(f"/api/v1/evaluations/{project.pk}/scores").status_code == 401
    assert visitor("fremd").get("/api/v1/evaluations").json() == []


@pytest.mark.parametrize("role", [*ROLES, "fremd"])
def test_administration_is_for_administrators(role, visitor):
    assert visitor(role).get("/people/").status_code == 403


def test_an_administrator_sees_no_evaluation_by_that(visitor, project):
    from kaocheng.web.models import User

    User.objects.create_superuser("chef").choose_password("Abcdef-12345")
    chef = visitor("chef")
    assert chef.get("/people/").status_code == 200
    assert chef.get(f"/e/{project.pk}/").status_code == 404


def test_a_unit_fills_in_its_own_rows_only(visitor, project):
    unit = visitor("evaluated_unit")
    own = {"table": "电子健康档案", "row": ["朔城区"], "column": "建档人数", "before": "", "after": "1"}
    page = unit.get(f"/e/{project.pk}/fill/").content.decode()
    assert "朔城区" in page
    assert "平鲁区" not in page
    seen = stored(project, "朔城区")
    assert unit.edit(project, own | {"before": seen}).status_code == 200
    assert unit.edit(project, own | {"row": ["平鲁区"], "before": stored(project, "平鲁区")}).status_code == 403
    assert unit.edit(project, own | {"layer": "核定"}).status_code == 403
    figures = unit.get(f"/e/{project.pk}/data/电子健康档案/figures/").json()
    assert {place.split("/")[0] for place in figures["computed"]} == {"朔城区"}


def test_a_unit_cannot_reach_a_row_by_a_table_that_bears_its_name(visitor, project):
    """The row must hold the unit in a key, and the item's key must be that of the row."""
    unit = visitor("evaluated_unit")
    forged = {"table": "电子健康档案/平鲁区", "row": ["朔城区"], "column": "建档人数", "before": "", "after": "1"}
    assert unit.edit(project, forged).status_code in {400, 403}


def stored(evaluation: Evaluation, unit: str, column: str = "建档人数") -> str:
    """What is stored in a cell of the table of records."""
    item = evaluation.items.get(kind="row", key=f"电子健康档案/{unit}")
    return item.body["cells"].get(column, "")


@pytest.mark.parametrize("role", [*ROLES, "fremd"])
def test_who_may_begin_an_evaluation(role, visitor):
    """The people of finance offices and of evaluating organisations; the observer of the demonstration is of the first."""
    may = {"commissioner", "lead_evaluator", "member", "reviewer", "observer"}
    browser = visitor(role)
    answer = browser.post("/new/", {"title": "某市2025年项目", "template": "project-2020"})
    assert answer.status_code == (302 if role in may else 403)
    assert ('action="/new/"' in browser.get("/").content.decode()) == (role in may)
    assert (browser.post("/take/").status_code == 403) == (role not in may)


def test_an_administrator_gives_a_user_another_name_and_organisation(visitor):
    from kaocheng.web.models import Organisation, User

    User.objects.create_superuser("chef").choose_password("Abcdef-12345")
    user, office = User.objects.get(username="fremd"), Organisation.objects.get(name="示例财政局")
    where = f"/people/users/{user.pk}/change/"
    assert (
        visitor("chef").post(where, {"what": "about", "name": " 某人 ", "organisation": office.pk}).status_code == 302
    )
    user.refresh_from_db()
    assert (user.name, user.organisation, user.is_active) == ("某人", office, True)
    assert visitor("lead_evaluator").post(where, {"what": "about", "name": "别人"}).status_code == 403
