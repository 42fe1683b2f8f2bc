"""evaluation.yaml and units.yaml."""

from typing import Any

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import (
    DEFAULT_GRADES,
    KIND_NAMES,
    Amount,
    Grade,
    Organisation,
    Profile,
    Stage,
    TeamMember,
    Unit,
)
from kaocheng.domain.evaluation import ORGANISATION_ROLES
from kaocheng.numbers import Measure, UnknownMeasure
from kaocheng.text import Fields, Node, Text
from kaocheng.text import messages as text_messages
from kaocheng.text.node import Items


def read_head(fields: Fields) -> dict[str, Any]:
    """The attributes of :class:`~kaocheng.domain.Evaluation` that evaluation.yaml holds."""
    head: dict[str, Any] = {
        "title": fields.text("title", required=True),
        "kind": fields.choice("kind", KIND_NAMES, "project"),
        "subject": fields.text("subject"),
        "period": fields.text("period"),
        "base_date": fields.date("base_date"),
        "report_date": fields.date("report_date"),
        "report_number": fields.text("report_number"),
        "amount": _amount(fields.block("amount")),
        "organisations": tuple(_organisation(item) for item in fields.blocks("organisations")),
        "team": tuple(_member(item) for item in fields.blocks("team")),
        "schedule": tuple(_stage(item) for item in fields.blocks("schedule")),
        "grades": tuple(_grade(item) for item in fields.blocks("grades")) or DEFAULT_GRADES,
        "profile": _profile(fields),
    }
    total, digits = fields.number("total"), fields.number("round_rates")
    if total is not None:
        head["total"] = total
    if digits is not None:
        head["round_rates"] = int(digits)
    fields.finish()
    return head


def _amount(fields: Fields | None) -> Amount | None:
    if fields is None:
        return None
    value, unit = fields.number("value", required=True), fields.text("unit", required=True)
    fields.finish()
    try:
        return None if value is None else Amount(value, Measure.parse(unit))
    except UnknownMeasure:
        return None


def _organisation(fields: Fields) -> Organisation:
    found = Organisation(fields.choice("role", ORGANISATION_ROLES), fields.text("name", required=True))
    fields.finish()
    return found


def _member(fields: Fields) -> TeamMember:
    found = TeamMember(fields.text("role", required=True), fields.text("title"), fields.text("duty"))
    fields.finish()
    return found


def _stage(fields: Fields) -> Stage:
    found = Stage(fields.text("stage", required=True), fields.date("from"), fields.date("to"), fields.text("work"))
    fields.finish()
    return found


def _grade(fields: Fields) -> Grade:
    found = Grade(
        fields.text("name", required=True), fields.number("at_least", required=True) or DEFAULT_GRADES[-1].at_least
    )
    fields.finish()
    return found


def _profile(fields: Fields) -> Profile:
    return Profile(
        background=fields.text("background"),
        goals=fields.text("goals"),
        purpose=fields.text("purpose"),
        principles=tuple(_named_text(item) for item in fields.blocks("principles")),
        methods=tuple(_named_text(item) for item in fields.blocks("methods")),
        basis=fields.texts("basis"),
        quality_control=fields.text("quality_control"),
        limitations=fields.text("limitations"),
    )


def _named_text(fields: Fields) -> tuple[str, str]:
    found = fields.text("name", required=True), fields.text("text")
    fields.finish()
    return found


def read_units(node: Node | None, problems: list[Diagnostic]) -> tuple[Unit, ...]:
    """The tree of units: names, or mappings with ``name`` and ``units``."""
    if node is None:
        return ()
    if not isinstance(node, Items):
        facts = {"key": "units.yaml", "expected": "列表（每项以 - 开头）", "found": "其他内容"}
        problems.append(text_messages.WRONG_SHAPE.at(node.place, **facts))
        return ()
    return tuple(_unit(item, problems) for item in node)


def _unit(node: Node, problems: list[Diagnostic]) -> Unit:
    if isinstance(node, Text):
        return Unit(str(node).strip())
    fields = Fields(node, problems, name="单位")
    found = Unit(fields.text("name", required=True), tuple(_unit(item, problems) for item in fields.items("units")))
    fields.finish()
    return found
