"""A standard as it is understood: its clauses marked, the data it needs, a small drawing of value → score."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from kaocheng.derivation import COUNT, PERCENT, Derivation, Form, Given
from kaocheng.diagnostics import Diagnostic, Severity
from kaocheng.numbers import percent_text, score_text, short_text
from kaocheng.places import InSentence
from kaocheng.scoring import ScoredIndicator
from kaocheng.scoring.inputs import need_text
from kaocheng.scoring.leaf import by_standard
from kaocheng.standards import (
    Fate,
    Inputs,
    Need,
    Standard,
    Understanding,
    apply,
    clause_fates,
    needs,
    phrase,
    understand,
)
from kaocheng.standards.rules import PerStep
from kaocheng.standards.targets import read_target

STEPS = 60
FINER = 4
"""So many times more where the score falls in whole steps."""
HALVINGS = 7
"""How closely a jump is looked for between two steps."""
SMALL = Fraction(1, 50)
"""A change of the score's share that is too small to be drawn as a jump."""
WIDTH, HEIGHT, LEFT, TOP = 300, 96, 34, 10
_ONE_VALUE = {"proportional", "bands", "per_step", "range", "growth", "all_or_nothing", "formula"}


# What a clause does to the score, for its colour and line; other roles only say what is spoken of.
_EFFECTS = {"得分": "gives", "加分": "gives", "扣分": "takes", "不得分": "ends", "否决": "ends"}


@dataclass(frozen=True)
class Stretch:
    """A stretch of a sentence: its text, what it was read as, and what is wrong with it."""

    text: str
    role: str = ""
    applied: bool = False
    severity: str = ""
    message: str = ""
    why_not: str = ""

    @property
    def effect(self) -> str:
        """``gives``, ``takes`` or ``ends``: what the clause does to the score; empty where it only says of what."""
        return _EFFECTS.get(self.role, "")


@dataclass(frozen=True)
class Mark:
    """The present value on the drawing: where, and the value and its score in words."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Curve:
    """The drawing: points of the line in pixels, and what to write at the axes."""

    line: str
    low: str
    middle: str
    high: str
    top: str
    mark: "Mark | None" = None


@dataclass(frozen=True)
class StandardView:
    """A standard for a page."""

    understanding: Understanding
    stretches: tuple[Stretch, ...]
    canonical: tuple[Stretch, ...]
    needs: tuple[tuple[Need, str], ...]
    curve: Curve | None

    @property
    def says_the_same(self) -> bool:
        """Whether the sentence is written as the canonical phrasing has it, marks apart."""
        return _bare(self.understanding.sentence) == _bare("".join(part.text for part in self.canonical))


def view_standard(  # noqa: PLR0917 -- a sentence, its indicator, and what came of it
    sentence: str,
    name: str,
    weight: Fraction,
    target: str,
    fates: tuple[Fate, ...] = (),
    actual: Derivation | None = None,
) -> StandardView:
    """How ``sentence`` is understood for an indicator of that name, weight (points) and target.

    ``fates`` say which clauses decided a score, and why the others did not; both are marked.
    ``actual`` is the present value, which is marked in the drawing.
    """
    found = understand(sentence, name=name, weight=weight, target=target)
    standard = found.standard
    if standard is None:
        return StandardView(found, stretches(found, fates), (), (), None)
    needed = tuple((need, need_text(need)) for need in needs(standard))
    canonical = understand(phrase(standard), name=name, weight=weight, target=target)
    return StandardView(
        found, stretches(found, fates), stretches(canonical), needed, curve(standard, weight, target, actual)
    )


def fates_of(scored: ScoredIndicator, found: Understanding) -> tuple[Fate, ...]:
    """What became of each clause of an indicator's standard; none where it has no score."""
    if scored.score is None or scored.derivation is None:
        return ()
    return clause_fates(found, by_standard(scored.derivation), scored.actual)


def refusals(found: Understanding, fates: tuple[Fate, ...]) -> list[tuple[str, str]]:
    """The clauses that did not apply, as printed, and why."""
    return [(found.sentence[fate.span.start : fate.span.end], fate.why) for fate in fates if not fate.applied]


def stretches(found: Understanding, fates: tuple[Fate, ...] = ()) -> tuple[Stretch, ...]:
    """The sentence cut at every end of a clause or of a problem."""
    placed = [
        (problem, place) for problem in found.problems for place in problem.places if isinstance(place, InSentence)
    ]
    places = [*(word.span for word in found.words), *(fate.span for fate in fates), *(place for _, place in placed)]
    ends = {0, len(found.sentence)} | {min(end, len(found.sentence)) for at in places for end in (at.start, at.end)}
    return tuple(_stretch(found, placed, fates, start, end) for start, end in pairwise(sorted(ends)))


def _stretch(
    found: Understanding,
    placed: list[tuple[Diagnostic, InSentence]],
    fates: tuple[Fate, ...],
    start: int,
    end: int,
) -> Stretch:
    role = next((word.role for word in found.words if word.span.start <= start and end <= word.span.end), "")
    fate = next((fate for fate in fates if fate.span.start <= start and end <= fate.span.end), None)
    used, why_not = fate is not None and fate.applied, fate.why if fate is not None else ""
    problem = next((problem for problem, place in placed if place.start <= start and end <= place.end), None)
    if problem is None or problem.severity is Severity.NOTE:
        return Stretch(found.sentence[start:end], role, used, why_not=why_not)
    message = problem.text() + problem.hint()
    return Stretch(found.sentence[start:end], role, used, str(problem.severity), message, why_not)


def curve(standard: Standard, weight: Fraction, target: str, actual: Derivation | None = None) -> Curve | None:
    """The score over the metric's value; None where a standard takes more than one value."""
    keys = {need.key for need in needs(standard)}
    if standard.kind not in _ONE_VALUE or not keys <= {"actual", "items", "target"} or weight <= 0:
        return None
    corners = _corners(standard, weight, target)
    if not corners:
        return None
    end, form = _reach(target)
    line = " ".join(",".join(_at(value / end, share)) for value, share in corners)
    labels = _label(Fraction(0), form), _label(end / 2, form), _label(end, form)
    mark = None
    if actual is not None and isinstance(actual.value, Fraction):
        share = _share(standard, weight, target, actual.value, form)
        said = f"{actual.form.full_text(actual.value)} 得{score_text((share or Fraction(0)) * weight)}分"
        mark = Mark(*_at(actual.value / end, share), said) if share is not None else None
    return Curve(line, *labels, short_text(weight), mark)


def _at(across: Fraction, up: Fraction) -> tuple[str, str]:
    """A point of the drawing in pixels, from shares of its width and height."""
    x, y = (min(max(part, Fraction(0)), Fraction(1)) for part in (across, up))
    return short_text(LEFT + (WIDTH - LEFT) * x, 1), short_text(TOP + (HEIGHT - TOP) * (1 - y), 1)


@lru_cache(maxsize=512)
def _corners(standard: Standard, weight: Fraction, target: str) -> tuple[tuple[Fraction, Fraction], ...]:
    """Value and share at the corners of the line; a jump is two corners at one value. Empty where there is no share."""
    end, form = _reach(target)
    rule = standard.rule
    count = STEPS * FINER if isinstance(rule, PerStep) and any(step.rounding for step in rule.steps) else STEPS

    def share(value: Fraction) -> Fraction | None:
        return _share(standard, weight, target, value, form)

    found: list[tuple[Fraction, Fraction]] = []
    for at in range(count + 1):
        value = end * at / count
        reached = share(value)
        if reached is None:
            return ()
        if found:
            found += _jump(share, found[-1], (value, reached))
        found.append((value, reached))
    return tuple(found)


def _jump(
    share: Callable[[Fraction], Fraction | None], low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction]
) -> list[tuple[Fraction, Fraction]]:
    """The two corners of a jump between two points; none where the line is level or slanted there."""
    if abs(high[1] - low[1]) < SMALL:
        return []
    for _ in range(HALVINGS):
        value = (low[0] + high[0]) / 2
        reached = share(value)
        if reached is None:
            return []
        left, right = abs(reached - low[1]), abs(high[1] - reached)
        if left > 3 * right:
            high = value, reached
        elif right > 3 * left:
            low = value, reached
        else:
            return []
    return [(high[0], low[1]), (high[0], high[1])]


def _share(standard: Standard, weight: Fraction, target: str, value: Fraction, form: Form) -> Fraction | None:
    return apply(standard, weight, target, Inputs(actual=Given("业绩值", value, form))).share


def _bare(text: str) -> str:
    return re.sub(r"[^\w%≥≤<>=+\-×÷]", "", text)


def _reach(target: str) -> tuple[Fraction, Form]:
    """How far the axis goes: to 120 % for rates, to one and a half times a target that is a count."""
    wanted = read_target(target)
    limit = (wanted.high or wanted.low) if wanted else None
    if limit is None or limit.mark == "%":
        return max(Fraction(6, 5), limit.value * 6 / 5 if limit else Fraction(0)), PERCENT
    return (limit.value * 3 / 2 or Fraction(10)), COUNT


def _label(value: Fraction, form: Form) -> str:
    return percent_text(value, 0) if form == PERCENT else short_text(value)
