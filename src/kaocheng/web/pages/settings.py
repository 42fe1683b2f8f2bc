"""设置: what the evaluation is about, its units, its members and their roles, the lock of the plan."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain import DEFAULT_GRADES, Unit, unit_names
from kaocheng.domain.evaluation import KIND_NAMES, ORGANISATION_ROLES
from kaocheng.numbers import exact_text
from kaocheng.web import messages
from kaocheng.web.access import LEAD, UNIT, page
from kaocheng.web.content.items import Body
from kaocheng.web.content.paths import get
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import Change, Membership, User
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.stages import steps
from kaocheng.web.protection import number


@dataclass(frozen=True)
class Column:
    """A column of a list: its key, its name, what kind of field it is, and the choices of a select."""

    key: str
    name: str
    kind: str = "text"
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class List:
    """A list of the head that is edited as a table. ``shape`` says what a row is stored as: a record or a text."""

    key: str
    name: str
    columns: tuple[Column, ...]
    about: str = ""
    shape: str = "records"


# Field of the head, its name, what kind of field it is.
FIELDS = (
    ("title", "题名", "text"), ("subject", "评价对象", "text"), ("period", "评价期间", "text"),
    ("base_date", "评价基准日", "date"), ("report_date", "报告日期", "date"), ("report_number", "报告编号", "text"),
)  # fmt: skip
TEXTS = (
    ("background", "项目或部门概况"), ("goals", "绩效目标"), ("purpose", "评价目的"), ("quality_control", "质量控制"),
    ("limitations", "局限"),
)  # fmt: skip
ROUNDING = {"2": "印刷的比率（两位小数的百分数）", "1": "一位小数的百分数", "0": "整数的百分数"}
MONEY = ("万元", "元", "亿元")
NAMED = (Column("name", "名称"), Column("text", "内容", "long"))
LISTS = (
    List("organisations", "机构", (Column("role", "角色", "select", ORGANISATION_ROLES), Column("name", "名称", "long"))),
    List(
        "team", "人员分工", (Column("role", "岗位"), Column("title", "职称"), Column("duty", "职责", "long")),
        "只写岗位，不写姓名；谁能进入系统在右边“成员”。",
    ),
    List(
        "schedule", "进度",
        (Column("stage", "阶段"), Column("from", "开始", "date"), Column("to", "结束", "date"), Column("work", "工作", "long")),
        "结束日期就是工作台上的期限。",
    ),
    List(
        "grades", "等级", (Column("name", "等级"), Column("at_least", "下限（分，含）", "number")),
        "由高到低，最低的从 0 分起。",
    ),
    List(
        "basis", "评价依据", (Column("title", "文件名称", "long"), Column("number", "文号"), Column("article", "条款")),
        "文号连括号写，如（财预〔2020〕10号）。", "texts",
    ),
    List("principles", "评价原则", NAMED),
    List("methods", "评价方法", NAMED),
)  # fmt: skip
_BASIS = re.compile(
    r"(?P<title>.*?)(?P<number>（[^（）]+号）)?(?P<article>(?:[、和及]?第[^（）《》]+?[条款章])*)", re.DOTALL
)


def basis_parts(text: str) -> dict[str, str]:
    """A basis by its parts, which joined give the text again: name, number in brackets, article."""
    found = _BASIS.fullmatch(text)
    return {"title": text} if found is None else {name: part or "" for name, part in found.groupdict().items()}


def _rows(listed: List, head: Body) -> list[dict[str, str]]:
    found = head.get(listed.key, [])
    if listed.key == "basis":
        return [basis_parts(text) for text in found]
    if listed.key == "grades" and not found:
        return [{"name": grade.name, "at_least": exact_text(grade.at_least)} for grade in DEFAULT_GRADES]
    return list(found)


@page("view")
def settings(request: Any) -> HttpResponse:
    """The page."""
    space = space_of(request)
    item = space.item("head", "")
    head: Body = item.body if item else {}
    facts = {
        "fields": [(key, name, kind, get(head, [key]) or "") for key, name, kind in FIELDS],
        "texts": [(key, name, get(head, [key]) or "") for key, name in TEXTS],
        "lists": [(one, _rows(one, head), json.dumps(head.get(one.key, []), ensure_ascii=False)) for one in LISTS],
        "money": MONEY,
        "rounding": ROUNDING,
        "kinds": KIND_NAMES,
        "head": head,
        "units": "\n".join(_lines(space.evaluation.units)),
        "unit_names": unit_names(space.evaluation.units),
        "members": Membership.objects.filter(evaluation=space.pk).select_related("user", "user__organisation"),
        "roles": ROLES,
        "users": User.objects.filter(is_active=True).exclude(evaluations=space.pk)
        if request.access.can("manage")
        else [],
        "units_saved": request.GET.get("saved") == "units",
        "can": request.access.can("edit_head"),
        "manages": request.access.can("manage"),
    }
    return show(request, "settings.html", "settings/", space, **facts)


def _lines(units: tuple[Unit, ...], depth: int = 0) -> Iterator[str]:
    for unit in units:
        yield "  " * depth + unit.name
        yield from _lines(unit.units, depth + 1)


@require_POST
@page("edit_head")
def units(request: Any) -> HttpResponse:
    """Stores the tree of units: one a line, those below another set in by two blanks."""
    space = space_of(request)
    after = read_units(request.POST.get("units", ""))
    item = space.item("units", "")
    save(request.access, [Edit("units", "", "", item.body if item else None, after or None)])
    return redirect(f"/e/{space.pk}/settings/?saved=units#units")


def read_units(text: str) -> list[Body]:
    """The tree that indented lines write."""
    roots: list[Body] = []
    levels: list[tuple[int, list[Body]]] = [(-1, roots)]
    for line in text.expandtabs(2).splitlines():
        name = line.strip().replace("　", "")
        if not name:
            continue
        depth = len(line) - len(line.lstrip())
        while levels[-1][0] >= depth:
            levels.pop()
        siblings = levels[-1][1]
        below: list[Body] = []
        siblings.append({"name": name, "units": below})
        levels.append((depth, below))
    return [_plain(unit) for unit in roots]


def _plain(unit: Any) -> Body:
    below = [_plain(part) for part in unit["units"]]
    return {"name": unit["name"], "units": below} if below else unit["name"]


@require_POST
@page("manage")
def add_member(request: Any) -> HttpResponse:
    """Makes a user a member with a role, or gives a member another role."""
    space = space_of(request)
    user = get_object_or_404(User, pk=number(request.POST.get("user", "")), is_active=True)
    role, unit = request.POST.get("role", ""), request.POST.get("unit", "").strip()
    if role not in ROLES:
        raise Http404
    if role == UNIT and not unit:
        raise Refusal(messages.NAME_NEEDED.at(what="被评价单位的名称"))
    _keep_a_lead(request, user, role)
    facts = {"role": role, "unit": unit if role == UNIT else ""}
    Membership.objects.update_or_create(evaluation=request.access.evaluation, user=user, defaults=facts)
    _record(request, f"{user.shown_name}：{ROLES[role]} {unit}".strip())
    return redirect(f"/e/{space.pk}/settings/#members")


@require_POST
@page("manage")
def remove_member(request: Any, user: int) -> HttpResponse:
    """Ends a membership."""
    found = get_object_or_404(Membership, evaluation=request.access.evaluation, user=user)
    _keep_a_lead(request, found.user, "")
    found.delete()
    _record(request, f"移出 {found.user.shown_name}")
    return redirect(f"/e/{request.access.evaluation.pk}/settings/#members")


def _keep_a_lead(request: Any, user: User, role: str) -> None:
    leads = Membership.objects.filter(evaluation=request.access.evaluation, role=LEAD)
    if role != LEAD and list(leads.values_list("user", flat=True)) == [user.pk]:
        raise Refusal(messages.LAST_LEAD.at())


@require_POST
@page("manage")
def lock(request: Any) -> HttpResponse:
    """Locks the plan (``locked``), or opens it again."""
    evaluation = request.access.evaluation
    if evaluation.archived:
        raise Refusal(messages.ARCHIVED.at())
    evaluation.plan_locked = bool(request.POST.get("locked"))
    evaluation.save(update_fields=["plan_locked"])
    _record(request, "锁定评价方案" if evaluation.plan_locked else "解锁评价方案")
    return redirect(f"/e/{evaluation.pk}/settings/#plan")


@require_POST
@page("manage")
def archive(request: Any) -> HttpResponse:
    """Archives (``archived``) an evaluation in which nothing is open any more, or opens it again, with a reason."""
    evaluation, reason = request.access.evaluation, request.POST.get("reason", "").strip()
    archived = bool(request.POST.get("archived"))
    if not archived and not reason:
        raise Refusal(messages.NAME_NEEDED.at(what="重新打开的理由"))
    if archived and not evaluation.archived:
        unfinished = [step for step in steps(request.access, space_of(request))[:-1] if not step.is_done]
        if unfinished:
            why = "；".join(f"{step.name}：{step.open[0][0]}" for step in unfinished)
            raise Refusal(messages.NOT_YET.at(what="归档", why=why))
    evaluation.archived = archived
    evaluation.save(update_fields=["archived"])
    if evaluation.archived:
        evaluation.survey_links.update(is_open=False)
    _record(request, "归档" if evaluation.archived else f"重新打开：{reason}")
    return redirect(f"/e/{evaluation.pk}/settings/#archive")


def _record(request: Any, what: str) -> None:
    evaluation = request.access.evaluation
    Change.objects.create(
        evaluation=evaluation, revision=evaluation.revision, by=request.user, kind="member", key="", reason=what
    )
