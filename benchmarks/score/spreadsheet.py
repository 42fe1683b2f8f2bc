"""The scoring table of an evaluation as a workbook of live formulas, and as plain Python: the peers' input.

Both get what scoring has worked out for each leaf, its share of the weight, and do what is left: score, sums, total.
Kaocheng, beside them, starts from the bundle and reads, parses, computes and explains.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook

HEADS = ("编码", "权重", "份额分子", "份额分母", "得分", "得分率")


@dataclass(frozen=True)
class Line:
    """A row: a leaf with its share of the weight, or a parent with the rows that it sums."""

    code: str
    weight: Fraction
    share: Fraction | None
    below: tuple[int, ...] = ()


def write_workbook(lines: list[Line], file: Path) -> str:
    """Writes the table with one formula for each score, sum and rate; returns the cell of the total."""
    book = Workbook()
    sheet = book.active
    sheet.title = "打分表"
    sheet.append(HEADS)
    for number, line in enumerate(lines, start=2):
        if line.share is None:
            score = "=" + "+".join(f"E{index + 2}" for index in line.below)
            cells = [line.code, float(line.weight), None, None, score]
        else:
            share = [line.share.numerator, line.share.denominator]
            cells = [line.code, float(line.weight), *share, f"=ROUND(B{number}*C{number}/D{number},2)"]
        sheet.append([*cells, f"=ROUND(E{number}/B{number},4)"])
    total = f"E{len(lines) + 2}"
    tops = set(range(len(lines))) - {below for line in lines for below in line.below}
    sheet.append(["合计", None, None, None, "=" + "+".join(f"E{index + 2}" for index in sorted(tops))])
    book.save(file)
    return total


def plain_python(lines: list[Line]) -> Fraction:
    """The floor: the same arithmetic in a few lines of exact Python."""
    total = Fraction(0)
    for line in lines:
        if line.share is not None:
            hundredths = line.share * line.weight * 100
            total += Fraction((2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator), 100)
    return total
