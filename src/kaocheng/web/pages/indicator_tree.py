"""Changes of the tree of indicators: adding, renaming, moving, removing; what refers to an indicator follows it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain import walk
from kaocheng.web import messages
from kaocheng.web.access import Access, page
from kaocheng.web.content import Item
from kaocheng.web.content.codes import below, is_code, leaving, next_code
from kaocheng.web.content.items import KINDS
from kaocheng.web.content.renaming import Renaming, swap
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.frame import reason_of, space_of
from kaocheng.web.pages.indicators import table_facts
from kaocheng.web.past import undoing
from kaocheng.web.renamed import renaming_edits
from kaocheng.web.workspace import Workspace, workspace


@require_POST
@page("edit_indicators")
def add(request: Any) -> HttpResponse:
    """Adds an indicator below ``parent``: behind ``after``, or last. A code that is not given is counted on."""
    space = space_of(request)
    parent, after, code, name, weight = (
        request.POST.get(key, "").strip() for key in ("parent", "after", "code", "name", "weight")
    )
    siblings = _children(space, parent)
    codes = [item.key for item in space.of_kind("indicator")]
    code = code or next_code(codes, parent, after or (siblings[-1] if siblings else ""))
    _see_code(space, code)
    _see_parent(space, parent)
    place = siblings.index(after) + 1 if after in siblings else len(siblings)
    body = {"code": code, "name": name or "新指标", "weight": weight or "0", "parent": parent}
    edits = [
        Edit("indicator", code, "", None, body, position=place),
        *_ordered(space, [*siblings[:place], code, *siblings[place:]], parent, ()),
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
def move(request: Any) -> HttpResponse:
    """Puts the indicators ``code`` elsewhere, together: ``by`` up, down, in or out; or below ``parent``, ``before`` one."""
    space = space_of(request)
    codes = _chosen(space, request.POST.getlist("code"))
    parent, before = _aim(space, codes, request.POST)
    for code in codes:
        if parent in below(space.items.values(), [code]):
            raise Refusal(messages.BELOW_ITSELF.at(code=code))
    _see_parent(space, parent)
    order = [key for key in _children(space, parent) if key not in codes]
    place = order.index(before) if before in order else len(order)
    order[place:place] = codes
    save(request.access, list(_ordered(space, order, parent, codes)), request.POST.get("reason", ""))
    which = f"{codes[0]} 现在是" if len(codes) == 1 else f"{len(codes)} 个指标现在是"
    at = f"第 {place + 1}" if len(codes) == 1 else f"第 {place + 1}—{place + len(codes)}"
    said = f"{which}{f'{parent} 下' if parent else '一级指标'}{at} 个，共 {len(order)} 个"
    return _table(request, codes[0], said)


def _chosen(space: Workspace, given: Sequence[str]) -> list[str]:
    """The chosen indicators in the order of the tree; those below another one go with it."""
    for code in given:
        _item(space, code)
    within = {key for code in given for key in below(space.items.values(), [code])[1:]}
    found = [one.code for _, one in walk(space.evaluation.indicators) if one.code in given and one.code not in within]
    if not found:
        raise Http404
    return found


def _aim(space: Workspace, codes: Sequence[str], asked: Any) -> tuple[str, str]:
    """The parent below which indicators are to stand, and the one in front of which; empty for the last place."""
    by, old = asked.get("by", ""), _parent(space, codes[0])
    siblings = _children(space, old)
    if not by:
        behind = _children(space, asked.get("parent", ""))
        behind = behind[behind.index(asked["before"]) :] if asked.get("before") in behind else []
        return asked.get("parent", ""), next((key for key in behind if key not in codes), "")
    if not {*codes} <= {*siblings}:
        raise Refusal(messages.NOT_SIBLINGS.at())
    at = siblings.index(codes[0])
    if by == "in":
        if at == 0:
            raise Refusal(messages.NOTHING_ABOVE.at(code=codes[0]))
        return siblings[at - 1], ""
    if by == "out":
        if not old:
            raise Refusal(messages.AT_THE_TOP.at(code=codes[0]))
        uncles = _children(space, _parent(space, old))
        return _parent(space, old), next(iter(uncles[uncles.index(old) + 1 :]), "")
    rest = [key for key in siblings if key not in codes]
    place = max(0, at - 1) if by == "up" else siblings.index(codes[-1]) - len(codes) + 2
    return old, rest[place] if place < len(rest) else ""


def _ordered(space: Workspace, order: Sequence[str], parent: str, moved: Sequence[str]) -> Iterator[Edit]:
    """The edits that number the siblings in ``order``; those that were ``moved`` also get their parent."""
    for number, key in enumerate(order):
        item = space.item("indicator", key)
        if item is not None and (key in moved or item.position != number):
            yield Edit("indicator", key, "parent", item.body.get("parent", ""), parent, position=number)


@page("edit_indicators")
def remove(request: Any) -> HttpResponse:
    """Shows what goes with the indicators ``code``; takes them away with all that (POST)."""
    space = space_of(request)
    codes = _chosen(space, (request.POST or request.GET).getlist("code"))
    found = leaving(space.items.values(), codes)
    if request.method == "POST":
        edits = [Edit(item.kind, item.key, "", item.body, None) for item in found.removed]
        edits += [Edit(item.kind, item.key, "", item.body, body, follows=True) for item, body in found.loosened]
        saved = save(request.access, edits, reason_of(request, f"删除指标 {'、'.join(codes)}"))
        return redirect(f"/e/{space.pk}/indicators/?done={saved.revision}")
    facts = {
        "pk": space.pk,
        "indicators": [space.sheet[code].indicator for code in codes],
        "count": sum(item.kind == "indicator" for item in found.removed) - len(codes),
        "removed": [(KINDS[item.kind].title, item.key) for item in found.removed if item.kind != "indicator"],
        "loosened": [(KINDS[item.kind].title, item.key) for item, _ in found.loosened],
        "referring": [(KINDS[item.kind].title, item.key) for item in found.referring],
        "locked": request.access.evaluation.plan_locked,
    }
    return render(request, "indicator_remove.html", facts)


@require_POST
@page("edit_indicators")
def undo(request: Any) -> HttpResponse:
    """Takes back the ``revision`` that the user just made: everything that it changed stands again as it stood."""
    evaluation, space = request.access.evaluation, space_of(request)
    edits = undoing(evaluation, request.user, int(request.POST.get("revision") or 0))
    save(request.access, edits, reason_of(request, "撤销"))
    return redirect(f"/e/{space.pk}/indicators/")


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
    return JsonResponse({"rows": rows, "at": code, "said": said, "revision": space.revision})


def _children(space: Workspace, parent: str) -> list[str]:
    return [item.key for item in space.of_kind("indicator") if item.body.get("parent", "") == parent]


def _parent(space: Workspace, code: str) -> str:
    return str(_item(space, code).body.get("parent", ""))


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
