"""报告: sections in Markdown with figures by name; a preview; generating; every version that was generated."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.report import uncommented
from kaocheng.web import jobs, messages
from kaocheng.web.access import page
from kaocheng.web.content import Item
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import Blob, ReportFile, ReportJob
from kaocheng.web.pages.audits import auditable
from kaocheng.web.pages.frame import Allowed, show, space_of
from kaocheng.web.pages.preview import chapter_html
from kaocheng.web.pages.uploads import download
from kaocheng.web.workspace import Workspace

USUAL = ("摘要", "资金情况", "组织管理", "主要经验", "存在的问题", "建议", "结果应用", "其他说明")
"""Names by which the report knows where a section belongs."""
_ADVICE = re.compile(r"<!--\s*(.*?)\s*-->\s*", re.DOTALL)
_TITLE = re.compile(r"\A\s*#[^\n]*")
INSERTS = (("总分", "总分"), ("指标.", "指标"), ("数据.", "数据"), ("问卷.", "问卷"), ("表.", "表"), ("图.", "图"))


@page("view_report")
def report(request: Any, section: str = "") -> HttpResponse:
    """The outline, one section's editor and preview, and the versions."""
    space = space_of(request)
    sections = sorted(space.of_kind("section"), key=lambda one: one.key)
    item = space.item("section", section) if section else (sections[0] if sections else None)
    if section and item is None:
        raise Http404
    facts = {
        "sections": sections,
        "usual": USUAL,
        "inserts": INSERTS,
        "section": item,
        **_written(item.body if item else ""),
        "at": item.key if item else "",
        "unwritten": _unwritten(space),
        **_versions(space.pk),
        "can": request.access.can("write"),
        "auditable": auditable(request.access),
    }
    return show(request, "report.html", "report/", space, **facts)


def _written(body: str) -> dict[str, str]:
    """The text of a section to be edited, and what its template advises in a comment in front, which is never printed."""
    found = _ADVICE.match(body)
    return {"text": body[found.end() :], "advice": found[1]} if found else {"text": body, "advice": ""}


def _unwritten(space: Workspace) -> list[tuple[str, str]]:
    """The parts that 财预〔2020〕10号 asks of a report and that have nothing to print yet, with the page where they are written."""
    profile, findings = space.evaluation.profile, space.evaluation.findings
    written = [key for key, text in space.evaluation.narrative.items() if _TITLE.sub("", uncommented(text)).strip()]
    about = "部门概况" if space.evaluation.kind == "department" else "项目概况"
    parts = (
        (about, profile.background, ("概况", "基本情况"), "settings/#background"),
        ("绩效目标", profile.goals, ("目标",), "settings/#goals"),
        ("评价目的", profile.purpose, ("评价工作",), "settings/#purpose"),
        ("主要经验及做法", findings.experiences, ("经验", "做法"), "findings/"),
        ("存在的问题及原因", findings.problems, ("问题",), "findings/"),
        ("有关建议", findings.recommendations, ("建议",), "findings/"),
    )
    return [
        (name, address)
        for name, content, words, address in parts
        if not content and not any(word in key for key in written for word in words)
    ]


def _versions(pk: int) -> dict[str, Any]:
    found = list(ReportJob.objects.filter(evaluation=pk).select_related("by").prefetch_related("files")[:20])
    return {"versions": found, "several": sum(job.state == "done" for job in found) > 1}


@page("view_report")
def preview(request: Any) -> HttpResponse:
    """The chapter of ``section`` as it will print, and what is wrong in its text; posted with another ``text``. Nothing is stored."""
    space = space_of(request)
    name = request.GET.get("section", "")
    item = space.item("section", name)
    text = request.POST.get("text", item.body if item else None)  # an emptied section is none until it is written again
    if text is None:
        raise Http404
    chapter = space.draft.chapter(name, text[:100_000])
    facts = {"pk": space.pk, "chapter": chapter_html(space, chapter.blocks), "problems": chapter.problems}
    return render(request, "chapter.html", facts)


@page("view_report")
def references(request: Any) -> HttpResponse:
    """The figures, tables and charts that ``{{`` offers: those that hold every word of ``?q=``."""
    return JsonResponse({"figures": offered(space_of(request), request.GET.get("q", "").split())})


def offered(space: Workspace, words: Sequence[str]) -> list[dict[str, str]]:
    """The figures, tables and charts that hold every word, with their present values; forty at most."""
    labels = space.draft.labels
    names = [(name, _about(space, name)) for name in space.figures.references()] + list(labels.items())
    found = [(name, about) for name, about in names if all(word in name or word in about for word in words)][:40]
    return [
        {"name": name, "about": about, "value": "" if name in labels or figure is None else figure.text}
        for name, about in found
        for figure in [space.figures.resolve(name)]
    ]


def _about(space: Any, reference: str) -> str:
    kind, _, rest = reference.partition(".")
    code = rest.partition(".")[0]
    return space.sheet[code].indicator.name if kind == "指标" and code in space.sheet else ""


@require_POST
@page("write")
def add(request: Any) -> HttpResponse:
    """Adds a section at the end; its name says where in the report it stands."""
    space = space_of(request)
    name = _plain(request.POST.get("name", ""))
    if not name:
        raise Refusal(messages.NAME_NEEDED.at(what="节名"))
    key = f"{_behind(max((item.key for item in space.of_kind('section')), default=''))}-{name}"
    save(request.access, [Edit("section", key, "", None, f"# {name}\n")])
    return redirect(f"/e/{space.pk}/report/{key}/")


def _behind(last: str) -> str:
    """A number that orders a name behind the name ``last``: as many digits, so that names order as texts do."""
    digits = re.match(r"\d*", last)[0]  # type: ignore[index]
    number = int(digits or "0")
    step = 10 if len(str(number + 10)) <= max(len(digits), 2) else 1
    return str(number + step).zfill(max(len(digits), 2))


def _plain(name: str) -> str:
    """A section's name without the number that orders it."""
    return re.sub(r"^\d+[-_ ]*", "", name.strip()).replace("/", "-")


@require_POST
@page("write")
def rename(request: Any, section: str) -> HttpResponse:
    """Gives a section another name; it stays in its place."""
    space = space_of(request)
    _section(space, section)
    name = _plain(request.POST.get("name", ""))
    if not name:
        raise Refusal(messages.NAME_NEEDED.at(what="节名"))
    number = section[: len(section) - len(_plain(section))]
    renamed = f"{number}{name}"
    if renamed != section:
        save(request.access, _renaming(space, {section: renamed}), "改名")
    return redirect(f"/e/{space.pk}/report/{renamed}/")


@require_POST
@page("write")
def order(request: Any) -> HttpResponse:
    """Puts the sections in the order of ``keys`` by the numbers before their names; says where ``?at=`` is now."""
    space = space_of(request)
    known = sorted(item.key for item in space.of_kind("section"))
    asked = [key for key in request.POST.getlist("keys") if key in known]
    keys = [*asked, *(key for key in known if key not in asked)]
    width = max(len(str(10 * len(keys))), 2)
    new = {key: f"{10 * number:0{width}}-{_plain(key)}" for number, key in enumerate(keys, 1)}
    save(request.access, _renaming(space, {key: name for key, name in new.items() if key != name}), "排次序")
    at = request.GET.get("at", "")
    return JsonResponse({"to": f"/e/{space.pk}/report/{new.get(at, at)}/"})


def _renaming(space: Workspace, names: dict[str, str]) -> list[Edit]:
    """The edits that give sections other names. A name that another one leaves can be taken."""
    bodies = {key: _section(space, key).body for key in names}
    if taken := [name for name in names.values() if space.item("section", name) and name not in names]:
        raise Refusal(messages.NAME_THERE.at(name=taken[0]))
    after = {name: bodies[key] for key, name in names.items()}
    left = [Edit("section", key, "", bodies[key], None) for key in names if key not in after]
    return left + [Edit("section", name, "", bodies.get(name), body) for name, body in after.items()]


@require_POST
@page("write")
def remove(request: Any, section: str) -> HttpResponse:
    """Takes a section away; the record of changes keeps its text."""
    space = space_of(request)
    save(request.access, [Edit("section", section, "", _section(space, section).body, None)])
    return redirect(f"/e/{space.pk}/report/")


def _section(space: Workspace, name: str) -> Item:
    found = space.item("section", name)
    if found is None:
        raise Http404
    return found


@require_POST
@page("make_report")
def make(request: Any) -> HttpResponse:
    """Has the report of the present revision written, and stays at the section ``at``."""
    space = space_of(request)
    jobs.ask(space, request.user)
    at = request.POST.get("at", "")
    return redirect(f"/e/{space.pk}/report/{f'{at}/' if space.item('section', at) else ''}#versions")


@page("view_report")
def versions(request: Any) -> HttpResponse:
    """The list of versions, asked again while one is being written."""
    space = space_of(request)
    facts = {"pk": space.pk, "may": Allowed(request.access), "at": request.GET.get("at", ""), **_versions(space.pk)}
    return render(request, "versions.html", facts)


@page("view_report")
def file(request: Any, file: int) -> HttpResponse:
    """One file of a version."""
    found = get_object_or_404(ReportFile, pk=file, job__evaluation=request.access.evaluation)
    return download(Blob.fetch(found.blob_id), found.name, inline=found.name.endswith(".pdf"))
