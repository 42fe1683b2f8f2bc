"""问卷: the questions, the scale that turns answers into satisfaction, the rules for a valid response. Values only."""

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from kaocheng.places import InFile
from kaocheng.values import frozen

SINGLE, MULTIPLE, SCALE, NUMBER, TEXT = "single", "multiple", "scale", "number", "text"
KINDS = (SINGLE, MULTIPLE, SCALE, NUMBER, TEXT)
KIND_NAMES = {SINGLE: "单选题", MULTIPLE: "多选题", SCALE: "量表题", NUMBER: "数字题", TEXT: "开放题"}
NOWHERE = InFile("")
MAX_OPTIONS = 250
"""An answer is kept in one byte; 0 is no answer."""


@frozen
class Option:
    """One possible answer: its text, the code that an export writes for it, and its satisfaction weight (a ratio).

    ``score`` is None where the answer does not count for satisfaction (不清楚, and everything outside a scale).
    """

    text: str
    code: str = ""
    score: Fraction | None = None


Condition = tuple[tuple[str, frozenset[str]], ...]
"""Question → the options of it; all the questions must have been answered so."""


@frozen
class Question:
    """One question. ``weight`` is its share in the composite satisfaction; 0 keeps it out."""

    id: str
    text: str
    kind: str
    options: tuple[Option, ...] = ()
    weight: Fraction = Fraction(1)
    section: str = ""
    shown_if: Condition = ()
    required: bool = True
    columns: tuple[str, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = ""
    published: Fraction | None = None
    place: InFile = NOWHERE

    @property
    def is_closed(self) -> bool:
        """Whether its answers are options."""
        return self.kind in (SINGLE, MULTIPLE, SCALE)

    @property
    def is_scored(self) -> bool:
        """Whether it enters the composite satisfaction."""
        return self.kind == SCALE and self.weight > 0


@frozen
class Section:
    """A part of the questionnaire; satisfaction is also given by section."""

    id: str
    title: str


@frozen
class Contradiction:
    """Answers that cannot go together."""

    when: Condition
    reason: str


@frozen
class Validity:
    """When a response counts as 有效. ``complete`` is all, scored or no; the others are off when None or empty.

    ``straight_lining`` is the least number of scale questions for which one and the same answer to all is suspicious.
    """

    complete: str = "no"
    straight_lining: int | None = None
    min_seconds: Fraction | None = None
    contradictions: tuple[Contradiction, ...] = ()


@frozen
class Quota:
    """How many valid responses each option of a question should bring (50 a county)."""

    question: str
    planned: Mapping[str, int]


@frozen
class KnownShares:
    """What is known of the population, to see whether the sample looks like it; shares are ratios."""

    question: str
    shares: Mapping[str, Fraction]
    source: str = ""


@frozen
class Claim:
    """A published result. ``why`` says why it cannot be re-performed; empty where it can be compared."""

    what: str
    value: str
    why: str = ""
    place: InFile = NOWHERE


@frozen
class Questionnaire:
    """A whole questionnaire. ``size`` is the population; sent, returned and valid are numbers of questionnaires."""

    title: str
    questions: tuple[Question, ...]
    introduction: str = ""
    population: str = ""
    size: int | None = None
    sent: int | None = None
    returned: int | None = None
    valid: int | None = None
    confidence: Fraction = Fraction(95, 100)
    sections: tuple[Section, ...] = ()
    groups: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    known_shares: tuple[KnownShares, ...] = ()
    validity: Validity = Validity()
    identity: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    printed: tuple[Claim, ...] = ()
    place: InFile = NOWHERE

    def question(self, question_id: str) -> Question:
        """The question of that id. Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    @property
    def scored(self) -> tuple[Question, ...]:
        """The questions that enter the composite satisfaction."""
        return tuple(question for question in self.questions if question.is_scored)
