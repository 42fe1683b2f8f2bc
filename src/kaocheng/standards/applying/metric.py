"""The value of a metric: given, or computed from its items by the definition in the sentence."""

from collections.abc import Mapping
from fractions import Fraction

from kaocheng.derivation import COUNT, PERCENT, Computed, Derivation, Rounded
from kaocheng.numbers import half_up
from kaocheng.standards import messages, names
from kaocheng.standards.applying.context import Context, Need, Verdict
from kaocheng.standards.formula import Call, Expression, Name, calculate, phrase_formula, phrase_with_values
from kaocheng.standards.formula import names as names_in


def metric_value(context: Context, metric: str) -> Verdict:
    """The metric's value as ``actual`` of a verdict, or what is missing for it; ``share`` is always None."""
    inputs = context.inputs
    name, expression = definition_of(context.definitions, metric)
    if expression is not None and (below := find_items(expression, inputs.items)) is not None:
        return _computed(context, name, expression, below)
    if inputs.actual is not None and not context.several_metrics:
        return _checked(context, inputs.actual)
    if (direct := find_item(metric, inputs.items) or find_item(name, inputs.items)) is not None:
        return _checked(context, direct)
    actuals = [value for key, value in inputs.items.items() if names.is_actual(key)]
    if expression is None and names.is_actual(metric) and len(actuals) == 1 and not context.several_metrics:
        return _checked(context, actuals[0])  # 实际运维成本 is limited, 实际成本 stands in the formula
    if expression is not None:
        return Verdict(None, missing=(Need("items", tuple(names_in(expression)), len(names_in(expression))),))
    key = "items" if context.several_metrics else "actual"
    return Verdict(None, missing=(Need(key, (metric,) if metric else ()),))


def definition_of(definitions: Mapping[str, Expression], metric: str) -> tuple[str, Expression | None]:
    """The definition that gives ``metric``: by its name, or the only one there is (names drift, reading rule 19)."""
    for name, expression in definitions.items():
        if names.same(name, metric):
            return name, expression
    if len(definitions) == 1:
        return next(iter(definitions.items()))
    near = [name for name in definitions if metric and names.plain(name).endswith(names.plain(metric))]
    return (near[0], definitions[near[0]]) if len(near) == 1 else (metric, None)


def find_item(name: str, items: Mapping[str, Derivation]) -> Derivation | None:
    """The item called ``name``, quotation marks and brackets apart."""
    return next((value for key, value in items.items() if name and names.same(key, name)), None)


def find_items(expression: Expression, items: Mapping[str, Derivation]) -> dict[str, Derivation] | None:
    """The items of a formula, or None where one is missing.

    A count of valid questionnaires that is not given is the sum of the answers that the formula weighs.
    """
    found: dict[str, Derivation | None] = {name: find_item(name, items) for name in names_in(expression)}
    absent = [name for name, value in found.items() if value is None]
    answers = [value for name, value in found.items() if value is not None and isinstance(value.value, Fraction)]
    if len(absent) == 1 and _counts_answers(absent[0]) and len(answers) == len(found) - 1 > 1:
        total = sum((value.value for value in answers if isinstance(value.value, Fraction)), Fraction(0))
        texts = " + ".join(COUNT.text(value.value) for value in answers)
        found[absent[0]] = Computed(absent[0], "各选项人数之和", texts, total, COUNT, tuple(answers))
    known: dict[str, Derivation] = {
        name: value for name, value in found.items() if value is not None and isinstance(value.value, Fraction)
    }
    return known if len(known) == len(found) else None


def computed(name: str, expression: Expression, below: Mapping[str, Derivation]) -> Computed:
    """``expression`` worked out over the items ``below``; its value is None where a divisor is 0."""

    def value_of(part: Name | Call) -> Fraction | None:
        value = below[part.text].value if isinstance(part, Name) else None
        return value if isinstance(value, Fraction) else None

    differ = len({value.form.unit for value in below.values() if value.form.unit}) > 1

    def shown(part: Name | Call) -> str:
        value = below[part.text if isinstance(part, Name) else ""]
        return value.form.full_text(value.value) if differ else value.form.text(value.value)

    value = calculate(expression, value_of)
    form = PERCENT if names.is_rate(name) or "%" in phrase_formula(expression) else COUNT
    substituted = phrase_with_values(expression, shown)
    return Computed(name, f"{name}={phrase_formula(expression)}", substituted, value, form, tuple(below.values()))


def _counts_answers(name: str) -> bool:
    return any(
        word in name for word in ("有效问卷", "问卷数", "问卷总", "样本", "总人数", "总数", "调查人数", "有效数")
    )


def _computed(context: Context, name: str, expression: Expression, below: dict[str, Derivation]) -> Verdict:
    node = computed(name, expression, below)
    if node.value is None:
        return Verdict(None, node=node, problems=(messages.NOT_APPLICABLE.at(name=name),))
    return _checked(context, node)


def _checked(context: Context, node: Derivation) -> Verdict:
    digits = context.round_rates
    if digits is not None and node.form.kind == "percent" and isinstance(node.value, Fraction):
        node = Rounded(node.name, half_up(node.value, digits + 2), digits, node.form, node)
    return Verdict(None, actual=node)
