"""One leaf's score as formulas on the sheet 计分, or the reason why it is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kaocheng.derivation import COUNT, Computed, Derivation, walk
from kaocheng.domain import Evaluation
from kaocheng.numbers import half_up
from kaocheng.report.excel.adjustments import adjusted, at_discretion
from kaocheng.report.excel.desk import Desk
from kaocheng.report.excel.expressions import formula_rule
from kaocheng.report.excel.places import Places, decimals
from kaocheng.report.excel.ratio import Ratio, TooLarge, choice, compared, constant
from kaocheng.report.excel.rules import NONE, NoFormula, Task, form_of, main_rule
from kaocheng.scoring import ScoredIndicator
from kaocheng.scoring.inputs import gather
from kaocheng.scoring.metrics import Metrics
from kaocheng.standards import Inputs, Standard, understand
from kaocheng.standards.applying.context import Context, Supply
from kaocheng.standards.applying.judged import completion_rate
from kaocheng.standards.rules import Adjustment, Completion, FormulaRule, Interval, Parts, PerCase, Rule


@dataclass(frozen=True, slots=True)
class LeafFormula:
    """The rows of the leaf on the sheet 计分, and the cell of its score; without one, ``reason`` says why not."""

    desk: Desk
    cell: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """What the formulas of all leaves need: the evaluation, its metrics, and where its figures stand."""

    evaluation: Evaluation
    metrics: Metrics
    places: Places


# An amount that somebody types over another one may have as many decimals.
_DIGITS = 2


def leaf_formula(book: Book, scored: ScoredIndicator, weight: str, first: int) -> LeafFormula:
    """The formulas of a scored leaf from row ``first`` (from 0) on; ``weight`` is the cell of its weight in points.

    A formula is only given out when it is worth exactly the score that was computed.
    """
    desk, indicator = Desk(scored.indicator.code, first), scored.indicator
    sentence = scored.reading.rule if scored.reading else indicator.standard
    standard = understand(sentence, name=indicator.name, weight=indicator.weight, target=indicator.target).standard
    if standard is None or scored.score is None:
        return LeafFormula(desk, reason="没有得分")
    hundred = indicator.weight * 100
    if hundred.denominator != 1:
        return LeafFormula(desk, reason="权重多于两位小数")
    inputs, _ = gather(standard, sentence, indicator, scored.judgement, book.metrics)
    judged = scored.judgement.adjustments if scored.judgement else ()
    context = Context(
        inputs, Supply(inputs), indicator.weight, standard.target or indicator.target, {}, indicator.weight
    )
    task = Task(desk, context, Ratio(f"ROUND({weight}*100,0)", "1", hundred.numerator, 1))
    try:
        if isinstance(standard.rule, Completion) and not standard.adjustments and not judged:
            cell = _completion(task, inputs, weight)
        else:
            task = replace(task, weight=desk.step("权重（百分之一分）", task.weight))
            task = _measured(task, standard, scored, book.places, book.evaluation.round_rates)
            found = _body(task, standard.rule, standard.adjustments)
            cell = desk.score(at_discretion(task, found, judged))
            _require_all_used(context)
    except (NoFormula, TooLarge) as problem:
        reason = str(problem) if isinstance(problem, NoFormula) else "数值过大，电子表格算不准"
        return LeafFormula(Desk(desk.code, first), reason=reason)
    if desk.lines[-1].shown != scored.score:
        return LeafFormula(Desk(desk.code, first), reason="公式的结果与程序的不同")
    return LeafFormula(desk, cell)


def _body(task: Task, rule: Rule, adjustments: tuple[Adjustment, ...]) -> Ratio:
    match rule:
        case FormulaRule():
            main = formula_rule(task, rule)
        case Parts():
            main = _parts(task, rule)
        case _:
            main = main_rule(task, rule)
    return adjusted(task, main, adjustments)


def _parts(task: Task, rule: Parts) -> Ratio:
    total = NONE
    for number, part in enumerate(rule.parts, 1):
        whole = part.maximum.share_of(task.context.weight) * task.context.weight
        maximum = task.desk.step(f"分项{number}的满分（百分之一分）", task.worth(part.maximum))
        inner = replace(task, context=task.context.inside(whole), weight=maximum)
        total += task.desk.step(f"分项{number}的得分", _body(inner, part.rule, part.adjustments))
    return total


def _require_all_used(context: Context) -> None:
    if context.supply.unused():
        raise NoFormula("还有没用上的判断")


def _measured(task: Task, standard: Standard, scored: ScoredIndicator, places: Places, digits: int | None) -> Task:
    """``task`` with the value that limits are compared with, and with the number of units that miss the target."""
    counted = _failing(scored.derivation)
    if counted is not None:
        interval = standard.rule.interval if isinstance(standard.rule, PerCase) else None
        return replace(task, failing=_units(task, counted, interval or Interval(meets_target=True), places))
    node = _actual(scored, task.inputs)
    if node is None or not isinstance(node.value, Fraction):
        return task
    value = node.value if digits is None or node.form.kind != "percent" else half_up(node.value, digits + 2)
    source = _source(node, places) if value == node.value else None
    return replace(task, measured=task.desk.given(f"业绩值：{node.name}", value, source), form=form_of(node))


def _actual(scored: ScoredIndicator, inputs: Inputs) -> Derivation | None:
    """The number that was compared: the printed 业绩值 (3105 of 3105人), or what the judgement or the metric gave."""
    printed = scored.actual or inputs.actual
    steps = (
        [node for node in walk(scored.derivation) if printed and node.name == printed.name] if scored.derivation else []
    )
    for node in (scored.actual, inputs.actual, *steps):
        if node is not None and isinstance(node.value, Fraction):
            return node
    return None


def _source(node: Derivation, places: Places) -> Ratio | None:
    """The value as a quotient of two cells of the data tables, in whole numbers; None where it is none."""
    if not isinstance(node, Computed) or len(node.inputs) != 2:
        return None
    first, second = (places.cell(part) for part in node.inputs)
    if first is None or second is None or second[1] <= 0 or first[1] / second[1] != node.value:
        return None
    digits = [decimals(value) for _, value in (first, second)]
    if digits[0] is None or digits[1] is None:
        return None
    power = 10 ** max(digits[0], digits[1], _DIGITS)
    (top, above), (bottom, below) = first, second
    return Ratio(f"ROUND({top}*{power},0)", f"ROUND({bottom}*{power},0)", int(above * power), int(below * power))


def _failing(derivation: Derivation | None) -> Computed | None:
    """The node that counts the units that miss the target."""
    for node in walk(derivation) if derivation else ():
        if isinstance(node, Computed) and node.form == COUNT and "未达标" in node.substituted:
            return node
    return None


def _units(task: Task, node: Computed, interval: Interval, places: Places) -> Ratio:
    """The count of units of which any value misses the limit, from a row for each value."""
    names = sorted(task.inputs.units or {}, key=len, reverse=True)
    by_unit: dict[str, list[Ratio]] = {}
    for value in node.inputs:
        unit = next((name for name in names if value.name.startswith(name)), value.name)
        if isinstance(value.value, str):
            missed = task.desk.given(f"{unit}：未达标（是1，否0）", Fraction(int(value.value == "未达标")))
        elif isinstance(value.value, Fraction):
            given = task.desk.given(value.name, value.value, _source(value, places))
            holds = replace(task, measured=given).inside(interval)
            missed = task.desk.step(f"{value.name}未达标（是1，否0）", choice(holds, NONE, constant(1)))
        else:
            continue
        by_unit.setdefault(unit, []).append(missed)
    total = NONE
    for missed_in in by_unit.values():
        some = missed_in[0]
        for other in missed_in[1:]:
            some += other
        total += some if len(missed_in) == 1 else choice(compared(some, ">", NONE), constant(1), NONE)
    return task.desk.step("未达标的单位数", total)


def _completion(task: Task, inputs: Inputs, weight: str) -> str:
    """The mean of the tasks' completion rates; their denominators have too many digits for whole numbers."""
    rates = {item.name: completion_rate(item) for item in inputs.subtasks or ()}
    known: Mapping[str, Fraction] = {name: rate for name, rate in rates.items() if rate is not None}
    if not known or len(known) != len(inputs.subtasks or ()) or any(item.weight for item in inputs.subtasks or ()):
        raise NoFormula("各项完成率没有单独给出")
    cells = [task.desk.given(f"完成率：{name}", rate) for name, rate in known.items()]
    exact = sum(known.values(), Fraction(0)) / len(known) * task.context.weight
    # Not exact: a value so near the middle between two hundredths that dust could push it over is left typed.
    if 0 < abs(exact * 100 - half_up(exact * 100, 0) + Fraction(1, 2)) < Fraction(1, 10**6):
        raise NoFormula("离进位点太近")
    total = "+".join(f"{cell.top}/{cell.bottom}" for cell in cells)
    return task.desk.decimal_score(f"({total})/{len(cells)}*{weight}", exact)
