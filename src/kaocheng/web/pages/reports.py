"""报告: sections in Markdown with figures by name; a preview; generating; every version that was generated."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.web import jobs, messages
from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.models import Blob, ReportFile, ReportJob
from kaocheng.web.pages.audits import auditable
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.preview import preview_html
from kaocheng.web.pages.uploads import download


@page("view_report")
def report(request: Any, section: str = "") -> HttpResponse:
    """The outline, one section's editor and preview, and the versions."""
    space = space_of(request)
    sections = space.of_kind("section")
    item = space.item("section", section) if section else (sections[0] if sections else None)
    if section and item is None:
        raise Http404
    facts = {
        "sections": sections,
        "section": item,
        "preview": preview_html(space, item.body) if item else "",
        **_versions(space.pk),
        "can": request.access.can("write"),
        "auditable": auditable(request.access),
    }
    return show(request, "report.html", "report/", space, **facts)


def _versions(pk: int) -> dict[str, Any]:
    found = list(ReportJob.objects.filter(evaluation=pk).select_related("by").prefetch_related("files")[:20])
    return {"versions": found, "several": sum(job.state == "done" for job in found) > 1}


@require_POST
@page("view_report")
def preview(request: Any) -> HttpResponse:
    """A section that is being typed, as it will read. Nothing is stored."""
    return HttpResponse(preview_html(space_of(request), request.POST.get("text", "")[:100_000]))


@page("view_report")
def references(request: Any) -> HttpResponse:
    """The figures that ``{{`` offers: reference and present value, those that hold every word of ``?q=``."""
    space = space_of(request)
    words = request.GET.get("q", "").split()
    found = [
        name
        for name in space.figures.references()
        if all(word in name or word in _about(space, name) for word in words)
    ]
    shown = [(name, figure) for name in found[:40] if (figure := space.figures.resolve(name))]
    return JsonResponse({"figures": [{"name": n, "value": f.text, "about": _about(space, n)} for n, f in shown]})


def _about(space: Any, reference: str) -> str:
    kind, _, rest = reference.partition(".")
    code = rest.partition(".")[0]
    return space.sheet[code].indicator.name if kind == "指标" and code in space.sheet else ""


@require_POST
@page("write")
def add(request: Any) -> HttpResponse:
    """Adds a section."""
    space = space_of(request)
    name = request.POST.get("name", "").strip().replace("/", "-")
    if not name:
        raise Refusal(messages.NAME_NEEDED.at(what="节名"))
    save(request.access, [Edit("section", name, "", None, f"# {name.lstrip('0123456789-')}\n")])
    return redirect(f"/e/{space.pk}/report/{name}/")


@require_POST
@page("make_report")
def make(request: Any) -> HttpResponse:
    """Has the report of the present revision written."""
    space = space_of(request)
    jobs.ask(space, request.user)
    return redirect(f"/e/{space.pk}/report/#versions")


@page("view_report")
def versions(request: Any) -> HttpResponse:
    """The list of versions, asked again while one is being written."""
    space = space_of(request)
    facts = {"pk": space.pk, **_versions(space.pk)}
    return render(request, "versions.html", facts)


@page("view_report")
def file(request: Any, file: int) -> HttpResponse:
    """One file of a version."""
    found = get_object_or_404(ReportFile, pk=file, job__evaluation=request.access.evaluation)
    return download(Blob.fetch(found.blob_id), found.name, inline=found.name.endswith(".pdf"))
