"""The few SVG elements that the charts are made of, and how wide words are."""

import unicodedata
from collections.abc import Callable, Iterable
from fractions import Fraction
from html import escape

from kaocheng.numbers import fixed_text, percent_text
from kaocheng.report.document import Chart

WIDTH = 640
SIZE = 13  # of the letters
LINE = 18
# Neighbours differ in brightness, so that they can be told apart in grey print.
COLOURS = ("#1f4e79", "#f2b265", "#4d8b57", "#f5e3b3", "#8c3b2f", "#a9c7e8", "#5a4b7c", "#c9c9c9")
_DARK = frozenset(("#1f4e79", "#4d8b57", "#8c3b2f", "#5a4b7c"))
# The steps of a scale from the best to the worst answer: darker is better, in grey print as well.
SCALE = ("#174a7c", "#3f7cb0", "#86b0d6", "#c3d9ec", "#f1e2cf", "#fbf4ea")
_DARK_STEPS = 2


def colour(number: int) -> str:
    """The colour of a series or slice; they recur after the eighth."""
    return COLOURS[number % len(COLOURS)]


def ink(number: int) -> str:
    """The colour of words upon :func:`colour`: white on the dark ones, black on the light ones."""
    return "#ffffff" if colour(number) in _DARK else "#222222"


def step_colour(number: int, count: int) -> str:
    """The colour of the step ``number`` of ``count`` of a scale, spread from the darkest to the lightest."""
    return SCALE[_step(number, count)]


def step_ink(number: int, count: int) -> str:
    """The colour of words upon :func:`step_colour`."""
    return "#ffffff" if _step(number, count) < _DARK_STEPS else "#222222"


def _step(number: int, count: int) -> int:
    return number * (len(SCALE) - 1) // max(count - 1, 1) if count <= len(SCALE) else number * len(SCALE) // count


def words_width(words: str) -> int:
    """About how wide ``words`` are: a Chinese character is as wide as it is high, others a little over half."""
    return sum(SIZE if unicodedata.east_asian_width(letter) in "WF" else SIZE * 5 // 8 for letter in words)


def wrapped(words: str, width: int) -> list[str]:
    """``words`` in lines no wider than ``width``."""
    lines = [""]
    for letter in words:
        if lines[-1] and words_width(lines[-1] + letter) > width:
            lines.append("")
        lines[-1] += letter
    return lines


def whole(value: Fraction) -> int:
    """The nearest whole unit."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def printed(value: Fraction | None, chart: Chart) -> str:
    """A value as the chart prints it."""
    if value is None:
        return ""
    return percent_text(value, chart.digits) if chart.percent else fixed_text(value, chart.digits, grouped=True)


def rectangle(x: int, y: int, width: int, height: int, fill: str) -> str:
    """A filled rectangle."""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="#555555" stroke-width="0.5"/>'
    )


def line(x1: int, y1: int, x2: int, y2: int, stroke: str = "#999999") -> str:
    """A thin line."""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="1"/>'


def words(x: int, y: int, text: str, anchor: str = "start", fill: str = "#222222") -> str:
    """Words whose base line is at ``y``."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'


def legend(names: Iterable[str], top: int, shade: Callable[[int], str] = colour) -> tuple[list[str], int]:
    """A legend in as many lines as it needs from ``top``; its elements and its height."""
    parts: list[str] = []
    x, y = 10, top + LINE
    for number, name in enumerate(names):
        wide = 20 + words_width(name) + 16
        if x > 10 and x + wide > WIDTH - 10:
            x, y = 10, y + LINE + 2
        parts += [rectangle(x, y - 11, 12, 12, shade(number)), words(x + 18, y, name)]
        x += wide
    return parts, y - top + 8


def picture(parts: Iterable[str], height: int, about: str, width: int = WIDTH) -> str:
    """The whole ``<svg>`` with its accessible name."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" viewBox="0 0 {width} {height}" role="img" font-size="{SIZE}" '
        f'font-family="Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif">'
        f"<title>{escape(about)}</title>{''.join(parts)}</svg>"
    )
