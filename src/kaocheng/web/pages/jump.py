"""查找: every place that somebody can jump to by its name, from anywhere. Only what the asker may open is told."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, JsonResponse

from kaocheng.domain import DataTable
from kaocheng.places import InTable
from kaocheng.web.access import Access, page, signed_in
from kaocheng.web.models import Membership
from kaocheng.web.pages.fill_in import own_tables
from kaocheng.web.pages.frame import PLACES, space_of
from kaocheng.web.placing import address_of
from kaocheng.web.submissions import standings
from kaocheng.web.templatetags.printing import section_name
from kaocheng.web.workspace import Workspace

Spot = tuple[str, str, str]
"""What a place is called, what it is, its address."""
ROWS = 3000
"""How many rows of tables are listed at most."""
BESIDE = (("indicators/metrics/", "计算指标"), ("submissions/", "填报进度"), ("queries/", "质询"),
          ("problems/", "校验提示"), ("history/compare/", "比较两个修订"))  # fmt: skip
OUTSIDE: tuple[Spot, ...] = (("工作台", "页", "/"), ("报告复核", "页", "/audits/"), ("我的账户", "页", "/account/"))


@signed_in
def outside(request: Any) -> HttpResponse:
    """The places outside evaluations, and the evaluations of the asker."""
    return _answer([*_evaluations(request.user.pk), *OUTSIDE])


@page("enter")
def inside(request: Any) -> HttpResponse:
    """The places of one evaluation, then the other evaluations."""
    access, space = request.access, space_of(request)
    own = _whole(access, space) if access.can("view") else _of_unit(access, space)
    return _answer([*own, *_evaluations(request.user.pk, but=space.pk), *OUTSIDE])


def _answer(spots: Iterable[Spot]) -> JsonResponse:
    return JsonResponse({"places": [{"name": name, "what": what, "to": to} for name, what, to in spots]})


def _evaluations(user: int, but: int = 0) -> Iterator[Spot]:
    for one in Membership.objects.filter(user=user).exclude(evaluation=but).select_related("evaluation"):
        access = Access(one.user, one.evaluation, one.role, one.unit)
        yield one.evaluation.title, "评价", f"/e/{one.evaluation_id}/{'' if access.can('view') else 'fill/'}"


def _pages(access: Access, base: str) -> Iterator[Spot]:
    for address, name, action in PLACES:
        if access.can(action):
            yield name, "页", base + address
    for address, name in BESIDE:
        if access.can("view_history" if address.startswith("history/") else "view"):
            yield name, "页", base + address


def _whole(access: Access, space: Workspace) -> Iterator[Spot]:
    """Everything in an evaluation, for those who may read it."""
    evaluation, base = space.evaluation, f"/e/{space.pk}/"
    for scored in sorted(space.sheet.indicators, key=lambda one: not one.indicator.is_leaf):
        code = quote(scored.indicator.code, safe="")
        to = f"papers/{code}/" if scored.indicator.is_leaf else f"indicators/?at={code}#{code}"
        yield scored.indicator.title, "底稿" if scored.indicator.is_leaf else "指标", base + to
    yield from _pages(access, base)
    for one in standings(space):
        yield one.unit, "单位的填报", f"{base}submissions/{quote(one.unit, safe='')}/"
    for table in evaluation.tables:
        yield _title(table), "基础数据", f"{base}data/{quote(table.name, safe='')}/"
    for name in space.bundle.surveys:
        yield name, "问卷", f"{base}surveys/{quote(name, safe='')}/"
    for item in space.of_kind("problem"):
        yield f"{item.key} {item.body.get('title', '')}", "问题", f"{base}findings/#problem-{item.key}"
    for item in space.of_kind("recommendation"):
        yield f"{item.key} {item.body.get('title', '')}", "建议", f"{base}findings/#recommendation-{item.key}"
    for name in evaluation.narrative if access.can("view_report") else ():
        yield section_name(name), "报告", f"{base}report/{quote(name, safe='')}/"
    for metric in evaluation.metrics:
        yield metric.name, "计算指标", f"{base}indicators/metrics/#{quote(metric.name)}"
    for piece in evaluation.evidence:
        yield f"{piece.id} {piece.title}", "佐证", f"{base}evidence/#{piece.id}"
    for table in evaluation.tables:
        yield from _columns(space, table)
    rows = ((table, row.key) for table in evaluation.tables for row in table.rows)
    for (table, key), _ in zip(rows, range(ROWS), strict=False):
        yield "/".join(key), f"{_title(table)}的一行", _cell(space, table, key)


def _of_unit(access: Access, space: Workspace) -> Iterator[Spot]:
    """What an evaluated unit may open: its pages, its own tables."""
    base = f"/e/{space.pk}/"
    yield from _pages(access, base)
    for one in own_tables(space, access.unit):
        yield _title(one.table), "填报", f"{base}fill/#t-{quote(one.table.name)}"


def _columns(space: Workspace, table: DataTable) -> Iterator[Spot]:
    for row in table.rows[:1]:
        for column in table.columns:
            yield column.name, f"{_title(table)}的一列", _cell(space, table, row.key, column.name)


def _cell(space: Workspace, table: DataTable, row: tuple[str, ...], column: str = "") -> str:
    return address_of(space.pk, InTable(table.name, row, column or table.columns[0].name))


def _title(table: DataTable) -> str:
    return f"{table.number} {table.title or table.name}".strip()
