"""What stands beside the main rule, in canonical Chinese."""

from kaocheng.numbers import exact_text
from kaocheng.standards.phrasing.words import interval_text, limit_text, worth_text
from kaocheng.standards.rules import (
    Adjustment,
    Bonus,
    CaseDeduction,
    Exemption,
    Gate,
    LimitDeduction,
    LossCap,
    OnceDeduction,
    StepBonus,
    Veto,
)


def adjustment_text(adjustment: Adjustment, metric: str) -> str:
    """The adjustment as a clause. ``metric`` is the main rule's, which need not be repeated."""
    match adjustment:
        case Gate():
            return f"{interval_text(adjustment.interval, _other(adjustment.metric, metric))}不得分"
        case Veto(counted=""):
            return f"{adjustment.text}的，一票否决"
        case Veto():
            return f"发现1{adjustment.counted}{adjustment.text}的，一票否决"
        case Exemption():
            return f"{adjustment.text}的，按满分计"
        case CaseDeduction():
            return _case(adjustment)
        case OnceDeduction():
            return f"{adjustment.text}的扣{worth_text(adjustment.worth)}"
        case LimitDeduction():
            said = interval_text(adjustment.interval, _other(adjustment.metric, metric))
            return f"{said}的扣{worth_text(adjustment.worth)}"
        case StepBonus():
            return _step_bonus(adjustment, metric)
        case LossCap():
            return f"以上合计最多扣{worth_text(adjustment.worth)}"
        case Bonus():
            return _bonus(adjustment)


def _other(name: str, metric: str) -> str:
    return "" if name == metric else name


def _case(deduction: CaseDeduction) -> str:
    count = f"{exact_text(deduction.size)}{deduction.counter}"
    loss = f"扣{worth_text(deduction.worth)}"
    cap = f"，最多扣{worth_text(deduction.cap)}" if deduction.cap is not None else "，扣完为止"
    bar = f"，{bar_text(deduction)}的不得分" if deduction.bar is not None else ""
    if deduction.by_unit or not deduction.text:
        return f"每有{count}{deduction.text}{loss}{cap}{bar}"
    return f"{deduction.text}的，每有{count}{loss}{cap}{bar}"


def bar_text(deduction: CaseDeduction) -> str:
    """``超过6个``, ``达到5次``: from where nothing is left."""
    return f"{'达到' if deduction.bar_in else '超过'}{exact_text(deduction.bar or deduction.size)}{deduction.counter}"


def _step_bonus(bonus: StepBonus, metric: str) -> str:
    sign, verb = ("超过", "超出") if bonus.side == "above" else ("低于", "降低")
    start = f"{_other(bonus.metric, metric)}{sign}{limit_text(bonus.start)}的，" if bonus.start is not None else ""
    cap = f"，最多加{worth_text(bonus.cap)}" if bonus.cap is not None else ""
    return f"{start}每{verb}{limit_text(bonus.size)}加{worth_text(bonus.worth)}{cap}"


def _bonus(bonus: Bonus) -> str:
    gain = f"加{worth_text(bonus.worth)}"
    said = (
        f"每有{exact_text(bonus.size)}{bonus.counter}{bonus.text}{gain}" if bonus.counter else f"{bonus.text}的{gain}"
    )
    cap = f"，最多加{worth_text(bonus.cap)}" if bonus.cap is not None else ""
    return said + cap + ("，得分最高不超过满分" if bonus.within_weight else "")
