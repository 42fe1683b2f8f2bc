"""Everything that refers to something by its name follows when that is renamed. Pure: items in, items out."""

from dataclasses import replace

import pytest

from kaocheng.web.content import KINDS, Item
from kaocheng.web.content.references import FIELDS, KEYS, followed
from kaocheng.web.content.renaming import Renaming, of_table, swap

ALL = replace(
    of_table("经费", "支出"),
    code=swap("A1", "B7"),
    name=swap("到位率", "资金到位率"),
    survey=swap("居民", "群众"),
)
"""The indicator A1, the metric 到位率, the survey 居民 and the table 经费, each under another name."""
TEXT = (
    "{{指标.A1.得分}}分，{{ 计算.到位率 }}，{{数据.经费.合计.决算}}万元，{{问卷.居民.Q1.满意度}}，"
    "见{{表.经费}}、{{图.居民.Q1}}、{{表.居民满意度}}；A1、到位率、居民、经费是文字。"
)
FOLLOWED = (
    "{{指标.B7.得分}}分，{{ 计算.资金到位率 }}，{{数据.支出.合计.决算}}万元，{{问卷.群众.Q1.满意度}}，"
    "见{{表.支出}}、{{图.群众.Q1}}、{{表.群众满意度}}；A1、到位率、居民、经费是文字。"
)
CASES = {
    "head": ("", {"title": "评价", "background": TEXT}, "", {"title": "评价", "background": FOLLOWED}),
    "indicator": (
        "A1", {"code": "A1", "parent": "A1", "name": "到位", "metrics": ["到位率", "执行率"],
               "standard": "到位率=[经费/甲/决算]/实到数×100%。到位率低于60%不得分，预算到位率不计。"},
        "B7", {"code": "B7", "parent": "B7", "name": "到位", "metrics": ["资金到位率", "执行率"],
               "standard": "资金到位率=[支出/甲/决算]/实到数×100%。资金到位率低于60%不得分，预算到位率不计。"},
    ),
    "name": ("到位率", "经费/合计/决算", "资金到位率", "支出/合计/决算"),
    "metric": (
        "到位率", {"name": "到位率", "formula": "sum(经费.决算) / 到位率", "survey": "居民/Q1"},
        "资金到位率", {"name": "资金到位率", "formula": "sum(支出.决算) / 资金到位率", "survey": "群众/Q1"},
    ),
    "reading": ("A1", {"indicator": "A1", "rule": "|到位率|×权重"}, "B7", {"indicator": "B7", "rule": "|资金到位率|×权重"}),
    "table": (
        "经费", {"name": "经费", "title": "经费", "columns": [{"name": "到位率", "formula": "到位率 / 经费.决算"}]},
        "支出", {"name": "支出", "title": "支出", "columns": [{"name": "到位率", "formula": "到位率 / 支出.决算"}]},
    ),
    "row": (
        "经费/甲", {"table": "经费", "key": ["甲"], "cells": {"决算": "1"}},
        "支出/甲", {"table": "支出", "key": ["甲"], "cells": {"决算": "1"}},
    ),
    "amendment": (
        "经费/甲/决算/核定", {"表": "经费", "行": "甲", "列": "决算", "种类": "核定", "值": "2"},
        "支出/甲/决算/核定", {"表": "支出", "行": "甲", "列": "决算", "种类": "核定", "值": "2"},
    ),
    "judgement": (
        "A1", {"indicator": "A1", "items": {"到位率": "1"}, "units": {"甲": {"到位率": "90%"}, "乙": "yes"}},
        "B7", {"indicator": "B7", "items": {"资金到位率": "1"}, "units": {"甲": {"资金到位率": "90%"}, "乙": "yes"}},
    ),
    "paper": ("A1", TEXT, "B7", FOLLOWED),
    "interview": ("访谈", TEXT, "访谈", FOLLOWED),
    "evidence": (
        "E1", {"指标": "A1 A11", "数据": "经费/甲/决算;别的/甲/决算"},
        "E1", {"指标": "B7 A11", "数据": "支出/甲/决算;别的/甲/决算"},
    ),
    "voucher": ("V1", {"指标": "A1"}, "V1", {"指标": "B7"}),
    "asset": ("C1", {"指标": "A1"}, "C1", {"指标": "B7"}),
    "experience": ("1", {"text": TEXT}, "1", {"text": FOLLOWED}),
    "problem": ("P1", {"text": TEXT, "indicators": ["A1"]}, "P1", {"text": FOLLOWED, "indicators": ["B7"]}),
    "recommendation": ("R1", {"text": TEXT}, "R1", {"text": FOLLOWED}),
    "rectification": ("R1", {"text": TEXT}, "R1", {"text": FOLLOWED}),
    "use": ("1", {"text": TEXT}, "1", {"text": FOLLOWED}),
    "review": ("1", {"indicator": "A1", "at": "经费/甲/决算"}, "1", {"indicator": "B7", "at": "支出/甲/决算"}),
    "section": ("10-摘要", TEXT, "10-摘要", FOLLOWED),
    "published": ("", {"figures": [{"quantity": "计算.到位率"}]}, "", {"figures": [{"quantity": "计算.资金到位率"}]}),
    "questionnaire": ("居民", {"title": "问卷"}, "群众", {"title": "问卷"}),
    "question": ("居民/Q1", {"id": "Q1"}, "群众/Q1", {"id": "Q1"}),
    "paper_form": ("居民/1", {"Q1": "满意"}, "群众/1", {"Q1": "满意"}),
    "file": ("surveys/居民/counts.csv", {"size": "1"}, "surveys/群众/counts.csv", {"size": "1"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_what_refers_to_a_name_follows_it(kind):
    key, before, new_key, after = CASES[kind]
    [(_, found, body)] = followed([Item(kind, key, 0, before)], ALL)
    assert (found, body) == (new_key, after)


def test_every_kind_of_item_says_what_it_refers_to_and_has_a_case_here():
    assert FIELDS.keys() == KINDS.keys()
    assert set(CASES) == set(KINDS) - {"units"}


@pytest.mark.parametrize("kind", [kind for kind, fields in FIELDS.items() if fields or kind in KEYS])
def test_the_cases_above_leave_no_field_out(kind):
    key, before, new_key, after = CASES[kind]
    assert (key != new_key) is (kind in KEYS)
    assert [field for field in FIELDS[kind] if field and before[field] == after[field]] == []


def test_an_indicator_that_found_its_metric_by_its_own_name_keeps_the_name():
    item = Item("indicator", "A2", 0, {"code": "A2", "name": "到位率", "standard": "达到90%得满分。"})
    [(_, _, body)] = followed([item], ALL)
    assert (body["name"], body["metrics"]) == ("到位率", ["资金到位率"])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("预算到位率 / 到位率合计", "预算到位率 / 到位率合计"),  # other names that hold the name
        ("min(到位率，100%) - 0.6到位率", "min(资金到位率，100%) - 0.6资金到位率"),
        ("[经费/到位率/决算]", "[经费/到位率/决算]"),  # a row of that name
        ("经费.到位率", "经费.到位率"),  # a column of that name
    ],
)
def test_a_name_in_a_formula_is_met_as_a_whole(text, after):
    to = Renaming(name=swap("到位率", "资金到位率"))
    assert [body["formula"] for _, _, body in followed([Item("metric", "x", 0, {"formula": text})], to)] == (
        [] if text == after else [after]
    )
