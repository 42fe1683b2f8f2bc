"""Workbooks for the units to fill in: out, and back in with every problem at its cell."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kaocheng.bundle import Bundle
from kaocheng.bundle.writing import files_of as bundle_files
from kaocheng.diagnostics import Diagnostic, errors
from kaocheng.domain import DataTable
from kaocheng.domain.data import REPORTED
from kaocheng.places import InTable
from kaocheng.tables import read_data
from kaocheng.tables.forms import FILE_NAME, write_forms
from kaocheng.tables.importing import merge
from kaocheng.web.access import Access, page
from kaocheng.web.cell_edits import cell_edit
from kaocheng.web.content import items_of
from kaocheng.web.content.items import row_key
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.uploads import download, taken
from kaocheng.web.workspace import Workspace, workspace


@page("view")
def forms(request: Any) -> HttpResponse:
    """The workbook for the units to fill in; ``?unit=`` that of one."""
    space = space_of(request)
    unit = request.GET.get("unit", "")
    name = f"{FILE_NAME}-{unit}.xlsx" if unit else f"{FILE_NAME}.xlsx"
    return download(write_forms(space.evaluation, unit), name)


@require_POST
@page("edit_data")
def take(request: Any) -> HttpResponse:
    """Takes filled-in workbooks in: all of it, or nothing with every problem at its cell."""
    name, data = taken(request, "file")
    count, problems = import_workbook(request.access, name, data)
    facts: dict[str, Any] = {"name": name, "count": count, "problems": problems, "back": "data/"}
    return show(request, "imported.html", "data/", space_of(request), **facts)


def import_workbook(access: Access, name: str, data: bytes) -> tuple[int, list[Diagnostic]]:
    """Stores a workbook, or nothing where it has errors. How many cells and declarations changed; what is wrong, errors first."""
    space = workspace(access.evaluation)
    sheets, problems = read_data(data, name)
    result = merge(space.evaluation, sheets)
    problems = [*problems, *result.problems]
    count = 0
    if not errors(problems):
        edits = [
            *_declared(space, result.tables),
            *(
                replace(
                    cell_edit(access, change.at, REPORTED, _stored(space, change.at), change.new),
                    reason=f"导入 {change.place or name}",
                )
                for change in result.changes
            ),
        ]
        count = len(edits)
        if edits:
            save(access, edits, f"导入 {name}")
    return count, _sorted(problems)


def _declared(space: Workspace, tables: tuple[DataTable, ...]) -> Iterator[Edit]:
    """The edits of the declarations that an import adds or changes: a new table, another origin."""
    after = Bundle(replace(space.evaluation, tables=tuple(replace(table, rows=()) for table in tables)))
    items = items_of(bundle_files(after), {})
    for item in items:
        known = space.item("table", item.key)
        if item.kind == "table" and (known is None or known.body != item.body):
            yield Edit("table", item.key, "", known.body if known else None, item.body)


def _stored(space: Workspace, at: InTable) -> str:
    item = space.item("row", row_key(at.table, at.row))
    return str(item.body["cells"].get(at.column, "")) if item else ""


def _sorted(problems: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(problems, key=lambda problem: problem not in errors(problems))
