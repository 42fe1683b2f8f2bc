"""The plainest of large tables: one ASCII character in every field, so that all rows have the same length."""

from typing import Any

from kaocheng.survey.encoding import ChoiceColumn, Column, is_unknown

Ints = Any  # a numpy array of bytes


class Grid:
    """Whole rows as a matrix of bytes; field ``k`` is column 2k."""

    def __init__(self, matrix: Ints) -> None:
        self._matrix = matrix
        self.rows = len(matrix)

    def holds_something(self, place: int) -> bool:  # noqa: ARG002 -- the same question to every kind of block
        """Whether any field of a column is not empty."""
        return True

    def feed(self, column: Column, place: int, first: int) -> None:
        """Gives the fields of a column to its reader."""
        letters = self._matrix[:, 2 * place]
        if isinstance(column, ChoiceColumn):
            column.feed_codes(letter_codes(column, letters, first))
        else:
            column.feed(list(letters.tobytes().decode("ascii")), first)


def letter_codes(column: ChoiceColumn, letters: Ints, first: int) -> bytes:
    """The codes of one-character fields; byte 0 is an empty one."""
    cells: bytes = letters.tobytes()
    known = column.letters
    while left := cells.translate(None, bytes(known)):
        known[left[0]] = column.code(chr(left[0]))
    for letter, code in known.items():
        at = cells.find(letter) if letter and not code and is_unknown(chr(letter)) else -1
        while at >= 0:
            column.fault(chr(letter), first + at)
            at = cells.find(letter, at + 1)
    table = bytearray(256)
    for letter, code in known.items():
        table[letter] = code
    return cells.translate(bytes(table))
