"""Between values as printed (in 万元, in %) and values as computed with (in 元, as ratios)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kaocheng.derivation import AMOUNT, COUNT, PERCENT, WORDS, Computed, Derivation, Form
from kaocheng.numbers import Measure, exact_text


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


def in_one_measure(items: Mapping[str, Derivation], wanted: Sequence[str] = ()) -> dict[str, Derivation]:
    """The items with amounts of money in one measure, and counts such as 人 and 万人 too, so that they can meet.

    That is the first of ``wanted`` where one is of that kind, else that of the first item. A conversion is a step.
    """
    scaled = {AMOUNT.kind, COUNT.kind}
    measures = {name: Measure.parse(node.form.unit) for name, node in items.items() if node.form.kind in scaled}
    offered = [*(Measure.parse(text) for text in wanted), *measures.values()]
    found = dict(items)
    for name, measure in measures.items():
        target = next(other for other in offered if same_kind(measure, other))
        if target.factor != measure.factor and isinstance(items[name].value, Fraction):
            found[name] = _converted(name, items[name], measure, target)
    return found


def _converted(name: str, node: Derivation, measure: Measure, target: Measure) -> Derivation:
    value = (base_value(node) or Fraction(0)) / target.factor
    times = exact_text(measure.factor / target.factor)
    shown = f"{node.form.full_text(node.value)} × {times}"
    return Computed(name, f"1{measure.text}={times}{target.text}", shown, value, form_of(target), (node,))


def same_kind(one: Measure, other: Measure) -> bool:
    """Whether figures in one measure may be converted into the other: 元 and 万元, 人 and 万人; not 人 and 户."""
    if not one.agrees_with(other):
        return False
    return bool(one.money) or one.is_ratio or one.text.lstrip("万亿") == other.text.lstrip("万亿")


def from_base(value: Fraction, measure: Measure) -> Fraction:
    """A computed base value as a derivation carries it in ``measure``."""
    return value if measure.is_ratio else value / measure.factor
