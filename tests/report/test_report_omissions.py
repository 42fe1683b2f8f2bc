"""A report prints no table in which nothing is filled in, and no survey that nobody answered."""

from dataclasses import replace

import pytest

from kaocheng import templates
from kaocheng.bundle import read
from kaocheng.domain import Cell, Row
from kaocheng.report.contents.annex_data import base_data
from kaocheng.report.contents.annex_surveys import surveys
from kaocheng.report.contents.material import Material
from kaocheng.scoring import score


@pytest.fixture
def begun():
    """The bundle of a template, in which nothing is filled in."""
    return read(templates.folder("self-2020"))


def material(bundle, evaluation=None) -> Material:
    evaluation = evaluation or bundle.evaluation
    return Material(evaluation, score(evaluation), bundle.surveys)


def test_what_was_only_declared_is_left_out(begun):
    assert any(table.rows for table in begun.evaluation.tables)  # rows without a figure
    assert begun.surveys
    assert list(base_data(material(begun))) == []
    assert list(surveys(material(begun))) == []


def test_a_table_with_one_figure_is_printed(begun):
    table = begun.evaluation.table("项目资金")
    row = Row(("项目支出",) * len(table.keys), {"全年预算数": Cell(100)})
    others = [one for one in begun.evaluation.tables if one is not table]
    evaluation = replace(begun.evaluation, tables=(*others, replace(table, rows=(row,))))
    assert len(list(base_data(material(begun, evaluation)))) == 1
