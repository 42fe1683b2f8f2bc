"""County rules: which units miss the target (STANDARDS, reading rules 11 and 17)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kaocheng.derivation import COUNT, WORDS, Computed, Derivation, Given, leaves
from kaocheng.diagnostics import Diagnostic
from kaocheng.standards import messages
from kaocheng.standards.applying.context import Context, Need
from kaocheng.standards.applying.metric import computed, definition_of, find_item, find_items
from kaocheng.standards.applying.rates import mark_problem
from kaocheng.standards.inputs import UnitInput
from kaocheng.standards.rules import Bounds, Demand, Interval
from kaocheng.values import frozen


@frozen
class Failing:
    """The units that miss the target; None while data are missing."""

    names: tuple[str, ...] | None
    node: Derivation | None = None
    missing: tuple[Need, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def failing_units(context: Context, metric: str, interval: Interval | None, demands: Sequence[Demand] = ()) -> Failing:
    """Evaluate every unit: a unit fails when any of its metrics misses the limit; 0/0 does not fail it.

    With ``demands`` every metric has a limit of its own, and is looked up in the unit's data by its name.
    """
    units = context.inputs.units or {}
    if not units:
        return Failing(None, missing=(Need("units", (metric,) if metric else ()),))
    wanted = interval or Interval(meets_target=True)
    bounds = context.bounds(wanted)
    failed: list[str] = []
    nodes: list[Derivation] = []
    missing: list[Need] = []
    problems: list[Diagnostic] = []
    for name, data in units.items():
        if demands and not isinstance(data, bool):
            named = data if isinstance(data, Mapping) else {}
            missed = False
            for demand in demands:
                value = find_item(demand.metric, named)
                if value is None or not isinstance(value.value, Fraction):
                    missing.append(Need("units", (f"{name}/{demand.metric}",)))
                    continue
                problems.extend([wrong] if (wrong := mark_problem(value, demand.interval)) else [])
                limits = context.bounds(demand.interval)
                missing.extend([Need("target", ("目标值",))] if limits is None else [])
                missed = missed or (limits is not None and not limits.holds(value.value))
                nodes.append(value)
            failed.extend([name] if missed else [])
            continue
        values, problem = _values(context, metric, name, data)
        if not isinstance(data, bool) and not values and problem is None:
            missing.append(Need("units", (name,)))
        problems.extend([problem] if problem else [])
        problems.extend(wrong for value in values if (wrong := mark_problem(value, interval)))
        if bounds is None and any(isinstance(value.value, Fraction) for value in values):
            missing.append(Need("target", ("目标值",)))
            break
        if _fails(data, values, bounds):
            failed.append(name)
        nodes.extend(values)
    if missing or problems:
        return Failing(None, missing=tuple(missing), problems=tuple(problems))
    text = f"{'、'.join(failed) or '没有单位'}未达标，共{len(failed)}个"
    node = Computed("未达标单位数", "逐个单位与目标值比较", text, Fraction(len(failed)), COUNT, tuple(nodes))
    return Failing(tuple(failed), node)


def _values(context: Context, metric: str, unit: str, data: UnitInput) -> tuple[list[Derivation], Diagnostic | None]:
    if isinstance(data, bool):
        return [Given(unit, "达标" if data else "未达标", WORDS)], None
    if not isinstance(data, Mapping):
        return ([] if _is_absent(data) else [data]), None
    name, expression = definition_of(context.definitions, metric)
    if expression is not None and (below := find_items(expression, data)) is not None:
        return [computed(f"{unit}{name}", expression, below)], None
    if expression is not None and any(key in str(expression) for key in data) and not metric_like(metric, data):
        return [], None
    wrong = next((value for value in data.values() if isinstance(value.value, str)), None)
    if wrong is not None:
        return [], messages.input_wrong(key=f"{unit}/{wrong.name}", found=wrong.value, expected="数")
    return [] if any(_is_absent(value) for value in data.values()) else list(data.values()), None


def metric_like(metric: str, data: Mapping[str, Derivation]) -> bool:
    """Whether the unit's data are the metric itself, not items of its formula."""
    return metric in data


def _is_absent(value: Derivation) -> bool:
    """Whether data are missing; a rate that is 0/0 of what was reported is 不适用, not missing."""
    if value.value is not None:
        return False
    return not isinstance(value, Computed) or any(leaf.value is None for leaf in leaves(value) if leaf is not value)


def _fails(data: UnitInput, values: list[Derivation], bounds: Bounds | None) -> bool:
    if isinstance(data, bool):
        return not data
    if bounds is None:
        return False
    return any(isinstance(value.value, Fraction) and not bounds.holds(value.value) for value in values)
