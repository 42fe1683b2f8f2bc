"""Items → the evaluation, by the bundle's own readers; what did not change since the last time is not read again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kaocheng.bundle import Bundle
from kaocheng.bundle.data import read_amendments, read_metrics, read_tables
from kaocheng.bundle.evaluation import read_head, read_units
from kaocheng.bundle.findings import (
    read_assets,
    read_evidence,
    read_findings,
    read_published,
    read_reviews,
    read_vouchers,
)
from kaocheng.bundle.folder import Folder
from kaocheng.bundle.indicators import read_indicators
from kaocheng.bundle.judgements import INPUT_KEYS, read_judgements, read_readings
from kaocheng.bundle.messages import NOT_A_NUMBER_CELL
from kaocheng.bundle.surveys import survey_figures
from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Cell, DataTable, Evaluation, Interview, Row
from kaocheng.numbers import NotANumber
from kaocheng.places import InTable
from kaocheng.survey import SurveyResult
from kaocheng.text import Block, Items, Node, Text
from kaocheng.text.csv import Row as TextRow
from kaocheng.web.content import messages
from kaocheng.web.content.from_files import FINDINGS, LISTS, RECORDS
from kaocheng.web.content.items import Body, InItem, Item
from kaocheng.web.content.nodes import node
from kaocheng.web.content.surveys import KINDS as SURVEY_KINDS
from kaocheng.web.content.surveys import questionnaire_files, read_surveys
from kaocheng.web.content.to_files import sorted_by_kind

Fetch = Callable[[str], bytes]
"""A file's digest → its bytes."""

_RECORD_KINDS = RECORDS | {"data/values.csv": "amendment"}
_SINGLE = {"evaluation.yaml": "head", "units.yaml": "units", "published.yaml": "published"}


class Documents(Folder):
    """The items of an evaluation as the documents that the bundle's readers ask for."""

    def __init__(self, by_kind: Mapping[str, list[Item]]) -> None:
        super().__init__(Path())
        self._by_kind = by_kind

    def items(self, kind: str) -> list[Item]:
        """The items of a kind in their order."""
        return self._by_kind.get(kind, [])

    def has(self, path: str) -> bool:
        """Whether there is such a document; the rows of tables are always taken to be."""
        return path.startswith("data/") or self.yaml(path) is not None

    def yaml(self, path: str) -> Node | None:
        """The document at ``path`` as nodes that stand at their items."""
        if path in _SINGLE:
            found = self.items(_SINGLE[path])
            return node(found[0].body, _at(found[0])) if found else None
        if path == "indicators.yaml":
            return self._indicators()
        if path == "metrics.yaml":
            names = Block(InItem(path))
            for item in self.items("name"):
                names[Text(item.key, _at(item))] = node(item.body, _at(item))
            return _block(path, {"names": names, "metrics": self._listed("metric", path)})
        if path == "findings.yaml":
            return _block(path, {name: self._listed(kind, path) for name, (kind, _) in FINDINGS.items()})
        return self._listed(LISTS[path][0], path) if path in LISTS else None

    def rows(self, path: str) -> list[TextRow]:
        """The lines of a list that is a CSV file in the bundle."""
        items = self.items(_RECORD_KINDS.get(path, ""))
        if not items:
            return []
        columns = list(dict.fromkeys(name for item in items for name in item.body))
        head = [Text(name, InItem(path)) for name in columns]
        return [head, *([Text(item.body.get(name, ""), _at(item)) for name in columns] for item in items)]

    def texts(self, kind: str) -> dict[str, str]:
        """The texts of a kind by key, in the order of their names, as the files of a folder."""
        return {item.key: item.body for item in sorted(self.items(kind), key=lambda item: item.key)}

    def _listed(self, kind: str, path: str) -> Items:
        found = Items(InItem(path))
        found.extend(node(_judged(item) if kind == "judgement" else item.body, _at(item)) for item in self.items(kind))
        return found

    def _indicators(self) -> Items:
        known = {item.key for item in self.items("indicator")}
        below: dict[str, list[Item]] = {}
        for item in self.items("indicator"):
            parent = item.body.get("parent", "")
            below.setdefault(parent if parent in known and parent != item.key else "", []).append(item)

        def nested(parent: str) -> Items:
            found = Items(InItem("indicators.yaml"))
            for item in below.get(parent, ()):
                place = _at(item)
                block = node({key: value for key, value in item.body.items() if key != "parent"}, place)
                if item.key in below and isinstance(block, Block):
                    block[Text("indicators", place)] = nested(item.key)
                found.append(block)
            return found

        return nested("")


def _judged(item: Item) -> dict[str, Any]:
    """A judgement without the inputs in which something is still to be judged: they count as missing."""
    return {key: value for key, value in item.body.items() if key not in INPUT_KEYS or not _has_blank(value)}


def _has_blank(value: Body) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(part == "" or _has_blank(part) for part in parts)


def _at(item: Item) -> InItem:
    return InItem(item.kind, kind=item.kind, key=item.key)


def _block(path: str, values: Mapping[str, Node]) -> Block:
    block = Block(InItem(path))
    for key, value in values.items():
        block[Text(key, InItem(path))] = value
    return block


Part = Callable[[Documents], Any]
# Each part of an evaluation: the kinds of item that it is read from, and how.
_PARTS: dict[str, tuple[tuple[str, ...], Part]] = {
    "head": (("head",), lambda docs: read_head(docs.fields("evaluation.yaml"))),
    "units": (("units",), lambda docs: read_units(docs.yaml("units.yaml"), docs.problems)),
    "indicators": (("indicator",), lambda docs: read_indicators(docs.yaml("indicators.yaml"), docs.problems)),
    "metrics": (("name", "metric"), lambda docs: read_metrics(docs.fields("metrics.yaml"), docs.problems)),
    "amendments": (("amendment",), read_amendments),
    "judgements": (("judgement",), lambda docs: read_judgements(_list(docs, "judgements.yaml"), docs.problems)),
    "readings": (("reading",), lambda docs: read_readings(_list(docs, "readings.yaml"), docs.problems)),
    "papers": (("paper",), lambda docs: docs.texts("paper")),
    "interviews": (("interview",), lambda docs: tuple(Interview(*pair) for pair in docs.texts("interview").items())),
    "evidence": (("evidence",), read_evidence),
    "vouchers": (("voucher",), read_vouchers),
    "assets": (("asset",), read_assets),
    "findings": (tuple(kind for kind, _ in FINDINGS.values()), lambda docs: read_findings(docs.fields("findings.yaml"))),
    "reviews": (("review",), lambda docs: read_reviews(_list(docs, "reviews.yaml"), docs.problems)),
    "narrative": (("section",), lambda docs: docs.texts("section")),
    "published": (("published",), lambda docs: read_published(docs.fields("published.yaml"))),
}  # fmt: skip


def _list(docs: Documents, path: str) -> list[Node]:
    found = docs.yaml(path)
    return list(found) if isinstance(found, Items) else []


class Assembler:
    """Puts evaluations together, one revision after another; keeps the parts whose items did not change."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._kept: dict[str, tuple[object, Any, list[Diagnostic]]] = {}
        self._rows: dict[str, _KeptRow] = {}

    def bundle(self, items: Iterable[Item], responses: Mapping[str, Mapping[str, bytes]] | None = None) -> Bundle:
        """The bundle of ``items``. ``responses`` are CSV files of the answers collected here, by survey.

        ``attachments`` of the result are left empty: the bytes of files are fetched only where they are read.
        """
        by_kind = sorted_by_kind(items)
        docs = Documents(by_kind)
        problems: list[Diagnostic] = []
        parts = {name: self._part(name, kinds, docs, read, problems) for name, (kinds, read) in _PARTS.items()}
        surveys = self._surveys(by_kind, responses or {}, problems)
        names, metrics = parts.pop("metrics")
        evaluation = Evaluation(
            **parts.pop("head"),
            **parts,
            names=names,
            metrics=metrics,
            tables=self._tables(docs, problems),
            survey_figures=survey_figures(surveys),
        )
        return Bundle(evaluation, surveys, problems=tuple(problems))

    def _part(self, name: str, kinds: Sequence[str], docs: Documents, read: Part, problems: list[Diagnostic]) -> Any:
        state = tuple((item.key, item.version, item.position) for kind in kinds for item in docs.items(kind))
        if name not in self._kept or self._kept[name][0] != state:
            docs.problems = []
            self._kept[name] = (state, read(docs), docs.problems)
        problems.extend(self._kept[name][2])
        return self._kept[name][1]

    def _tables(self, docs: Documents, problems: list[Diagnostic]) -> tuple[DataTable, ...]:
        """The tables; a row is read again where it, or what its table declares, changed."""
        rows: dict[str, list[Item]] = {}
        for item in docs.items("row"):
            rows.setdefault(item.body["table"], []).append(item)
        found = []
        kept = {}
        for table in self._part("tables", ("table",), docs, read_tables, problems):
            own: dict[tuple[str, ...], Row] = {}
            for item in rows.get(table.name, ()):
                before = self._rows.get(item.key)
                same = before is not None and before.version == item.version and before.table is table
                kept[item.key] = read = before if before is not None and same else _read_row(table, item)
                problems.extend(read.problems)
                if read.row is not None:
                    own[read.row.key] = read.row
            found.append(replace(table, rows=tuple(own.values())))
        self._rows = kept
        return tuple(found)

    def _surveys(
        self,
        by_kind: Mapping[str, list[Item]],
        responses: Mapping[str, Mapping[str, bytes]],
        problems: list[Diagnostic],
    ) -> dict[str, SurveyResult]:
        digests = {
            item.key: item.body["sha256"]
            for item in by_kind.get("file", ())
            if item.key.startswith("surveys/") and item.key.count("/") == 2
        }
        asked = [
            (item.identity, item.version, item.position) for kind in SURVEY_KINDS for item in by_kind.get(kind, ())
        ]
        state = (tuple(asked), tuple(digests.items()), tuple(responses.items()))
        if "surveys" not in self._kept or self._kept["surveys"][0] != state:
            found: list[Diagnostic] = []
            surveys = read_surveys(questionnaire_files(by_kind), digests, self._fetch, responses, found)
            self._kept["surveys"] = (state, surveys, found)
        problems.extend(self._kept["surveys"][2])
        found_surveys: dict[str, SurveyResult] = self._kept["surveys"][1]
        return found_surveys


@dataclass(frozen=True, slots=True)
class _KeptRow:
    """A row as it was read from the version of an item under a declaration; None where it does not fit that."""

    version: int
    table: DataTable
    row: Row | None
    problems: list[Diagnostic]


def _read_row(table: DataTable, item: Item) -> _KeptRow:
    key = tuple(item.body["key"])
    place = InTable(table.name, key)
    if len(key) != len(table.keys):
        wrong = messages.ROW_KEY.at(place, row="/".join(key), keys="、".join(table.keys))
        return _KeptRow(item.version, table, None, [wrong])
    problems: list[Diagnostic] = []
    row = Row(key, _cells(table, key, item.body["cells"], problems), place)
    return _KeptRow(item.version, table, row, problems)


def _cells(
    table: DataTable, key: tuple[str, ...], texts: Mapping[str, str], problems: list[Diagnostic]
) -> dict[str, Cell]:
    cells = {}
    for column in table.columns:
        text = texts.get(column.name, "").strip()
        if not text or column.formula:
            continue
        place = InTable(table.name, key, column.name)
        if column.measure.is_text:
            cells[column.name] = Cell(text, place)
            continue
        try:
            cells[column.name] = Cell(column.measure.read(text), place)
        except NotANumber:
            facts = {"found": text, "column": column.name, "measure": column.measure.text or "无"}
            problems.append(NOT_A_NUMBER_CELL.at(place, **facts))
    return cells
