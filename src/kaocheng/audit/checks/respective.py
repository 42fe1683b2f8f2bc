"""Lists that belong together in a sentence, and shares of a table's total.

三类企业分别为6家、15家和3家，占比分别为25%、62.5%和12.5%; 三年分别为2.80亿元、3.02亿元和3.24亿元，2023年比上年增长7.28%;
丁市990人，占11.52%, where a table has the 990 of 丁市 and the total.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Growth, Ratio
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Confidence
from kaocheng.numbers import exact_text

KIND = "listed-rate"
_LISTED = re.compile(r"分别(?:为|是|占|达到?|有|完成)?[^，。；\d]{0,6}$")
_BETWEEN = re.compile(r"\s*(?:、|和|及|与|，|以及)\s*")
_YEARS = re.compile(r"(20\d\d)\s*(?:年)?\s*(?:—|-|－|–|至|~|～)+\s*(20\d\d)\s*年")
_CHANGE = re.compile(r"(20\d\d)年?(?:比上年|同比|较上年|比20\d\d年)?(?:增长|增加|上升)(?:了)?$")
_SHARE = re.compile(r"^[^\d。；]{0,6}，?占(?:[^，。；\d分]|分(?!别)){0,10}$")
LEAST = 2


def respective(book: Book) -> Iterator[Equation]:
    """The shares and changes that such lists and tables give."""
    for passage in book.passages:
        if not passage.role and "%" in passage.text:
            yield from _in_lists(passage)
            if passage.spot.row < 0:
                yield from _of_tables(book, passage)


def _lists(passage: Passage) -> list[tuple[Printed, ...]]:
    """The numbers after each 分别, as long as one follows the other."""
    result = []
    numbers = passage.numbers
    for place, number in enumerate(numbers):
        if not _LISTED.search(passage.text[: number.spot.start]):
            continue
        chain = [number]
        for other in numbers[place + 1 :]:
            between = passage.text[chain[-1].spot.end : other.spot.start]
            if not _BETWEEN.fullmatch(between) or other.is_percent is not number.is_percent:
                break
            chain.append(other)
        if len(chain) >= LEAST:
            result.append(tuple(chain))
    return result


def _in_lists(passage: Passage) -> Iterator[Equation]:
    before: tuple[Printed, ...] = ()
    for chain in _lists(passage):
        if not chain[0].is_percent:
            before = chain if len({number.unit for number in chain}) == 1 else ()
            yield from _changes(passage, before)
        elif len(before) == len(chain) and "。" not in passage.text[before[-1].spot.end : chain[0].spot.start]:
            yield from _shares(passage, before, chain)


def _shares(passage: Passage, amounts: Sequence[Printed], shares: Sequence[Printed]) -> Iterator[Equation]:
    """Each share by the whole that most of them agree with: the sum of the list, or a total named before it."""
    total = sum((amount.value for amount in amounts), Fraction(0))
    whole = Printed(total, Fraction(0), exact_text(total), Spot(passage.spot.block, passage.spot.row, -2))
    named = [number for number in passage.numbers if number.spot.end <= amounts[0].spot.start]
    wholes = [whole, *(number for number in named if number.unit == amounts[0].unit and number.value > total / 2)]

    def claims(one: Printed) -> list[Equation]:
        return [
            Equation(KIND, share, (amount, one), Ratio(), f"{amount.text}{amount.unit} 占比", 2, Confidence.LIKELY)
            for share, amount in zip(shares, amounts, strict=True)
        ]

    best = max((claims(one) for one in wholes if one.value), key=_held, default=[])
    if _held(best) * 2 >= len(best):
        yield from best


def _held(equations: Sequence[Equation]) -> int:
    return sum(bool(equation.holds) for equation in equations)


def _changes(passage: Passage, amounts: Sequence[Printed]) -> Iterator[Equation]:
    """2023年比上年增长 behind the amounts of the years."""
    if not amounts:
        return
    years = list(_YEARS.finditer(passage.text, 0, amounts[0].spot.start))
    if not years or int(years[-1][2]) - int(years[-1][1]) + 1 != len(amounts):
        return
    first = int(years[-1][1])
    for rate in passage.numbers:
        change = _CHANGE.search(passage.text, amounts[-1].spot.end, rate.spot.start) if rate.is_percent else None
        place = int(change[1]) - first if change else 0
        if change is not None and 0 < place < len(amounts):
            pair = (amounts[place], amounts[place - 1])
            yield Equation(KIND, rate, pair, Growth(), f"{change[1]}年增长", 2, Confidence.LIKELY)


def _of_tables(book: Book, passage: Passage) -> Iterator[Equation]:
    """A count with its share, where a table has the count in the row that is named and the total of its column."""
    for count, share in zip(passage.numbers, passage.numbers[1:], strict=False):
        between = passage.text[count.spot.end : share.spot.start]
        if count.is_percent or not share.is_percent or not _SHARE.match(between) or count.value < LEAST:
            continue
        said = re.split(r"[。；]", passage.text[: count.spot.start])[-1][-20:]
        found = next((pair for grid in book.data_grids if (pair := _cell(grid, said, count))), None)
        if found is not None:
            subject = f"{said[-12:]}{count.text} 占比"
            yield Equation(KIND, share, found, Ratio(), subject, 2, Confidence.LIKELY)


def _cell(grid: Grid, said: str, count: Printed) -> tuple[Printed, Printed] | None:
    """The cell that bears the count in a row named in the sentence, and the total of its column."""
    total = next((row for row in reversed(grid.data_rows) if grid.is_total(row)), None)
    if total is None:
        return None
    for row in grid.data_rows:
        if row == total or len(grid.labels[row]) < LEAST or grid.labels[row] not in said:
            continue
        for column in grid.number_columns:
            cell, whole = grid.figures[row][column], grid.figures[total][column]
            if cell and whole and not whole.is_percent and cell.value == count.value and whole.value > cell.value:
                return cell, whole
    return None
