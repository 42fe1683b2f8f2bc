"""What refers to an indicator, a table, a metric or a survey by its name: one walk over all kinds of items.

A new kind of item says in :data:`FIELDS` which of its fields refer to something; references ``{{…}}`` in its texts
follow by themselves.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kaocheng.places import InTable
from kaocheng.web.content.items import Body, Item, amendment_key, row_key
from kaocheng.web.content.renaming import Renaming
from kaocheng.web.content.surveys import FOLDER

T = TypeVar("T")
_FIGURE = re.compile(r"({{\s*)(.*?)(?=\s*}})")
_NAME = re.compile(r"\[[^\[\]]+\]|[^\W\d][\w.“”\"·—~]*|“[^”]*”[\w.]*")
"""A name, or a cell in brackets, in a formula."""
_BEFORE_CONDITION = re.compile(
    r"(?<![\w.])[^\W\d]\w*?(?=不?低于|不?高于|不?超过|不?大于|不?小于|达到|不足|未达|每|为|在)"
)
"""A name at the beginning of a clause: 到位率低于60%."""
_MADE_OF_SURVEY = re.compile(r"(.+?)(满意度(?:（\d+）)?|效度|无法复核)")
"""The labels of the tables and charts that a report makes of a survey."""


def followed(items: Iterable[Item], to: Renaming) -> Iterator[tuple[Item, str, Body]]:
    """Every item that changes by a renaming: with its key and its body after that."""
    for item in items:
        body = _texts(item.body, to)
        for name, how in FIELDS[item.kind].items():
            if not name:
                body = how(body, to)
            elif body.get(name):
                body = body | {name: how(body[name], to)}
        key = KEYS[item.kind](item, body, to) if item.kind in KEYS else item.key
        if (key, body) != (item.key, item.body):
            yield item, key, body


@dataclass(frozen=True)
class Mentioned:
    """The metrics and names, the surveys, and the places of tables that items refer to.

    Formulas and sentences bring other words among the names.
    """

    names: set[str] = field(default_factory=set)
    surveys: set[str] = field(default_factory=set)
    places: set[InTable] = field(default_factory=set)


def mentioned(items: Iterable[Item]) -> Mentioned:
    """What items refer to."""
    found = Mentioned()
    to = Renaming(name=_noting(found.names), survey=_noting(found.surveys), place=_noting(found.places))
    list(followed(items, to))
    return found


def _noting(into: set[T]) -> Callable[[T], T]:
    def note(name: T) -> T:
        into.add(name)
        return name

    return note


def _texts(body: Body, to: Renaming) -> Body:
    """Plain data with the references in its texts."""
    if isinstance(body, dict):
        return {name: _texts(value, to) for name, value in body.items()}
    if isinstance(body, list):
        return [_texts(value, to) for value in body]
    return _FIGURE.sub(lambda found: found[1] + _figure(found[2], to), body) if "{{" in body else body


def _figure(text: str, to: Renaming) -> str:
    """A reference: 指标.A1.得分, 数据.表.行.列, 计算.名称, 问卷.居民.满意度; 表 and 图 name what a report is made of."""
    kind, *parts = text.split(".")
    match kind, parts:
        case "指标", [code, *rest]:
            parts = [to.code(code) or code, *rest]
        case "数据", [table, *row, column]:
            at = to.place(InTable(table, tuple(row), column))
            parts = [at.table, *at.row, at.column]
        case "计算", [name, *rest]:
            parts = [to.name(name), *rest]
        case (("问卷" | "表" | "图"), [survey, question, *rest]):
            parts = [to.survey(survey), question, *rest]
        case (("表" | "图"), [name]):
            if made := _MADE_OF_SURVEY.fullmatch(name):
                name = to.survey(made[1]) + made[2]
            parts = [to.place(InTable(to.code(name) or name)).table]
    return ".".join((kind, *parts))


def _code(codes: Any, to: Renaming) -> Body:
    """The code of an indicator, or several in a list or parted by blanks."""
    found = [new for code in (codes if isinstance(codes, list) else codes.split(" ")) if (new := to.code(code))]
    return found if isinstance(codes, list) else " ".join(found)


def _names(names: Any, to: Renaming) -> Body:
    """The name of a metric, several in a list, or values by such names."""
    if isinstance(names, dict):
        return {to.name(name): value for name, value in names.items()}
    return [to.name(name) for name in names] if isinstance(names, list) else to.name(names)


def _by_units(units: Any, to: Renaming) -> Body:
    return {unit: _names(value, to) if isinstance(value, dict) else value for unit, value in units.items()}


def _cells(text: Any, to: Renaming) -> Body:
    """表/行/列, several parted by semicolons."""
    return ";".join(_cell(one, to) for one in text.split(";"))


def _cell(text: str, to: Renaming) -> str:
    table, *row, column = text.split("/") if "/" in text else (text, "")
    at = to.place(InTable(table, tuple(row), column))
    return "/".join((at.table, *at.row, at.column)) if column else at.table


def _formula(text: Any, to: Renaming, table: str = "", own: Iterable[str] = ()) -> Body:
    """A formula of names, 表.列 and [表/行/列]; in a ``table`` also of its ``own`` columns."""

    def renamed(found: re.Match[str]) -> str:
        name = found[0]
        if name.startswith("["):
            return f"[{_cell(name[1:-1], to)}]"
        if name in own:
            return to.place(InTable(table, (), name)).column
        head, dot, column = name.partition(".")
        if not dot or to.name(name) != name:
            return to.name(name)
        at = to.place(InTable(head, (), column))
        return f"{at.table}.{at.column}"

    return _NAME.sub(renamed, text)


def _sentence(text: Any, to: Renaming) -> Body:
    """A standard: names stand in its formulas, and before conditions."""
    return _BEFORE_CONDITION.sub(lambda found: to.name(found[0]), _formula(text, to))


def _survey(text: Any, to: Renaming) -> Body:
    """A survey, or a question of it: 居民/Q3."""
    survey, *question = text.split("/")
    return "/".join((to.survey(survey), *question))


def _indicator(body: Any, to: Renaming) -> Body:
    """Where it found its metric by its own name, an indicator keeps that name and names the metric."""
    name = body.get("name", "")
    found = body.get("standard") and not body.get("metrics") and to.name(name) != name
    return body | {"metrics": [to.name(name)]} if found else body


def _table(body: Any, to: Renaming) -> Body:
    name = body["name"]
    own = [column["name"] for column in body["columns"]]
    columns = []
    for column in body["columns"]:
        names = {
            field: to.place(InTable(name, (), column[field])).column for field in ("name", "at_most") if field in column
        }
        formula = {"formula": _formula(column["formula"], to, name, own)} if column.get("formula") else {}
        columns.append(column | names | formula)
    new = to.place(InTable(name)).table
    return body | ({"title": new} if body.get("title") == name else {}) | {"name": new, "columns": columns}


def _row(body: Any, to: Renaming) -> Body:
    at = InTable(body["table"], tuple(body["key"]))
    new = to.place(at)
    cells = {to.place(InTable(at.table, at.row, column)).column: text for column, text in body["cells"].items()}
    return body | {"table": new.table, "key": list(new.row), "cells": cells}


def _amendment(body: Any, to: Renaming) -> Body:
    at = to.place(InTable(body["表"], tuple(body["行"].split("/")), body["列"]))
    return body | {"表": at.table, "行": "/".join(at.row), "列": at.column}


def _published(figures: Any, to: Renaming) -> Body:
    return [figure | {"quantity": _figure(figure["quantity"], to)} for figure in figures]


Field = Callable[[Any, Renaming], Body]
TEXTS = ("section", "paper", "problem", "recommendation", "rectification", "experience", "use", "interview")
"""The kinds whose texts print figures."""
FIELDS: Mapping[str, Mapping[str, Field]] = {
    **{kind: {} for kind in (*TEXTS, "head", "units", "file", "questionnaire", "question", "paper_form")},
    **{kind: {"指标": _code} for kind in ("voucher", "asset")},
    "indicator": {"code": _code, "parent": _code, "metrics": _names, "": _indicator, "standard": _sentence},
    "name": {"": _cells},
    "metric": {"name": _names, "formula": _formula, "survey": _survey},
    "reading": {"indicator": _code, "rule": _sentence},
    "table": {"": _table},
    "row": {"": _row},
    "amendment": {"": _amendment},
    "judgement": {"indicator": _code, "items": _names, "units": _by_units},
    "evidence": {"指标": _code, "数据": _cells},
    "problem": {"indicators": _code},
    "review": {"indicator": _code, "at": _cells},
    "published": {"figures": _published},
}
"""By kind, the fields that refer to something, in this order; the empty field is the whole body."""


def _row_key(item: Item, body: Any, _: Renaming) -> str:
    old, new = (row_key(one["table"], one["key"]) for one in (item.body, body))
    return item.key.replace(old, new, 1)


def _amendment_key(item: Item, body: Any, _: Renaming) -> str:
    old, new = (amendment_key(one["表"], one["行"].split("/"), one["列"], one["种类"]) for one in (item.body, body))
    return item.key.replace(old, new, 1)


def _file_key(item: Item, _: Body, to: Renaming) -> str:
    folder, _, rest = item.key.partition("/")
    return f"{FOLDER}/{_survey(rest, to)}" if folder == FOLDER else item.key


KEYS: Mapping[str, Callable[[Item, Body, Renaming], str]] = {
    **dict.fromkeys(("indicator", "judgement", "reading", "paper"), lambda item, _, to: to.code(item.key) or item.key),
    **dict.fromkeys(("name", "metric"), lambda item, _, to: to.name(item.key)),
    **dict.fromkeys(("questionnaire", "question", "paper_form"), lambda item, _, to: _survey(item.key, to)),
    "file": _file_key,
    "table": lambda item, _, to: to.place(InTable(item.key)).table,
    "row": _row_key,
    "amendment": _amendment_key,
}
"""By kind, the key that an item gets, where keys are made of names."""
