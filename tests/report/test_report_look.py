"""What makes a page look right: titles broken by their meaning, columns that hold their figures, charts in grey print."""

from itertools import pairwise

import pytest
from report_sample import evaluation, sheet

from kaocheng.domain import Evidence, Review
from kaocheng.report.breaking import breakable, title_lines
from kaocheng.report.contents import build
from kaocheng.report.contents.shapes import ROOM, shapes
from kaocheng.report.document import Block, Heading, Paragraph, Table, cell, plain, walk
from kaocheng.report.drawing.svg import COLOURS, ink


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某市2020年项目绩效评价报告", "某市2020年项目绩效评价报告"),
        ("朔州市2017年基本公共卫生服务项目绩效评价报告", "朔州市2017年基本公共卫生服务\n项目绩效评价报告"),
        ("朔州市卫生健康委员会2020年部门整体支出绩效评价报告", "朔州市卫生健康委员会2020年\n部门整体支出绩效评价报告"),
    ],
)
def test_a_long_title_is_broken_where_its_words_allow(title: str, lines: str) -> None:
    assert title_lines(title) == lines


def test_lines_may_be_broken_after_signs_and_between_codes_but_not_inside_figures() -> None:
    assert breakable("8,736.10÷8,627.99=101.25%") == "8,736.10÷\u200b8,627.99=\u200b101.25%"
    assert breakable("A101、A102和城区、郊区") == "A101、\u200bA102和城区、郊区"


def test_columns_of_words_give_way_to_columns_of_figures() -> None:
    """84 places: 金额 keeps its 10 figures and padding, the two long columns share what is left."""
    words = "长" * 40
    rows = [tuple(map(cell, row)) for row in (("说明", "金额", "备注"), (words, "12,696.66", words))]
    found = shapes(rows)
    assert found[1].width == len("12,696.66") + 3
    assert found[0].width == found[2].width
    assert sum(shape.width for shape in found) <= ROOM
    assert [shape.align for shape in found] == ["left", "center", "left"]


def brightness(colour: str) -> int:
    """0…255 by the weights of Rec. 601: how bright a colour is in grey print."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (299 * red + 587 * green + 114 * blue) // 1000


def test_neighbouring_colours_differ_in_grey_print_and_words_upon_them_can_be_read() -> None:
    assert all(abs(brightness(one) - brightness(other)) >= 50 for one, other in pairwise(COLOURS))
    assert all(abs(brightness(colour) - brightness(ink(number))) >= 100 for number, colour in enumerate(COLOURS))


def blocks(**more: object) -> list[Block]:
    return list(walk(build(evaluation(**more), sheet()).document.blocks))


def test_how_every_comment_was_answered() -> None:
    found = blocks(
        reviews=(
            Review("财政部门", "请写明分母。", "2020-12-21", "A12", reply="已写明。", outcome="采纳", effect="无"),
            Review("被评价单位", "建议不扣分。", "2020-12-22", "B11", reply="没有佐证，维持原判断。", outcome="不采纳"),
        )
    )
    said = [plain(block.runs) for block in found if isinstance(block, Paragraph)]
    assert (
        "评价过程中共收到意见2条（财政部门1条、被评价单位1条），处理结果：采纳1条、不采纳1条。各条意见及答复见下表。"
        in said
    )
    table = next(block for block in found if isinstance(block, Table) and block.caption == "审核意见及答复")
    assert [part.plain for part in table.rows[1]] == [
        "2", "被评价单位", "2020年12月22日", "B11", "建议不扣分。", "没有佐证，维持原判断。", "不采纳", "—"
    ]  # fmt: skip


def test_the_evidence_list_tells_what_was_kept() -> None:
    kept = Evidence("E01", "立项批复", "evidence/批复.pdf", "ab12" * 16, ("A11", "A12", "B11", "B12"))
    table = next(
        block for block in blocks(evidence=(kept, Evidence("E02", "台账")))
        if isinstance(block, Table) and block.caption == "佐证材料清单"
    )  # fmt: skip
    assert [[part.plain for part in row] for row in table.rows] == [
        ["E01", "立项批复", "A11、A12、B11、\nB12", "批复.pdf", "ab12ab12ab12"],
        ["E02", "台账", "—", "未留存", "—"],
    ]


def test_a_working_paper_has_its_title_in_the_middle_and_room_for_who_judged() -> None:
    found = blocks()
    titles = [block for block in found if isinstance(block, Heading) and block.text.endswith("评价底稿")]
    assert [title.text for title in titles][:2] == ["A11 立项规范性评价底稿", "A12 资金到位率评价底稿"]
    assert all(title.centered for title in titles)
    paper = found[found.index(titles[0]) + 1]
    assert isinstance(paper, Table)
    assert [part.plain for part in paper.rows[-1]] == ["评价人", "主评人", "日期", "2020年12月20日"]
