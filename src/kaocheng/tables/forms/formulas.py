"""A formula over columns as a live spreadsheet formula, with the conversion of units written out."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.numbers import Measure, exact_text
from kaocheng.scoring.formulas import operands, parsed
from kaocheng.standards.formula import Call, Expression, FormulaError, Name, Number, Operation

NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Located:
    """Where a name stands: a cell, or a range for a call over rows; its measure; and the ``count`` cells that must be
    filled before it means anything (all rows behind a total).
    """

    reference: str
    measure: Measure
    filled: str
    count: int = 1


Locate = Callable[[Name | Call], Located | None]
_OVER_ROWS = {"sum": "SUM", "mean": "AVERAGE", "count": "ROWS"}


def excel_formula(formula: str, measure: Measure, locate: Locate) -> str | None:
    """The formula for a spreadsheet cell; None where something in it does not stand in this workbook.

    It shows nothing until all inputs are there, and 不适用 where a divisor is 0. A %-column holds the plain ratio, to be
    shown with a percentage format; other columns hold their value in ``measure``.
    """
    try:
        expression = parsed(formula)
    except FormulaError:
        return None
    found = {item: locate(item) for item in operands(expression)}
    located = {item: place for item, place in found.items() if place is not None}
    if len(located) < len(found):
        return None
    body = _write(expression, located, 0)
    factor = Fraction(1) if measure.text == "%" else measure.factor
    if factor != 1:
        body = f"({body})/{_number(factor)}"
    shown = f'IFERROR({body},"{NOT_APPLICABLE}")'
    filled = list(dict.fromkeys((place.filled, place.count) for place in located.values()))
    needed = sum(count for _, count in filled)
    return f'=IF(COUNT({",".join(cells for cells, _ in filled)})<{needed},"",{shown})' if filled else f"={shown}"


def _write(expression: Expression, located: dict[Name | Call, Located], level: int) -> str:
    match expression:
        case Number():
            return _number(expression.value)
        case Name():
            return _scaled(located[expression].reference, located[expression].measure)
        case Call(function=("sum" | "mean" | "count")):
            place = located[expression]
            call = f"{_OVER_ROWS[expression.function]}({place.reference})"
            return call if expression.function == "count" else _scaled(call, place.measure)
        case Call():
            arguments = ",".join(_write(part, located, 0) for part in expression.arguments)
            return f"{expression.function.upper()}({arguments})"
        case Operation():
            strength = 2 if expression.operator in "×÷" else 1
            left = _write(expression.left, located, strength)
            right = _write(expression.right, located, strength + (expression.operator in "-÷"))
            operator = {"×": "*", "÷": "/"}.get(expression.operator, expression.operator)
            text = f"{left}{operator}{right}"
            return f"({text})" if strength < level else text


def _scaled(reference: str, measure: Measure) -> str:
    return reference if measure.factor == 1 else f"({reference}*{_number(measure.factor)})"


def _number(value: Fraction) -> str:
    text = exact_text(value)
    return f"({text})" if "/" in text or text.startswith("-") else text
