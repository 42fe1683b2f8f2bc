"""What may be stored: texts that can be kept, bodies of their kind's shape; whatever else comes is refused in words."""

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaocheng.web.content import KINDS
from kaocheng.web.content.shapes import NAMED_BY, NEEDED, PLAIN, SHAPES, Each, Either, misfits
from kaocheng.web.models import Change, Evaluation, Item
from kaocheng.web.past import items_at
from kaocheng.web.workspace import forget, workspace

PAGES = ("", "indicators/", "indicators/metrics/", "data/", "papers/", "papers/A101/", "surveys/", "evidence/", "findings/",
         "reviews/", "queries/", "report/", "history/", "settings/", "problems/", "submissions/", "unused/")  # fmt: skip


def edit_of(kind, key, after, field="", before=None):
    return {"kind": kind, "key": key, "field": field, "before": before, "after": after}


def test_every_kind_has_a_shape():
    assert set(SHAPES) == set(KINDS)
    assert set(NEEDED) | set(NAMED_BY) <= set(KINDS)


def test_the_examples_have_the_shapes(project, department):
    for evaluation in (project, department):
        for item in Item.objects.filter(evaluation=evaluation):
            assert misfits(item.kind, item.key, item.body) == [], (item.kind, item.key)


WRONG = [
    ("judgement", "A101", ["a"]),
    ("judgement", "zz", "boom"),
    ("indicator", "NaN", "NaN"),
    ("indicator", "Z9", {"code": ["Z9"], "name": "新", "weight": "1", "parent": ""}),
    ("indicator", "Z9", {"code": "Z9", "name": "新", "weight": "1", "parent": {"a": "b"}}),
    ("indicator", "Z9", {"code": "Z8", "name": "新", "weight": "1", "parent": ""}),
    ("table", "新表", {"name": "新表", "columns": "列"}),
    ("table", "新表", ["a"]),
    ("recommendation", "R9", "boom"),
    ("section", "附件", ["a"]),
    ("paper", "A101", {"a": "b"}),
    ("metric", "新", ["a"]),
    ("review", "zz", "boom"),
    ("experience", "9", {"title": "有", "unknown": "没有这一栏"}),
    ("name", "新", ["a", "b"]),
    ("questionnaire", "居民", ["a"]),
    ("question", "居民/Q1", ["a"]),
]


@pytest.mark.parametrize(("kind", "key", "after"), WRONG, ids=repr)
def test_a_body_of_another_shape_is_refused(kind, key, after, visitor, project):
    there = project.items.filter(kind=kind, key=key, deleted=False).first()
    answer = visitor("lead_evaluator").edit(project, edit_of(kind, key, after, before=there.body if there else None))
    assert answer.status_code == 400, answer.content.decode()
    assert not Change.objects.filter(evaluation=project, kind=kind, key=key).exists()


@pytest.mark.parametrize("field", ["team", "grades", "schedule", "basis", "title", "amount"])
@pytest.mark.parametrize("after", ["x", ["x"], [["x"]], [{"x": "y"}], {"x": ["y"]}], ids=repr)
def test_a_field_of_the_head_keeps_its_shape(field, after, visitor, project):
    head = project.items.get(kind="head").body
    answer = visitor("lead_evaluator").edit(project, edit_of("head", "", after, field, head.get(field)))
    fits = (field, str(after)) in {("basis", "['x']"), ("title", "x")}
    assert answer.status_code == (200 if fits else 400)


def test_there_is_one_head_and_it_stays(visitor, project):
    lead = visitor("lead_evaluator")
    head = project.items.get(kind="head").body
    assert lead.edit(project, edit_of("head", "", None, before=head)).status_code == 400
    for kind in ("head", "units", "published"):
        body = project.items.get(kind=kind).body if kind != "published" else {"source": "", "figures": []}
        assert lead.edit(project, edit_of(kind, "second", body)).status_code == 400


def test_an_expert_cannot_break_an_evaluation_by_a_comment(visitor, project):
    answer = visitor("expert").edit(project, edit_of("review", "zz", "boom"))
    assert answer.status_code == 400
    for browser in (visitor("expert"), visitor("lead_evaluator")):
        assert browser.get("/").status_code == 200


DEEP = "[" * 900 + "]" * 900
TEXTS = [
    ("name", '"a\\u0000b"', "U+0000"),
    ("name", '"\\ud800"', "U+D800"),
    ("name", DEEP, ""),
    (".".join(["a"] * 3000), '"x"', "太长"),
    ("na\\u0000me", '"x"', "U+0000"),
]


@pytest.mark.parametrize(("field", "after", "words"), TEXTS, ids=[text[2] + text[0][:4] for text in TEXTS])
def test_what_cannot_be_kept_is_refused_in_words(field, after, words, visitor, project):
    body = (
        f'{{"edits": [{{"kind": "indicator", "key": "A101", "field": "{field}", "before": null, "after": {after}}}]}}'
    )
    for address in (f"/e/{project.pk}/edit/", f"/api/v1/evaluations/{project.pk}/edits"):
        answer = visitor("lead_evaluator").post(
            address, body, content_type="application/json", HTTP_ACCEPT="application/json"
        )
        assert answer.status_code == 400, address
        assert words in str(answer.json())


@pytest.mark.parametrize("key", ["长" * 501, "a\0b", "\ud800"], ids=["long", "NUL", "surrogate"])
def test_a_key_that_cannot_be_kept_is_refused(key, visitor, project):
    answer = visitor("lead_evaluator").edit(project, edit_of("section", key, "文字"))
    assert answer.status_code == 400


def test_a_reason_of_which_nothing_can_be_seen_is_none(visitor, project):
    lead = visitor("lead_evaluator")
    lead.post(f"/e/{project.pk}/settings/lock/", {"locked": "1"})
    before = project.items.get(kind="indicator", key="A101").body["name"]
    change = edit_of("indicator", "A101", "新名", "name", before)
    assert lead.edit(project, change, reason="\u200b\u2060 ").status_code == 400
    assert lead.edit(project, change, reason="a\0").status_code == 400
    assert lead.edit(project, change, reason="笔误").status_code == 200


def test_nothing_comes_of_an_edit_of_nothing(visitor, project):
    source = {"table": "电子健康档案", "row": ["朔城区"], "column": "建档人数", "layer": "佐证", "part": "来源"}
    assert visitor("member").edit(project, source | {"before": "", "after": "台账"}).status_code == 400
    assert not Item.objects.filter(evaluation=project, text="").exists()


def test_a_row_that_holds_nothing_does_not_hide_the_past(project):
    Item(evaluation=project, kind="amendment", key="x/y/z/佐证", text="", deleted=True, version=1, revision=9).save()
    assert items_at(project.pk, 1)


@pytest.mark.parametrize(("code", "parent"), [("A1", "A101"), ("A1", "A1"), ("A1", "没有"), ("A101", "B101")])
def test_an_indicator_stays_in_the_tree(code, parent, visitor, project):
    body = project.items.get(kind="indicator", key=code).body
    answer = visitor("lead_evaluator").edit(project, edit_of("indicator", code, parent, "parent", body["parent"]))
    assert answer.status_code == 400
    forget()
    assert code in workspace(project).sheet


def test_a_parent_is_not_taken_from_under_its_indicators(visitor, project):
    body = project.items.get(kind="indicator", key="A1").body
    answer = visitor("lead_evaluator").edit(project, edit_of("indicator", "A1", None, before=body))
    assert (answer.status_code, "A101" in str(answer.json())) == (400, True)


@pytest.mark.parametrize(("table", "row", "column"), [("没有", ["甲"], "乙"), ("电子健康档案", ["朔城区"], "没有"),
                                                     ("电子健康档案", ["朔城区", "多"], "建档人数")])  # fmt: skip
def test_a_cell_that_is_not_declared_is_refused(table, row, column, visitor, project):
    edit = {"table": table, "row": row, "column": column, "before": "", "after": "1"}
    assert visitor("member").edit(project, edit).status_code == 400


def test_a_broken_evaluation_leaves_the_others_on_the_workbench(visitor, project, department):
    Item.objects.filter(evaluation=project, kind="head").update(text='"boom"')
    Item.objects.filter(evaluation=project, kind="judgement").update(text='["a"]')
    forget()
    lead = visitor("lead_evaluator")
    lead.raise_request_exception = False
    page = lead.get("/")
    assert page.status_code == 200
    assert department.title in page.content.decode()
    answer = lead.get(f"/e/{project.pk}/")
    assert answer.status_code == 500
    assert "程序自身出错了" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


plain = st.recursive(
    st.text(max_size=8) | st.sampled_from(["A101", "A1", "通过", "1", "%", "yes", "2017-01-01"]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(
        st.sampled_from(["code", "name", "parent", "weight", "columns", "keys", "indicator", "actual", "met", "items",
                         "units", "by", "comment", "title", "id", "figures", "0", "报"]), inside, max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip


def shaped(shape):
    """Bodies of a shape, so that what is let in is tried as well as what is refused."""
    match shape:
        case str():
            return plain if shape == PLAIN else st.sampled_from(["", "A101", "1", "%", "新", "通过"])
        case list():
            return st.lists(st.deferred(lambda: shaped(shape[0])), max_size=2)
        case Either():
            return st.sampled_from(["朔城区", "新"])
        case Each():
            return st.dictionaries(st.sampled_from(["A101", "新", "建档人数"]), shaped(shape.inside), max_size=2)
        case _:
            return st.fixed_dictionaries({}, optional={name: shaped(one) for name, one in shape.items()})


SENT = sorted(set(KINDS) - {"row", "amendment", "file", "paper_form"})


@pytest.mark.parametrize("kind", SENT)
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_is_refused_or_every_page_still_answers(kind, data, visitor):
    project = Evaluation.objects.get(title__contains="2017")
    rows = list(project.items.filter(kind=kind, deleted=False).values_list("key", flat=True))
    key = data.draw(st.sampled_from([*rows[:3], "新", "A101"]))
    body = data.draw(plain | shaped(SHAPES[kind]))
    name = NAMED_BY.get(kind)
    if isinstance(body, dict) and name and data.draw(st.booleans()):
        body = body | {name: key} | {need: "1" for need in NEEDED.get(kind, ()) if need not in body and need != name}
    there = project.items.filter(kind=kind, key=key, deleted=False).first()
    lead = visitor("lead_evaluator")
    forget()
    with transaction.atomic():
        answer = lead.edit(project, edit_of(kind, key, body, before=there.body if there else None))
        assert answer.status_code in {200, 400, 403, 409}, answer.content.decode()
        if answer.status_code == 200 and json.loads(answer.content)["revision"] > project.revision:
            for path in PAGES:
                assert lead.get(f"/e/{project.pk}/{path}").status_code in {200, 302, 404}, path
            assert lead.get("/").status_code == 200
        transaction.set_rollback(True)
    forget()
