"""How many people to ask, and how sure the answer will be."""

import math
from fractions import Fraction

from kaocheng.values import frozen


@frozen
class SamplePlan:
    """The valid responses needed: ``without_correction`` for an endless population, ``needed`` for this one."""

    population: int
    margin: Fraction
    confidence: Fraction
    without_correction: int
    needed: int


def plan_sample(population: int, margin: Fraction, confidence: Fraction = Fraction(95, 100)) -> SamplePlan:
    """The least sample whose share has at most that margin (a ratio) at that confidence, in the worst case of 50%.

    n₀ = z²/(4e²), n = n₀ ÷ (1 + (n₀ − 1)/N). Cochran, Sampling Techniques, §4.4. Raises ValueError where population is
    less than 1, or margin or confidence is not between 0 and 1.
    """
    if population < 1 or not 0 < margin < 1 or not 0 < confidence < 1:
        raise ValueError(f"{population=}, {margin=}, {confidence=}")
    from statistics import NormalDist  # 20 ms that no other command needs

    z = Fraction(NormalDist().inv_cdf(float((1 + confidence) / 2)))
    first = z * z / (4 * margin * margin)
    needed = first / (1 + (first - 1) / population)
    return SamplePlan(population, margin, confidence, math.ceil(first), min(population, math.ceil(needed)))
