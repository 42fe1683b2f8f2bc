"""The data tables for programs: every cell with its layers, what is adopted, what is computed."""

from typing import Any

from django.http import Http404
from ninja import Router, Schema

from kaocheng.domain import DataTable
from kaocheng.places import InTable
from kaocheng.scoring import show_table
from kaocheng.web.access import enter
from kaocheng.web.workspace import Workspace, workspace

router = Router()


class TableOut(Schema):
    """A table: its keys, and its columns with their measure; a computed column has a formula."""

    name: str
    title: str
    keys: list[str]
    columns: list[dict[str, str]]
    rows: int


class CellOut(Schema):
    """A cell: what is adopted (None where nothing is), each layer as it was given, and a remark."""

    column: str
    value: str | None
    layers: dict[str, str]
    note: str


class RowOut(Schema):
    """A row; that of totals has no place of its own."""

    key: list[str]
    total: bool
    cells: list[CellOut]


class TableFullOut(TableOut):
    """A table with its content."""

    content: list[RowOut]


@router.get("/evaluations/{evaluation}/tables", response=list[TableOut])
def tables(request: Any, evaluation: int) -> Any:
    """The data tables."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    return [_about(table) for table in space.evaluation.tables]


@router.get("/evaluations/{evaluation}/tables/{table}", response=TableFullOut)
def table(request: Any, evaluation: int, table: str) -> Any:
    """A data table with every cell. Cells are changed by ``edits``."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    found = space.evaluation.table(table)
    if found is None:
        raise Http404
    return {**_about(found), "content": list(_content(space, found))}


def _about(table: DataTable) -> dict[str, Any]:
    columns = [{"name": c.name, "unit": c.measure.text, "formula": c.formula} for c in table.columns]
    return {
        "name": table.name,
        "title": table.title,
        "keys": list(table.keys),
        "columns": columns,
        "rows": len(table.rows),
    }


def _content(space: Workspace, table: DataTable) -> Any:
    for row in show_table(table, space.ledger).rows:
        cells = []
        for column, figure in zip(table.columns, row.figures, strict=True):
            place = InTable(table.name, row.key, column.name)
            layers = {} if row.is_total or column.formula else space.ledger.layers(place)
            cells.append({
                "column": column.name,
                "value": None if figure.value is None else figure.form.text(figure.value),
                "layers": {layer: node.form.text(node.value) for layer, node in layers.items() if node.value is not None},
                "note": dict(row.notes).get(column.name, ""),
            })  # fmt: skip
        yield {"key": list(row.key), "total": row.is_total, "cells": cells}
