"""校验提示: the same list in the panel, in the interface and from ``kaocheng check`` on the exported bundle."""

import json
import re
from html import unescape

import pytest

from kaocheng.bundle.archive import unpack
from kaocheng.cli import main
from kaocheng.web import transfer
from kaocheng.web.content.items import row_key
from kaocheng.web.workspace import workspace

EXAMPLES = ["project", "department"]
OUTLINE = "sections:\n  - 摘要\n  - 没有的一节\n"


@pytest.fixture(params=EXAMPLES)
def evaluation(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def lead(visitor):
    return visitor("lead_evaluator")


@pytest.fixture
def checked(tmp_path, capsys):
    """What ``kaocheng check --json`` says of the exported bundle."""

    def checked(evaluation) -> list[tuple[str, str, str]]:
        packed = tmp_path / "out.kaocheng"
        packed.write_bytes(transfer.archive(workspace(evaluation)))
        unpack(packed, tmp_path / "out")
        main(["check", str(tmp_path / "out"), "--json"])
        return said(json.loads(capsys.readouterr().out))

    return checked


def said(found) -> list[tuple[str, str, str]]:
    """Diagnostics without the names of places: a line of a file there is an item here."""
    return sorted((one["severity"], one["code"], one["message"]) for one in found)


def listed(lead, evaluation) -> list[str]:
    """The texts of the panel, each without the places before it and the hint behind it."""
    page = lead.get(f"/e/{evaluation.pk}/problems/?all", headers={"HX-Request": "true"}).content.decode()
    return re.findall(r'<li class="(?:error|warning|note)">(.*?)</li>', page)


def make_mistakes(lead, evaluation) -> None:
    """A number that is typed, a figure and a picture that are not there, a sentence unfinished, a cell that is no number."""
    section = evaluation.items.filter(kind="section", deleted=False).order_by("key").first()
    text = "建档率为77.77%，得{{指标.没有.得分}}，见{{图.没有}}和{{总分。"
    edits = [{"kind": "section", "key": section.key, "field": "", "before": section.body, "after": text}]
    paper = evaluation.items.filter(kind="paper", deleted=False).first()
    edits.append({"kind": "paper", "key": paper.key, "field": "", "before": paper.body, "after": "{{表.没有}}"})
    table, row, column = next(
        (table, row, column)
        for table in workspace(evaluation).evaluation.tables
        for row in table.rows
        for column in table.columns
        if not column.measure.is_text and column.name in row.cells
    )
    item = evaluation.items.get(kind="row", key=row_key(table.name, row.key))
    before = item.body["cells"][column.name]
    edits.append({"table": table.name, "row": row.key, "column": column.name, "before": before, "after": "三"})
    assert lead.edit(evaluation, *edits).status_code == 200
    evaluation.refresh_from_db()


def test_every_line_leads_to_its_place_and_speaks_of_pages(lead, evaluation):
    make_mistakes(lead, evaluation)
    lines = listed(lead, evaluation)
    assert [line for line in lines if "<a href=" not in line] == []
    said = " ".join(unescape(re.sub(r"<[^>]+>", "", line)) for line in lines)
    assert re.findall(r"\S*\.(?:yaml|csv|md)\S*|kaocheng \w+|第\d+—\d+字", said) == []
    assert re.search(r"报告·\S+ 第\d+行", said)


def test_the_words_of_a_standard_are_quoted(lead, department):
    page = " ".join(unescape(re.sub(r"<[^>]+>", "", line)) for line in listed(lead, department))
    sentence = workspace(department).sheet["D22"].indicator.standard
    assert f"“{sentence[:28]}” 没有说其他情况得多少分" in page  # characters 1 to 28


def test_a_verified_value_is_named_once_and_leads_to_its_cell(lead, department):
    [line] = [line for line in listed(lead, department) if "采用核定值" in line]
    assert line.count("上年决算数") == 1
    assert f'href="/e/{department.pk}/data/' in line
    assert "cell=" in line


def test_the_panel_lists_what_the_command_lists(lead, evaluation, checked):
    make_mistakes(lead, evaluation)
    there = checked(evaluation)
    here = lead.get(f"/api/v1/evaluations/{evaluation.pk}/problems").json()
    assert said(here) == there
    codes = {code for _, code, _ in there}
    assert {"unknown-figure", "unclosed-reference", "bare-number", "cell-not-a-number"} <= codes
    shown = listed(lead, evaluation)
    assert len(shown) == len(there)
    texts = "\n".join(re.sub("<[^>]*>", "", unescape(line)) for line in shown)
    missing = [message for _, _, message in there if not any(part in texts for part in (message, message[-20:]))]
    assert missing == []


def test_the_examples_as_they_are_have_the_same_messages_in_both(lead, evaluation, checked):
    assert said(lead.get(f"/api/v1/evaluations/{evaluation.pk}/problems").json()) == checked(evaluation)


def test_an_outline_that_names_no_section_is_told_by_both(project, tmp_path, capsys):
    (tmp_path / "report").mkdir()
    for path, data in transfer.files(workspace(project)).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "report/outline.yaml").write_text(OUTLINE, "utf-8")
    main(["check", str(tmp_path), "--json"])
    there = said(json.loads(capsys.readouterr().out))
    assert any(code == "unknown-report-section" for _, code, _ in there)
    made = transfer.take_folder(tmp_path, project.members.first())
    assert said(one.as_json() for one in workspace(made).problems) == there


def test_a_page_does_not_wait_for_the_texts_to_be_checked(lead, project):
    make_mistakes(lead, project)
    page = lead.get(f"/e/{project.pk}/papers/A101/").content.decode()
    assert "data-waiting" in page
    count = lead.get(f"/e/{project.pk}/problems/count/").content.decode().strip()
    errors = sum(one.severity == "error" for one in workspace(project).problems)
    assert f"{errors} 错误" in count
    page = lead.get(f"/e/{project.pk}/papers/A101/").content.decode()
    assert "data-waiting" not in page
    assert count in page
