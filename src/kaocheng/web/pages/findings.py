"""问题与建议: findings linked to indicators, cause, recommendation, rectification with its term, use of results."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain import unit_names
from kaocheng.domain.findings import OUTCOMES, STATES
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import Item
from kaocheng.web.editing import concerns, save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.order import order_edits
from kaocheng.web.workspace import Workspace

# Kind → its Chinese name and the letter that its numbers begin with; empty where it has no numbers.
KINDS = {
    "problem": ("问题", "P"),
    "recommendation": ("建议", "R"),
    "experience": ("主要经验", ""),
    "use": ("结果应用", ""),
}


@dataclass(frozen=True)
class Advice:
    """A recommendation with its rectification; ``days`` are left until its term, None where none was set."""

    item: Item
    rectification: dict[str, str]
    days: int | None

    @property
    def late(self) -> int:
        """How many days the unit is late; 0 where it is not, or has finished."""
        done = self.rectification.get("state") == "已完成"
        return 0 if self.days is None or done else max(0, -self.days)

    @property
    def waits_for_unit(self) -> bool:
        """Whether the unit has still to rectify: it said nothing yet, is at it, or was asked again."""
        asked_again = self.rectification.get("outcome") == "请再整改"
        return asked_again or (self.rectification.get("state") != "已完成" and not self.rectification.get("outcome"))

    @property
    def waits_for_team(self) -> bool:
        """Whether the unit has finished and nobody accepted it yet."""
        return self.rectification.get("state") == "已完成" and not self.rectification.get("outcome")


@dataclass(frozen=True)
class Case:
    """A problem with the recommendations that answer it; ``elsewhere`` are those shown with another problem."""

    item: Item | None
    advice: tuple[Advice, ...]
    elsewhere: tuple[Item, ...] = ()


def cases_of(space: Workspace) -> list[Case]:
    """Every problem, each recommendation with the first that it answers; at the end those that answer none."""
    problems = space.of_kind("problem")
    known = {item.key for item in problems}
    first: dict[str, list[Item]] = {}
    others: dict[str, list[Item]] = {}
    for item in space.of_kind("recommendation"):
        linked = [key for key in item.body.get("problems", []) if key in known]
        first.setdefault(linked[0] if linked else "", []).append(item)
        for key in linked[1:]:
            others.setdefault(key, []).append(item)
    found = [
        Case(item, tuple(advice_of(space, one) for one in first.get(item.key, ())), tuple(others.get(item.key, ())))
        for item in problems
    ]
    loose = tuple(advice_of(space, one) for one in first.get("", ()))
    return [*found, Case(None, loose)] if loose else found


def advice_of(space: Workspace, item: Item) -> Advice:
    """The recommendation of ``item`` with what was answered to it."""
    found = space.item("rectification", item.key)
    return Advice(item, found.body if found else {}, _days(item.body.get("due", "")))


def _days(due: str) -> int | None:
    try:
        return (date.fromisoformat(due) - timezone.localdate()).days if due else None
    except ValueError:
        return None


@page("view")
def findings(request: Any) -> HttpResponse:
    """The page."""
    space = space_of(request)
    facts: dict[str, Any] = {f"{kind}s": space.of_kind(kind) for kind in KINDS}
    facts |= {
        "cases": cases_of(space),
        "leaves": space.sheet.leaves,
        "scored": {scored.indicator.code: scored for scored in space.sheet.leaves},
        "units": [*unit_names(space.evaluation.units), *(item.name for item in space.evaluation.organisations)],
        "states": STATES,
        "outcomes": OUTCOMES,
        "can": request.access.can("write"),
    }
    return show(request, "findings.html", "findings/", space, **facts)


@page("rectify")
def rectify(request: Any) -> HttpResponse:
    """What was recommended to the user's unit, and its answers; nothing else."""
    space, unit = space_of(request), request.access.unit
    items = [item for item in space.of_kind("recommendation") if concerns(item.body.get("to", ""), unit)]
    facts = {"unit": unit, "advice": [advice_of(space, item) for item in items], "states": STATES}
    return show(request, "rectify.html", "rectify/", space, **facts)


@require_POST
@page("write")
def add(request: Any, kind: str) -> HttpResponse:
    """Adds a finding with its title, and numbers it; a recommendation answers the ``problem`` beside which it was written."""
    space = space_of(request)
    if kind not in KINDS:
        raise Http404
    name, letter = KINDS[kind]
    title = request.POST.get("title", "").strip()
    if not title:
        raise Refusal(messages.NAME_NEEDED.at(what=name))
    key = _next(space, kind, letter) if letter else secrets.token_hex(4)
    body: Any = title if kind == "use" else {"id": key, "title": title} if letter else {"title": title}
    if kind == "recommendation" and space.item("problem", request.POST.get("problem", "")):
        body["problems"] = [request.POST["problem"]]
    save(request.access, [Edit(kind, key, "", None, body)])
    return redirect(f"/e/{space.pk}/findings/#{kind}-{key}")


def _next(space: Workspace, kind: str, letter: str) -> str:
    used = {item.key for item in space.of_kind(kind)}
    number = 1
    while f"{letter}{number}" in used:
        number += 1
    return f"{letter}{number}"


@require_POST
@page("write")
def order(request: Any, kind: str) -> HttpResponse:
    """Puts the findings of a kind in the order of ``keys``."""
    space = space_of(request)
    if kind not in KINDS:
        raise Http404
    saved = save(request.access, order_edits(space.of_kind(kind), request.POST.getlist("keys")))
    return JsonResponse({"revision": saved.revision})


@require_POST
@page("write")
def remove(request: Any, kind: str, key: str) -> HttpResponse:
    """Takes a finding away, and what refers to it: the rectification, the links of recommendations."""
    space = space_of(request)
    item = space.item(kind, key) if kind in KINDS else None
    if item is None:
        raise Http404
    edits = [Edit(kind, key, "", item.body, None)]
    if kind == "recommendation" and (answered := space.item("rectification", key)):
        edits.append(Edit("rectification", key, "", answered.body, None))
    for other in space.of_kind("recommendation") if kind == "problem" else ():
        if key in (linked := other.body.get("problems", [])):
            left = [one for one in linked if one != key]
            edits.append(Edit("recommendation", other.key, "problems", linked, left or None))
    save(request.access, edits)
    return redirect(f"/e/{space.pk}/findings/")


@require_POST
@page("write")
def link(request: Any, kind: str, key: str) -> HttpResponse:
    """Links a problem to indicators, or a recommendation to problems."""
    space = space_of(request)
    item = space.item(kind, key)
    if item is None or kind not in {"problem", "recommendation"}:
        raise Http404
    field = "indicators" if kind == "problem" else "problems"
    chosen = request.POST.getlist("to")
    save(request.access, [Edit(kind, key, field, item.body.get(field), chosen or None)])
    return redirect(f"/e/{space.pk}/findings/#{kind}-{key}")
