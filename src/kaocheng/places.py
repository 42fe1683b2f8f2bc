"""Where something stands: a line of a file, a cell of a sheet, a span of a sentence, a row of a printed table."""

from kaocheng.values import frozen


@frozen
class InFile:
    """A line and column of a text file, both counted from 1; 0 means the whole file. ``path`` is inside the bundle."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@frozen
class InSheet:
    """A cell of a spreadsheet, such as ``data/4-4.xlsx`` 表1!C7."""

    path: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.path} {self.sheet}!{self.cell}"


@frozen
class InSentence:
    """Characters ``start``…``end`` (end excluded) of a scoring standard as it was given."""

    start: int
    end: int
    owner: str = ""

    def __str__(self) -> str:
        where = f"第{self.start + 1}—{self.end}字" if self.end > self.start + 1 else f"第{self.start + 1}字"
        return f"{self.owner}评分标准{where}"


@frozen
class InTable:
    """A cell of a data table by names: 表/行/列."""

    table: str
    row: tuple[str, ...] = ()
    column: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.table, *self.row, self.column) if part)


@frozen
class AtIndicator:
    """An indicator by its code."""

    code: str

    def __str__(self) -> str:
        return f"指标{self.code}"


Place = InFile | InSheet | InSentence | InTable | AtIndicator


def place_text(place: Place, lang: str = "zh") -> str:
    """Where it is, in Chinese or English."""
    match place:
        case InSentence(start, end, owner) if lang == "en":
            where = f"characters {start + 1}–{end}" if end > start + 1 else f"character {start + 1}"
            return f"{owner} standard, {where}".strip()
        case AtIndicator(code) if lang == "en":
            return f"indicator {code}"
        case _:
            return str(place)
