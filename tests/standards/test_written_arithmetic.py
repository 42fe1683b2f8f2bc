"""The arithmetic written beside the worked cases comes to what it says, and where it ends in the score, to the score."""

import ast
import operator
import re
from fractions import Fraction

from cases import worked_cases

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "（": "(", "）": ")", "，": ",", " ": ""})
EQUATION = re.compile(
    r"(?P<left>[\d.+\-−×÷/（）()% ]*[+\-−×÷/][\d.+\-−×÷/（）()% ]*)(?P<sign> = | < | > )(?P<right>-?[\d.]+%?)"
)
HALF_A_LAST_DIGIT = Fraction(6, 1000)


def worked_out(text: str) -> Fraction:
    """What an expression of numbers, percentages, + - × ÷ and brackets comes to."""

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.Constant():
                return Fraction(ast.get_source_segment(plain, node) or "")
            case ast.UnaryOp(op=ast.USub()):
                return -value(node.operand)
            case ast.BinOp():
                result: Fraction = OPERATORS[type(node.op)](value(node.left), value(node.right))
                return result
        raise ValueError(text)

    plain = re.sub(r"([\d.]+)%", r"(\1/100)", text.translate(SIGNS))
    return value(ast.parse(plain, mode="eval").body)


def test_the_written_arithmetic_comes_to_what_it_says():
    checked = 0
    for case in worked_cases():
        for _, score, why in case.examples:
            parts = why.split("；")
            for at, part in enumerate(parts):
                if not (found := EQUATION.fullmatch(re.sub("，得[\\d.]+分$", "", part))):
                    continue
                checked += 1
                left, right = worked_out(found["left"]), worked_out(found["right"])
                if found["sign"] != " = ":  # held at 0, or at a cap
                    assert (left < right == 0) if found["sign"] == " < " else (left > right), (case, why)
                else:
                    unit = HALF_A_LAST_DIGIT / 100 if found["right"].endswith("%") else HALF_A_LAST_DIGIT
                    assert abs(left - right) <= unit, (case, why)
                if at == len(parts) - 1:
                    assert right == score, (case, why)
    assert checked > 700
