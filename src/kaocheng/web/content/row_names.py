"""Rows are named by their keys: what refers to one, and what becomes of that when it is renamed.

A cell is written 表/行/列, in formulas [表/行/列], a figure of the report 数据.表.行.列; the parts of a key follow each other.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kaocheng.web.content.data_names import CELL_FIELDS, FIGURES, IN_NAME, Rename
from kaocheng.web.content.items import Body, Item, amendment_key, row_key


def rows_renamed(items: Iterable[Item], table: str, key: list[str], new: list[str]) -> Iterator[tuple[Item, str, Body]]:
    """Every item that changes when the row ``key`` of a table becomes ``new``: with its key and body after that."""
    path, figure = _in_paths(table, key, new), _in_figures(table, key, new)
    for item in items:
        name, body = item.key, item.body
        match item.kind:
            case "row" if body["table"] == table and body["key"] == key:
                body = body | {"key": new}
                name = row_key(table, body["key"])
            case "amendment" if body["表"] == table and body["行"] == "/".join(key):
                body = body | {"行": "/".join(new)}
                name = amendment_key(table, new, body["列"], body["种类"])
            case "table":
                body = body | {"columns": [_computed(column, path) for column in body["columns"]]}
            case "name":
                body = path(body)
            case "metric" if body.get("formula"):
                body = body | {"formula": path(body["formula"])}
            case "review" | "evidence" if body.get(CELL_FIELDS[item.kind]):
                field = CELL_FIELDS[item.kind]
                body = body | {field: ";".join(path(cell) for cell in body[field].split(";"))}
            case "section" | "paper":
                body = FIGURES.sub(lambda found: figure(found[0]), body)
            case "published":
                figures = [one | {"quantity": figure(one["quantity"])} for one in body.get("figures", ())]
                body = body | {"figures": figures}
        if (name, body) != (item.key, item.body):
            yield item, name, body


def _computed(column: Any, path: Rename) -> Any:
    return column | ({"formula": path(column["formula"])} if column.get("formula") else {})


def _in_paths(table: str, key: list[str], new: list[str]) -> Rename:
    """表/行/列 with another row."""
    pattern = re.compile(rf"(?<![{IN_NAME}/]){re.escape('/'.join((table, *key)))}(?=/[^/\[\]]+(?:$|\]))")
    after = "/".join((table, *new))
    return lambda text: pattern.sub(lambda _: after, text)


def _in_figures(table: str, key: list[str], new: list[str]) -> Rename:
    """数据.表.行.列 with another row."""
    pattern = re.compile(rf"(?<![{IN_NAME}])(数据\.){re.escape(_dotted(table, key))}(?=\.)")
    after = _dotted(table, new)
    return lambda text: pattern.sub(lambda found: found[1] + after, text)


def _dotted(table: str, key: list[str]) -> str:
    return ".".join((table, *(part for part in key if part)))
