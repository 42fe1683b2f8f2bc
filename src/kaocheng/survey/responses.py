"""答卷: what respondents answered, kept by column, a byte an answer, so that a million of them are thirty megabytes."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from kaocheng.places import InFile, InSheet, Place
from kaocheng.values import frozen


@frozen
class Origin:
    """The file (and sheet) that some responses came from; ``lines`` are their lines there."""

    path: str
    sheet: str
    first: int
    lines: Sequence[int]

    def place(self, row: int, column: int = 0) -> Place:
        """Where the response ``row`` (counted over all sources) stands; ``column`` counts from 1."""
        return spot(self.path, self.sheet, self.lines[row - self.first], column)


def spot(path: str, sheet: str, line: int, column: int = 0) -> Place:
    """A line and column of a file, or a cell of a sheet; both counted from 1."""
    return InSheet(path, sheet, f"{letters(column or 1)}{line}") if sheet else InFile(path, line, column)


def letters(column: int) -> str:
    """The spreadsheet's name of a column counted from 1: 28 → AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@frozen
class Responses:
    """All responses of a survey.

    ``choices``: question → one byte a respondent, 0 for no answer, k + 1 for option k.
    ``ticks``: multiple choice → per option one byte 0/1 a respondent. ``numbers`` and ``texts``: values, None or "" for
    none. ``duplicate``, ``unsubmitted`` and ``fast`` are one byte 0/1 a respondent.
    """

    count: int
    choices: Mapping[str, bytes]
    ticks: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[Fraction | None, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    duplicate: bytes = b""
    unsubmitted: bytes = b""
    fast: bytes = b""
    origins: tuple[Origin, ...] = ()

    def place(self, row: int) -> Place:
        """Where a response stands."""
        for origin in self.origins:
            if origin.first <= row < origin.first + len(origin.lines):
                return origin.place(row)
        return InFile(f"第{row + 1}份答卷")


@frozen
class Counts:
    """What is left where the responses are gone: question → how many chose each option, and where that stands."""

    counts: Mapping[str, tuple[int, ...]]
    places: Mapping[tuple[str, int], InFile] = field(default_factory=dict)
