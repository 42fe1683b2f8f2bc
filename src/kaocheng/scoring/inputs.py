"""Gathering what a standard needs: judged inputs first, then metrics, named items and units from the data."""

from dataclasses import replace

from kaocheng.derivation import Derivation, Given, Judged
from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Indicator, Judgement
from kaocheng.scoring.formulas import missing_below
from kaocheng.scoring.metrics import Metrics
from kaocheng.standards import Inputs, Need, Standard, inputs_from_json, needs


def gather(
    standard: Standard, indicator: Indicator, judgement: Judgement | None, metrics: Metrics
) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    """The inputs of a standard, and what is wrong with the judged ones."""
    inputs, problems = inputs_from_json(judgement.inputs if judgement else {})
    if judgement and isinstance(inputs.actual, Given):
        # Beside other inputs a word such as 规范 is only what is printed as 业绩值.
        printed_only = isinstance(inputs.actual.value, str) and len(judgement.inputs) > 1
        inputs = replace(inputs, actual=None if printed_only else _judged(inputs.actual, judgement))
    wanted = indicator.metrics or ((indicator.name,) if metrics.knows(indicator.name) else ())
    required = {need.key: need for need in needs(standard)}
    if "units" in required and inputs.units is None and (units := _units(wanted, metrics)):
        inputs = replace(inputs, units=units)
    if inputs.actual is None:
        if "items" in required and (items := _items(required["items"].labels, metrics)):
            inputs = replace(inputs, items={**items, **inputs.items})
        if wanted and not missing_below(actual := metrics.value(wanted[0])):
            inputs = replace(inputs, actual=actual)
    return inputs, tuple(problems)


def _judged(given: Given, judgement: Judgement) -> Judged:
    signed = (judgement.reason, judgement.author, judgement.date, judgement.evidence)
    return Judged(given.name, given.value, given.form, *signed, place=judgement.place)


def _units(names: tuple[str, ...], metrics: Metrics) -> dict[str, dict[str, Derivation]]:
    found: dict[str, dict[str, Derivation]] = {}
    for name in names:
        for unit, value in metrics.by_units(name).items():
            found.setdefault(unit, {})[name] = value
    return found


def _items(labels: tuple[str, ...], metrics: Metrics) -> dict[str, Derivation]:
    found = {label: metrics.value(label) for label in labels if metrics.knows(label)}
    return {label: value for label, value in found.items() if not missing_below(value)}


def judged_actual(judgement: Judgement | None) -> Derivation | None:
    """The 业绩值 that the evaluators wrote down, or None."""
    if judgement is None or not isinstance(text := judgement.inputs.get("actual"), str):
        return None
    inputs, _ = inputs_from_json({"actual": text})
    return _judged(inputs.actual, judgement) if isinstance(inputs.actual, Given) else None


_NEEDS = {
    "actual": "业绩值",
    "target": "目标值",
    "items": "数据项",
    "met": "要点是否满足的判断",
    "cases": "数量",
    "flags": "是否出现的判断",
    "option": "适用哪一档的判断",
    "share": "档内得分的判断",
    "units": "各单位的数据",
    "subtasks": "各子任务的完成情况",
}


def need_text(need: Need) -> str:
    """What a standard lacks, in words: 「数据项（决算数、预算数）」."""
    labels = f"（{'、'.join(need.labels)}）" if need.labels else ""
    return _NEEDS[need.key] + labels
