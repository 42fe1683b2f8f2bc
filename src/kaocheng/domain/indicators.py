"""指标体系: the tree of indicators."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from fractions import Fraction

from kaocheng.places import AtIndicator, Place
from kaocheng.values import frozen


@frozen
class Indicator:
    """An indicator of any level; those without ``indicators`` are leaves and carry the standard.

    ``weight`` is in points. ``target`` (目标值) and ``standard`` (评分标准) are texts as printed. ``metrics`` names the
    metrics that the standard is applied to. ``basis`` is the regulation (文号) of weight and standard, or 自拟.
    """

    code: str
    name: str
    weight: Fraction
    indicators: tuple["Indicator", ...] = ()
    definition: str = ""
    target: str = ""
    standard: str = ""
    source: str = ""
    metrics: tuple[str, ...] = ()
    basis: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def is_leaf(self) -> bool:
        """Whether the indicator is scored itself."""
        return not self.indicators

    @property
    def where(self) -> Place:
        """Where the indicator stands, for messages."""
        return self.place or AtIndicator(self.code)

    @property
    def title(self) -> str:
        """Code and name: ``A201 资金到位率``."""
        return f"{self.code} {self.name}"


def walk(indicators: Iterable[Indicator], level: int = 1) -> Iterator[tuple[int, Indicator]]:
    """All indicators with their level from 1, parents first."""
    for indicator in indicators:
        yield level, indicator
        yield from walk(indicator.indicators, level + 1)


def leaves(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators that are scored themselves, in order."""
    return [indicator for _, indicator in walk(indicators) if indicator.is_leaf]
