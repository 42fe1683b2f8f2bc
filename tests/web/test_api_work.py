"""What people do on pages, done by programs: the same checks, the same record, the same files."""

import pytest
from conftest import USERS
from django.core.files.uploadedfile import SimpleUploadedFile
from test_api import program  # noqa: F401 -- the fixture of a program with a token

from kaocheng.web import jobs
from kaocheng.web.models import Change, Membership, SurveyLink, User
from kaocheng.web.workspace import workspace


@pytest.fixture
def lead(program):  # noqa: F811
    return program("lead_evaluator")


def test_a_metric_that_leads_nowhere_is_refused_as_on_its_page(lead, visitor, project):
    name, body = "新率", {"name": "新率", "unit": "%", "formula": "没有的表.没有的列"}
    edit = {"kind": "metric", "key": name, "field": "", "before": None, "after": body}
    by_page = visitor("lead_evaluator").edit(project, edit)
    by_program = lead.post("/edits", {"edits": [edit]})
    assert by_program.status_code == by_page.status_code == 400
    assert by_program.json()["lines"] == by_page.json()["lines"]
    assert lead.post("/metrics", {"name": name, "source": "问卷 没有这份"}).status_code == 400
    assert lead.post("/metrics", {"name": name, "source": "问卷 居民"}).json()["changed"] == [
        {"kind": "metric", "key": name, "field": ""}
    ]
    told = {one["name"]: one for one in lead.get("/metrics").json()}
    assert told[name]["source"] == "问卷 居民"
    assert told[name]["value"].endswith("%")


def test_the_origin_of_a_value_is_an_edit_too(lead, project):
    cell = {"table": "电子健康档案", "row": ["朔城区"], "column": "建档人数", "layer": "核定"}
    assert lead.post("/edits", {"edits": [cell | {"before": "", "after": "1"}]}).status_code == 200
    origin = cell | {"part": "来源", "before": "", "after": "抽查记录第3页"}
    assert lead.post("/edits", {"edits": [origin]}).status_code == 200
    item = project.items.get(kind="amendment", key="电子健康档案/朔城区/建档人数/核定")
    assert item.body["来源"] == "抽查记录第3页"


def test_links_are_made_with_quota_and_dates_and_closed(lead, project):
    assert lead.post("/surveys", {"name": "服务对象", "from": "服务对象满意度"}).status_code == 200
    terms = {"quota": 30, "opens": "2026-01-01", "closes": "2026-12-31"}
    assert lead.post("/surveys/服务对象/links", {"unit": ["应县", "平鲁区"], **terms}).status_code == 200
    told = lead.get("/surveys/服务对象/links").json()
    assert {(one["unit"], one["quota"], one["opens"]) for one in told} == {
        ("应县", 30, "2026-01-01"), ("平鲁区", 30, "2026-01-01"),
    }  # fmt: skip
    link = f"/surveys/服务对象/links/{told[0]['id']}"
    assert lead.post(f"{link}/change", {"quota": 50, "opens": "2026-13-01"}).status_code == 400
    assert lead.post(f"{link}/change", {"quota": 50}).status_code == 200
    for _ in range(2):  # told twice, closed once
        assert lead.post(f"{link}/switch", {"switch": "close"}).status_code == 200
    found = SurveyLink.objects.get(pk=told[0]["id"])
    assert (found.quota, found.opens, found.is_open) == (50, None, False)
    assert b"<svg" in lead.get(f"{link}/code.svg").content


def test_paper_is_typed_corrected_and_struck_out(lead, program, project):  # noqa: F811
    lead.post("/surveys", {"name": "服务对象", "from": "服务对象满意度"})
    answers = {f"Q{number}": "满意" for number in range(1, 7)}
    sent = {"answers": answers, "nonce": "a1"}
    assert [lead.post("/surveys/服务对象/forms", sent).json()["number"] for _ in range(2)] == [1, 1]
    assert lead.post("/surveys/服务对象/forms", {"answers": {}}).status_code == 400
    right = {"seen": answers | {"Q7": ""}, "answers": answers | {"Q1": "一般"}, "reason": "与原件核对"}
    changed = program("member").post("/surveys/服务对象/forms/1/correct", right).json()["changed"]
    assert changed == [{"kind": "paper_form", "key": "服务对象/1", "field": "answers.Q1"}]
    [form] = lead.get("/surveys/服务对象/forms").json()
    assert (form["answers"]["Q1"], form["changes"], form["by"]) == ("一般", 1, shown("lead_evaluator"))
    assert lead.post("/surveys/服务对象/forms/1/strike", {"reason": "重复"}).status_code == 200
    project.refresh_from_db()
    assert workspace(project).bundle.surveys["服务对象"].sample.valid == 0
    assert lead.post("/surveys/服务对象/forms/9/strike", {"reason": "重复"}).status_code == 404


def shown(role: str) -> str:
    """How the user of a role is called."""
    return User.objects.get(username=USERS[role]).shown_name


def test_a_unit_fills_in_submits_is_asked_answers_and_gets_it_back(program, lead):  # noqa: F811
    unit, at = program("evaluated_unit"), {"table": "电子健康档案", "at": "朔城区/建档人数"}
    own = unit.get("/fill").json()
    assert {cell["row"][0] for cell in own["cells"]} == {own["unit"]}
    assert unit.post("/fill/submit", {"note": "有的没有"}).status_code == 200
    state = {one["unit"]: one["state"] for one in lead.get("/submissions").json()}
    assert state[own["unit"]] == "已提交"
    assert lead.post("/queries", at | {"text": "为什么比上年少？"}).status_code == 200
    key = lead.get("/queries").json()[-1]["key"]
    assert unit.post(f"/queries/{key}/answer", {"text": "口径变了"}).status_code == 200
    assert lead.post(f"/queries/{key}/end", {"outcome": "已说明"}).status_code == 200
    assert lead.get("/queries").json()[-1]["state"] == "已了结"
    assert lead.post(f"/submissions/{own['unit']}/return", {"reason": "请补报"}).status_code == 200
    assert unit.get("/fill").json()["state"] == "已退回"


def test_a_comment_its_reply_and_outcome_and_a_level_signed(program, lead):  # noqa: F811
    reviewer = program("reviewer")
    asked = {"indicator": "A101", "comment": "依据呢？", "round": "二级审核"}
    assert reviewer.post("/reviews", asked).status_code == 200
    key = next(one["key"] for one in lead.get("/reviews").json()["comments"] if one["comment"] == "依据呢？")
    assert lead.post(f"/reviews/{key}/reply", {"reply": "见 E01"}).status_code == 200
    refused = reviewer.post(f"/reviews/{key}/settle", {"outcome": "不采纳"})
    assert refused.status_code == 400
    assert "不采纳的理由" in refused.json()["lines"][0]
    assert reviewer.post(f"/reviews/{key}/settle", {"outcome": "采纳"}).status_code == 200
    assert reviewer.post("/reviews/sign", {"level": "二级审核"}).status_code == 400  # the first one comes first
    stages = {one["name"]: one for one in lead.get("/stages").json()}
    assert list(stages) == ["方案", "数据", "评分", "报告", "审核", "归档"]
    assert "没有签署" in stages["审核"]["open"][-1]["what"]


def test_evidence_goes_up_and_comes_down(lead, program):  # noqa: F811
    file = SimpleUploadedFile("合同.txt", "合同第一页".encode())
    sent = {"file": file, "title": "合同", "indicators": "A101"}
    key = next(one["key"] for one in lead.post("/evidence", sent).json()["changed"] if one["kind"] == "evidence")
    [found] = [one for one in lead.get("/evidence").json() if one["key"] == key]
    assert (found["title"], found["indicators"]) == ("合同", ["A101"])
    assert program("expert").get(f"/evidence/{key}/file").content == "合同第一页".encode()
    assert lead.post("/evidence", {"file": SimpleUploadedFile("x.exe", b"MZ")}).status_code == 400


def test_a_report_is_written_and_its_files_come_down(lead):
    job = lead.post("/reports").json()["id"]
    assert jobs.work_once()
    done = lead.get(f"/reports/{job}").json()
    assert (done["state"], done["progress"]) == ("done", 100)
    word = next(file for file in done["files"] if file["name"].endswith(".docx"))
    assert lead.get(f"/reports/files/{word['id']}").content.startswith(b"PK")
    assert word["address"].endswith(f"/reports/files/{word['id']}")


def test_a_judgement_moves_the_score_and_its_derivation_says_how(lead, project):
    told = lead.get("/papers/A101").json()
    assert told["score"] is not None
    assert told["said"]
    assert lead.get("/figures?ref=指标.A101.得分").json()["derivation"]
    wanted = {"amount": "-0.5分", "reason": "迟报", "evidence": ["没有"]}
    assert lead.post("/papers/A101/adjust", wanted).status_code == 400
    key = workspace(project).evaluation.evidence[0].id
    assert lead.post("/papers/A101/adjust", wanted | {"evidence": [key]}).status_code == 200
    assert float(lead.get("/papers/A101").json()["score"]) == float(told["score"]) - 0.5


def test_members_come_and_go_and_one_lead_stays(lead, project):
    stranger = User.objects.get(username="fremd").pk
    assert lead.post("/members", {"user": stranger, "role": "evaluated_unit"}).status_code == 400  # of which unit?
    assert lead.post("/members", {"user": stranger, "role": "observer"}).status_code == 200
    assert {"user": stranger, "name": "fremd", "role": "observer", "unit": ""} in lead.get("/members").json()
    assert lead.post(f"/members/{stranger}/remove").status_code == 200
    own = Membership.objects.get(evaluation=project, role="lead_evaluator").user_id
    refused = lead.post(f"/members/{own}/remove")
    assert refused.status_code == 400
    assert "唯一的主评人" in refused.json()["lines"][0]
    assert lead.post("/lock", {"locked": True}).status_code == 200
    assert lead.post("/indicators/add", {"name": "新", "parent": "A1"}).status_code == 400  # a reason, please
    assert Change.objects.filter(evaluation=project, kind="member").first().reason == "锁定评价方案"


def test_indicators_go_out_as_a_workbook_and_come_in(lead):
    sheet = lead.get("/indicators.xlsx").content
    file = SimpleUploadedFile("指标.xlsx", sheet)
    assert lead.post("/indicators/import", {"file": file, "reason": "复核"}).status_code == 200
    added = lead.post("/indicators/add", {"name": "新的一项", "parent": "A1"}).json()["changed"]
    code = next(one["key"] for one in added if one["field"] == "")
    assert lead.post(f"/indicators/{code}/rename", {"code": "A199"}).status_code == 200
    assert lead.post("/indicators/A199/remove", {}).status_code == 200
    assert "A199" not in [one["key"] for one in lead.get("/items/indicator").json()]


def test_a_table_gets_a_column_and_a_row(lead):
    assert lead.post("/tables", {"name": "培训", "keys": "期次"}).status_code == 200
    assert lead.post("/tables/培训/columns", {"name": "人数", "unit": "人"}).status_code == 200
    assert lead.post("/tables/培训/rows", {"key": ["第一期"]}).status_code == 200
    assert lead.post("/tables/培训/rows", {"key": ["第一期"]}).status_code == 400
    assert lead.post("/tables/培训/rows/rename?row=第一期", {"key": ["春季"]}).status_code == 200
    found = lead.get("/tables/培训").json()
    assert (found["columns"][0]["name"], found["content"][0]["key"]) == ("人数", ["春季"])


def test_findings_are_added_linked_and_taken_away(lead):
    changed = lead.post("/findings/problem", {"title": "拨付慢"}).json()["changed"]
    key = changed[0]["key"]
    assert lead.post(f"/findings/problem/{key}/link", {"to": ["A101"]}).status_code == 200
    assert lead.get("/findings").json()["problems"][-1]["indicators"] == ["A101"]
    assert lead.post(f"/findings/problem/{key}/remove").status_code == 200


def test_the_record_is_picked_by_kind_person_and_day(lead):
    lead.post("/findings/problem", {"title": "拨付慢"})
    user = User.objects.get(username="zhuping").pk
    [found] = lead.get(f"/changes?kind=problem&by={user}&since=2020-01-01").json()
    assert found["after"]["title"] == "拨付慢"
    assert lead.get("/changes?kind=problem&until=2020-01-01").json() == []


def test_an_evaluation_begins_from_a_template(lead):
    made = lead.post(
        "", {"title": "某县2025年项目绩效评价", "template": "project-2020"}, address="/api/v1/evaluations/new"
    )
    assert made.json()["role"] == "lead_evaluator"
    wrong = lead.post("", {"title": "某县", "template": "nichts"}, address="/api/v1/evaluations/new")
    assert wrong.status_code == 400
