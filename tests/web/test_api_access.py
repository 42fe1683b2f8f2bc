"""Every operation of the API for every role. The table here is the specification, and no operation may be missing in it."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from conftest import ROLES
from django.core.files.uploadedfile import SimpleUploadedFile
from ninja import Schema
from test_access import ALLOWED

from kaocheng.web.api import api

SPECIFICATION = """
enter            POST edits
view             GET  .  scores  figures?ref=总分  problems  items/indicator  stages  metrics  papers/A101  reviews  findings
view             GET  evidence  members  tables  tables/电子健康档案  submissions  queries  surveys  surveys/居民/inference
view             GET  indicators.xlsx  forms.xlsx
run_surveys      GET  items/paper_form  surveys/居民/links  surveys/居民/responses  surveys/居民/forms
run_surveys      GET  surveys/居民/links/1/code.svg
view_evidence    GET  evidence/E01/file
view_report      GET  reports  reports/1  reports/files/1  references
view_history     GET  changes  comparison?older=1&newer=1
export           GET  bundle  scores.csv
fill_own         GET  fill  fill/form.xlsx  fill/evidence/E01
rectify          GET  rectify
fill_own         POST fill/submit  fill/evidence
return_data      POST submissions/朔城区/return
edit_data        POST submissions/朔城区/submit  tables  forms  tables/电子健康档案/columns  tables/电子健康档案/rename
edit_data        POST tables/电子健康档案/remove  tables/电子健康档案/rows  tables/电子健康档案/rows/rename?row=应县
edit_data        POST tables/电子健康档案/rows/remove  tables/电子健康档案/rows/units
comment          POST queries  reviews  reviews/x/reply
answer           POST queries/x/answer
settle           POST queries/x/end  reviews/sign  reviews/x/settle
edit_head        POST units
edit_indicators  POST indicators/import  indicators/template  indicators/add  indicators/A101/rename  indicators/A101/move
edit_indicators  POST indicators/A101/remove  indicators/A101/meaning  indicators/A101/reading  metrics  metrics/remove  metrics/rename
edit_indicators  POST leftovers/remove  surveys/居民/use
judge            POST papers/A101/judge  papers/A101/adjust  papers/A101/adjust/remove
write            POST findings/problem  findings/problem/order  findings/problem/P1/link  findings/problem/P1/remove
write            POST sections  sections/order  sections/10-摘要/rename  sections/10-摘要/remove
add_evidence     POST evidence  evidence/E01/remove  checks/voucher  checks/voucher/V01/remove
add_evidence     POST surveys/居民/files  surveys/居民/files/remove
make_report      POST reports
manage           POST members  members/1/remove  lock  archive
run_surveys      POST surveys  surveys/result  surveys/居民/remove  surveys/居民/rename  surveys/居民/links  surveys/居民/links/1/change
run_surveys      POST surveys/居民/links/1/switch  surveys/居民/forms  surveys/居民/forms/1/correct
run_surveys      POST surveys/居民/forms/1/strike
"""
OPERATIONS = [
    (method, "" if path == "." else path, action)
    for action, method, *paths in map(str.split, SPECIFICATION.strip().splitlines())
    for path in paths
]
EVALUATION = "/api/v1/evaluations/{evaluation}"


def document() -> dict:
    """The OpenAPI document as programs get it."""
    return json.loads(json.dumps(api.get_openapi_schema()))


DOCUMENT = document()


def described(method: str, path: str) -> str:
    """The template of the address in the document that ``path`` is of: the one with the most of its own words."""
    steps = path.partition("?")[0].split("/") if path else []
    found = []
    for template, operations in DOCUMENT["paths"].items():
        if not template.startswith(EVALUATION) or method.lower() not in operations:
            continue
        parts = template.removeprefix(EVALUATION).strip("/").split("/") if template != EVALUATION else []
        if len(parts) == len(steps) and all(p == s or p.startswith("{") for p, s in zip(parts, steps, strict=True)):
            found.append((sum(part.startswith("{") for part in parts), template))
    return min(found)[1]


def filled(schema: dict) -> object:
    """Something that a schema accepts, required fields only."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if schema.get("type") == "object":
        return {name: filled(schema["properties"][name]) for name in schema.get("required", ())}
    return {"array": [], "integer": 1, "boolean": True}.get(schema.get("type"), "x")


def sent(browser, pk: int, method: str, path: str) -> int:
    """The status of a request that holds what it needs and nothing sensible."""
    address = f"/api/v1/evaluations/{pk}/{path}".rstrip("/")
    if method == "GET":
        return browser.get(address).status_code
    operation = DOCUMENT["paths"][described(method, path)]["post"]
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        form = {"cell": "x", "file": SimpleUploadedFile("a.csv", b"x\n")}
        return browser.post(address, form).status_code
    body = filled(content["application/json"]["schema"]) if content else {}
    return browser.post(address, json.dumps(body), content_type="application/json").status_code


def test_no_operation_is_missing():
    """Those that are no evaluation's are named here and tested elsewhere."""
    tried = {(method.lower(), described(method, path)) for method, path, _ in OPERATIONS}
    there = {(method, path) for path, operations in DOCUMENT["paths"].items() for method in operations}
    rest = {path.removeprefix("/api/v1") for _, path in there - tried}
    assert rest == {
        "/evaluations", "/evaluations/new", "/templates", "/standard", "/audits", "/audits/{audit}",
        "/audits/{audit}/versions", "/audits/{audit}/discrepancies", "/audits/{audit}/performed",
        "/audits/{audit}/decisions", "/audits/{audit}/sent", "/audits/{audit}/answers", "/audits/{audit}/list.xlsx",
        "/audits/{audit}/marked.html", "/audits/{audit}/versions/{version}/file",
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_every_operation_asks_the_policy(role, visitor, project):
    """Forbidden is 403; what is allowed is anything else (what makes no sense may be refused, with 400 or 404)."""
    browser = visitor(role)
    wrong = {}
    for method, path, action in OPERATIONS:
        if action == "enter":
            continue
        status = sent(browser, project.pk, method, path)
        assert status < 500, path
        assert status != 422, path  # it would say nothing of the policy
        if (status != 403) != (role in ALLOWED[action]):
            wrong[f"{method} {path}"] = status
    assert wrong == {}


def test_strangers_learn_nothing_and_nobody_is_let_in(visitor, project):
    stranger, nobody = visitor("fremd"), visitor()
    for method, path, _ in OPERATIONS:
        assert sent(stranger, project.pk, method, path) == 404, path
        assert sent(nobody, project.pk, method, path) == 401, path


@pytest.mark.parametrize("path", sorted(DOCUMENT["paths"]))
def test_every_operation_is_described(path):
    """A summary in Chinese, what comes back as a schema (files apart), and what an error looks like."""
    for operation in DOCUMENT["paths"][path].values():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in operation["summary"]), path
        assert "4XX" in operation["responses"]
        is_file = "." in path.rpartition("/")[2] or path.endswith(("/bundle", "/file", "/{key}", "/files/{file}"))
        if "204" not in operation["responses"] and (not is_file or operation["summary"].startswith("一个指标")):
            assert operation["responses"]["200"]["content"]["application/json"]["schema"], path


def test_no_two_schemas_bear_one_name():
    """The document would show the one in the place of the other."""
    names = Counter(schema.__name__ for schema in {*below(Schema)} if schema.__module__.startswith("kaocheng.web.api"))
    assert [name for name, count in names.items() if count > 1] == []


def below(kind: type) -> Iterator[type]:
    """Every class below ``kind``."""
    for one in kind.__subclasses__():
        yield one
        yield from below(one)
