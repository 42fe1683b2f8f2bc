"""Lying bars: side by side, or stacked to the whole as the answers to one question."""

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
    step_colour,
    step_ink,
    whole,
    words,
    words_width,
    wrapped,
)

_WIDEST_LABEL = 230
_BAR = 16


def lying(chart: Chart) -> str:
    """A bar for each category and series, with its value behind it."""
    left, labels = _labels(chart)
    room = WIDTH - left - 80
    most = max((value for series in chart.series for value in series.values if value), default=Fraction(1))
    parts: list[str] = []
    y = 10
    for number, label in enumerate(labels):
        height = max(len(label) * LINE, len(chart.series) * (_BAR + 3)) + 8
        parts += _label(label, left, y, height)
        bar_top = y + (height - len(chart.series) * (_BAR + 3)) // 2
        for index, series in enumerate(chart.series):
            value = series.values[number]
            if value is None:
                continue
            length = whole(max(value, Fraction(0)) / most * room)
            top = bar_top + index * (_BAR + 3)
            parts.append(rectangle(left, top, length, _BAR, colour(index)))
            parts.append(words(left + length + 6, top + 13, printed(value, chart)))
        y += height
    parts.append(line(left, 6, left, y))
    if len(chart.series) > 1:
        names, high = legend((series.name for series in chart.series), y)
        parts += names
        y += high
    return picture(parts, y + 8, chart.title)


def stacked(chart: Chart) -> str:
    """A bar a category that its series fill together; a share too small for its figure goes without."""
    left, labels = _labels(chart)
    room = WIDTH - left - 16
    parts: list[str] = []
    y = 10
    for number, label in enumerate(labels):
        height = max(len(label) * LINE, _BAR + 6) + 8
        parts += _label(label, left, y, height)
        top = y + (height - _BAR - 4) // 2
        sizes = [series.values[number] or Fraction(0) for series in chart.series]
        total = sum(sizes) or Fraction(1)
        before = Fraction(0)
        for index, size in enumerate(sizes):
            x = left + whole(before / total * room)
            before += size
            wide = left + whole(before / total * room) - x
            parts.append(rectangle(x, top, wide, _BAR + 4, step_colour(index, len(sizes))))
            figure = printed(size, chart)
            if words_width(figure) < wide:
                parts.append(words(x + wide // 2, top + 15, figure, "middle", step_ink(index, len(sizes))))
        y += height
    count = len(chart.series)
    names, high = legend((series.name for series in chart.series), y, lambda index: step_colour(index, count))
    return picture([*parts, *names], y + high + 8, chart.title)


def _labels(chart: Chart) -> tuple[int, list[list[str]]]:
    wide = min(max(map(words_width, chart.categories), default=0), _WIDEST_LABEL)
    return wide + 20, [wrapped(name, wide) for name in chart.categories]


def _label(label: list[str], left: int, top: int, height: int) -> list[str]:
    first = top + (height - len(label) * LINE) // 2 + 14
    return [words(left - 8, first + index * LINE, text, "end") for index, text in enumerate(label)]
