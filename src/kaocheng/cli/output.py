"""Printing: aligned tables and colour where a terminal is, plain text in a pipe."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from kaocheng.diagnostics import Diagnostic, Severity

Say = Callable[[str, str], str]

BOLD, DIM, RED, YELLOW, GREEN = "1", "2", "31", "33", "32"
_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: DIM}


def say(text: str = "", *, error: bool = False) -> None:
    """Prints a line to standard output, or to standard error."""
    print(text, file=sys.stderr if error else sys.stdout)


def in_language(lang: str) -> Say:
    """A function that picks the Chinese or the English one of two texts."""
    return lambda chinese, english: english if lang == "en" else chinese


def coloured(text: str, colour: str) -> str:
    """``text`` in a colour where standard output is a terminal."""
    return f"\x1b[{colour}m{text}\x1b[0m" if sys.stdout.isatty() else text


def print_json(data: object) -> None:
    """Prints JSON with Chinese as it is."""
    say(json.dumps(data, ensure_ascii=False, indent=1))


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> None:
    """Prints an aligned table; the columns numbered in ``right`` (from 0) are set to the right."""
    rows = [list(row) for row in rows]
    widths = [max(width(row[column]) for row in [list(heads), *rows]) for column in range(len(heads))]
    to_right = set(right)

    def line(cells: Sequence[str]) -> str:
        padded = []
        for column, cell in enumerate(cells):
            blanks = " " * (widths[column] - width(cell))
            padded.append(blanks + cell if column in to_right else cell + blanks)
        return "  ".join(padded).rstrip()

    say(coloured(line(heads), BOLD))
    say(coloured("─" * (sum(widths) + 2 * (len(widths) - 1)), DIM))
    for row in rows:
        say(line(row))


def print_diagnostics(diagnostics: Iterable[Diagnostic], lang: str = "zh", *, error: bool = False) -> None:
    """Prints diagnostics, one a line."""
    for diagnostic in diagnostics:
        say(coloured(diagnostic.line(lang), _COLOURS[diagnostic.severity]), error=error)
