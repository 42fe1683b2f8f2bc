"""The report that everybody writes: twenty chapters, each five pages of words, a table and a chart."""

from dataclasses import dataclass
from fractions import Fraction

CHAPTERS = 20
SENTENCE = "该项指标按照评分标准逐级计算，结果与自报数、佐证材料和访谈记录相互印证，差异在工作底稿中逐一说明。"


@dataclass(frozen=True)
class Chapter:
    """A title, paragraphs, rows (name, weight, score) and the score rate of each row."""

    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    rates: tuple[Fraction, ...]


def chapters() -> list[Chapter]:
    """The same twenty chapters at every call."""
    made = []
    for number in range(1, CHAPTERS + 1):
        paragraphs = tuple(f"第{number}章第{line}段。{SENTENCE * 4}" for line in range(1, 13))
        cents = [number * line * 37 % 500 for line in range(1, 13)]
        rows = tuple((f"指标{number}-{line}", "5.00", f"{score / 100:.2f}") for line, score in enumerate(cents, 1))
        rates = tuple(Fraction(score, 500) for score in cents)
        made.append(Chapter(f"一级指标{number}", paragraphs, rows, rates))
    return made
