"""比例法: in proportion to the target."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval
from kaocheng.values import frozen


@frozen
class Proportional:
    """The whole weight inside ``full`` (which has one end, or is the target), else actual ÷ that end, at most 1.

    With ``inverse`` (smaller is better) it is the end ÷ actual.
    """

    metric: str
    full: Interval
    inverse: bool = False
    span: InSentence | None = field(default=None, compare=False)

    kind = "proportional"
