"""Exact numbers: reading what people wrote, printing what they expect, rounding as a named step.

Inside Kaocheng every score, rate and amount is a :class:`fractions.Fraction`; a ``float`` is refused at the door.
"""

from kaocheng.numbers.measures import Measure, UnknownMeasure
from kaocheng.numbers.printing import amount_text, exact_text, fixed_text, percent_text, score_text, short_text
from kaocheng.numbers.reading import Figure, NotANumber, chinese_integer, read_figure, read_number
from kaocheng.numbers.rounding import half_up

__all__ = [
    "Figure",
    "Measure",
    "NotANumber",
    "UnknownMeasure",
    "amount_text",
    "chinese_integer",
    "exact_text",
    "fixed_text",
    "half_up",
    "percent_text",
    "read_figure",
    "read_number",
    "score_text",
    "short_text",
]
