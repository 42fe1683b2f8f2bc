"""A byte a respondent, a million respondents at a time: Python's long integers do to all bytes what they do to one."""

from collections.abc import Iterable
from typing import Literal

_ORDER: Literal["little"] = "little"


def keep(column: bytes, mask: bytes) -> bytes:
    """``column`` where ``mask`` is 1, elsewhere 0."""
    spread = mask.translate(_SPREAD)
    return (int.from_bytes(column, _ORDER) & int.from_bytes(spread, _ORDER)).to_bytes(len(column), _ORDER)


def holding(column: bytes, codes: Iterable[int]) -> bytes:
    """1 where the code in ``column`` is one of ``codes``."""
    table = bytearray(256)
    for code in codes:
        table[code] = 1
    return column.translate(bytes(table))


def both(first: bytes, second: bytes) -> bytes:
    """1 where both masks are 1."""
    return (int.from_bytes(first, _ORDER) & int.from_bytes(second, _ORDER)).to_bytes(len(first), _ORDER)


def either(masks: Iterable[bytes], size: int) -> bytes:
    """1 where any of ``masks`` is 1; all of them have ``size`` bytes."""
    found = 0
    for mask in masks:
        found |= int.from_bytes(mask, _ORDER)
    return found.to_bytes(size, _ORDER)


def inverse(mask: bytes) -> bytes:
    """1 where ``mask`` is 0, and 0 where it is 1."""
    return mask.translate(_INVERSE)


def alike(columns: Iterable[bytes], size: int) -> bytes:
    """1 where all ``columns`` have the same code."""
    first, *rest = columns
    start = int.from_bytes(first, _ORDER)
    found = 0
    for column in rest:
        found |= start ^ int.from_bytes(column, _ORDER)
    return holding(found.to_bytes(size, _ORDER), [0])


def rows_of(mask: bytes, most: int) -> list[int]:
    """The first ``most`` rows where ``mask`` is 1."""
    rows: list[int] = []
    at = mask.find(1)
    while at >= 0 and len(rows) < most:
        rows.append(at)
        at = mask.find(1, at + 1)
    return rows


_SPREAD = bytes([0] + [255] * 255)
_INVERSE = bytes([1] + [0] * 255)
