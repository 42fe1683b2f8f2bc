"""Findings for programs: problems, recommendations, experiences, the use of results; what a unit is to rectify."""

from typing import Any

from ninja import Router, Schema

from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.content.from_files import FINDINGS
from kaocheng.web.editing import concerns
from kaocheng.web.pages import findings
from kaocheng.web.workspace import workspace

router = Router(tags=["问题与建议"])


class FindingsOut(Schema):
    """Everything as in findings.yaml."""

    experiences: list[dict[str, object]]
    problems: list[dict[str, object]]
    recommendations: list[dict[str, object]]
    rectifications: list[dict[str, object]]
    use_of_results: list[str]


class FindingIn(Schema):
    """A finding by its title; a recommendation answers a ``problem``."""

    title: str
    problem: str = ""


class LinkedIn(Schema):
    """The indicators of a problem, or the problems that a recommendation answers."""

    to: list[str]


class OrderIn(Schema):
    """Keys in their new order."""

    keys: list[str]


class AdviceOut(Schema):
    """A recommendation to the user's own unit, and what was answered to it."""

    recommendation: dict[str, object]
    rectification: dict[str, object]
    days: int | None


@router.get(f"{ADDRESS}/findings", response=FindingsOut, summary="问题、建议、整改、经验、结果应用")
def all_findings(request: Any, evaluation: int) -> Any:
    """Experiences, problems, recommendations, rectifications and the use of results. Their texts are changed by ``edits``."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    return {name: [item.body for item in space.of_kind(kind)] for name, (kind, _) in FINDINGS.items()}


@router.post(f"{ADDRESS}/findings/{{kind}}", response=DoneOut, summary="添加问题、建议、经验或结果应用")
def add(request: Any, evaluation: int, kind: str, asked: FindingIn) -> Any:
    """Adds a finding: ``kind`` is problem, recommendation, experience or use."""
    return by_page(request, findings.add, evaluation, asked, kind=kind)


@router.post(f"{ADDRESS}/findings/{{kind}}/order", response=DoneOut, summary="排次序")
def order(request: Any, evaluation: int, kind: str, asked: OrderIn) -> Any:
    """Puts the findings of a kind in another order."""
    return by_page(request, findings.order, evaluation, asked, kind=kind)


@router.post(f"{ADDRESS}/findings/{{kind}}/{{key}}/link", response=DoneOut, summary="关联指标或问题")
def link(request: Any, evaluation: int, kind: str, key: str, asked: LinkedIn) -> Any:
    """Links a problem to indicators, or a recommendation to problems."""
    return by_page(request, findings.link, evaluation, asked, kind=kind, key=key)


@router.post(f"{ADDRESS}/findings/{{kind}}/{{key}}/remove", response=DoneOut, summary="删除一条")
def remove(request: Any, evaluation: int, kind: str, key: str) -> Any:
    """Takes a finding away, and the links to it."""
    return by_page(request, findings.remove, evaluation, kind=kind, key=key)


@router.get(f"{ADDRESS}/rectify", response=list[AdviceOut], summary="给本单位的整改建议")
def rectify(request: Any, evaluation: int) -> Any:
    """What was recommended to the user's own unit. It answers by ``edits`` of kind rectification."""
    access = enter(request.user, evaluation, "rectify")
    space = workspace(access.evaluation)
    own = [item for item in space.of_kind("recommendation") if concerns(item.body.get("to", ""), access.unit)]
    advice = [findings.advice_of(space, item) for item in own]
    return [{"recommendation": one.item.body, "rectification": one.rectification, "days": one.days} for one in advice]
