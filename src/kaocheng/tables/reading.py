"""A declared table read from a sheet: rows with their cells, and every problem at its cell, all at once.

Totals and computed columns are recognised, kept apart as :class:`Printed` figures for checking, and never stored.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Cell, Column, DataTable, Evaluation, Row, Unit, unit_names
from kaocheng.domain.data import TOTAL
from kaocheng.numbers import Measure, NotANumber, exact_text
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.measures import same_kind
from kaocheng.tables import messages
from kaocheng.tables.footer import Origin, is_footer, read_origin
from kaocheng.tables.header import Head, Header, find_header
from kaocheng.tables.names import is_subtotal, is_total, same_form
from kaocheng.tables.sheet import Cells, Sheet, SheetCell
from kaocheng.tables.values import is_blank, is_small_share, read_value

Key = tuple[str, ...]
_SHOWN_BLANKS = 12
_COMPARED_NAMES = 300  # looking for the nearest name among more takes too long


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure on the sheet that Kaocheng computes itself: a total over ``members``, or a computed column of a row."""

    cell: SheetCell
    row: str
    column: Column
    members: tuple[Key, ...]
    total: bool
    written: Measure
    loose: bool = False  # a share may be meant; see Sheet.loose_percents


@dataclass(frozen=True, slots=True)
class TableReading:
    """What a sheet says about a table."""

    table: DataTable
    rows: tuple[Row, ...] = ()
    printed: tuple[Printed, ...] = ()
    origin: Origin = field(default_factory=Origin)
    problems: tuple[Diagnostic, ...] = ()


def take_table(sheet: Sheet, table: DataTable, units: Sequence[Unit] = ()) -> TableReading:
    """Reads ``table`` from ``sheet``. Names of units are held against the tree ``units`` where the table has units."""
    header, problems = find_header(sheet, table)
    if header is None or len(header.keys) < len(table.keys):
        return TableReading(table, problems=tuple(problems))
    body = _Body(table, header, sheet, units)
    for cells in sheet.rows[header.bottom + 1 :]:
        body.take(cells)
    origin, footer_problems = read_origin([*sheet.rows[: header.top], *body.footer])
    rows, printed = body.result()
    return TableReading(table, rows, printed, origin, (*problems, *body.problems, *footer_problems, *body.blanks()))


def missing_units(table: DataTable, rows: Iterable[Row], units: Sequence[Unit]) -> list[str]:
    """The units beside those that have rows which have none, in the order of the tree."""
    filled = replace(table, rows=tuple(rows))
    present = {filled.unit_of(row) for row in filled.rows}
    ledger = Ledger(Evaluation(title="", units=tuple(units), tables=(filled,)))
    return [name for name in ledger.units_of(filled) if name not in present] if table.unit_key and present else []


class _Body:
    """The rows below the head, taken one after another."""

    def __init__(self, table: DataTable, header: Header, sheet: Sheet, units: Sequence[Unit]) -> None:
        self.problems: list[Diagnostic] = []
        self.footer: list[Cells] = []
        self._table, self._header, self._sheet = table, header, sheet
        self._known_units = {same_form(name): name for name in unit_names(units)}
        self._known_units |= {same_form(unit): unit for row in table.rows if (unit := table.unit_of(row))}
        self._known_rows = {tuple(map(same_form, row.key)): row.key for row in table.rows}
        self._areas = dict(_areas(units))
        self._rows: dict[Key, Row] = {}
        self._computed: list[tuple[Key, Cells]] = []
        self._totals: list[tuple[Key, tuple[Key, ...], Cells]] = []
        self._block: list[Key] = []
        self._blank: list[SheetCell] = []
        self._above: Key = ()

    def take(self, cells: Cells) -> None:
        """One row of the sheet."""
        if not any(cell.text or cell.fault for cell in cells) or self._is_header(cells):
            return
        key = self._key(cells)
        if self.footer or is_footer(cells, figures=self._has_figures(cells)):
            self.footer.append(cells)
        elif any(is_total(text) for text in key):
            self._take_total(key, cells)
        elif not all(key):
            if self._has_figures(cells):
                missing = self._table.keys[key.index("")]
                self.problems.append(messages.ROW_WITHOUT_NAME.at(cells[0].place, key=missing))
        else:
            self._take_row(key, cells)

    def result(self) -> tuple[tuple[Row, ...], tuple[Printed, ...]]:
        """The rows without those that are totals by their unit, and the printed figures."""
        for key in [key for key in self._rows if self._is_area(key)]:
            row = self._rows.pop(key)
            members = tuple(other for other in self._rows if self._areas.get(key[0], frozenset()) & set(other))
            cells = next(cells for other, cells in self._computed if other == key)
            self._computed.remove((key, cells))
            self._totals.append((row.key, members, cells))
        printed = [found for key, cells in self._computed for found in self._printed(key, (key,), cells, total=False)]
        for key, members, cells in self._totals:
            printed.extend(self._printed(key, members, cells, total=True))
        return tuple(self._rows.values()), tuple(printed)

    def blanks(self) -> list[Diagnostic]:
        """A note on the cells that are still blank."""
        if not self._blank:
            return []
        shown = [str(cell.place).rpartition("!")[2] for cell in self._blank[:_SHOWN_BLANKS]]
        cells = "、".join(shown) + ("…" if len(self._blank) > _SHOWN_BLANKS else "")
        places = [cell.place for cell in self._blank[:1]]
        return [messages.BLANKS.at(*places, table=self._table.name, count=len(self._blank), cells=cells)]

    def _is_header(self, cells: Cells) -> bool:
        heads = self._header.columns.values()
        return bool(heads) and all(same_form(cells[head.index].text) == same_form(head.cell.text) for head in heads)

    def _key(self, cells: Cells) -> Key:
        texts = [cells[self._header.keys[name]].text.strip() for name in self._table.keys]
        if any(is_total(text) for text in texts) or not any(texts):
            return tuple(texts)
        for index, above in enumerate(self._above[:-1]):  # a group's name stands only in its first row
            if texts[index]:
                break
            texts[index] = above
        return tuple(texts)

    def _has_figures(self, cells: Cells) -> bool:
        return any(cells[head.index].text or cells[head.index].fault for head in self._header.columns.values())

    def _take_row(self, key: Key, cells: Cells) -> None:
        key = self._named(key, cells)
        self._above = key
        if key in self._rows:
            facts = {"row": "/".join(key), "other": str(self._rows[key].place)}
            self.problems.append(messages.ROW_TWICE.at(cells[self._first_key].place, **facts))
            return
        found: dict[str, Cell] = {}
        for column in self._table.columns:
            head = self._header.columns.get(column.name)
            if head and not column.formula and (cell := self._cell(column, head, cells[head.index])):
                found[column.name] = cell
        self._rows[key] = Row(key, found, cells[self._first_key].place)
        self._block.append(key)
        self._computed.append((key, cells))

    @property
    def _first_key(self) -> int:
        return self._header.keys[self._table.keys[0]]

    def _named(self, key: Key, cells: Cells) -> Key:
        table, plain = self._table, tuple(map(same_form, key))
        if plain in self._known_rows:
            return self._known_rows[plain]
        names = list(key)
        if table.unit_key and self._known_units:
            at = table.keys.index(table.unit_key)
            known = self._known_units.get(plain[at])
            if known is None:
                suggestion = did_you_mean(plain[at], self._known_units.values())
                facts = {"unit": key[at], "suggestion": suggestion, "known": "、".join(self._known_units.values())}
                place = cells[self._header.keys[table.unit_key]].place
                self.problems.append(messages.UNIT_UNKNOWN.at(place, **facts))
            else:
                names[at] = known
        elif table.rows and not table.unit_key:
            rows = ["/".join(row.key) for row in table.rows[:_COMPARED_NAMES]]
            facts = {"table": table.name, "row": "/".join(key), "suggestion": did_you_mean("/".join(key), rows)}
            self.problems.append(messages.NEW_ROW.at(cells[self._first_key].place, **facts))
        return tuple(names)

    def _cell(self, column: Column, head: Head, cell: SheetCell) -> Cell | None:
        facts: dict[str, str] = {"column": column.name, "found": cell.text, "measure": column.measure.text or "无"}
        if cell.fault:
            self.problems.append(messages.CELL_FAULT.at(cell.place, fault=cell.fault, column=column.name))
            return None
        if column.measure.is_text:
            return Cell(cell.text, cell.place) if cell.text else None
        if is_blank(cell.text):
            self._blank.append(cell)
            return None
        if cell.merged:
            if not cell.copied:
                self.problems.append(messages.MERGED_FIGURE.at(cell.place, merged=cell.merged, **facts))
            return None
        if head.written and not same_kind(head.written, column.measure):
            return None  # the head was reported
        try:
            value = read_value(cell.text, column.measure, head.written)
        except NotANumber:
            self.problems.append(messages.FIGURE_UNREADABLE.at(cell.place, **facts))
            return None
        if column.measure.text == "%" and is_small_share(cell.text):
            facts["times"] = exact_text(value * 100)
            loose = self._sheet.loose_percents
            message = messages.PERCENT_UNCLEAR if loose else messages.PERCENT_SMALL
            self.problems.append(message.at(cell.place, **facts))
            return None if loose else Cell(value, cell.place)
        return Cell(value, cell.place)

    def _take_total(self, key: Key, cells: Cells) -> None:
        sub = any(is_subtotal(text) for text in key)
        fixed = {at: same_form(text) for at, text in enumerate(key) if text and not is_total(text)}
        if fixed:
            members = [row for row in self._rows if all(same_form(row[at]) == text for at, text in fixed.items())]
        else:
            members = self._block if sub else list(self._rows)
        self._totals.append((tuple(text or TOTAL for text in key), tuple(members), cells))
        if sub:
            self._block = []

    def _is_area(self, key: Key) -> bool:
        """Whether the row of a unit is the total of the units below it, as where 全市 stands under its own name."""
        table = self._table
        if table.keys != (table.unit_key,) or tuple(map(same_form, key)) in self._known_rows:
            return False
        below = self._areas.get(key[0], frozenset())
        return bool(below) and any(below & set(other) for other in self._rows)

    def _printed(self, key: Key, members: tuple[Key, ...], cells: Cells, *, total: bool) -> Iterable[Printed]:
        for column in self._table.columns:
            head = self._header.columns.get(column.name)
            if head is None or column.measure.is_text or not (total or column.formula):
                continue
            cell = cells[head.index]
            if not is_blank(cell.text) and not cell.copied:
                written = head.written or column.measure
                loose = self._sheet.loose_percents and column.measure.text == "%"
                yield Printed(cell, "/".join(key), column, members, total, written, loose)


def _areas(units: Iterable[Unit]) -> Iterator[tuple[str, frozenset[str]]]:
    """The units that have others below them, with the names of all those."""
    for unit in units:
        if unit.units:
            yield unit.name, frozenset(unit_names(unit.units))
            yield from _areas(unit.units)
