"""审核: comments of reviewers, experts and the commissioner; reply and outcome."""

import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.frame import show, space_of

OUTCOMES = ("采纳", "部分采纳", "不采纳")


@page("view")
def reviews(request: Any) -> HttpResponse:
    """All comments, the open ones first."""
    space = space_of(request)
    items = sorted(space.of_kind("review"), key=lambda item: bool(item.body.get("outcome")))
    facts = {"items": items, "outcomes": OUTCOMES, "can": request.access.can("comment")}
    facts["codes"] = [scored.indicator for scored in space.sheet.leaves]
    return show(request, "reviews.html", "reviews/", space, **facts)


@require_POST
@page("comment")
def add(request: Any) -> HttpResponse:
    """Adds a comment, signed with the role of its author."""
    space = space_of(request)
    comment, code = (request.POST.get(name, "").strip() for name in ("comment", "indicator"))
    if not comment:
        raise Refusal(messages.NAME_NEEDED.at(what="意见"))
    body = {"by": ROLES[request.access.role], "comment": comment, "date": str(timezone.localdate())}
    body |= {"indicator": code} if code in space.sheet else {}
    save(request.access, [Edit("review", secrets.token_hex(4), "", None, body)])
    return redirect(request.POST.get("back") if _is_inside(request, space.pk) else f"/e/{space.pk}/reviews/")


def _is_inside(request: Any, pk: int) -> bool:
    return str(request.POST.get("back", "")).startswith(f"/e/{pk}/")


@require_POST
@page("comment")
def answer(request: Any, key: str) -> HttpResponse:
    """Stores reply, outcome and effect."""
    space = space_of(request)
    item = space.item("review", key)
    if item is None:
        raise Http404
    given = {name: request.POST.get(name, "").strip() for name in ("reply", "outcome", "effect")}
    edits = [Edit("review", key, name, item.body.get(name), text or None) for name, text in given.items()]
    save(request.access, edits)
    return redirect(f"/e/{space.pk}/reviews/")
