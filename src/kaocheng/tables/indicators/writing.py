"""The indicator table as the trade draws it: 一级指标 | 权重 | 二级指标 | 权重 | … | 指标解释 | 目标值 | 评分标准 | 数据来源."""

from collections.abc import Sequence
from typing import Any

from kaocheng.domain import Indicator, leaves, walk
from kaocheng.tables.forms.book import Book
from kaocheng.tables.forms.style import row_height
from kaocheng.tables.indicators.labels import read_label

SHEET = "指标体系"
_NUMERALS = "一二三四五"
_TEXTS = (
    ("指标解释", "definition", 34),
    ("目标值", "target", 14),
    ("评分标准", "standard", 52),
    ("数据来源", "source", 26),
)
_MORE = (("依据", "basis", 24), ("计算指标", "metrics", 20))
_NAME_WIDTH, _WEIGHT_WIDTH, _CODE_WIDTH = 22, 7, 9


def write_indicators(indicators: Sequence[Indicator], title: str = "") -> bytes:
    """The tree as an .xlsx workbook that :func:`read_indicators` reads back equal; the same tree gives the same bytes.

    The table has cells for the names and weights of all levels and for the texts of leaves; texts of parents have none.
    """
    book = Book(title or SHEET)
    sheet = book.sheet(SHEET, protected=False)
    depth = max((level for level, _ in walk(indicators)), default=1)
    coded = not all(_is_readable(indicator) for indicator in _families(indicators))
    more = [item for item in _MORE if any(getattr(leaf, item[1]) for leaf in leaves(indicators))]
    heads = _heads(depth, [*_TEXTS, *more], coded=coded)
    for index, (head, width) in enumerate(heads):
        book.text(sheet, 0, index, head, "head")
        sheet.set_column(index, index, width)
    _Rows(book, sheet, [*_TEXTS, *more], depth, coded=coded).write(indicators)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    return book.data()


def _families(indicators: Sequence[Indicator], parent: str = "") -> list[tuple[Indicator, str]]:
    return [
        found
        for indicator in indicators
        for found in [(indicator, parent), *_families(indicator.indicators, indicator.code)]
    ]


def _is_readable(family: tuple[Indicator, str]) -> bool:
    """Whether code and name can be told apart when they stand in one cell."""
    indicator, parent = family
    label = read_label(indicator.title, parent)
    return (label.code, label.name, label.weight) == (indicator.code, indicator.name, None)


def _heads(depth: int, texts: Sequence[tuple[str, str, int]], *, coded: bool) -> list[tuple[str, int]]:
    heads: list[tuple[str, int]] = []
    for level in range(depth):
        heads += [(f"{_NUMERALS[level]}级编码", _CODE_WIDTH)] if coded else []
        heads += [(f"{_NUMERALS[level]}级指标", _NAME_WIDTH), ("权重", _WEIGHT_WIDTH)]
    return heads + [(head, width) for head, _, width in texts]


class _Rows:
    def __init__(
        self, book: Book, sheet: Any, texts: Sequence[tuple[str, str, int]], depth: int, *, coded: bool
    ) -> None:
        self._book, self._sheet, self._texts, self._depth, self._coded = book, sheet, texts, depth, coded
        self._width = 3 if coded else 2
        self._row = 1

    def write(self, indicators: Sequence[Indicator], level: int = 0) -> None:
        """Writes the indicators and all below them from the present row on."""
        for indicator in indicators:
            first = self._row
            if indicator.is_leaf:
                self._blank(level + 1)
                self._leaf(indicator)
                self._row += 1
            else:
                self.write(indicator.indicators, level + 1)
            self._name(indicator, level, first, self._row - 1)

    def _name(self, indicator: Indicator, level: int, first: int, last: int) -> None:
        column = level * self._width
        if last > first:
            for offset in range(self._width):
                self._sheet.merge_range(first, column + offset, last, column + offset, "", self._book.styles["group"])
        if self._coded:
            self._book.text(self._sheet, first, column, indicator.code, "group")
            column += 1
        name = indicator.name if self._coded else indicator.title
        self._book.text(self._sheet, first, column, name, "group")
        self._book.number(self._sheet, first, column + 1, indicator.weight, "weight")

    def _blank(self, level: int) -> None:
        for column in range(level * self._width, self._depth * self._width):
            self._book.text(self._sheet, self._row, column, "", "plain")

    def _leaf(self, indicator: Indicator) -> None:
        cells = [(indicator.title, _NAME_WIDTH)]
        for offset, (_, attribute, width) in enumerate(self._texts):
            value = getattr(indicator, attribute)
            text = "\n".join(value) if isinstance(value, tuple) else value
            self._book.text(self._sheet, self._row, self._depth * self._width + offset, text, "plain")
            cells.append((text, width))
        self._sheet.set_row(self._row, row_height(cells))
