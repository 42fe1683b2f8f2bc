"""Formulas of data columns in the language of spreadsheets."""

from collections.abc import Callable

from kaocheng.numbers import exact_text
from kaocheng.standards.formula import Call, Expression, FormulaError, Name, Number, Operation, parse_formula

# Gives the spreadsheet's expression for a name, in base units, or None where no cell holds it.
CellOf = Callable[[str], str | None]
_OPERATORS = {"×": "*", "÷": "/"}
_OVER_ROWS = {"sum": "SUM", "mean": "AVERAGE"}


class Untranslatable(ValueError):
    """The formula needs something that no cell of the workbook holds."""


def translated(formula: str, cell_of: CellOf, column_of: CellOf) -> str | None:
    """The formula for a cell, without ``=``; None where it cannot be said there.

    ``cell_of`` finds a name's cell, ``column_of`` the range over which sum and mean run.
    """
    try:
        return _expression(parse_formula(formula), cell_of, column_of)
    except (Untranslatable, FormulaError):
        return None


def _expression(expression: Expression, cell_of: CellOf, column_of: CellOf) -> str:
    match expression:
        case Number():
            return exact_text(expression.value) if "/" not in exact_text(expression.value) else f"({expression.value})"
        case Name():
            return _found(cell_of(expression.text))
        case Call(function=("sum" | "mean") as name, arguments=(Name(text=column),)):
            return f"{_OVER_ROWS[name]}({_found(column_of(column))})"
        case Call(function=("min" | "max" | "abs") as name):
            inner = ",".join(_expression(part, cell_of, column_of) for part in expression.arguments)
            return f"{name.upper()}({inner})"
        case Call():
            raise Untranslatable
        case Operation():
            left = _expression(expression.left, cell_of, column_of)
            right = _expression(expression.right, cell_of, column_of)
            return f"({left}{_OPERATORS.get(expression.operator, expression.operator)}{right})"


def _found(cell: str | None) -> str:
    if cell is None:
        raise Untranslatable
    return cell
