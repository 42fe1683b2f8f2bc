"""What is wrong with an evaluation as one list: the gravest first, and nothing that only follows from something else."""

from collections.abc import Iterable

from kaocheng.bundle.messages import NOT_A_NUMBER_CELL
from kaocheng.diagnostics import Diagnostic, Severity
from kaocheng.places import InFile, InTable
from kaocheng.scoring.checks.messages import MISSING_VALUE


def gravest_first(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``found`` in order, without those that call a cell blank which could only not be read."""
    found = list(found)
    unread = {_cell(item) for item in found if item.message == NOT_A_NUMBER_CELL}
    left = [item for item in found if item.message != MISSING_VALUE or _cell(item) not in unread]
    order = list(Severity)
    return tuple(sorted(left, key=lambda diagnostic: order.index(diagnostic.severity)))


def _cell(diagnostic: Diagnostic) -> tuple[object, ...]:
    """The line or the row where a diagnostic stands, with the column that it names."""
    rows: list[object] = []
    for place in diagnostic.places:
        match place:
            case InFile(path, line):
                rows.append((path, line))
            case InTable(table, row):
                rows.append((table, row))
    return (*rows, dict(diagnostic.facts).get("column"))
