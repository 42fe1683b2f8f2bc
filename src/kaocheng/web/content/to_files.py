"""Items as the files of a bundle: byte by byte what the bundle's own writer would write."""

from collections.abc import Iterable, Mapping
from typing import Any

from kaocheng.bundle.data import VALUE_COLUMNS, VALUES
from kaocheng.bundle.findings import ASSET_COLUMNS, CELLS, EVIDENCE_COLUMNS, VOUCHER_COLUMNS
from kaocheng.text import csv, yaml
from kaocheng.web.content.from_files import FINDINGS, LISTS, TEXTS
from kaocheng.web.content.items import Item
from kaocheng.web.content.surveys import questionnaire_files

_RECORDS = {
    VALUES: ("amendment", VALUE_COLUMNS),
    "evidence/evidence.csv": ("evidence", EVIDENCE_COLUMNS),
    "evidence/vouchers.csv": ("voucher", VOUCHER_COLUMNS),
    "evidence/assets.csv": ("asset", ASSET_COLUMNS),
}


def files_of(items: Iterable[Item]) -> dict[str, bytes]:
    """The text files of a bundle by path, attachments left out."""
    by_kind = sorted_by_kind(items)
    texts = {path: yaml.dump(document) for path, document in documents_of(by_kind).items()}
    texts |= {f"data/{table['file']}": text for table, text in _table_files(by_kind)}
    for path, (kind, columns) in _RECORDS.items():
        if records := by_kind.get(kind):
            more = [CELLS] if kind == "evidence" and any(item.body.get(CELLS) for item in records) else []
            head = [*columns, *more]
            texts[path] = csv.dump([head, *([item.body.get(name, "") for name in head] for item in records)])
    for folder, kind in TEXTS.items():
        texts |= {f"{folder}{item.key}.md": item.body for item in by_kind.get(kind, ())}
    texts |= questionnaire_files(by_kind)
    return {path: text.encode() for path, text in texts.items()}


def sorted_by_kind(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items of each kind in their order."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.kind, []).append(item)
    for listed in found.values():
        listed.sort(key=lambda item: (item.position, item.key))
    return found


def documents_of(by_kind: Mapping[str, list[Item]]) -> dict[str, Any]:
    """The content of the YAML files by path."""
    found: dict[str, Any] = {}
    for kind, path in (("head", "evaluation.yaml"), ("units", "units.yaml"), ("published", "published.yaml")):
        for item in by_kind.get(kind, ()):
            found[path] = item.body
    if indicators := tree(by_kind.get("indicator", ())):
        found["indicators.yaml"] = indicators
    if by_kind.get("name") or by_kind.get("metric"):
        names = {item.key: item.body for item in by_kind.get("name", ())}
        found["metrics.yaml"] = {"names": names, "metrics": [item.body for item in by_kind.get("metric", ())]}
    for path, (kind, _) in LISTS.items():
        if listed := by_kind.get(kind):
            found[path] = [item.body for item in listed]
    findings = {name: [item.body for item in by_kind.get(kind, ())] for name, (kind, _) in FINDINGS.items()}
    if findings := {name: bodies for name, bodies in findings.items() if bodies}:
        found["findings.yaml"] = findings
    return found


def tree(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The indicators as nested data. One whose parent is gone stands at the top, so that nothing is lost."""
    items = list(items)
    known = {item.key for item in items}
    below: dict[str, list[Item]] = {}
    for item in items:
        parent = item.body.get("parent", "")
        below.setdefault(parent if parent in known and parent != item.key else "", []).append(item)

    def nested(item: Item) -> dict[str, Any]:
        body = {key: value for key, value in item.body.items() if key != "parent" and value not in ("", [])}
        children = [nested(child) for child in below.get(item.key, ())]
        return body | ({"indicators": children} if children else {})

    return [nested(item) for item in below.get("", ())]


def _table_files(by_kind: Mapping[str, list[Item]]) -> Iterable[tuple[dict[str, Any], str]]:
    rows: dict[str, list[Item]] = {}
    for item in by_kind.get("row", ()):
        rows.setdefault(item.body["table"], []).append(item)
    for item in by_kind.get("table", ()):
        table = item.body
        if not table.get("file"):
            continue
        stored = [column["name"] for column in table["columns"] if not column.get("formula")]
        lines = [
            [*row.body["key"], *(row.body["cells"].get(name, "") for name in stored)] for row in rows.get(item.key, ())
        ]
        yield table, csv.dump([[*table.get("keys", ["项目"]), *stored], *lines])
