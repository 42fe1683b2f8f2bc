"""A table in WordprocessingML: fixed widths, merged cells, repeated header, rows in one piece."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kaocheng.report.document import Align, ColumnShape, Runs, Table
from kaocheng.report.grid import Slot, grid
from kaocheng.report.word.styles import HEITI, fonts
from kaocheng.report.word.xml import paragraph

# Writes runs with the run properties that the whole cell shares.
WriteRuns = Callable[[Runs, str], str]


# The name of a block of rows that may go over a page stands at its top.
_TALL = 4


def widths(columns: Sequence[ColumnShape], room: int) -> list[int]:
    """The columns' widths in twips, which sum to ``room``."""
    whole = sum(column.width for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    return [room * right // whole - room * left // whole for left, right in pairwise(edges)]


def table_xml(table: Table, room: int, write_runs: WriteRuns) -> str:
    """``table`` in ``room`` twips, without caption, unit and notes."""
    columns = len(table.columns)
    sizes = widths(table.columns, room)
    rows = [*grid(table.header, columns), *grid(table.rows, columns)]
    heads = len(table.header)
    cells = _Cells(table, sizes, write_runs)
    body = "".join(
        cells.row(slots, head=number < heads, keep=_stays(table, number, len(rows)))
        for number, slots in enumerate(rows)
    )
    look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{room}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
        + f"</w:tblGrid>{body}</w:tbl>"
    )


def _stays(table: Table, number: int, rows: int) -> bool:
    """Whether row ``number`` stays on the page of the next: all of a short table, the header, the last with notes."""
    last = number == rows - 1
    return bool(table.notes) if last else table.is_short or number < len(table.header)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Writes the rows of one table."""

    table: Table
    sizes: list[int]
    write_runs: WriteRuns

    def row(self, slots: list[Slot], *, head: bool, keep: bool) -> str:
        """One row; ``keep`` holds it on the page of the next."""
        whole = head or (self.table.keep_rows and not any(slot.cell.is_long for slot in slots))
        properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
        cells = "".join(self._cell(slot, head=head, keep=keep) for slot in slots)
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"

    def _cell(self, slot: Slot, *, head: bool, keep: bool) -> str:
        cell = slot.cell
        width = sum(self.sizes[slot.column : slot.column + cell.colspan])
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = ""
        if cell.rowspan > 1:
            merge = '<w:vMerge w:val="restart"/>' if slot.first else "<w:vMerge/>"
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if head else ""
        align: Align = cell.align or ("center" if head else self.table.columns[slot.column].align)
        style = "TableSmall" if self.table.small else "TableText"
        shown = cell.paragraphs if slot.first and cell.paragraphs else ((),)
        look = f'{"<w:keepNext/>" if keep else ""}<w:jc w:val="{align}"/>'
        face = fonts(HEITI) if cell.strong or head else ""
        paragraphs = "".join(paragraph(self.write_runs(runs, face), style, look) for runs in shown)
        vertical = "top" if cell.rowspan > _TALL else "center"
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="{vertical}"/></w:tcPr>'
            f"{paragraphs}</w:tc>"
        )
