"""The small drawing of value → score: bands are steps, slopes are slopes."""

from fractions import Fraction
from itertools import pairwise

from kaocheng.derivation import PERCENT, Given
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


def test_whole_steps_are_drawn_as_steps():
    line = corners("完成率达到100%得10分，每低5%（不足5%不计）扣1分。")
    slanted = [(a, b) for a, b in pairwise(line) if a[0] != b[0] and a[1] != b[1]]
    assert slanted == []
    assert len({y for _, y in line}) == 11  # 10 … 0


def test_a_floor_below_a_slope_is_straight_down():
    line = corners("完成率达到100%得满分，否则得分=完成率×10分，完成率低于60%不得分。")
    assert any(a[0] == b[0] and a[1] != b[1] for a, b in pairwise(line))


def test_the_present_value_is_marked_with_its_score():
    """80 % of an axis to 120 % that is 266 pixels wide; half of 86 pixels high."""
    sentence = "完成率≥90%得10分，80%≤完成率＜90%得5分，完成率＜80%得0分。"
    actual = Given("完成率", Fraction(4, 5), PERCENT)
    mark = view_standard(sentence, "完成率", Fraction(10), "", actual=actual).curve.mark
    assert (mark.x, mark.y, mark.text) == ("211.3", "53", "80.00% 得5.00分")
