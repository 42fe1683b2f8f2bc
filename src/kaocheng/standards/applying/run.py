"""Rule × data → score. Pure: the same arguments give the same outcome."""

from fractions import Fraction

from kaocheng.derivation import SCORE, Chosen, Computed, Derivation, Rounded
from kaocheng.diagnostics import Diagnostic, errors
from kaocheng.numbers import exact_text, half_up
from kaocheng.standards import messages
from kaocheng.standards.applying.adjusting import adjust
from kaocheng.standards.applying.context import Context, Need, Supply, Verdict
from kaocheng.standards.applying.forms import as_asked
from kaocheng.standards.applying.formulas import apply_formula
from kaocheng.standards.applying.judged import apply_all_or_nothing, apply_completion, apply_grades, apply_points
from kaocheng.standards.applying.metric import metric_value
from kaocheng.standards.applying.needs import gain_need, in_order, metrics_of
from kaocheng.standards.applying.numeric import apply_bands, apply_proportional, apply_steps
from kaocheng.standards.applying.rates import without_unit
from kaocheng.standards.inputs import Inputs
from kaocheng.standards.phrasing.words import interval_text
from kaocheng.standards.rules import (
    Adjustment,
    AllOrNothing,
    Bands,
    Bonus,
    CaseDeduction,
    Completion,
    FormulaRule,
    Grades,
    OnceDeduction,
    Parts,
    PerCase,
    PerGain,
    PerStep,
    Points,
    Proportional,
    Rule,
    Standard,
    Veto,
)
from kaocheng.values import frozen


@frozen
class Outcome:
    """What a standard gives for some data.

    ``share`` is exact, ``score`` is rounded half-up to two decimals; both are None while anything is missing or wrong.
    ``actual`` is the value to print as 业绩值.
    """

    share: Fraction | None
    score: Fraction | None
    actual: Derivation | None
    derivation: Derivation | None
    missing: tuple[Need, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def apply(
    standard: Standard, weight: Fraction, target: str, inputs: Inputs, *, round_rates: int | None = None
) -> Outcome:
    """The score of ``standard`` for ``inputs``: ``weight`` in points, ``target`` the indicator's 目标值 (may be empty).

    With ``round_rates`` rates are rounded half-up to so many decimals of a percent before they are compared.
    """
    inputs = as_asked(standard, inputs)
    supply = Supply(inputs)
    definitions = {definition.name: definition.expression for definition in standard.definitions}
    counted = sum(isinstance(one, CaseDeduction | OnceDeduction | Veto | Bonus) for one in standard.adjustments)
    context = Context(
        inputs,
        supply,
        weight,
        standard.target or target,
        definitions,
        weight,
        round_rates,
        sole_case=counted == 1 and not isinstance(standard.rule, Parts),
        several_metrics=len(metrics_of(standard)) > 1,
        of_each=_of_each(standard, inputs),
    )
    verdict = _body(context, standard.rule, standard.adjustments)
    problems = list(verdict.problems)
    if verdict.share is not None or not verdict.missing:
        problems += [
            messages.input_count(key=key, found=given, expected=used) for key, (given, used) in supply.unused().items()
        ]
    missing = in_order(verdict.missing)
    if verdict.share is None or missing or errors(problems):
        return Outcome(None, None, verdict.actual, verdict.node, missing, tuple(problems))
    score = half_up(verdict.share * weight)
    node = Rounded("得分", score, 2, SCORE, verdict.node) if verdict.node else None
    return Outcome(verdict.share, score, verdict.actual, node, (), tuple(problems))


def _of_each(standard: Standard, inputs: Inputs) -> frozenset[str]:
    """Which of met and option were given once for every part."""
    parts = len(standard.rule.parts) if isinstance(standard.rule, Parts) else 1
    given = {"met": inputs.met, "option": inputs.option}
    return frozenset(key for key, values in given.items() if values is not None and len(values) == parts)


def _body(context: Context, rule: Rule, adjustments: tuple[Adjustment, ...]) -> Verdict:
    main = _main(context, rule)
    return adjust(context, rule, main, adjustments)


def _main(context: Context, rule: Rule) -> Verdict:
    match rule:
        case Points():
            return apply_points(context, rule)
        case AllOrNothing():
            return apply_all_or_nothing(context, rule)
        case Proportional():
            return apply_proportional(context, rule)
        case Bands():
            return apply_bands(context, rule)
        case PerStep():
            return apply_steps(context, rule)
        case PerCase():
            return _full(context, rule)
        case PerGain():
            return _gain(context, rule)
        case Grades():
            return apply_grades(context, rule)
        case Completion():
            return apply_completion(context, rule)
        case FormulaRule():
            return apply_formula(context, rule)
        case Parts():
            return _parts(context, rule)


def _full(context: Context, rule: PerCase) -> Verdict:
    for key, holds in (("option", 0), ("met", 1)):
        # That the condition of full marks holds may be said; where it does not, the sentence grants nothing else.
        if not (rule.condition and key in context.of_each and context.supply.has(key)):
            continue
        if (told := context.supply.take(key)[0]) != holds:
            wrong = messages.INPUT_WRONG.at(key=key, found=told, expected=f"{holds}（{rule.condition}）")
            return Verdict(None, problems=(wrong,))
    shown = metric_value(context, rule.metric).actual if rule.interval is not None or rule.metric else None
    said = rule.condition or (interval_text(rule.interval, rule.metric) if rule.interval else "没有扣分情况")
    return Verdict(Fraction(1), Chosen("满分", said, "得满分", context.weight, SCORE), actual=shown)


def _gain(context: Context, rule: PerGain) -> Verdict:
    actual = context.inputs.actual
    keys = ["cases" if gain.counter else "flags" for gain in rule.gains]
    if all(context.supply.has(key, keys.count(key)) for key in keys):
        given = [context.supply.take(key)[0] for key in keys]
    elif actual is not None and keys == ["cases"]:
        counted = without_unit(actual.value, [rule.gains[0].counter]) if isinstance(actual.value, str) else None
        given = [actual.value if counted is None else counted]
    else:
        return Verdict(None, missing=tuple(gain_need(gain) for gain in rule.gains))
    given = [Fraction(number) if isinstance(number, bool) else number for number in given]
    share = Fraction(0)
    texts = []
    for gain, number in zip(rule.gains, given, strict=True):
        if not isinstance(number, Fraction):
            return Verdict(None, problems=(messages.input_wrong(key="cases", found=number, expected="数量"),))
        times = number / gain.size
        times = Fraction(times.numerator // times.denominator)
        share += times * gain.worth.share_of(context.weight)
        texts.append(f"{exact_text(times)} × {exact_text(gain.worth.share_of(context.weight) * context.weight)}")
    share = min(Fraction(1), share)
    node = Computed("按数量得分", "数量×每个得分", " + ".join(texts), share * context.weight, SCORE)
    return Verdict(share, node)


def _parts(context: Context, rule: Parts) -> Verdict:
    share = Fraction(0)
    nodes: list[Derivation] = []
    missing: list[Need] = []
    problems: list[Diagnostic] = []
    complete = True
    actual: Derivation | None = None
    for part in rule.parts:
        of_whole = part.maximum.share_of(context.weight)
        verdict = _body(context.inside(of_whole * context.weight), part.rule, part.adjustments)
        missing.extend(verdict.missing)
        problems.extend(verdict.problems)
        complete = complete and verdict.share is not None
        share += (verdict.share or Fraction(0)) * of_whole
        actual = actual or verdict.actual
        if verdict.node is not None:
            nodes.append(verdict.node)
    text = " + ".join(exact_text(node.value) if isinstance(node.value, Fraction) else "?" for node in nodes)
    node = Computed("得分", "各分项得分之和", text, share * context.weight, SCORE, tuple(nodes))
    return Verdict(share if complete else None, node, tuple(missing), tuple(problems), actual)
