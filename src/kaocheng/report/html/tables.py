"""A table in HTML."""

from collections.abc import Callable
from html import escape

from kaocheng.report.document import Cell, Runs, Table
from kaocheng.report.grid import Slot, grid

WriteRuns = Callable[[Runs], str]


def table_html(table: Table, identity: str, write_runs: WriteRuns, *, styled: bool = True) -> str:
    """``table`` with its caption, unit and notes inside a ``<figure>``; its columns as wide as planned where ``styled``."""
    columns = len(table.columns)
    head = "".join(f"<tr>{_cells(row, table, write_runs, 'th')}</tr>" for row in grid(table.header, columns))
    body = "".join(f"<tr>{_cells(row, table, write_runs, 'td')}</tr>" for row in grid(table.rows, columns))
    whole = sum(column.width for column in table.columns)
    shape = "".join(f'<col style="width:{column.width * 100 // whole}%">' for column in table.columns) if styled else ""
    caption = f"<figcaption>{escape(table.title)}</figcaption>" if table.caption else ""
    unit = f'<p class="unit">单位：{escape(table.unit)}</p>' if table.unit else ""
    notes = "".join(f'<p class="below">{escape(note)}</p>' for note in table.notes)
    small = ' class="small"' if table.small else ""
    return (
        f"<figure{identity}>{caption}{unit}<table{small}><colgroup>{shape}</colgroup>"
        f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>{notes}</figure>"
    )


def _cells(row: list[Slot], table: Table, write_runs: WriteRuns, tag: str) -> str:
    return "".join(_cell(slot.cell, slot.column, table, write_runs, tag) for slot in row if slot.first)


def _cell(cell: Cell, column: int, table: Table, write_runs: WriteRuns, tag: str) -> str:
    align = cell.align or ("center" if tag == "th" else table.columns[column].align)
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    parts = [write_runs(runs) for runs in cell.paragraphs]
    inner = parts[0] if len(parts) == 1 else "".join(f"<p>{part}</p>" for part in parts)
    if cell.strong and tag == "td":
        inner = f"<strong>{inner}</strong>"
    return f'<{tag} class="{align}"{spans}>{inner}</{tag}>'
