"""YAML in which every scalar is text: 0.30 is no float, ``no`` no boolean, 010 not eight."""

import re

import yaml

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.text import messages
from kaocheng.text.node import Block, Items, Node, Text

_MAX_DEPTH = 60
_MAX_BRACKETS = 500


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Reads nodes only: every scalar is text, so tags are not worked out."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def load(text: str, path: str) -> tuple[Node | None, list[Diagnostic]]:
    """The content of a YAML document with places inside ``path``, and what is wrong with it.

    The content is None where the text is no YAML at all or is empty.
    """
    problems: list[Diagnostic] = []
    if _is_too_deep(text):
        return None, [messages.BAD_YAML.at(InFile(path), what="层次过深")]
    try:
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = InFile(path, mark.line + 1, mark.column + 1) if mark else InFile(path)
        return None, [messages.BAD_YAML.at(place, what=_reason(error))]
    if root is None:
        return None, [messages.EMPTY_FILE.at(InFile(path))]
    return _convert(root, path, problems, set(), 0), problems


def _is_too_deep(text: str) -> bool:
    """Whether the parser, which recurses in C, might not survive the nesting. Brackets in texts count too."""
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1 if depth else 0
        if depth > _MAX_BRACKETS:
            return True
    return re.search(r"(?:- ){60}|(?:\? ){60}", text) is not None


def _reason(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    known = {
        "mapping values are not allowed in this context": "冒号出现在不该出现的地方（含冒号的文字要加引号）",
        "could not find expected ':'": "缺少冒号",
        "did not find expected key": "缩进不一致，或缺少键",
        "found unexpected end of stream": "内容在引号或括号结束之前中断",
        "did not find expected ',' or ']'": "方括号没有结束",
        "did not find expected ',' or '}'": "花括号没有结束",
        "did not find expected '-' indicator": "列表项的缩进不一致",
        "found character that cannot start any token": "用了制表符或不能开头的字符（请用空格缩进）",
    }
    return known.get(problem, str(problem))


def _convert(node: yaml.Node, path: str, problems: list[Diagnostic], seen: set[int], depth: int) -> Node:
    place = InFile(path, node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in seen:
        problems.append(messages.ALIAS.at(place))
        return Text("", place)
    seen.add(id(node))
    if depth > _MAX_DEPTH:
        problems.append(messages.BAD_YAML.at(place, what="层次过深"))
        return Text("", place)
    match node:
        case yaml.MappingNode():
            block = Block(place)
            for key_node, value_node in node.value:
                key = Text(
                    str(key_node.value), InFile(path, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                )
                if key in block:
                    problems.append(messages.DUPLICATE_KEY.at(key.place, key=key))
                block[key] = _convert(value_node, path, problems, seen, depth + 1)
            return block
        case yaml.SequenceNode():
            items = Items(place)
            items.extend(_convert(item, path, problems, seen, depth + 1) for item in node.value)
            return items
        case _:
            return Text(str(node.value), place)


class _Writer(yaml.SafeDumper):
    """Writes every scalar as text, long text as blocks."""


def _write_text(writer: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    block = "\n" in value and not any(line != line.rstrip() for line in value.split("\n"))
    return writer.represent_scalar("tag:yaml.org,2002:str", str(value), style="|" if block else None)


_Writer.add_representer(str, _write_text)
_Writer.add_representer(Text, _write_text)


def dump(value: object) -> str:
    """``value`` (dicts, lists and strings) as YAML text in stable order that :func:`load` reads back equal."""
    return yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110)
