"""分档法: a step function of the metric."""

from dataclasses import field
from fractions import Fraction

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Band:
    """What the metric earns inside ``interval``.

    With ``rising_to`` the worth runs in a straight line (线性插值) from ``worth`` at the low end to ``rising_to`` at the high
    end, which is less where smaller is better. ``label`` is the band's name in words (优秀, 按期完成), for telling it.
    """

    interval: Interval
    worth: Worth
    rising_to: Worth | None = None
    label: str = field(default="", compare=False)
    span: InSentence | None = field(default=None, compare=False)

    @property
    def last(self) -> Worth:
        """What is earned at the high end."""
        return self.rising_to or self.worth

    def best(self, weight: Fraction) -> Fraction:
        """The most that the band can earn, as a share of ``weight``."""
        return max(self.worth.share_of(weight), self.last.share_of(weight))


@frozen
class Bands:
    """Disjoint bands in printed order; ``otherwise`` is what every other value earns, None where all are covered."""

    metric: str
    bands: tuple[Band, ...]
    otherwise: Worth | None = None
    span: InSentence | None = field(default=None, compare=False)

    kind = "bands"
