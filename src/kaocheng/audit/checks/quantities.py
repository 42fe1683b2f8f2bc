"""One quantity with two values: the same name, year and kind of unit printed with different numbers, in text or table."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.audit.checks.named import short
from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation, same
from kaocheng.audit.claims.grid import TOTAL, Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.claims.scoring import ScoreLine
from kaocheng.audit.result import Against, Confidence, Result, fails, holds, unchecked
from kaocheng.diagnostics import Severity

KIND, COLUMN, ACTUAL = "one-quantity-two-values", "same-column", "text-against-actual"
OBJECTIVE = "objective-against-target"
_MONEY = {"万元": Fraction(1), "元": Fraction(1, 10_000), "亿元": Fraction(10_000)}
_YEAR = re.compile(r"(20\d\d)\s*年度?")
_CLAUSE = re.compile(r"[，,；;。：:（）()！？]")
_SPENT = re.compile(r"(?:支出)?(?:执行金额|执行数|决算数额|决算金额|决算数|决算|支出金额|支出数|支出总额|支出)$")
_PLANNED = re.compile(r"(?:预算金额|预算数额|预算数|预算)$")
_DROPPED = re.compile(r"(?:总计|合计|总额|总值|价值|总数|金额|共计|原值)$")
_WHO = re.compile(
    r"市卫健委|本级|所属|所有|实际(?=到位|支出)|各(?=县|区)|全年|根据.*?提供的.*?表|截[止至]到?.{0,8}底|级(?=配套|补助|资金)|卫健委|其中|一是|二是"
)
_SUBJECTLESS = re.compile(r"^(?:执行金额|决算数|决算金额|支出决算数|(?:年初)?预算数|(?:年初)?预算金额|执行数)$")
_TABLE_WORDS = re.compile(r"(?:预算|收支|执行|支出|资金)*(?:情况)?(?:统计)?(?:信息)?(?:明细|汇总|一览)?表$")
SHORTEST = 4


@dataclass(frozen=True)
class Quantity:
    """A number with the name, year and unit under which it is printed; ``value`` in 万元."""

    name: str
    year: str
    number: Printed
    value: Fraction
    unit: str


def quantities(book: Book) -> Iterator[Equation | Result]:
    """Every amount of money that is named in several places."""
    groups: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for passage in book.passages:
        for quantity in () if passage.role else _in_text(passage):
            groups[(quantity.name, quantity.year)].append(quantity)
    for grid in book.data_grids:
        for quantity in _in_totals(grid):
            groups[(quantity.name, quantity.year)].append(quantity)
    for (name, year), found in groups.items():
        if len(found) >= 2 and len(name) >= SHORTEST:
            yield from _compared(name, year, found)


def _in_text(passage: Passage) -> Iterator[Quantity]:
    year, subject = "", ""
    for number in passage.numbers:
        if number.unit not in _MONEY:
            continue
        before = passage.text[: number.spot.start]
        clause = _CLAUSE.split(before)[-1]
        years = _YEAR.findall(clause) or _YEAR.findall(_sentence(before))[-1:]
        year = years[-1] if years else year
        if re.search(r"由\s*$|\d|/|每|人均|超过|超出|罚|奖|调整为\s*$|提高", re.sub(r"20\d\d年", "", clause)):
            continue
        name = core(clause)
        if _SUBJECTLESS.match(short(_WHO.sub("", clause))) and subject:
            name = subject + _kind(short(clause))
        else:
            subject = re.sub(r"(?:支出|预算)$", "", name)
        if name:
            yield Quantity(name, year, number, number.value * _MONEY[number.unit], number.unit)


def _sentence(text: str) -> str:
    return re.split(r"[。；;]", text)[-1]


def core(text: str) -> str:
    """The name of an amount without owner, year and words that do not tell it from another: 到位资金总计为 → 到位资金."""
    plain = short(_WHO.sub("", _YEAR.sub("", text)))
    plain = _DROPPED.sub("", plain)
    return _PLANNED.sub("预算", _SPENT.sub("支出", plain))


def _kind(text: str) -> str:
    return "预算" if "预算" in text else "支出"


def _in_totals(grid: Grid) -> Iterator[Quantity]:
    """The totals of a table whose caption names one thing (固定资产情况表, 三公经费统计表), and rows that name an amount."""
    unit = grid.table.unit if grid.table.unit in _MONEY else ""
    caption = re.sub(r"^附?表\s*[\d-]+", "", grid.table.caption)
    about = core(_TABLE_WORDS.sub("", re.sub(r"20\d\d年[末度]?", "", caption)))
    caption_year = (_YEAR.findall(caption) or [""])[0]
    last = max((row for row in grid.data_rows if grid.is_total(row)), default=-1)
    for row in grid.data_rows:
        total = row == last
        label = core(grid.labels[row])
        if not total and not ("三公" in label or "部门整体支出" in label):
            continue
        for column in grid.number_columns:
            figure = grid.figures[row][column]
            if figure is None or figure.is_percent or not (unit or not total):
                continue
            title = grid.titles[column]
            year = (_YEAR.findall(title) or [caption_year])[-1]
            bare = re.sub(r".*20\d\d年度?", "", title)[-8:]
            kind = "金额" if bare.endswith("金额") else core(bare)
            plain = (kind == "金额" and sum(title.endswith("金额") for title in grid.titles) == 1) or (
                not kind and len(grid.number_columns) == 1
            )
            if not plain and kind not in {"支出", "预算"}:
                continue
            name = (about if total else label) + ("" if plain else kind)
            yield Quantity(name, year, figure, figure.value * _MONEY[unit or "万元"], unit or "万元")


def _compared(name: str, year: str, found: list[Quantity]) -> Iterator[Equation | Result]:
    values = Counter(quantity.value for quantity in found)
    best = max(
        range(len(found)),
        key=lambda place: (found[place].number.spot.end < 0, values[found[place].value], -place),
    )
    first = found[best]
    for quantity in found:
        if quantity is first:
            continue
        subject = f"{year + '年' if year else ''}{name}"
        if quantity.unit == first.unit and quantity.number.spot != first.number.spot:
            yield same(
                KIND,
                quantity.number,
                first.number,
                subject,
                weight=1,
                confidence=Confidence.LIKELY,
                against=Against.ELSEWHERE,
            )
        elif quantity.number.value == first.number.value:
            yield fails(
                KIND,
                quantity.number.spot,
                first.number.spot,
                subject=subject,
                printed=quantity.number.text + quantity.unit,
                expected=first.number.text + first.unit,
                computation=f"同一金额一处为{first.number.text}{first.unit}，另一处为{quantity.number.text}{quantity.unit}",
                why="单位不同",
                against=Against.ELSEWHERE,
                confidence=Confidence.LIKELY,
            )


def same_columns(book: Book) -> Iterator[Equation]:
    """The same column for the same rows in two tables; claimed only where most rows agree."""
    columns: dict[str, list[tuple[Grid, int]]] = defaultdict(list)
    for grid in book.data_grids:
        for column in grid.number_columns:
            title = short(grid.titles[column])
            if len(title) >= SHORTEST - 1:
                columns[title].append((grid, column))
    for title, places in columns.items():
        for number, (grid, column) in enumerate(places):
            for other, place in places[number + 1 :]:
                if other.block != grid.block:
                    yield from _joined(title, (grid, column), (other, place))


def _joined(title: str, one: tuple[Grid, int], other: tuple[Grid, int]) -> Iterator[Equation]:
    rows = {one[0].labels[row]: figure for row in one[0].data_rows if (figure := one[0].figures[row][one[1]])}
    pairs = [
        (label, rows[label], figure)
        for row in other[0].data_rows
        if (label := other[0].labels[row]) in rows and (figure := other[0].figures[row][other[1]])
    ]
    agree = sum(first.value == second.value for _, first, second in pairs)
    if agree >= 3 and agree * 5 >= len(pairs) * 3:
        # A total that differs because one of its rows does is no second mistake.
        parts = [pair for pair in pairs if not TOTAL.match(pair[0])]
        for label, first, second in pairs if all(one.value == two.value for _, one, two in parts) else parts:
            yield same(
                COLUMN,
                second,
                first,
                f"{label} {title}",
                weight=agree,
                confidence=Confidence.LIKELY,
                against=Against.ELSEWHERE,
            )


def actual_in_text(book: Book) -> Iterator[Equation]:
    """A rate in the text that bears an indicator's name against the actual value in the scoring table."""
    for code, lines in book.indicators.items():
        line = next((one for one in lines if "actual" in one.numbers and one.numbers["actual"].is_percent), None)
        if line is None or len(line.name) < SHORTEST:
            continue
        for passage in book.passages:
            if passage.role or passage.code not in {"", code} or line.name[:4] not in passage.text:
                continue
            for number in passage.numbers:
                # An indicator of several rates quotes the other one, too, under its own name.
                shown = re.escape(line.numbers["actual"].text)
                several = bool(re.search(rf"(?<!得分)率(?:为|达到|达)?{shown}", passage.text))
                if (
                    number.is_percent
                    and not (several and number.text != line.numbers["actual"].text)
                    and _is_actual(passage, number, line.name, code)
                ):
                    yield same(ACTUAL, number, line.numbers["actual"], f"{line.label} 业绩值")


def _is_actual(passage: Passage, number: Printed, name: str, code: str) -> bool:
    if re.match(r"(?:以上|以下|得|的)", passage.text[number.spot.end :]):
        return False
    said = short(_WHO.sub("", _CLAUSE.split(passage.text[: number.spot.start])[-1]))
    plain = short(name)
    if said == plain or (said.endswith(plain) and plain.endswith("率")):
        return True
    tail = said[len(plain) :] if said.startswith(plain) else "-"
    return passage.code == code and tail in {"", "率", "完成率", "工作完成率"}


_OBJECTIVE = re.compile(
    r"(?P<name>[^，。；、：（）()\d]{4,24}?)(?:分别)?(?:达到?|不低于|≥)\s*(?P<value>\d+(?:\.\d+)?%)(?:以上)?"
)


def objectives(book: Book) -> Iterator[Result]:
    """A performance objective in the text against the target of the indicator that bears its name."""
    names: dict[str, str] = {}
    for code, lines in book.indicators.items():
        for name in [*(line.name for line in lines), *(name for name, _ in book.headings.get(code, []))]:
            names.setdefault(short(name), code)
    for passage in book.passages:
        if passage.spot.row >= 0 or passage.code:
            continue
        for found in _OBJECTIVE.finditer(passage.text):
            lines = book.indicators.get(names.get(short(found["name"]), ""), [])
            line = next((one for one in lines if "%" in one.texts.get("target", "")), None)
            if line is not None:
                yield _objective(passage, found, line)


def _objective(passage: Passage, found: re.Match[str], line: ScoreLine) -> Result:
    target = re.sub(r"^[≥≤＞＜><=]+", "", line.texts["target"])
    spot = passage.at(found.start("value"), found.end("value"))
    subject = f"{line.label} 绩效目标"
    if not re.fullmatch(r"\d+(?:\.\d+)?%", target):
        return unchecked(OBJECTIVE, spot, subject=subject, why="目标值不是单个百分数")
    if Fraction(target[:-1]) == Fraction(found["value"][:-1]):
        return holds(OBJECTIVE, spot, line.spots["target"], subject=subject)
    return fails(
        OBJECTIVE,
        spot,
        line.spots["target"],
        subject=subject,
        printed=found["value"],
        expected=line.texts["target"],
        computation=f"绩效目标写{found['value']}，评分表的目标值是{line.texts['target']}",
        against=Against.ELSEWHERE,
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
    )
