"""A report prints no table in which nothing is filled in, and no survey that nobody answered."""

from dataclasses import replace

from kaocheng import templates
from kaocheng.bundle import read
from kaocheng.domain import Cell, Row
from kaocheng.report.contents.annex_data import base_data
from kaocheng.report.contents.annex_surveys import surveys
from kaocheng.report.contents.material import Material
from kaocheng.scoring import score


def material(bundle, evaluation=None) -> Material:
    evaluation = evaluation or bundle.evaluation
    return Material(evaluation, score(evaluation), bundle.surveys)


def begun(name: str):
    """The bundle of a template, in which nothing is filled in."""
    return read(templates.folder(name))


def test_a_table_without_a_figure_is_left_out():
    bundle = begun("self-2020")
    assert any(table.rows for table in bundle.evaluation.tables)
    assert list(base_data(material(bundle))) == []


def test_a_survey_that_nobody_answered_is_left_out():
    bundle = begun("project-2020")
    assert bundle.surveys
    assert list(surveys(material(bundle))) == []


def test_a_table_with_one_figure_is_printed():
    bundle = begun("self-2020")
    table = bundle.evaluation.table("项目资金")
    row = Row(("当年财政拨款",), {"全年预算数": Cell(100)})
    others = [one for one in bundle.evaluation.tables if one is not table]
    evaluation = replace(bundle.evaluation, tables=(*others, replace(table, rows=(row,))))
    assert len(list(base_data(material(bundle, evaluation)))) == 1
