"""A standard as it is understood: its clauses marked, the data it needs, a small drawing of value → score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from kaocheng.derivation import COUNT, PERCENT, Chosen, Derivation, Form, Given, Rejected, walk
from kaocheng.diagnostics import Diagnostic, Severity
from kaocheng.numbers import percent_text, short_text
from kaocheng.places import InSentence
from kaocheng.scoring.inputs import need_text
from kaocheng.standards import Inputs, Need, Standard, Understanding, apply, needs, phrase, understand
from kaocheng.standards.rules import AllOrNothing, Bands
from kaocheng.standards.targets import read_target

STEPS = 60
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
class Curve:
    """The drawing: points of the line in pixels, and what to write at the axes."""

    line: str
    low: str
    middle: str
    high: str
    top: str


@dataclass(frozen=True)
class StandardView:
    """A standard for a page."""

    understanding: Understanding
    stretches: tuple[Stretch, ...]
    canonical: tuple[Stretch, ...]
    needs: tuple[tuple[Need, str], ...]
    curve: Curve | None


def view_standard(  # noqa: PLR0917 -- a sentence, its indicator, and what came of it
    sentence: str,
    name: str,
    weight: Fraction,
    target: str,
    applied: tuple[InSentence, ...] = (),
    rejected: tuple[Rejected, ...] = (),
) -> StandardView:
    """How ``sentence`` is understood for an indicator of that name, weight (points) and target.

    ``applied`` are the clauses that decided a score, ``rejected`` the alternatives that did not apply; both are marked.
    """
    found = understand(sentence, name=name, weight=weight, target=target)
    standard = found.standard
    if standard is None:
        return StandardView(found, stretches(found, applied, rejected), (), (), None)
    needed = tuple((need, need_text(need)) for need in needs(standard))
    canonical = understand(phrase(standard), name=name, weight=weight, target=target)
    return StandardView(
        found, stretches(found, applied, rejected), stretches(canonical), needed, curve(standard, weight, target)
    )


def applied_spans(derivation: Derivation | None) -> tuple[InSentence, ...]:
    """The clauses that decided a score."""
    if derivation is None:
        return ()
    places = (node.span if isinstance(node, Chosen) else getattr(node, "place", None) for node in walk(derivation))
    return tuple(dict.fromkeys(place for place in places if isinstance(place, InSentence)))


def rejections(derivation: Derivation | None) -> tuple[Rejected, ...]:
    """The alternatives that did not apply, each once."""
    if derivation is None:
        return ()
    found = [other for node in walk(derivation) if isinstance(node, Chosen) for other in node.rejected]
    return tuple({(other.condition, other.outcome, other.why): other for other in found}.values())


def stretches(
    found: Understanding, applied: tuple[InSentence, ...] = (), rejected: tuple[Rejected, ...] = ()
) -> tuple[Stretch, ...]:
    """The sentence cut at every end of a clause or of a problem."""
    sentence = found.sentence
    placed = [
        (problem, place) for problem in found.problems for place in problem.places if isinstance(place, InSentence)
    ]
    ends = {0, len(sentence)}
    why_not = [(other.span, other.why) for other in rejected if other.span]
    for place in [
        *(word.span for word in found.words),
        *applied,
        *(place for place, _ in why_not),
        *(p for _, p in placed),
    ]:
        ends |= {min(place.start, len(sentence)), min(place.end, len(sentence))}
    ordered = sorted(ends)
    cut = [_stretch(found, placed, applied, start, end) for start, end in pairwise(ordered)]
    return tuple(
        replace(part, why_not=next((why for span, why in why_not if span.start <= start and end <= span.end), ""))
        for part, (start, end) in zip(cut, pairwise(ordered), strict=True)
    )


def _stretch(
    found: Understanding,
    placed: list[tuple[Diagnostic, InSentence]],
    applied: tuple[InSentence, ...],
    start: int,
    end: int,
) -> Stretch:
    role = next((word.role for word in found.words if word.span.start <= start and end <= word.span.end), "")
    used = any(span.start <= start and end <= span.end for span in applied)
    problem = next((problem for problem, place in placed if place.start <= start and end <= place.end), None)
    if problem is None or problem.severity is Severity.NOTE:
        return Stretch(found.sentence[start:end], role, used)
    return Stretch(found.sentence[start:end], role, used, str(problem.severity), problem.text() + problem.hint())


def curve(standard: Standard, weight: Fraction, target: str) -> Curve | None:
    """The score over the metric's value; None where a standard takes more than one value."""
    keys = {need.key for need in needs(standard)}
    if standard.kind not in _ONE_VALUE or not keys <= {"actual", "items", "target"} or weight <= 0:
        return None
    end, form = _reach(target)
    scores = []
    for step in range(STEPS + 1):
        value = end * step / STEPS
        outcome = apply(standard, weight, target, Inputs(actual=Given("业绩值", value, form)))
        if outcome.score is None:
            return None
        scores.append(outcome.score)
    corners = _corners(scores) if _is_stepped(standard) else enumerate(scores)
    points = [
        f"{short_text(LEFT + Fraction((WIDTH - LEFT) * step, STEPS), 1)},"
        f"{short_text(TOP + (HEIGHT - TOP) * (1 - min(max(score / weight, Fraction(0)), Fraction(1))), 1)}"
        for step, score in corners
    ]
    labels = _label(Fraction(0), form), _label(end / 2, form), _label(end, form)
    return Curve(" ".join(points), *labels, short_text(weight))


def _is_stepped(standard: Standard) -> bool:
    """Whether the score jumps from one level to another: bands without a slope, all or nothing."""
    rule = standard.rule
    return isinstance(rule, AllOrNothing) or (isinstance(rule, Bands) and not any(b.rising_to for b in rule.bands))


def _corners(scores: Sequence[Fraction]) -> Iterator[tuple[int, Fraction]]:
    """The line of a step function: level to where the score changes, then straight up or down."""
    yield 0, scores[0]
    for step, (before, after) in enumerate(pairwise(scores), 1):
        if after != before:
            yield step, before
        yield step, after


def _reach(target: str) -> tuple[Fraction, Form]:
    """How far the axis goes: to 120 % for rates, to one and a half times a target that is a count."""
    wanted = read_target(target)
    limit = (wanted.high or wanted.low) if wanted else None
    if limit is None or limit.mark == "%":
        return max(Fraction(6, 5), limit.value * 6 / 5 if limit else Fraction(0)), PERCENT
    return (limit.value * 3 / 2 or Fraction(10)), COUNT


def _label(value: Fraction, form: Form) -> str:
    return percent_text(value, 0) if form == PERCENT else short_text(value)
