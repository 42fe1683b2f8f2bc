"""Standing columns, side by side for each category."""

from fractions import Fraction

from kaocheng.report.document import Chart
from kaocheng.report.drawing.svg import (
    LINE,
    WIDTH,
    colour,
    legend,
    line,
    picture,
    printed,
    rectangle,
    whole,
    words,
    wrapped,
)

_HIGH = 200
_TOP = 26


def standing(chart: Chart) -> str:
    """A column for each category and series, with its value on top."""
    slot = (WIDTH - 30) // max(len(chart.categories), 1)
    wide = min(60, (slot - 12) // max(len(chart.series), 1))
    most = max((value for series in chart.series for value in series.values if value), default=Fraction(1))
    floor = _TOP + _HIGH
    parts: list[str] = []
    deepest = 1
    for number, name in enumerate(chart.categories):
        middle = 15 + slot * number + slot // 2
        first = middle - wide * len(chart.series) // 2
        for index, series in enumerate(chart.series):
            value = series.values[number]
            if value is None:
                continue
            high = whole(max(value, Fraction(0)) / most * _HIGH)
            x = first + index * wide
            parts.append(rectangle(x + 2, floor - high, wide - 4, high, colour(index)))
            parts.append(words(x + wide // 2, floor - high - 6, printed(value, chart), "middle"))
        label = wrapped(name, slot - 6)
        deepest = max(deepest, len(label))
        parts += [words(middle, floor + LINE * (row + 1), text, "middle") for row, text in enumerate(label)]
    parts.append(line(15, floor, WIDTH - 15, floor))
    bottom = floor + LINE * deepest + 8
    if len(chart.series) > 1:
        names, high = legend((series.name for series in chart.series), bottom)
        parts += names
        bottom += high
    return picture(parts, bottom + 4, chart.title)
