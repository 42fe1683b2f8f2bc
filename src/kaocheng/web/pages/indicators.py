"""指标体系: the tree as a table, and a standard that shows, while it is typed, how it is understood."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kaocheng.diagnostics import Refusal, Severity
from kaocheng.domain import Indicator, walk
from kaocheng.numbers import NotANumber, read_number, short_text
from kaocheng.places import AtIndicator, InSentence
from kaocheng.tables import read_data, read_indicators, write_indicators
from kaocheng.web.access import page
from kaocheng.web.editing import Edit, save
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.meanings import standard_facts
from kaocheng.web.pages.uploads import download, taken
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class Line:
    """An indicator in the table: the weights below it summed up, and what is wrong with it."""

    indicator: Indicator
    level: int
    parent: str
    sum: Fraction | None
    problems: tuple[str, ...]
    wrong: bool

    @property
    def misses(self) -> bool:
        """Whether what is below does not sum to the weight."""
        return self.sum is not None and self.sum != self.indicator.weight


@page("view")
def indicators(request: Any) -> HttpResponse:
    """The table."""
    space = space_of(request)
    whole = sum((top.weight for top in space.evaluation.indicators), Fraction(0))
    facts = {"whole": whole, "locked": request.access.evaluation.plan_locked}
    return show(request, "indicators.html", "indicators/", space, **facts, **table_facts(request, space))


def table_facts(request: Any, space: Workspace) -> dict[str, Any]:
    """What the rows of the table show."""
    return {"lines": list(_lines(space)), "pk": space.pk, "can": request.access.can("edit_indicators")}


def _lines(space: Workspace) -> Any:
    told: dict[str, list[str]] = {}
    wrong: set[str] = set()
    for problem in space.problems:
        codes = {_code_of(place) for place in problem.places} - {""}
        for code in codes if problem.severity is not Severity.NOTE else ():
            told.setdefault(code, []).append(f"{problem.text()}{problem.hint()}")
            wrong |= {code} if problem.severity is Severity.ERROR else set()
    for level, indicator in walk(space.evaluation.indicators):
        below = None if indicator.is_leaf else sum((part.weight for part in indicator.indicators), Fraction(0))
        parent = space.items["indicator", indicator.code].body.get("parent", "")
        texts = tuple(dict.fromkeys(told.get(indicator.code, ())))
        yield Line(indicator, level, parent, below, texts, indicator.code in wrong)


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
    whole = sum((top.weight for top in space.evaluation.indicators), Fraction(0))
    data = {line.indicator.code: [short_text(line.sum), line.misses] for line in lines if line.sum is not None}
    told = {line.indicator.code: [" ".join(line.problems), line.wrong] for line in lines if line.problems}
    return JsonResponse({"sums": data | {"": [short_text(whole), whole != space.evaluation.total]}, "told": told})


@page("view")
def editor(request: Any, code: str) -> HttpResponse:
    """The editor of one indicator, shown below its line."""
    space = space_of(request)
    if code not in space.sheet:
        raise Http404
    indicator = space.sheet[code].indicator
    facts = {"indicator": indicator, "pk": space.pk, "can": request.access.can("edit_indicators")}
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
    """Takes an indicator table in: what it names is changed or added; nothing is taken away."""
    space = space_of(request)
    name, data = taken(request, "file")
    sheets, problems = read_data(data, name)
    read_in: tuple[Indicator, ...] = ()
    for sheet in sheets:
        read_in, found = read_indicators(sheet)
        problems = [*problems, *found]
        if read_in:
            break
    if not read_in:
        raise Refusal(*problems)
    edits = list(_import_edits(space, read_in, ""))
    if edits:
        save(request.access, edits, request.POST.get("reason", "") or f"导入 {name}")
    return show(
        request,
        "imported.html",
        "indicators/",
        space,
        name=name,
        count=len(edits),
        problems=problems,
        back="indicators/",
    )


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
