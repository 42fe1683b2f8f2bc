"""The plan for programs: the tree of indicators, what its names mean, metrics, readings, templates."""

from typing import Any

from django.http import HttpResponse
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from kaocheng import templates
from kaocheng.derivation import Derivation
from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page, recorded
from kaocheng.web.metric_sources import source_text
from kaocheng.web.pages import indicator_templates, indicator_tree, indicators, judging, meanings, metrics, unused
from kaocheng.web.pages.uploads import taken
from kaocheng.web.workspace import workspace

router = Router(tags=["方案"])
INDICATORS = f"{ADDRESS}/indicators"


class IndicatorIn(Schema):
    """A new indicator below ``parent`` (empty for level 1), behind ``after`` or last; without a code the next one."""

    name: str
    weight: str = "0"
    code: str = ""
    parent: str = ""
    after: str = ""
    reason: str = ""


class CodeIn(Schema):
    """Another code."""

    code: str
    reason: str = ""


class MoveIn(Schema):
    """Where to: ``by`` up, down, in or out; or below ``parent``, in front of ``before`` or last."""

    by: str = ""
    parent: str = ""
    before: str = ""
    reason: str = ""


class ReasonIn(Schema):
    """Why: needed once the plan is locked."""

    reason: str = ""


class MeaningIn(Schema):
    """What a name in a standard means: 表/行/列, a survey (问卷 居民), a metric, a formula or a figure; empty takes it away.

    ``actual`` says that it is the actual value of the whole indicator.
    """

    name: str
    where: str = ""
    actual: bool = False
    reason: str = ""


class MetricIn(Schema):
    """A metric whose ``source`` is a survey (问卷 居民) or a formula; a name where it is 表/行/列."""

    name: str
    source: str
    unit: str = "%"
    reason: str = ""


class GoneIn(Schema):
    """A metric or a name (``kind``) to take away."""

    kind: str
    key: str
    reason: str = ""


class MetricNameIn(Schema):
    """Another name of the metric or name ``key``."""

    key: str
    name: str
    reason: str = ""


class MetricOut(Schema):
    """A metric or a name, what it is computed from, its present value; None where something is missing."""

    kind: str
    name: str
    source: str
    value: str | None


class ReadingIn(Schema):
    """A reading (口径): the rule that is taken, what is wrong with the sentence, why; an empty rule takes it away."""

    rule: str = ""
    kind: str = ""
    problem: str = ""
    reason: str = ""


class TemplateIn(Schema):
    """The indicators of a template to insert, by their codes there."""

    template: str
    code: list[str]
    reason: str = ""


class TemplateOut(Schema):
    """A template."""

    name: str
    title: str


class LeftoversIn(Schema):
    """What is used by nothing and shall go, each as kind/key."""

    item: list[str]
    reason: str = ""


@router.get("/templates", response=list[TemplateOut], summary="模板")
def all_templates(request: Any) -> Any:
    """The templates from which an evaluation can begin, or indicators be inserted."""
    del request
    return [{"name": name, "title": title} for name, title in templates.NAMES.items()]


@router.get(f"{INDICATORS}.xlsx", summary="下载指标体系（Excel）")
def workbook(request: Any, evaluation: int) -> HttpResponse:
    """The tree of indicators as an Excel file."""
    return indicators.workbook(request, evaluation)


@router.post(f"{INDICATORS}/import", response=DoneOut, summary="导入指标体系（Excel）")
def take(request: Any, evaluation: int, file: File[UploadedFile], reason: Form[str] = "") -> Any:
    """Takes an indicator table in: what it says is added or changed, nothing is taken away. Refused where it is wrong."""
    access = enter(request.user, evaluation, "edit_indicators")
    del file  # that of the request
    name, data = taken(request, "file")
    return recorded(request, evaluation, lambda: indicators.import_table(access, name, data, reason))


@router.post(f"{INDICATORS}/template", response=DoneOut, summary="从模板插入指标")
def insert(request: Any, evaluation: int, asked: TemplateIn) -> Any:
    """Inserts indicators of a template with their tables and metrics."""
    return by_page(request, indicator_templates.insert, evaluation, asked)


@router.post(f"{INDICATORS}/add", response=DoneOut, summary="添加指标")
def add(request: Any, evaluation: int, asked: IndicatorIn) -> Any:
    """Adds an indicator. Its other fields are changed by ``edits``."""
    return by_page(request, indicator_tree.add, evaluation, asked)


@router.post(f"{INDICATORS}/{{code}}/rename", response=DoneOut, summary="改指标编码，引用随之改")
def rename(request: Any, evaluation: int, code: str, asked: CodeIn) -> Any:
    """Gives an indicator another code; everything that refers to it follows."""
    return by_page(request, indicator_tree.rename, evaluation, asked, code=code)


@router.post(f"{INDICATORS}/{{code}}/move", response=DoneOut, summary="移动指标")
def move(request: Any, evaluation: int, code: str, asked: MoveIn) -> Any:
    """Puts an indicator elsewhere in the tree."""
    return by_page(request, indicator_tree.move, evaluation, asked.dict() | {"code": [code]})


@router.post(f"{INDICATORS}/{{code}}/remove", response=DoneOut, summary="删除指标和连带的内容")
def remove(request: Any, evaluation: int, code: str, asked: ReasonIn) -> Any:
    """Takes an indicator away with what is below it and its judgements."""
    return by_page(request, indicator_tree.remove, evaluation, asked.dict() | {"code": [code]})


@router.post(f"{INDICATORS}/{{code}}/meaning", response=DoneOut, summary="说明标准里的名称指哪里的数")
def mean(request: Any, evaluation: int, code: str, asked: MeaningIn) -> Any:
    """Says what a name in an indicator's standard means in the data."""
    return by_page(request, meanings.mean, evaluation, asked, code=code)


@router.post(f"{INDICATORS}/{{code}}/reading", response=DoneOut, summary="写口径")
def read(request: Any, evaluation: int, code: str, asked: ReadingIn) -> Any:
    """Stores the reading of an indicator's standard, or takes it away."""
    return by_page(request, judging.read, evaluation, asked, code=code)


@router.get(f"{ADDRESS}/metrics", response=list[MetricOut], summary="计算指标和名称，现在的值")
def all_metrics(request: Any, evaluation: int) -> Any:
    """All metrics and names."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    metric_items, names = space.of_kind("metric"), space.of_kind("name")
    found = [(item, source_text(item.body.get("survey", ""), item.body.get("formula", ""))) for item in metric_items]
    found += [(item, str(item.body)) for item in names]
    return [
        {"kind": item.kind, "name": item.key, "source": source, "value": _shown(space.metrics.value(item.key))}
        for item, source in found
    ]


def _shown(value: Derivation | None) -> str | None:
    return None if value is None or value.value is None else value.form.full_text(value.value)


@router.post(f"{ADDRESS}/metrics", response=DoneOut, summary="添加计算指标或名称")
def add_metric(request: Any, evaluation: int, asked: MetricIn) -> Any:
    """Adds a metric or a name; one that leads nowhere is refused. They are changed by ``edits``."""
    return by_page(request, metrics.add, evaluation, asked)


@router.post(f"{ADDRESS}/metrics/rename", response=DoneOut, summary="计算指标或名称改名，引用随之改")
def rename_metric(request: Any, evaluation: int, asked: MetricNameIn) -> Any:
    """Gives a metric or a name another name; whatever refers to it follows."""
    return by_page(request, metrics.rename, evaluation, asked)


@router.post(f"{ADDRESS}/metrics/remove", response=DoneOut, summary="删除计算指标或名称")
def remove_metric(request: Any, evaluation: int, asked: GoneIn) -> Any:
    """Takes a metric or a name away."""
    return by_page(request, metrics.remove, evaluation, asked)


@router.post(f"{ADDRESS}/leftovers/remove", response=DoneOut, summary="删除没有用到的内容")
def remove_leftovers(request: Any, evaluation: int, asked: LeftoversIn) -> Any:
    """Takes away tables, metrics, names and surveys that nothing uses."""
    return by_page(request, unused.unused, evaluation, asked)
