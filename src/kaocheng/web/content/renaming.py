"""A renaming as a value: what each name becomes. What refers to a name follows it in :mod:`.references`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kaocheng.places import InTable


def _same(name: str) -> str:
    return name


@dataclass(frozen=True)
class Renaming:
    """What becomes of the code of an indicator, of the name of a metric or of a survey, and of 表/行/列.

    A place without column is a row, one without row a column, one with neither a table. Where a code becomes empty,
    fields that hold it lose it; texts stay as they are.
    """

    code: Callable[[str], str] = _same
    name: Callable[[str], str] = _same
    survey: Callable[[str], str] = _same
    place: Callable[[InTable], InTable] = lambda place: place


def swap(old: str, new: str) -> Callable[[str], str]:
    """``new`` for ``old``; every other name stays."""
    return lambda name: new if name == old else name


def of_table(old: str, new: str) -> Renaming:
    """A table gets another name."""
    return Renaming(place=lambda at: replace(at, table=new) if at.table == old else at)


def of_column(table: str, old: str, new: str) -> Renaming:
    """A column of a table gets another name."""
    return Renaming(place=lambda at: replace(at, column=new) if (at.table, at.column) == (table, old) else at)


def of_row(table: str, old: Iterable[str], new: Iterable[str]) -> Renaming:
    """A row of a table gets another key."""
    before, after = (table, tuple(old)), tuple(new)
    return Renaming(place=lambda at: replace(at, row=after) if (at.table, at.row) == before else at)
