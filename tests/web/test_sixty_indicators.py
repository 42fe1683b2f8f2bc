"""Sixty indicators: an edit of one cell asks the same few queries. How long it takes is shown by a benchmark."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaocheng.web.models import Evaluation
from kaocheng.web.workspace import workspace

STANDARD = "达到90%得满分，每下降1个百分点扣权重分的2%，低于60%不得分。"


@pytest.fixture
def sixty(visitor):
    """An evaluation with sixty indicators of the lead evaluator."""
    lead = visitor("lead_evaluator")
    pk = lead.post("/new/", {"title": "某市2025年六十个指标", "template": "project-2020"}).url.split("/")[2]
    evaluation = Evaluation.objects.get(pk=pk)
    present = len(workspace(evaluation).sheet.leaves)
    new = [
        {"code": f"E{n:02d}", "name": f"指标{n}", "weight": "1", "parent": "", "standard": STANDARD}
        for n in range(60 - present)
    ]
    edits = [{"kind": "indicator", "key": body["code"], "field": "", "before": None, "after": body} for body in new]
    assert lead.edit(evaluation, *edits).status_code == 200
    lead.get(f"/e/{pk}/indicators/")
    return evaluation


@pytest.mark.parametrize(
    ("field", "after"), [("weight", "2"), ("standard", "达到80%得满分，否则不得分。"), ("name", "新名")]
)
def test_an_edit_among_sixty_asks_few_queries(visitor, sixty, field, after):
    lead = visitor("lead_evaluator")
    sixty.refresh_from_db()
    before = workspace(sixty).item("indicator", "E20").body[field]
    edit = {"kind": "indicator", "key": "E20", "field": field, "before": before, "after": after}
    with CaptureQueriesContext(connection) as queries:
        assert lead.edit(sixty, edit).status_code == 200
    assert len(queries) <= 16
    assert lead.get(f"/e/{sixty.pk}/indicators/sums/").status_code == 200


def test_moving_among_sixty_changes_what_moved(visitor, sixty):
    lead = visitor("lead_evaluator")
    with CaptureQueriesContext(connection) as queries:
        answer = lead.post(f"/e/{sixty.pk}/indicators/move/", {"code": "E20", "by": "up"})
    assert answer.json()["at"] == "E20"
    assert len(queries) <= 20
