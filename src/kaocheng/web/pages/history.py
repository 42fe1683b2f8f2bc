"""修改记录: every change, who, when, from what, to what. It is never altered."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.dateparse import parse_date

from kaocheng.web.access import page
from kaocheng.web.content import KINDS
from kaocheng.web.models import Change, User
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.protection import number


@page("view_history")
def history(request: Any) -> HttpResponse:
    """The record; ``?kind=``, ``?key=`` (how the key begins), ``?by=``, ``?since=`` and ``?until=`` pick from it."""
    space = space_of(request)
    given = {name: request.GET.get(name, "").strip() for name in ("kind", "key", "by", "since", "until")}
    changes = Change.objects.filter(evaluation=space.pk).select_related("by")
    people = User.objects.filter(pk__in=changes.order_by().values("by").distinct())
    listed = Paginator(picked(changes, given), 100).get_page(request.GET.get("page"))
    by = number(given["by"])
    facts = {"listed": listed, "kinds": KINDS.values(), "people": people, "asked": urlencode(given), **given, "by": by}
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
