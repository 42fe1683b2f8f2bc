"""工作台: what waits for me, my evaluations, what others changed lately."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kaocheng import templates
from kaocheng.diagnostics import errors
from kaocheng.domain import Stage
from kaocheng.web.access import POLICY, Access, audits_of, may_begin, signed_in
from kaocheng.web.audits.deciding import answered_to, waiting_for
from kaocheng.web.editing import concerns
from kaocheng.web.models import Change, Membership
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.findings import advice_of
from kaocheng.web.pages.progress import Progress, Totals, days_left, gaps, phase, present_stage, progress, totals
from kaocheng.web.pages.reviews import Level, comments, levels
from kaocheng.web.pages.runs import runs
from kaocheng.web.pages.stages import steps
from kaocheng.web.queries import ANSWERED, queries
from kaocheng.web.signatures import LEVELS
from kaocheng.web.submissions import standing_of, still_out
from kaocheng.web.workspace import Workspace, workspace

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for me: what, the address of the page to go to, its evaluation, the end of its stage."""

    text: str
    address: str
    title: str
    evaluation: str
    due: str
    days: int | None

    @property
    def order(self) -> tuple[bool, str]:
        """By deadline; what has none comes last."""
        return not self.due, self.due


@dataclass(frozen=True)
class Mine:
    """An evaluation of mine: my role, how far it is, and what waits for me there."""

    membership: Membership
    role: str
    space: Workspace
    stage: Stage | None
    step: str
    progress: Progress
    waiting: tuple[Waiting, ...]
    sees_scores: bool
    totals: Totals


@signed_in
def workbench(request: Any) -> HttpResponse:
    """The page."""
    memberships = (
        Membership.objects.filter(user=request.user)
        .select_related("evaluation", "user")
        .order_by("-evaluation__changed")
    )
    mine, broken = [], []
    for membership in memberships:
        try:
            mine.append(_mine(membership))
        except Exception:  # noqa: BLE001 -- one that cannot be read is no reason not to show the others
            _LOG.exception("evaluation %s", membership.evaluation_id)
            broken.append(membership.evaluation)
    readers = [m.evaluation_id for m in memberships if m.role in POLICY["view_history"][1]]
    changes = Change.objects.filter(evaluation__in=readers).exclude(by=request.user).select_related("by", "evaluation")
    facts = {
        "mine": mine,
        "broken": broken,
        "runs": runs(changes, 10),
        "today": timezone.localdate(),
        "templates": templates.NAMES,
    }
    facts["waiting"] = sorted((one for each in mine for one in each.waiting), key=lambda one: one.order)
    facts["begins"] = may_begin(request.user)
    facts |= {"sent": waiting_for(request.user), "answered": answered_to(request.user, audits_of(request.user))}
    return render(request, "workbench.html", facts)


def _mine(membership: Membership) -> Mine:
    space = workspace(membership.evaluation)
    access = Access(membership.user, membership.evaluation, membership.role, membership.unit)
    sees = access.can("view")
    stage = present_stage(space.evaluation.schedule)
    base, title = f"/e/{space.pk}/", space.evaluation.title
    open_ones = [] if membership.evaluation.archived else _waiting(access, space)
    waiting = []
    for text, address, step in open_ones:
        due = phase(space.evaluation.schedule, step)
        where = base if sees else f"{base}fill/"
        waiting.append(Waiting(text, base + address, title, where, due.end if due else "", days_left(due)))
    step = next((step.name for step in steps(access, space) if step.is_now), "已归档") if sees else ""
    return Mine(
        membership, ROLES[membership.role], space, stage, step, progress(space), tuple(waiting), sees, totals(space)
    )


def _waiting(access: Access, space: Workspace) -> list[tuple[str, str, str]]:
    """What waits for the member: texts with the address, inside the evaluation, of the page to go to, and the step."""
    role = access.role
    data = _of_unit(space, access.unit) if access.can("fill_own") else _of_units(role, space)
    scores = _scores(space) if access.can("judge") else ()
    return [
        *((*one, "数据") for one in data),
        *((*one, "评分") for one in scores),
        *((*one, "报告") for one in _rectifications(access, space)),
        *((*one, "审核") for one in _reviews(access, space)),
    ]


def _scores(space: Workspace) -> Iterator[tuple[str, str]]:
    """What is in the way of the scores."""
    if unscored := gaps(space):
        yield f"{len(unscored)} 个指标还没有得分", f"papers/{unscored[0].indicator.code}/"
    if wrong := errors(space.problems):
        yield f"{len(wrong)} 处错误要改", "problems/"


def _reviews(access: Access, space: Workspace) -> Iterator[tuple[str, str]]:
    """Comments without an outcome, and the levels that one may sign."""
    unsettled = sum(not item.body.get("outcome") for item in comments(space))
    if access.can("comment") and unsettled:
        yield f"{unsettled} 条审核意见没有结论", "reviews/"
    for level in levels(access, space):
        if level.can and _is_due(level, space):
            yield _to_sign(level), "reviews/#levels"


def _is_due(level: Level, space: Workspace) -> bool:
    """Whether a level that one may sign is waited for: the first when all is scored, the others once it is signed."""
    return space.sheet.complete if level.name == LEVELS[0][0] else True


def _to_sign(level: Level) -> str:
    return f"{level.name}签署后有 {level.changes} 处修改，等您再看" if level.signed else f"{level.name}等您签署"


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


def _rectifications(access: Access, space: Workspace) -> Iterator[tuple[str, str]]:
    """What recommendations ask: of the unit that it rectifies and answers, of the team that it accepts the answer."""
    advice = [advice_of(space, item) for item in space.of_kind("recommendation")]
    if access.can("rectify"):
        mine = [one for one in advice if concerns(one.item.body.get("to", ""), access.unit)]
        if waiting := sum(one.waits_for_unit for one in mine):
            yield f"{waiting} 条建议待整改", "rectify/"
    if access.can("write") and (answered := sum(one.waits_for_team for one in advice)):
        yield f"{answered} 条整改已答复，待评价组确认", "findings/"


def _of_units(role: str, space: Workspace) -> Iterator[tuple[str, str]]:
    """What units and their answers ask of those who check them."""
    if role in POLICY["comment"][1] and (answered := sum(query.state == ANSWERED for query in queries(space))):
        yield f"{answered} 条质询已答复，待了结", "queries/"
    if role in POLICY["return_data"][1] and (waiting := still_out(space)):
        yield f"{len(waiting)} 个单位还没有提交数据", "submissions/"
