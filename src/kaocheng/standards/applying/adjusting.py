"""Applying what stands beside the main rule, in the order 门槛/否决 → 加扣分 → 限幅."""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kaocheng.derivation import PERCENT, SCORE, Chosen, Computed, Derivation, Rejected
from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import exact_text
from kaocheng.standards import messages
from kaocheng.standards.applying.context import Context, Need, Verdict
from kaocheng.standards.applying.numeric import TARGET_NEED, count_steps, measured
from kaocheng.standards.applying.units import failing_units
from kaocheng.standards.inputs import AT_LEAST_ONE
from kaocheng.standards.phrasing.adjustments import bar_text
from kaocheng.standards.phrasing.words import interval_text, worth_text
from kaocheng.standards.rules import (
    Adjustment,
    Bonus,
    CaseDeduction,
    Completion,
    Exemption,
    Gate,
    Interval,
    LimitDeduction,
    LossCap,
    OnceDeduction,
    PerCase,
    Proportional,
    Rule,
    Step,
    StepBonus,
    Veto,
)

_COMPLETION = re.compile(r"^(?:任务|计划|目标|实际)*(?:完成|达成|实现)(?:率|比例)$")


@dataclass(slots=True)
class Tally:
    """What the adjustments add up to: shares of the weight, and the steps that say so."""

    loss: Fraction = Fraction(0)
    gain: Fraction = Fraction(0)
    barred: str = ""
    exempt: str = ""
    within_weight: bool = True
    nodes: list[Derivation] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    missing: list[Need] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def adjust(context: Context, rule: Rule, main: Verdict, adjustments: tuple[Adjustment, ...]) -> Verdict:
    """The main rule's verdict after its adjustments."""
    tally = Tally()
    asked = sum((isinstance(one, Veto) and not one.counted) or isinstance(one, OnceDeduction) for one in adjustments)
    for adjustment in adjustments:
        _weigh(context, (rule, main), adjustment, tally, asked)
    missing = (*main.missing, *tally.missing)
    problems = (*main.problems, *tally.problems)
    if tally.exempt and not tally.problems:
        exempted = Chosen("得分", tally.exempt, "按满分计", context.weight, SCORE)
        return Verdict(Fraction(1), exempted, problems=tuple(tally.problems), actual=main.actual)
    if main.share is None or tally.missing or any(problem.severity == "error" for problem in tally.problems):
        return Verdict(None, main.node, missing, problems, main.actual)
    base = Fraction(0) if tally.barred else main.share
    share = max(Fraction(0), base - tally.loss)
    share = min(Fraction(1), share + tally.gain) if tally.within_weight else share + tally.gain
    node = _node(context, main, tally, share)
    return Verdict(share, node, missing, problems, main.actual)


def _node(context: Context, main: Verdict, tally: Tally, share: Fraction) -> Derivation | None:
    begun = main.node
    if tally.loss and isinstance(begun, Chosen) and begun.name == "满分":
        # What full marks ask for did not hold: they are only what the deductions begin with.
        begun = replace(begun, condition="", outcome="先计满分")
    below = tuple(node for node in (begun, *tally.nodes) if node is not None)
    if tally.barred:
        return Chosen("得分", tally.barred, "不得分", share * context.weight, SCORE, below, tuple(tally.rejected))
    if not tally.nodes and not tally.rejected:
        return main.node
    if not tally.nodes:
        return Chosen("得分", "", "", share * context.weight, SCORE, below, tuple(tally.rejected))
    weight = context.weight
    text = exact_text((main.share or Fraction(0)) * weight)
    text += f" - {exact_text(tally.loss * weight)}" if tally.loss else ""
    text += f" + {exact_text(tally.gain * weight)}" if tally.gain else ""
    return Computed("得分", "主规则得分-扣分+加分", text, share * weight, SCORE, below)


def _weigh(context: Context, done: tuple[Rule, Verdict], adjustment: Adjustment, tally: Tally, asked: int) -> None:
    rule, main = done
    match adjustment:
        case Gate():
            _gate(_of_main(context, rule, main, adjustment), adjustment, tally)
        case Veto():
            _veto(context, adjustment, tally)
        case Exemption():
            # An exemption is not asked for: its flag is read when more flags were given than the others take.
            given = context.inputs.flags
            if (
                given is not None
                and len(given) > asked
                and context.supply.has("flags")
                and context.supply.take("flags")[0]
            ):
                tally.exempt = adjustment.text
        case CaseDeduction():
            _cases(context, rule, adjustment, tally)
        case OnceDeduction():
            if not context.supply.has("flags"):
                tally.missing.append(Need("flags", (adjustment.text,)))
            elif context.supply.take("flags")[0]:
                _lose(
                    context,
                    tally,
                    adjustment.text,
                    adjustment.worth.share_of(context.weight),
                    f"扣{worth_text(adjustment.worth)}",
                )
            else:
                tally.rejected.append(
                    Rejected(adjustment.text, f"扣{worth_text(adjustment.worth)}", "评价判断为否", adjustment.span)
                )
        case LimitDeduction():
            _limit(context, adjustment, tally)
        case LossCap():
            tally.loss = min(tally.loss, adjustment.worth.share_of(context.weight))
        case StepBonus() | Bonus():
            _gain(context, adjustment, tally)


def _of_main(context: Context, rule: Rule, main: Verdict, gate: Gate) -> Context:
    """平均完成率低于60%不得分 beside 任务完成率: the floor looks at the mean that the main rule found."""
    if isinstance(rule, Completion) and main.actual is not None:
        return replace(context, inputs=replace(context.inputs, actual=main.actual))
    if isinstance(rule, Proportional) and _COMPLETION.search(gate.metric) and main.actual is not None:
        bounds, value = context.bounds(rule.full), main.actual.value
        end = (bounds.low or bounds.high) if bounds is not None else None
        if rule.full.low is not None and rule.full.low.of_target and isinstance(value, Fraction) and end:
            text = f"{main.actual.form.text(value)} ÷ {main.actual.form.text(end)}"
            rate = Computed(gate.metric, "实际值÷目标值", text, value / end, PERCENT, (main.actual,))
            return replace(context, inputs=replace(context.inputs, actual=rate))
    return context


def _lose(context: Context, tally: Tally, text: str, loss: Fraction, shown: str) -> None:
    tally.loss += loss
    tally.nodes.append(Computed(f"扣分：{text}", "", shown, loss * context.weight, SCORE))


def _gate(context: Context, gate: Gate, tally: Tally) -> None:
    value, found = measured(context, gate.metric, gate.interval)
    bounds = context.bounds(gate.interval)
    if value is None or found.actual is None or bounds is None:
        tally.missing.extend(found.missing if found.actual is None else () if bounds else (TARGET_NEED,))
        tally.problems.extend(found.problems)
        return
    condition = interval_text(gate.interval, gate.metric)
    if bounds.holds(value):
        tally.barred = condition
    else:
        why = f"{found.actual.form.full_text(value)}不在此列"
        tally.rejected.append(Rejected(condition, "不得分", why, gate.span))


def _limit(context: Context, deduction: LimitDeduction, tally: Tally) -> None:
    value, found = measured(context, deduction.metric, deduction.interval)
    bounds = context.bounds(deduction.interval)
    if value is None or bounds is None:
        tally.missing.extend(found.missing if value is None else (TARGET_NEED,))
        tally.problems.extend(found.problems)
    elif bounds.holds(value):
        condition = interval_text(deduction.interval, deduction.metric)
        _lose(context, tally, condition, deduction.worth.share_of(context.weight), f"扣{worth_text(deduction.worth)}")


def _gain(context: Context, bonus: StepBonus | Bonus, tally: Tally) -> None:
    if isinstance(bonus, StepBonus):
        _beyond(context, bonus, tally)
    else:
        _bonus(context, bonus, tally)


def _beyond(context: Context, bonus: StepBonus, tally: Tally) -> None:
    value, found = measured(context, bonus.metric, Interval(low=bonus.start))
    start = context.value(bonus.start) if bonus.start is not None else None
    if value is None or start is None:
        tally.missing.extend(found.missing if value is None else (TARGET_NEED,))
        tally.problems.extend(found.problems)
        return
    excess = max(value - start if bonus.side == "above" else start - value, Fraction(0))
    steps, problems = count_steps(Step(bonus.side, bonus.size, bonus.worth), excess, start, found.actual)
    tally.problems.extend(problems)
    gain = steps * bonus.worth.share_of(context.weight)
    if bonus.cap is not None:
        gain = min(gain, bonus.cap.share_of(context.weight))
    tally.within_weight = False
    if gain:
        tally.gain += gain
        shown = f"{exact_text(steps)} × {worth_text(bonus.worth)}"
        tally.nodes.append(Computed("加分", "", shown, gain * context.weight, SCORE))


def _veto(context: Context, veto: Veto, tally: Tally) -> None:
    first, second = ("cases", "flags") if veto.counted else ("flags", "cases")
    key = first if context.supply.has(first) else second if _only_form(context, second) else ""
    if not key:
        tally.missing.append(Need(first, (veto.text,)))
        return
    if context.supply.take(key)[0]:
        tally.barred = veto.text
    else:
        tally.rejected.append(Rejected(veto.text, "不得分", "数量为0" if key == "cases" else "评价判断为否", veto.span))


def _only_form(context: Context, key: str) -> bool:
    return context.supply.has(key) and context.sole_case


def _cases(context: Context, rule: Rule, deduction: CaseDeduction, tally: Tally) -> None:
    count = _count(context, rule, deduction, tally)
    each = deduction.worth.share_of(context.weight)
    if count == AT_LEAST_ONE:
        if each < 1 or deduction.size != 1:
            wrong = messages.input_wrong(key="cases", found=AT_LEAST_ONE, expected="发生的数量")
            tally.problems.append(wrong)
            return
        count = Fraction(1)
    if not isinstance(count, Fraction):
        return
    if deduction.bar is not None and (count > deduction.bar or (count == deduction.bar and deduction.bar_in)):
        tally.barred = bar_text(deduction)
        return
    times = count / deduction.size
    times = Fraction(times.numerator // times.denominator)
    loss = times * each
    if deduction.cap is not None:
        loss = min(loss, deduction.cap.share_of(context.weight))
    shown = f"{exact_text(times)} × {exact_text(each * context.weight)}"
    text = deduction.text or deduction.counter
    if times:
        _lose(context, tally, text, loss, shown)
    else:
        tally.rejected.append(
            Rejected(text, f"扣{worth_text(deduction.worth)}", f"数量为{exact_text(count)}", deduction.span)
        )


def _count(context: Context, rule: Rule, deduction: CaseDeduction, tally: Tally) -> str | Fraction | None:
    """How many there were: units that miss the target, or the count that was given; None when data are missing."""
    metric = rule.metric if isinstance(rule, PerCase) else ""
    if context.inputs.units is not None and (deduction.by_unit or context.sole_case):
        return _units(context, rule, tally)
    if context.supply.has("cases"):
        given = context.supply.take("cases")[0]
        return given if isinstance(given, str | Fraction) else None
    if context.sole_case and context.supply.has("flags"):
        return AT_LEAST_ONE if context.supply.take("flags")[0] else Fraction(0)
    key = "units" if deduction.by_unit else "cases"
    tally.missing.append(Need(key, (deduction.text or metric or deduction.counter,)))
    return None


def _units(context: Context, rule: Rule, tally: Tally) -> Fraction | None:
    interval, metric, said = (
        (rule.interval, rule.metric, rule.condition) if isinstance(rule, PerCase) else (None, "", "")
    )
    demands = rule.demands if isinstance(rule, PerCase) else ()
    by_answer = all(isinstance(value, bool) for value in (context.inputs.units or {}).values())
    if interval is None and not demands and re.search(r"\d%|[≥≤<>]", said) and not by_answer:
        # The sentence's own limits were not read as numbers: only yes or no will do.
        tally.problems.append(messages.input_wrong(key="units", found="数值", expected="true 或 false"))
        return None
    failing = failing_units(context, metric, interval, demands)
    tally.missing.extend(failing.missing)
    tally.problems.extend(failing.problems)
    if failing.node:
        tally.nodes.append(failing.node)
    return None if failing.names is None else Fraction(len(failing.names))


def _bonus(context: Context, bonus: Bonus, tally: Tally) -> None:
    key = "cases" if bonus.counter else "flags"
    if not context.supply.has(key):
        tally.missing.append(Need(key, (bonus.text,)))
        return
    given = context.supply.take(key)[0]
    if not isinstance(given, bool | Fraction):
        tally.problems.append(messages.input_wrong(key=key, found=given, expected="发生的数量"))
        return
    times = Fraction(given) / bonus.size
    gain = Fraction(times.numerator // times.denominator) * bonus.worth.share_of(context.weight)
    if bonus.cap is not None:
        # 加分最多2分 behind several bonuses is a cap of their sum.
        gain = min(gain, max(bonus.cap.share_of(context.weight) - tally.gain, Fraction(0)))
    tally.within_weight = tally.within_weight and bonus.within_weight
    if gain:
        tally.gain += gain
        tally.nodes.append(
            Computed(f"加分：{bonus.text}", "", f"加{worth_text(bonus.worth)}", gain * context.weight, SCORE)
        )
