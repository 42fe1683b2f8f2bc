"""The sheet 计分: for every leaf its inputs as whole numbers, the steps of its rule, and its score as a formula."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kaocheng.numbers import half_up
from kaocheng.report.excel.formats import Formats, number
from kaocheng.report.excel.ratio import Ratio

SHEET = "计分"
HEADS = ("指标", "项目", "分子（或数值）", "分母", "结果")
_WIDTHS = (12, 60, 20, 20, 14)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is going to be written: what it is, its two cells, and a result beside them."""

    label: str
    ratio: Ratio
    result: str = ""
    shown: Fraction | None = None


class Desk:
    """Collects the rows of one leaf from ``first`` (counted from 0) on; nothing is written before all is known."""

    def __init__(self, code: str, first: int) -> None:
        self.code, self.first = code, first
        self.lines: list[Line] = []

    @property
    def _next(self) -> int:
        return self.first + len(self.lines) + 1

    def given(self, label: str, value: Fraction, source: Ratio | None = None) -> Ratio:
        """An input: typed, or taken from the cells of ``source`` elsewhere in the workbook."""
        found = (
            source or Ratio(str(value.numerator), str(value.denominator), value.numerator, value.denominator)
        ).checked()
        return self._add(label, found)

    def step(self, label: str, ratio: Ratio) -> Ratio:
        """A step whose result later formulas refer to."""
        found = self._add(label, ratio.checked())
        return replace(found, bottom="1") if ratio.bottom == "1" else found

    def score(self, hundredths: Ratio) -> str:
        """The score in points, rounded half-up from ``hundredths`` of a point; the cell that holds it."""
        at = self._next
        formula = f"=INT((2*C{at}+D{at})/(2*D{at}))/100"
        exact = half_up(hundredths.checked().value, 0) / 100
        self.lines.append(Line("得分（百分之一分，四舍五入前）", hundredths, formula, exact))
        return f"{SHEET}!E{at}"

    def decimal_score(self, formula: str, exact: Fraction) -> str:
        """The score in points by a formula in decimals; binary dust is rounded away before the last rounding."""
        at = self._next
        self.lines.append(Line("得分", Ratio("", "", 0, 1), f"=ROUND(ROUND({formula},9),2)", half_up(exact, 2)))
        return f"{SHEET}!E{at}"

    def _add(self, label: str, ratio: Ratio) -> Ratio:
        at = self._next
        self.lines.append(Line(label, ratio))
        return Ratio(f"C{at}", f"D{at}", ratio.above, ratio.below)


def write_heads(sheet: Any, formats: Formats) -> None:
    """Title, heads and column widths of the sheet."""
    title = "计分过程：改动数据表或本表的输入，得分随之重算"
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, title, formats.title)
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.write_string(1, column, head, formats.head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 0)


def write_desk(sheet: Any, formats: Formats, desk: Desk) -> None:
    """The rows of one leaf."""
    for offset, line in enumerate(desk.lines):
        row = desk.first + offset
        last = bool(line.result)
        sheet.write_string(row, 0, desk.code, formats.of(strong=last))
        sheet.write_string(row, 1, line.label, formats.of(left=True, strong=last))
        look = formats.of("0", strong=last)
        for column, text, value in ((2, line.ratio.top, line.ratio.above), (3, line.ratio.bottom, line.ratio.below)):
            if not text:
                sheet.write_blank(row, column, None, look)
            elif text.removeprefix("-").isdigit():
                sheet.write_number(row, column, value, look)
            else:
                sheet.write_formula(row, column, f"={text}", look, value)
        if line.result and line.shown is not None:
            sheet.write_formula(row, 4, line.result, formats.of("0.00", strong=True), number(line.shown))
        else:
            sheet.write_blank(row, 4, None, formats.of(strong=last))
