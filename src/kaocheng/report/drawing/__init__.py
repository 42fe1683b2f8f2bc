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


__all__ = ["draw"]
