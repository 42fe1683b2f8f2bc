"""Between values as printed (in 万元, in %) and values as computed with (in 元, as ratios)."""

from fractions import Fraction

from kaocheng.derivation import AMOUNT, COUNT, PERCENT, WORDS, Derivation, Form
from kaocheng.numbers import Measure


def form_of(measure: Measure) -> Form:
    """How values in ``measure`` are printed."""
    if measure.is_text:
        return WORDS
    if measure.text == "%":
        return PERCENT
    if measure.is_ratio:
        return Form("ratio", measure.text) if measure.text else COUNT
    if measure.money:
        return Form(AMOUNT.kind, measure.text)
    return Form(COUNT.kind, measure.text)


def as_derived(value: Fraction, measure: Measure) -> Fraction:
    """A stored number in its measure as a derivation carries it: ratios as shares, the rest in the measure."""
    return value * measure.factor if measure.is_ratio else value


def base_value(node: Derivation) -> Fraction | None:
    """The value to compute with: money in 元, counts in ones, ratios as shares. None for words and missing values."""
    value = node.value
    if not isinstance(value, Fraction):
        return None
    return value * Measure.parse(node.form.unit).factor if node.form.kind in {"amount", "count"} else value


def from_base(value: Fraction, measure: Measure) -> Fraction:
    """A computed base value as a derivation carries it in ``measure``."""
    return value if measure.is_ratio else value / measure.factor
