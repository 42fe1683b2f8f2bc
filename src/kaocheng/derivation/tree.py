"""The typed tree of a derivation. It is a return value, never a log."""

from collections.abc import Iterator
from fractions import Fraction

from kaocheng.numbers import amount_text, exact_text, fixed_text, percent_text, score_text, short_text
from kaocheng.numbers.reading import MARKS
from kaocheng.places import InSentence, Place
from kaocheng.values import frozen

Value = Fraction | str | None


@frozen
class Form:
    """How a value is printed.

    ``kind`` is amount (in ``unit``), count, percent, ratio (a share printed in ``unit`` ‰ or /10万), score or words.
    """

    kind: str
    unit: str = ""
    digits: int = 2

    def text(self, value: Value) -> str:
        """``value`` as a reader expects it; a missing value is 「（缺）」."""
        if value is None:
            return "（缺）"
        if isinstance(value, str):
            return value
        match self.kind:
            case "percent":
                return percent_text(value, self.digits)
            case "ratio":
                return fixed_text(value / MARKS[self.unit], self.digits)
            case "score":
                return score_text(value)
            case "amount":
                return amount_text(value, self.digits)
            case "count" if value.denominator == 1:
                return f"{value.numerator:,}"
            case "count":
                return short_text(value, 4)
            case _:
                return exact_text(value)

    def full_text(self, value: Value) -> str:
        """:meth:`text` with the unit behind it."""
        return self.text(value) + (self.unit if isinstance(value, Fraction) else "")


AMOUNT = Form("amount")
COUNT = Form("count")
PERCENT = Form("percent")
SCORE = Form("score")
WORDS = Form("words")


@frozen
class Source:
    """Where a given value comes from: the place, who gave it, when, and which of the four values it is."""

    place: Place | None = None
    author: str = ""
    date: str = ""
    layer: str = ""
    note: str = ""


@frozen
class Given:
    """A value that somebody supplied: a cell, a survey count, a target."""

    name: str
    value: Value
    form: Form = COUNT
    source: Source = Source()


@frozen
class Computed:
    """An arithmetic step: ``expression`` with names, ``substituted`` with the values, exactly as computed."""

    name: str
    expression: str
    substituted: str
    value: Value
    form: Form
    inputs: tuple["Derivation", ...] = ()
    place: Place | None = None
    note: str = ""


@frozen
class Rejected:
    """An alternative that did not apply: its condition, what it would have given, and the comparison that failed."""

    condition: str
    outcome: str
    why: str
    span: InSentence | None = None


@frozen
class Chosen:
    """A clause that applied, and the alternatives that did not. ``outcome`` is what it gives, in words."""

    name: str
    condition: str
    outcome: str
    value: Value
    form: Form
    inputs: tuple["Derivation", ...] = ()
    rejected: tuple[Rejected, ...] = ()
    span: InSentence | None = None


@frozen
class Rounded:
    """A rounding, always half-up, as a step of its own."""

    name: str
    value: Fraction
    digits: int
    form: Form
    of: "Derivation"


@frozen
class Judged:
    """What an evaluator judged: who, when, why, on what evidence; ``against`` says where it departs from a standard."""

    name: str
    value: Value
    form: Form
    reason: str = ""
    author: str = ""
    date: str = ""
    evidence: tuple[str, ...] = ()
    against: str = ""
    place: Place | None = None


@frozen
class Missing:
    """What would be needed and is not there."""

    name: str
    what: str
    place: Place | None = None
    value: None = None
    form: Form = WORDS


Derivation = Given | Computed | Chosen | Rounded | Judged | Missing


def inputs_of(node: Derivation) -> tuple[Derivation, ...]:
    """The nodes directly below ``node``."""
    match node:
        case Computed() | Chosen():
            return node.inputs
        case Rounded():
            return (node.of,)
        case _:
            return ()


def walk(node: Derivation) -> Iterator[Derivation]:
    """``node`` and everything below it, parents first."""
    yield node
    for below in inputs_of(node):
        yield from walk(below)


def leaves(node: Derivation) -> Iterator[Derivation]:
    """The nodes below which there is nothing: what was given, judged or missing."""
    return (below for below in walk(node) if not inputs_of(below))
