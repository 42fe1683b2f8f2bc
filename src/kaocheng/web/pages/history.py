"""修改记录: every change, who, when, from what, to what. It is never altered."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from kaocheng.web.access import page
from kaocheng.web.content import KINDS
from kaocheng.web.models import Change
from kaocheng.web.pages.frame import show, space_of


@page("view_history")
def history(request: Any) -> HttpResponse:
    """The record, ``?kind=`` and ``?key=`` pick from it."""
    space = space_of(request)
    changes = Change.objects.filter(evaluation=space.pk).select_related("by")
    kind, key = request.GET.get("kind", ""), request.GET.get("key", "")
    if kind in KINDS:
        changes = changes.filter(kind=kind)
    if key:
        changes = changes.filter(key__startswith=key)
    listed = Paginator(changes, 100).get_page(request.GET.get("page"))
    facts = {"listed": listed, "kinds": KINDS.values(), "kind": kind, "key": key}
    return show(request, "history.html", "history/", space, **facts)
