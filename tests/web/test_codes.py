"""What refers to an indicator follows its code. Pure: items in, items out."""

import pytest

from kaocheng.web.content import Item
from kaocheng.web.content.codes import is_code, leaving, next_code
from kaocheng.web.content.references import followed
from kaocheng.web.content.renaming import Renaming, swap

ITEMS = [
    Item("indicator", "A", 0, {"code": "A", "parent": ""}),
    Item("indicator", "A1", 0, {"code": "A1", "parent": "A", "standard": "达到90%得满分。"}),
    Item("indicator", "A11", 1, {"code": "A11", "parent": "A"}),
    Item("judgement", "A1", 0, {"indicator": "A1", "met": ["yes"], "author": "主评人"}),
    Item("reading", "A1", 0, {"indicator": "A1", "kind": "select", "rule": "x"}),
    Item("paper", "A1", 0, "见{{指标.A1.得分}}与{{指标.A11.得分}}。"),
    Item("evidence", "E1", 0, {"编号": "E1", "指标": "A1 A11"}),
    Item("problem", "P1", 0, {"id": "P1", "text": "得{{ 指标.A1.得分率 }}", "indicators": ["A11", "A1"]}),
    Item("review", "1", 0, {"by": "专家", "comment": "A1宜改", "indicator": "A1"}),
    Item("section", "10-摘要", 0, "{{指标.A1.得分}}分；A1不是引用。"),
    Item("published", "", 0, {"figures": [{"quantity": "指标.A1.得分", "value": "3"}]}),
    Item("row", "表/A1", 0, {"table": "表", "key": ["A1"], "cells": {"指标": "A1", "code": "A1"}}),
]


def test_everything_that_refers_to_a_code_follows_it():
    found = {(item.kind, item.key): (key, body) for item, key, body in followed(ITEMS, Renaming(code=swap("A1", "B7")))}
    assert found == {
        ("indicator", "A1"): ("B7", {"code": "B7", "parent": "A", "standard": "达到90%得满分。"}),
        ("judgement", "A1"): ("B7", {"indicator": "B7", "met": ["yes"], "author": "主评人"}),
        ("reading", "A1"): ("B7", {"indicator": "B7", "kind": "select", "rule": "x"}),
        ("paper", "A1"): ("B7", "见{{指标.B7.得分}}与{{指标.A11.得分}}。"),
        ("evidence", "E1"): ("E1", {"编号": "E1", "指标": "B7 A11"}),
        ("problem", "P1"): ("P1", {"id": "P1", "text": "得{{ 指标.B7.得分率 }}", "indicators": ["A11", "B7"]}),
        ("review", "1"): ("1", {"by": "专家", "comment": "A1宜改", "indicator": "B7"}),
        ("section", "10-摘要"): ("10-摘要", "{{指标.B7.得分}}分；A1不是引用。"),
        ("published", ""): ("", {"figures": [{"quantity": "指标.B7.得分", "value": "3"}]}),
    }


def test_a_parent_that_is_renamed_keeps_its_children():
    found = {
        item.key: body["parent"]
        for item, _, body in followed(ITEMS, Renaming(code=swap("A", "甲")))
        if item.kind == "indicator"
    }
    assert found == {"A": "", "A1": "甲", "A11": "甲"}


def test_what_goes_with_an_indicator():
    found = leaving(ITEMS, ["A1"])
    assert {item.identity for item in found.removed} == {
        (k, "A1") for k in ("indicator", "judgement", "reading", "paper")
    }
    assert {item.key: body for item, body in found.loosened} == {
        "E1": {"编号": "E1", "指标": "A11"},
        "P1": {"id": "P1", "text": "得{{ 指标.A1.得分率 }}", "indicators": ["A11"]},
        "1": {"by": "专家", "comment": "A1宜改", "indicator": ""},
    }
    assert [item.kind for item in found.referring] == ["problem", "section", "published"]


def test_a_group_goes_with_all_below_it():
    assert [item.key for item in leaving(ITEMS, ["A"]).removed if item.kind == "indicator"] == ["A", "A1", "A11"]


@pytest.mark.parametrize("text", ["", "A 1", "A.1", "A/1", "A{1", "A|1"])
def test_what_cannot_be_a_code(text):
    assert not is_code(text)


@pytest.mark.parametrize(
    ("codes", "parent", "last", "code"),
    [
        (["A", "A1", "A2"], "A", "A2", "A3"),
        (["A109"], "A1", "A109", "A110"),
        (["A"], "A", "", "A1"),
        ([], "", "", "A"),
        (["A", "B"], "", "B", "C"),
        (["A", "A1", "A2", "A3"], "A", "A2", "A4"),
        (["甲"], "", "甲", "甲1"),
    ],
)
def test_the_next_code(codes, parent, last, code):
    assert next_code(codes, parent, last) == code
