"""The small drawing of value → score: bands are steps, slopes are slopes."""

from fractions import Fraction
from itertools import pairwise

from kaocheng.web.pages.standard_view import view_standard


def corners(sentence: str) -> list[tuple[str, str]]:
    curve = view_standard(sentence, "完成率", Fraction(10), "").curve
    return [tuple(point.split(",")) for point in curve.line.split()]


def test_bands_are_drawn_as_steps():
    """No stretch of the line is slanted."""
    line = corners("完成率≥90%得10分，80%≤完成率＜90%得5分，完成率＜80%得0分。")
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))
    assert len({y for _, y in line}) == 3


def test_what_rises_evenly_is_drawn_as_a_slope():
    line = corners("得分=完成率×10分。")
    assert any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(line))
