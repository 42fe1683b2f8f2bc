"""Formulas in running text, worked out as they stand: 12696.66/15838.42×100%=80.16%."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Known, Ratio
from kaocheng.audit.claims.numbers import Printed, printed
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Confidence, Result, fails, holds, unchecked
from kaocheng.diagnostics import Severity
from kaocheng.numbers import exact_text, fixed_text
from kaocheng.numbers.reading import MARKS

KIND = "formula"
_NUMBER = r"\d[\d,]*(?:\.\d+)?%?(?:万元|亿元|元|分|人|份|例|户|个百分点)?"
_CHAIN = re.compile(
    rf"(?<![\d.×÷*/+−的分%a-zA-Z])(?P<left>[(（\[|\s]*{_NUMBER}(?:\s*[-+−×÷*/()（）\[\]|]+\s*{_NUMBER})+[)）\]|]*(?:\s*[×*]\s*100%)?)\s*[=＝]\s*(?P<right>-?\d[\d,]*(?:\.\d+)?%?)(?![\d.…×÷*/+−])"
)
_BEHIND = re.compile(
    r"(?P<rate>\d+(?:\.\d+)?%)\s*[（(](?P<above>\d[\d,]*(?:\.\d+)?)(?:万元|亿元|元|人|份|例|户|个|项)?\s*[÷/]\s*"
    r"(?P<below>\d[\d,]*(?:\.\d+)?)(?:万元|亿元|元|人|份|例|户|个|项)?[）)]"
)
_UNIT = re.compile(r"(?:万元|亿元|元|分|人|份|例|户|个百分点)")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?%?|[-+*/()]")
_PLAIN = str.maketrans({"（": "(", "）": ")", "[": "(", "]": ")", "−": "-", "×": "*", "÷": "/", "|": None, " ": None})


class _NotWorked(Exception):
    """The text is no arithmetic that can be worked out."""


def formulas(book: Book) -> Iterator[Equation | Result]:
    """Every formula of the text with its printed result."""
    for passage in book.passages:
        for found in () if passage.role == "claim" else _BEHIND.finditer(passage.text):
            rate, above, below = (
                printed(found[name], passage.at(found.start(name), found.end(name)))
                for name in ("rate", "above", "below")
            )
            if rate is not None and above is not None and below is not None:
                yield Equation(KIND, rate, (above, below), Ratio(), f"{passage.code} 比率".strip(), 2)
        for found in () if passage.role == "claim" else _CHAIN.finditer(passage.text):
            right = printed(found["right"], passage.at(found.start("right"), found.end("right")))
            if right is not None:
                yield _checked(passage, found["left"], right, passage.at(found.start("left"), found.end("left")))


def _checked(passage: Passage, left: str, right: Printed, spot: Spot) -> Equation | Result:
    subject = f"{passage.code} 算式 {left}".strip()
    try:
        value = evaluated(left)
        slack = _slack(left, value)
    except _NotWorked:
        return unchecked(KIND, right.spot, subject=subject, why="算式不能识读")
    if value < 0 and not right.value:
        return holds(KIND, right.spot, subject=subject, computation="扣完为止")
    if not right.agrees(value) and (closed := _with_brackets(left)) is not None and right.agrees(closed[1]):
        return fails(
            KIND,
            spot,
            right.spot,
            subject=subject,
            printed=left,
            expected=closed[0],
            computation=f"照所印算式得{fixed_text(value, 2)}，加上括号才得{right.text}",
            why="算式漏了括号",
            severity=Severity.WARNING,
        )
    shown = f"{left} = {exact_text(value) if value.denominator < 10**6 else fixed_text(value, 6)}"
    return Equation(KIND, right, (), Known(value - slack, value + slack, shown), subject, confidence=Confidence.CERTAIN)


def _slack(left: str, value: Fraction) -> Fraction:
    """How much the result may be off because operands are rounded themselves: each operand is moved by half a digit."""
    total = Fraction(0)
    for found in re.finditer(r"\d[\d,]*\.\d+%?", left):
        number = printed(found[0], Spot(0))
        if number is not None and _may_be_rounded(number):
            moved = fixed_text(number.high / MARKS[number.mark], number.digits + 1) + number.mark
            total += abs(evaluated(left[: found.start()] + moved + left[found.end() :]) - value)
    return total


def _may_be_rounded(number: Printed) -> bool:
    """0.5, 0.06 or 0.15 are exact marks and shares; only two decimals that are no such steps may be rounded."""
    return number.digits >= 2 and (
        bool(number.mark) or (number.value >= Fraction(1, 10) and number.value % Fraction(1, 20) != 0)
    )


def _with_brackets(left: str) -> tuple[str, Fraction] | None:
    """The formula with the bracket that writers forget: a − b / b meant as (a − b) / b."""
    plain = left.translate(_PLAIN)
    found = re.search(r"\(?([\d.,]+)-([\d.,]+)/([\d.,]+)\)?(.*)$", plain)
    if not found:
        return None
    closed = f"({found[1]}-{found[2]})/{found[3]}{found[4]}"
    try:
        return closed.replace("*", "×"), evaluated(closed)
    except _NotWorked:
        return None


def evaluated(text: str) -> Fraction:
    """The exact value of an arithmetic expression with + − × ÷, brackets and %."""
    plain = _UNIT.sub("", text).translate(_PLAIN)
    tokens = _TOKEN.findall(plain)
    if "".join(tokens) != plain:
        raise _NotWorked
    tokens = _closed(tokens)
    value, rest = _sum(tokens)
    if rest:
        raise _NotWorked
    return value


def _closed(tokens: list[str]) -> list[str]:
    """Brackets that the match cut off at an end are dropped."""
    missing = tokens.count("(") - tokens.count(")")
    while missing > 0 and tokens and tokens[0] == "(":
        tokens, missing = tokens[1:], missing - 1
    while missing < 0 and tokens and tokens[-1] == ")":
        tokens, missing = tokens[:-1], missing + 1
    return tokens


def _sum(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _product(tokens)
    while tokens and tokens[0] in "+-":
        other, rest = _product(tokens[1:])
        value, tokens = (value + other if tokens[0] == "+" else value - other), rest
    return value, tokens


def _product(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _atom(tokens)
    while tokens and tokens[0] in "*/":
        other, rest = _atom(tokens[1:])
        if tokens[0] == "/" and not other:
            raise _NotWorked
        value, tokens = (value * other if tokens[0] == "*" else value / other), rest
    return value, tokens


def _atom(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise _NotWorked
    head, rest = tokens[0], tokens[1:]
    if head == "-":
        value, rest = _atom(rest)
        return -value, rest
    if head == "(":
        value, rest = _sum(rest)
        if not rest or rest[0] != ")":
            raise _NotWorked
        return value, rest[1:]
    if not head[0].isdigit():
        raise _NotWorked
    percent = head.endswith("%")
    number = Fraction(head.rstrip("%").replace(",", ""))
    return (number / 100 if percent else number), rest
