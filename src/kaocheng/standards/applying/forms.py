"""Equivalent forms of input (STANDARDS, reading rule 22), brought into the one that the rule asks for."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from kaocheng.derivation import COUNT, Derivation, Given
from kaocheng.numbers import NotANumber, exact_text, read_number
from kaocheng.standards import names
from kaocheng.standards.inputs import Inputs
from kaocheng.standards.rules import (
    AllOrNothing,
    Bands,
    CaseDeduction,
    OnceDeduction,
    PerCase,
    Proportional,
    Rule,
    Standard,
    Veto,
)

_AMOUNT = re.compile(r"(?:资金|金额|数量|[人户次]数|面积|里程|产值|投资额?|销售额|户|量)$")
_WITH_UNIT = re.compile(r"(?P<figure>-?[\d,]+(?:\.\d+)?)(?P<unit>[^\d%‰.,]+)")


def as_asked(standard: Standard, inputs: Inputs) -> Inputs:
    """``inputs`` in the form that ``standard`` asks for; what does not fit is left as it was given."""
    inputs = replace(inputs, items=_in_one_unit(inputs.items))
    inputs = _flags_by_option(standard, inputs) or _flags_by_cases(standard, inputs) or inputs
    inputs = _target_by_item(standard.rule, inputs)
    return replace(inputs, target=_told_as_share(standard.rule, inputs) or inputs.target)


def _in_one_unit(items: Mapping[str, Derivation]) -> Mapping[str, Derivation]:
    """856万元 and 1000万元 as 856 and 1000; figures of different units are left alone."""
    said = [_WITH_UNIT.fullmatch(value.value) if isinstance(value.value, str) else None for value in items.values()]
    if not items or len({found["unit"] if found else "" for found in said}) != 1:
        return items
    figures: dict[str, Derivation] = {}
    for name, found in zip(items, said, strict=True):
        try:
            figures[name] = Given(name, read_number(found["figure"] if found else ""), COUNT)
        except NotANumber:
            return items
    return figures


def _flags_by_option(standard: Standard, inputs: Inputs) -> Inputs | None:
    """按时得3分；逾期10日以内扣1分；10日以上不得分, told as one case of several: the case that applies is the flag set."""
    rule = standard.rule
    once = [
        one
        for one in standard.adjustments
        if isinstance(one, OnceDeduction) or (isinstance(one, Veto) and not one.counted)
    ]
    if not isinstance(rule, PerCase | AllOrNothing) or not rule.condition:
        return None
    if isinstance(rule, AllOrNothing) and (rule.counter or not rule.implied):
        return None
    if not once or len(once) != len(standard.adjustments):
        return None
    if inputs.option is None or inputs.flags is not None or len(inputs.option) != 1 or inputs.option[0] > len(once):
        return None
    flags = tuple(at + 1 == inputs.option[0] for at in range(len(once)))
    # The flag tells everything but that the condition of the whole holds or not.
    option = (min(inputs.option[0], 1),) if isinstance(rule, AllOrNothing) else None
    return replace(inputs, flags=flags, option=option)


def _flags_by_cases(standard: Standard, inputs: Inputs) -> Inputs | None:
    """One count for every clause, printed one-off conditions included: 0 says that it did not happen."""
    asked = [one for one in standard.adjustments if isinstance(one, CaseDeduction | OnceDeduction | Veto)]
    once = [isinstance(one, OnceDeduction) or (isinstance(one, Veto) and not one.counted) for one in asked]
    cases = inputs.cases
    if not isinstance(standard.rule, PerCase) or len(asked) < len(standard.adjustments) or inputs.flags is not None:
        return None
    if cases is None or len(cases) != len(asked) or not any(once) or all(once):
        return None
    flags = tuple(number != Fraction(0) for number, single in zip(cases, once, strict=True) if single)
    return replace(
        inputs, flags=flags, cases=tuple(number for number, single in zip(cases, once, strict=True) if not single)
    )


def _target_by_item(rule: Rule, inputs: Inputs) -> Inputs:
    """实际值 and 目标值 told as items of a rule that names neither."""
    if not isinstance(rule, Proportional) or rule.metric or inputs.target or inputs.actual is not None:
        return inputs
    actuals = [value for name, value in inputs.items.items() if names.is_actual(name)]
    targets = [value for name, value in inputs.items.items() if names.is_target(name)]
    if len(actuals) != 1 or len(targets) != 1 or len(inputs.items) != 2:
        return inputs
    wanted = targets[0]
    if not isinstance(wanted.value, Fraction):
        return inputs
    text = f"{exact_text(wanted.value * 100)}%" if wanted.form.kind == "percent" else exact_text(wanted.value)
    return replace(inputs, actual=actuals[0], target=text)


def _told_as_share(rule: Rule, inputs: Inputs) -> str:
    """An amount told as a percentage (到位资金: 80%) is told as a share of what is due: the target is 100%."""
    actual, metric = inputs.actual, getattr(rule, "metric", "")
    if actual is None or actual.form.kind != "percent" or not metric or names.is_rate(metric) or inputs.target:
        return ""
    intervals = [band.interval for band in rule.bands] if isinstance(rule, Bands) else [getattr(rule, "full", None)]
    limits = [end for one in intervals if one is not None for end in (one.low, one.high) if end is not None]
    return "100%" if limits and all(end.of_target for end in limits) and _AMOUNT.search(metric) else ""
