"""A data table as rows of cells: what is stored in a layer, what is computed, what is wrong, what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from kaocheng.derivation import Derivation
from kaocheng.domain import Column, DataTable, leaf_units
from kaocheng.domain.data import EVIDENCED, NOTE, REPORTED, TOTAL, VERIFIED
from kaocheng.places import InTable
from kaocheng.web.content.items import amendment_key, row_key
from kaocheng.web.own_rows import row_keys
from kaocheng.web.queries import Query, by_cell
from kaocheng.web.workspace import Workspace

LAYERS = (REPORTED, EVIDENCED, VERIFIED, NOTE)
ADOPTED = "采用"
"""The layer that nobody fills in: what the computation uses."""


@dataclass(frozen=True)
class GridCell:
    """A cell: its text as stored in the layer, or computed; what is wrong with it; other layers and queries it has.

    ``under`` is what was reported, in a layer that holds something else.
    """

    column: Column
    text: str
    computed: Derivation | None
    wrong: str = ""
    layers: tuple[str, ...] = ()
    queries: tuple[Query, ...] = ()
    under: str = ""

    @property
    def shown(self) -> str:
        """The text to show: a computed one is printed, without the unit, and empty where it has no value."""
        if self.computed is None:
            return self.text
        shown = "" if self.computed.value is None else self.computed.form.text(self.computed.value)
        return shown.removesuffix(self.column.measure.text)


@dataclass(frozen=True)
class GridRow:
    """A row with its key, as ``stored`` or as it would be for a unit that has none yet."""

    key: tuple[str, ...]
    cells: tuple[GridCell, ...]
    is_total: bool = False
    stored: bool = False

    @property
    def path(self) -> str:
        """The key as it stands in addresses."""
        return TOTAL if self.is_total else "/".join(self.key)


def grid(space: Workspace, table: DataTable, layer: str = REPORTED, unit: str = "") -> list[GridRow]:
    """The rows of a table in a layer, those of ``unit`` only where it is given; otherwise with a total below them.

    A table by units and something else that has no rows yet shows the units, their other keys still open.
    """
    keys = row_keys(space, table, unit)
    if not keys and table.unit_key and not unit:
        units = leaf_units(space.evaluation.units)
        keys = [tuple(name if key == table.unit_key else "" for key in table.keys) for name in units]
    if len(keys) > 1 and not unit:
        keys.append((TOTAL,))
    wrong, asked = messages_at(space, table), by_cell(space, table.name)

    def cell(key: tuple[str, ...], column: Column, stored: Mapping[str, str]) -> GridCell:
        place = InTable(table.name, key, column.name)
        if column.formula or key == (TOTAL,) or layer == ADOPTED:
            return GridCell(column, "", space.ledger.at(place), wrong.get(place, ""))
        amended = {
            other: item.body["值"]
            for other in LAYERS[1:]
            if (item := space.item("amendment", amendment_key(table.name, key, column.name, other)))
        }
        reported = stored.get(column.name, "")
        text, under = (
            (reported, "") if layer == REPORTED else (amended.get(layer, ""), "" if layer == NOTE else reported)
        )
        queries = tuple(asked.get(place, ()))
        return GridCell(column, text, None, wrong.get(place, ""), tuple(amended), queries, under)

    rows = []
    for key in keys:
        item = space.item("row", row_key(table.name, key))
        stored = item.body["cells"] if item else {}
        shown = (TOTAL, *("" for _ in table.keys[1:])) if key == (TOTAL,) else key
        cells = tuple(cell(key, column, stored) for column in table.columns)
        rows.append(GridRow(shown, cells, key == (TOTAL,), item is not None))
    return rows


def messages_at(space: Workspace, table: DataTable) -> dict[InTable, str]:
    """What is wrong at the cells of a table, in words."""
    found: dict[InTable, str] = {}
    for problem in space.problems_in(table):
        for place in problem.places:
            if isinstance(place, InTable) and place.column:
                found[place] = f"{problem.text()}{problem.hint()}"
    return found


def as_json(table: DataTable, rows: list[GridRow]) -> dict[str, object]:
    """A grid for the script that draws it: columns, rows with their texts, and by 行/列 what is marked at cells."""
    columns = [
        {
            "name": column.name, "measure": "" if column.measure.is_text else column.measure.text,
            "period": column.period, "text": column.measure.is_text, "formula": column.formula,
        }
        for column in table.columns
    ]  # fmt: skip
    listed = [
        {
            "key": row.key,
            "path": row.path,
            "cells": [cell.shown for cell in row.cells],
            "total": row.is_total,
            "stored": row.stored,
        }
        for row in rows
    ]
    return {"keys": table.keys, "columns": columns, "rows": listed, **marks(rows)}


def marks(rows: list[GridRow]) -> dict[str, dict[str, str]]:
    """What is marked at cells, by 行/列: the message, other layers, the state of the last query, the reported text."""
    cells = [(f"{row.path}/{cell.column.name}", cell) for row in rows for cell in row.cells]
    return {
        "wrong": {at: cell.wrong for at, cell in cells if cell.wrong},
        "layers": {at: "、".join(cell.layers) for at, cell in cells if cell.layers},
        "asked": {at: cell.queries[-1].state for at, cell in cells if cell.queries},
        "under": {at: cell.under for at, cell in cells if cell.under},
    }


def computed(rows: list[GridRow]) -> dict[str, str]:
    """The texts of the computed cells by 行/列."""
    return {
        f"{row.path}/{cell.column.name}": cell.shown for row in rows for cell in row.cells if cell.computed is not None
    }
