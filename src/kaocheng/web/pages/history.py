"""修改记录: every change, who, when, from what, to what. It is never altered."""

import json
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import Access, page
from kaocheng.web.content import KINDS
from kaocheng.web.editing import ORDER, save
from kaocheng.web.edits import Edit
from kaocheng.web.models import Change, User
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.protection import number
from kaocheng.web.record import entries


@page("view_history")
def history(request: Any) -> HttpResponse:
    """The record; ``?kind=``, ``?key=`` (how the key begins), ``?by=``, ``?since=`` and ``?until=`` pick from it."""
    space = space_of(request)
    given = {name: request.GET.get(name, "").strip() for name in ("kind", "key", "by", "since", "until")}
    changes = Change.objects.filter(evaluation=space.pk).select_related("by")
    people = User.objects.filter(pk__in=changes.order_by().values("by").distinct())
    listed = Paginator(picked(changes, given), 100).get_page(request.GET.get("page"))
    by = number(given["by"])
    facts = {
        "listed": listed,
        "entries": entries(listed, space),
        "may_restore": _allowed(request.access),
        "kinds": KINDS.values(),
        "people": people,
        "asked": urlencode(given),
        **given,
        "by": by,
    }
    return show(request, "history.html", "history/", space, **facts)


def picked(changes: QuerySet[Change], given: dict[str, str]) -> QuerySet[Change]:
    """The changes of a kind, of items whose key begins so, by a person, between two days; what is empty does not pick."""
    if given.get("kind") in KINDS:
        changes = changes.filter(kind=given["kind"])
    if key := given.get("key"):
        changes = changes.filter(key__startswith=key)
    if (by := number(given.get("by", ""))) is not None:
        changes = changes.filter(by=by)
    for name, lookup in (("since", "at__date__gte"), ("until", "at__date__lte")):
        if day := _day(given.get(name, "")):
            changes = changes.filter(**{lookup: day})
    return changes


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


RESTORED = ("head", "indicator", "judgement", "reading", "row", "amendment", "paper", "interview", "section", "problem",
            "recommendation", "experience", "use")  # fmt: skip
"""The kinds of which a field can be put back; what is renamed or moved takes more than one field."""


def _allowed(access: Access) -> list[str]:
    """The kinds of which somebody may put a field back."""
    return [] if access.evaluation.archived else [kind for kind in RESTORED if access.can(KINDS[kind].action)]


@require_POST
@page("view_history")
def restore(request: Any) -> HttpResponse:
    """Puts back what stood before the change ``first``, where what ``last`` made still stands: a change of its own."""
    space = space_of(request)
    first, last = (
        get_object_or_404(Change, evaluation=space.pk, pk=number(request.POST.get(name, "")))
        for name in ("first", "last")
    )
    there = space.item(last.kind, last.key)
    if (first.kind, first.key, first.field) != (last.kind, last.key, last.field) or last.kind not in RESTORED:
        raise Refusal(messages.NOT_RESTORED.at())
    if there is None or first.begun or last.field == ORDER or last.after is None:
        raise Refusal(messages.NOT_RESTORED.at())
    present, before = (None if text is None else json.loads(text) for text in (last.after, first.before))
    if not last.field and before is None:
        raise Refusal(messages.NOT_RESTORED.at())
    edit = Edit(last.kind, last.key, last.field, present, before)
    save(request.access, [edit], f"恢复为修订 {first.revision} 以前的值")
    return redirect(f"/e/{space.pk}/history/")
