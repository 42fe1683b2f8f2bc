"""Settings for programs: units, members and roles, the lock of the plan, the archive. Accounts are kept in the browser only."""

from typing import Any

from ninja import Router, Schema

from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.models import Membership
from kaocheng.web.pages import settings

router = Router(tags=["设置与成员"])


class UnitsIn(Schema):
    """The tree of units: one a line, those below another set in by two blanks."""

    units: str


class MemberOut(Schema):
    """A member with role; for an evaluated unit, which."""

    user: int
    name: str
    role: str
    unit: str


class MemberIn(Schema):
    """A user by id with a role (lead_evaluator, member, evaluated_unit …); an evaluated unit says which."""

    user: int
    role: str
    unit: str = ""


class LockIn(Schema):
    """Whether the plan is locked."""

    locked: bool


class ArchiveIn(Schema):
    """Whether the evaluation is archived; opening it again needs a reason."""

    archived: bool
    reason: str = ""


@router.post(f"{ADDRESS}/units", response=DoneOut, summary="改单位")
def units(request: Any, evaluation: int, asked: UnitsIn) -> Any:
    """Stores the tree of units. Everything else of the settings is the item head, changed by ``edits``."""
    return by_page(request, settings.units, evaluation, asked)


@router.get(f"{ADDRESS}/members", response=list[MemberOut], summary="成员和角色")
def members(request: Any, evaluation: int) -> Any:
    """The members."""
    access = enter(request.user, evaluation, "view")
    found = Membership.objects.filter(evaluation=access.evaluation).select_related("user")
    return [{"user": one.user_id, "name": one.user.shown_name, "role": one.role, "unit": one.unit} for one in found]


@router.post(f"{ADDRESS}/members", response=DoneOut, summary="加入成员，或改角色")
def add_member(request: Any, evaluation: int, asked: MemberIn) -> Any:
    """Makes a user a member, or gives a member another role."""
    return by_page(request, settings.add_member, evaluation, asked)


@router.post(f"{ADDRESS}/members/{{user}}/remove", response=DoneOut, summary="移出成员")
def remove_member(request: Any, evaluation: int, user: int) -> Any:
    """Ends a membership."""
    return by_page(request, settings.remove_member, evaluation, user=user)


@router.post(f"{ADDRESS}/lock", response=DoneOut, summary="锁定或解锁评价方案")
def lock(request: Any, evaluation: int, asked: LockIn) -> Any:
    """Locks the plan, or opens it again."""
    return by_page(request, settings.lock, evaluation, asked)


@router.post(f"{ADDRESS}/archive", response=DoneOut, summary="归档，或重新打开")
def archive(request: Any, evaluation: int, asked: ArchiveIn) -> Any:
    """Archives an evaluation, or opens it again."""
    return by_page(request, settings.archive, evaluation, asked)
