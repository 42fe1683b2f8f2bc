"""Settings of an evaluation: lists saved as a whole, what is wrong said beside the field, members and their roles."""

from fractions import Fraction

import pytest

from kaocheng.web.models import Membership
from kaocheng.web.pages.settings import basis_parts
from kaocheng.web.workspace import workspace


def head(evaluation, field: str):
    """What is stored in a field of the head."""
    evaluation.refresh_from_db()
    return workspace(evaluation).item("head", "").body.get(field)


def grades(*limits: str) -> list[dict[str, str]]:
    """A scale of grades with those lower ends."""
    return [{"name": name, "at_least": limit} for name, limit in zip("优良中差", limits, strict=True)]


def test_the_grades_decide(visitor, project):
    edit = {
        "kind": "head",
        "key": "",
        "field": "grades",
        "before": head(project, "grades"),
        "after": grades("81", "75", "60", "0"),
    }
    answer = visitor("lead_evaluator").edit(project, edit)
    assert answer.status_code == 200
    assert "told" not in answer.json()
    project.refresh_from_db()
    assert workspace(project).sheet.grade.name == "优"  # 81.06 points


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (("80", "90", "60", "0"), "没有由高到低排列"),
        (("90", "80", "60", "50"), "低于它的得分没有等级"),
        (("90", "八十", "60", "0"), "八十"),
    ],
)
def test_a_scale_that_does_not_hold_is_told_beside_it_and_nothing_is_lost(visitor, project, limits, words):
    edit = {"kind": "head", "key": "", "field": "grades", "before": head(project, "grades"), "after": grades(*limits)}
    answer = visitor("lead_evaluator").edit(project, edit)
    assert answer.status_code == 200
    assert words in " ".join(answer.json()["told"])
    assert head(project, "grades") == grades(*limits)


def test_rates_can_be_scored_as_they_are_printed(visitor, project):
    edit = {"kind": "head", "key": "", "field": "round_rates", "before": None, "after": "2"}
    assert visitor("lead_evaluator").edit(project, edit).status_code == 200
    project.refresh_from_db()
    assert workspace(project).evaluation.round_rates == 2


def test_a_list_that_somebody_else_changed_is_not_overwritten(visitor, project):
    edit = {"kind": "head", "key": "", "field": "basis", "before": ["旧"], "after": ["新"]}
    answer = visitor("lead_evaluator").edit(project, edit)
    assert answer.status_code == 409
    assert answer.json()["conflicts"][0]["theirs"] == head(project, "basis")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("《办法》（财预〔2020〕10号）第十八条", ("《办法》", "（财预〔2020〕10号）", "第十八条")),
        ("《办法》（财预〔2020〕10号）第三条、第五条", ("《办法》", "（财预〔2020〕10号）", "第三条、第五条")),
        ("《中华人民共和国预算法》", ("《中华人民共和国预算法》", "", "")),
        ("《意见》（2009年3月17日）", ("《意见》（2009年3月17日）", "", "")),
        ("《甲（试行）》（财〔2013〕5号）及补充", ("《甲（试行）》（财〔2013〕5号）及补充", "", "")),
    ],
)
def test_a_basis_by_its_parts(text, parts):
    found = basis_parts(text)
    assert tuple(found.get(name, "") for name in ("title", "number", "article")) == parts
    assert "".join(found.values()) == text


def test_every_field_of_the_head_is_on_the_page(visitor, project):
    """Each key of evaluation.yaml that the bundle knows."""
    page = visitor("lead_evaluator").get(f"/e/{project.pk}/settings/").content.decode()
    known = ["title", "kind", "subject", "period", "base_date", "report_date", "report_number", "amount.value", "amount.unit",
             "organisations", "team", "schedule", "grades", "total", "round_rates", "background", "goals", "purpose",
             "principles", "methods", "basis", "quality_control", "limitations"]  # fmt: skip
    assert [name for name in known if f'data-field="{name}"' not in page] == []


def test_those_who_may_not_edit_read_the_settings(visitor, project):
    page = visitor("observer").get(f"/e/{project.pk}/settings/").content.decode()
    assert "data-shape" not in page
    assert "委托单位" in page


def test_a_member_gets_another_role(visitor, project):
    member = Membership.objects.get(evaluation=project, role="member")
    body = {"user": member.user_id, "role": "reviewer", "unit": ""}
    visitor("lead_evaluator").post(f"/e/{project.pk}/settings/members/add/", body)
    member.refresh_from_db()
    assert member.role == "reviewer"


def test_the_amount_is_money(visitor, project):
    edit = {
        "kind": "head",
        "key": "",
        "field": "amount.value",
        "before": head(project, "amount")["value"],
        "after": "100.5",
    }
    visitor("lead_evaluator").edit(project, edit)
    project.refresh_from_db()
    assert workspace(project).evaluation.amount.value == Fraction("100.5")


def test_what_the_head_lacks_is_told_by_the_names_of_the_page(visitor, project):
    lead = visitor("lead_evaluator")
    amount = {"kind": "head", "key": "", "field": "amount"}
    lead.edit(project, amount | {"before": head(project, "amount"), "after": None})
    told = lead.edit(project, amount | {"field": "amount.value", "before": None, "after": "500"}).json()["told"]
    assert any("缺少“计量单位”" in text for text in told)
    assert not any("unit" in text for text in told)
