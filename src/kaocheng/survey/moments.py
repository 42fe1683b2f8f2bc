"""Sums and cross products of item scores, exact because they are whole numbers. What is inferential follows from them."""

import math
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.survey.questionnaire import Question
from kaocheng.values import frozen

_ROWS = 1 << 16
_UNDIVIDED = 1 << 18
"""Products of this many steps the matrix library does on one core: dividing them costs more than it saves, and much
more where the other cores are busy."""
_EXACT = 1 << 53
"""Whole numbers up to here are exact in the products of the matrix library."""


@frozen
class Moments:
    """Over respondents who answered everything: Σx_i, and Σx_i·x_j, where x is the score times a unit (so it is whole)."""

    count: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]

    def spreads(self) -> list[list[int]]:
        """For each pair n·Σxy − Σx·Σy: the covariance times n(n−1)·unit²."""
        return [
            [self.count * product - first * second for product, second in zip(row, self.sums, strict=True)]
            for row, first in zip(self.products, self.sums, strict=True)
        ]


@frozen
class PairMoments:
    """Over those who answered i and j: Σx_i·x_j, Σx_i, and how many they are. Scores are times ``unit``, so whole."""

    unit: int
    products: tuple[tuple[int, ...], ...]
    sums: tuple[tuple[int, ...], ...]
    counts: tuple[tuple[int, ...], ...]


def unit_of(questions: Sequence[Question]) -> int:
    """The least whole number that makes every score of the questions whole."""
    scores = [option.score for question in questions for option in question.options if option.score is not None]
    return math.lcm(*(score.denominator for score in scores)) if scores else 1


def moments(pairs: PairMoments) -> Moments:
    """The moments of respondents who answered every question."""
    return Moments(pairs.counts[0][0], tuple(row[0] for row in pairs.sums), pairs.products)


def pair_moments(questions: Sequence[Question], columns: Sequence[bytes]) -> PairMoments:
    """The moments over each pair of questions; ``columns`` hold code 0 where an answer is missing or left out."""
    unit, size = unit_of(questions), len(questions)
    tables = [_scores(question, unit) for question in questions]
    ones = [[0] + [1] * (len(table) - 1) for table in tables]
    if not any(0 in column for column in columns):
        # Everybody answered everything: one column of ones does for all.
        whole = _cross([*columns, columns[0]], [*tables, ones[0]])
        sums = tuple((row[size],) * size for row in whole[:size])
        return PairMoments(unit, tuple(row[:size] for row in whole[:size]), sums, ((whole[size][size],) * size,) * size)
    whole = _cross([*columns, *columns], [*tables, *ones])
    products, sums = tuple(row[:size] for row in whole[:size]), tuple(row[size:] for row in whole[:size])
    return PairMoments(unit, products, sums, tuple(row[size:] for row in whole[size:]))


def variance_of_mean(questions: Sequence[Question], means: Sequence[Fraction], pairs: PairMoments, n: int) -> Fraction:
    """The variance of the weighted mean of the questions' means, sampling with replacement, by linearisation.

    With complete answers this is the variance of the respondents' weighted means ÷ n. Wolter, Introduction to
    Variance Estimation, ch. 6 (ratio estimators).
    """
    weights = sum((question.weight for question in questions), Fraction(0))
    share = [q.weight / (weights * pairs.counts[i][i]) for i, q in enumerate(questions)]
    mean = [value * pairs.unit for value in means]
    total = Fraction(0)
    for i in range(len(questions)):
        for j in range(len(questions)):
            centred = pairs.products[i][j] - mean[j] * pairs.sums[i][j] - mean[i] * pairs.sums[j][i]
            total += share[i] * share[j] * (centred + mean[i] * mean[j] * pairs.counts[i][j])
    return total * Fraction(n, n - 1) / pairs.unit**2


def _scores(question: Question, unit: int) -> list[int]:
    return [0] + [int((option.score or Fraction(0)) * unit) for option in question.options]


def _cross(columns: Sequence[bytes], tables: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Σ over respondents of table_i[code_i] · table_j[code_j]."""
    import numpy as np

    size, width = len(columns[0]), len(columns)
    largest = max(1, *(value for table in tables for value in table))
    step = min(_ROWS, _EXACT // largest**2)
    if not step:
        # Scores with very many decimals do not fit the matrix library.
        scores = [[table[code] for code in column] for column, table in zip(columns, tables, strict=True)]
        return tuple(tuple(sum(map(int.__mul__, first, second)) for second in scores) for first in scores)
    lookup = []
    for table in tables:
        wide = np.zeros(256)
        wide[: len(table)] = table
        lookup.append(wide)
    codes = [np.frombuffer(column, dtype=np.uint8) for column in columns]
    total = [[0] * width for _ in range(width)]
    rows = min(step, max(1, _UNDIVIDED // width**2))
    pieces = max(1, min(step, size) // rows)
    block = np.empty((width, pieces * rows))
    for start in range(0, size, pieces * rows):
        given = min(pieces * rows, size - start)
        block[:, given:] = 0
        for place in range(width):
            np.take(lookup[place], codes[place][start : start + given], out=block[place, :given])
        stack = block.reshape(width, pieces, rows).swapaxes(0, 1)
        part = (stack @ stack.swapaxes(1, 2)).sum(axis=0).tolist()
        for i in range(width):
            for j in range(width):
                total[i][j] += int(part[i][j])
    return tuple(tuple(row) for row in total)
