"""A total and its parts in one sentence: 到位资金8736.10万元，其中中央5303.83万元、省级1666.16万元……"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from kaocheng.audit.checks.text_rates import is_slip
from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation, middle
from kaocheng.audit.claims.forms import Sum, added
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.result import Confidence, Result, fails, unchecked

KIND, WHOLE = "sum-in-text", "part-above-whole"
_MONEY = {"万元", "元", "亿元"}
LONG = 5  # digits between the first and the last that is not 0
LEAST = 100  # smaller amounts add up by chance
MOST = 14
MOST_PARTS = 30
_OPENS = re.compile(r"[，,；;（(]?(?:其中|包括|分别为|分别是|由)[：:，,]?")


def sums_in_text(book: Book) -> Iterator[Equation | Result]:
    """Every total that a sentence breaks down."""
    for passage in book.passages:
        if passage.role:
            continue
        yield from _triples(passage)
        for opening in _OPENS.finditer(passage.text):
            yield from _breakdown(passage, opening)


def _breakdown(passage: Passage, opening: re.Match[str]) -> Iterator[Equation | Result]:
    before = [number for number in passage.numbers if number.spot.end <= opening.start()]
    if not before or opening.start() - before[-1].spot.end > 2 or not before[-1].unit:
        return
    total = before[-1]
    end = passage.text.find("。", opening.end())
    parts = [
        number
        for number in passage.numbers
        if number.spot.start >= opening.end() and (end < 0 or number.spot.start < end) and number.unit == total.unit
    ]
    if not 0 < len(parts) <= MOST_PARTS:
        return
    subject = passage.said_before(total.spot.start)
    decided = _whole(total, parts, subject)
    if decided is not None:
        yield decided


def _whole(total: Printed, parts: list[Printed], subject: str) -> Equation | Result | None:
    for count in range(len(parts), 1, -1):
        taken = tuple(parts[:count])
        equation = Equation(KIND, total, taken, Sum((1,) * count), subject, count, Confidence.LIKELY)
        if equation.holds:
            return equation
    taken = tuple(parts)
    equation = Equation(KIND, total, taken, added(taken), subject, len(taken), Confidence.LIKELY)
    bounds = equation.bounds
    if len(taken) >= 2 and bounds is not None and _meant(total, taken, middle(bounds)):
        return equation
    over = [part for part in taken if part.value > total.value]
    if over and total.unit not in {"次", "项", "个"} and len(taken) <= 4:
        return fails(
            WHOLE,
            over[0].spot,
            total.spot,
            subject=subject,
            printed=over[0].text,
            expected=f"不超过{total.text}",
            computation=f"部分{over[0].text}{over[0].unit}大于总数{total.text}{total.unit}",
            confidence=Confidence.POSSIBLE,
        )
    return unchecked(KIND, total.spot, subject=subject, why="所列各部分未必是全部") if len(taken) >= 2 else None


def _meant(total: Printed, parts: tuple[Printed, ...], right: object) -> bool:
    """Whether parts that do not add up are surely meant to: they come within a fiftieth, or one digit is off."""
    value = sum((part.value for part in parts), Fraction(0))
    if right is None or not total.value:
        return False
    if abs(value - total.value) * 50 <= abs(total.value):
        return True
    if is_slip(total.shown(total.value), total.shown(value)):
        return True
    return any(
        is_slip(part.shown(part.value), part.shown(total.value - (value - part.value))) for part in parts if value
    )


def _triples(passage: Passage) -> Iterator[Equation]:
    """Three amounts of one passage of which one is the sum of two: nobody writes that by chance to the last digit."""
    amounts = [
        number for number in passage.numbers if number.unit in _MONEY and number.digits and number.value >= LEAST
    ]
    for total in amounts if len(amounts) <= MOST else []:
        smaller = [number for number in amounts if number.value < total.value]
        claims = [
            Equation(KIND, total, pair, Sum((1, 1)), passage.said_before(total.spot.start), 2, Confidence.LIKELY)
            for pair in combinations(smaller, 2)
        ]
        exact = [one for one in claims if one.terms[0].value + one.terms[1].value == total.value]
        yield from exact or [one for one in claims if _slipped(passage, one)]


def _slipped(passage: Passage, claim: Equation) -> bool:
    """Whether a sum within one sentence is right but for one digit, in figures too long to be so by chance."""
    one, other = claim.terms
    total = claim.target
    ends = [number.spot.start for number in claim.numbers]
    return (
        one.digits == other.digits
        and is_slip(total.shown(total.value), total.shown(one.value + other.value))
        and all(len(re.sub(r"[^1-9]*$|^[^1-9]*|\D", "", number.text)) >= LONG for number in claim.numbers)
        and "。" not in passage.text[min(ends) : max(ends)]
    )
