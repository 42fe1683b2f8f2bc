"""An indicator table as offices draw it → the tree of indicators, with every problem at its cell.

Merged cells, blank cells below a name, names repeated in each row, rows broken over a page and repeated heads all mean
the same tree.
"""

from collections.abc import Iterable
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Indicator
from kaocheng.numbers import NotANumber, exact_text, read_figure
from kaocheng.tables.indicators import messages
from kaocheng.tables.indicators.columns import Columns, find_columns
from kaocheng.tables.indicators.draft import Draft, give_codes
from kaocheng.tables.indicators.labels import plain_name, read_label
from kaocheng.tables.names import is_total, same_form
from kaocheng.tables.sheet import Cells, Sheet, SheetCell

_TEXTS = ("definition", "target", "standard", "source", "basis")
_SENTENCE_ENDS = "。；;.！!？?：:"


def read_indicators(sheet: Sheet) -> tuple[tuple[Indicator, ...], list[Diagnostic]]:
    """The tree of indicators on a sheet, and what is wrong with it. Weights are in points; 5% counts as 5 points."""
    columns = find_columns(sheet)
    if columns is None:
        return (), [messages.NO_HEADER.at(sheet.place)]
    reader = _Reader(sheet, columns)
    for row in sheet.rows[columns.row + 1 :]:
        reader.take(row)
    return reader.result()


class _Reader:
    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self._sheet, self._columns = sheet, columns
        self._head = sheet.rows[columns.row]
        self._top: list[Draft] = []
        self._open: dict[int, Draft] = {}
        self._problems: list[Diagnostic] = [
            messages.COLUMN_IGNORED.at(self._head[index].place, column=self._head[index].text)
            for index in columns.unknown
        ]

    def take(self, row: Cells) -> None:
        """One row of the sheet."""
        columns = self._columns
        if all(row[index].text == self._head[index].text for index in columns.names.values()):
            return  # the head again, on a new page
        if any(is_total(row[index].text) or same_form(row[index].text) == "总分" for index in columns.names.values()):
            return
        new = 0
        for level in sorted(columns.names):
            cell = row[columns.names[level]]
            if cell.text and not self._continues(level, cell, row, new):
                self._start(level, cell, row)
                new = level
        deepest = max(self._open, default=0)
        if not deepest:
            if any(row[index].text for index in columns.texts.values()):
                self._problems.append(messages.TEXT_WITHOUT_INDICATOR.at(row[0].place))
            return
        draft = self._open[deepest]
        if (
            new == deepest and draft.weight is None and not draft.misread
        ):  # one weight column serves leaves of any level
            draft.weight = self._weight(row, columns.depth, draft.name)
        self._add_texts(draft, row, fresh=new == deepest)

    def _continues(self, level: int, cell: SheetCell, row: Cells, new: int) -> bool:
        """Whether the cell only says again what stands above it, or beside it in a range merged across levels."""
        before = [row[self._columns.names[other]] for other in self._columns.names if other < level]
        if cell.merged and any(other.merged == cell.merged for other in before):
            return True
        known = self._open.get(level)
        if known is None or new:
            return False
        if cell.copied:
            return True
        weighted = level == self._columns.depth and bool(self._weight_text(row, level))
        code = self._code(row, level)
        return cell.text == known.cell.text and code in {"", known.code} and not weighted

    def _start(self, level: int, cell: SheetCell, row: Cells) -> None:
        parent = next((self._open[above] for above in range(level - 1, 0, -1) if above in self._open), None)
        weight = self._weight(row, level, cell.text)
        draft = self._draft(cell, self._code(row, level), weight, parent)
        draft.misread = weight is None and bool(self._weight_text(row, level))
        (parent.below if parent else self._top).append(draft)
        self._open = {other: open_ for other, open_ in self._open.items() if other < level} | {level: draft}

    def _draft(self, cell: SheetCell, code: str, weight: Fraction | None, parent: Draft | None) -> Draft:
        if code and weight is not None:
            return Draft(cell, plain_name(cell.text), code, weight)
        label = read_label(cell.text, parent.code if parent else "")
        name = label.name
        if label.weight is not None and weight is not None and label.weight != weight:
            if label.certain:
                facts = {"name": label.name, "label": exact_text(label.weight), "cell": exact_text(weight)}
                self._problems.append(messages.WEIGHT_CONFLICT.at(cell.place, **facts))
            else:
                name = label.whole_name
        return Draft(cell, name, code or label.code, label.weight if weight is None else weight)

    def _code(self, row: Cells, level: int) -> str:
        column = self._columns.codes.get(level)
        return row[column].text if column is not None else ""

    def _weight_text(self, row: Cells, level: int) -> str:
        column = self._columns.weights.get(level)
        return row[column].own_text if column is not None else ""

    def _weight(self, row: Cells, level: int, name: str) -> Fraction | None:
        column = self._columns.weights.get(level)
        text = same_form(row[column].text).removesuffix("分") if column is not None else ""
        if column is None or not text:
            return None
        try:
            figure = read_figure(text)
        except NotANumber:
            facts = {"name": name, "found": row[column].text}
            self._problems.append(messages.BAD_WEIGHT.at(row[column].place, **facts))
            return None
        return figure.value * 100 if figure.mark == "%" else figure.value

    def _add_texts(self, draft: Draft, row: Cells, *, fresh: bool) -> None:
        for attribute, column in self._columns.texts.items():
            text = row[column].text if fresh else row[column].own_text
            known = draft.texts.get(attribute, "")
            gap = "\n" if known.endswith(tuple(_SENTENCE_ENDS)) else ""
            if text:
                draft.texts[attribute] = f"{known}{gap}{text}" if known else text

    def result(self) -> tuple[tuple[Indicator, ...], list[Diagnostic]]:
        """The tree."""
        if not self._top:
            return (), [*self._problems, messages.NO_INDICATORS.at(self._sheet.place)]
        given = give_codes(self._top)
        if given:
            facts = {"count": len(given), "first": given[0].code}
            self._problems.append(messages.CODES_GIVEN.at(given[0].cell.place, **facts))
        found = tuple(self._indicator(draft) for draft in self._top)
        self._check_codes(self._top, {})
        return found, self._problems

    def _indicator(self, draft: Draft) -> Indicator:
        below = tuple(self._indicator(inner) for inner in draft.below)
        total = sum((inner.weight for inner in below), Fraction(0))
        weight = draft.weight
        if weight is None and not below and not draft.misread:
            self._problems.append(messages.NO_WEIGHT.at(draft.cell.place, name=draft.name))
        unsure = any(inner.weight is None and not inner.below for inner in draft.below)
        if weight is not None and below and weight != total and not unsure:
            difference = exact_text(total - weight)
            facts = {"name": draft.name, "weight": exact_text(weight), "sum": exact_text(total)}
            self._problems.append(messages.WEIGHTS_DO_NOT_SUM.at(draft.cell.place, difference=difference, **facts))
        texts = {attribute: draft.texts.get(attribute, "") for attribute in _TEXTS}
        metrics = tuple(line for line in draft.texts.get("metrics", "").splitlines() if line)
        return Indicator(
            draft.code,
            draft.name,
            total if weight is None else weight,
            below,
            metrics=metrics,
            place=draft.cell.place,
            **texts,
        )

    def _check_codes(self, drafts: Iterable[Draft], seen: dict[str, Draft]) -> None:
        for draft in drafts:
            if (other := seen.setdefault(draft.code, draft)) is not draft:
                facts = {"code": draft.code, "name": draft.name, "other": other.name}
                self._problems.append(messages.DUPLICATE_CODE.at(draft.cell.place, other.cell.place, **facts))
            self._check_codes(draft.below, seen)
