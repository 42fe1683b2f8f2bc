"""查找: what can be jumped to, and that nobody is told of what he may not open."""

import pytest


def spots(visitor, role, address):
    return visitor(role).get(address).json()["places"]


def named(found):
    return {(one["name"], one["what"]) for one in found}


def test_units_rows_columns_findings_metrics_and_pages_are_found(visitor, project):
    found = spots(visitor, "lead_evaluator", f"/e/{project.pk}/jump/")
    names = named(found)
    assert ("应县", "单位的填报") in names
    assert ("设置", "页") in names
    assert any(name.startswith("A101 ") and what == "底稿" for name, what in names)
    kinds = {one["what"] for one in found}
    assert {"问题", "建议", "计算指标", "问卷", "报告", "佐证", "评价", "指标"} <= kinds
    assert any(one["what"].endswith("的一列") and one["name"] == "建档人数" for one in found)
    assert any(one["what"].endswith("的一行") and one["name"] == "应县" for one in found)


def test_a_table_is_found_by_its_number(visitor, department):
    found = spots(visitor, "member", f"/e/{department.pk}/jump/")
    assert any(one["name"].startswith("1-3 ") and one["what"] == "基础数据" for one in found)


@pytest.mark.parametrize(
    "role", ["lead_evaluator", "member", "reviewer", "commissioner", "expert", "observer", "evaluated_unit"]
)
def test_everything_that_is_found_may_be_opened(visitor, project, role):
    browser = visitor(role)
    found = spots(visitor, role, f"/e/{project.pk}/jump/")
    addresses = {one["to"].partition("#")[0].partition("?")[0] for one in found}
    pages = {address for address in addresses if not any(part in address for part in ("/data/", "/papers/"))}
    assert {address: browser.get(address).status_code for address in pages} == dict.fromkeys(pages, 200)


def test_a_unit_finds_its_own_pages_only(visitor, project):
    found = spots(visitor, "evaluated_unit", f"/e/{project.pk}/jump/")
    inside = [one["to"] for one in found if one["to"].startswith(f"/e/{project.pk}/")]
    assert inside
    assert all(to.split("/")[3] in {"fill", "rectify"} for to in inside)


def test_outside_an_evaluation_ones_own_evaluations_are_found(visitor, project, department):
    assert (project.title, "评价") in named(spots(visitor, "reviewer", "/jump/"))
    assert not {one["what"] for one in spots(visitor, "fremd", "/jump/")} & {"评价"}
