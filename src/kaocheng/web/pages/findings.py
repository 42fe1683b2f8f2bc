"""问题与建议: findings linked to indicators, with cause, recommendation and the use of results."""

import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.workspace import Workspace

# Kind → its Chinese name and the letter that its numbers begin with; empty where it has no numbers.
KINDS = {
    "problem": ("问题", "P"),
    "recommendation": ("建议", "R"),
    "experience": ("主要经验", ""),
    "use": ("结果应用", ""),
}


@page("view")
def findings(request: Any) -> HttpResponse:
    """The page."""
    space = space_of(request)
    codes = [scored.indicator for scored in space.sheet.leaves]
    facts = {kind + "s": space.of_kind(kind) for kind in KINDS}
    return show(request, "findings.html", "findings/", space, codes=codes, can=request.access.can("write"), **facts)


@require_POST
@page("write")
def add(request: Any, kind: str) -> HttpResponse:
    """Adds a finding with its title, and numbers it."""
    space = space_of(request)
    if kind not in KINDS:
        raise Http404
    name, letter = KINDS[kind]
    title = request.POST.get("title", "").strip()
    if not title:
        raise Refusal(messages.NAME_NEEDED.at(what=name))
    key = _next(space, kind, letter) if letter else secrets.token_hex(4)
    body: Any = title if kind == "use" else {"id": key, "title": title} if letter else {"title": title}
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
def remove(request: Any, kind: str, key: str) -> HttpResponse:
    """Takes a finding away."""
    space = space_of(request)
    item = space.item(kind, key) if kind in KINDS else None
    if item is None:
        raise Http404
    save(request.access, [Edit(kind, key, "", item.body, None)])
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
