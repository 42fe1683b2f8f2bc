"""Every rule in its canonical Chinese. What is written here is read back as the same rule."""

from kaocheng.numbers import exact_text
from kaocheng.standards.formula import phrase_formula
from kaocheng.standards.numerals import CIRCLED
from kaocheng.standards.phrasing.adjustments import adjustment_text
from kaocheng.standards.phrasing.words import award_text, interval_text, limit_text, number_text, worth_text
from kaocheng.standards.rules import (
    FULL,
    Adjustment,
    AllOrNothing,
    Band,
    Bands,
    Completion,
    FormulaRule,
    Gain,
    Grade,
    Grades,
    Limit,
    Parts,
    PerCase,
    PerGain,
    PerStep,
    Points,
    Proportional,
    Rule,
    Step,
    Worth,
)

_VERBS = {"below": "降低", "above": "超出", "both": "偏差"}


def rule_text(rule: Rule, full: Worth = FULL, stop: str = "；") -> str:
    """The rule in words, without a closing stop. ``full`` is the part's maximum, ``stop`` parts its clauses."""
    match rule:
        case Points():
            return _points(rule, full)
        case AllOrNothing():
            return _all_or_nothing(rule, full)
        case Proportional():
            return _proportional(rule, full)
        case Bands():
            said = [f"{interval_text(band.interval, rule.metric)}{_banded(band)}" for band in rule.bands]
            return stop.join([*said, *([f"否则{award_text(rule.otherwise)}"] if rule.otherwise is not None else [])])
        case PerStep():
            return _per_step(rule, full, stop)
        case PerCase():
            said_condition = interval_text(rule.interval, rule.metric) if rule.interval else rule.condition
            return f"{said_condition}{award_text(full)}" if said_condition else ""
        case PerGain():
            verb = "得" if all(gain.counter for gain in rule.gains) else "加"
            return stop.join(_gain(gain, verb) for gain in rule.gains)
        case Grades():
            return stop.join(_grade(grade) for grade in rule.grades)
        case Completion():
            return _completion(rule, full)
        case FormulaRule():
            return _formula(rule, full)
        case Parts():
            return _listed(tuple(body_text(part.rule, part.adjustments, part.maximum, "，") for part in rule.parts))


def body_text(rule: Rule, adjustments: tuple[Adjustment, ...], full: Worth = FULL, stop: str = "；") -> str:
    """A rule with what stands beside it."""
    main = rule_text(rule, full, stop)
    metric = "" if isinstance(rule, FormulaRule) and rule.full is None else getattr(rule, "metric", "")
    floor = "扣完为止" if isinstance(rule, PerStep) and not any(step.cap for step in rule.steps) else ""
    said = [part for part in (main, floor) if part]
    sentence = "，".join(said)
    beside = [adjustment_text(adjustment, metric) for adjustment in adjustments]
    listed = (
        "。"
        if (isinstance(rule, Points | Completion | Parts) and rule != Completion(()))
        or (isinstance(rule, AllOrNothing) and rule.points)
        else stop
    )
    return listed.join([part for part in (sentence, stop.join(beside)) if part])


def _banded(band: Band) -> str:
    if band.rising_to is None:
        return award_text(band.worth)
    return f"得{worth_text(band.worth)}线性插值至{worth_text(band.rising_to)}"


def _listed(texts: tuple[str, ...]) -> str:
    return "；".join(f"{CIRCLED[at]}{text}" for at, text in enumerate(texts))


def _gain(gain: Gain, verb: str) -> str:
    worth = f"{verb}{worth_text(gain.worth)}"
    if not gain.counter:
        return f"{gain.text}的{worth}"
    count = f"{exact_text(gain.size)}{gain.counter}"
    if "，" in gain.text:
        return f"{gain.text}的，每有{count}{worth}"
    return f"每有{count}{gain.text}{worth}"


def _completion(rule: Completion, full: Worth) -> str:
    if not rule.tasks:
        return f"各项任务完成率均达到100%{award_text(full)}，否则得分=各项任务完成率的平均值×权重分"
    if rule.shares:
        weighed = (
            f"{task}（权重{worth_text(Worth(share, is_share=True)).removeprefix('权重分的')}）"
            for task, share in zip(rule.tasks, rule.shares, strict=True)
        )
        return f"{_listed(tuple(weighed))}。得分=Σ（各项完成率×该项权重）×权重分"
    said = f"以上{len(rule.tasks)}项，完成率达到100%{award_text(full)}，否则得分=实际完成率×权重分"
    return f"{_listed(rule.tasks)}。{said}"


def _points(rule: Points, full: Worth) -> str:
    listed = _listed(tuple(point.text for point in rule.points))
    if rule.missing is not None:
        return f"{listed}。全部满足{award_text(full)}，每缺少1项扣{worth_text(rule.missing)}"
    worths = [point.worth or FULL for point in rule.points]
    if len(set(worths)) == 1:
        shares = f"以上{len(worths)}项各占{worth_text(worths[0])}"
    else:
        shares = "，".join(f"{CIRCLED[at]}占{worth_text(worth)}" for at, worth in enumerate(worths))
    return f"{listed}。{shares}，符合得相应权重分，不符合不得分"


def _all_or_nothing(rule: AllOrNothing, full: Worth) -> str:
    award = award_text(full)
    if rule.points:
        return f"{_listed(rule.points)}。全部满足{award}，任一项不满足不得分"
    said = interval_text(rule.interval, rule.metric) if rule.interval is not None else rule.condition
    if rule.counter:
        return f"{said}{award}，发现1{rule.counter}{rule.failing}的不得分"
    if rule.failing_first:
        return f"{rule.failing}的不得分，{said}的{award}"
    return f"{said}{award}，{rule.failing}的不得分" if rule.failing else f"{said}{award}，否则不得分"


def _proportional(rule: Proportional, full: Worth) -> str:
    limit = rule.full.low or rule.full.high
    end = _value_text(limit) if limit is not None else "目标值"
    ratio = f"{end}÷实际值" if rule.inverse else f"实际值÷{end}"
    return f"{interval_text(rule.full, rule.metric)}{award_text(full)}，否则得分={ratio}×权重分"


def _value_text(limit: Limit) -> str:
    return limit_text(limit) if limit.of_target else number_text(limit.value, limit.mark)


def _per_step(rule: PerStep, full: Worth, stop: str) -> str:
    said = rule.condition or interval_text(rule.full, rule.metric)
    verb = {"above": "延误"} if rule.condition else _VERBS
    steps = []
    for step in rule.steps:
        text = f"每{verb[step.side]}{limit_text(step.size)}扣{worth_text(step.worth)}"
        if len(rule.steps) > 1 or step.start is not None:
            text = f"{_beyond(rule, step)}的，{text}"
        steps.append(text)
    last = rule.steps[-1]
    unit = limit_text(last.size)
    rounding = {"up": f"，不足{unit}按{unit}计", "down": f"，不足{unit}不计", "half": f"，不足{unit}按四舍五入取整"}
    cap = f"，最多扣{worth_text(last.cap)}" if last.cap is not None else ""
    between = "，" if len(steps) == 1 else stop
    return f"{said}{award_text(full)}{between}{stop.join(steps)}{rounding.get(last.rounding, '')}{cap}"


def _beyond(rule: PerStep, step: Step) -> str:
    limit = step.start or (rule.full.low if step.side == "below" else rule.full.high)
    sign = "低于" if step.side == "below" else "超过"
    return f"{sign}{limit_text(limit)}" if limit is not None else sign


def _grade(grade: Grade) -> str:
    label = f"{grade.label}的，" if grade.label else "否则"
    if grade.least is None:
        return f"{label}{award_text(grade.worth)}"
    least, best = worth_text(grade.least), worth_text(grade.worth)
    if grade.least.is_share:
        least = f"权重分的{number_text(grade.least.amount, '%')}"
        best = number_text(grade.worth.amount, "%")
    return f"{label}得{least}-{best}"


def _formula(rule: FormulaRule, full: Worth) -> str:
    first = f"{interval_text(rule.full, rule.metric)}{award_text(full)}，否则" if rule.full is not None else ""
    cap = number_text(rule.cap, "%") if rule.cap is not None else ""
    return f"{first}得分={phrase_formula(rule.expression)}" + (f"，超过{cap}按{cap}计" if cap else "")
