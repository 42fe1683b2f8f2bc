"""来历: inputs open in turn, and 影响 leads up to scores and texts."""

import pytest

from kaocheng.web.workspace import workspace


@pytest.fixture
def drawer(visitor, project):
    """The drawer of a figure, as htmx asks for it."""

    def ask(reference: str) -> str:
        where = f"/e/{project.pk}/origin/"
        return visitor("expert").get(where, {"ref": reference}, HTTP_HX_REQUEST="true").content.decode()

    return ask


def test_the_total_opens_the_score_of_every_indicator(drawer, project):
    page = drawer("总分")
    for scored in workspace(project).sheet.leaves:
        assert f"ref=%E6%8C%87%E6%A0%87.{scored.indicator.code}.%E5%BE%97%E5%88%86" in page
        assert scored.indicator.title in page


def test_a_score_enters_its_parents_the_total_and_texts(drawer):
    page = drawer("指标.A101.得分")
    affected = page[page.index("影响") :]
    for title in ("A1 项目立项", "A 投入", "总分"):
        assert title in affected
    assert "报告 10-摘要" in drawer("指标.A.得分")


def test_satisfaction_enters_the_indicator_that_uses_it(drawer, project):
    page = drawer("问卷.居民.满意度")
    affected = page[page.index("影响") :]
    assert f"/e/{project.pk}/papers/D201/" in affected
    assert "报告 10-摘要" in affected


def test_a_figure_of_one_text_only_affects_nothing_else(drawer):
    assert "影响</h3>" not in drawer("问卷.居民.回收率")
