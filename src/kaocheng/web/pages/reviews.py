"""审核: comments in threads at the place that they concern; reply, outcome with reason; the three levels of review."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal, errors
from kaocheng.numbers import score_text
from kaocheng.scoring.data import path as cell_at
from kaocheng.web import messages
from kaocheng.web.access import COMMISSIONER, EXPERT, Access, page
from kaocheng.web.comparing import compare
from kaocheng.web.content import Body, Item
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import Change
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.frame import Allowed, show, space_of
from kaocheng.web.pages.progress import gaps
from kaocheng.web.past import space_at
from kaocheng.web.signatures import LEVELS, PASSED, passes_level, signature
from kaocheng.web.workspace import Workspace

OUTCOMES = ("采纳", "部分采纳", "不采纳")
EXPERTS, CONSULTED = "专家评审", "征求意见"
ROUNDS = (*(name for name, _, _ in LEVELS), EXPERTS, CONSULTED)
_ROUND_OF_ROLE = {EXPERT: EXPERTS, COMMISSIONER: CONSULTED}
REPORT = "报告/"
"""What a comment stands ``at`` that concerns a section of the report."""


BESIDE = ("review", "member", "submission")
"""The kinds of change that leave alone what a report says."""


@dataclass(frozen=True)
class Comment:
    """A comment, and who wrote and who answered it: the role and the person."""

    key: str
    body: Body
    by: str
    replied_by: str


@dataclass(frozen=True)
class Thread:
    """The comments at one place, and the page that shows it."""

    title: str
    address: str
    comments: tuple[Comment, ...]

    @property
    def open(self) -> int:
        """How many have no outcome yet."""
        return sum(not comment.body.get("outcome") for comment in self.comments)


@dataclass(frozen=True)
class Level:
    """A level of the review: who signed it when, whether one may sign now, and what must be done before.

    ``since`` is the revision that was signed, ``changes`` how much of the evaluation was changed after it.
    """

    name: str
    about: str
    signed: Item | None
    can: bool
    waits_for: str
    by: str = ""
    since: int = 0
    changes: int = 0


def comments(space: Workspace) -> list[Item]:
    """All comments; what is asked at cells of data (质询) and the signatures of levels left out."""
    return [item for item in space.of_kind("review") if not (is_query(item) or is_signature(item))]


def is_query(item: Item) -> bool:
    """Whether a review is a query at a cell, which has pages of its own."""
    return cell_at(item.body.get("at", "")) is not None


def is_signature(item: Item) -> bool:
    """Whether a review is the signature of a level of the whole evaluation."""
    return passes_level(item.body)


def is_reviewed(space: Workspace, code: str) -> bool:
    """Whether an indicator was commented on or passed, and nothing of that is open."""
    found = [item for item in comments(space) if item.body.get("indicator") == code]
    return bool(found) and all(item.body.get("outcome") for item in found)


def levels(access: Access, space: Workspace) -> list[Level]:
    """The levels of the review. One is signed after the one before it, and when its own comments have outcomes.

    One after whose signature something was changed can be signed again.
    """
    signed = {item.body.get("round"): item for item in space.of_kind("review") if is_signature(item)}
    changes = _changes_since(space, signed.values())
    found = []
    for number, (name, about, action) in enumerate(LEVELS):
        item = signed.get(name)
        unsettled = sum(one.body.get("round") == name and not one.body.get("outcome") for one in comments(space))
        waits = f"{unsettled} 条意见没有结论" if unsettled else ""
        if number and LEVELS[number - 1][0] not in signed:
            waits = f"先签{LEVELS[number - 1][0]}"
        since, changed = changes[item.key] if item else (0, 0)
        can = access.can(action) and not waits and (item is None or changed > 0)
        by = _said_by(space, item, "by") if item else ""
        found.append(Level(name, about, item, can, waits, by, since, changed))
    return found


def _changes_since(space: Workspace, signatures: Iterable[Item]) -> dict[str, tuple[int, int]]:
    """By signature: its revision, and how many changes there were after it. One that was imported stands at the first."""
    changes = Change.objects.filter(evaluation=space.pk)
    keys = [item.key for item in signatures]
    at = dict.fromkeys(keys, 1) | dict(
        changes.filter(kind="review", key__in=keys, begun=True).values_list("key", "revision")
    )
    after = changes.exclude(kind__in=BESIDE)
    return {key: (revision, after.filter(revision__gt=revision).count()) for key, revision in at.items()}


def in_the_way(space: Workspace) -> list[tuple[str, str]]:
    """What one signs in spite of: errors, indicators without a score, comments without an outcome; with addresses."""
    found = []
    if wrong := errors(space.problems):
        found.append((f"{len(wrong)} 处错误", "problems/"))
    if unscored := gaps(space):
        found.append((f"{len(unscored)} 个指标还没有得分", f"papers/{quote(unscored[0].indicator.code, safe='')}/"))
    if unsettled := _open(space):
        found.append((f"{unsettled} 条意见没有结论", "reviews/"))
    return found


def _said_by(space: Workspace, item: Item, field: str) -> str:
    """Who wrote a comment (``by``) or its reply (``replied_by``): the role or unit, and the person.

    What the team entered in the name of somebody else says that.
    """
    signed = str(item.body.get(field, ""))
    speaker = space.speakers.get((item.key, "" if field == "by" else "reply"))
    if speaker is None or not signed:
        return signed
    return f"{signed} {speaker.name}" if signed in {speaker.role, speaker.unit} else f"{signed}（{speaker.name}录入）"


def _place(space: Workspace, code: str, at: str) -> tuple[str, str]:
    if code in space.sheet:
        return space.sheet[code].indicator.title, f"papers/{quote(code, safe='')}/#comments"
    if at.startswith(REPORT):
        return f"报告：{at.removeprefix(REPORT)}", f"report/{quote(at.removeprefix(REPORT), safe='')}/"
    return code or at or "整个评价", ""


def thread_facts(access: Access, space: Workspace, *, indicator: str = "", at: str = "") -> dict[str, Any]:
    """What ``comments.html`` shows: the thread at one place."""
    found = [
        Comment(item.key, item.body, _said_by(space, item, "by"), _said_by(space, item, "replied_by"))
        for item in comments(space)
        if (item.body.get("indicator", ""), item.body.get("at", "")) == (indicator, at)
    ]
    return {
        "pk": space.pk,
        "may": Allowed(access),
        "thread": Thread(*_place(space, indicator, at), tuple(found)),
        "concerns": (indicator, at),
        "rounds": rounds_for(access),
        "outcomes": OUTCOMES,
    }


def rounds_for(access: Access) -> tuple[str, ...]:
    """The rounds that a member may comment in, the usual one first."""
    own = _ROUND_OF_ROLE.get(access.role)
    return (own,) if own else ROUNDS


@page("view")
def reviews(request: Any) -> HttpResponse:
    """All threads and the levels of the review."""
    space, access = space_of(request), request.access
    whole = thread_facts(access, space)
    found = [thread_facts(access, space, indicator=code, at=at) for code, at in _places(space)]
    facts = {
        "threads": sorted(found, key=lambda facts: not facts["thread"].open),
        "whole": whole,
        "levels": levels(access, space),
        "in_the_way": in_the_way(space),
        "open": _open(space),
        "listed": True,
        "codes": [scored.indicator for scored in space.sheet.leaves],
        "sections": [item.key for item in space.of_kind("section")],
    }
    return show(request, "reviews.html", "reviews/", space, **whole, **facts)


def _open(space: Workspace) -> int:
    return sum(not item.body.get("outcome") for item in comments(space))


def _places(space: Workspace) -> list[tuple[str, str]]:
    found = [(item.body.get("indicator", ""), item.body.get("at", "")) for item in comments(space)]
    return [place for place in dict.fromkeys(found) if any(place)]


@require_POST
@page("comment")
def add(request: Any) -> HttpResponse:
    """Adds a comment at an ``indicator``, ``at`` a section of the report, or about the whole; or passes an indicator."""
    space = space_of(request)
    given = {name: request.POST.get(name, "").strip() for name in ("comment", "indicator", "at", "round", "for")}
    if given["indicator"].startswith(REPORT):  # the list of places offers both in one
        given["indicator"], given["at"] = "", given["indicator"]
    passed = bool(request.POST.get("passed")) and request.access.can("settle") and given["indicator"] in space.sheet
    if not given["comment"] and not passed:
        raise Refusal(messages.NAME_NEEDED.at(what="意见"))
    # What somebody without an account said, an expert or a unit, is entered by the team in that name.
    speaks_for = given["for"] if request.access.can("judge") else ""
    body = {"by": speaks_for or ROLES[request.access.role], "comment": given["comment"] or "无修改意见"}
    body |= {"date": str(timezone.localdate())}
    body |= {"round": given["round"]} if given["round"] in rounds_for(request.access) else {}
    if given["indicator"] in space.sheet:
        body |= {"indicator": given["indicator"]}
    elif given["at"].startswith(REPORT):
        body |= {"at": given["at"]}
    body |= {"outcome": PASSED} if passed else {}
    save(request.access, [Edit("review", secrets.token_hex(4), "", None, body)])
    return _shown(request, body)


@require_POST
@page("comment")
def reply(request: Any, key: str) -> HttpResponse:
    """Stores the reply to a comment; it is signed with role and date."""
    item = _comment(space_of(request), key)
    text = request.POST.get("reply", "").strip()
    save(request.access, [Edit("review", key, "reply", item.body.get("reply"), text or None)])
    return _shown(request, item.body)


@require_POST
@page("settle")
def settle(request: Any, key: str) -> HttpResponse:
    """Stores the outcome with its reason and effect; an empty outcome opens the comment again."""
    item = _comment(space_of(request), key)
    given = {name: request.POST.get(name, "").strip() for name in ("outcome", "reason", "effect")}
    if given["outcome"] and given["outcome"] not in {*OUTCOMES, PASSED}:
        raise Http404
    if given["outcome"] in OUTCOMES[1:] and not given["reason"]:
        raise Refusal(messages.NAME_NEEDED.at(what=f"{given['outcome']}的理由"))
    edits = [Edit("review", key, name, item.body.get(name), text or None) for name, text in given.items()]
    save(request.access, edits)
    return _shown(request, item.body)


@require_POST
@page("settle")
def sign(request: Any) -> HttpResponse:
    """Signs a level of the review, or takes its signature and those after it back (``undo``)."""
    space, name = space_of(request), request.POST.get("level", "")
    found = levels(request.access, space)
    number = next((at for at, level in enumerate(found) if level.name == name), None)
    if number is None:
        raise Http404
    request.access.require(LEVELS[number][2])
    if request.POST.get("undo"):
        taken = [level.signed for level in found[number:] if level.signed]
        edits = [Edit("review", item.key, "", item.body, None, follows=item is not taken[0]) for item in taken]
        save(request.access, edits, f"撤回{name}")
    elif not found[number].can:
        raise Refusal(messages.NOT_YET.at(what=name, why=found[number].waits_for or "已经签署"))
    else:
        given = {field: request.POST.get(field, "").strip() for field in ("comment", "reason")}
        if (hindrances := in_the_way(space)) and not given["reason"]:
            raise Refusal(messages.SIGNED_IN_SPITE.at(what="、".join(text for text, _ in hindrances)))
        body = {"by": signature(request.access), "comment": given["comment"] or "同意"}
        body |= {"date": str(timezone.localdate()), "round": name, "outcome": PASSED}
        body |= {"reason": given["reason"]} if hindrances else {}
        before = found[number].signed
        old = [Edit("review", before.key, "", before.body, None)] if before else []
        save(request.access, [*old, Edit("review", secrets.token_hex(4), "", None, body)])
    return redirect(f"/e/{space.pk}/reviews/#levels")


@page("settle")
def effect(request: Any, key: str) -> HttpResponse:
    """The field for what a comment did to the score, filled with what differs from when it was made until now."""
    space, item = space_of(request), _comment(space_of(request), key)
    begun = Change.objects.filter(evaluation=space.pk, kind="review", key=key, begun=True).values_list(
        "revision", flat=True
    )
    text = item.body.get("effect") or (
        score_effect(space_at(request.access.evaluation, begun[0]), space) if begun else ""
    )
    return render(request, "review_effect.html", {"effect": text})


def score_effect(before: Workspace, after: Workspace) -> str:
    """What differs in the scores, in words: A101 3.00→2.00；总分 81.06→80.06; empty where nothing does."""
    found = compare(before, after)
    scores = [
        (one.indicator.indicator.code, one.before, one.after) for one in found.scores if one.indicator.indicator.is_leaf
    ]
    if found.total_before != found.total_after:
        scores.append(("总分", found.total_before, found.total_after))
    return "；".join(f"{name} {_points(was)}→{_points(now)}" for name, was, now in scores)


def _points(score: Fraction | None) -> str:
    return "无" if score is None else score_text(score)


def _comment(space: Workspace, key: str) -> Item:
    item = space.item("review", key)
    if item is None or is_query(item) or is_signature(item):
        raise Http404
    return item


def _shown(request: Any, body: dict[str, str]) -> HttpResponse:
    """The thread anew for a page that asked by script; else the page of all threads."""
    space = space_of(request)
    if "HX-Request" not in request.headers:
        return redirect(f"/e/{space.pk}/reviews/")
    facts = thread_facts(request.access, space, indicator=body.get("indicator", ""), at=body.get("at", ""))
    if f"/e/{space.pk}/reviews/" in request.headers.get("HX-Current-URL", ""):
        facts |= {"listed": True, "swapped": True, "open": _open(space)}
    return render(request, "comments.html", facts)
