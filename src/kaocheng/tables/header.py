"""Finding the head of a table on a sheet: below title lines, over one to three rows, columns by their names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kaocheng.diagnostics import Diagnostic, nearest
from kaocheng.domain import Column, DataTable
from kaocheng.numbers import Measure
from kaocheng.scoring.measures import same_kind
from kaocheng.tables import messages
from kaocheng.tables.names import same_form, split_unit, unit_line
from kaocheng.tables.sheet import Sheet, SheetCell

SEARCHED_ROWS, SEARCHED_COLUMNS, TALLEST = 40, 1000, 3
_UNIT_HEADS = ("单位", "单位名称", "县区", "县(市、区)", "县(区)", "区县", "县市区", "地区", "市县", "名称", "项目")
_UNREAD_HEADS = ("序号", "备注", "说明", "填报说明", "编号")


@dataclass(frozen=True, slots=True)
class Head:
    """A column that was found: its position from 0, its cell, and the measure written there where it is another."""

    index: int
    cell: SheetCell
    written: Measure | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the head of a table ends (row from 0), and its key columns and columns by name."""

    top: int
    bottom: int
    keys: dict[str, int] = field(default_factory=dict)
    columns: dict[str, Head] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Label:
    """The head of one column: its cell, and the names it may have, the fullest first."""

    cell: SheetCell
    names: tuple[str, ...]
    measure: Measure | None


def find_header(sheet: Sheet, table: DataTable) -> tuple[Header | None, list[Diagnostic]]:
    """The head of ``table`` on ``sheet``; None with a diagnostic where there is none."""
    best, best_rank = None, (0, 0, 0)
    for top in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for height in range(1, min(TALLEST, len(sheet.rows) - top) + 1):
            labels = _labels(sheet, top, height)
            rank = (_matches(labels, table), -height, -top)
            if rank > best_rank:
                best, best_rank = (top, height, labels), rank
    stored = [column.name for column in table.columns if not column.formula]
    if best is None or best_rank[0] * 2 < min(len(stored) + len(table.keys), 4):
        expected = "，".join([*table.keys, *stored])
        return None, [messages.NO_TABLE_HEADER.at(sheet.place, table=table.name, expected=expected)]
    top, height, labels = best
    return _header(sheet, table, labels, top, top + height - 1)


def _labels(sheet: Sheet, top: int, height: int) -> list[_Label]:
    labels = []
    for index in range(min(len(sheet.rows[top]), SEARCHED_COLUMNS)):
        cells = [sheet.rows[row][index] for row in range(top, top + height)]
        texts = list(dict.fromkeys(text for cell in cells if (text := same_form(cell.text))))
        if not texts:
            labels.append(_Label(cells[0], (), None))
            continue
        last, measure = split_unit(texts[-1])
        above = "".join(split_unit(text)[0] for text in texts[:-1])
        if measure is None:
            measure = next((unit for text in reversed(texts[:-1]) if (unit := split_unit(text)[1])), None)
        whole = "".join(texts)
        labels.append(_Label(cells[-1], tuple(dict.fromkeys((whole, above + last, texts[-1], last))), measure))
    return labels


def _matches(labels: list[_Label], table: DataTable) -> int:
    names = {name for label in labels for name in label.names}
    wanted = [*table.keys, *(column.name for column in table.columns)]
    return sum(1 for name in wanted if _wanted(name) & names)


def _wanted(name: str) -> set[str]:
    return {same_form(name), split_unit(name)[0]}


def _find(name: str, labels: list[_Label]) -> list[int]:
    """The positions of the columns so called; those whose fullest name fits come before those whose last part does."""
    wanted = _wanted(name)
    for depth in range(4):
        found = [index for index, label in enumerate(labels) if set(label.names[depth : depth + 1]) & wanted]
        if found:
            return found
    return []


def _header(
    sheet: Sheet, table: DataTable, labels: list[_Label], top: int, bottom: int
) -> tuple[Header | None, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    header = Header(top, bottom)
    taken: set[int] = set()
    money = _money_line(sheet, top)
    lost: list[Column] = []
    for column in table.columns:
        found = [index for index in _find(column.name, labels) if index not in taken]
        if len(found) > 1:
            problems.append(
                messages.COLUMN_TWICE.at(*(labels[index].cell.place for index in found), column=column.name)
            )
        if found:
            label = labels[found[0]]
            taken.update(found)
            written = _written(column, label.measure or (money if column.measure.money else None))
            problems.extend(_measure_problems(column, label.cell, written))
            header.columns[column.name] = Head(found[0], label.cell, written)
        elif not column.formula:
            lost.append(column)
    for key in table.keys:
        index = _key_column(key, table, labels, taken)
        if index is None:
            problems.append(messages.COLUMN_MISSING.at(sheet.place, table=table.name, column=key, suggestion=""))
            continue
        taken.add(index)
        header.keys[key] = index
        if not _wanted(key) & set(labels[index].names) and not _names_units(key, table, labels[index]):
            facts = {"column": labels[index].cell.text, "key": key}
            problems.append(messages.KEY_BY_POSITION.at(labels[index].cell.place, **facts))
    problems.extend(_strangers(table, lost, [label for index, label in enumerate(labels) if index not in taken], sheet))
    return header, problems


def _written(column: Column, measure: Measure | None) -> Measure | None:
    return measure if measure is not None and measure.text != column.measure.text else None


def _measure_problems(column: Column, cell: SheetCell, written: Measure | None) -> Iterator[Diagnostic]:
    if written is None or column.formula or column.measure.is_text:
        return
    message = messages.MEASURE_CONVERTED if same_kind(written, column.measure) else messages.MEASURE_DIFFERS
    yield message.at(cell.place, column=column.name, written=written.text, measure=column.measure.text)


def _key_column(key: str, table: DataTable, labels: list[_Label], taken: set[int]) -> int | None:
    free = [index for index in range(len(labels)) if index not in taken]
    for index in free:
        if _wanted(key) & set(labels[index].names):
            return index
    for index in free:
        if _names_units(key, table, labels[index]):
            return index
    first = min(taken, default=0)
    before = [index for index in free if index < first and not set(labels[index].names) & set(_UNREAD_HEADS)]
    return before[-1] if len(table.keys) == 1 and before else None


def _names_units(key: str, table: DataTable, label: _Label) -> bool:
    return key == table.unit_key and bool(set(label.names) & set(_UNIT_HEADS))


def _strangers(table: DataTable, lost: list[Column], labels: list[_Label], sheet: Sheet) -> Iterator[Diagnostic]:
    """Columns that are missing, each with the unknown one that may be meant; then the unknown ones that remain."""
    unknown = {label.names[-1]: label for label in labels if label.names and label.names[-1] not in _UNREAD_HEADS}
    for column in lost:
        meant = nearest(column.name, unknown)
        place = unknown.pop(meant).cell.place if meant else sheet.place
        suggestion = f"“{meant}”是不是这一列？" if meant else ""
        yield messages.COLUMN_MISSING.at(place, table=table.name, column=column.name, suggestion=suggestion)
    for name, label in unknown.items():
        yield messages.COLUMN_UNKNOWN.at(label.cell.place, table=table.name, column=name, suggestion="")


def _money_line(sheet: Sheet, top: int) -> Measure | None:
    for row in sheet.rows[:top]:
        for cell in row:
            measure = unit_line(cell.text)
            if measure is not None and measure.money:
                return measure
    return None
