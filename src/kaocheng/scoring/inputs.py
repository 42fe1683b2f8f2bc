"""Gathering what a standard needs: judged inputs first, then metrics, named items and units from the data."""

import re
from collections.abc import Mapping
from dataclasses import replace

from kaocheng.derivation import Derivation, Given, Judged
from kaocheng.diagnostics import Diagnostic, Message, Severity
from kaocheng.domain import Indicator, Judgement
from kaocheng.numbers import Measure, read_number
from kaocheng.scoring.binding import doubts
from kaocheng.scoring.formulas import missing_below
from kaocheng.scoring.measures import form_of, in_one_measure
from kaocheng.scoring.metrics import Metrics
from kaocheng.standards import Inputs, Need, Standard, inputs_from_json, needs

OTHER_MEASURE = Message(
    "other-measure",
    Severity.ERROR,
    "业绩值以{found}计，评分标准以{expected}计。",
    "The actual is in {found}, the standard counts in {expected}.",
    "请换算成同一单位，或改写标准。",
    "Convert it to one unit, or rewrite the standard.",
)
_MONEY = re.compile(r"\d\s*((?:百万|[千万亿])?元)")
_WITH_UNIT = re.compile(r"(?P<figure>-?[\d,，]*\.?\d+)\s*(?P<unit>[^\d\s%‰/.,，]{1,4})")
_MEASURED = re.compile(r"[\d一每]\s*个?(小时|工作日|天|日|周|月|季度|年|亿元|万元|元)")


def gather(
    standard: Standard, sentence: str, indicator: Indicator, judgement: Judgement | None, metrics: Metrics
) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    """The inputs of a standard written as ``sentence``, and what is wrong with them."""
    inputs, problems = inputs_from_json(judgement.inputs if judgement else {})
    if judgement and isinstance(inputs.actual, Given):
        # Beside other inputs a word such as 规范 is only what is printed as 业绩值.
        printed_only = isinstance(inputs.actual.value, str) and len(judgement.inputs) > 1
        inputs = replace(inputs, actual=None if printed_only else _judged(inputs.actual, judgement))
    if judgement and inputs.items:
        typed = {name: _judged(_measured(item), judgement) for name, item in inputs.items.items()}
        inputs = replace(inputs, items=typed)
    wanted = indicator.metrics or ((indicator.name,) if metrics.knows(indicator.name) else ())
    required = {need.key: need for need in needs(standard)}
    if "units" in required and inputs.units is None and (units := _units(wanted, metrics)):
        inputs = replace(inputs, units=units)
    if inputs.actual is None:
        if "items" in required:
            inputs = replace(inputs, items=_items(required["items"].labels, sentence, metrics, inputs.items))
        if wanted and not missing_below(actual := metrics.value(wanted[0])):
            if other := _other_measure(actual.form.unit, sentence):
                wrong = OTHER_MEASURE.at(indicator.where, found=actual.form.unit, expected=other)
                return inputs, (*problems, wrong)
            inputs = replace(inputs, actual=actual)
            if not standard.definitions and "units" not in required:
                problems = (*problems, *doubts(indicator, required.get("actual"), wanted[0]))
    return inputs, tuple(problems)


def _other_measure(unit: str, sentence: str) -> str:
    """The measure of time or money that the sentence counts in, where that is not ``unit``; else the empty string."""
    if not _MEASURED.fullmatch(f"1{unit}"):
        return ""
    found = _MEASURED.findall(sentence)
    return "" if not found or unit in found or (unit in "天日" and {"天", "日", "工作日"} & set(found)) else found[0]


def _measured(node: Derivation) -> Derivation:
    """A figure written with its unit, such as 900万元, as an amount or a count; anything else as it is."""
    if not isinstance(node.value, str) or not (found := _WITH_UNIT.fullmatch(node.value)):
        return node
    measure = Measure.parse(found["unit"])
    return Given(node.name, read_number(found["figure"]), form_of(measure))


def _judged(given: Derivation, judgement: Judgement) -> Judged:
    signed = (judgement.reason, judgement.author, judgement.date, judgement.evidence)
    return Judged(given.name, given.value, given.form, *signed, place=judgement.place)


def _units(names: tuple[str, ...], metrics: Metrics) -> dict[str, dict[str, Derivation]]:
    found: dict[str, dict[str, Derivation]] = {}
    for name in names:
        for unit, value in metrics.by_units(name).items():
            found.setdefault(unit, {})[name] = value
    return found


def _items(
    labels: tuple[str, ...], sentence: str, metrics: Metrics, typed: Mapping[str, Derivation]
) -> dict[str, Derivation]:
    """The named items: those that were typed, for the other labels what the data have; money and counts in one measure."""
    found = {label: metrics.value(label) for label in labels if label not in typed and metrics.knows(label)}
    known = {label: value for label, value in found.items() if not missing_below(value)}
    return in_one_measure({**known, **typed}, _MONEY.findall(sentence))


def judged_actual(judgement: Judgement | None) -> Derivation | None:
    """The 业绩值 that the evaluators wrote down, or None."""
    if judgement is None or not isinstance(text := judgement.inputs.get("actual"), str):
        return None
    inputs, _ = inputs_from_json({"actual": text})
    return _judged(inputs.actual, judgement) if isinstance(inputs.actual, Given) else None


_NEEDS = {
    "actual": "业绩值",
    "target": "目标值（如≥95%、3200人、≤5元）",
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
    labels = f"（{'、'.join(need.labels)}）" if need.labels and need.key != "target" else ""
    return _NEEDS[need.key] + labels
