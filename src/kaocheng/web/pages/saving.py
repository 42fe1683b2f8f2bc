"""The address to which every field of every page saves itself."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal
from kaocheng.domain.data import REPORTED
from kaocheng.places import InTable
from kaocheng.web import messages
from kaocheng.web.access import Access, page
from kaocheng.web.cell_edits import SOURCE, cell_edit, source_edit
from kaocheng.web.content.field_names import field_name
from kaocheng.web.content.surveys import PAPER_FORM
from kaocheng.web.editing import Conflict, Meeting, Saved, save
from kaocheng.web.edits import Edit
from kaocheng.web.metric_sources import checked, source_edits
from kaocheng.web.models import Change
from kaocheng.web.pages.indicator_tree import keeping_metrics
from kaocheng.web.periods import bounds
from kaocheng.web.workspace import workspace

_REFERRING = {"paper", "problem", "recommendation", "experience", "use"}
"""The kinds whose texts may refer to figures; a section of the report says itself, in its preview, what is wrong."""
BESIDE = {"definition": "指标解释", "source": "数据来源", "basis": "依据"}
"""What says of an indicator the same as its name and standard, and is printed with them."""
_KEY = re.compile(r"“([a-z_.]+)”")
"""A field of the head as messages of files name it."""


@require_POST
@page("enter")
def edit(request: Any) -> HttpResponse:
    """Stores ``{"edits": [{kind, key, field, before, after} or {table, row, column, layer, before, after}], "reason"}``.

    A cell's edit with ``"part": "来源"`` is one of the origin of its value in that layer.

    200 with the time and revision, what to look at (``told``) and what it suggests (``offers``); 409 with both values
    where somebody else was quicker; 400 with the reason in words.
    """
    try:
        asked = json.loads(request.body)
        edits = edits_of(request.access, asked["edits"])
        reason = str(asked.get("reason", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"message": "请求不完整。", "lines": []}, status=400)
    try:
        return JsonResponse(store(request.access, edits, reason))
    except Conflict as conflict:
        return JsonResponse(conflict_json(conflict), status=409)


def store(access: Access, edits: list[Edit], reason: str) -> dict[str, object]:
    """Stores edits: the time and revision, and under ``told`` what is to be looked at, in words. Raises as :func:`save` does."""
    if access.can("edit_indicators"):  # nobody else is told what there is and what not
        checked(workspace(access.evaluation), edits)
    before = _told(access, edits)
    answer = as_json(save(access, edits, reason))
    told = [text for text in _told(access, edits) if text not in before]
    told += _in_texts(access, edits)
    told += _no_period(edits)
    told += _to_look_at(access, edits)
    offers = _offers(access, edits)
    return answer | ({"told": told} if told else {}) | ({"offers": offers} if offers else {})


def _told(access: Access, edits: Iterable[Edit]) -> list[str]:
    """What is wrong with the head of the evaluation, in words, where edits change it: it is said beside the field."""
    if not any(edit.kind == "head" for edit in edits):
        return []
    found = workspace(access.evaluation).problems_outside_texts
    about = [problem for problem in found if any(_is_head(place) for place in problem.places)]
    return [_KEY.sub(lambda found: f"“{field_name(found[1])}”", problem.text() + problem.hint()) for problem in about]


def _to_look_at(access: Access, edits: Iterable[Edit]) -> list[str]:
    """A reminder where an indicator gets another name or standard, and its definition and origin are still the old."""
    named = [edit.key for edit in edits if edit.kind == "indicator" and edit.field in {"name", "standard"}]
    found = []
    for code in named:
        item = workspace(access.evaluation).item("indicator", code)
        kept = [name for field, name in BESIDE.items() if item and item.body.get(field)]
        changes = Change.objects.filter(evaluation=access.evaluation, kind="indicator", key=code)
        if kept and not changes.filter(Q(field__in=BESIDE) | Q(field="", before=None)).exists():
            found.append(f"{'、'.join(kept)}还是原来的，请看是否也要改。")
    return found


def _offers(access: Access, edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Edits that the stored ones suggest, each with a label: a new name of an indicator in its standard too."""
    found = []
    for edit in edits:
        if (edit.kind, edit.field) != ("indicator", "name") or not edit.before or not edit.after:
            continue
        item = workspace(access.evaluation).item("indicator", edit.key)
        standard = item.body.get("standard", "") if item else ""
        if edit.before in standard:
            label = f"评分标准里的“{edit.before}”也改成“{edit.after}”"
            asked = {"kind": "indicator", "key": edit.key, "field": "standard"}
            asked |= {"before": standard, "after": standard.replace(edit.before, edit.after)}
            found.append({"label": label, "edit": asked})
    return found


def _in_texts(access: Access, edits: Iterable[Edit]) -> list[str]:
    """What is wrong with the references in the texts of papers and findings that edits change, in words."""
    found = [
        problem
        for edit in edits
        if edit.kind in _REFERRING and isinstance(edit.after, str) and "{{" in edit.after
        for problem in workspace(access.evaluation).draft.passage(edit.kind, edit.after).problems
    ]
    return [problem.text() + problem.hint() for problem in found]


def _no_period(edits: Iterable[Edit]) -> list[str]:
    """What is wrong with the period of the evaluation where edits change it to something that is none, in words."""
    given = [edit.after for edit in edits if (edit.kind, edit.field) == ("head", "period") and edit.after]
    wrong = [messages.NO_PERIOD.at(found=text) for text in given if bounds(str(text)) is None]
    return [problem.text() + problem.hint() for problem in wrong]


def _is_head(place: object) -> bool:
    return getattr(place, "kind", "") == "head" or getattr(place, "path", "") == "evaluation.yaml"


def edits_of(access: Access, asked: Iterable[Mapping[str, Any]]) -> list[Edit]:
    """The edits that JSON data ask for, with what follows from them. Raises KeyError where something is missing."""
    edits = [edit for data in asked for edit in _edits(access, data)]
    return keeping_metrics(access, edits)


def _edits(access: Access, data: Mapping[str, Any]) -> Iterator[Edit]:
    if (data.get("kind"), data.get("field")) == ("metric", "source"):
        texts = (str(data[name] or "").strip() for name in ("before", "after"))
        yield from source_edits(workspace(access.evaluation), str(data["key"]), *texts)
    else:
        yield edit_of(access, data)


def edit_of(access: Access, data: Mapping[str, Any]) -> Edit:
    """The edit that JSON data ask for. Raises KeyError where something is missing."""
    before, after = data["before"], data["after"]
    if "table" in data:
        row = tuple(str(part) for part in data["row"])
        texts = (str(before or "").strip(), str(after or "").strip())
        place = InTable(str(data["table"]), row, str(data["column"]))
        layer = str(data.get("layer") or REPORTED)
        return (
            source_edit(place, layer, *texts) if data.get("part") == SOURCE else cell_edit(access, place, layer, *texts)
        )
    kind, key, field = str(data["kind"]), str(data["key"]), str(data["field"])
    if kind in {"row", "amendment", "file", PAPER_FORM}:
        raise Refusal(messages.NO_KIND.at(found=kind))
    defaults = {"indicator": key} if kind in {"judgement", "reading"} and field else None
    if kind == "rectification" and field:
        defaults = {"recommendation": key}
    return Edit(kind, key, field, before if before != "" else None, after if after != "" else None, defaults)


def as_json(saved: Saved) -> dict[str, object]:
    """What was stored, for JSON."""
    return {"revision": saved.revision, "at": timezone.localtime(saved.at).strftime("%H:%M:%S")}


def conflict_json(conflict: Conflict) -> dict[str, object]:
    """Both values of everything that met something else, for JSON."""
    return {
        "message": "别人刚改过同一处，您的修改没有存入；两个值都在这里。",
        "conflicts": [_meeting(meeting) for meeting in conflict.meetings],
    }


def _meeting(meeting: Meeting) -> dict[str, object]:
    edit = meeting.edit
    at = timezone.localtime(meeting.at).strftime("%m-%d %H:%M:%S") if meeting.at else ""
    return {
        "kind": edit.kind, "key": edit.key, "field": edit.field,
        "before": edit.before, "yours": edit.after, "theirs": meeting.present, "by": meeting.by, "at": at,
    }  # fmt: skip
