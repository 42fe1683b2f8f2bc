"""Inferential statistics, in floating point: every number here is approximate (to about 1e-12). Each names its source.

What goes in is exact; what the data do not carry is None, with a note that says why. Never NaN.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.values import frozen

Spreads = Sequence[Sequence[int]]
"""For each pair of items their covariance, times the same positive number."""


@frozen
class Interval:
    """A confidence interval of a ratio, and its margin (half its width before it was cut at the ends of the scale)."""

    low: float
    high: float
    margin: float


@frozen
class ItemStatistics:
    """A scored question: its interval, and how it goes with the others (None where the data do not carry it)."""

    interval: Interval | None = None
    item_total: float | None = None
    corrected: float | None = None
    alpha_if_deleted: float | None = None
    sampling_adequacy: float | None = None


@frozen
class ChiSquare:
    """A χ² test: the statistic, its degrees of freedom, p, and how many cells expect fewer than five."""

    statistic: float
    degrees: int
    p: float
    small_expected: int
    cells: int


@frozen
class Inference:
    """Everything approximate. ``cross`` is by (group, question); ``fit`` by question with known shares."""

    confidence: Fraction
    interval: Interval | None
    items: dict[str, ItemStatistics]
    alpha: float | None = None
    alpha_interval: tuple[float, float] | None = None
    complete: int | None = None
    kmo: float | None = None
    bartlett: ChiSquare | None = None
    cross: dict[tuple[str, str], ChiSquare] | None = None
    fit: dict[str, ChiSquare] | None = None


def interval_of_mean(
    mean: Fraction, variance_of_mean: Fraction, degrees: int, confidence: Fraction, bounds: tuple[Fraction, Fraction]
) -> Interval:
    """Mean ± t·√variance, cut at ``bounds``. Cochran, Sampling Techniques, §2.8; t with n − 1 degrees of freedom."""
    from scipy.special import stdtrit

    margin = float(stdtrit(degrees, float((1 + confidence) / 2))) * math.sqrt(variance_of_mean)
    return Interval(max(float(mean) - margin, float(bounds[0])), min(float(mean) + margin, float(bounds[1])), margin)


def cronbach_alpha(spreads: Spreads, leave_out: int | None = None) -> Fraction | None:
    """Cronbach's α = K/(K−1)·(1 − Σσᵢ²/σ_T²), exact; None for fewer than two items or a total without variance."""
    size = len(spreads)
    total = sum(map(sum, spreads))
    own = sum(spreads[i][i] for i in range(size))
    if leave_out is not None:
        size -= 1
        total += spreads[leave_out][leave_out] - 2 * sum(spreads[leave_out])
        own -= spreads[leave_out][leave_out]
    return Fraction(size, size - 1) * (1 - Fraction(own, total)) if size >= 2 and total else None


def alpha_interval(alpha: Fraction, respondents: int, items: int, confidence: Fraction) -> tuple[float, float]:
    """The interval of α by Feldt's F distribution. Feldt, Woodruff & Salih, Appl. Psych. Measurement 11 (1987)."""
    from scipy.special import fdtri

    above, below = respondents - 1, (respondents - 1) * (items - 1)
    tail = float((1 - confidence) / 2)
    spread = float(1 - alpha)
    return 1 - spread * float(fdtri(above, below, 1 - tail)), 1 - spread * float(fdtri(above, below, tail))


def item_total(spreads: Spreads, item: int) -> tuple[float | None, float | None]:
    """The correlation of an item with the total of all items, and with the total of the others (corrected)."""
    with_total = sum(spreads[item])
    total = sum(map(sum, spreads))
    own = spreads[item][item]
    raw = _correlation(with_total, own, total)
    return raw, _correlation(with_total - own, own, total - 2 * with_total + own)


def _correlation(together: int, first: int, second: int) -> float | None:
    if first <= 0 or second <= 0:
        return None
    value = together / math.sqrt(first * second)
    return max(-1.0, min(1.0, value))


def factorability(spreads: Spreads, respondents: int) -> tuple[float, list[float], ChiSquare] | None:
    """KMO over all items, KMO (MSA) of each, and Bartlett's test of sphericity; None where correlations are singular.

    Kaiser, Educ. Psych. Measurement 34 (1974); Bartlett, J. R. Stat. Soc. B 16 (1954). All items must vary.
    """
    import numpy as np
    from scipy.special import chdtrc

    size = len(spreads)
    own = [math.sqrt(spreads[i][i]) for i in range(size)]
    r = np.array([[spreads[i][j] / own[i] / own[j] for j in range(size)] for i in range(size)])
    if float(np.linalg.eigvalsh(r)[0]) < 1e-10:
        return None
    inverse = np.linalg.inv(r)
    scale = np.sqrt(np.diag(inverse))
    partial = inverse / np.outer(scale, scale)
    np.fill_diagonal(partial, 0)
    off = r - np.eye(size)
    squares, partials = (off**2).sum(axis=0), (partial**2).sum(axis=0)
    if float(squares.sum()) == 0:
        return None
    overall = float(squares.sum() / (squares.sum() + partials.sum()))
    each = [float(a / (a + b)) if a + b > 0 else 0.0 for a, b in zip(squares, partials, strict=True)]
    degrees = size * (size - 1) // 2
    statistic = -(respondents - 1 - (2 * size + 5) / 6) * float(np.linalg.slogdet(r)[1])
    return overall, each, ChiSquare(statistic, degrees, float(chdtrc(degrees, statistic)), 0, 0)


def chi_square(counts: Sequence[Sequence[int]]) -> ChiSquare | None:
    """Pearson's χ² test of independence without correction; None for fewer than two rows or columns in use."""
    rows = [row for row in counts if any(row)]
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    if len(rows) < 2 or len(columns) < 2:
        return None
    whole = sum(sum(column) for column in columns)
    row_sums = [sum(row) for row in rows]
    expected = [[Fraction(total * sum(column), whole) for total in row_sums] for column in columns]
    return _test(columns, expected, (len(rows) - 1) * (len(columns) - 1))


def goodness_of_fit(counts: Sequence[int], shares: Sequence[Fraction]) -> ChiSquare | None:
    """Pearson's χ² test of counts against known shares; None for fewer than two options or an option known as 0."""
    whole, total = sum(counts), sum(shares)
    if len(counts) < 2 or not whole or not all(shares):
        return None
    return _test([counts], [[whole * share / total for share in shares]], len(counts) - 1)


def _test(observed: Sequence[Sequence[int]], expected: Sequence[Sequence[Fraction]], degrees: int) -> ChiSquare:
    from scipy.special import chdtrc

    cells = [pair for seen, due in zip(observed, expected, strict=True) for pair in zip(seen, due, strict=True)]
    statistic = float(sum(((seen - due) ** 2 / due for seen, due in cells), Fraction(0)))
    small = sum(due < 5 for _, due in cells)
    return ChiSquare(statistic, degrees, float(chdtrc(degrees, statistic)), small, len(cells))
