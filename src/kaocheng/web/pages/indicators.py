"""指标体系: the tree as a table, and a standard that shows, while it is typed, how it is understood."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Diagnostic, Refusal, Severity, errors
from kaocheng.domain import Indicator, walk
from kaocheng.numbers import NotANumber, read_number, short_text
from kaocheng.places import AtIndicator, InSentence
from kaocheng.tables import read_data, read_indicators, write_indicators
from kaocheng.web import messages
from kaocheng.web.access import Access, page
from kaocheng.web.content.field_names import field_name
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.frame import reason_of, show, space_of
from kaocheng.web.pages.meanings import standard_facts
from kaocheng.web.pages.uploads import download, taken
from kaocheng.web.workspace import Workspace, workspace

SALT = "indicator table"
STATES = {Severity.ERROR: "wrong", Severity.WARNING: "warn"}
"""How the mark of an indicator tells what is wrong with it; notes are not marked."""


@dataclass(frozen=True)
class Line:
    """An indicator in the table: the weights below it summed up, and what is wrong with it.

    ``state`` is ``wrong``, ``warn``, ``open`` where only the score is missing yet, or empty.
    """

    indicator: Indicator
    level: int
    parent: str
    sum: Fraction | None
    problems: tuple[str, ...]
    state: str

    @property
    def misses(self) -> bool:
        """Whether what is below does not sum to the weight."""
        return self.sum is not None and self.sum != self.indicator.weight


@page("view")
def indicators(request: Any) -> HttpResponse:
    """The table."""
    space = space_of(request)
    whole, leaves = _weights(space)
    facts = {"whole": whole, "leaves": leaves, "locked": request.access.evaluation.plan_locked}
    if request.GET.get("done") == str(space.revision) and request.access.can("edit_indicators"):
        facts["undoable"] = space.revision
    return show(request, "indicators.html", "indicators/", space, **facts, **table_facts(request, space))


def table_facts(request: Any, space: Workspace) -> dict[str, Any]:
    """What the rows of the table show."""
    return {"lines": list(_lines(space)), "pk": space.pk, "can": request.access.can("edit_indicators")}


def _lines(space: Workspace) -> Any:
    told, states = _told(space)
    for level, indicator in walk(space.evaluation.indicators):
        below = None if indicator.is_leaf else sum((part.weight for part in indicator.indicators), Fraction(0))
        parent = space.items["indicator", indicator.code].body.get("parent", "")
        texts = tuple(dict.fromkeys(told.get(indicator.code, ())))
        yield Line(indicator, level, parent, below, texts, states.get(indicator.code, ""))


def _told(space: Workspace) -> tuple[dict[str, list[str]], dict[str, str]]:
    """By code what is wrong with an indicator, and how grave the gravest of it is."""
    told: dict[str, list[str]] = {}
    states: dict[str, str] = {}
    for problem in space.problems_outside_texts:  # the gravest first
        state = "open" if problem.code == "no-score" else STATES.get(problem.severity)
        for code in {_code_of(place) for place in problem.places} - {""} if state else ():
            told.setdefault(code, []).append(f"{problem.text()}{problem.hint()}")
            if state and states.get(code, "open") == "open":
                states[code] = state
    return told, states


def _code_of(place: object) -> str:
    match place:
        case AtIndicator(code=code):
            return code
        case InSentence(owner=owner):
            return owner.removeprefix("指标").split(" ")[0]
    return str(getattr(place, "key", "")) if getattr(place, "kind", "") == "indicator" else ""


@page("view")
def sums(request: Any) -> HttpResponse:
    """The weights below each parent and what is wrong with each indicator, for a page that just changed one."""
    space = space_of(request)
    lines = list(_lines(space))
    whole, leaves = _weights(space)
    data = {line.indicator.code: [short_text(line.sum), line.misses] for line in lines if line.sum is not None}
    told = {line.indicator.code: [line.problems, line.state] for line in lines if line.problems}
    total = space.evaluation.total
    data |= {"": [short_text(whole), whole != total], "leaves": [short_text(leaves), leaves != total]}
    return JsonResponse({"sums": data, "told": told})


def _weights(space: Workspace) -> tuple[Fraction, Fraction]:
    """The sum of the top weights, and that of the weights which are scored: of the leaves."""
    tops, leaves = space.evaluation.indicators, space.sheet.leaves
    return sum((top.weight for top in tops), Fraction(0)), sum((one.indicator.weight for one in leaves), Fraction(0))


@page("view")
def editor(request: Any, code: str) -> HttpResponse:
    """The editor of one indicator, shown below its line."""
    space = space_of(request)
    if code not in space.sheet:
        raise Http404
    indicator = space.sheet[code].indicator
    facts = {"indicator": indicator, "pk": space.pk, "can": request.access.can("edit_indicators")}
    facts["problems"] = tuple(dict.fromkeys(_told(space)[0].get(code, ())))
    facts["parent"] = space.items["indicator", code].body.get("parent", "")
    facts |= standard_facts(space, code, indicator.standard, indicator.name, indicator.weight, indicator.target)
    return render(request, "indicator_editor.html", facts)


@require_POST
@page("view")
def understood(request: Any) -> HttpResponse:
    """How a sentence that is being typed is understood. Nothing is stored."""
    code, sentence, name, target = (request.POST.get(key, "") for key in ("code", "standard", "name", "target"))
    try:
        weight = read_number(request.POST.get("weight", ""))
    except NotANumber:
        weight = Fraction(0)
    facts = standard_facts(space_of(request), code, sentence, name, weight, target)
    may = {"pk": request.access.evaluation.pk, "code": code, "can": request.access.can("edit_indicators")}
    return render(request, "standard_reading.html", facts | may)


@page("view")
def workbook(request: Any) -> HttpResponse:
    """The table as an Excel file."""
    space = space_of(request)
    evaluation = space.evaluation
    return download(write_indicators(evaluation.indicators, evaluation.title), f"{evaluation.title}-指标体系.xlsx")


@require_POST
@page("edit_indicators")
def take(request: Any) -> HttpResponse:
    """Shows what an indicator table would change or add; nothing is taken away, and nothing is stored yet."""
    space = space_of(request)
    name, data = taken(request, "file")
    edits, problems = _proposed(space, name, data)
    facts = {
        "name": name, "problems": problems, "rows": [_change(edit) for edit in edits],
        "proposed": signing.dumps([space.pk, name, [_plain(edit) for edit in edits]], salt=SALT, compress=True),
        "locked": request.access.evaluation.plan_locked,
    }  # fmt: skip
    return show(request, "indicator_import.html", "indicators/", space, **facts)


def import_table(access: Access, name: str, data: bytes, reason: str) -> None:
    """Stores what an indicator table changes or adds, for those who look at no page before. Refused where it is wrong."""
    edits, problems = _proposed(workspace(access.evaluation), name, data)
    if wrong := errors(problems):
        raise Refusal(*wrong)
    save(access, edits, reason or f"导入 {name}")


def _proposed(space: Workspace, name: str, data: bytes) -> tuple[list[Edit], list[Diagnostic]]:
    """The edits that an indicator table means, and what is wrong in it."""
    sheets, problems = read_data(data, name)
    read_in: tuple[Indicator, ...] = ()
    for sheet in sheets:
        read_in, found = read_indicators(sheet)
        problems = [*problems, *found]
        if read_in:
            break
    if not read_in:
        raise Refusal(*problems)
    return list(_import_edits(space, read_in, "")), problems


@require_POST
@page("edit_indicators")
def accept(request: Any) -> HttpResponse:
    """Stores what an indicator table would change, as :func:`take` has shown it and signed it."""
    pk = request.access.evaluation.pk
    try:
        of, name, proposed = signing.loads(request.POST.get("proposed", ""), salt=SALT, max_age=timedelta(days=1))
    except signing.BadSignature:
        raise Refusal(messages.NOT_YET.at(what="存入", why="预览已过期，请重新选择文件")) from None
    if of != pk:
        raise Http404
    edits = [Edit("indicator", code, "", before, after, position=place) for code, before, after, place in proposed]
    save(request.access, edits, reason_of(request, f"导入 {name}"))
    return redirect(f"/e/{pk}/indicators/")


def _plain(edit: Edit) -> list[Any]:
    return [edit.key, edit.before, edit.after, edit.position]


def _change(edit: Edit) -> tuple[str, str, list[tuple[str, str, str]]]:
    """Code and name of an indicator, and by field what stands there and what would."""
    before, after = edit.before or {}, edit.after or {}
    fields = [
        (field_name(key), str(before.get(key, "")), str(text))
        for key, text in after.items()
        if text != before.get(key, "") and key != "code"
    ]
    return edit.key, str(after.get("name", "")) if edit.before else f"{after.get('name', '')}（新）", fields


def _import_edits(space: Workspace, indicators: tuple[Indicator, ...], parent: str) -> Any:
    for number, indicator in enumerate(indicators):
        item = space.item("indicator", indicator.code)
        texts = {key: getattr(indicator, key) for key in ("name", "definition", "target", "standard", "source")}
        texts |= {"weight": short_text(indicator.weight, 6), "code": indicator.code, "parent": parent}
        given = {key: text for key, text in texts.items() if text or key == "parent"}
        body = {**(item.body if item else {}), **given}
        before = item.body if item else None
        if body != before:
            yield Edit("indicator", indicator.code, "", before, body, position=number)
        yield from _import_edits(space, indicator.indicators, indicator.code)
