"""Filling in for programs: how the units stand, submitting and returning, queries at cells, workbooks out and in."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from kaocheng.diagnostics import errors
from kaocheng.web.access import enter
from kaocheng.web.api.schemas import ImportedOut, ProblemOut
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.pages import cells, fill_in, workbooks
from kaocheng.web.pages.uploads import taken
from kaocheng.web.queries import queries
from kaocheng.web.submissions import Standing, standing_of, standings
from kaocheng.web.workspace import workspace

router = Router(tags=["填报"])


class StandingOut(Schema):
    """How a unit stands: 未开始, 填报中, 已提交 or 已退回; numbers filled in, of how many; queries open and answered."""

    unit: str
    state: str
    done: int
    whole: int
    asked: int
    answered: int


class OwnCellOut(Schema):
    """A cell of the unit's own row: what stands there as it is shown, what is wrong with it, whether it is computed."""

    table: str
    row: list[str]
    column: str
    value: str
    wrong: str
    computed: bool


class OwnOut(StandingOut):
    """The unit's own rows, and nothing else."""

    cells: list[OwnCellOut]


class NoteIn(Schema):
    """Why cells are blank; where the team submits for a unit, from where the data came."""

    note: str = ""


class ReturnIn(Schema):
    """Why the data are returned; the unit reads it."""

    reason: str


class QueryIn(Schema):
    """A query at a cell: ``at`` is 行/列."""

    table: str
    at: str
    text: str


class TextIn(Schema):
    """An answer."""

    text: str


class OutcomeIn(Schema):
    """已说明, 已更正 or 未说明; empty opens the query again."""

    outcome: str = ""


class QueryOut(Schema):
    """A query at a cell 表/行/列: question, reply, outcome; ``state`` is 待答复, 已答复 or 已了结."""

    key: str
    at: str
    text: str
    by: str
    date: str
    reply: str
    replied: str
    outcome: str
    state: str


@router.get(f"{ADDRESS}/submissions", response=list[StandingOut], summary="各单位填报进度")
def progress(request: Any, evaluation: int) -> Any:
    """How every unit stands."""
    return [_standing(found) for found in standings(workspace(enter(request.user, evaluation, "view").evaluation))]


@router.post(f"{ADDRESS}/submissions/{{unit}}/return", response=DoneOut, summary="退回单位提交的数据")
def give_back(request: Any, evaluation: int, unit: str, asked: ReturnIn) -> Any:
    """Returns what a unit submitted, with a reason."""
    return by_page(request, fill_in.returned, evaluation, asked, unit=unit)


@router.post(f"{ADDRESS}/submissions/{{unit}}/submit", response=DoneOut, summary="代单位提交，写明数据来源")
def submit_for(request: Any, evaluation: int, unit: str, asked: NoteIn) -> Any:
    """Submits for a unit what the team filled in."""
    return by_page(request, fill_in.hand_in_for, evaluation, asked, unit=unit)


@router.get(f"{ADDRESS}/fill", response=OwnOut, summary="本单位填报的行")
def own(request: Any, evaluation: int) -> Any:
    """The rows of the user's own unit. Cells are filled in by ``edits``."""
    access = enter(request.user, evaluation, "fill_own")
    space = workspace(access.evaluation)
    return _standing(standing_of(space, access.unit)) | {"cells": list(_own_cells(space, access.unit))}


def _own_cells(space: Any, unit: str) -> Iterator[dict[str, object]]:
    for one in fill_in.own_tables(space, unit):
        for row in one.rows:
            for cell in row.cells:
                computed = cell.computed is not None
                yield {
                    "table": one.table.name, "row": list(row.key), "column": cell.column.name,
                    "value": cell.shown, "wrong": cell.wrong or "", "computed": computed,
                }  # fmt: skip


@router.post(f"{ADDRESS}/fill/submit", response=DoneOut, summary="提交本单位的数据")
def submit(request: Any, evaluation: int, asked: NoteIn) -> Any:
    """Submits the data of the user's own unit."""
    return by_page(request, fill_in.hand_in, evaluation, asked)


@router.get(f"{ADDRESS}/fill/form.xlsx", summary="下载本单位的填报表")
def own_form(request: Any, evaluation: int) -> HttpResponse:
    """The unit's own workbook."""
    return fill_in.form(request, evaluation)


@router.post(f"{ADDRESS}/fill/evidence", response=DoneOut, summary="为本单位的一格附佐证")
def attach(request: Any, evaluation: int, file: File[UploadedFile], cell: Form[str], title: Form[str] = "") -> Any:
    """Uploads a file that supports an own cell 表/行/列."""
    del file, cell, title  # those of the request
    return by_page(request, fill_in.attach, evaluation)


@router.get(f"{ADDRESS}/fill/evidence/{{key}}", summary="下载本单位附的佐证")
def own_file(request: Any, evaluation: int, key: str) -> HttpResponse:
    """A file that the unit itself brought."""
    return fill_in.own_file(request, evaluation, key=key)


@router.get(f"{ADDRESS}/forms.xlsx", summary="下载填报表（unit 只要一个单位的）")
def forms(request: Any, evaluation: int, unit: str = "") -> HttpResponse:
    """The workbook for the units to fill in; of one ``unit`` or of all."""
    del unit  # that of the request
    return workbooks.forms(request, evaluation)


@router.post(f"{ADDRESS}/forms", response=ImportedOut, summary="导入填好的表")
def take(request: Any, evaluation: int, file: File[UploadedFile]) -> Any:
    """Takes a filled-in workbook in: all of it, or nothing with every problem at its cell."""
    access = enter(request.user, evaluation, "edit_data")
    del file  # that of the request
    count, problems = workbooks.import_workbook(access, *taken(request, "file"))
    told = [ProblemOut(**one.as_json()) for one in problems]
    return {"stored": not errors(problems), "count": count, "problems": told}


@router.get(f"{ADDRESS}/queries", response=list[QueryOut], summary="质询")
def all_queries(request: Any, evaluation: int) -> Any:
    """All queries at cells."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    return [
        {"key": one.key, "at": str(one.at), "text": one.text, "by": one.by, "date": one.date, "reply": one.reply,
         "replied": one.reply_signed, "outcome": one.outcome, "state": one.state}
        for one in queries(space)
    ]  # fmt: skip


@router.post(f"{ADDRESS}/queries", response=DoneOut, summary="提质询")
def ask(request: Any, evaluation: int, asked: QueryIn) -> Any:
    """Asks something at a cell."""
    return by_page(request, cells.ask_at, evaluation, asked)


@router.post(f"{ADDRESS}/queries/{{key}}/answer", response=DoneOut, summary="答复质询")
def answer(request: Any, evaluation: int, key: str, asked: TextIn) -> Any:
    """Answers a query; an evaluated unit at its own cells only."""
    return by_page(request, cells.answer_to, evaluation, asked, key=key)


@router.post(f"{ADDRESS}/queries/{{key}}/end", response=DoneOut, summary="了结质询")
def end(request: Any, evaluation: int, key: str, asked: OutcomeIn) -> Any:
    """Ends a query with an outcome, or opens it again."""
    return by_page(request, cells.end, evaluation, asked, key=key)


def _standing(found: Standing) -> dict[str, Any]:
    filled = {"done": found.filled.done, "whole": found.filled.whole}
    return {"unit": found.unit, "state": found.name, **filled, "asked": found.asked, "answered": found.answered}
