"""Comparing a value with the limits of a sentence: are both percentages, or both counts?"""

import re
from collections.abc import Iterable
from fractions import Fraction

from kaocheng.derivation import PERCENT, Derivation
from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import NotANumber, exact_text, read_number
from kaocheng.standards import messages
from kaocheng.standards.rules import Interval


def mark_problem(node: Derivation, *intervals: Interval | None) -> Diagnostic | None:
    """A value without % against a limit with one (93.5 for 93.5%) is refused: it could mean either."""
    limits = [limit for interval in intervals if interval for limit in (interval.low, interval.high) if limit]
    marks = {limit.mark for limit in limits if not limit.of_target and (limit.mark or limit.value)}
    value = node.value
    if not isinstance(value, Fraction) or not marks:
        return None
    if node.form.kind == "count" and value and marks == {"%"} and _is_given(node):
        example = f"{exact_text(value)}%"
        return messages.UNIT_MARK.at(name=node.name, found=exact_text(value), example=example)
    if node.form.kind == "percent" and marks == {""} and not any(limit.value <= 1 for limit in limits):
        return messages.input_wrong(key=node.name, found=PERCENT.text(value), expected="与句中相同单位的数")
    return None


def _is_given(node: Derivation) -> bool:
    return (
        type(node).__name__ in {"Given", "Judged"} and abs(node.value) >= 1
        if isinstance(node.value, Fraction)
        else False
    )


def without_unit(text: str, units: Iterable[str]) -> Fraction | None:
    """48.5万亩 as 48.5, 2个月 as 2, where that is one of the units expected; None otherwise."""
    known = {unit.removeprefix("个") for unit in units if unit}
    found = re.fullmatch(r"(?P<figure>-?[\d,]+(?:\.\d+)?)(?P<unit>\D+)", text)
    if found is None or found["unit"].strip().removeprefix("个") not in known:
        return None
    try:
        return read_number(found["figure"])
    except NotANumber:
        return None
