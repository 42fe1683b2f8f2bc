"""data/tables.yaml, data/*.csv, data/values.csv and metrics.yaml."""

from collections.abc import Iterable
from dataclasses import replace

from kaocheng.bundle import messages
from kaocheng.bundle.folder import Folder, is_inside
from kaocheng.bundle.spreadsheets import is_spreadsheet
from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Amendment, Cell, Column, DataTable, Metric, Row
from kaocheng.domain.data import EVIDENCED, NOTE, REPORTED, TOTAL, VERIFIED, usual_total
from kaocheng.numbers import Measure, NotANumber, UnknownMeasure
from kaocheng.places import InTable
from kaocheng.text import Fields, Node, Text
from kaocheng.text import csv as csv_text
from kaocheng.text import messages as text_messages
from kaocheng.text.node import Items

TABLES, VALUES = "data/tables.yaml", "data/values.csv"
VALUE_COLUMNS = ("表", "行", "列", "种类", "值", "来源", "作者", "日期")


def read_tables(folder: Folder) -> tuple[DataTable, ...]:
    """The declared tables with their rows."""
    node = folder.yaml(TABLES)
    items: Iterable[Node] = node if isinstance(node, Items) else []
    if node is not None and not isinstance(node, Items):
        facts = {"key": TABLES, "expected": "列表（每项以 - 开头）", "found": "其他内容"}
        folder.problems.append(text_messages.WRONG_SHAPE.at(node.place, **facts))
    return tuple(_table(Fields(item, folder.problems, name="表"), folder) for item in items)


def _table(fields: Fields, folder: Folder) -> DataTable:
    columns = tuple(_column(item, folder.problems) for item in fields.blocks("columns", required=True))
    keys = fields.texts("keys") or ("项目",)
    name, file = fields.text("name", required=True), fields.text("file")
    if file and not is_inside(file):
        folder.problems.append(messages.FILE_OUTSIDE.at(fields.place_of("file"), file=file))
        file = ""
    table = DataTable(
        name=name,
        columns=columns,
        keys=keys,
        unit_key=fields.choice("units", keys) if fields.has("units") else "",
        number=fields.text("number"),
        title=fields.text("title"),
        file=file,
        source=fields.text("source"),
        author=fields.text("author"),
        date=fields.text("date"),
        place=fields.place,
    )
    fields.finish()
    path = f"data/{file}"
    if file and not folder.has(path):
        folder.problems.append(messages.MISSING_FILE.at(fields.place_of("file"), file=path))
    rows = _rows(table, folder.rows(path), folder.problems) if file and not is_spreadsheet(file) else ()
    return replace(table, rows=rows)


def _column(fields: Fields, problems: list[Diagnostic]) -> Column:
    name, unit = fields.text("name", required=True), fields.text("unit")
    measure = Measure("")
    if not fields.has("unit"):
        problems.append(messages.NO_MEASURE.at(fields.place, column=name))
    else:
        measure = read_measure(unit, fields, problems)
    formula = fields.text("formula")
    found = Column(
        name=name,
        measure=measure,
        period=fields.text("period"),
        formula=formula,
        total=fields.choice("total", ("sum", "none"), usual_total(measure, formula)),
        at_most=fields.text("at_most"),
        place=fields.place,
    )
    fields.finish()
    return found


def read_measure(text: str, fields: Fields, problems: list[Diagnostic]) -> Measure:
    """The measure that ``unit`` of a mapping names; no measure, with a problem, where it names none."""
    try:
        return Measure.parse(text)
    except UnknownMeasure:
        problems.append(messages.BAD_MEASURE.at(fields.place_of("unit"), found=text))
        return Measure("")


def _rows(table: DataTable, rows: list[csv_text.Row], problems: list[Diagnostic]) -> tuple[Row, ...]:
    if not rows:
        return ()
    header, *body = rows
    stored = [column.name for column in table.columns if not column.formula]
    expected = [*table.keys, *stored]
    names = [str(cell) for cell in header]
    for column in expected:
        if column not in names:
            problems.append(messages.NO_HEADER.at(header[0].place, column=column, expected="，".join(expected)))
    problems.extend(_columns_twice(header))
    for cell in header:
        if cell not in expected:
            facts = {"column": cell, "suggestion": did_you_mean(cell, expected)}
            problems.append(messages.EXTRA_COLUMN.at(cell.place, **facts))
    found: dict[tuple[str, ...], Row] = {}
    for cells in body:
        if len(cells) != len(names):
            problems.append(messages.ROW_LENGTH.at(cells[0].place, found=len(cells), expected=len(names)))
            continue
        by_name = dict(zip(names, cells, strict=True))
        key = tuple(str(by_name.get(name, "")) for name in table.keys)
        if TOTAL in key:
            problems.append(messages.TOTAL_STORED.at(cells[0].place))
        elif key in found:
            problems.append(messages.DUPLICATE_ROW.at(cells[0].place, row="/".join(key)))
        else:
            values = {name: by_name[name] for name in stored if by_name.get(name)}
            found[key] = Row(key, _cells(table, values, problems), cells[0].place)
    return tuple(found.values())


def _columns_twice(header: csv_text.Row) -> list[Diagnostic]:
    return [
        messages.COLUMN_TWICE.at(cell.place, column=cell)
        for at, cell in enumerate(header)
        if cell and cell in header[:at]
    ]


def _cells(table: DataTable, texts: dict[str, Text], problems: list[Diagnostic]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for column in table.columns:
        text = texts.get(column.name)
        if text is None:
            continue
        if column.measure.is_text:
            cells[column.name] = Cell(str(text), text.place)
            continue
        try:
            cells[column.name] = Cell(column.measure.read(str(text)), text.place)
        except NotANumber:
            facts = {"found": text, "column": column.name, "measure": column.measure.text or "无"}
            problems.append(messages.NOT_A_NUMBER_CELL.at(text.place, **facts))
    return cells


def read_amendments(folder: Folder) -> tuple[Amendment, ...]:
    """The evidenced and verified values and the remarks of data/values.csv."""
    found = []
    for by_name, first in records(folder, VALUES, VALUE_COLUMNS):
        layer = by_name["种类"]
        known = (EVIDENCED, VERIFIED, NOTE)
        if layer not in known:
            facts = {"found": layer, "known": "、".join(known), "suggestion": did_you_mean(layer, known)}
            if layer == REPORTED:
                facts["suggestion"] = "自报数写在表自己的 CSV 里。"
            folder.problems.append(text_messages.NOT_A_CHOICE.at(first.place, **facts))
            continue
        at = InTable(by_name["表"], tuple(by_name["行"].split("/")), by_name["列"])
        values = (by_name["值"], by_name["来源"], by_name["作者"], by_name["日期"])
        found.append(Amendment(at, layer, *values, place=first.place))
    return tuple(found)


def records(folder: Folder, path: str, columns: Iterable[str]) -> list[tuple[dict[str, str], Text]]:
    """The rows of a CSV file with known columns, each as a mapping with its first cell; problems are collected."""
    rows = folder.rows(path)
    if not rows:
        return []
    header, *body = rows
    expected = list(columns)
    for column in expected:
        if column not in header:
            facts = {"column": column, "expected": "，".join(expected)}
            folder.problems.append(messages.NO_HEADER.at(header[0].place, **facts))
    folder.problems.extend(_columns_twice(header))
    found = []
    for cells in body:
        if len(cells) != len(header):
            facts = {"found": str(len(cells)), "expected": str(len(header))}
            folder.problems.append(messages.ROW_LENGTH.at(cells[0].place, **facts))
            continue
        by_name = dict.fromkeys(expected, "") | {str(name): str(cell) for name, cell in zip(header, cells, strict=True)}
        found.append((by_name, cells[0]))
    return found


def read_metrics(fields: Fields, problems: list[Diagnostic]) -> tuple[dict[str, str], tuple[Metric, ...]]:
    """The names of metrics.yaml with the cells they mean, and the metrics."""
    names: dict[str, str] = {}
    if (block := fields.block("names")) is not None:
        for name, node in block.pairs():
            names[str(name)] = str(node)
            if not isinstance(node, Text) or node.count("/") < 2:
                problems.append(messages.BAD_PATH.at(node.place, found=node))
    metrics = tuple(_metric(item, problems) for item in fields.blocks("metrics"))
    fields.finish()
    return names, metrics


def _metric(fields: Fields, problems: list[Diagnostic]) -> Metric:
    name, unit = fields.text("name", required=True), fields.text("unit", "%")
    found = Metric(
        name=name,
        measure=read_measure(unit, fields, problems),
        formula=fields.text("formula"),
        survey=fields.text("survey"),
        by_units=fields.choice("by", ("units", "overall"), "overall") == "units",
        place=fields.place,
    )
    fields.finish()
    if not found.formula and not found.survey:
        problems.append(text_messages.MISSING_KEY.at(fields.place, key="formula"))
    return found
