"""没有用到的内容: what nothing uses any more, in one place, to be removed at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from kaocheng.web.access import page
from kaocheng.web.content import KINDS
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.leftovers import leftovers, with_parts
from kaocheng.web.pages.frame import reason_of, show, space_of


@page("edit_indicators")
def unused(request: Any) -> HttpResponse:
    """Lists the leftovers; removes those that were chosen as ``kind/key`` (POST)."""
    space = space_of(request)
    found = leftovers(space)
    if request.method == "POST":
        chosen = set(request.POST.getlist("item"))
        gone = [part for item in found if f"{item.kind}/{item.key}" in chosen for part in with_parts(space, item)]
        if gone:
            edits = [Edit(item.kind, item.key, "", item.body, None) for item in gone]
            save(request.access, edits, reason_of(request, "删除没有用到的内容"))
        return redirect(f"/e/{space.pk}/data/unused/")
    listed = [(item, KINDS[item.kind].title) for item in found]
    return show(request, "unused.html", "data/", space, listed=listed, locked=request.access.evaluation.plan_locked)
