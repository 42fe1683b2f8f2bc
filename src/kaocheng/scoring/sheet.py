"""The score sheet: what scoring returns."""

from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Grade, Indicator, Judgement, PublishedFigure, Reading
from kaocheng.values import frozen


@frozen
class ScoredIndicator:
    """One indicator of any level with its score in points.

    ``score`` is None where data are missing; a parent then has the sum of what is scored in ``partial``.
    ``rate`` is score ÷ weight. ``unread_score`` is the score by the printed standard alone, without the reading.
    """

    indicator: Indicator
    level: int
    score: Fraction | None
    partial: Fraction = Fraction(0)
    actual: Derivation | None = None
    derivation: Derivation | None = None
    judgement: Judgement | None = None
    reading: Reading | None = None
    unread_score: Fraction | None = None
    missing: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def rate(self) -> Fraction | None:
        """得分率, a ratio; None without a score or a weight."""
        weight = self.indicator.weight
        return self.score / weight if self.score is not None and weight else None


@frozen
class Comparison:
    """A printed figure beside the computed one. ``agrees`` is None where nothing could be computed."""

    figure: PublishedFigure
    computed: str
    agrees: bool | None
    explanation: str = ""

    @property
    def quantity(self) -> str:
        """What is compared, as a reference such as 指标.B22.得分."""
        return self.figure.quantity

    @property
    def printed(self) -> str:
        """The value as printed."""
        return self.figure.value


@frozen
class ScoreSheet:
    """All scores of an evaluation, in points.

    ``total`` is the sum of what is scored; ``complete`` says whether that is everything. ``to_higher`` is what is
    missing to the next grade up, ``to_lower`` what may be lost before the grade falls (both None where there is none).
    ``without_readings`` is the total by the printed standards alone, and ``unread`` the codes that then have no score.
    """

    indicators: tuple[ScoredIndicator, ...]
    total: Fraction
    complete: bool
    grade: Grade | None
    to_higher: Fraction | None
    to_lower: Fraction | None
    without_readings: Fraction
    unread: tuple[str, ...]
    derivation: Derivation

    def __getitem__(self, code: str) -> ScoredIndicator:
        for scored in self.indicators:
            if scored.indicator.code == code:
                return scored
        raise KeyError(code)

    def __contains__(self, code: str) -> bool:
        return any(scored.indicator.code == code for scored in self.indicators)

    @property
    def leaves(self) -> tuple[ScoredIndicator, ...]:
        """The indicators that are scored themselves."""
        return tuple(scored for scored in self.indicators if scored.indicator.is_leaf)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """What is missing: pairs of code and thing."""
        return tuple((scored.indicator.code, what) for scored in self.leaves for what in scored.missing)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What was found wrong in scoring."""
        return tuple(problem for scored in self.leaves for problem in scored.problems)
