"""评价判断 and 口径: what evaluators decide, signed and reasoned."""

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from kaocheng.places import Place
from kaocheng.values import frozen


@frozen
class Adjustment:
    """酌情加扣分: a ``share`` of the weight (−1/10 takes a tenth away), or ``points``; reason, evidence, author, date."""

    share: Fraction = Fraction(0)
    reason: str = ""
    evidence: tuple[str, ...] = ()
    author: str = ""
    date: str = ""
    points: Fraction | None = None
    place: Place | None = field(default=None, compare=False)

    def share_of(self, weight: Fraction) -> Fraction:
        """The exact share of the weight: −1 point of 15 is −1/15. Of a weight of 0, points are nothing."""
        if self.points is None:
            return self.share
        return self.points / weight if weight else Fraction(0)


@frozen
class Judgement:
    """What was judged for one indicator.

    ``inputs`` holds what the standard needs under the keys of the scoring-standard inputs (met, cases, option, …) as
    plain texts, booleans, lists and mappings.
    """

    indicator: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    reason: str = ""
    evidence: tuple[str, ...] = ()
    author: str = ""
    date: str = ""
    place: Place | None = field(default=None, compare=False)


@frozen
class Reading:
    """口径: the rule taken where the printed standard is ambiguous (select), faulty (replace) or silent (supply)."""

    indicator: str
    kind: str
    rule: str
    problem: str = ""
    reason: str = ""
    author: str = ""
    date: str = ""
    place: Place | None = field(default=None, compare=False)


READING_KINDS = {"select": "择一", "replace": "更换", "supply": "补充"}
