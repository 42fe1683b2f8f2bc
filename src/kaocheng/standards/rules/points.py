"""要点法: numbered points that earn marks, or lose them when missing."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Point:
    """One point: its wording, and what it earns; None where the rule takes marks away for missing points."""

    text: str
    worth: Worth | None = None
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Points:
    """The sum of the worths of the points met; with ``missing``, the whole less ``missing`` for every point not met."""

    points: tuple[Point, ...]
    missing: Worth | None = None
    span: InSentence | None = field(default=None, compare=False)

    kind = "points"
