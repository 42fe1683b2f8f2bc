"""附件: the base-data tables with their computed totals and rates, each figure with its derivation."""

from collections.abc import Iterator

from kaocheng.derivation import Derivation
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.shapes import CROSSWISE_ROOM, ROOM, SMALL_ROOM, shapes
from kaocheng.report.document import Block, Cell, CellRow, Footnote, Landscape, Quantity, Run, Table, Text, cell
from kaocheng.scoring import ShownRow, ShownTable, show_table
from kaocheng.scoring.formulas import is_not_applicable


def base_data(material: Material) -> Iterator[Block]:
    """Every table of the evaluation in which there is something, in its order."""
    for declared in material.evaluation.tables:
        shown = show_table(declared, material.ledger)
        if all(figure.value is None for row in shown.rows for figure in row.figures):
            continue
        table = _table(material, shown)
        yield Landscape((table,)) if sum(shape.width for shape in table.columns) > SMALL_ROOM else table


def _table(material: Material, shown: ShownTable) -> Table:
    declared = shown.table
    head = tuple(cell(name) for name in (*shown.keys, *shown.heads))
    rows = tuple(_row(shown, row) for row in shown.rows)
    notes = f"数据来源：{declared.source}。" if declared.source else ""
    if periods := _periods(shown):
        notes += f"期间：{periods}。"
    cells = [head, *map(_unspanned, rows)]
    columns, small = shapes(cells), False
    for room, lines in ((SMALL_ROOM, 2), (SMALL_ROOM, 3), (CROSSWISE_ROOM, 2)):
        if sum(shape.width for shape in columns) > (SMALL_ROOM if small else ROOM):
            columns, small = shapes(cells, room, lines), True
    return Table(
        columns,
        rows,
        (head,),
        declared.title or declared.name,
        declared.number,
        material.table_label(declared),
        notes=(notes,) if notes else (),
        small=small,
    )


def _unspanned(row: CellRow) -> CellRow:
    return tuple(part for cell_ in row for part in (cell_, *(Cell() for _ in range(cell_.colspan - 1))))


def _row(shown: ShownTable, row: ShownRow) -> CellRow:
    notes = dict(row.notes)
    total = (cell(row.key[0], colspan=len(shown.keys), strong=True),)
    keys: CellRow = total if row.is_total else tuple(cell(part) for part in row.key)
    figures = tuple(
        _figure(column.name, figure, shown, row, notes.get(column.name, ""))
        for column, figure in zip(shown.table.columns, row.figures, strict=True)
    )
    return (*keys, *figures)


def _figure(column: str, figure: Derivation, shown: ShownTable, row: ShownRow, note: str) -> Cell:
    reference = ".".join(("数据", shown.table.name, *(part for part in row.key if part), column))
    run: Run
    if figure.value is None:
        run = Text("不适用" if is_not_applicable(figure) else "—" if row.is_total else "")
    else:
        run = Quantity(figure.form.text(figure.value), figure, reference)
    runs = (run, Footnote(note)) if note else (run,)
    return cell(runs, strong=row.is_total)


def _periods(shown: ShownTable) -> str:
    periods = dict.fromkeys(column.period for column in shown.table.columns if column.period)
    if len(periods) <= 1:
        return next(iter(periods), "")
    return "；".join(f"{column.name} {column.period}" for column in shown.table.columns if column.period)
