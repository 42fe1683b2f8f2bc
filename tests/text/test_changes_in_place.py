"""A YAML text changed where it stands: the rest stays letter for letter, and what is read is what was set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaocheng.text import yaml
from kaocheng.text.editing import YamlText

TEXT = """\
# 每张表一项
- name: 资金           # 市级
  author:
  keys: [县区]
  # 下面是列
  columns:
    - {name: 预算数, unit: 万元}   # 批复数
    - name: 到位数
      unit: 万元
      # 末列

# 第二张
- {name: 人口, date: 2021-01-01, columns: [{name: 常住人口, unit: 人}]}
- name: 说明
  title: |
    两行
    标题
  columns:
  - {name: 内容, unit: 文字}"""


def changed(*steps: tuple[str, tuple[object, ...]]) -> list[tuple[str, str]]:
    """The lines that differ, old and new; a line that is only in one of them stands beside an empty one."""
    edited = YamlText(TEXT)
    for name, arguments in steps:
        getattr(edited, name)(*arguments)
    old, new = TEXT.split("\n"), edited.text().split("\n")
    differing = []
    while old or new:
        if old[:1] == new[:1]:
            old, new = old[1:], new[1:]
        elif len(new) > len(old):
            differing.append(("", new.pop(0)))
        else:
            differing.append((old.pop(0), new.pop(0)))
    return differing


@pytest.mark.parametrize(
    ("step", "lines"),
    [
        (("set", ((0,), "author", "市财政局")), [("  author:", "  author: 市财政局")]),
        (("set", ((0,), "date", "2021-12-01")), [("", "  date: '2021-12-01'")]),
        (
            ("set", ((1,), "date", "2022-01-01")),
            [
                (
                    "- {name: 人口, date: 2021-01-01, columns: [{name: 常住人口, unit: 人}]}",
                    "- {name: 人口, date: '2022-01-01', columns: [{name: 常住人口, unit: 人}]}",
                )
            ],
        ),
        (("append", ((0, "columns"), {"name": "到位率", "unit": "%"})), [("", "    - {name: 到位率, unit: '%'}")]),
        (
            ("append", ((1, "columns"), {"name": "户数", "unit": "户"})),
            [
                (
                    "- {name: 人口, date: 2021-01-01, columns: [{name: 常住人口, unit: 人}]}",
                    "- {name: 人口, date: 2021-01-01, columns: [{name: 常住人口, unit: 人}, {name: 户数, unit: 户}]}",
                )
            ],
        ),
        (("append", ((2, "columns"), {"name": "备注", "unit": "文字"})), [("", "  - {name: 备注, unit: 文字}")]),
    ],
)
def test_only_the_line_that_is_meant_changes(step: tuple[str, tuple[object, ...]], lines: list[tuple[str, str]]):
    assert changed(step) == lines


def test_new_keys_stand_in_the_order_in_which_they_were_set():
    steps = [("set", ((0,), key, "x")) for key in ("source", "date")]
    assert changed(*steps) == [("", "  source: x"), ("", "  date: x")]


def test_a_text_of_several_lines_is_replaced_whole():
    edited = YamlText(TEXT)
    edited.set((2,), "title", "一行")
    node, problems = yaml.load(edited.text(), "t.yaml")
    assert problems == []
    assert node[2] == {"name": "说明", "title": "一行", "columns": [{"name": "内容", "unit": "文字"}]}


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30),
    st.sampled_from([0, 1, 2]),
    st.sampled_from(["name", "author", "title", "date", "source"]),
)
def test_whatever_is_set_is_read_again(value: str, table: int, key: str):
    edited = YamlText(TEXT)
    edited.set((table,), key, value)
    before, after = (yaml.load(text, "t.yaml")[0] for text in (TEXT, edited.text()))
    before[table][key] = value
    assert after == before
