"""Everything that the checks read: the document with its grids, indicators, working papers and captions at hand."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed, numbers_in
from kaocheng.audit.claims.papers import TITLE, Paper, working_papers
from kaocheng.audit.claims.scoring import ScoreLine, ScoringTable, scoring_columns, scoring_tables
from kaocheng.audit.document import Document, Paragraph, Spot, Table
from kaocheng.audit.reading.captions import number_of
from kaocheng.audit.reading.normalise import squeezed

_HEADING = re.compile(r"^(?P<code>[A-Z]\d{1,5})(?!\d)\s*[.、]?\s*(?P<name>[^：:。；]{2,40}?)\s*[：:]")
_SECTION = re.compile(r"^(?:\d+[.、]\s*|[（(]\d+[）)]\s*)?(?P<code>[A-Z]\d{2,5})(?!\d)\s*(?P<name>[^：:。；，]{2,40})$")
_NAMED = re.compile(r"^(?:\d+[.、]\s*)?(?P<name>[^：:。；，]{2,40})[（(](?P<code>[A-Z]\d{2,5})[）)]$")
_ADMITTED = re.compile(r"不一致的数|印刷值|印行值|勘误")
_CHAPTER = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|附件|第[一二三四五六七八九十]+[章节])"
)
_GLUED = re.compile(r"\d\.\d+[,.]\d|%\d+[,.]\d")  # 9,222.088.84%
TABLE_REFERENCE = re.compile(r"附?表\s*\d+(?:[-—]\d+)*")
LONG_CELL = 12
LONGEST_NAME = 24
_CLAUSE_END = re.compile(r"[，,；;。：:（）()]")
_CLAIM_COLUMN = re.compile(
    r"^(?:年度)?(?:目标值?|指标值|标杆值|指标解释|指标说明)$|评分标准|评分细则|计分标准|评价标准"
)


def is_torn(table: Table) -> bool:
    """Whether figures of an unruled table were broken over lines or run together, so that its rows cannot be trusted."""
    if not table.loose:
        return False
    texts = [[cell.text for cell in row if cell.text] for row in table.grid]
    broken = any(row and all(re.fullmatch(r"0+|\d", text) for text in row) for row in texts[1:])
    return broken or any(_GLUED.search(text) for row in texts for text in row)


def bare(figure: str) -> str:
    """A figure without separators and marks, for telling whether two are the same."""
    return re.sub(r"[,%\s]", "", figure)


@dataclass(frozen=True)
class Passage:
    """A stretch of running text: a paragraph, or a cell long enough to hold a sentence, and the indicator it is about.

    ``role`` is ``claim`` for what says how things should be (a target, a standard) and ``steps`` for a written-out
    computation.
    """

    spot: Spot
    text: str
    code: str = ""
    role: str = ""

    @cached_property
    def numbers(self) -> tuple[Printed, ...]:
        """The quantities in it, in order."""
        return tuple(numbers_in(self.text, self.spot))

    def said_before(self, place: int) -> str:
        """What a figure at ``place`` is called: the words of its clause before it, the last of them where there are many."""
        words = _CLAUSE_END.split(self.text[:place])[-1]
        return words if len(words) <= LONGEST_NAME else f"…{words[-LONGEST_NAME:]}"

    def at(self, start: int, end: int) -> Spot:
        """Characters of this passage."""
        return Spot(self.spot.block, self.spot.row, self.spot.column, start, end)


@dataclass(frozen=True)
class Book:
    """A document and what can be found in it, each computed once when a check first asks."""

    document: Document

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The numeric view of every table that is no scoring table."""
        return tuple(
            Grid(index, block)
            for index, block in enumerate(self.document.blocks)
            if isinstance(block, Table) and block.width <= 60
        )

    @cached_property
    def data_grids(self) -> tuple[Grid, ...]:
        """The grids of tables that are no scoring tables and hold figures."""
        return tuple(
            grid
            for grid in self.grids
            if not scoring_columns(grid.table) and grid.number_columns and not is_torn(grid.table)
        )

    @cached_property
    def data_blocks(self) -> frozenset[int]:
        """The blocks of those tables."""
        return frozenset(grid.block for grid in self.data_grids)

    @cached_property
    def scoring(self) -> list[ScoringTable]:
        """The scoring tables."""
        return scoring_tables(self.document)

    @cached_property
    def papers(self) -> list[Paper]:
        """The working papers."""
        return working_papers(self.document)

    @cached_property
    def indicators(self) -> dict[str, list[ScoreLine]]:
        """Each indicator's lines by its code, or by its name where reports use no codes."""
        result: dict[str, list[ScoreLine]] = defaultdict(list)
        for table in self.scoring:
            seen: set[str] = set()
            for line in table.lines:
                key = self.code_of(line)
                if key not in seen:
                    result[key].append(line)
                seen.add(key)
        return dict(result)

    @cached_property
    def code_by_name(self) -> dict[str, str]:
        """The code that most tables give to a name."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for table in self.scoring:
            for line in table.lines:
                votes[line.name][line.code] += 1
        return {name: codes.most_common(1)[0][0] for name, codes in votes.items()}

    def code_of(self, line: ScoreLine) -> str:
        """The code of a line; where its table gives one code twice, that which other tables give to its name."""
        if not line.code:
            return line.name
        twice = any(
            sum(other.code == line.code for other in table.lines) > 1 for table in self.scoring if line in table.lines
        )
        return self.code_by_name.get(line.name, line.code) if twice else line.code

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text: paragraphs with the indicator under whose heading they stand, and long cells."""
        result: list[Passage] = []
        code, in_paper = "", False
        levels = {group.name for table in self.scoring for group in table.groups}
        coded = {(line.block, line.row): line.code for table in self.scoring for line in table.lines}
        for index, block in enumerate(self.document.blocks):
            if isinstance(block, Paragraph):
                title = TITLE.match(block.text)
                heading = title or _HEADING.match(block.text) or _SECTION.match(block.text) or _NAMED.match(block.text)
                if heading:
                    code, in_paper = heading["code"], bool(title)
                elif _CHAPTER.match(block.text) or squeezed(block.text) in levels:
                    code, in_paper = "", False
                result.append(Passage(Spot(index), block.text, code))
                continue
            if _ADMITTED.search(block.caption) or any(_ADMITTED.search(cell.text) for cell in block.grid[0]):
                continue
            claims = (
                {column for column, cell in enumerate(block.grid[0]) if _CLAIM_COLUMN.search(cell.text)}
                if block.grid
                else set()
            )
            for cell in block.cells():
                if len(cell.text) >= LONG_CELL:
                    spot = Spot(index, cell.row, cell.column)
                    label = block.text(cell.row, cell.column - 1) if cell.column else ""
                    role = "claim" if cell.column in claims or _CLAIM_COLUMN.search(label) else ""
                    role = "steps" if label == "计算过程" else role
                    result.append(
                        Passage(spot, cell.text, coded.get((index, cell.row), code if in_paper else ""), role)
                    )
        return tuple(result)

    @cached_property
    def headings(self) -> dict[str, list[tuple[str, Spot]]]:
        """The names that headings of running text give to codes (A21 妇幼健康…：)."""
        result: dict[str, list[tuple[str, Spot]]] = defaultdict(list)
        for index, block in enumerate(self.document.blocks):
            if isinstance(block, Paragraph) and (found := _HEADING.match(block.text)):
                result[found["code"]].append(
                    (found["name"], Spot(index, -1, -1, found.start("name"), found.end("name")))
                )
        return dict(result)

    @cached_property
    def values(self) -> Counter[Fraction]:
        """How often each number of at least four digits is printed in the whole document."""
        found: Counter[Fraction] = Counter()
        for spot, text in self.document.texts():
            for number in numbers_in(text, spot):
                if len(number.text.replace(",", "").replace(".", "").strip("-%‰")) >= 4:
                    found[number.value] += 1
        return found

    @cached_property
    def admitted(self) -> frozenset[tuple[str, str, str]]:
        """The wrong figures that the report itself lists, as name, wrong and right (a table 印刷值 … 计算值)."""
        found: set[tuple[str, str, str]] = set()
        for grid in self.grids:
            titles = [cell.text for cell in grid.table.grid[0]] if grid.table.grid else []
            wrong = next((place for place, title in enumerate(titles) if re.search(r"印刷值|印行值", title)), None)
            right = next((place for place, title in enumerate(titles) if "计算值" in title), None)
            if wrong is not None and right is not None:
                rows = range(1, len(grid.table.grid))
                texts = [tuple(grid.table.text(row, place) for place in (0, wrong, right)) for row in rows]
                found |= {(name, bare(one), bare(other)) for name, one, other in texts}
        return frozenset(found)

    @cached_property
    def captions(self) -> dict[str, list[Grid]]:
        """The tables by the number of their caption (表4-4)."""
        result: dict[str, list[Grid]] = defaultdict(list)
        for grid in self.grids:
            if number := number_of(grid.table.caption):
                result[number].append(grid)
        return dict(result)

    def tables_for(self, code: str) -> list[Grid]:
        """The data tables that the text about an indicator refers to."""
        numbers = [
            re.sub(r"[\s]", "", found).replace("—", "-")
            for passage in self.passages
            if code and passage.code == code
            for found in TABLE_REFERENCE.findall(passage.text)
        ]
        return [
            grid
            for number in dict.fromkeys(numbers)
            for grid in self.captions.get(number, [])
            if grid.block in self.data_blocks
        ]

    def standard_of(self, code: str) -> tuple[str, Spot] | None:
        """The printed scoring standard of an indicator."""
        papers = [paper for paper in self.papers if paper.code == code]
        holders: list[ScoreLine | Paper] = [*self.indicators.get(code, []), *papers]
        for holder in holders:
            if text := holder.texts.get("standard"):
                return text, holder.spots["standard"]
        return None

    def analyses(self, code: str) -> list[Passage]:
        """The passages that analyse an indicator."""
        return [passage for passage in self.passages if code and passage.code == code]
