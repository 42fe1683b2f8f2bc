"""工作台: what waits for me, my evaluations, what others changed lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kaocheng import templates
from kaocheng.diagnostics import errors
from kaocheng.domain import Stage
from kaocheng.web.access import POLICY, signed_in
from kaocheng.web.models import Change, Membership
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.audit_decisions import waiting_for
from kaocheng.web.pages.progress import Progress, Totals, present_stage, progress, totals
from kaocheng.web.queries import ANSWERED, queries
from kaocheng.web.submissions import standing_of, standings
from kaocheng.web.workspace import Workspace, workspace


@dataclass(frozen=True)
class Mine:
    """An evaluation of mine: my role, how far it is, and what waits for me there."""

    membership: Membership
    role: str
    space: Workspace
    stage: Stage | None
    progress: Progress
    waiting: tuple[tuple[str, str], ...]
    sees_scores: bool
    totals: Totals


@signed_in
def workbench(request: Any) -> HttpResponse:
    """The page."""
    memberships = (
        Membership.objects.filter(user=request.user).select_related("evaluation").order_by("-evaluation__changed")
    )
    mine = [_mine(membership) for membership in memberships]
    readers = [m.evaluation_id for m in memberships if m.role in POLICY["view_history"][1]]
    changes = Change.objects.filter(evaluation__in=readers).exclude(by=request.user).select_related("by", "evaluation")
    facts = {"mine": mine, "changes": changes[:12], "today": timezone.localdate(), "templates": templates.NAMES}
    facts["sent"] = waiting_for(request.user)
    return render(request, "workbench.html", facts)


def _mine(membership: Membership) -> Mine:
    space = workspace(membership.evaluation)
    waiting = tuple(_waiting(membership, space))
    sees = membership.role in POLICY["view"][1]
    stage = present_stage(space.evaluation.schedule)
    return Mine(membership, ROLES[membership.role], space, stage, progress(space), waiting, sees, totals(space))


def _waiting(membership: Membership, space: Workspace) -> list[tuple[str, str]]:
    """What waits for the member: texts with the address, inside the evaluation, of the page to go to."""
    role = membership.role
    found: list[tuple[str, str]] = []
    found += _of_unit(space, membership.unit) if role in POLICY["fill_own"][1] else _of_units(role, space)
    if role in POLICY["judge"][1]:
        if missing := [scored for scored in space.sheet.leaves if scored.score is None]:
            found.append((f"{len(missing)} 个指标还没有得分", f"papers/{missing[0].indicator.code}/"))
        if wrong := errors(space.problems):
            found.append((f"{len(wrong)} 处错误要改", "problems/"))
    open_ones = [item for item in space.of_kind("review") if not (item.body.get("outcome") or item.body.get("at"))]
    if role in POLICY["comment"][1] and open_ones:
        found.append((f"{len(open_ones)} 条审核意见没有结论", "reviews/"))
    return found


def _of_unit(space: Workspace, unit: str) -> Iterator[tuple[str, str]]:
    """What waits for an evaluated unit."""
    standing = standing_of(space, unit)
    if standing.last and not standing.is_locked:
        yield f"数据被退回：{standing.last.note}", "fill/"
    if standing.asked:
        yield f"{standing.asked} 条质询待答复", "fill/#asked"
    if not standing.is_locked and standing.filled.whole:
        left = standing.filled.left
        yield (f"还有 {left} 格没有填" if left else "已填完，待提交"), "fill/"


def _of_units(role: str, space: Workspace) -> Iterator[tuple[str, str]]:
    """What units and their answers ask of those who check them."""
    if role in POLICY["comment"][1] and (answered := sum(query.state == ANSWERED for query in queries(space))):
        yield f"{answered} 条质询已答复，待了结", "queries/"
    if role in POLICY["return_data"][1]:
        waiting = sum(not standing.is_locked for standing in standings(space))
        if waiting:
            yield f"{waiting} 个单位还没有提交数据", "submissions/"
