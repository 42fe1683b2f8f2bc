"""Tables and columns are named by their names: what refers to one, and what becomes of that when it is renamed.

A column is written 表.列, a cell 表/行/列, a figure of the report 数据.表.行.列; formulas of its own table name it alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kaocheng.web.content.items import Body, Item, amendment_key, row_key

IN_NAME = r"\w.“”\"·—~"
"""What a name may go on with, for patterns."""
CELL_FIELDS = {"review": "at", "evidence": "数据"}
"""The fields that hold paths of cells, parted by semicolons."""
FIGURES = re.compile(r"{{.*?}}")
"""A reference to a figure in a text."""
Rename = Callable[[str], str]


def is_data_name(text: str) -> bool:
    """Whether a text can name a table or a column: it stands in paths with / and in references with dots."""
    return bool(text) and not set("/.;[]{}") & set(text) and text == text.strip()


def renamed(items: Iterable[Item], table: str, column: str, new: str) -> Iterator[tuple[Item, str, Body]]:
    """Every item that changes when a table, or a ``column`` of it, becomes ``new``: with its key and body after that."""
    formula, figure = _in_formulas(table, column, new), _in_figures(table, column, new)
    for item in items:
        key, body = item.key, item.body
        match item.kind:
            case "table":
                body = _declaration(body, table, column, new, formula)
                key = body["name"]
            case "row" if body["table"] == table:
                body = _row(body, column, new)
                key = row_key(body["table"], body["key"])
            case "amendment" if body["表"] == table and column in {"", body["列"]}:
                body = body | ({"列": new} if column else {"表": new})
                key = amendment_key(body["表"], body["行"].split("/"), body["列"], body["种类"])
            case "name":
                body = formula(body)
            case "metric" if body.get("formula"):
                body = body | {"formula": formula(body["formula"])}
            case "review" | "evidence" if body.get(CELL_FIELDS[item.kind]):
                field = CELL_FIELDS[item.kind]
                body = body | {field: ";".join(formula(path) for path in body[field].split(";"))}
            case "section" | "paper":
                body = FIGURES.sub(lambda found: figure(found[0]), body)
            case "published":
                body = _published(body, figure)
        if (key, body) != (item.key, item.body):
            yield item, key, body


def _declaration(body: Any, table: str, column: str, new: str, formula: Rename) -> Any:
    if body["name"] != table:
        return body | {"columns": [_computed(one, formula) for one in body["columns"]]}
    if not column:
        title = {"title": new} if body.get("title") == table else {}
        return body | title | {"name": new, "columns": [_computed(one, formula) for one in body["columns"]]}
    alone = _alone(column, new)
    columns = [_computed(_computed(one, formula), alone) for one in body["columns"]]
    fields = [{field: new for field in ("name", "at_most") if one.get(field) == column} for one in columns]
    return body | {"columns": [one | field for one, field in zip(columns, fields, strict=True)]}


def _computed(column: Any, formula: Rename) -> Any:
    return column | ({"formula": formula(column["formula"])} if column.get("formula") else {})


def _row(body: Any, column: str, new: str) -> Any:
    if not column:
        return body | {"table": new}
    return body | {"cells": {new if name == column else name: text for name, text in body["cells"].items()}}


def _published(body: Any, figure: Rename) -> Any:
    return body | {"figures": [one | {"quantity": figure(one["quantity"])} for one in body.get("figures", ())]}


def _alone(column: str, new: str) -> Rename:
    pattern = re.compile(rf"(?<![{IN_NAME}/\[]){re.escape(column)}(?![{IN_NAME}])")
    return lambda text: pattern.sub(lambda _: new, text)


def _in_formulas(table: str, column: str, new: str) -> Rename:
    """表.列 and 表/行/列 with another name."""
    start = rf"(?<![{IN_NAME}/]){re.escape(table)}"
    if not column:
        pattern = re.compile(rf"{start}(?=[./])")
        return lambda text: pattern.sub(lambda _: new, text)
    end = rf"{re.escape(column)}(?![{IN_NAME}/])"
    pattern = re.compile(rf"({start}(?:\.|/[^\[\]]*?/)){end}")
    return lambda text: pattern.sub(lambda found: found[1] + new, text)


def _in_figures(table: str, column: str, new: str) -> Rename:
    """数据.表.行.列 with another name."""
    start = rf"(?<![{IN_NAME}])数据\."
    if not column:
        pattern = re.compile(rf"({start}){re.escape(table)}(?=\.)")
    else:
        pattern = re.compile(rf"({start}{re.escape(table)}\.(?:[^{{}}]*?\.)?){re.escape(column)}(?=\s*(?:}}}}|$))")
    return lambda text: pattern.sub(lambda found: found[1] + new, text)
