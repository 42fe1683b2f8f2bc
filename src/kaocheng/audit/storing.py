"""A performed audit as bytes and back, so that it is kept, shown and exported without reading the report again.

The bytes are JSON by field names, compressed: a later version of the program reads what an earlier one wrote, and nothing
in them can be executed. Values are told apart by the types of the fields, of a union by the name of the class.
"""

import enum
import json
import types
import zlib
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from kaocheng.audit.document import Cell, Table
from kaocheng.audit.perform import Audit

_CLASS = "is"


def dump(audit: Audit) -> bytes:
    """The bytes of an audit."""
    return zlib.compress(json.dumps(_plain(audit), ensure_ascii=False, separators=(",", ":")).encode())


def load(data: bytes) -> Audit:
    """The audit in bytes that :func:`dump` made."""
    audit: Audit = _value(Audit, json.loads(zlib.decompress(data)))
    return audit


def _plain(value: Any) -> Any:
    if isinstance(value, Table):
        return _fields(value, without="grid") | _plain_grid(value)
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _fields(value: Any, without: str = "") -> dict[str, Any]:
    plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != without}
    return {_CLASS: type(value).__name__, **plain}


def _plain_grid(table: Table) -> dict[str, Any]:
    """Each cell once, and the grid as their numbers: a merged cell stays one cell."""
    numbers: dict[int, int] = {}
    cells: list[list[Any]] = []
    for cell in (cell for row in table.grid for cell in row):
        if id(cell) not in numbers:
            numbers[id(cell)] = len(cells)
            cells.append([cell.text, cell.row, cell.column, cell.height, cell.width])
    return {"cells": cells, "grid": [[numbers[id(cell)] for cell in row] for row in table.grid]}


def _grid(plain: dict[str, Any]) -> tuple[tuple[Cell, ...], ...]:
    cells = [Cell(*cell) for cell in plain["cells"]]
    return tuple(tuple(cells[number] for number in row) for row in plain["grid"])


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, plain: Any) -> Any:
    """``plain`` as a value of the type ``kind``; a field that was not written yet takes its default."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if plain is None else _value(_option(kind, plain), plain)
    if origin is tuple:
        inside = get_args(kind)
        each = inside[:1] * len(plain) if inside[-1] is Ellipsis else inside
        return tuple(_value(part, one) for part, one in zip(each, plain, strict=True))
    if is_dataclass(kind):
        known = {name: hint for name, hint in _hints(kind).items() if name in plain}  # type: ignore[arg-type]
        given = {name: _value(hint, plain[name]) for name, hint in known.items() if (kind, name) != (Table, "grid")}
        return kind(**given, grid=_grid(plain)) if kind is Table else kind(**given)  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(plain)
    return plain


def _option(kind: Any, plain: Any) -> Any:
    options = [option for option in get_args(kind) if option is not type(None)]
    if len(options) == 1:
        return options[0]
    return next(option for option in options if option.__name__ == plain[_CLASS])
