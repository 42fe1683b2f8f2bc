"""定性分级: a named grade or case, and what it earns."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Grade:
    """A case in words. With ``least`` the evaluator chooses a mark between ``least`` and ``worth``."""

    label: str
    worth: Worth
    least: Worth | None = None
    worth_in: bool = True
    least_in: bool = True
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Grades:
    """Cases in printed order; the last may be 否则 (label empty)."""

    grades: tuple[Grade, ...]
    span: InSentence | None = field(default=None, compare=False)

    kind = "grades"
