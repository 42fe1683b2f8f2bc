"""A rule as whole-number formulas: each kind that can be written as one gives hundredths of a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.report.excel.desk import Desk
from kaocheng.report.excel.ratio import ALWAYS, Condition, Ratio, at_least, at_most, choice, compared, constant
from kaocheng.standards import Inputs
from kaocheng.standards.applying.context import Context
from kaocheng.standards.rules import (
    AllOrNothing,
    Bands,
    Grades,
    Interval,
    PerCase,
    PerStep,
    Points,
    Proportional,
    Rule,
    Step,
    Worth,
)

NONE = constant(0)


class NoFormula(ValueError):
    """This rule, or this form of its input, is not written as a formula; the text says which."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a rule is turned into a formula from: its inputs, the weight in hundredths, and where to write.

    ``measured`` is the value that limits are compared with, ``failing`` the number of units that miss the target; None
    where the rule has no such input.
    """

    desk: Desk
    context: Context
    weight: Ratio
    measured: Ratio | None = None
    failing: Ratio | None = None
    form: str = ""

    @property
    def inputs(self) -> Inputs:
        """The inputs as the scoring used them."""
        return self.context.inputs

    def worth(self, worth: Worth) -> Ratio:
        """A worth in hundredths of a point."""
        return self.weight * constant(worth.amount) if worth.is_share else constant(worth.amount * 100)

    def value(self) -> Ratio:
        """The measured value. Raises :class:`NoFormula` where there is none."""
        if self.measured is None:
            raise NoFormula("没有可以计算的业绩值")
        return self.measured

    def inside(self, interval: Interval, side: str = "low") -> Condition:
        """Whether the value lies in ``interval``."""
        bounds = self.context.bounds(interval, side)
        if bounds is None:
            raise NoFormula("目标值不是数")
        found, value = ALWAYS, self.value()
        if bounds.low is not None:
            found = compared(value, ">=" if bounds.low_in else ">", constant(bounds.low))
        if bounds.high is not None:
            upper = compared(value, "<=" if bounds.high_in else "<", constant(bounds.high))
            found = upper if bounds.low is None else found & upper
        return found


def main_rule(task: Task, rule: Rule) -> Ratio:
    """Hundredths of a point by the main rule, before deductions. Raises :class:`NoFormula`."""
    match rule:
        case Points():
            return _points(task, rule)
        case AllOrNothing():
            return _all_or_nothing(task, rule)
        case Proportional():
            return _proportional(task, rule)
        case Bands():
            if any(band.rising_to is not None for band in rule.bands):
                raise NoFormula("线性插值没有写成公式")
            found = NONE if rule.otherwise is None else task.worth(rule.otherwise)
            for band in sorted(rule.bands, key=lambda band: band.worth.share_of(task.context.weight)):
                found = choice(task.inside(band.interval), task.worth(band.worth), found)
            return found
        case PerStep():
            return _steps(task, rule)
        case PerCase():
            return task.weight
        case Grades():
            return _grades(task, rule)
        case _:
            raise NoFormula("这类标准没有写成公式")


def _marks(task: Task, labels: Sequence[str]) -> list[Ratio]:
    if not task.context.supply.has("met", len(labels)):
        raise NoFormula("没有逐项的判断")
    taken = task.context.supply.take("met", len(labels))
    marks = [mark for mark in taken if isinstance(mark, Fraction)]
    return [
        task.desk.given(f"要点：{label}（满足1，不满足0）", mark) for label, mark in zip(labels, marks, strict=True)
    ]


def _points(task: Task, rule: Points) -> Ratio:
    marks = _marks(task, [point.text for point in rule.points])
    if rule.missing is None:
        found = NONE
        for point, mark in zip(rule.points, marks, strict=True):
            found += mark * (task.worth(point.worth) if point.worth else NONE)
        return found
    lacking = NONE
    for mark in marks:
        lacking += constant(1) - mark
    lacking = task.desk.step("缺项数", lacking)
    return at_least(task.weight - lacking * task.worth(rule.missing), NONE)


def _all_or_nothing(task: Task, rule: AllOrNothing) -> Ratio:
    if task.failing is not None:
        return choice(compared(task.failing, "=", NONE), task.weight, NONE)
    if rule.interval is not None and task.measured is not None:
        return choice(task.inside(rule.interval), task.weight, NONE)
    labels = rule.points or (rule.condition or rule.failing,)
    if task.context.supply.has("met", len(labels)):
        marks = _marks(task, labels)
        if len(marks) == 1:
            return marks[0] * task.weight
        met = ALWAYS
        for number, mark in enumerate(marks):
            one = compared(mark, "=", constant(1))
            met = one if number == 0 else met & one
        return choice(met, task.weight, NONE)
    if task.context.supply.has("cases"):
        count = counted(task, rule.failing or rule.condition)
        return choice(compared(count, "=", NONE), task.weight, NONE)
    raise NoFormula("判断的形式没有写成公式")


def _proportional(task: Task, rule: Proportional) -> Ratio:
    side = "high" if rule.inverse else "low"
    bounds = task.context.bounds(rule.full, side)
    end = None if bounds is None else bounds.low if bounds.low is not None else bounds.high
    if not end:
        raise NoFormula("目标值不是大于0的数")
    value, limit = task.value(), constant(end)
    part = task.desk.step("占权重的份额", limit.over(value) if rule.inverse else value.over(limit))
    part = at_least(at_most(part, constant(1)), NONE)
    return choice(task.inside(rule.full, side), task.weight, part * task.weight)


def _steps(task: Task, rule: PerStep) -> Ratio:
    sides = {step.side for step in rule.steps}
    side = {frozenset({"below"}): "low", frozenset({"above"}): "high"}.get(frozenset(sides), "both")
    bounds = task.context.bounds(rule.full, side)
    if bounds is None:
        raise NoFormula("目标值不是数")
    value, found = task.value(), NONE
    for step in rule.steps:
        for where, end in (("below", bounds.low), ("above", bounds.high)):
            if end is None or step.side not in (where, "both"):
                continue
            beyond = compared(value, "<" if where == "below" else ">", constant(end))
            found = choice(beyond, _stepped(task, step, value, end), found)
    inside = task.inside(rule.full, side)
    return choice(inside, task.weight, at_least(task.weight - found, NONE))


def _stepped(task: Task, step: Step, value: Ratio, end: Fraction) -> Ratio:
    """What is taken away for the distance of ``value`` from ``end``."""
    start = task.context.value(step.start) if step.start else end
    if start is None:
        raise NoFormula("起扣点不是数")
    size = step.size.value
    if step.size.of_target or (step.size.mark == "%" and task.form not in ("percent", "exact") and abs(end) > 1):
        size = step.size.value * abs(end)
    beyond = (value - constant(end)).absolute() - constant(abs(start - end))
    steps = task.desk.step("偏离的步数", at_least(beyond, NONE).over(constant(size)))
    if step.rounding:
        steps = task.desk.step("计扣的步数", steps.rounded(step.rounding))
    loss = steps * task.worth(step.worth)
    return loss if step.cap is None else at_most(loss, task.worth(step.cap))


def _grades(task: Task, rule: Grades) -> Ratio:
    if any(grade.least is not None for grade in rule.grades) or not task.context.supply.has("option"):
        raise NoFormula("档内的分数由评价人判断")
    chosen = task.context.supply.take("option")[0]
    if not isinstance(chosen, int):
        raise NoFormula("没有选定的档次")
    labels = "、".join(f"{number}{grade.label or '否则'}" for number, grade in enumerate(rule.grades, 1))
    picked = task.desk.given(f"适用的档次（{labels}）", Fraction(chosen + 1))
    found = task.worth(rule.grades[-1].worth)
    for number, grade in reversed(list(enumerate(rule.grades[:-1], 1))):
        found = choice(compared(picked, "=", constant(number)), task.worth(grade.worth), found)
    return found


def counted(task: Task, label: str) -> Ratio:
    """The next count of the inputs; 「≥1」 is one."""
    count = task.context.supply.take("cases")[0]
    value = count if isinstance(count, Fraction) else Fraction(1)
    return task.desk.given(f"数量：{label}", value)


def form_of(node: Derivation | None) -> str:
    """How the measured value is printed: percent, count, amount …; steps of 1 % mean points only for rates."""
    return "" if node is None else node.form.kind
