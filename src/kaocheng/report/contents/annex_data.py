"""附件: the base-data tables with their computed totals and rates, each figure with its derivation."""

from collections.abc import Iterator

from kaocheng.derivation import Derivation
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.shapes import shapes
from kaocheng.report.document import Block, Cell, CellRow, Footnote, Landscape, Quantity, Run, Table, Text, cell
from kaocheng.scoring import ShownRow, ShownTable, show_table
from kaocheng.scoring.formulas import is_not_applicable

# A table with more half-width places than an upright page holds in small type is laid crosswise.
_UPRIGHT = 108
_ROOMY = 84


def base_data(material: Material) -> Iterator[Block]:
    """Every table of the evaluation, in its order."""
    for declared in material.evaluation.tables:
        shown = show_table(declared, material.ledger)
        if not shown.rows:
            continue
        table = _table(shown)
        wide = sum(shape.width for shape in table.columns) > _UPRIGHT
        yield Landscape((table,)) if wide else table


def _table(shown: ShownTable) -> Table:
    declared = shown.table
    head = tuple(cell(name) for name in (*shown.keys, *shown.heads))
    rows = tuple(_row(shown, row) for row in shown.rows)
    notes = [f"数据来源：{declared.source}。"] if declared.source else []
    if periods := _periods(shown):
        notes.append(f"期间：{periods}。")
    columns = shapes([head, *map(_unspanned, rows)])
    return Table(
        columns,
        rows,
        (head,),
        declared.title or declared.name,
        declared.number,
        f"表.{declared.number or declared.name}",
        notes=tuple(notes),
        small=sum(shape.width for shape in columns) > _ROOMY,
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
