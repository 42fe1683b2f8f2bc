"""Applying a scoring formula: 得分=预算执行率×权重分, 综合得分=0.6A+0.4B."""

from fractions import Fraction

from kaocheng.derivation import COUNT, PERCENT, SCORE, Chosen, Computed, Derivation, Given
from kaocheng.numbers import exact_text
from kaocheng.standards import messages, names
from kaocheng.standards.applying.context import Context, Need, Verdict
from kaocheng.standards.applying.metric import computed, find_item, find_items, metric_value
from kaocheng.standards.applying.numeric import TARGET_NEED, measured
from kaocheng.standards.formula import Call, Expression, Name, calculate, phrase_formula, phrase_with_values
from kaocheng.standards.formula import names as names_in
from kaocheng.standards.phrasing.words import interval_text
from kaocheng.standards.rules import TARGET, FormulaRule
from kaocheng.standards.targets import read_target


def apply_formula(context: Context, rule: FormulaRule) -> Verdict:
    """The formula's value over the weight, clamped to 0…1; inside ``full`` the whole weight."""
    actual: Derivation | None = None
    if rule.full is not None:
        value, found = measured(context, rule.metric, rule.full)
        if value is None or found.actual is None:
            return found
        bounds = context.bounds(rule.full)
        if bounds is None:
            return Verdict(None, actual=found.actual, missing=(TARGET_NEED,))
        actual = found.actual
        if bounds.holds(value):
            node = Chosen("得分", interval_text(rule.full), "得满分", context.weight, SCORE, (actual,))
            return Verdict(Fraction(1), node, actual=actual)
    return _worked_out(context, rule, actual)


def item_names(rule: FormulaRule) -> list[str]:
    """The names of the formula that are data: neither the weight, nor the target, nor the metric itself."""
    others = [name for name in names_in(rule.expression) if not names.is_weight(name)]
    plain = [name for name in others if not names.is_target(name)]
    if len(plain) == 1 and (names.is_actual(plain[0]) or len(others) == 1 or names.same(plain[0], rule.metric)):
        return []
    return [name for name in others if not names.same(name, rule.metric) and not names.is_plain_target(name)]


def _worked_out(context: Context, rule: FormulaRule, actual: Derivation | None) -> Verdict:
    below: dict[str, Derivation] = {}
    missing: list[Need] = []
    items = item_names(rule)
    whole = find_items(rule.expression, {**context.inputs.items, "权重分": _weight(context)}) or {}
    for name in names_in(rule.expression):
        found = _named(context, rule, name, actual, whole)
        if found.problems:
            return found
        if found.actual is None:
            missing.extend(found.missing)
        else:
            below[name] = found.actual
            if rule.metric and (name not in items) and not names.is_weight(name) and not names.is_target(name):
                actual = found.actual
    if missing:
        return Verdict(None, actual=actual, missing=tuple(missing))

    def value_of(part: Name | Call) -> Fraction | None:
        value = below[part.text].value if isinstance(part, Name) else None
        if not isinstance(value, Fraction):
            return None
        return min(value, rule.cap) if rule.cap is not None and not names.is_weight(_text(part)) else value

    points = calculate(rule.expression, value_of)
    if points is None:
        return Verdict(None, actual=actual, problems=(messages.NOT_APPLICABLE.at(name="得分"),))
    share = min(Fraction(1), max(Fraction(0), points / context.weight))
    shown = phrase_with_values(rule.expression, lambda part: below[_text(part)].form.text(below[_text(part)].value))
    note = "" if points == share * context.weight else f"={exact_text(points)}，限于0至{exact_text(context.weight)}分"
    inputs = tuple(value for name, value in below.items() if not names.is_weight(name))
    node = Computed(
        "得分", f"得分={phrase_formula(rule.expression)}", shown, share * context.weight, SCORE, inputs, None, note
    )
    return Verdict(share, node, actual=actual)


def _text(part: Name | Call) -> str:
    return part.text if isinstance(part, Name) else ""


def _weight(context: Context) -> Given:
    return Given("权重分", context.weight)


def _named(
    context: Context, rule: FormulaRule, name: str, actual: Derivation | None, whole: dict[str, Derivation]
) -> Verdict:
    items = item_names(rule)
    if names.is_weight(name):
        return Verdict(None, actual=_weight(context))
    if (direct := find_item(name, context.inputs.items) or whole.get(name)) is not None:
        return _number(direct)
    if (definition := _definition(context, name)) is not None:
        if (below := find_items(definition, context.inputs.items)) is not None:
            node = computed(name, definition, below)
            return (
                _number(node)
                if node.value is not None
                else Verdict(None, problems=(messages.NOT_APPLICABLE.at(name=name),))
            )
        if name in items:
            return Verdict(None, missing=(Need("items", tuple(names_in(definition)), len(names_in(definition))),))
    if names.is_target(name) and name not in items:
        return _target(context, name)
    if name in items:
        return Verdict(None, missing=(Need("items", (name,)),))
    if actual is not None:
        return Verdict(None, actual=actual)
    found = metric_value(context, rule.metric or name)
    return _number(found.actual) if found.actual is not None else found


def _definition(context: Context, name: str) -> Expression | None:
    return next((value for key, value in context.definitions.items() if names.same(key, name)), None)


def _number(node: Derivation) -> Verdict:
    if isinstance(node.value, Fraction):
        return Verdict(None, actual=node)
    return Verdict(None, problems=(messages.input_wrong(key=node.name, found=str(node.value), expected="数"),))


def _target(context: Context, name: str) -> Verdict:
    wanted = read_target(context.inputs.target or context.target)
    value = context.value(TARGET)
    if value is None or wanted is None:
        return Verdict(None, missing=(Need("target", (name,)),))
    end = wanted.low or wanted.high
    return Verdict(None, actual=Given(name, value, PERCENT if end is not None and end.mark == "%" else COUNT))
