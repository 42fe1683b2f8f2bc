"""A scoring formula (得分=实际值÷目标值×权重分) over the cells of its inputs."""

from fractions import Fraction

from kaocheng.report.excel.ratio import Ratio, at_least, at_most, choice, constant
from kaocheng.report.excel.rules import NONE, NoFormula, Task
from kaocheng.standards import names
from kaocheng.standards.formula import Call, Expression, Name, Number, Operation
from kaocheng.standards.formula import names as names_in
from kaocheng.standards.rules import TARGET, FormulaRule


def formula_rule(task: Task, rule: FormulaRule) -> Ratio:
    """Hundredths of a point by the formula, between nothing and the weight. Raises :class:`NoFormula`."""
    known = {name: _named(task, rule, name) for name in names_in(rule.expression)}
    points = task.desk.step("公式的值（分）", _expression(rule.expression, known))
    found = at_least(at_most(points * constant(100), task.weight), NONE)
    return found if rule.full is None else choice(task.inside(rule.full), task.weight, found)


def _named(task: Task, rule: FormulaRule, name: str) -> Ratio:
    if names.is_weight(name):
        return task.weight.over(constant(100))
    item = next((value for key, value in task.inputs.items.items() if names.same(key, name)), None)
    if item is not None and isinstance(item.value, Fraction):
        found = task.desk.given(f"数据项：{name}", item.value)
    elif names.is_target(name) and (target := task.context.value(TARGET)) is not None:
        return constant(target)
    elif names.is_actual(name) or names.same(name, rule.metric) or len(names_in(rule.expression)) <= 2:
        found = task.value()
    else:
        raise NoFormula(f"“{name}”没有对应的数")
    return found if rule.cap is None else at_most(found, constant(rule.cap))


def _expression(expression: Expression, known: dict[str, Ratio]) -> Ratio:
    match expression:
        case Number():
            return constant(expression.value)
        case Name():
            return known[expression.text]
        case Call(function="min", arguments=(first, second)):
            return at_most(_expression(first, known), _expression(second, known))
        case Call(function="max", arguments=(first, second)):
            return at_least(_expression(first, known), _expression(second, known))
        case Call(function="abs", arguments=(inner,)):
            return _expression(inner, known).absolute()
        case Operation():
            left, right = _expression(expression.left, known), _expression(expression.right, known)
            if expression.operator == "÷" and right.above <= 0:
                raise NoFormula("除数不是正数")
            return {
                "+": lambda: left + right, "-": lambda: left - right, "×": lambda: left * right,
                "÷": lambda: left.over(right),
            }[expression.operator]()  # fmt: skip
        case _:
            raise NoFormula("公式里的函数没有写成单元格公式")
