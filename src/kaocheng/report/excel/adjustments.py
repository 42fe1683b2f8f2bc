"""What stands beside a main rule, as formulas: floors, vetoes, deductions by count, and discretionary adjustments."""

from fractions import Fraction

from kaocheng.domain import Adjustment as Discretion
from kaocheng.report.excel.ratio import Condition, Ratio, at_least, at_most, choice, compared, constant
from kaocheng.report.excel.rules import NONE, NoFormula, Task, counted
from kaocheng.standards.rules import Adjustment, CaseDeduction, Gate, LimitDeduction, OnceDeduction, Veto


def adjusted(task: Task, main: Ratio, adjustments: tuple[Adjustment, ...]) -> Ratio:
    """The main rule's hundredths after 门槛, 否决 and 扣分. Raises :class:`NoFormula`."""
    barred: Condition | None = None
    loss: Ratio | None = None
    for adjustment in adjustments:
        match adjustment:
            case Gate():
                barred = _either(barred, task.inside(adjustment.interval))
            case Veto():
                barred = _either(barred, compared(_told(task, adjustment), ">", NONE))
            case CaseDeduction():
                loss = _sum(loss, _by_count(task, adjustment))
            case OnceDeduction():
                happened = compared(_flag(task, adjustment.text), ">", NONE)
                loss = _sum(loss, choice(happened, task.worth(adjustment.worth), NONE))
            case LimitDeduction():
                loss = _sum(loss, choice(task.inside(adjustment.interval), task.worth(adjustment.worth), NONE))
            case _:
                raise NoFormula("加分和免扣没有写成公式")
    found = main if not adjustments else task.desk.step("主规则得分", main)
    if barred is not None:
        found = choice(barred, NONE, found)
    if loss is not None:
        found = at_least(found - task.desk.step("扣分", loss), NONE)
    return found


def at_discretion(task: Task, standard: Ratio, judged: tuple[Discretion, ...]) -> Ratio:
    """The hundredths after 酌情加扣分, between nothing and the weight."""
    if not judged:
        return standard
    found = task.desk.step("按标准得分", standard)
    for item in judged:
        if item.points is None:
            found += task.desk.given("酌情加扣分（占权重）", item.share) * task.weight
        else:
            found += task.desk.given("酌情加扣分（分）", item.points) * constant(Fraction(100))
    return at_least(at_most(task.desk.step("酌情加扣后", found), task.weight), NONE)


def _by_count(task: Task, deduction: CaseDeduction) -> Ratio:
    if deduction.bar is not None:
        raise NoFormula("达到一定数量即不得分的没有写成公式")
    if task.failing is not None:
        count = task.failing
    elif task.context.supply.has("cases"):
        count = counted(task, deduction.text or deduction.counter)
    elif task.context.supply.has("flags"):
        count = _flag(task, deduction.text or deduction.counter)
    else:
        raise NoFormula("没有数量")
    times = count if deduction.size == 1 else count.over(constant(deduction.size)).rounded("down")
    loss = times * task.worth(deduction.worth)
    return loss if deduction.cap is None else at_most(loss, task.worth(deduction.cap))


def _told(task: Task, veto: Veto) -> Ratio:
    if task.context.supply.has("cases") and (veto.counted or not task.context.supply.has("flags")):
        return counted(task, veto.text)
    return _flag(task, veto.text)


def _flag(task: Task, label: str) -> Ratio:
    if not task.context.supply.has("flags"):
        raise NoFormula("没有是否出现的判断")
    told = task.context.supply.take("flags")[0]
    return task.desk.given(f"是否出现：{label}（是1，否0）", Fraction(int(bool(told))))


def _either(one: Condition | None, other: Condition) -> Condition:
    return other if one is None else one | other


def _sum(one: Ratio | None, other: Ratio) -> Ratio:
    return other if one is None else one + other
