"""judgements.yaml and readings.yaml."""

from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Adjustment, Judgement, Reading
from kaocheng.domain.judgements import READING_KINDS
from kaocheng.text import Fields, Node, Text
from kaocheng.text.node import Block, Items

INPUT_KEYS = ("actual", "target", "items", "met", "cases", "flags", "option", "share", "units", "subtasks")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "是": True, "否": False}


def read_judgements(items: list[Node], problems: list[Diagnostic]) -> tuple[Judgement, ...]:
    """The judgements, one for each indicator."""
    return tuple(_judgement(Fields(item, problems, name="判断")) for item in items)


def _judgement(fields: Fields) -> Judgement:
    inputs = {key: plain(node) for key in INPUT_KEYS if (node := fields.node(key)) is not None}
    found = Judgement(
        indicator=fields.text("indicator", required=True),
        inputs=inputs,
        adjustments=tuple(_adjustment(item) for item in fields.blocks("adjustments")),
        reason=fields.text("reason"),
        evidence=fields.texts("evidence"),
        author=fields.text("author"),
        date=fields.date("date"),
        place=fields.place,
    )
    fields.finish()
    return found


def _adjustment(fields: Fields) -> Adjustment:
    found = Adjustment(
        share=fields.number("share", required=not fields.has("points")) or Fraction(0),
        points=fields.number("points"),
        reason=fields.text("reason"),
        evidence=fields.texts("evidence"),
        author=fields.text("author"),
        date=fields.date("date"),
        place=fields.place,
    )
    fields.finish()
    return found


def plain(node: Node) -> object:
    """The node as plain data: texts stay texts, but yes/no/是/否 become booleans."""
    match node:
        case Text():
            return _YES_NO.get(str(node).strip().lower(), str(node).strip())
        case Items():
            return [plain(item) for item in node]
        case Block():
            return {str(key): plain(value) for key, value in node.items()}


def read_readings(items: list[Node], problems: list[Diagnostic]) -> tuple[Reading, ...]:
    """The readings."""
    return tuple(_reading(Fields(item, problems, name="口径")) for item in items)


def _reading(fields: Fields) -> Reading:
    found = Reading(
        indicator=fields.text("indicator", required=True),
        kind=fields.choice("kind", READING_KINDS),
        rule=fields.text("rule", required=True),
        problem=fields.text("problem"),
        reason=fields.text("reason"),
        author=fields.text("author"),
        date=fields.date("date"),
        place=fields.place,
    )
    fields.finish()
    return found
