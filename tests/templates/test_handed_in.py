"""The reports of small evaluations made from the templates, as they are handed in: seals, what was judged."""

import pytest
from filling import filled

from kaocheng.bundle import read
from kaocheng.report import Document, build
from kaocheng.report.document import Paragraph, Table, plain, walk
from kaocheng.scoring import score
from kaocheng.templates import NAMES


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """By template, the report of the evaluation that fills it in."""
    made = {}
    for name in NAMES:
        bundle = read(filled(name, tmp_path_factory.mktemp("bundle") / name))
        made[name] = build(bundle.evaluation, score(bundle.evaluation), bundle.surveys).document
    return made


def table(document: Document, label: str) -> list[list[str]]:
    """The rows of the table with that label."""
    found = next(block for block in walk(document.blocks) if isinstance(block, Table) and block.label == label)
    return [[cell.plain for cell in row] for row in found.rows]


def words(document: Document) -> list[str]:
    """What the paragraphs say."""
    return [plain(block.runs) for block in walk(document.blocks) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_of_the_template(documents: dict[str, Document], name: str) -> None:
    said = "\n".join(words(documents[name]))
    assert [mark for mark in ("{{", "}}", "<!--", "（缺）") if mark in said] == []


def test_an_evaluation_leaves_room_for_the_seal_and_the_lead_evaluators_name(documents: dict[str, Document]) -> None:
    said = words(documents["project-2020"])
    at = said.index("评价机构（盖章）：某评价机构")
    assert said[at + 1 : at + 3] == ["主评人（签字）：", "2025年6月30日"]


def test_a_self_evaluation_is_sealed_by_its_unit(documents: dict[str, Document]) -> None:
    said = words(documents["self-2020"])
    at = said.index("填报单位（盖章）：某单位")
    assert said[at + 1 : at + 4] == ["单位负责人（签字）：", "填报人（签字）：", "2025年6月30日"]


def test_judged_points_are_counted_where_an_actual_stands(documents: dict[str, Document]) -> None:
    """立项依据充分性: five points, of which the last is not met."""
    row = next(row for row in table(documents["project-2020"], "表.打分表") if "A11 立项依据充分性" in row)
    assert row[-2:] == ["5个要点满足4个", "2.40"]
