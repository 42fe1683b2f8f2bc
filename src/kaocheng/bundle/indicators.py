"""indicators.yaml."""

from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Indicator
from kaocheng.numbers import exact_text
from kaocheng.text import Fields, Node
from kaocheng.text import messages as text_messages
from kaocheng.text.node import Items


def read_indicators(node: Node | None, problems: list[Diagnostic]) -> tuple[Indicator, ...]:
    """The tree of indicators."""
    if node is None:
        return ()
    if not isinstance(node, Items):
        facts = {"key": "indicators.yaml", "expected": "列表（每项以 - 开头）", "found": "其他内容"}
        problems.append(text_messages.WRONG_SHAPE.at(node.place, **facts))
        return ()
    return tuple(_indicator(Fields(item, problems, name="指标")) for item in node)


def _indicator(fields: Fields) -> Indicator:
    found = Indicator(
        code=fields.text("code", required=True),
        name=fields.text("name", required=True),
        weight=fields.number("weight", required=True) or Fraction(0),
        indicators=tuple(_indicator(item) for item in fields.blocks("indicators")),
        definition=fields.text("definition"),
        target=fields.text("target"),
        standard=fields.text("standard"),
        source=fields.text("source"),
        metrics=fields.texts("metrics"),
        basis=fields.text("basis"),
        place=fields.place,
    )
    fields.finish()
    return found


def indicator_data(indicator: Indicator) -> dict[str, object]:
    """An indicator as data for indicators.yaml."""
    data: dict[str, object] = {"code": indicator.code, "name": indicator.name, "weight": exact_text(indicator.weight)}
    for key in ("definition", "target", "standard", "source", "basis"):
        if text := getattr(indicator, key):
            data[key] = text
    if indicator.metrics:
        data["metrics"] = list(indicator.metrics)
    if indicator.indicators:
        data["indicators"] = [indicator_data(below) for below in indicator.indicators]
    return data
