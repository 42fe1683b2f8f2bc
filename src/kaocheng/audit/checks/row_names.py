"""Names of rows (units, items, sources) that stand in several tables: one table must not call a unit otherwise than the rest.

Only tables with the same rows but one are compared, and only names that differ by a slip of the pen; names that
differ as 省级 and 市级 do, or by a number, are two names.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.document import Spot
from kaocheng.audit.reading.normalise import squeezed
from kaocheng.audit.result import Against, Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity

KIND = "row-name"
LEAST_COMMON = 2  # rows that two tables must share
LONG = 6  # from this length two characters may differ
_OPTIONS = re.compile(r"选项|答案|题目|问题")
_FORM = {
    "权重",
    "目标值",
    "业绩值",
    "得分",
    "得分率",
    "占比",
    "人数",
}  # the lines of a working paper or a summary, no names
_CONTRASTS = (
    "一二三四五六七八九十两",
    "甲乙丙丁戊己庚辛",
    "东南西北中",
    "上下本前后今去",
    "左右内外",
    "男女老少",
    "大小高低多新旧",
    "收支入出进增减",
    "正副公私",
)


def row_names(book: Book) -> Iterator[Result]:
    """The row names of every table against those of the tables with the same rows."""
    named = [names for grid in book.data_grids if (names := _names(grid))]
    times = Counter(name for names in named for name in names)
    for names in named:
        twins = [other for other in named if other is not names and len(names.keys() & other.keys()) >= LEAST_COMMON]
        for name, spot in names.items():
            if times[name] > 1:
                if _confirmed(name, names, twins, times):
                    yield holds(KIND, spot, subject=name)
                continue
            meant = _meant(name, names, twins, times)
            if meant is not None:
                yield _otherwise(name, spot, meant, times[meant[0]])


def _names(grid: Grid) -> dict[str, Spot]:
    """The names of the rows with their cells, totals aside; none for the options of a survey."""
    if _OPTIONS.search("".join(grid.titles)):
        return {}
    result: dict[str, Spot] = {}
    for row in grid.data_rows:
        label = grid.labels[row]
        column = next((at for at in range(grid.table.width) if grid.table.text(row, at) == label), -1)
        words = len(re.findall(r"[\u4e00-\u9fff]", label)) >= 2
        if words and column >= 0 and grid.table.is_origin(row, column) and not grid.is_total(row):
            result.setdefault(squeezed(label), Spot(grid.block, row, column))
    return {} if result.keys() & _FORM else result


def _confirmed(name: str, names: dict[str, Spot], twins: list[dict[str, Spot]], times: Counter[str]) -> bool:
    """Whether a slip in this name would show: another table has all these rows, and others, or no more, have this one."""
    return len(names) > LEAST_COMMON and any(
        names.keys() <= other.keys() and (times[name] > LEAST_COMMON or names.keys() == other.keys()) for other in twins
    )


def _meant(
    name: str, names: dict[str, Spot], twins: list[dict[str, Spot]], times: Counter[str]
) -> tuple[str, Spot] | None:
    """The name that the other tables give to this row, where all its other rows are theirs."""
    for other in twins:
        strange = names.keys() - other.keys()
        lacking = [one for one in other if one not in names and like(name, one)]
        sure = len(lacking) == 1 and (times[lacking[0]] > 1 or len(other.keys() - names.keys()) == 1)
        if strange == {name} and sure:
            return lacking[0], other[lacking[0]]
    return None


def like(one: str, other: str) -> bool:
    """Whether two names differ by a slip: a character more, less, or another, two in long names."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(first), len(second)) > (2 if min(len(one), len(other)) >= LONG else 1):
        return False
    if re.search(r"[\dA-Za-z]", first + second) or one[len(one) - end :][:1] == "级":
        return False
    pairs = zip(first, second, strict=False)
    return not any(
        first_sign in group and second_sign in group for first_sign, second_sign in pairs for group in _CONTRASTS
    )


def _otherwise(name: str, spot: Spot, meant: tuple[str, Spot], times: int) -> Result:
    return fails(
        KIND,
        spot,
        meant[1],
        subject=f"{meant[0]} 名称",
        printed=name,
        expected=meant[0],
        computation=f"各行相同的另外{times}张表里是“{meant[0]}”",
        against=Against.ELSEWHERE,
        severity=Severity.WARNING if times > 1 else Severity.NOTE,
        confidence=Confidence.LIKELY if times > 1 else Confidence.POSSIBLE,
    )
