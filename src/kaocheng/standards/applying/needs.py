"""Exactly the data that a standard needs, in the order of STANDARDS, reading rule 22."""

from collections.abc import Iterable, Mapping

from kaocheng.standards import names
from kaocheng.standards.applying.context import ORDER, Need
from kaocheng.standards.applying.formulas import item_names
from kaocheng.standards.applying.judged import all_or_nothing_need
from kaocheng.standards.applying.metric import definition_of
from kaocheng.standards.formula import Expression
from kaocheng.standards.formula import names as names_in
from kaocheng.standards.rules import (
    Adjustment,
    AllOrNothing,
    Bands,
    Bonus,
    CaseDeduction,
    Completion,
    FormulaRule,
    Gain,
    Gate,
    Grades,
    Interval,
    LimitDeduction,
    OnceDeduction,
    Parts,
    PerGain,
    PerStep,
    Points,
    Proportional,
    Rule,
    Standard,
    StepBonus,
    Veto,
)

Definitions = Mapping[str, Expression]


def needs(standard: Standard) -> tuple[Need, ...]:
    """The data that ``standard`` needs. Where several forms fit, the first of units, items, actual … is asked for."""
    found = _found(standard)
    if len(metrics_of(standard)) > 1:
        found = [Need("items", need.labels) if need.key == "actual" else need for need in found]
    return in_order(found)


def options(standard: Standard) -> tuple[tuple[str, ...], ...]:
    """The cases of each thing of which one has to be chosen, in printed order: each has a place in ``option``."""
    return tuple(need.labels for need in _found(standard) if need.key == "option")


def _found(standard: Standard) -> list[Need]:
    definitions = {definition.name: definition.expression for definition in standard.definitions}
    return _body(definitions, standard.rule, standard.adjustments)


def metrics_of(standard: Standard) -> frozenset[str]:
    """The different metrics that the parts of a standard speak of; one where there are no parts."""
    if not isinstance(standard.rule, Parts):
        return frozenset({""})
    numeric = (Bands, PerStep, Proportional, FormulaRule)
    found = {
        part.rule.metric or f"第{at + 1}项"
        for at, part in enumerate(standard.rule.parts)
        if isinstance(part.rule, numeric)
    }
    return frozenset(found)


def in_order(found: Iterable[Need]) -> tuple[Need, ...]:
    """Needs of one key joined: labels in printed order (each item once), counts summed."""
    joined: dict[str, list[Need]] = {}
    for need in found:
        joined.setdefault(need.key, []).append(need)
    return tuple(_joined(key, joined[key]) for key in ORDER if key in joined)


def _joined(key: str, found: list[Need]) -> Need:
    labels = tuple(label for need in found for label in need.labels)
    if key in {"met", "option", "cases", "flags", "subtasks"}:
        return Need(key, labels, sum(need.count for need in found))
    labels = tuple(dict.fromkeys(labels))
    return Need(key, labels, max(len(labels), 1) if key == "items" else 1)


def _body(definitions: Definitions, rule: Rule, adjustments: tuple[Adjustment, ...]) -> list[Need]:
    found = _main(definitions, rule)
    for adjustment in adjustments:
        found.extend(_adjustment(definitions, adjustment))
    return found


def _main(definitions: Definitions, rule: Rule) -> list[Need]:
    match rule:
        case Points():
            return [Need("met", tuple(point.text for point in rule.points), len(rule.points))]
        case AllOrNothing():
            need = all_or_nothing_need(rule)
            return _metric(definitions, rule.metric, rule.interval) if need.key == "actual" else [need]
        case Proportional():
            return _metric(definitions, rule.metric, rule.full)
        case Bands():
            return _metric(definitions, rule.metric, *(band.interval for band in rule.bands))
        case PerStep():
            return _metric(definitions, rule.metric, rule.full)
        case PerGain():
            return [gain_need(gain) for gain in rule.gains]
        case Grades():
            return _grades(rule)
        case Completion():
            return [Need("subtasks", rule.tasks, max(len(rule.tasks), 1))]
        case FormulaRule():
            return _formula(definitions, rule)
        case Parts():
            return [need for part in rule.parts for need in _body(definitions, part.rule, part.adjustments)]
        case _:
            return []


def gain_need(gain: Gain) -> Need:
    """How often, or whether."""
    return Need("cases" if gain.counter else "flags", (gain.text or gain.counter,))


def _adjustment(definitions: Definitions, adjustment: Adjustment) -> list[Need]:
    match adjustment:
        case StepBonus():
            return _metric(definitions, adjustment.metric, Interval(low=adjustment.start))
        case Gate() | LimitDeduction():
            return _metric(definitions, adjustment.metric, adjustment.interval)
        case Veto():
            return [Need("cases" if adjustment.counted else "flags", (adjustment.text,))]
        case CaseDeduction():
            return [Need("units" if adjustment.by_unit else "cases", (adjustment.text or adjustment.counter,))]
        case OnceDeduction():
            return [Need("flags", (adjustment.text,))]
        case Bonus():
            return [Need("cases" if adjustment.counter else "flags", (adjustment.text,))]
        case _:
            return []


def _metric(definitions: Definitions, metric: str, *intervals: Interval | None) -> list[Need]:
    name, expression = definition_of(definitions, metric)
    by_items = Need("items", tuple(names_in(expression))) if expression is not None else None
    found = [by_items or Need("actual", (name,) if name else ())]
    limits = [limit for interval in intervals if interval for limit in (interval.low, interval.high) if limit]
    if any(limit.of_target for limit in limits) or any(interval and interval.meets_target for interval in intervals):
        found.append(Need("target", ("目标值",)))
    return found


def _grades(rule: Grades) -> list[Need]:
    found = [Need("option", tuple(grade.label or "否则" for grade in rule.grades))]
    if any(grade.least is not None for grade in rule.grades):
        found.append(Need("share", tuple(grade.label for grade in rule.grades if grade.least is not None)))
    return found


def _formula(definitions: Definitions, rule: FormulaRule) -> list[Need]:
    items = item_names(rule)
    found = [need for name in items for need in _item(definitions, name)]
    for name in names_in(rule.expression):
        if name in items or names.is_weight(name):
            continue
        if names.is_target(name):
            found.append(Need("target", (name,)))
        else:
            found.extend(_metric(definitions, rule.metric or name))
    if rule.full is not None:
        found.extend(_metric(definitions, rule.metric, rule.full))
    return found


def _item(definitions: Definitions, name: str) -> list[Need]:
    found = next((value for key, value in definitions.items() if names.same(key, name)), None)
    return [Need("items", tuple(names_in(found)) if found is not None else (name,))]
