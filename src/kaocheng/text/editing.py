"""Changing a YAML text where it stands: comments, order and spelling of everything else stay as they were."""

from collections.abc import Mapping
from typing import Any

import yaml

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlText:
    """A YAML text whose mappings and lists are reached by keys and positions: ``("people", 2)``.

    Changes are collected; :meth:`text` gives the changed text. Raises :class:`yaml.YAMLError` for a text that is none.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = yaml.compose(text, Loader=_Loader)
        self._changes: list[tuple[int, int, str]] = []

    def set(self, path: tuple[str | int, ...], key: str, value: str) -> None:
        """Gives ``key`` of the mapping at ``path`` another value; a key that is not there follows the first one."""
        block = self._at(path)
        for found, old in block.value:
            if found.value == key:
                self._replace(old, value)
                return
        _, first = block.value[0]
        if block.flow_style:
            self._insert(first.end_mark.index, f", {key}: {_flow(value)}")
        else:
            indent = " " * block.value[0][0].start_mark.column
            self._insert(self._line_end(_end(first)), f"\n{indent}{key}: {_flow(value)}")

    def append(self, path: tuple[str | int, ...], value: str | Mapping[str, str]) -> None:
        """Adds an item to the list at ``path``, which has some."""
        items = self._at(path)
        if items.flow_style:
            self._insert(items.value[-1].end_mark.index, f", {_flow(value)}")
        else:
            indent = " " * items.start_mark.column
            self._insert(self._line_end(_end(items)), f"\n{indent}- {_flow(value)}")

    def text(self) -> str:
        """The text with all changes."""
        parts, at = [], 0
        for start, end, new in sorted(self._changes, key=lambda change: change[0]):
            parts += [self._text[at:start], new]
            at = end
        return "".join([*parts, self._text[at:]])

    def _at(self, path: tuple[str | int, ...]) -> Any:
        node: Any = self._root
        for step in path:
            below = node.value if isinstance(step, int) else {key.value: value for key, value in node.value}
            node = below[step]
        return node

    def _replace(self, node: Any, value: str) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        before = " " if start == end else ""
        after = "\n" if getattr(node, "style", None) in ("|", ">") else ""
        self._changes.append((start, end, f"{before}{_flow(value)}{after}"))

    def _insert(self, at: int, text: str) -> None:
        self._changes.append((at, at, text))

    def _line_end(self, at: int) -> int:
        found = self._text.find("\n", at)
        return len(self._text) if found < 0 else found


def _end(node: Any) -> int:
    """Where the last scalar or bracket of a node ends; what a parser calls the end of a block is where the next begins."""
    if isinstance(node, yaml.ScalarNode):
        return node.end_mark.index - (node.style in ("|", ">"))
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _flow(value: str | Mapping[str, str]) -> str:
    """A text, or a mapping of texts, on one line."""
    return yaml.safe_dump([value], allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**6)[1:-2]
