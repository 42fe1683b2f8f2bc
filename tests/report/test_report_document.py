"""The Document: its grid of spanned cells and its numbers."""

import pytest
from report_documents import SCORES, everything

from kaocheng.report.document import CrossReference, Heading, Paragraph, Table, cell, walk
from kaocheng.report.drawing.svg import step_colour
from kaocheng.report.grid import UnevenTable, grid
from kaocheng.report.numbering import chinese_number


def test_a_cell_over_two_rows_goes_on_in_the_second() -> None:
    first, second, last = grid(SCORES.rows, 3)
    assert [(slot.cell.plain, slot.column, slot.first) for slot in second] == [
        ("投入", 0, False), ("资金", 1, True), ("26.10", 2, True)
    ]  # fmt: skip
    assert [slot.column for slot in last] == [0, 2]
    assert all(slot.first for slot in first)


@pytest.mark.parametrize(("row", "covers"), [((cell("甲"),), 1), ((cell("甲", colspan=3),), 3), ((cell("甲"),) * 3, 3)])
def test_a_row_that_does_not_fill_the_table_is_refused(row: tuple[object, ...], covers: int) -> None:
    with pytest.raises(UnevenTable, match=f"第1行占{covers}列，表有2列"):
        grid([row], 2)  # type: ignore[list-item]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_headings_count_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_headings_tables_and_charts_are_numbered_and_references_say_the_number() -> None:
    blocks = list(walk(everything().blocks))
    assert [block.full_text for block in blocks if isinstance(block, Heading)] == [
        "摘要", "一、基本情况", "（一）项目概况", "1.建设内容", "（1）管网", "附件1"
    ]  # fmt: skip
    assert [block.title for block in blocks if isinstance(block, Table)] == ["表1 指标得分", "表2 指标得分"]
    said = next(block for block in blocks if isinstance(block, Paragraph))
    # The label stands twice; the first table keeps it.
    assert [run.text for run in said.runs if isinstance(run, CrossReference)] == ["表1", "图1"]


def test_the_steps_of_a_scale_darken_towards_the_good_end() -> None:
    """Relative luminance rises from the best to the worst answer, so that grey print keeps the order."""

    def light(shade: str) -> int:
        red, green, blue = (int(shade[at : at + 2], 16) for at in (1, 3, 5))
        return 2126 * red + 7152 * green + 722 * blue

    for count in (2, 3, 5, 6):
        shades = [light(step_colour(number, count)) for number in range(count)]
        assert shades == sorted(set(shades))
