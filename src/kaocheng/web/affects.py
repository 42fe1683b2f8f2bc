"""影响: what a value enters: what is computed from it, the scores that rest on it, the texts that print it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kaocheng.derivation import Derivation, walk
from kaocheng.domain import walk as indicators_of
from kaocheng.domain.data import TOTAL
from kaocheng.places import AtIndicator, InTable, Place
from kaocheng.scoring import ScoredIndicator
from kaocheng.web.content import InItem, Item
from kaocheng.web.content.references import TEXTS, followed, mentioned
from kaocheng.web.content.renaming import Renaming
from kaocheng.web.leftovers import operand_names
from kaocheng.web.templatetags.printing import place_link
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class Affected:
    """Something that a figure enters: what it is called, its address, and where it is a figure itself its reference."""

    title: str
    address: str = ""
    reference: str = ""


def of_figure(space: Workspace, reference: str, derivation: Derivation) -> list[Affected]:
    """What the figure of a reference enters; a cell 数据.表.行.列 as :func:`of_cell` says."""
    kind, *rest = reference.split(".")
    if kind == "数据" and len(rest) > 1:
        return of_cell(space, InTable(rest[0], tuple(rest[1:-1]), rest[-1]))
    found = []
    for scored in space.sheet.indicators:
        code = scored.indicator.code
        if kind in {"问卷", "计算"} and scored.indicator.is_leaf and _rests_on(scored, derivation):
            found.append(_indicator(space, code))
        elif kind == "指标" and rest == [code, "得分"]:
            found += _above(space, code)
    printed = re.compile(rf"{{{{\s*{re.escape(reference)}\s*}}}}")
    texts = [item for kind in TEXTS for item in space.of_kind(kind) if printed.search(str(item.body))]
    return [*found, *(_item(space, item) for item in texts)]


def of_cell(space: Workspace, place: InTable) -> list[Affected]:
    """What a cell, a computed cell or a total of a table enters: columns and totals, metrics, scores, texts."""
    columns = list(_above_column(space, place))
    users = list(_users(space, place, columns))
    names = {item.key for item in users if item.kind in {"name", "metric"}}
    names |= {column for table, column in columns if space.metrics.column_of(column) == f"{table}.{column}"}
    names = set(_above_names(space, names))
    named = [
        item.key for item in space.of_kind("indicator") if names & (mentioned([item]).names | {item.body.get("name")})
    ]
    codes = [
        code for code in dict.fromkeys([*space.enters.get(place, ()), *named]) if space.sheet[code].indicator.is_leaf
    ]
    return [
        *_in_tables(space, place, columns[1:]),
        *(_item(space, item) for item in space.of_kind("metric") if item.key in names),
        *(_indicator(space, code) for code in codes),
        *(_item(space, item) for item in users if item.kind in TEXTS),
    ]


def _above_column(space: Workspace, place: InTable) -> Iterator[tuple[str, str]]:
    """The column of a cell, and those that are computed from it: table and name."""
    found = [(place.table, place.column)]
    for below, name in found:
        yield below, name
        for table in space.evaluation.tables:
            for column in table.columns:
                meant = {name, f"{below}.{name}"} if table.name == below else {f"{below}.{name}"}
                asked = {re.sub("/.*/", ".", one) for one in operand_names(column.formula)}
                if meant & asked and (table.name, column.name) not in found:
                    found.append((table.name, column.name))


def _in_tables(space: Workspace, place: InTable, columns: Iterable[tuple[str, str]]) -> Iterator[Affected]:
    """The computed cells of the same row, those of other tables, and the total of the column."""
    for name, column in columns:
        at = InTable(name, place.row if name == place.table else (TOTAL,), column)
        yield Affected(str(at), place_link(space.pk, at))
    table = space.evaluation.table(place.table)
    own = table.column(place.column) if table else None
    if table and own and own.total == "sum" and TOTAL not in place.row and len(table.rows) > 1:
        total = replace(place, row=(TOTAL,))
        yield Affected(str(total), place_link(space.pk, total))


def _users(space: Workspace, place: InTable, columns: list[tuple[str, str]]) -> Iterator[Item]:
    """The metrics, names and texts that refer to the cell, to one computed from it, or to a total of theirs."""

    def marked(at: InTable) -> InTable:
        holds = not at.row or all(part in {TOTAL, own} for part, own in zip(at.row, place.row, strict=False))
        return replace(at, table=f"{at.table}?") if holds and (at.table, at.column) in columns else at

    kinds = {"name", "metric", *TEXTS}
    asked = (item for item in space.items.values() if item.kind in kinds)
    yield from (item for item, _, _ in followed(asked, Renaming(place=marked)))


def _above_names(space: Workspace, names: Iterable[str]) -> Iterator[str]:
    """The names, and the metrics that are computed from them."""
    found = list(names)
    for name in found:
        yield name
        found += [
            item.key for item in space.of_kind("metric") if name in mentioned([item]).names and item.key not in found
        ]


def _rests_on(scored: ScoredIndicator, figure: Derivation) -> bool:
    roots = [root for root in (scored.derivation, scored.actual) if root is not None]
    return any(
        node is figure or (node.name, node.value) == (figure.name, figure.value)
        for root in roots
        for node in walk(root)
    )


def _above(space: Workspace, code: str) -> list[Affected]:
    """The scores of the indicators above, and the total."""
    found = [
        _indicator(space, other.indicator.code) for other in space.sheet.indicators
        if any(below.code == code for _, below in indicators_of(other.indicator.indicators))
    ]  # fmt: skip
    return [*reversed(found), Affected("总分", reference="总分")]


def _indicator(space: Workspace, code: str) -> Affected:
    indicator = space.sheet[code].indicator
    address = place_link(space.pk, AtIndicator(code)) if indicator.is_leaf else ""
    return Affected(indicator.title, address, f"指标.{code}.得分")


def _item(space: Workspace, item: Item) -> Affected:
    place: Place = InItem(item.kind, kind=item.kind, key=item.key)
    return Affected(str(place), place_link(space.pk, place))
