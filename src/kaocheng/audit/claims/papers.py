"""Working papers (工作底稿): per indicator its weight, target, standard, analysis and score, as the annex prints them."""

import re
from dataclasses import dataclass, field

from kaocheng.audit.claims.numbers import Printed, printed
from kaocheng.audit.document import Document, Paragraph, Spot, Table
from kaocheng.audit.reading.normalise import squeezed

TITLE = re.compile(
    r"^(?P<code>[A-Z]\d{1,5})\s*[“\"「]?\s*(?P<name>[^。；]{2,50}?)\s*[”\"」]?\s*(?:指标)?(?:评价|工作)?底稿$"
)
_FIELDS = (
    ("weight", re.compile(r"指标权重[：:]\s*(?P<value>\d+(?:\.\d+)?)")),
    ("target", re.compile(r"(?:指标)?(?:标杆值|目标值)[：:]\s*(?P<value>\S.{0,30}?)\s*(?=指标评分|$)")),
    ("standard", re.compile(r"(?:指标)?评分(?:细则|标准)[：:]\s*(?P<value>.+)$")),
    ("score", re.compile(r"(?:指标)?得分[：:]\s*(?P<value>\d+(?:\.\d+)?)\s*分?$")),
    ("analysis", re.compile(r"(?:评分计算过程及依据|计算过程|评分过程|分析)[：:]\s*(?P<value>.+)$")),
)
_ENDS = re.compile(r"^(?:数据来源|评价结果|评价标准|指标解释|指标权重)")
_GLUED = re.compile(r"(?=指标(?:解释|权重：|标杆值：|评分细则：|评分计算过程及依据：|得分：)|数据来源|评价标准\s*指标)")


@dataclass
class Paper:
    """One working paper."""

    code: str
    name: str
    spot: Spot
    texts: dict[str, str] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    numbers: dict[str, Printed] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}".strip()


def working_papers(document: Document) -> list[Paper]:
    """The working papers, whether printed as paragraphs or as tables below a title."""
    papers: list[Paper] = []
    current: Paper | None = None
    open_field = ""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            if current:
                _from_table(current, index, block)
            continue
        title = TITLE.match(block.text)
        if title:
            name_spot = Spot(index, -1, -1, title.start("name"), title.end("name"))
            current = Paper(title["code"], squeezed(title["name"]), name_spot)
            papers.append(current)
            open_field = ""
        elif current and len(block.text) < 20 and re.match(r"^(?:附件|[一二三四五六七八九十]+、)", block.text):
            current = None
        elif current:
            open_field = _from_paragraph(current, index, block, open_field)
    return papers


def _from_paragraph(paper: Paper, index: int, block: Paragraph, open_field: str) -> str:
    """Takes what a paragraph says; a paragraph without a label continues the field before."""
    for start, end in _pieces(block.text):
        piece = block.text[start:end]
        labelled = False
        for name, pattern in _FIELDS:
            found = pattern.search(piece)
            if found:
                _take(
                    paper,
                    name,
                    found["value"],
                    Spot(index, -1, -1, start + found.start("value"), start + found.end("value")),
                )
                open_field, labelled = (name if name in {"standard", "analysis"} else ""), True
                break
        if not labelled and _ENDS.match(piece):
            open_field = ""
        elif not labelled and open_field in paper.texts:
            paper.texts[open_field] += piece
    return open_field


def _pieces(text: str) -> list[tuple[int, int]]:
    starts = sorted({0, *(found.start() for found in _GLUED.finditer(text))})
    return [
        (start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if text[start:end].strip()
    ]


def _from_table(paper: Paper, index: int, table: Table) -> None:
    for cell in table.cells():
        spot = Spot(index, cell.row, cell.column)
        for name, pattern in _FIELDS:
            found = pattern.search(cell.text)
            if found and name not in paper.texts:
                _take(paper, name, found["value"], Spot(*spot.cell, found.start("value"), found.end("value")))
    for row in range(len(table.grid)):
        for column in range(len(table.grid[row]) - 1):
            label, value = squeezed(table.text(row, column)), table.text(row, column + 1)
            if not table.is_origin(row, column + 1):
                continue
            for name in ("weight", "target", "standard", "score", "actual", "analysis"):
                if label in _LABELS[name] and value and name not in paper.texts:
                    _take(paper, name, value, Spot(index, row, column + 1))


_LABELS = {
    "weight": {"指标权重", "权重", "分值"},
    "target": {"目标值", "标杆值", "指标标杆值"},
    "standard": {"评分标准", "评分细则", "指标评分细则"},
    "score": {"得分", "指标得分"},
    "actual": {"业绩值", "完成值", "实际值"},
    "analysis": {"分析", "情况分析", "评分过程", "指标分析", "评分计算过程及依据"},
}


def _take(paper: Paper, name: str, text: str, spot: Spot) -> None:
    if name in paper.texts and name != "analysis":
        return
    paper.texts[name] = text.strip()
    paper.spots[name] = spot
    bare = re.sub(r"分$", "", text.strip())
    number = printed(bare, Spot(*spot.cell, 0, len(bare)) if bare != text.strip() and spot.end < 0 else spot)
    if number is not None:
        paper.numbers[name] = number
