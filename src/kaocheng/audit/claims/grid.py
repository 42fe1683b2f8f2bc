"""A table as numbers: which rows are its header, what its rows and columns are called, which rows are totals."""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kaocheng.audit.claims.numbers import Printed, printed
from kaocheng.audit.document import Spot, Table
from kaocheng.numbers.reading import MARKS

TOTAL = re.compile(r"^(?:总?合计|总计|小计|共计|全市|全县|全省|合\s*计)(?:数|金额|[（(].*)?$")
TOTAL_TITLE = re.compile(r"(?:合计|小计|总计|共计|总体|上半年|下半年|全年|[一二三四]季度)$")
MEAN = re.compile(r"^(?:综合|平均|均值|总体)(?:满意度|值|分)?$")
PART = re.compile(r"^(?:其中|[①-⑳]|[（(]\d+[）)]|—)")
LONGEST_TITLE = 40
_ORDINAL = re.compile(r"^(?:序号|编号|题号|行次|年份|年度)$")
_NUMBER_LIKE = re.compile(r"^-?[\d,]+(?:\.\d+)?(?:%|‰|元/人)?$")


@dataclass(frozen=True)
class Grid:
    """The numeric view of one table of a document."""

    block: int
    table: Table

    @cached_property
    def head(self) -> int:
        """How many rows at the top are header: those before the first row with a figure behind its label."""
        for number, row in enumerate(self.table.grid):
            figures = [cell.text for place, cell in enumerate(row) if place and _NUMBER_LIKE.match(cell.text)]
            if figures:
                return number
            complete = self.table.loose and number and all(cell.text for cell in self.table.grid[0])
            if complete or any(len(cell.text) > LONGEST_TITLE for cell in row):
                return max(number, 1)
        return min(1, len(self.table.grid))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The title of each column, from all header rows; a blank upper cell takes the one to its left."""
        titles = ["" for _ in range(self.table.width)]
        for number in range(self.head):
            left = ""
            for column in range(self.table.width):
                text = self.table.text(number, column)
                below = any(self.table.text(lower, column) for lower in range(number + 1, self.head))
                if not text and below and column:
                    text = left
                left = text
                if text and not titles[column].endswith(text):
                    titles[column] += text
        return tuple(titles)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What each row is called: its last words before the first figure, or those of the row above."""
        result = []
        carried = ""
        for number, row in enumerate(self.table.grid):
            words = ""
            for place, cell in enumerate(row):
                if _NUMBER_LIKE.match(cell.text) and not _ORDINAL.match(self.titles[place]):
                    break
                if cell.text and not _NUMBER_LIKE.match(cell.text) and len(cell.text) <= 80:
                    words = cell.text
            carried = words or carried
            result.append(words or (carried if number >= self.head else ""))
        return tuple(result)

    @cached_property
    def figures(self) -> tuple[tuple[Printed | None, ...], ...]:
        """The number in each cell, with the decimals that its column is written to; None for words and header."""
        width = self.table.width
        raw = [
            [self._figure(row, column) if row >= self.head else None for column in range(width)]
            for row in range(len(self.table.grid))
        ]
        for column in range(width):
            for marked in (False, True):
                cells = [figure for line in raw if (figure := line[column]) and figure.is_percent is marked]
                digits = min(max((figure.digits for figure in cells), default=0), 4)
                for line in raw:
                    figure = line[column]
                    if figure is not None and figure.is_percent is marked and digits > figure.digits:
                        line[column] = figure.with_digits(digits)
        return tuple(tuple(line) for line in raw)

    def _figure(self, row: int, column: int) -> Printed | None:
        if not self.table.is_origin(row, column) or _ORDINAL.match(self.titles[column]):
            return None
        text = re.sub(r"元/人$", "", self.table.text(row, column))
        found = printed(text, Spot(self.block, row, column)) if text else None
        if found is None:
            return None
        title = self.titles[column]
        if not found.mark and re.search(r"[（(]%[）)]", title):
            scale = MARKS["%"]
            half = scale / 10**found.digits / 2
            return Printed(found.value * scale, half, f"{found.text}%", found.spot, "", "%", found.digits)
        return found

    @cached_property
    def columns(self) -> tuple[tuple[Printed | None, ...], ...]:
        """The figures column by column."""
        return tuple(tuple(line[column] for line in self.figures) for column in range(self.table.width))

    def is_total(self, row: int) -> bool:
        """Whether the row is a total by its label."""
        texts = [cell.text for cell in self.table.grid[row][:3]]
        last = row == self.data_rows[-1] if self.data_rows else False
        return any(TOTAL.match(text) or (last and text in {"总分", "总得分"}) for text in texts)

    def is_mean(self, row: int) -> bool:
        """Whether the row is an average by its label."""
        return any(MEAN.match(cell.text) for cell in self.table.grid[row][:2])

    def is_part(self, row: int) -> bool:
        """Whether the row is a part of the one above: 其中, ①."""
        return bool(PART.match(self.labels[row]))

    @cached_property
    def data_rows(self) -> tuple[int, ...]:
        """The rows below the header that hold a figure."""
        return tuple(row for row in range(self.head, len(self.table.grid)) if any(self.figures[row]))

    @cached_property
    def number_columns(self) -> tuple[int, ...]:
        """The columns that hold figures."""
        return tuple(column for column in range(self.table.width) if any(line[column] for line in self.figures))

    def is_shifted(self, row: int) -> bool:
        """Whether a row of a guessed grid has lost blank cells, so that its figures may stand in wrong columns."""
        counts = Counter(sum(figure is not None for figure in self.figures[other]) for other in self.data_rows)
        usual = counts.most_common(1)[0][0] if counts else 0
        return self.table.loose and sum(figure is not None for figure in self.figures[row]) < usual

    def name(self, row: int, column: int) -> str:
        """A figure in words: table number, row and column."""
        from kaocheng.audit.reading.captions import number_of

        caption = number_of(self.table.caption) or self.table.caption[:30] or "表"
        title = self.title(row, column)[-24:] or f"第{column + 1}列"
        return f"{caption} {self.labels[row][:40]} {title}".strip()

    def title(self, row: int, column: int) -> str:
        """What a column is called at a row: in a form made of several tables the last heading above, else the header."""
        for above in reversed(self._headings):
            text = self.table.text(above, column)
            if above < row and text and len(text) <= LONGEST_TITLE:
                return text
        return self.titles[column]

    @cached_property
    def _headings(self) -> tuple[int, ...]:
        """The rows below the header without figures that have words above more than one column of figures."""
        filled = set(self.data_rows)
        words = {
            row: {self.table.text(row, column) for column in self.number_columns} - {""}
            for row in range(self.head, len(self.table.grid))
            if row not in filled
        }
        return tuple(row for row, said in words.items() if len(said) > 1)

    def zero(self, row: int, column: int) -> Printed:
        """A blank cell as an exact zero, for sums in which blank means nothing."""
        return Printed(Fraction(0), Fraction(0), "0", Spot(self.block, row, column))
