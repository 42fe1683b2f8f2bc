"""Changes of the tree of indicators: adding, renaming, moving, removing; what refers to an indicator follows it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import Access, page
from kaocheng.web.content import Item
from kaocheng.web.content.codes import below, is_code, leaving, next_code
from kaocheng.web.content.items import KINDS
from kaocheng.web.content.renaming import Renaming, swap
from kaocheng.web.editing import Edit, save
from kaocheng.web.pages.frame import reason_of, space_of
from kaocheng.web.pages.indicators import table_facts
from kaocheng.web.renamed import renaming_edits
from kaocheng.web.workspace import Workspace, workspace

STEPS = {"up": -1, "down": 1}


@require_POST
@page("edit_indicators")
def add(request: Any) -> HttpResponse:
    """Adds an indicator below ``parent``: behind ``after``, or last. A code that is not given is counted on."""
    space = space_of(request)
    parent, after, code, name, weight = (
        request.POST.get(key, "").strip() for key in ("parent", "after", "code", "name", "weight")
    )
    siblings = [item.key for item in _children(space, parent)]
    codes = [item.key for item in space.of_kind("indicator")]
    code = code or next_code(codes, parent, after or (siblings[-1] if siblings else ""))
    _see_code(space, code)
    _see_parent(space, parent)
    place = siblings.index(after) + 1 if after in siblings else len(siblings)
    body = {"code": code, "name": name or "新指标", "weight": weight or "0", "parent": parent}
    edits = [
        Edit("indicator", code, "", None, body, position=place),
        *_ordered(space, [*siblings[:place], code, *siblings[place:]], parent, but=code),
    ]
    save(request.access, edits, request.POST.get("reason", ""))
    return _table(request, code, f"已添加 {code}")


@require_POST
@page("edit_indicators")
def rename(request: Any, code: str) -> HttpResponse:
    """Gives an indicator another code; everything that refers to it follows in the same revision."""
    space = space_of(request)
    _item(space, code)
    new = request.POST.get("code", "").strip()
    if new != code:
        _see_code(space, new)
        edits = renaming_edits(space, Renaming(code=swap(code, new)))
        save(request.access, edits, reason_of(request, f"编码 {code} 改为 {new}"))
    return redirect(f"/e/{space.pk}/indicators/?at={new}")


@require_POST
@page("edit_indicators")
def move(request: Any, code: str) -> HttpResponse:
    """Puts an indicator elsewhere: ``by`` up, down, in or out; or below ``parent`` in front of ``before``."""
    space = space_of(request)
    item = _item(space, code)
    siblings = [other.key for other in _children(space, item.body.get("parent", ""))]
    parent, before = _aim(space, item, siblings, request.POST)
    if parent in below(space.items.values(), [code]):
        raise Refusal(messages.BELOW_ITSELF.at(code=code))
    _see_parent(space, parent)
    order = [other.key for other in _children(space, parent) if other.key != code]
    place = order.index(before) if before in order else len(order)
    order.insert(place, code)
    moved = Edit("indicator", code, "parent", item.body.get("parent", ""), parent, position=place)
    save(request.access, [moved, *_ordered(space, order, parent, but=code)], request.POST.get("reason", ""))
    above = f"{parent} 下" if parent else "一级指标"
    return _table(request, code, f"{code} 现在是{above}第 {place + 1} 个，共 {len(order)} 个")


def _aim(space: Workspace, item: Item, siblings: list[str], asked: Any) -> tuple[str, str]:
    """The parent below which an indicator is to stand, and the one in front of which; empty for the last place."""
    by, old, at = asked.get("by", ""), item.body.get("parent", ""), siblings.index(item.key)
    if by in STEPS:
        rest = [key for key in siblings if key != item.key]
        place = max(0, at + STEPS[by])
        return old, rest[place] if place < len(rest) else ""
    if by == "in":
        if at == 0:
            raise Refusal(messages.NOTHING_ABOVE.at(code=item.key))
        return siblings[at - 1], ""
    if by == "out":
        if not old:
            raise Refusal(messages.AT_THE_TOP.at(code=item.key))
        above = _item(space, old).body.get("parent", "")
        uncles = [other.key for other in _children(space, above)]
        return above, next(iter(uncles[uncles.index(old) + 1 :]), "")
    return asked.get("parent", ""), asked.get("before", "")


def _ordered(space: Workspace, order: Sequence[str], parent: str, but: str) -> Iterator[Edit]:
    """The edits that number the siblings in ``order``, ``but`` the one that gets its place by an edit of its own."""
    for number, key in enumerate(order):
        item = space.item("indicator", key)
        if key != but and item is not None and item.position != number:
            yield Edit("indicator", key, "parent", parent, parent, position=number)


@page("edit_indicators")
def remove(request: Any, code: str) -> HttpResponse:
    """Shows what goes with an indicator; takes it away with all that (POST)."""
    space = space_of(request)
    _item(space, code)
    found = leaving(space.items.values(), [code])
    if request.method == "POST":
        edits = [Edit(item.kind, item.key, "", item.body, None) for item in found.removed]
        edits += [Edit(item.kind, item.key, "", item.body, body, follows=True) for item, body in found.loosened]
        save(request.access, edits, reason_of(request, f"删除指标 {code}"))
        return redirect(f"/e/{space.pk}/indicators/")
    facts = {
        "pk": space.pk,
        "indicator": space.sheet[code].indicator,
        "count": sum(item.kind == "indicator" for item in found.removed) - 1,
        "removed": [(KINDS[item.kind].title, item.key) for item in found.removed if item.kind != "indicator"],
        "loosened": [(KINDS[item.kind].title, item.key) for item, _ in found.loosened],
        "referring": [(KINDS[item.kind].title, item.key) for item in found.referring],
        "locked": request.access.evaluation.plan_locked,
    }
    return render(request, "indicator_remove.html", facts)


def keeping_metrics(access: Access, edits: Sequence[Edit]) -> list[Edit]:
    """``edits``, and for an indicator whose name changes the metric that it found by that name till now."""
    return [*edits, *(edit for named in edits for edit in _keeping_metric(access, named))]


def _keeping_metric(access: Access, edit: Edit) -> Iterator[Edit]:
    if (edit.kind, edit.field) != ("indicator", "name") or not access.can("edit_indicators"):
        return
    space = workspace(access.evaluation)
    item = space.item("indicator", edit.key)
    if item and not item.body.get("metrics") and space.metrics.knows(str(edit.before)):
        yield Edit("indicator", edit.key, "metrics", item.body.get("metrics"), [edit.before], follows=True)


def _table(request: Any, code: str, said: str) -> JsonResponse:
    """The table anew, with what to tell."""
    space = space_of(request)
    rows = render_to_string("indicator_rows.html", table_facts(request, space), request)
    return JsonResponse({"rows": rows, "at": code, "said": said})


def _children(space: Workspace, parent: str) -> list[Item]:
    return [item for item in space.of_kind("indicator") if item.body.get("parent", "") == parent]


def _item(space: Workspace, code: str) -> Item:
    item = space.item("indicator", code)
    if item is None:
        raise Http404
    return item


def _see_code(space: Workspace, code: str) -> None:
    if not is_code(code):
        raise Refusal(messages.NO_CODE.at(found=code))
    if there := space.item("indicator", code):
        raise Refusal(messages.INDICATOR_THERE.at(code=code, name=there.body.get("name", "")))


def _see_parent(space: Workspace, parent: str) -> None:
    """Refuses what has a standard of its own, or has been judged, as a parent: that would be hidden."""
    if not parent:
        return
    item = _item(space, parent)
    if item.body.get("standard") or space.item("judgement", parent) or space.item("paper", parent):
        raise Refusal(messages.SCORED_ITSELF.at(code=parent))
