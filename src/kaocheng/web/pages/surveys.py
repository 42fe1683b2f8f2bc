"""问卷: all surveys, their results, files in; how satisfaction enters the indicators."""

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kaocheng.derivation import Derivation, walk
from kaocheng.diagnostics import Diagnostic, Refusal, errors
from kaocheng.report.document import Chart, Series
from kaocheng.report.drawing import draw
from kaocheng.scoring import ScoredIndicator
from kaocheng.survey import COUNTS, QuestionResult, SurveyResult, read_survey, verdicts
from kaocheng.text import yaml
from kaocheng.text.files import decode
from kaocheng.web import messages
from kaocheng.web.access import Access, page
from kaocheng.web.content.from_files import plain
from kaocheng.web.content.paths import is_file_name
from kaocheng.web.content.surveys import (
    FOLDER,
    PAPER_FORM,
    QUESTIONNAIRE,
    path_of,
    questionnaire_files,
    questionnaire_items,
)
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.models import Blob, SurveyLink
from kaocheng.web.pages.design import questions_of, samples
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.uploads import taken
from kaocheng.web.paper_forms import STRUCK
from kaocheng.web.responses import collected
from kaocheng.web.survey_results import leaves_to_score
from kaocheng.web.workspace import Workspace, workspace


@page("view")
def surveys(request: Any) -> HttpResponse:
    """All surveys: how far each is, its satisfaction, and the indicators that use it."""
    space = space_of(request)
    counts = SurveyLink.objects.filter(evaluation=space.pk).values_list("survey")
    planned = dict(counts.annotate(Sum("quota")))
    received = Counter(dict(counts.annotate(Count("responses"))))
    received.update(item.key.partition("/")[0] for item in space.of_kind(PAPER_FORM) if not item.body.get(STRUCK))
    lines = [
        {"name": item.key, "title": item.body.get("title", ""), "questions": len(questions_of(space, item.key)),
         "result": space.bundle.surveys.get(item.key), "planned": planned.get(item.key), "received": received[item.key],
         "indicators": indicators_with(space, item.key)}
        for item in space.of_kind("questionnaire")
    ]  # fmt: skip
    return show(
        request, "surveys.html", "surveys/", space, lines=lines, samples=samples(), leaves=leaves_to_score(space)
    )


def indicators_with(space: Workspace, name: str) -> list[ScoredIndicator]:
    """The leaves whose metric is that survey, answered or not yet, or whose score rests on a figure of it."""
    metrics = {one.name for one in space.evaluation.metrics if one.survey.partition("/")[0] == name}
    own = {id(figure) for path, figure in space.evaluation.survey_figures.items() if path.partition("/")[0] == name}
    return [
        scored
        for scored in space.sheet.leaves
        if metrics & {*(scored.indicator.metrics or (scored.indicator.name,))}
        or any(id(node) in own for node in _nodes(scored))
    ]


def _nodes(scored: ScoredIndicator) -> list[Derivation]:
    return [node for root in (scored.derivation, scored.actual) if root is not None for node in walk(root)]


@dataclass(frozen=True)
class Line:
    """A question's result as the page shows it: its number, and the path of its figures."""

    number: int
    result: QuestionResult
    reference: str


@page("view")
def survey(request: Any, name: str) -> HttpResponse:
    """One survey: sample, satisfaction, each question, parts and groups."""
    space = space_of(request)
    if space.item("questionnaire", name) is None:
        raise Http404
    result = space.bundle.surveys.get(name)
    facts = {
        "name": name,
        "tab": "result",
        "result": result,
        "lines": [Line(n, one, f"问卷.{name}.{one.question.id}") for n, one in enumerate(result.questions if result else (), 1)],
        "charts": list(charts(result)) if result else [],
        "indicators": indicators_with(space, name),
        "imports": request.access.can("add_evidence"),
        "leaves": leaves_to_score(space),
        "files": [item.key.rpartition("/")[2] for item in space.of_kind("file") if item.key.startswith(f"{FOLDER}/{name}/")],
    }  # fmt: skip
    return show(request, "survey.html", "surveys/", space, **facts)


def charts(result: SurveyResult) -> list[tuple[str, str]]:
    """Caption and drawing of each figure: answers to the questions of one scale; satisfaction by parts, by groups."""
    found = []
    scales: dict[tuple[str, ...], list[QuestionResult]] = {}
    for one in result.questions:
        if one.question.is_scored and one.answered and one.options:
            scales.setdefault(tuple(part.option.text for part in one.options), []).append(one)
    for scale, group in scales.items():
        series = tuple(
            Series(text, tuple(one.options[index].share for one in group)) for index, text in enumerate(scale)
        )
        names = tuple(f"{one.question.id} {one.question.text.rstrip('？?')}" for one in group)
        found.append(_drawn(Chart("stacked", names, series, "各题回答分布", percent=True)))
    known = [("各部分满意度", result.sections)]
    known += [(f"按“{group.question.text}”分组的满意度", group.parts) for group in result.groups]
    for caption, parts in known:
        shown = [part for part in parts if part.satisfaction is not None]
        if len(shown) > 1:
            names = tuple(f"{part.name}（{part.count}份）" for part in shown)
            values = Series("满意度", tuple(part.satisfaction for part in shown))
            found.append(_drawn(Chart("bar", names, (values,), caption, percent=True)))
    return found


def _drawn(chart: Chart) -> tuple[str, str]:
    return chart.caption, draw(chart)


@page("view")
def inference(request: Any, name: str) -> HttpResponse:
    """Reliability and validity, which take a while and are asked for when looked at."""
    space = space_of(request)
    if name not in space.bundle.surveys:
        raise Http404
    result = inferred(space, name)
    facts = {"result": result, "name": name, "verdicts": list(verdicts(result)) if result else []}
    return render(request, "inference.html", facts)


def inferred(space: Workspace, name: str) -> SurveyResult | None:
    """The results of a survey with reliability and validity; None where there is none that can be read."""
    return read_survey(name, _files(space, name), f"{FOLDER}/{name}")[0]


def _files(space: Workspace, name: str) -> dict[str, bytes]:
    by_kind = {kind: space.of_kind(kind) for kind in ("questionnaire", "question")}
    texts = questionnaire_files(by_kind)
    folder = f"{FOLDER}/{name}/"
    found = {
        item.key.removeprefix(folder): Blob.fetch(item.body["sha256"])
        for item in space.of_kind("file")
        if item.key.startswith(folder)
    }
    if text := texts.get(path_of(name)):
        found[QUESTIONNAIRE] = text.encode()
    return found | collected(space.pk, space.items.values()).get(name, {})


@dataclass(frozen=True)
class Taken:
    """What became of a file: whether it is a questionnaire, whether it was stored, and what is wrong in it, errors first."""

    asks: bool
    stored: bool
    valid: int
    problems: tuple[Diagnostic, ...]


def import_file(access: Access, name: str, file: str, data: bytes) -> Taken:
    """Takes a questionnaire (YAML), counts or responses of the survey ``name`` in: all of it, or nothing with every problem."""
    if not is_file_name(name):
        raise Refusal(messages.NO_FILE_NAME.at(found=name))
    space = workspace(access.evaluation)
    ending = file.rpartition(".")[2].lower()
    asks = ending in {"yaml", "yml"}
    known = _files(space, name)
    if not asks and data in known.values():
        raise Refusal(messages.ANSWERS_THERE.at(name=file))
    answers = COUNTS if "count" in file or "计数" in file else _free_name(file, known)
    target = QUESTIONNAIRE if asks else answers
    files = {**known, target: data}
    result, problems = read_survey(name, files, f"{FOLDER}/{name}", inference=False)
    wrong = errors(problems)
    if not wrong:
        edits = (
            _questionnaire_edits(space, name, data) if asks else _file_edits(space, f"{FOLDER}/{name}/{target}", data)
        )
        save(access, edits, f"导入 {file}")
    rest = [problem for problem in problems if problem not in wrong]
    return Taken(asks, not wrong, result.sample.valid if result else 0, (*wrong, *rest))


def _free_name(file: str, known: Iterable[str]) -> str:
    """The name under which a file of answers is kept: its own behind ``responses-``, with a number where that is taken."""
    stem, _, ending = file.rpartition(".")
    names = (
        f"responses-{stem}{number}.{ending.lower()}"
        for number in itertools.chain([""], map("-{}".format, itertools.count(2)))
    )
    return next(name for name in names if name not in known)


@require_POST
@page("add_evidence")
def remove_file(request: Any, name: str) -> HttpResponse:
    """Takes an imported ``file`` of answers away; the record of changes keeps it."""
    space = space_of(request)
    item = space.item("file", f"{FOLDER}/{name}/{request.POST.get('file', '')}")
    if item is None:
        raise Http404
    save(request.access, [Edit("file", item.key, "", item.body, None)], f"移除答卷文件 {item.key.rpartition('/')[2]}")
    return redirect(f"/e/{space.pk}/surveys/{name}/#files")


@require_POST
@page("add_evidence")
def take(request: Any) -> HttpResponse:
    """Takes a file of the survey ``name`` in, and says what is wrong in it at its cells."""
    name = request.POST.get("name", "").strip().replace("/", "-")
    file, data = taken(request, "file")
    found = import_file(request.access, name, file, data)
    space = space_of(request)
    if not found.problems:
        return redirect(f"/e/{space.pk}/surveys/{name}/")
    count = len(questions_of(space, name)) if found.asks else found.valid
    facts: dict[str, Any] = {
        "name": file,
        "count": count if found.stored else 0,
        "said": f"已存入，现在共有 {count} {'题' if found.asks else '份有效答卷'}。" if found.stored else "",
        "problems": found.problems,
        "back": f"surveys/{name}/" if space.item("questionnaire", name) else "surveys/",
    }
    return show(request, "imported.html", "surveys/", space, **facts)


def _file_edits(space: Workspace, key: str, data: bytes) -> list[Edit]:
    blob, item = Blob.keep(data), space.item("file", key)
    return [Edit("file", key, "", item.body if item else None, {"sha256": blob.sha256, "size": str(blob.size)})]


def _questionnaire_edits(space: Workspace, name: str, data: bytes) -> list[Edit]:
    """The edits that put a questionnaire in the place of the one of that name."""
    text, _ = decode(data, QUESTIONNAIRE)
    node, _ = yaml.load(text or "", QUESTIONNAIRE)
    made = [] if node is None else list(questionnaire_items(name, plain(node), len(space.of_kind("questionnaire"))))
    gone = {item.identity: item for item in questions_of(space, name)}
    edits = []
    for item in made:
        known = space.item(item.kind, item.key)
        gone.pop(item.identity, None)
        edits.append(Edit(item.kind, item.key, "", known.body if known else None, item.body, position=item.position))
    return [*edits, *(Edit(item.kind, item.key, "", item.body, None) for item in gone.values())]
