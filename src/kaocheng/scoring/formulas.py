"""Computing a formula over derivations: exact, with the conversion of units as a visible step."""

from collections.abc import Callable
from functools import lru_cache

from kaocheng.derivation import Computed, Derivation, Missing
from kaocheng.numbers import Measure, exact_text
from kaocheng.places import Place
from kaocheng.scoring.measures import base_value, form_of, from_base
from kaocheng.standards.formula import (
    Call,
    Expression,
    FormulaError,
    Name,
    Number,
    Operation,
    calculate,
    parse_formula,
    phrase_with_values,
)

Resolve = Callable[[Name | Call], Derivation]


@lru_cache(maxsize=4096)
def parsed(formula: str) -> Expression:
    """The formula as an expression. Raises :class:`~kaocheng.standards.formula.FormulaError`."""
    return parse_formula(formula)


def compute(name: str, formula: str, measure: Measure, resolve: Resolve, place: Place | None = None) -> Derivation:
    """The value of ``formula`` in ``measure``, as a computed step over what ``resolve`` finds for its names.

    Missing inputs make the result missing. A zero divisor makes it 不适用: a computed step without a value.
    """
    try:
        expression = parsed(formula)
    except FormulaError as error:
        return Missing(name, f"可读的公式（“{formula}”{error}）", place)
    inputs = {item: resolve(item) for item in operands(expression)}
    if missing := [node for node in inputs.values() if isinstance(node, Missing)]:
        absent = "、".join(dict.fromkeys(node.name for node in missing))
        return Computed(name, formula, "", None, form_of(measure), tuple(inputs.values()), place, f"缺{absent}的数据")
    bases = {item: base_value(node) for item, node in inputs.items()}
    value = calculate(expression, bases.__getitem__)
    units = {node.form.unit for node in inputs.values() if node.form.unit}
    mixed = len(units) > 1 and any(Measure.parse(unit).factor != 1 for unit in units)
    shown = {
        item: node.form.full_text(node.value) if mixed else node.form.text(node.value) for item, node in inputs.items()
    }
    substituted = phrase_with_values(expression, shown.__getitem__)
    form = form_of(measure)
    if value is None:
        return Computed(name, formula, substituted, None, form, tuple(inputs.values()), place, "除数为0，不适用")
    note = _conversion(units, measure) if mixed else ""
    return Computed(name, formula, substituted, from_base(value, measure), form, tuple(inputs.values()), place, note)


def operands(expression: Expression) -> list[Name | Call]:
    """The names of an expression, and its calls over rows, in order, each once."""
    match expression:
        case Number():
            return []
        case Name():
            return [expression]
        case Call(function=("sum" | "mean" | "count")):
            return [expression]
        case Call():
            below = list(expression.arguments)
        case Operation():
            below = [expression.left, expression.right]
    return list(dict.fromkeys(item for part in below for item in operands(part)))


def _conversion(units: set[str], measure: Measure) -> str:
    scaled = [unit for unit in sorted(units) if Measure.parse(unit).factor != 1]
    steps = [
        f"1{unit}={exact_text(Measure.parse(unit).factor)}{'元' if Measure.parse(unit).money else ''}"
        for unit in scaled
    ]
    return "，".join(steps) + (f"，结果为{measure.text}" if measure.text else "")


def is_not_applicable(node: Derivation) -> bool:
    """Whether the figure is 0/0, 不适用: computed from complete data, without a value."""
    return isinstance(node, Computed) and node.value is None and all(part.value is not None for part in node.inputs)


def missing_below(node: Derivation) -> list[Missing]:
    """What is missing below a figure."""
    match node:
        case Missing():
            return [node]
        case Computed():
            return [found for part in node.inputs for found in missing_below(part)]
        case _:
            return []
