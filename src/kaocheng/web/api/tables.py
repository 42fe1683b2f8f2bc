"""The data tables for programs: every cell with its layers, what is adopted, what is computed."""

from typing import Any

from django.http import Http404
from ninja import Router, Schema

from kaocheng.domain import DataTable
from kaocheng.places import InTable
from kaocheng.scoring import show_table
from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.pages import declaration, rows
from kaocheng.web.workspace import Workspace, workspace

router = Router(tags=["基础数据"])
TABLE = f"{ADDRESS}/tables/{{table}}"


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


@router.get("/evaluations/{evaluation}/tables", response=list[TableOut], summary="基础数据表")
def tables(request: Any, evaluation: int) -> Any:
    """The data tables."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    return [_about(table) for table in space.evaluation.tables]


@router.get("/evaluations/{evaluation}/tables/{table}", response=TableFullOut, summary="一张表：每格的采用值和各层")
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


class TableIn(Schema):
    """A new table: its row keys parted by 、; ``by_units`` where the first one names the units that fill it in."""

    name: str
    keys: str = "项目"
    by_units: bool = False
    reason: str = ""


class ColumnIn(Schema):
    """A new column with 计量单位 and period; a computed one has a formula; ``at_most`` is a column or a number."""

    name: str
    unit: str = ""
    period: str = ""
    formula: str = ""
    at_most: str = ""
    reason: str = ""


class RowIn(Schema):
    """The key of a row, a text for each key of the table."""

    key: list[str]
    reason: str = ""


class RowGoneIn(Schema):
    """A row by its key, its parts joined by /."""

    row: str


class TableNameIn(Schema):
    """Another name of the table, or of its ``column``."""

    name: str
    column: str = ""
    reason: str = ""


class TableGoneIn(Schema):
    """The column to remove; without one the whole table."""

    column: str = ""
    reason: str = ""


@router.post("/evaluations/{evaluation}/tables", response=DoneOut, summary="新建基础数据表")
def add_table(request: Any, evaluation: int, asked: TableIn) -> Any:
    """Declares a table."""
    return by_page(request, declaration.add_table, evaluation, asked)


@router.post(f"{TABLE}/columns", response=DoneOut, summary="增加列")
def add_column(request: Any, evaluation: int, table: str, asked: ColumnIn) -> Any:
    """Adds a column."""
    return by_page(request, declaration.add_column, evaluation, asked, table=table)


@router.post(f"{TABLE}/rename", response=DoneOut, summary="表或列改名，引用随之改")
def rename(request: Any, evaluation: int, table: str, asked: TableNameIn) -> Any:
    """Gives the table or a column another name; whatever refers to it follows."""
    return by_page(request, declaration.rename, evaluation, asked, table=table)


@router.post(f"{TABLE}/remove", response=DoneOut, summary="删除表或列和其中的数")
def remove(request: Any, evaluation: int, table: str, asked: TableGoneIn) -> Any:
    """Removes the table or a column with everything that was filled in there."""
    return by_page(request, declaration.remove, evaluation, asked, table=table)


@router.post(f"{TABLE}/rows", response=DoneOut, summary="增加行")
def add_row(request: Any, evaluation: int, table: str, asked: RowIn) -> Any:
    """Adds a row."""
    return by_page(request, rows.add_row, evaluation, _key_form(asked), table=table)


@router.post(f"{TABLE}/rows/units", response=DoneOut, summary="按单位增加行")
def add_rows(request: Any, evaluation: int, table: str, asked: RowIn) -> Any:
    """Adds a row for every unit and each of the other keys (several parted by 、), as far as they are not there yet."""
    return by_page(request, rows.add_rows, evaluation, _key_form(asked), table=table)


@router.post(f"{TABLE}/rows/rename", response=DoneOut, summary="行改名，引用随之改")
def rename_row(request: Any, evaluation: int, table: str, row: str, asked: RowIn) -> Any:
    """Gives the row ``row`` (its key joined by /) another key; whatever refers to it follows."""
    return by_page(request, rows.rename_row, evaluation, _key_form(asked) | {"row": row}, table=table)


@router.post(f"{TABLE}/rows/remove", response=DoneOut, summary="删除行")
def remove_row(request: Any, evaluation: int, table: str, asked: RowGoneIn) -> Any:
    """Takes a row away."""
    return by_page(request, rows.remove_row, evaluation, asked, table=table)


def _key_form(asked: RowIn) -> dict[str, str]:
    """The key of a row as the page's form has it: key-0, key-1, …"""
    return {f"key-{number}": part for number, part in enumerate(asked.key)} | {"reason": asked.reason}
