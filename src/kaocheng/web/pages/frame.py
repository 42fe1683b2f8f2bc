"""The frame around every page of an evaluation."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from kaocheng.diagnostics import Diagnostic, Severity
from kaocheng.web.access import Access
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.workspace import Workspace, workspace

# The places in the order of the work: address, name, the action that opens it.
PLACES = (
    ("", "概览", "view"),
    ("indicators/", "指标体系", "view"),
    ("data/", "基础数据", "view"),
    ("fill/", "单位填报", "fill_own"),
    ("rectify/", "整改", "rectify"),
    ("papers/", "底稿", "view"),
    ("surveys/", "问卷", "view"),
    ("evidence/", "佐证", "view"),
    ("findings/", "问题与建议", "view"),
    ("reviews/", "审核", "view"),
    ("report/", "报告", "view_report"),
    ("history/", "修改记录", "view_history"),
    ("settings/", "设置", "view"),
)


def show(request: Any, template: str, here: str, space: Workspace, **facts: Any) -> HttpResponse:
    """A page of an evaluation; ``here`` is the address of its place."""
    return render(request, template, frame_facts(request.access, space, here) | facts)


def frame_facts(access: Access, space: Workspace, here: str) -> dict[str, Any]:
    """What the frame itself shows: title, menu and counts of what is wrong."""
    facts: dict[str, Any] = {
        "access": access,
        "role": ROLES[access.role],
        "pk": access.evaluation.pk,
        "space": space,
        "evaluation": space.evaluation,
        "may": Allowed(access),
        "here": here,
        "places": [(address, name) for address, name, action in PLACES if access.can(action)],
    }
    if (
        access.can("view") and space.problems_known is not None
    ):  # the page asks for them itself where they take a moment
        facts["counts"] = counts(space.problems_known)
    return facts


def counts(problems: Sequence[Diagnostic]) -> dict[str, int]:
    """How many there are of each severity."""
    return {str(severity): sum(found.severity is severity for found in problems) for severity in Severity}


class Allowed:
    """``may.edit_data`` in a template: whether the policy allows that action."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def __getitem__(self, action: str) -> bool:
        return self._access.can(action)


def space_of(request: Any) -> Workspace:
    """The workspace of the evaluation that the request is about."""
    return workspace(request.access.evaluation)


def reason_of(request: Any, what: str) -> str:
    """The reason given for a change of the plan; while it is open, what was done says enough."""
    given = str(request.POST.get("reason", "")).strip()
    return given if given or request.access.evaluation.plan_locked else what
