"""What became of each clause of a sentence in one application: it applied, or why it did not, with a number or judgement."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kaocheng.derivation import SCORE, Chosen, Computed, Derivation, Judged, walk
from kaocheng.places import InSentence
from kaocheng.standards.phrasing.adjustments import bar_text
from kaocheng.standards.phrasing.words import interval_text
from kaocheng.standards.rules import (
    Adjustment,
    AllOrNothing,
    Band,
    Bands,
    Bonus,
    CaseDeduction,
    Completion,
    Exemption,
    FormulaRule,
    Gate,
    Grade,
    Grades,
    LimitDeduction,
    LossCap,
    OnceDeduction,
    Parts,
    PerCase,
    PerGain,
    PerStep,
    Point,
    Points,
    Proportional,
    Rule,
    Step,
    StepBonus,
    Veto,
)
from kaocheng.standards.understanding import Understanding, Word
from kaocheng.values import frozen

_GIVES, _TAKES, _FORMULA = {"得分", "各项分值"}, {"扣分", "不得分", "否决"}, {"公式"}
_NONE, _NO = "数量为0", "评价判断为否"


@frozen
class Fate:
    """A clause: whether it applied, and why not."""

    span: InSentence
    applied: bool
    why: str = ""


def clause_fates(understanding: Understanding, scored: Derivation, actual: Derivation | None) -> tuple[Fate, ...]:
    """The fate of each clause of a sentence that gave the score ``scored`` for ``actual``; none where it was not understood."""
    standard = understanding.standard
    if standard is None:
        return ()
    number = _number(actual) if actual is not None else ""
    found: dict[InSentence, Fate] = {}
    for fate in _body(standard.rule, standard.adjustments, scored, understanding.words, number):
        if fate.span not in found or fate.applied:
            found[fate.span] = fate
    return tuple(found.values())


def _body(
    rule: Rule, adjustments: Sequence[Adjustment], node: Derivation, words: Sequence[Word], number: str
) -> Iterator[Fate]:
    bars = {_condition(one): one for one in adjustments}
    barred = isinstance(node, Chosen) and node.outcome in {"不得分", "按满分计"} and node.condition in bars
    around = barred or (isinstance(node, Chosen) and not node.condition)
    around = around or (isinstance(node, Computed) and node.expression == "主规则得分-扣分+加分")
    parts = node.inputs if around and isinstance(node, Chosen | Computed) else (node,)
    for one in adjustments:
        if one.span is not None and not isinstance(one, LossCap):
            applied = (barred and bars[_said(node)] is one) or any(_is_of(one, part) for part in parts[1:])
            yield Fate(one.span, applied, "" if applied else _why_no(one, node, number))
    taken = [span for one in [*adjustments, *_own(rule)] if (span := one.span) is not None]
    free = [word for word in words if not any(_inside(word.span, span) for span in taken)]
    award, contrary, formula = (_first(free, roles) for roles in (_GIVES, _TAKES, _FORMULA))
    main = parts[0] if parts else None
    if barred:
        why = f"{number}：{_said(node)}" if number else _said(node)
        yield from (Fate(place, applied=False, why=why) for place in (award, contrary, formula) if place is not None)
        yield from (Fate(one.span, applied=False, why=why) for one in _own(rule) if one.span is not None)
    elif isinstance(rule, Parts):
        below = main.inputs if isinstance(main, Computed) else ()
        for part, inner in zip(rule.parts, below, strict=False):
            inside = [word for word in words if part.span is not None and _inside(word.span, part.span)]
            yield from _body(part.rule, part.adjustments, inner, inside, _number(inner))
    elif isinstance(rule, Points) and main is not None:
        yield from _points(rule, main, free)
    elif main is not None:
        for place, applied, why in _main(rule, main, (award, contrary, formula), number, parts[1:]):
            if place is not None:
                yield Fate(place, applied, "" if applied else why)


def _number(node: Derivation) -> str:
    """The number that was compared, at or below ``node``; the empty text where there was none."""
    measured = (part for part in walk(node) if isinstance(part.value, Fraction) and part.form != SCORE)
    return next((part.form.full_text(part.value) for part in measured), "")


Told = tuple[InSentence | None, bool, str]
Clauses = tuple[InSentence | None, InSentence | None, InSentence | None]


def _main(rule: Rule, main: Derivation, clauses: Clauses, number: str, beside: Sequence[Derivation]) -> Iterator[Told]:
    award, contrary, _ = clauses
    full = isinstance(main, Chosen)
    gave = isinstance(main.value, Fraction) and main.value > 0
    judged = f"评价判断为“{_said(main)}”"
    match rule:
        case AllOrNothing():
            why = _of_all_or_nothing(main, number) or judged
            yield award, gave, why
            yield contrary, not gave, why
        case PerCase():
            lost = [part for part in beside if isinstance(part, Computed)]
            why = "、".join(part.substituted for part in lost if part.name == "未达标单位数")
            why = why or "，".join(f"{part.name} {part.substituted}" for part in lost)
            yield award or rule.span, _outcome(main) == "得满分", why
        case Bands():
            why = f"{number}不在此列" if number else judged
            whys = {other.span: other.why for other in main.rejected if other.span} if isinstance(main, Chosen) else {}
            for band in rule.bands:
                yield band.span, _span(main) == band.span, whys.get(band.span, why) if band.span else why
            yield contrary, full and _said(main) == "其他情况", why
        case Grades():
            for grade in rule.grades:
                yield grade.span, _span(main) == grade.span and (grade.label or "否则") == _said(main), judged
        case PerStep() | Completion() | Proportional() | FormulaRule():
            yield from _numeric(rule, main, clauses, number)
        case PerGain():
            yield rule.span, gave, _NONE


def _numeric(
    rule: PerStep | Completion | Proportional | FormulaRule, main: Derivation, clauses: Clauses, number: str
) -> Iterator[Told]:
    """Full marks inside a limit, else so much as a formula or so many steps give."""
    award, _, formula = clauses
    full = isinstance(main, Chosen)
    judged = f"评价判断为“{_said(main)}”"
    match rule:
        case PerStep():
            why = _note(main) or judged
            yield award, full, why
            inside = f"{number}符合{_said(main)}" if number else judged
            for step in rule.steps:
                yield step.span, not full and _span(main) == step.span, inside if full else why
        case Completion():
            mean = next((part for part in walk(main) if part.name == "实际完成率"), None)
            reached = mean.form.full_text(mean.value) if mean is not None else number
            whole = reached == "100.00%"
            yield award, whole, f"完成率为{reached}"
            yield formula or rule.span, not whole or award is None, f"完成率为{reached}"
        case Proportional() | FormulaRule():
            interval = f"不符合{interval_text(rule.full)}" if rule.full is not None else ""
            yield award, full, f"{number}{interval}"
            yield formula or rule.span, not full, f"{number}符合{_said(main)}"


def _points(rule: Points, main: Derivation, free: Sequence[Word]) -> Iterator[Fate]:
    """Each point; what is said of the points that are met, and of those that are not."""
    marks = [part.value for part in walk(main) if isinstance(part, Judged)]
    failed = sum(mark == "不满足" for mark in marks)
    gave = isinstance(main.value, Fraction) and main.value > 0
    lost = any(mark != "满足" for mark in marks)
    counted = (
        main.substituted if isinstance(main, Computed) and not marks else ""
    )  # 3 - 1 × 1: told by how many are missing
    for point, mark in zip(rule.points, marks, strict=False):
        if point.span is not None:
            yield Fate(point.span, mark != "不满足", "" if mark != "不满足" else "评价判断为不满足")
    for word in free:
        if word.role in _GIVES:
            yield Fate(word.span, gave, "" if gave else counted or f"{failed}项都不满足")
        elif word.role in _TAKES:
            took = lost or (bool(counted) and " 0 × " not in counted)
            yield Fate(word.span, took, "" if took else f"缺0项：{counted}" if counted else f"{len(marks)}项都满足")


def _of_all_or_nothing(main: Derivation, number: str) -> str:
    """What decided: the units that failed, the points that were not met, a part mark, the value."""
    below = main.inputs if isinstance(main, Chosen) else ()
    units = [part.substituted for part in below if isinstance(part, Computed) and part.name == "未达标单位数"]
    marks = [part for part in below if isinstance(part, Judged)]
    failed = "、".join(str(at + 1) for at, part in enumerate(marks) if part.value == "不满足")
    if units:
        return units[0]
    if len(marks) > 1:
        return f"评价判断为第{failed}项不满足" if failed else f"评价判断为{len(marks)}项都满足"
    return f"评价判断为{marks[0].value}" if marks else f"{number}符合{_said(main)}" if number else ""


def _why_no(one: Adjustment, node: Derivation, number: str) -> str:
    """Why an adjustment did not apply."""
    told = [other.why for part in walk(node) if isinstance(part, Chosen) for other in part.rejected]
    spans = [other.span for part in walk(node) if isinstance(part, Chosen) for other in part.rejected]
    if one.span in spans:
        return told[spans.index(one.span)]
    match one:
        case Gate() | LimitDeduction():
            return f"{number}不在此列"
        case StepBonus():
            return f"{number}，没有超过的部分"
        case CaseDeduction():
            return _NONE
        case Bonus():
            return _NONE if one.counter else _NO
        case Veto():
            return _NONE if one.counted else _NO
        case _:
            return _NO


def _condition(one: Adjustment) -> str:
    """The words by which a derivation says that an adjustment decides by itself."""
    match one:
        case Gate():
            return interval_text(one.interval, one.metric)
        case Veto() | Exemption():
            return one.text
        case CaseDeduction() if one.bar is not None:
            return bar_text(one)
        case _:
            return f"{id(one)}"


def _is_of(one: Adjustment, part: Derivation) -> bool:
    """Whether a step of the derivation is this adjustment's."""
    match one:
        case CaseDeduction():
            return part.name == f"扣分：{one.text or one.counter}"
        case OnceDeduction():
            return part.name == f"扣分：{one.text}"
        case LimitDeduction():
            return part.name == f"扣分：{interval_text(one.interval, one.metric)}"
        case StepBonus():
            return part.name == "加分"
        case Bonus():
            return part.name == f"加分：{one.text}"
        case _:
            return False


def _own(rule: Rule) -> Sequence[Band | Grade | Step | Point]:
    match rule:
        case Bands():
            return rule.bands
        case Grades():
            return rule.grades
        case PerStep():
            return rule.steps
        case Points():
            return rule.points
        case _:
            return ()


def _first(words: Sequence[Word], roles: set[str]) -> InSentence | None:
    return next((word.span for word in words if word.role in roles), None)


def _inside(inner: InSentence, outer: InSentence) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _said(node: Derivation) -> str:
    return node.condition if isinstance(node, Chosen) else ""


def _outcome(node: Derivation) -> str:
    return node.outcome if isinstance(node, Chosen) else ""


def _note(node: Derivation) -> str:
    return node.note if isinstance(node, Computed) else ""


def _span(node: Derivation) -> object:
    return node.span if isinstance(node, Chosen) else node.place if isinstance(node, Computed) else None
