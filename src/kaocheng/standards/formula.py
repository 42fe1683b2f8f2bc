"""Formulas over named items, as in 预算完成率 = 决算数 ÷ 预算数 × 100%. Parsed here, never evaluated by Python.

Names are Chinese or any other letters; a name with a table is written 表.列, a cell ``[表/行/列]``. Operators are
``+ - × * ÷ /``; brackets may be round, square or full-width; ``|x|`` is the absolute value. Functions: min, max, abs,
and over the rows of a table sum, mean, count.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from kaocheng.numbers import exact_text, read_number
from kaocheng.values import frozen

LONGEST = 300  # names, numbers and signs; a formula of a standard has some ten
FUNCTIONS = ("min", "max", "abs", "sum", "mean", "count")
_FUNCTION_NAMES = {
    "最小值": "min",
    "最大值": "max",
    "绝对值": "abs",
    "∑": "sum",
    "Σ": "sum",
    "合计": "sum",
    "平均": "mean",
    "个数": "count",
}


class FormulaError(ValueError):
    """The text is no formula; ``at`` is where it stops being one (0-based), ``expected`` what could stand there."""

    def __init__(self, at: int, expected: str) -> None:
        super().__init__(f"第{at + 1}字处应为{expected}")
        self.at = at
        self.expected = expected


@frozen
class Number:
    """A literal; ``percent`` tells that it was written with %."""

    value: Fraction
    percent: bool = False


@frozen
class Name:
    """A data item, a metric, 表.列, or a cell [表/行/列]."""

    text: str


@frozen
class Operation:
    """``left`` + - × ÷ ``right``; ``operator`` is one of those four characters."""

    operator: str
    left: "Expression"
    right: "Expression"


@frozen
class Call:
    """A function of :data:`FUNCTIONS` applied to its arguments; ``negative`` is written as a call too."""

    function: str
    arguments: tuple["Expression", ...]


Expression = Number | Name | Operation | Call

_TOKEN = re.compile(
    r"(?P<cell>\[[^\[\]()+×*÷]+(?:/[^\[\]()+×*÷/]+){2,}\])"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?(?:%|‰)?)"
    r"|(?P<operator>[+\-×*÷/])"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<bar>\|)|(?P<comma>[,、])"
    r"|(?P<name>[^\W\d][\w.“”\"·—~]*|“[^”]*”[\w.]*|[∑Σ])"
)
_SAME = str.maketrans(
    {"−": "-", "－": "-", "—": "-", "–": "-", "∕": "/", "·": "·", "✕": "×", "╳": "×", "％": "%", "｜": "|"}
)


def parse_formula(text: str) -> Expression:
    """The expression that ``text`` writes. Raises :class:`FormulaError` with the place in ``text``."""
    tokens = list(_tokens(text))
    if len(tokens) > LONGEST:
        raise FormulaError(tokens[LONGEST][2], "公式的结尾（公式过长）")
    expression, rest = _sum(tokens, 0)
    if rest < len(tokens):
        raise FormulaError(tokens[rest][2], "运算符或结尾")
    return expression


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    plain = "".join(unicodedata.normalize("NFKC", c) if len(unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
    plain = plain.translate(_SAME)
    at = 0
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(plain, at)
        if not found:
            raise FormulaError(at, "名称、数字、运算符或括号")
        kind = found.lastgroup or ""
        yield kind, found[0], at
        at = found.end()
    yield "end", "", len(text)


Tokens = Sequence[tuple[str, str, int]]


def _sum(tokens: Tokens, at: int) -> tuple[Expression, int]:
    left, at = _product(tokens, at)
    while tokens[at][1] in {"+", "-"}:
        operator = tokens[at][1]
        right, at = _product(tokens, at + 1)
        left = Operation(operator, left, right)
    return _end(left, tokens, at)


def _product(tokens: Tokens, at: int) -> tuple[Expression, int]:
    left, at = _factor(tokens, at)
    while tokens[at][1] in {"×", "*", "÷", "/"} or (
        tokens[at][0] in {"name", "open"} and tokens[at - 1][0] == "number"
    ):
        implied = tokens[at][0] in {"name", "open"}  # 0.6A
        operator = "×" if implied else {"*": "×", "/": "÷"}.get(tokens[at][1], tokens[at][1])
        right, at = _factor(tokens, at if implied else at + 1)
        left = Operation(operator, left, right)
    return left, at


def _factor(tokens: Tokens, at: int) -> tuple[Expression, int]:
    kind, text, position = tokens[at]
    match kind:
        case "number":
            return Number(read_number(text), percent=text.endswith("%")), at + 1
        case "cell":
            return Name(text[1:-1]), at + 1
        case "name" if tokens[at + 1][0] == "open" and _function(text):
            return _call(_function(text), tokens, at + 1)
        case "name":
            return Name(text), at + 1
        case "open":
            inner, after = _sum(tokens, at + 1)
            return inner, _expect(tokens, after, "close", "右括号")
        case "bar":
            inner, after = _sum(tokens, at + 1)
            return Call("abs", (inner,)), _expect(tokens, after, "bar", "竖线")
        case "operator" if text == "-":
            inner, after = _factor(tokens, at + 1)
            return Operation("-", Number(Fraction(0)), inner), after
        case _:
            raise FormulaError(position, "名称、数字或左括号")


def _function(text: str) -> str:
    return text if text in FUNCTIONS else _FUNCTION_NAMES.get(text, "")


def _call(function: str, tokens: Tokens, at: int) -> tuple[Expression, int]:
    arguments = []
    while True:
        argument, at = _sum(tokens, at + 1)
        arguments.append(argument)
        if tokens[at][0] != "comma":
            break
    return Call(function, tuple(arguments)), _expect(tokens, at, "close", "右括号")


def _expect(tokens: Tokens, at: int, kind: str, what: str) -> int:
    if at >= len(tokens) or tokens[at][0] != kind:
        raise FormulaError(tokens[min(at, len(tokens) - 1)][2], what)
    return at + 1


def _end(expression: Expression, tokens: Tokens, at: int) -> tuple[Expression, int]:
    return expression, at + 1 if tokens[at][0] == "end" else at


def names(expression: Expression) -> list[str]:
    """The names in the expression, in order, each once."""
    match expression:
        case Number():
            return []
        case Name():
            return [expression.text]
        case Operation():
            below: Sequence[Expression] = (expression.left, expression.right)
        case Call():
            below = expression.arguments
    return list(dict.fromkeys(name for part in below for name in names(part)))


def phrase_formula(expression: Expression) -> str:
    """The expression in canonical writing: ``决算数÷预算数×100%``."""
    return _phrase(expression, _own_name, "", 0)


def phrase_with_values(expression: Expression, shown: Callable[[Name | Call], str]) -> str:
    """The expression as one writes it with a pen: ``12,696.66 ÷ 15,838.42``, without a closing ×100%.

    ``shown`` writes the value of a name, or of a call over rows.
    """
    return _phrase(expression, shown, " ", 0).removesuffix(" × 100%")


def _own_name(part: "Name | Call") -> str:
    if isinstance(part, Name):
        return f"[{part.text}]" if "/" in part.text else part.text
    return f"{part.function}({'，'.join(phrase_formula(argument) for argument in part.arguments)})"


def _phrase(expression: Expression, shown: Callable[[Name | Call], str], gap: str, level: int) -> str:
    match expression:
        case Number():
            return f"{exact_text(expression.value * 100)}%" if expression.percent else exact_text(expression.value)
        case Name() | Call(function=("sum" | "mean" | "count")):
            return shown(expression)
        case Call(function="abs", arguments=(inner,)):
            return f"|{_phrase(inner, shown, gap, 0)}|"
        case Call():
            return f"{expression.function}({'，'.join(_phrase(part, shown, gap, 0) for part in expression.arguments)})"
        case Operation():
            strength = 2 if expression.operator in "×÷" else 1
            right = strength + (expression.operator in "-÷")
            sides = _phrase(expression.left, shown, gap, strength), _phrase(expression.right, shown, gap, right)
            text = f"{gap}{expression.operator}{gap}".join(sides)
            return f"（{text}）" if strength < level else text


def calculate(expression: Expression, value_of: Callable[[Name | Call], Fraction | None]) -> Fraction | None:
    """The exact value, or None where a divisor is zero (不适用) or a name has no value.

    ``value_of`` gives the value of a name, and of a call over rows (sum, mean, count) whose argument is one name.
    """
    match expression:
        case Number():
            return expression.value
        case Name():
            return value_of(expression)
        case Call(function=("sum" | "mean" | "count")):
            return value_of(expression)
        case Call():
            values = [calculate(part, value_of) for part in expression.arguments]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                return None
            return (
                abs(known[0]) if expression.function == "abs" else {"min": min, "max": max}[expression.function](known)
            )
        case Operation():
            left, right = calculate(expression.left, value_of), calculate(expression.right, value_of)
            if left is None or right is None:
                return None
            match expression.operator:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "×":
                    return left * right
                case _:
                    return left / right if right else None
