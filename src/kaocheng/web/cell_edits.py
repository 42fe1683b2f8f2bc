"""The edits of a cell of a table: its value in one of its layers, and where that came from."""

from kaocheng.diagnostics import Refusal
from kaocheng.domain.data import EVIDENCED, NOTE, REPORTED, VERIFIED
from kaocheng.places import InTable
from kaocheng.web import messages
from kaocheng.web.access import Access
from kaocheng.web.content.items import amendment_key, row_key
from kaocheng.web.edits import Edit
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.signatures import today

SOURCE = "来源"


def cell_edit(access: Access, place: InTable, layer: str, before: str, after: str) -> Edit:
    """The edit of one cell in one of its layers (自报, 佐证, 核定, 备注). Empty texts stand for nothing."""
    table, row, column = place.table, place.row, place.column
    if layer == REPORTED:
        defaults = {"table": table, "key": list(row), "cells": {}}
        return Edit("row", row_key(table, row), f"cells.{column}", before or None, after or None, defaults)
    if layer not in {EVIDENCED, VERIFIED, NOTE}:
        raise Refusal(messages.NO_LAYER.at(found=layer))
    key = amendment_key(table, row, column, layer)
    body = {"表": table, "行": "/".join(row), "列": column, "种类": layer, "值": after, SOURCE: ""}
    body |= {"作者": ROLES[access.role], "日期": today()}
    if not after:
        return Edit("amendment", key, "值", before or None, None)
    return Edit("amendment", key, "值", before or None, after, body)


def source_edit(place: InTable, layer: str, before: str, after: str) -> Edit:
    """The edit of the origin (来源) of a cell's evidenced or verified value, or of a remark."""
    key = amendment_key(place.table, place.row, place.column, layer)
    return Edit("amendment", key, SOURCE, before or None, after)
