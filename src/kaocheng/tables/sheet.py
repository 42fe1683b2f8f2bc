"""A sheet as a neutral value: texts in rows and columns, each with its place. Merged ranges are filled."""

from dataclasses import dataclass

from kaocheng.places import InFile, InSheet


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as a person sees it: ``12,696.66``, ``80.16%``, ``2021-12-19``; blank is the empty text.

    ``merged`` is the merged range that it belongs to (``B3:B5``) or empty; ``copied`` tells that its text was filled in
    from the first cell of that range. ``fault`` is an error that the spreadsheet shows in the cell, such as ``#DIV/0!``.
    """

    text: str
    place: InSheet | InFile
    merged: str = ""
    copied: bool = False
    fault: str = ""

    @property
    def own_text(self) -> str:
        """The text that stands in this very cell; empty where it was filled in from a merged range."""
        return "" if self.copied else self.text


Cells = tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole CSV file. All rows have the same length; ``path`` is how messages call the file.

    ``loose_percents`` tells that the file format hides whether a number is shown as a percentage (.xls, .ods): 0.75 may
    then be 75 %.
    """

    path: str
    name: str
    rows: tuple[Cells, ...]
    loose_percents: bool = False

    @property
    def place(self) -> InSheet:
        """The sheet as a whole: its first cell."""
        return InSheet(self.path, self.name, "A1")


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 → A, 27 → AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: (2, 1) → B3."""
    return f"{column_letters(column)}{row + 1}"
