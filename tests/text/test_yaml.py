"""YAML whose every scalar is text with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaocheng.places import InFile
from kaocheng.text import Block, Fields, yaml


def test_scalars_stay_text() -> None:
    node, problems = yaml.load("a: 0.30\nb: no\nc: 010\nd: 2021-12-19\n", "t.yaml")
    assert not problems
    assert node == {"a": "0.30", "b": "no", "c": "010", "d": "2021-12-19"}


def test_scalars_know_their_place() -> None:
    node, _ = yaml.load("a:\n  - x\n  - 三\n", "t.yaml")
    assert isinstance(node, Block)
    item = node["a"][1]
    assert item.place == InFile("t.yaml", 3, 5)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "a: [1,\nb: c: d",
            "t.yaml:2:5 错误：不是完整的 YAML：方括号没有结束。请检查该行及上一行的缩进、引号和冒号后的空格。",
        ),
        ("", "t.yaml 错误：文件是空的。请填写内容；不需要这个文件就删去。"),
        ("a: 1\na: 2\n", "t.yaml:2:1 错误：键“a”重复出现。请合并或删去其中一个。"),
        (
            "a: 1\n---\nb: 2\n",
            "t.yaml:2:1 错误：不是完整的 YAML：一个文件只能有一份内容，这里又以 --- 开始了一份。"
            "请检查该行及上一行的缩进、引号和冒号后的空格。",
        ),
        (
            "? [a]\n: 1\n",
            "t.yaml:1:3 错误：不是完整的 YAML：冒号前的键应是一段文字。请检查该行及上一行的缩进、引号和冒号后的空格。",
        ),
        ("a: &x [1]\nb: *x\n", "t.yaml:2:4 错误：不接受 YAML 的锚点和别名（& 和 *）。请把内容直接写在这里。"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, line: str) -> None:
    _, problems = yaml.load(text, "t.yaml")
    assert [problem.line() for problem in problems] == [line]


def test_deep_nesting_ends_with_a_message() -> None:
    _, problems = yaml.load("[" * 5000, "t.yaml")
    assert [problem.code for problem in problems] == ["bad-yaml"]


PLAIN = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc评价", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abc评价", min_size=1, max_size=5), PLAIN, min_size=1, max_size=4))
def test_what_is_dumped_reads_back_equal(value: dict[str, object]) -> None:
    node, problems = yaml.load(yaml.dump(value), "t.yaml")
    assert (node, problems) == (value, [])


def test_unknown_key_names_the_nearest() -> None:
    node, problems = yaml.load("titel: x\n", "t.yaml")
    fields = Fields(node, problems)
    fields.text("title")
    fields.finish()
    assert [p.line() for p in problems] == ["t.yaml:1:1 错误：不认识的键“titel”。您是否指“title”？这里可以写：title。"]


def test_missing_wrong_and_bad_values_are_reported_together() -> None:
    node, problems = yaml.load(
        "weight: 三分\ndate: 昨天\nkind: projct\nlist: x: y\n".replace("x: y", "{x: y}"), "t.yaml"
    )
    fields = Fields(node, problems)
    fields.text("title", required=True)
    fields.number("weight")
    fields.date("date")
    fields.choice("kind", ("project", "department"))
    fields.items("list")
    assert [problem.code for problem in problems] == [
        "missing-key",
        "not-a-number",
        "not-a-date",
        "not-a-choice",
        "wrong-shape",
    ]
    assert problems[3].hint() == "您是否指“project”？可选：project、department。"
