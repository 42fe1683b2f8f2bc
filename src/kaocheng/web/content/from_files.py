"""The files of a bundle as items."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kaocheng.bundle.data import TABLES, VALUES
from kaocheng.text import Block, Items, Node, csv, yaml
from kaocheng.text.files import decode
from kaocheng.web.content.items import Body, Item, amendment_key, row_key
from kaocheng.web.content.surveys import questionnaire_items, survey_of

Stored = Mapping[str, tuple[str, str]]
"""Attached files: path → digest and size."""

LISTS = {
    "judgements.yaml": ("judgement", "indicator"),
    "readings.yaml": ("reading", "indicator"),
    TABLES: ("table", "name"),
    "reviews.yaml": ("review", ""),
}
FINDINGS = {
    "experiences": ("experience", ""),
    "problems": ("problem", "id"),
    "recommendations": ("recommendation", "id"),
    "rectifications": ("rectification", "recommendation"),
    "use_of_results": ("use", ""),
}
TEXTS = {"papers/": "paper", "interviews/": "interview", "report/": "section"}
RECORDS = {
    "evidence/evidence.csv": "evidence",
    "evidence/vouchers.csv": "voucher",
    "evidence/assets.csv": "asset",
}


def items_of(files: Mapping[str, bytes], stored: Stored) -> list[Item]:
    """The items of a bundle.

    ``files`` are those that :func:`kaocheng.bundle.writing.files_of` gives without the attachments, but with the
    questionnaires; ``stored`` are the other attachments. The files are taken to be as that function writes them.
    """
    found = list(_all(files))
    found += [
        Item("file", path, number, {"sha256": digest, "size": size})
        for number, (path, (digest, size)) in enumerate(sorted(stored.items()))
    ]
    return _distinct(found)


def _all(files: Mapping[str, bytes]) -> Iterator[Item]:
    documents = {path: _load(path, data) for path, data in files.items() if path.endswith(".yaml")}
    yield Item("head", "", 0, documents["evaluation.yaml"])
    if units := documents.get("units.yaml"):
        yield Item("units", "", 0, units)
    yield from _indicators(documents.get("indicators.yaml", []), "")
    metrics = documents.get("metrics.yaml", {})
    yield from (Item("name", name, i, path) for i, (name, path) in enumerate(metrics.get("names", {}).items()))
    yield from (Item("metric", metric["name"], i, metric) for i, metric in enumerate(metrics.get("metrics", [])))
    for path, (kind, key) in LISTS.items():
        yield from _listed(kind, key, documents.get(path, []))
    for name, (kind, key) in FINDINGS.items():
        yield from _listed(kind, key, documents.get("findings.yaml", {}).get(name, []))
    if published := documents.get("published.yaml"):
        yield Item("published", "", 0, published)
    for table in documents.get(TABLES, []):
        yield from _rows(table, files)
    yield from _amendments(files.get(VALUES))
    for path, kind in RECORDS.items():
        for number, record in enumerate(_records(files.get(path), path)):
            yield Item(kind, record["编号"], number, record)
    for number, path in enumerate(sorted(files)):
        if survey := survey_of(path):
            yield from questionnaire_items(survey, documents[path], number)
        for folder, kind in TEXTS.items():
            if path.startswith(folder):
                yield Item(kind, path.removeprefix(folder).removesuffix(".md"), number, files[path].decode())


def _load(path: str, data: bytes) -> Any:
    text, _ = decode(data, path)
    node, _ = yaml.load(text or "", path)
    return plain(node) if node is not None else []


def plain(node: Node) -> Body:
    """A node as plain texts, lists and mappings."""
    match node:
        case Block():
            return {str(key): plain(value) for key, value in node.items()}
        case Items():
            return [plain(item) for item in node]
        case _:
            return str(node)


def _indicators(data: Iterable[Any], parent: str) -> Iterator[Item]:
    for number, indicator in enumerate(data):
        below = indicator.get("indicators", [])
        body = {key: value for key, value in indicator.items() if key != "indicators"}
        yield Item("indicator", indicator["code"], number, body | {"parent": parent})
        yield from _indicators(below, indicator["code"])


def _listed(kind: str, key: str, data: Iterable[Any]) -> Iterator[Item]:
    for number, body in enumerate(data):
        yield Item(kind, body[key] if key else str(number + 1), number, body)


def _rows(table: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[Item]:
    path = f"data/{table.get('file', '')}"
    keys = table.get("keys", ["项目"])
    for number, record in enumerate(_records(files.get(path), path)):
        key = [record[name] for name in keys]
        cells = {name: text for name, text in record.items() if name not in keys and text}
        yield Item("row", row_key(table["name"], key), number, {"table": table["name"], "key": key, "cells": cells})


def _amendments(data: bytes | None) -> Iterator[Item]:
    for number, record in enumerate(_records(data, VALUES)):
        key = amendment_key(record["表"], record["行"].split("/"), record["列"], record["种类"])
        yield Item("amendment", key, number, record)


def _records(data: bytes | None, path: str) -> Iterator[dict[str, str]]:
    if data is None:
        return
    rows, _ = csv.load(data, path)
    for cells in rows[1:]:
        yield {str(name): str(cell) for name, cell in zip(rows[0], cells, strict=True)}


def _distinct(items: Iterable[Item]) -> list[Item]:
    """The items with a number behind each key that came before, so that none hides another."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for item in items:
        times = seen[item.identity] = seen.get(item.identity, 0) + 1
        found.append(item if times == 1 else Item(item.kind, f"{item.key}#{times}", item.position, item.body))
    return found
