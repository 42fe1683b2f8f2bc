"""分档法: a step function of the metric."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Band:
    """What the metric earns inside ``interval``."""

    interval: Interval
    worth: Worth
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Bands:
    """Disjoint bands in printed order; ``otherwise`` is what every other value earns, None where all are covered."""

    metric: str
    bands: tuple[Band, ...]
    otherwise: Worth | None = None
    span: InSentence | None = field(default=None, compare=False)

    kind = "bands"
