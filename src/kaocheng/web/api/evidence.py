"""Evidence for programs: files up and down with their links, checked vouchers and assets."""

from typing import Any

from django.http import HttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.pages import evidence
from kaocheng.web.workspace import workspace

router = Router(tags=["佐证"])


class EvidenceOut(Schema):
    """A piece of evidence: its file with size in bytes (None where only the title is kept), what it supports."""

    key: str
    title: str
    file: str
    size: int | None
    indicators: list[str]
    cells: list[str]


@router.get(f"{ADDRESS}/evidence", response=list[EvidenceOut], summary="佐证材料清单")
def listed(request: Any, evaluation: int) -> Any:
    """All evidence. Vouchers and assets are items of the kinds voucher and asset, changed by ``edits``."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    return [
        {"key": one.key, "title": one.title, "file": one.file, "size": one.size, "indicators": one.indicators,
         "cells": [str(cell) for cell in one.cells]}
        for one in evidence.pieces(space)
    ]  # fmt: skip


@router.post(f"{ADDRESS}/evidence", response=DoneOut, summary="上传佐证")
def add(  # noqa: PLR0917 -- the fields of the form
    request: Any,
    evaluation: int,
    file: File[UploadedFile],
    title: Form[str] = "",
    indicators: Form[list[str]] = [],  # noqa: B006 -- a declaration
    cell: Form[list[str]] = [],  # noqa: B006 -- a declaration
) -> Any:
    """Uploads a file for indicators (codes) and cells (表/行/列)."""
    del file, title, indicators, cell  # those of the request
    return by_page(request, evidence.add, evaluation)


@router.get(f"{ADDRESS}/evidence/{{key}}/file", summary="下载佐证")
def file(request: Any, evaluation: int, key: str) -> HttpResponse:
    """The file of a piece of evidence."""
    return evidence.file(request, evaluation, key=key)


@router.post(f"{ADDRESS}/evidence/{{key}}/remove", response=DoneOut, summary="删除佐证")
def remove(request: Any, evaluation: int, key: str) -> Any:
    """Takes a piece of evidence off the list, with its file."""
    return by_page(request, evidence.remove, evaluation, key=key)


@router.post(f"{ADDRESS}/checks/{{kind}}", response=DoneOut, summary="添加一张凭证或一项资产的抽查")
def add_check(request: Any, evaluation: int, kind: str) -> Any:
    """Adds an empty check (``kind`` is voucher or asset) under the next number; its fields are changed by ``edits``."""
    return by_page(request, evidence.add_check, evaluation, kind=kind)


@router.post(f"{ADDRESS}/checks/{{kind}}/{{key}}/remove", response=DoneOut, summary="删除一项抽查")
def remove_check(request: Any, evaluation: int, kind: str, key: str) -> Any:
    """Removes a check."""
    return by_page(request, evidence.remove_check, evaluation, kind=kind, key=key)
