"""New evaluations from a template or a bundle; bundles out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kaocheng import templates
from kaocheng.diagnostics import Refusal
from kaocheng.numbers import score_text, short_text
from kaocheng.text import csv
from kaocheng.web import messages, transfer
from kaocheng.web.access import creator, page
from kaocheng.web.pages.frame import space_of
from kaocheng.web.pages.uploads import download, taken


@require_POST
@creator
def begin(request: Any) -> HttpResponse:
    """Begins an evaluation from a template; who begins it leads it."""
    title, name = request.POST.get("title", "").strip(), request.POST.get("template", "")
    if not title:
        raise Refusal(messages.NAME_NEEDED.at(what="题名"))
    if name not in templates.NAMES:
        raise Refusal(messages.NAME_NEEDED.at(what="模板"))
    evaluation = transfer.take_template(name, request.user, title)
    return redirect(f"/e/{evaluation.pk}/")


@require_POST
@creator
def take(request: Any) -> HttpResponse:
    """Takes a ``.kaocheng`` archive as a new evaluation, whose first page says what came with it."""
    _, data = taken(request, "file")
    return redirect(f"/e/{transfer.take_archive(data, request.user).pk}/?imported")


@page("export")
def export(request: Any) -> HttpResponse:
    """The evaluation's bundle as an archive."""
    space = space_of(request)
    return download(transfer.archive(space), f"{space.evaluation.title}.kaocheng")


@page("export")
def sheet(request: Any) -> HttpResponse:
    """The score sheet as CSV with BOM, for spreadsheets."""
    space = space_of(request)
    rows = [["编码", "名称", "级次", "权重", "得分"]]
    for scored in space.sheet.indicators:
        shown = "" if scored.score is None else score_text(scored.score)
        weight = short_text(scored.indicator.weight)
        rows.append([scored.indicator.code, csv.as_text(scored.indicator.name), str(scored.level), weight, shown])
    return download(b"\xef\xbb\xbf" + csv.dump(rows).encode(), f"{space.evaluation.title}-得分.csv")
