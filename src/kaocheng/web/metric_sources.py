"""来源 of a 计算指标 as one text that people read and write: ``问卷 居民``, or a formula over tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kaocheng.diagnostics import Refusal, errors
from kaocheng.domain import Metric
from kaocheng.numbers import Measure
from kaocheng.scoring import Metrics, check_circles, check_metric, measure_of
from kaocheng.scoring.data import path
from kaocheng.standards.formula import FormulaError, Name, parse_formula
from kaocheng.web import messages
from kaocheng.web.content.paths import is_data_name
from kaocheng.web.content.shapes import misfits
from kaocheng.web.edits import Edit
from kaocheng.web.workspace import Workspace

_SATISFACTION = "/满意度"
_SURVEY = re.compile(r"^问卷[\s.：:]*[“\"「]?(?P<name>.+?)[”\"」]?$")
_FUNCTION = re.compile(r"\b(sum|mean|count|min|max|abs)(?=\()")
_CHINESE = {"sum": "合计", "mean": "平均", "count": "个数", "min": "最小值", "max": "最大值", "abs": "绝对值"}
_A_FIGURE = re.compile(r"-?\d[\d,，]*(\.\d+)?\s*(%|‰|[^\d\s%‰/.,，()（）+*×÷=-]{1,4})?")
_FIGURE = re.compile(r"[./]满意度$")


def survey_sources(space: Workspace) -> list[str]:
    """The surveys, and their questions with a scale, as sources of a metric; the surveys first."""
    found = [
        name.removesuffix(_SATISFACTION) for name in space.evaluation.survey_figures if name.endswith(_SATISFACTION)
    ]
    return [f"问卷 {name}" for name in sorted(found, key=lambda name: name.count("/"))]


def source_text(survey: str, formula: str) -> str:
    """The source as it is shown, its functions by their Chinese names: 平均(产出.完成率)."""
    return f"问卷 {survey}" if survey else _FUNCTION.sub(lambda found: _CHINESE[found[1]], formula)


def parts(space: Workspace, text: str) -> dict[str, str | None]:
    """What the text of a source stores: ``survey`` or ``formula``; neither where it is empty.

    A survey is written 问卷 居民, 问卷“居民” or 居民.满意度.
    """
    if not text:
        return {"survey": None, "formula": None}
    found = _SURVEY.match(text)
    name = _FIGURE.sub("", found["name"] if found else text).replace(".", "/")
    is_survey = found or (name != text and f"{name}{_SATISFACTION}" in space.evaluation.survey_figures)
    return {"survey": name, "formula": None} if is_survey else {"survey": None, "formula": text}


def source_edits(space: Workspace, key: str, before: str, after: str) -> Iterator[Edit]:
    """The edits that give the metric ``key`` another source; ``before`` is the source that its page showed."""
    known = space.evaluation.metric(key)
    old = parts(space, before)
    if known and before == source_text(known.survey, known.formula):
        old = {"survey": known.survey or None, "formula": known.formula or None}
    new = parts(space, after)
    return (Edit("metric", key, field, old[field], new[field]) for field in old if old[field] != new[field])


def checked(space: Workspace, edits: Sequence[Edit]) -> Sequence[Edit]:
    """``edits`` again. Raises :class:`Refusal` where a metric or a name would lead nowhere after them."""
    for edit in edits:
        if edit.kind not in {"metric", "name"} or _is_unfit(edit):
            continue  # refused where it is saved
        if edit.kind == "metric" and edit.after and edit.field in {"", "formula", "survey"}:
            _see_metric(space, edit)
        elif edit.kind == "name" and edit.after and not is_place(space, str(edit.after)):
            raise Refusal(messages.NO_MEANING.at(found=edit.after))
    return edits


def _is_unfit(edit: Edit) -> bool:
    return not isinstance(edit.after, str) if edit.field else bool(misfits(edit.kind, edit.key, edit.after))


def is_name(text: str) -> bool:
    """Whether a text can name a metric: formulas and standards can say it, and so can references with dots."""
    try:
        return is_data_name(text) and isinstance(parse_formula(text), Name)
    except FormulaError:
        return False


def is_figure(text: str) -> bool:
    """Whether a text is a figure, with or without a unit behind it: 95%, 900万元."""
    return _A_FIGURE.fullmatch(text) is not None


def unit_of(space: Workspace, source: Mapping[str, str]) -> str:
    """The unit in which a new metric is printed: % for a survey or a rate, else what the columns of its formula have."""
    measure = measure_of(source.get("formula", ""), space.evaluation, space.ledger, space.metrics)
    return measure.text if measure and not measure.is_ratio else "%"


def is_place(space: Workspace, text: str) -> bool:
    """Whether a text is 表/行/列 of a table and a column that there are."""
    place = path(text)
    table = space.evaluation.table(place.table) if place else None
    return bool(place and table and table.column(place.column))


def _see_metric(space: Workspace, edit: Edit) -> None:
    """The metric as it will be, checked among the others by the checks of the core."""
    given: Any = {edit.field: edit.after} if edit.field else edit.after
    formula = str(given.get("formula") or "")
    try:
        parse_formula(formula or "0")
    except FormulaError:
        raise Refusal(messages.NO_MEANING.at(found=formula)) from None
    known = space.evaluation.metric(edit.key) or Metric(edit.key, Measure(""))
    wanted = replace(known, formula=formula, survey=str(given.get("survey") or ""), place=None)
    others = tuple(metric for metric in space.evaluation.metrics if metric.name != edit.key)
    evaluation = replace(space.evaluation, metrics=(*others, wanted))
    metrics = Metrics(evaluation, space.ledger)
    found = [*errors(check_metric(wanted, evaluation, space.ledger, metrics)), *check_circles(evaluation, metrics)]
    there = [problem.text() for problem in check_circles(space.evaluation, space.metrics)]
    if wrong := [replace(problem, places=()) for problem in found if problem.text() not in there]:
        raise Refusal(*wrong)
