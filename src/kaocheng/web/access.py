"""Who may do what. This one table is the whole policy of evaluations; what is not in it is forbidden.

Roles stand in an evaluation's memberships. Administrators of the installation keep accounts and have no role by that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from kaocheng.web.models import Evaluation, Membership, User

COMMISSIONER, LEAD, MEMBER, REVIEWER = "commissioner", "lead_evaluator", "member", "reviewer"
UNIT, EXPERT, OBSERVER = "evaluated_unit", "expert", "observer"
READERS = {COMMISSIONER, LEAD, MEMBER, REVIEWER, EXPERT, OBSERVER}
TEAM = {LEAD, MEMBER}

#   action              what it allows                                  who
POLICY: dict[str, tuple[str, set[str]]] = {
    "enter":           ("在工作台看到这项评价",                          READERS | {UNIT}),
    "view":            ("看概览、指标、数据、底稿、来历、校验提示",        READERS),
    "view_evidence":   ("打开佐证文件",                                  READERS - {OBSERVER}),
    "view_report":     ("看报告文字，下载生成的报告和评价包",              READERS),
    "view_history":    ("看修改记录",                                    {COMMISSIONER, LEAD, MEMBER, REVIEWER}),
    "fill_own":        ("填报本单位的数据",                              {UNIT}),
    "answer":          ("答复质询（被评价单位只答复本单位的）",            READERS - {OBSERVER} | {UNIT}),
    "return_data":     ("退回单位提交的数据",                             TEAM),
    "edit_head":       ("改评价概况和单位",                              {LEAD}),
    "edit_indicators": ("改指标体系、口径和计算指标",                    {LEAD}),
    "edit_data":       ("改全部基础数据和表的定义，导入表格",              TEAM),
    "verify_data":     ("填佐证值、核定值、备注",                         TEAM),
    "judge":           ("作评价判断、酌情加扣分，写底稿",                  TEAM),
    "write":           ("写问题、建议、访谈和报告文字",                    TEAM),
    "add_evidence":    ("上传佐证材料和问卷文件",                         TEAM),
    "run_surveys":     ("发放问卷",                                      TEAM),
    "comment":         ("提审核意见、答复",                               READERS - {OBSERVER}),
    "make_report":     ("生成报告",                                      TEAM),
    "export":          ("导出评价包",                                    {COMMISSIONER, LEAD, MEMBER, REVIEWER}),
    "manage":          ("管理成员和角色，锁定方案",                       {LEAD}),
}  # fmt: skip


@dataclass(frozen=True)
class Access:
    """A user in an evaluation: the role, and for an evaluated unit its name."""

    user: User
    evaluation: Evaluation
    role: str
    unit: str = ""

    def can(self, action: str) -> bool:
        """Whether the policy allows ``action``. An unknown action is a mistake of ours and raises KeyError."""
        return self.role in POLICY[action][1]

    def require(self, action: str) -> None:
        """Raises :class:`PermissionDenied` where the policy does not allow ``action``."""
        if not self.can(action):
            raise PermissionDenied(POLICY[action][0])


def enter(user: User, evaluation: int, action: str) -> Access:
    """The access of ``user`` to an evaluation for ``action``.

    Raises :class:`Http404` to those who are no members, so that nobody learns what exists, and
    :class:`PermissionDenied` to members whose role does not allow it.
    """
    found = Membership.objects.select_related("evaluation").filter(evaluation=evaluation, user=user).first()
    if found is None:
        raise Http404
    access = Access(user, found.evaluation, found.role, found.unit)
    access.require(action)
    return access


View = Callable[..., HttpResponse]


def page(action: str) -> Callable[[View], View]:
    """A view of an evaluation, open to those whom the policy allows ``action``. The view gets ``request.access``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, evaluation: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            request.access = enter(request.user, evaluation, action)
            return view(request, *args, **kwargs)

        guarded.allows = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """A view for everyone who is signed in."""
    return _outside(view, "signed in", lambda _: True)


def administrator(view: View) -> View:
    """A view for administrators of the installation."""
    return _outside(view, "administrator", lambda user: user.is_superuser)


def public(view: View) -> View:
    """A view for everyone."""
    view.allows = "public"  # type: ignore[attr-defined]
    return view


def _outside(view: View, name: str, allowed: Callable[[User], bool]) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allowed(request.user):
            raise PermissionDenied("只有管理员可以进入")
        return view(request, *args, **kwargs)

    guarded.allows = name  # type: ignore[attr-defined]
    return guarded
