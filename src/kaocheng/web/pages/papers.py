"""底稿: one indicator a page, with the computation, the points to judge, adjustments, analysis and evidence."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.derivation import sentence
from kaocheng.diagnostics import Refusal
from kaocheng.domain.judgements import READING_KINDS
from kaocheng.numbers import NotANumber, read_number
from kaocheng.scoring import ScoredIndicator
from kaocheng.standards import Standard, needs
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import Item
from kaocheng.web.content.items import Body
from kaocheng.web.editing import Conflict, Edit, save
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.standard_view import applied_spans, view_standard
from kaocheng.web.workspace import Workspace

TRIES = 3
LISTS = {"met", "cases", "flags", "option"}


@dataclass(frozen=True)
class Asked:
    """One thing to judge: the key of the input, its place in the list, what is asked, the value as stored."""

    key: str
    index: int
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


@page("view")
def first(request: Any) -> HttpResponse:
    """Leads to the first working paper that has no score yet, or to the first."""
    space = space_of(request)
    leaves = space.sheet.leaves
    if not leaves:
        return redirect(f"/e/{space.pk}/indicators/")
    found = next((leaf for leaf in leaves if leaf.score is None), leaves[0])
    return redirect(f"/e/{space.pk}/papers/{found.indicator.code}/")


@page("view")
def paper(request: Any, code: str) -> HttpResponse:
    """The working paper of one indicator."""
    space = space_of(request)
    scored = _leaf(space, code)
    leaves = list(space.sheet.leaves)
    index = leaves.index(scored)
    facts = result_facts(space, scored) | {
        "leaves": leaves,
        "before": leaves[index - 1] if index else None,
        "after": leaves[index + 1] if index + 1 < len(leaves) else None,
        "text": space.evaluation.papers.get(code, ""),
        "judgement": space.item("judgement", code),
        "evidence": [item for item in space.evaluation.evidence if code in item.indicators],
        "reviews": [item for item in space.of_kind("review") if item.body.get("indicator") == code],
        "reading_kinds": READING_KINDS,
        "reading_item": space.item("reading", code),
        "can": request.access.can("judge"),
    }
    return show(request, "paper.html", "papers/", space, **facts)


@page("view")
def result(request: Any, code: str) -> HttpResponse:
    """The score and the computation of one indicator, for a page that just changed something."""
    space = space_of(request)
    scored = _leaf(space, code)
    return show(request, "paper_result.html", "papers/", space, **result_facts(space, scored))


def result_facts(space: Workspace, scored: ScoredIndicator) -> dict[str, Any]:
    """What the middle of a working paper shows."""
    indicator = scored.indicator
    rule = scored.reading.rule if scored.reading else indicator.standard
    view = view_standard(rule, indicator.name, indicator.weight, indicator.target, applied_spans(scored.derivation))
    standard = view.understanding.standard
    return {
        "scored": scored,
        "indicator": indicator,
        "view": view,
        "said": sentence(scored.derivation) if scored.derivation else "",
        "asked": _open_to_judgement(standard, scored, space.item("judgement", indicator.code)) if standard else [],
    }


def _open_to_judgement(standard: Standard, scored: ScoredIndicator, item: Item | None) -> list[Asked]:
    """What is asked, without the metric's value where the data give it."""
    given = scored.score is not None and not (item and "actual" in item.body)
    return [one for one in asked(standard, item) if not (given and one.key == "actual")]


def _leaf(space: Workspace, code: str) -> ScoredIndicator:
    if code not in space.sheet or not space.sheet[code].indicator.is_leaf:
        raise Http404
    return space.sheet[code]


def asked(standard: Standard, item: Item | None) -> list[Asked]:
    """What an evaluator has to judge for a standard, in the order of its points."""
    body = item.body if item else {}
    found: list[Asked] = []
    for need in needs(standard):
        labels = need.labels or ("",) * need.count
        if need.key in {"met", "flags"}:
            choices: tuple[tuple[str, str], ...] = (("yes", "是"), ("no", "否"))
            found += [Asked(need.key, i, label, _at(body, need.key, i), choices) for i, label in enumerate(labels)]
        elif need.key == "cases":
            found += [Asked("cases", i, label, _at(body, "cases", i)) for i, label in enumerate(labels)]
        elif need.key == "option":
            choices = tuple((str(i), label) for i, label in enumerate(labels))
            found.append(Asked("option", 0, "适用哪一档", _text(body.get("option")), choices))
        elif need.key == "share":
            found.append(Asked("share", 0, "档内得分（占权重的份额）", _text(body.get("share"))))
        elif need.key == "actual":
            found.append(Asked("actual", 0, "业绩值（数据里没有时，由评价组认定）", _text(body.get("actual"))))
        elif need.key == "subtasks":
            found += _subtasks(body.get("subtasks", []), "subtasks")
    return found


def _subtasks(tasks: Body, path: str) -> list[Asked]:
    found = []
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        if not isinstance(task, dict):
            continue
        here, label = f"{path}.{index}", str(task.get("text", f"子任务{index + 1}"))
        if "subtasks" in task:
            found += _subtasks(task["subtasks"], f"{here}.subtasks")
        elif "rate" in task:
            found.append(Asked(f"{here}.rate", -1, f"{label}：完成率", _text(task["rate"])))
        else:
            target = task.get("target", "")
            found.append(Asked(f"{here}.actual", -1, f"{label}：目标 {target}，实际", _text(task.get("actual", ""))))
    return found


def _at(body: Body, key: str, index: int) -> str:
    values = body.get(key, [])
    values = values if isinstance(values, list) else [values]
    return str(values[index]) if index < len(values) else ""


def _text(value: Body) -> str:
    return "" if value is None else str(value[0] if isinstance(value, list) and value else value or "")


@require_POST
@page("judge")
def judge(request: Any, code: str) -> HttpResponse:
    """Stores what was judged: ``key``, ``index``, ``value``, and ``seen``, the value that the page showed."""
    for attempt in range(TRIES):
        try:
            save(request.access, [_judgement_edit(request, code)])
            break
        except Conflict:
            # Another point of the same list was judged at the same moment: look again, and try once more.
            if attempt == TRIES - 1:
                raise
            request.access.evaluation.refresh_from_db()
    return result(request, evaluation=request.access.evaluation.pk, code=code)


def _judgement_edit(request: Any, code: str) -> Edit:
    space = space_of(request)
    scored = _leaf(space, code)
    key, index, value, seen = (request.POST.get(name, "") for name in ("key", "index", "value", "seen"))
    if key in LISTS and key != "option" and index.isdecimal():
        return _list_edit(space, scored, space.item("judgement", code), key, int(index), value, seen)
    return Edit("judgement", code, key, seen or None, value or None, {"indicator": code})


def _list_edit(  # noqa: PLR0917 -- the fields of one form
    space: Workspace, scored: ScoredIndicator, item: Item | None, key: str, index: int, value: str, seen: str
) -> Edit:
    """The edit of one value of a list; what has not been judged yet stays an empty text, which counts as missing."""
    before = item.body.get(key) if item else None
    values = list(before) if isinstance(before, list) else [before] if isinstance(before, str) else []
    standard = result_facts(space, scored)["view"].understanding.standard
    count = next((need.count for need in needs(standard) if need.key == key), 0) if standard else 0
    values += ["" for _ in range(max(count, index + 1) - len(values))]
    shown = values[index]
    values[index] = value
    # What another person judged meanwhile at the same point is a conflict; at another point it is not.
    return Edit(
        "judgement",
        scored.indicator.code,
        key,
        before if shown == seen else [seen],
        values,
        {"indicator": scored.indicator.code},
    )


@require_POST
@page("judge")
def adjust(request: Any, code: str) -> HttpResponse:
    """Adds a discretionary adjustment with its reason, or takes the one numbered ``remove`` away."""
    space = space_of(request)
    _leaf(space, code)
    item = space.item("judgement", code)
    before = item.body.get("adjustments") if item else None
    adjustments = list(before or [])
    if (number := request.POST.get("remove", "")).isdecimal() and int(number) < len(adjustments):
        del adjustments[int(number)]
    else:
        adjustments.append(_adjustment(request))
    save(request.access, [Edit("judgement", code, "adjustments", before, adjustments or None, {"indicator": code})])
    return redirect(f"/e/{space.pk}/papers/{code}/")


def _adjustment(request: Any) -> dict[str, Body]:
    share, reason = request.POST.get("share", "").strip(), request.POST.get("reason", "").strip()
    if not reason:
        raise Refusal(messages.NAME_NEEDED.at(what="理由"))
    try:
        read_number(share)
    except NotANumber:
        raise Refusal(messages.NO_SHARE.at(found=share)) from None
    evidence = request.POST.get("evidence", "").split()
    body: dict[str, Body] = {"share": share, "reason": reason, "evidence": evidence}
    return {key: value for key, value in body.items() if value} | {
        "author": ROLES[request.access.role],
        "date": str(timezone.localdate()),
    }


@require_POST
@page("edit_indicators")
def read(request: Any, code: str) -> HttpResponse:
    """Stores the reading (口径) of an indicator, or takes it away where ``rule`` is empty."""
    space = space_of(request)
    _leaf(space, code)
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
