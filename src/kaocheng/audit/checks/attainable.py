"""Scores that a standard of points or grades cannot give at all, whatever was judged: 2.25 where each of two points earns 1.5.

A mark between the grades is a judgement against the standard. Where the text says that it is one, it is left to the reader.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from kaocheng.audit.checks.standards import Case, cases
from kaocheng.audit.claims.book import Book
from kaocheng.audit.result import Against, Confidence, Result, fails, holds, unchecked
from kaocheng.diagnostics import Severity
from kaocheng.numbers import half_up, score_text
from kaocheng.standards import Inputs, apply, needs
from kaocheng.standards.rules import AllOrNothing, Grades, Points

KIND = "unattainable-score"
MOST_POINTS = 8
MOST_SHOWN = 8
_JUDGED = re.compile(r"酌情|判断依据|口径|部分满足|部分分|扣除?(?:该指标|相应)?权重|扣\s*\d|修正")


def attainable_scores(book: Book) -> Iterator[Result]:
    """Every score of an indicator whose standard knows only certain scores."""
    for case in cases(book):
        scores = _scores(case) if isinstance(case, Case) else ()
        if isinstance(case, Case) and scores:
            yield _checked(case, scores)


def _scores(case: Case) -> tuple[Fraction, ...]:
    """The scores that the standard can give, least first; none where they are not certain ones."""
    rule = case.standard.rule
    asked = needs(case.standard)
    keys = {need.key for need in asked}
    tried: list[Inputs] = []
    if isinstance(rule, Points) and keys == {"met"} and 0 < (count := asked[0].count) <= MOST_POINTS:
        tried = [Inputs(met=tuple(map(Fraction, met))) for met in product((0, 1), repeat=count)]
    elif isinstance(rule, Grades) and keys == {"option"}:
        tried = [Inputs(option=(place,)) for place in range(len(rule.grades))]
    elif isinstance(rule, AllOrNothing) and keys <= {"option", "met"}:
        return Fraction(0), case.weight
    found = {apply(case.standard, case.weight, case.target, inputs).score for inputs in tried}
    return tuple(sorted(score for score in found if score is not None))


def _checked(case: Case, scores: tuple[Fraction, ...]) -> Result:
    printed, subject = case.score, f"{case.line.label} 得分"
    if any(half_up(score, printed.digits) == printed.value or score == printed.value for score in scores):
        return holds(KIND, printed.spot, subject=subject)
    if _JUDGED.search(case.text()):
        return unchecked(KIND, printed.spot, subject=subject, why="标准给不出这个分，文中说明是评价判断")
    shown = "、".join(score_text(score) for score in scores[:MOST_SHOWN]) + ("……" if len(scores) > MOST_SHOWN else "")
    return fails(
        KIND,
        printed.spot,
        case.place,
        subject=subject,
        printed=printed.text,
        expected=shown,
        computation=f"按印出的标准只能得{shown}分",
        why="标准没有给部分分的规定",
        against=Against.POSSIBLE,
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
    )
