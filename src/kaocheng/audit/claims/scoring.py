"""Scoring tables: which indicator has which weight, target, actual value, score and rate, and where each is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kaocheng.audit.claims.grid import TOTAL, Grid
from kaocheng.audit.claims.numbers import Printed, printed
from kaocheng.audit.document import Document, Spot, Table
from kaocheng.audit.reading.normalise import squeezed

CODE = re.compile(r"^(?P<code>[A-Z]\d{0,5}(?:[.-]\d+)*)(?![A-Za-z])\s*[.、：:]?\s*(?P<name>.*)$")
GROUP = re.compile(
    r"(?P<code>[A-Z]\d{0,3}(?!\d))?\s*(?P<name>[^（()）\d]{2,20}?)\s*[（(](?P<weight>\d+(?:\.\d+)?)\s*分?[）)]"
)
_FIELDS = {
    "weight": re.compile(r"^(?:指标)?(?:权重|分值|满分|标准分|权重分|总分)(?:[（(].*)?$"),
    "target": re.compile(r"^(?:年度)?(?:目标值?|指标值|标杆值|计划值|预期值)$"),
    "actual": re.compile(r"^(?:业绩值|完成值|实际值|实际完成值|完成情况|实际完成情况)$"),
    "self": re.compile(r"^自评(?:得分|分数?)(?:[（(]分[）)])?$"),
    "score": re.compile(r"^(?:评价|复评|实际|最终)?得分(?:[（(]分[）)])?$"),
    "rate": re.compile(r"^得分率(?:[（(]%[）)])?$"),
    "standard": re.compile(r"评分标准|评分细则|计分标准|评价标准"),
    "analysis": re.compile(r"指标分析|评分说明|得分说明|扣分原因|评分依据|得分依据|评分过程|扣分说明"),
    "code": re.compile(r"^(?:指标)?(?:编码|编号|代码)$"),
}
_LEVELS = re.compile(r"^(?:[一二三四末]级指标|指标名称|指标)$")
NUMERIC = ("weight", "score", "rate", "self")


@dataclass
class ScoreLine:
    """One indicator as one table prints it: texts by field with their places."""

    block: int
    row: int
    code: str
    name: str
    name_spot: Spot
    texts: dict[str, str] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    numbers: dict[str, Printed] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True)
class GroupWeight:
    """A weight printed behind the name of a level: A1 项目立项（14分）."""

    block: int
    row: int
    code: str
    name: str
    weight: Printed


@dataclass
class ScoringTable:
    """A scoring table: its leaves, the weights of its upper levels, its total line."""

    block: int
    table: Table
    lines: list[ScoreLine]
    groups: list[GroupWeight]
    total: ScoreLine | None


def scoring_tables(document: Document) -> list[ScoringTable]:
    """Every scoring table; parts without a caption of their own are joined to the part before."""
    result: list[ScoringTable] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table) and (columns := scoring_columns(block)):
            found = _read(index, block, columns)
            if len(found.lines) < (1 if found.total else 2):
                continue
            before = result[-1] if result else None
            if before and not block.caption and not before.total and not before.table.caption:
                before.lines += found.lines
                before.groups += found.groups
                before.total = found.total
            else:
                result.append(found)
    return result


def scoring_columns(table: Table) -> dict[str, int]:
    """The columns of a scoring table by field; empty where it is none."""
    for row in table.grid[:3]:
        columns: dict[str, int] = {}
        names: list[int] = []
        for column, cell in enumerate(row):
            text = squeezed(cell.text)
            for name, pattern in _FIELDS.items():
                if pattern.search(text) and name not in columns:
                    columns[name] = column
            if _LEVELS.match(text):
                names.append(column)
        if "self" in columns and "score" not in columns:
            columns["score"] = columns.pop("self")  # a self-evaluation
        if names and ("weight" in columns or "score" in columns):
            columns["name"] = names[-1]
            weights = [column for column, cell in enumerate(row) if _FIELDS["weight"].search(squeezed(cell.text))]
            if len(weights) > 1:
                columns["weight"] = weights[-1]  # each level has its own; the last is that of the leaves
            return columns
    return {}


def _read(block: int, table: Table, columns: dict[str, int]) -> ScoringTable:
    lines: list[ScoreLine] = []
    groups: list[GroupWeight] = []
    total: ScoreLine | None = None
    digits = Grid(block, table).figures
    pairs = _level_columns(table, columns)
    for row in range(1, len(table.grid)):
        groups.extend(_groups(block, table, row))
        groups.extend(_paired(block, table, row, pairs))
        if any(TOTAL.match(cell.text) or cell.text in {"总分", "总得分"} for cell in table.grid[row][:3]):
            total = _fill(ScoreLine(block, row, "", "合计", Spot(block, row, 0)), table, columns, 0, digits)
            continue
        place, code, name = _leaf(table, row, columns)
        if place >= 0:
            shift = place - columns["name"]
            line = ScoreLine(block, row, code, name, Spot(block, row, place))
            line = _fill(line, table, columns, shift, digits)
            if "weight" in line.numbers or "score" in line.numbers:
                lines.append(line)
    return ScoringTable(block, table, lines, groups, total)


def _leaf(table: Table, row: int, columns: dict[str, int]) -> tuple[int, str, str]:
    """Column, code and name of the leaf indicator of a row; column -1 where there is none."""
    best = (-1, "", "")
    for column in range(min(columns["name"] + 3, len(table.grid[row]))):
        found = CODE.match(table.text(row, column))
        if (
            found
            and len(found["code"]) > max(len(best[1]), 1)
            and table.is_origin(row, column)
            and len(found["name"]) < 60
        ):
            best = (column, found["code"], _bare(found["name"]))
    if best[0] >= 0 and best[2]:
        return best
    place = columns["name"]
    text = table.text(row, place)
    if (
        text
        and table.is_origin(row, place)
        and not re.fullmatch(r"[\d.,%-]+", text)
        and not _FIELDS["weight"].match(text)
    ):
        code = table.text(row, columns["code"]) if "code" in columns else best[1]
        return place, code, _bare(text)
    return -1, "", ""


def _bare(name: str) -> str:
    return re.sub(r"[（(]\d+(?:\.\d+)?分?[）)]$", "", squeezed(name))


def _fill(
    line: ScoreLine, table: Table, columns: dict[str, int], shift: int, figures: tuple[tuple[Printed | None, ...], ...]
) -> ScoreLine:
    for name, column in columns.items():
        if name in {"name", "code"}:
            continue
        for place in dict.fromkeys((column + shift, column)):
            if not 0 <= place < len(table.grid[line.row]) or not table.is_origin(line.row, place):
                continue
            text = table.text(line.row, place)
            number = figures[line.row][place] or printed(text, Spot(line.block, line.row, place))
            if name in NUMERIC and number is None:
                continue
            line.texts[name] = text
            line.spots[name] = Spot(line.block, line.row, place)
            if number is not None:
                line.numbers[name] = number
            break
    return line


def _level_columns(table: Table, columns: dict[str, int]) -> list[tuple[int, int]]:
    """Name and weight columns of the upper levels, where each level has a weight column of its own."""
    titles = [squeezed(cell.text) for cell in table.grid[0]]
    return [
        (place, place + 1)
        for place in range(len(titles) - 1)
        if place < columns["name"] and _LEVELS.match(titles[place]) and _FIELDS["weight"].search(titles[place + 1])
    ]


def _paired(block: int, table: Table, row: int, pairs: list[tuple[int, int]]) -> Iterator[GroupWeight]:
    for name, column in pairs:
        found = CODE.match(table.text(row, name))
        weight = printed(table.text(row, column), Spot(block, row, column))
        if table.is_origin(row, name) and weight is not None and table.text(row, name):
            code, text = (found["code"], found["name"]) if found else ("", table.text(row, name))
            yield GroupWeight(block, row, code, squeezed(text), weight)


def _groups(block: int, table: Table, row: int) -> Iterator[GroupWeight]:
    for column, cell in enumerate(table.grid[row][:3]):
        if not table.is_origin(row, column):
            continue
        for found in GROUP.finditer(cell.text):
            spot = Spot(block, row, column, found.start("weight"), found.end("weight"))
            weight = printed(found["weight"], spot)
            if weight is not None and (found["code"] or not found.start()):
                yield GroupWeight(block, row, found["code"] or "", squeezed(found["name"]), weight)
