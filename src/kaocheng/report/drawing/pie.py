"""A pie. Its slices are dashes of one thick circle, so that no angle need be computed; the figures are in the legend."""

from fractions import Fraction

from kaocheng.numbers import percent_text
from kaocheng.report.document import Chart
from kaocheng.report.drawing.svg import LINE, SIZE, colour, picture, printed, rectangle, whole, words, wrapped

_AROUND = 100_000  # the circumference, in units of which the picture's own are 200
_RADIUS = 15_915  # = 100 000 ÷ 2π
_CENTRE = 120
_HIGH = 240
_WIDE = 460


def pie(chart: Chart) -> str:
    """One slice a category of the first series, each as large as its share of the sum."""
    values = [value or Fraction(0) for value in chart.series[0].values]
    total = sum(values) or Fraction(1)
    parts = [f'<g transform="translate({_CENTRE} {_HIGH // 2}) rotate(-90) scale(0.0033)">']
    before = Fraction(0)
    for index, value in enumerate(values):
        start = whole(before / total * _AROUND)
        before += value
        length = whole(before / total * _AROUND) - start
        if length:
            parts.append(
                f'<circle r="{_RADIUS}" fill="none" stroke="{colour(index)}" stroke-width="{2 * _RADIUS}" '
                f'stroke-dasharray="{length} {_AROUND - length}" stroke-dashoffset="-{start}"/>'
            )
    parts.append("</g>")
    left, y = 2 * _CENTRE + 16, (_HIGH - len(values) * (LINE + 6)) // 2
    for index, (name, value) in enumerate(zip(chart.categories, values, strict=True)):
        figure = printed(value, chart)
        said = f"{name}  {figure}" if chart.percent else f"{name}  {figure}（{percent_text(value / total)}）"
        rows = wrapped(said, _WIDE - left - 24)
        parts.append(rectangle(left, y - SIZE + 2, 12, 12, colour(index)))
        parts += [words(left + 20, y + row * LINE, text) for row, text in enumerate(rows)]
        y += LINE * len(rows) + 6
    return picture(parts, _HIGH, chart.title, _WIDE)
