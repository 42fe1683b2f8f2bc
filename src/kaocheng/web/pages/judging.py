"""Judging an indicator: points, counts and options, discretionary adjustments, readings (口径)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal, did_you_mean
from kaocheng.numbers import NotANumber, read_figure
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content.items import Body
from kaocheng.web.editing import Conflict, save
from kaocheng.web.edits import Edit
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.evidence import attaching
from kaocheng.web.pages.filling import answered
from kaocheng.web.pages.frame import space_of
from kaocheng.web.pages.judgement_edits import judgement_edits
from kaocheng.web.pages.papers import leaf_of, result
from kaocheng.web.pages.standard_view import view_standard
from kaocheng.web.workspace import Workspace

TRIES = 3
SAVED_AT = "Kaocheng-Saved"
"""The header that says when a judgement was stored."""


@require_POST
@page("judge")
def judge(request: Any, code: str) -> HttpResponse:
    """Stores what was judged: ``key``, ``index``, ``value``, and ``seen``, the value that the page showed; with ``row`` for 逐项填写."""
    for attempt in range(TRIES):
        try:
            if edits := _edits(request, code):
                save(request.access, edits)
            break
        except Conflict:
            # Another point of the same list was judged at the same moment: look again, and try once more.
            if attempt == TRIES - 1:
                raise
            request.access.evaluation.refresh_from_db()
    at = f"{timezone.localtime():%H:%M:%S}"
    if "row" in request.POST:
        space = space_of(request)
        answer = answered(request, space, leaf_of(space, code), at)
    else:
        answer = result(request, evaluation=request.access.evaluation.pk, code=code)
    answer[SAVED_AT] = at
    return answer


def _edits(request: Any, code: str) -> list[Edit]:
    space = space_of(request)
    scored = leaf_of(space, code)
    given = {name: request.POST.get(name, "").strip() for name in ("key", "index", "value", "seen")}
    if given["key"] == "evidence":
        after = _known(space, given["value"]) or None
        return [Edit("judgement", code, "evidence", given["seen"].split() or None, after, {"indicator": code})]
    return judgement_edits(space, code, scored, given)


def _known(space: Workspace, text: str) -> list[str]:
    """The numbers of pieces of evidence in ``text``. Raises :class:`Refusal` where there is none of a number."""
    known = [item.id for item in space.evaluation.evidence]
    wanted = text.replace("，", " ").replace("、", " ").split()
    if unknown := [one for one in wanted if one not in known]:
        found = "、".join(unknown)
        raise Refusal(messages.NO_EVIDENCE.at(found=found, suggestion=did_you_mean(unknown[0], known)))
    return wanted


@require_POST
@page("judge")
def adjust(request: Any, code: str) -> HttpResponse:
    """Adds a discretionary adjustment with its reason, or takes the one numbered ``remove`` away."""
    space = space_of(request)
    leaf_of(space, code)
    item = space.item("judgement", code)
    before = item.body.get("adjustments") if item else None
    adjustments = list(before or [])
    upload: list[Edit] = []
    if (number := request.POST.get("remove", "")).isdecimal() and int(number) < len(adjustments):
        del adjustments[int(number)]
    else:
        added, upload = _adjustment(request, space, code)
        adjustments.append(added)
    edit = Edit("judgement", code, "adjustments", before, adjustments or None, {"indicator": code})
    save(request.access, [*upload, edit])
    return redirect(f"/e/{space.pk}/papers/{code}/")


def _adjustment(request: Any, space: Workspace, code: str) -> tuple[dict[str, Body], list[Edit]]:
    """The adjustment that a form gives, and the edits that store a piece of evidence uploaded with it.

    The amount is in points ("-1分") or a share of the weight ("-10%"), and is kept as written.
    """
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise Refusal(messages.NAME_NEEDED.at(what="理由"))
    given = _amount(request.POST.get("amount", "").strip())
    evidence = _known(space, " ".join(request.POST.getlist("evidence")))
    upload: list[Edit] = []
    if request.FILES.get("file") and request.access.can("add_evidence"):
        number, upload = attaching(request, space, [code], [])
        evidence.append(number)
    if not evidence:
        raise Refusal(messages.EVIDENCE_NEEDED.at())
    signed = {"author": ROLES[request.access.role], "date": str(timezone.localdate())}
    return given | {"reason": reason, "evidence": evidence} | signed, upload


def _amount(text: str) -> dict[str, Body]:
    """``points`` or ``share`` as written. Raises :class:`Refusal` for a bare number: it could be either."""
    try:
        figure = read_figure(text.removesuffix("分"))
    except NotANumber:
        raise Refusal(messages.NO_AMOUNT.at(found=text)) from None
    if text.endswith("分") and not figure.mark:
        return {"points": text.removesuffix("分").strip()}
    if figure.mark and not text.endswith("分"):
        return {"share": text}
    if figure.mark:
        raise Refusal(messages.NO_AMOUNT.at(found=text))
    raise Refusal(messages.WHICH_AMOUNT.at(found=text, points=f"{text}分", share=f"{text}%"))


@require_POST
@page("edit_indicators")
def read(request: Any, code: str) -> HttpResponse:
    """Stores the reading (口径) of an indicator, or takes it away where ``rule`` is empty."""
    space = space_of(request)
    leaf_of(space, code)
    item = space.item("reading", code)
    given = {key: request.POST.get(key, "").strip() for key in ("kind", "rule", "problem", "reason")}
    if not given["rule"]:
        after = None
    elif not given["reason"]:
        raise Refusal(messages.NAME_NEEDED.at(what="理由"))
    else:
        after = {"indicator": code} | {key: text for key, text in given.items() if text}
    save(request.access, [Edit("reading", code, "", item.body if item else None, after)], given["reason"] or "撤销口径")
    return redirect(f"/e/{space.pk}/papers/{code}/")


@require_POST
@page("edit_indicators")
def understood(request: Any, code: str) -> HttpResponse:
    """How the rule of a reading that is being typed is understood. Nothing is stored."""
    indicator = leaf_of(space_of(request), code).indicator
    view = view_standard(request.POST.get("rule", ""), indicator.name, indicator.weight, indicator.target)
    return render(request, "standard_view.html", {"view": view})
