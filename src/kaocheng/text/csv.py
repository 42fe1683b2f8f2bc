"""CSV as offices save it: UTF-8 or GBK, commas or tabs, quoted line breaks. Every cell is text with its place."""

import csv
import io
from collections.abc import Iterable, Sequence

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.text import messages
from kaocheng.text.files import decode
from kaocheng.text.node import Text

Row = list[Text]


def load(data: bytes, path: str) -> tuple[list[Row], list[Diagnostic]]:
    """The rows of a CSV file without the empty ones, and what is wrong with it. Cells are stripped of blanks.

    The place of a cell has its line in the file and, as column, the number of the cell from 1.
    """
    text, problems = decode(data, path)
    if text is None:
        return [], problems
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=head.count)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            row = [Text(cell.strip(), InFile(path, line, number)) for number, cell in enumerate(cells, 1)]
            if any(row):
                rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(messages.UNREADABLE.at(InFile(path, line), why=str(error)))
    if not rows and not problems:
        problems.append(messages.EMPTY_FILE.at(InFile(path)))
    return rows, problems


def as_text(cell: str) -> str:
    """A cell that a spreadsheet takes for text, whatever somebody typed."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def dump(rows: Iterable[Sequence[str]]) -> str:
    """``rows`` as CSV text with commas and line feeds."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
