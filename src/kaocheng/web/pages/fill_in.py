"""单位填报: the page that one unit gets, with its own rows and nothing else."""

from typing import Any

from django.http import HttpResponse

from kaocheng.domain import DataTable
from kaocheng.tables.forms import FILE_NAME, write_forms
from kaocheng.web.access import page
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.uploads import download
from kaocheng.web.workspace import Workspace


def own_tables(space: Workspace) -> list[DataTable]:
    """The tables whose rows belong to units."""
    return [table for table in space.evaluation.tables if table.unit_key]


def blanks(space: Workspace, unit: str) -> int:
    """How many cells ``unit`` has not filled in."""
    from kaocheng.web.pages.data import grid

    return sum(
        cell.computed is None and not cell.text and not cell.column.measure.is_text
        for table in own_tables(space)
        for row in grid(space, table, unit=unit)
        for cell in row.cells
    )


@page("fill_own")
def fill_in(request: Any) -> HttpResponse:
    """The page."""
    from kaocheng.web.pages.data import grid

    space, unit = space_of(request), request.access.unit
    tables = [(table, rows) for table in own_tables(space) if (rows := grid(space, table, unit=unit))] if unit else []
    left = blanks(space, unit) if unit else 0
    return show(request, "fill_in.html", "fill/", space, unit=unit, tables=tables, left=left)


@page("fill_own")
def form(request: Any) -> HttpResponse:
    """The unit's own workbook."""
    space, unit = space_of(request), request.access.unit
    return download(write_forms(space.evaluation, unit), f"{FILE_NAME}-{unit}.xlsx")
