"""YAML in which every scalar is text: 0.30 is no float, ``no`` no boolean, 010 not eight."""

from typing import Any

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.text import messages
from kaocheng.text.node import Block, Items, Node, Text

_MAX_DEPTH = 60
_Parser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Refused(ValueError):
    """What YAML allows and we do not: the reason and the place."""


def load(text: str, path: str) -> tuple[Node | None, list[Diagnostic]]:
    """The content of a YAML document with places inside ``path``, and what is wrong with it.

    The content is None where the text is no YAML at all or is empty.
    """
    problems: list[Diagnostic] = []
    try:
        return _Document(text, path, problems).content(), problems
    except _Refused as refused:
        what, place = refused.args
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = InFile(path, mark.line + 1, mark.column + 1) if mark else InFile(path)
        what = _reason(error)
    return None, [messages.BAD_YAML.at(place, what=what)]


class _Document:
    """Makes nodes of the parser's events. The parser keeps its own stack; here the depth is limited."""

    def __init__(self, text: str, path: str, problems: list[Diagnostic]) -> None:
        self._next = _Parser(text).get_event
        self._path = path
        self._problems = problems

    def content(self) -> Node | None:
        """The only document of the file; None where there is none."""
        self._next()
        if type(self._next()) is StreamEndEvent:
            self._problems.append(messages.EMPTY_FILE.at(InFile(self._path)))
            return None
        root = self._node(self._next(), 0)
        self._next()
        if type(after := self._next()) is not StreamEndEvent:
            raise _Refused("一个文件只能有一份内容，这里又以 --- 开始了一份", self._place(after))
        return root

    def _node(self, event: Any, depth: int) -> Node:
        place = self._place(event)
        kind = type(event)
        if kind is ScalarEvent:
            return Text(event.value, place)
        if depth > _MAX_DEPTH:
            raise _Refused("层次过深", place)
        if kind is MappingStartEvent:
            return self._block(Block(place), depth + 1)
        if kind is SequenceStartEvent:
            items = Items(place)
            while type(event := self._next()) is not SequenceEndEvent:
                items.append(self._node(event, depth + 1))
            return items
        self._problems.append(messages.ALIAS.at(place))
        return Text("", place)

    def _block(self, block: Block, depth: int) -> Block:
        while type(event := self._next()) is not MappingEndEvent:
            place = self._place(event)
            if type(event) is not ScalarEvent:
                raise _Refused("冒号前的键应是一段文字", place)
            key = Text(event.value, place)
            if key in block:
                self._problems.append(messages.DUPLICATE_KEY.at(place, key=key))
            block[key] = self._node(self._next(), depth)
        return block

    def _place(self, event: Event) -> InFile:
        mark: Any = event.start_mark
        return InFile(self._path, mark.line + 1, mark.column + 1)


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
