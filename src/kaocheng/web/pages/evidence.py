"""佐证: files with their links to indicators; checked vouchers and assets as tables."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.models import Blob
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.uploads import TYPES, download, taken
from kaocheng.web.workspace import Workspace


@page("view")
def evidence(request: Any) -> HttpResponse:
    """The page."""
    space = space_of(request)
    facts = {
        "items": space.of_kind("evidence"),
        "vouchers": space.of_kind("voucher"),
        "assets": space.of_kind("asset"),
        "codes": [scored.indicator for scored in space.sheet.leaves],
        "opens": request.access.can("view_evidence"),
        "can": request.access.can("add_evidence"),
    }
    return show(request, "evidence.html", "evidence/", space, **facts)


@require_POST
@page("add_evidence")
def add(request: Any) -> HttpResponse:
    """Takes a file in, and lists it with a number, its digest and its indicators."""
    space = space_of(request)
    name, data = taken(request, "file")
    blob = Blob.keep(data)
    number = _next(space)
    path = f"evidence/{number}-{name}"
    title = request.POST.get("title", "").strip() or name.rpartition(".")[0] or name
    codes = " ".join(code for code in request.POST.getlist("indicators") if code in space.sheet)
    record = {"编号": number, "题名": title, "文件": f"{number}-{name}", "sha256": blob.sha256, "指标": codes}
    stored = {"sha256": blob.sha256, "size": str(blob.size)}
    save(request.access, [Edit("evidence", number, "", None, record), Edit("file", path, "", None, stored)])
    return redirect(f"/e/{space.pk}/evidence/#{number}")


def _next(space: Workspace) -> str:
    used = {item.key for item in space.of_kind("evidence")}
    number = 1
    while f"E{number:02}" in used:
        number += 1
    return f"E{number:02}"


@page("view_evidence")
def file(request: Any, key: str) -> HttpResponse:
    """The file of a piece of evidence: pictures and PDF are shown, everything else is saved."""
    space = space_of(request)
    item = space.item("evidence", key)
    stored = space.item("file", f"evidence/{item.body.get('文件', '')}") if item else None
    if item is None or stored is None:
        raise Http404
    name = str(item.body["文件"])
    return download(Blob.fetch(stored.body["sha256"]), name, inline=name.rpartition(".")[2].lower() in TYPES)
