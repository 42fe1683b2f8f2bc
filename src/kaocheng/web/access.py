"""Who may do what. Two tables are the whole policy, of evaluations and of audits; what is not in them is forbidden.

Roles stand in an evaluation's memberships. Administrators of the installation keep accounts and have no role by that.
An audit belongs to an organisation, whose people have the role of its kind, or to an evaluation, whose members keep theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.http import Http404, HttpResponse

from kaocheng.web.audits.deciding import sent_to
from kaocheng.web.models import Audit, Evaluation, Membership, Organisation, User
from kaocheng.web.signing_in import sign_in_first

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
    "fill_own":        ("填报本单位的数据，附佐证",                      {UNIT}),
    "answer":          ("答复质询（被评价单位只答复本单位的）",            READERS - {OBSERVER} | {UNIT}),
    "rectify":         ("答复给本单位的整改",                            {UNIT}),
    "return_data":     ("退回单位提交的数据",                             TEAM),
    "edit_head":       ("改评价概况和单位",                              {LEAD}),
    "edit_indicators": ("改指标体系、口径和计算指标",                    {LEAD}),
    "edit_data":       ("改全部基础数据和表的定义，导入表格",              TEAM),
    "verify_data":     ("填佐证值、核定值、备注",                         TEAM),
    "judge":           ("作评价判断、酌情加扣分，写底稿",                  TEAM),
    "write":           ("写问题、建议、访谈和报告文字",                    TEAM),
    "add_evidence":    ("上传佐证材料和问卷文件",                         TEAM),
    "run_surveys":     ("发放问卷",                                      TEAM),
    "comment":         ("提审核意见",                                    READERS - {OBSERVER}),
    "settle":          ("定审核意见的结论",                              {LEAD, MEMBER, REVIEWER}),
    "sign_first":      ("签署一级审核（评价组）",                         TEAM),
    "sign_later":      ("签署二级、三级审核（机构）",                      {REVIEWER}),
    "make_report":     ("生成报告",                                      TEAM),
    "export":          ("导出评价包",                                    {COMMISSIONER, LEAD, MEMBER, REVIEWER}),
    "manage":          ("管理成员和角色，锁定方案",                       {LEAD}),
}  # fmt: skip

FINANCE, EVALUATOR = "finance", "evaluator"  # people of the organisation, of that kind, to which an audit belongs
ADDRESSEE = "addressee"  # somebody to whom a discrepancy of the audit was sent
AUDITORS = {FINANCE, EVALUATOR, COMMISSIONER, LEAD, MEMBER, REVIEWER}

CREATORS = {FINANCE, EVALUATOR}
"""The kinds of organisation whose people may begin evaluations; administrators may as well."""

AUDIT_POLICY: dict[str, tuple[str, set[str]]] = {
    "see_audit":       ("看复核的结果和原文，下载清单",                  AUDITORS | {EXPERT}),
    "audit":           ("上传报告，确认、不成立、发给作者",              AUDITORS),
    "add_version":     ("上传改过的一版",                                AUDITORS | {ADDRESSEE}),
    "delete_audit":    ("删除一份复核",                                  {FINANCE, EVALUATOR, LEAD}),
    "answer_audit":    ("看发给自己的不符，答复",                        {ADDRESSEE}),
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


@dataclass(frozen=True)
class AuditAccess:
    """A user at an audit, with every role that he has there."""

    user: User
    audit: Audit
    roles: frozenset[str]

    def can(self, action: str) -> bool:
        """Whether the policy of audits allows ``action``."""
        return bool(self.roles & AUDIT_POLICY[action][1])


def enter_audit(user: User, audit: int, action: str) -> AuditAccess:
    """The access of ``user`` to an audit for ``action``; raises as :func:`enter` does."""
    found = Audit.objects.select_related("organisation", "evaluation").filter(pk=audit, deleted_at=None).first()
    roles = _audit_roles(user, found) if found else frozenset()
    if found is None or not any(roles & allowed for _, allowed in AUDIT_POLICY.values()):
        raise Http404
    access = AuditAccess(user, found, roles)
    if not access.can(action):
        raise PermissionDenied(AUDIT_POLICY[action][0])
    return access


def _audit_roles(user: User, audit: Audit) -> frozenset[str]:
    roles = set(audit.discrepancies.filter(sent_to(user)).values_list(Value(ADDRESSEE), flat=True)[:1])
    if audit.organisation_id and audit.organisation_id == user.organisation_id:
        roles.add(audit.organisation.kind)
    if audit.evaluation_id:
        roles.update(
            Membership.objects.filter(evaluation=audit.evaluation_id, user=user).values_list("role", flat=True)
        )
    return frozenset(roles)


def audits_of(user: User) -> Any:
    """The audits whose results the policy lets ``user`` see."""
    return _audits_of(user).filter(deleted_at=None)


def deleted_audits_of(user: User) -> Any:
    """Those that were deleted: that they existed, and who deleted them when and why."""
    return _audits_of(user).exclude(deleted_at=None)


def _audits_of(user: User) -> Any:
    owners = Q(evaluation__in=_evaluations(user, "see_audit"))
    if user.organisation_id and user.organisation.kind in AUDIT_POLICY["see_audit"][1]:
        owners |= Q(organisation=user.organisation_id)
    return Audit.objects.filter(owners)


def audit_owners(user: User) -> list[Organisation | Evaluation]:
    """For whom ``user`` may have reports audited: his organisation, evaluations."""
    mine = user.organisation if user.organisation_id else None
    own = [mine] if mine is not None and mine.kind in AUDIT_POLICY["audit"][1] else []
    return [*own, *Evaluation.objects.filter(pk__in=_evaluations(user, "audit"))]


def _evaluations(user: User, action: str) -> Any:
    roles = AUDIT_POLICY[action][1]
    return Membership.objects.filter(user=user, role__in=roles).values_list("evaluation", flat=True)


View = Callable[..., HttpResponse]


def page(action: str) -> Callable[[View], View]:
    """A view of an evaluation, open to those whom the policy allows ``action``. The view gets ``request.access``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, evaluation: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            request.access = enter(request.user, evaluation, action)
            return view(request, *args, **kwargs)

        guarded.allows = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def audit_page(action: str) -> Callable[[View], View]:
    """A view of an audit, open to those whom the policy of audits allows ``action``. The view gets ``request.access``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, audit: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            request.access = enter_audit(request.user, audit, action)
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


def may_begin(user: User) -> bool:
    """Whether ``user`` may begin evaluations: the people of finance and of evaluating organisations, administrators."""
    return user.is_superuser or bool(user.organisation_id and user.organisation.kind in CREATORS)


def creator(view: View) -> View:
    """A view for those who may begin evaluations."""
    return _outside(view, "creator", may_begin, "只有财政部门、评价机构的人和管理员可以新建评价")


def public(view: View) -> View:
    """A view for everyone."""
    view.allows = "public"  # type: ignore[attr-defined]
    return view


def _outside(view: View, name: str, allowed: Callable[[User], bool], what: str = "只有管理员可以进入") -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        if not allowed(request.user):
            raise PermissionDenied(what)
        return view(request, *args, **kwargs)

    guarded.allows = name  # type: ignore[attr-defined]
    return guarded
