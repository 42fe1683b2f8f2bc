"""设置: what the evaluation is about, its units, its members and their roles, the lock of the plan."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain import Unit, unit_names
from kaocheng.domain.evaluation import KIND_NAMES, ORGANISATION_ROLES
from kaocheng.web import messages
from kaocheng.web.access import LEAD, UNIT, page
from kaocheng.web.content.items import Body
from kaocheng.web.content.paths import get
from kaocheng.web.editing import Edit, save
from kaocheng.web.models import Change, Membership, User
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.frame import show, space_of

# Field of the head → its name, and whether it is a long text.
FIELDS = {
    "title": ("题名", False), "subject": ("评价对象", False), "period": ("评价期间", False),
    "base_date": ("评价基准日", False), "report_date": ("报告日期", False), "report_number": ("报告编号", False),
    "amount.value": ("涉及金额", False), "amount.unit": ("涉及金额的单位", False),
    "total": ("满分", False), "background": ("项目或部门概况", True), "goals": ("绩效目标", True),
    "purpose": ("评价目的", True), "quality_control": ("质量控制", True), "limitations": ("局限", True),
}  # fmt: skip
LISTS = {
    "organisations": ("机构", (("role", "角色"), ("name", "名称"))),
    "team": ("人员分工", (("role", "岗位"), ("title", "职称"), ("duty", "职责"))),
    "principles": ("评价原则", (("name", "名称"), ("text", "内容"))),
    "methods": ("评价方法", (("name", "名称"), ("text", "内容"))),
    "schedule": ("进度", (("stage", "阶段"), ("from", "开始"), ("to", "结束"), ("work", "工作"))),
}


@page("view")
def settings(request: Any) -> HttpResponse:
    """The page."""
    space = space_of(request)
    item = space.item("head", "")
    head: Body = item.body if item else {}
    facts = {
        "fields": [(key, name, long, get(head, key.split(".")) or "") for key, (name, long) in FIELDS.items()],
        "lists": [(key, name, columns, [*head.get(key, []), {}]) for key, (name, columns) in LISTS.items()],
        "kinds": KIND_NAMES,
        "organisation_roles": ORGANISATION_ROLES,
        "head": head,
        "units": "\n".join(_lines(space.evaluation.units)),
        "unit_names": unit_names(space.evaluation.units),
        "members": Membership.objects.filter(evaluation=space.pk).select_related("user", "user__organisation"),
        "roles": ROLES,
        "users": User.objects.filter(is_active=True).exclude(evaluations=space.pk)
        if request.access.can("manage")
        else [],
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
    return redirect(f"/e/{space.pk}/settings/#units")


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
    user = get_object_or_404(User, pk=request.POST.get("user"), is_active=True)
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
    """Locks the plan, or opens it again."""
    evaluation = request.access.evaluation
    evaluation.plan_locked = not evaluation.plan_locked
    evaluation.save(update_fields=["plan_locked"])
    _record(request, "锁定评价方案" if evaluation.plan_locked else "解锁评价方案")
    return redirect(f"/e/{evaluation.pk}/settings/#plan")


def _record(request: Any, what: str) -> None:
    evaluation = request.access.evaluation
    Change.objects.create(
        evaluation=evaluation, revision=evaluation.revision, by=request.user, kind="member", key="", reason=what
    )
