"""底稿: one indicator a page, with the computation, what is to be judged, adjustments, analysis, evidence, comments."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kaocheng.derivation import Computed, sentence
from kaocheng.derivation.words import headline
from kaocheng.domain import Indicator
from kaocheng.domain import leaves as leaves_of
from kaocheng.domain.judgements import READING_KINDS
from kaocheng.scoring import ScoredIndicator
from kaocheng.scoring.leaf import by_standard
from kaocheng.standards import Standard, needs, understand
from kaocheng.web.access import page
from kaocheng.web.pages.asked import Asked, asked_of
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.meanings import meanings
from kaocheng.web.pages.origins import as_node
from kaocheng.web.pages.preview import chapter_html
from kaocheng.web.pages.reviews import is_reviewed, thread_facts
from kaocheng.web.pages.standard_view import fates_of, refusals, view_standard
from kaocheng.web.pages.uploads import ACCEPTED
from kaocheng.web.workspace import Workspace

OPEN, MISSING, JUDGED, REVIEWED = "未开始", "缺数据或判断", "已评", "已审核"
SHAPES = {OPEN: "○", MISSING: "◐", JUDGED: "●", REVIEWED: "✓"}


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
    scored = leaf_of(space, code)
    leaves = list(space.sheet.leaves)
    index = leaves.index(scored)
    text = space.evaluation.papers.get(code, "")
    facts = result_facts(space, scored) | {
        "groups": [(top, [(leaf, *state_of(space, leaf)) for leaf in below]) for top, below in grouped(space, leaves)],
        "before": leaves[index - 1] if index else None,
        "after": leaves[index + 1] if index + 1 < len(leaves) else None,
        "text": text,
        "evidence": [item for item in space.evaluation.evidence if code in item.indicators],
        "other_evidence": [item for item in space.evaluation.evidence if code not in item.indicators],
        "adjustments": [
            (
                item,
                item.share_of(scored.indicator.weight),
                item.share_of(scored.indicator.weight) * scored.indicator.weight,
            )
            for item in (scored.judgement.adjustments if scored.judgement else ())
        ],
        "reading_kinds": READING_KINDS,
        "reading_item": space.item("reading", code),
        "known": ",".join(f".{ending}" for ending in ACCEPTED),
        "can": request.access.can("judge"),
    }
    facts |= thread_facts(request.access, space, indicator=code)
    return show(request, "paper.html", "papers/", space, **facts)


@page("view")
def result(request: Any, code: str) -> HttpResponse:
    """The score and the computation of one indicator, for a page that just changed something."""
    space = space_of(request)
    scored = leaf_of(space, code)
    top = next(top for top, _ in grouped(space, [scored]))
    facts = result_facts(space, scored) | {"state": state_of(space, scored), "top": top, "swapped": True}
    return show(request, "paper_result.html", "papers/", space, **facts)


@page("view")
def preview(request: Any, code: str) -> HttpResponse:
    """The analysis as it will print, and what is wrong in its text; posted with another ``text``. Nothing is stored."""
    space = space_of(request)
    leaf_of(space, code)
    text = request.POST.get("text", space.evaluation.papers.get(code, ""))[:100_000]
    passage = space.draft.passage(f"papers/{code}.md", text)
    facts = {"pk": space.pk, "chapter": chapter_html(space, passage.blocks), "problems": passage.problems}
    return render(request, "chapter.html", facts)


def grouped(
    space: Workspace, wanted: Iterable[ScoredIndicator]
) -> Iterator[tuple[ScoredIndicator, list[ScoredIndicator]]]:
    """The ``wanted`` leaves by their level-1 indicator, in order."""
    leaves = {leaf.indicator.code: leaf for leaf in wanted}
    for top in space.sheet.indicators:
        codes = [leaf.code for leaf in leaves_of((top.indicator,))] if top.level == 1 else []
        if below := [leaves[code] for code in codes if code in leaves]:
            yield top, below


def state_of(space: Workspace, scored: ScoredIndicator) -> tuple[str, str]:
    """How far a working paper is, in a word, and the shape that goes with the word."""
    code = scored.indicator.code
    if scored.score is None:
        begun = space.item("judgement", code) or space.item("paper", code) or scored.actual
        state = MISSING if begun else OPEN
    else:
        state = REVIEWED if is_reviewed(space, code) else JUDGED
    return state, SHAPES[state]


def result_facts(space: Workspace, scored: ScoredIndicator) -> dict[str, Any]:
    """What the middle of a working paper shows."""
    indicator = scored.indicator
    rule = scored.reading.rule if scored.reading else indicator.standard
    found = understand(rule, name=indicator.name, weight=indicator.weight, target=indicator.target)
    fates = fates_of(scored, found)
    view = view_standard(rule, indicator.name, indicator.weight, indicator.target, fates, scored.actual)
    shown = {problem.text() for problem in view.understanding.problems}
    asked = asked_of(space, scored)
    return {
        "scored": scored,
        "indicator": indicator,
        "view": view,
        "said": _said(scored, asked),
        "missing": still_missing(scored, asked),
        "refusals": refusals(found, fates),
        "problems": [one for one in scored.problems if one.text() not in shown],
        "tables": tables_for(space, indicator, view.understanding.standard) if scored.missing else [],
        "root": as_node(scored.derivation, space, {}) if scored.derivation else None,
        "asked": asked,
    }


def _said(scored: ScoredIndicator, asked: Sequence[Asked]) -> str:
    """The computation in a sentence; where points are judged below, only what they come to."""
    root = scored.derivation
    if root is None:
        return ""
    below = by_standard(root)
    judged = any(one.key == "met" for one in asked) and isinstance(below, Computed)
    return headline(below) if judged and below.value is not None else sentence(root)


def still_missing(scored: ScoredIndicator, asked: Sequence[Asked]) -> list[str]:
    """What a score lacks: of the points only those that were not judged yet."""
    blank = [one.label or "是否符合" for one in asked if not one.value]
    if not blank or not scored.missing:
        return list(scored.missing)
    return [f"判断（{'、'.join(blank)}）", *(what for what in scored.missing if what.startswith(("数据项", "目标值")))]


def tables_for(space: Workspace, indicator: Indicator, standard: Standard | None) -> list[str]:
    """The tables that hold what a standard needs, to be filled in."""
    wanted = tuple((need, "") for need in needs(standard)) if standard else ()
    found = meanings(space, space.item("indicator", indicator.code), indicator.name, wanted)
    return [table.name for table in space.evaluation.tables if any(table.name in one.where for one in found)]


def leaf_of(space: Workspace, code: str) -> ScoredIndicator:
    """The leaf of that code. Raises :class:`Http404` where there is none."""
    if code not in space.sheet or not space.sheet[code].indicator.is_leaf:
        raise Http404
    return space.sheet[code]
