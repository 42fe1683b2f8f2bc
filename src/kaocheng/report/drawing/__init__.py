"""Charts drawn as SVG, for the formats that have no charts of their own (PDF, HTML). Geometry is in whole units."""

from kaocheng.report.document import Chart
from kaocheng.report.drawing.bars import lying, stacked
from kaocheng.report.drawing.columns import standing
from kaocheng.report.drawing.pie import pie


def draw(chart: Chart) -> str:
    """``chart`` as one ``<svg>`` element, without its caption."""
    match chart.kind:
        case "bar":
            return lying(chart)
        case "stacked":
            return stacked(chart)
        case "column":
            return standing(chart)
        case "pie":
            return pie(chart)


def height(chart: Chart) -> int:
    """How high a printed chart is, in mm: lying bars need room for every category."""
    if chart.kind in ("bar", "stacked"):
        bars = len(chart.categories) * (len(chart.series) if chart.kind == "bar" else 1)
        return 18 + min(max(9 * len(chart.categories), 6 * bars), 160)
    return 55 if chart.kind == "pie" else 80


__all__ = ["draw", "height"]
