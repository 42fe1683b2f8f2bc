"""The small words of canonical phrasing: worths, limits, intervals."""

from fractions import Fraction

from kaocheng.numbers import exact_text
from kaocheng.standards.rules import FULL, NOTHING, POINTS, Interval, Limit, Worth

_SCALES = {"%": (100, "%"), "‰": (1000, "‰"), "/万": (10_000, "/万"), "/10万": (100_000, "/10万")}


def number_text(value: Fraction, mark: str = "") -> str:
    """A figure with its mark: 0.8 with % is ``80%``; a percentage that does not terminate is a fraction, ``2/3``."""
    scale, shown = _SCALES.get(mark, (1, ""))
    scaled = exact_text(value * scale)
    return exact_text(value) if mark == "%" and "/" in scaled else scaled + shown


def share_text(share: Fraction) -> str:
    """A share of the weight: ``50%``, or ``1/3`` where the percentage does not terminate."""
    percent = exact_text(share * 100)
    return exact_text(share) if "/" in percent else f"{percent}%"


def worth_text(worth: Worth) -> str:
    """``2分``, ``满分``, or ``权重分的50%``."""
    if worth == FULL:
        return "满分"
    return f"权重分的{share_text(worth.amount)}" if worth.is_share else f"{exact_text(worth.amount)}分"


def award_text(worth: Worth) -> str:
    """``得2分``, ``得满分``, ``得权重分的50%``, ``不得分``."""
    return "不得分" if worth == NOTHING else f"得{worth_text(worth)}"


def limit_text(limit: Limit) -> str:
    """``80%``, ``500人``, ``目标值``, ``目标值的60%``, ``批复单价``."""
    if limit.of_target:
        name = limit.name or "目标值"
        return name if limit.value == 1 else f"{name}的{number_text(limit.value, '%')}"
    if limit.unit == POINTS:
        return f"{exact_text(limit.value * 100)}{POINTS}"
    return number_text(limit.value, limit.mark) + limit.unit


def interval_text(interval: Interval, metric: str = "") -> str:
    """``满意度≥90%``, ``80%≤满意度<90%``, ``满意度达到目标值``."""
    low, high = interval.low, interval.high
    if interval.meets_target:
        return f"{metric}达到目标值"
    if low is not None and low == high:
        return f"{metric}={limit_text(low)}"
    if low is not None and high is not None:
        signs = ["≤" if interval.low_in else "<", "≤" if interval.high_in else "<"]
        return f"{limit_text(low)}{signs[0]}{metric or '实际值'}{signs[1]}{limit_text(high)}"
    if low is not None:
        return f"{metric}{'≥' if interval.low_in else '>'}{limit_text(low)}"
    return f"{metric}{'≤' if interval.high_in else '<'}{limit_text(high)}" if high is not None else metric
