"""Scores within a report: score rates, totals of weights and scores, weights of the upper levels, one indicator in two tables."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.equations import Equation, same
from kaocheng.audit.claims.forms import Ratio, added
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.claims.scoring import GroupWeight, ScoreLine, ScoringTable
from kaocheng.audit.reading.normalise import squeezed
from kaocheng.audit.result import BY_ROUNDING, Against, Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity

RATE, TOTAL, LEVEL, TWICE, PAPER = "score-rate", "score-total", "level-weight", "printed-twice", "paper-against-table"
TOTAL_NAME = "合计"
FIELD_NAMES = {
    "weight": "权重",
    "target": "目标值",
    "actual": "业绩值",
    "score": "得分",
    "rate": "得分率",
    "standard": "评分标准",
}


def exact(number: Printed) -> Printed:
    """A score or weight: what is printed is what was given, without a hidden remainder."""
    return replace(number, half=Fraction(0))


def score_equations(book: Book) -> Iterator[Equation]:
    """Every relation that scoring tables and working papers claim."""
    for table in book.scoring:
        for line in [*table.lines, *([table.total] if table.total else [])]:
            yield from _rate(line)
        yield from _totals(table)
        yield from _levels(table)
    yield from _between_tables(book)
    yield from _levels_between(book)
    yield from _papers(book)


def _rate(line: ScoreLine) -> Iterator[Equation]:
    numbers = line.numbers
    if {"weight", "score", "rate"} <= numbers.keys() and numbers["weight"].value:
        rate = numbers["rate"]
        if not rate.is_percent:
            return
        score = exact(numbers["score"]) if line.name == TOTAL_NAME else numbers["score"]
        yield rate_of(RATE, rate, (score, numbers["weight"]), f"{line.label} 得分率", numbers.get("actual"))


def rate_of(
    kind: str, rate: Printed, terms: tuple[Printed, Printed], subject: str, actual: Printed | None = None
) -> Equation:
    """A score rate by the printed score; one that the score before its rounding explains is only noted.

    Where the rate is the actual value itself (full marks times 33.33 %), that score is known, and the rate holds. A total
    has no such rounding: it is the sum of the printed scores.
    """
    score, whole = terms
    equation = Equation(kind, rate, (exact(score), exact(whole)), Ratio(), subject, 3)
    unrounded = replace(equation, terms=(score, exact(whole)))
    if equation.holds or not unrounded.holds:
        return equation
    if actual is not None and actual.value == rate.value:
        return replace(unrounded, remark=BY_ROUNDING)
    return replace(
        equation, severity=Severity.NOTE, confidence=Confidence.LIKELY, remark="或由取整前的得分算得，四舍五入可以解释"
    )


def _totals(table: ScoringTable) -> Iterator[Equation]:
    if table.total is None:
        return
    for field in ("weight", "score"):
        target = table.total.numbers.get(field)
        terms = tuple(exact(line.numbers[field]) for line in table.lines if field in line.numbers)
        if target is None or len(terms) != len(table.lines):
            continue
        subject = f"{table.table.caption[:30]} 合计{FIELD_NAMES[field]}"
        yield Equation(TOTAL, exact(target), terms, added(terms), subject, len(terms))


def _levels(table: ScoringTable) -> Iterator[Equation]:
    """The weight printed behind a level against the leaves below it, told by their codes, else by their rows."""
    for group in table.groups:
        below = members(table, group)
        terms = tuple(exact(line.numbers["weight"]) for line in below if "weight" in line.numbers)
        if terms and len(terms) == len(below) and _complete(table, below):
            subject = f"{group.code} {group.name} 权重".strip()
            yield Equation(LEVEL, exact(group.weight), terms, added(terms), subject, len(terms))


def members(table: ScoringTable, group: GroupWeight) -> list[ScoreLine]:
    """The indicators below a level."""
    if group.code:
        return [line for line in table.lines if line.code.startswith(group.code) and line.code != group.code]
    column = group.weight.spot.column
    later = [other.row for other in table.groups if not other.code and other.weight.spot.column == column]
    end = min([row for row in later if row > group.row], default=10**6)
    return [line for line in table.lines if group.row <= line.row < end and not line.code]


def _complete(table: ScoringTable, members: list[ScoreLine]) -> bool:
    """Whether the lines of a level are all there: a table rebuilt from loose text may have lost some."""
    if not table.table.loose:
        return True
    numbers = [int(found[0]) for line in members if (found := re.search(r"\d+$", line.code))]
    by_level: dict[int, list[int]] = {}
    for number in numbers:
        by_level.setdefault(number // 100, []).append(number % 100)
    return bool(numbers) and all(sorted(leaves) == list(range(1, len(leaves) + 1)) for leaves in by_level.values())


def _between_tables(book: Book) -> Iterator[Equation]:
    """The same indicator in several tables: its weight, score and rate must be the same number."""
    for lines in book.indicators.values():
        for field in ("weight", "target", "actual", "score", "rate"):
            numbers = [line.numbers[field] for line in lines if field in line.numbers]
            for number in numbers[1:]:
                if number.is_percent is numbers[0].is_percent:
                    yield same(TWICE, number, numbers[0], f"{lines[0].label} {FIELD_NAMES[field]}")


def _levels_between(book: Book) -> Iterator[Equation]:
    """The weight of an upper level wherever it is printed: behind its name, in a column of its own, as a line."""
    weights: dict[str, list[Printed]] = defaultdict(list)
    for table in book.scoring:
        for group in table.groups:
            weights[group.code].append(group.weight)
        for line in table.lines:
            if "weight" in line.numbers:
                weights[line.code].append(line.numbers["weight"])
    upper = {group.code for table in book.scoring for group in table.groups if group.code}
    for code in sorted(upper):
        first, *others = weights[code]
        for other in others:
            yield same(LEVEL, exact(other), exact(first), f"{code} 权重")


def _papers(book: Book) -> Iterator[Equation]:
    for paper in book.papers:
        for line in book.indicators.get(paper.code, [])[:1]:
            for field in ("weight", "score", "actual"):
                if field in paper.numbers and field in line.numbers:
                    subject = f"{line.label} 底稿{FIELD_NAMES[field]}"
                    yield same(PAPER, paper.numbers[field], line.numbers[field], subject)


def words_between(book: Book) -> Iterator[Result]:
    """Targets and actual values in words: the same in every table and in the working paper."""
    for code, lines in book.indicators.items():
        first = lines[0]
        for field in ("target", "actual"):
            known = next((line for line in lines if line.texts.get(field, "") not in {"", "-", "—", "/"}), None)
            if known is None:
                continue
            for line in lines:
                if (
                    line is not known
                    and not (field in line.numbers and field in known.numbers)
                    and line.texts.get(field, "") not in {"", "-", "—", "/"}
                ):
                    yield _compared(TWICE, first.label, field, (line, line.texts[field]), (known, known.texts[field]))
        for paper in book.papers:
            texts = [line for line in lines if line.texts.get("target", "") not in {"", "-"}]
            if paper.code == code and texts and paper.texts.get("target"):
                result = _compared(
                    PAPER, first.label, "target", (paper, paper.texts["target"]), (texts[0], texts[0].texts["target"])
                )
                yield result


def _compared(kind: str, label: str, field: str, one: tuple[object, str], other: tuple[object, str]) -> Result:
    spots = (one[0].spots[field], other[0].spots[field])  # type: ignore[attr-defined]
    subject = f"{label} {FIELD_NAMES[field]}"
    if _same(one[1], other[1]):
        return holds(kind, *spots, subject=subject)
    return fails(
        kind,
        *spots,
        subject=subject,
        printed=one[1],
        expected=other[1],
        computation=f"一处为“{one[1]}”，另一处为“{other[1]}”",
        against=Against.ELSEWHERE,
        severity=Severity.WARNING,
    )


def _same(one: str, other: str) -> bool:
    """Whether two targets are the same value, however it is written (100% and 100.00%, 90% and ≥90%)."""
    first, second = (re.sub(r"^[≥≤＞＜><=]+", "", squeezed(text)) for text in (one, other))
    if first == second:
        return True
    numbers = [re.fullmatch(r"(-?\d+(?:\.\d+)?)(%?)", text) for text in (first, second)]
    if not all(numbers):
        return False
    return all(numbers) and len({(Fraction(found[1]), found[2]) for found in numbers if found}) == 1
