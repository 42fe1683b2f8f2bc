"""Applying the rules that somebody judges: 要点法, 全有或全无, 定性分级, 任务完成率."""

import re
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.derivation import PERCENT, SCORE, WORDS, Chosen, Computed, Derivation, Given, Judged, Rejected
from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import chinese_integer, exact_text, percent_text, short_text
from kaocheng.standards import messages
from kaocheng.standards.applying.context import Context, Need, Verdict
from kaocheng.standards.applying.numeric import TARGET_NEED, measured
from kaocheng.standards.applying.units import failing_units
from kaocheng.standards.inputs import SubTask
from kaocheng.standards.phrasing.words import award_text, interval_text, worth_text
from kaocheng.standards.rules import FULL, NOTHING, AllOrNothing, Completion, Grade, Grades, Points, Worth
from kaocheng.standards.targets import read_target

_COUNTED = re.compile(r"(?:满足|符合|达到|具备|做到|完成)(?:其中|上述|任意)?([一二两三四五六七八九\d]+)(?:项|条|个|点)")


def apply_points(context: Context, rule: Points) -> Verdict:
    """The worths of the points met, or the whole less a deduction for every point not met."""
    labels = tuple(point.text for point in rule.points)
    count = len(labels)
    if context.supply.has("met", count):
        met = [mark for mark in context.supply.take("met", count) if isinstance(mark, Fraction)]
    elif (missing := _same_worth(rule)) is not None and context.supply.has("cases"):
        absent = context.supply.take("cases")[0]
        if not isinstance(absent, Fraction) or absent > count:
            wrong = messages.input_wrong(key="cases", found=absent, expected=f"0到{count}")
            return Verdict(None, problems=(wrong,))
        share = max(Fraction(0), 1 - absent * missing.share_of(context.weight))
        each = exact_text(missing.share_of(context.weight) * context.weight)
        text = f"{exact_text(context.weight)} - {exact_text(absent)} × {each}"
        return Verdict(share, Computed("要点法得分", "满分-缺项数×每项扣分", text, share * context.weight, SCORE))
    elif context.supply.has("option", 1) and count == 1:
        met = [Fraction(1) if context.supply.take("option")[0] == 0 else Fraction(0)]
    else:
        return Verdict(None, missing=(Need("met", labels, count),))
    nodes, problems = _marks(labels, met)
    if rule.missing is not None:
        share = max(Fraction(0), 1 - sum(1 - mark for mark in met) * rule.missing.share_of(context.weight))
        each = exact_text(rule.missing.share_of(context.weight) * context.weight)
        text = f"{exact_text(context.weight)} - {short_text(Fraction(count) - sum(met), 4)} × {each}"
        return Verdict(
            share,
            Computed("要点法得分", "满分-缺项数×每项扣分", text, share * context.weight, SCORE, nodes),
            (),
            problems,
        )
    worths = [point.worth.share_of(context.weight) if point.worth else Fraction(0) for point in rule.points]
    share = sum((mark * worth for mark, worth in zip(met, worths, strict=True)), Fraction(0))
    text = " + ".join(
        f"{exact_text(worth * context.weight)} × {exact_text(mark)}" for mark, worth in zip(met, worths, strict=True)
    )
    return Verdict(
        share, Computed("要点法得分", "各要点得分之和", text, share * context.weight, SCORE, nodes), (), problems
    )


def _same_worth(rule: Points) -> Worth | None:
    """What each point not met costs, where that is the same for all."""
    worths = {point.worth for point in rule.points}
    return rule.missing or (next(iter(worths)) if len(worths) == 1 else None)


def apply_all_or_nothing(context: Context, rule: AllOrNothing) -> Verdict:
    """Full or nothing, by every form of input that was given; forms that disagree are refused."""
    told = [answer for answer in (_by_units(context, rule), _by_value(context, rule)) if answer is not None]
    failed = next((verdict for _, verdict in told if verdict.share is None), None)
    shown = next((verdict.actual for _, verdict in told if verdict.actual is not None), None)
    if failed is not None and (failed.problems or failed.missing):
        return failed
    judged = _by_judgement(context, rule, known=bool(told))
    told += [judged] if judged is not None else []
    if not told:
        return Verdict(None, missing=(all_or_nothing_need(rule),), actual=shown)
    problems = tuple(problem for _, verdict in told for problem in verdict.problems)
    if problems and any(problem.severity == "error" for problem in problems):
        return Verdict(None, actual=shown, problems=problems)
    if len({verdict.share for _, verdict in told}) > 1:
        return Verdict(None, actual=shown, problems=(messages.INPUT_CONFLICT.at(first=told[0][0], second=told[1][0]),))
    nodes = tuple(verdict.node for _, verdict in told if verdict.node is not None)
    share = told[0][1].share or Fraction(0)
    return Verdict(share, _said(context, rule, share, nodes), problems=problems, actual=shown)


Answer = tuple[str, Verdict]


def _by_units(context: Context, rule: AllOrNothing) -> Answer | None:
    if context.inputs.units is None:
        return None
    failing = failing_units(context, rule.metric, rule.interval)
    share = None if failing.names is None else Fraction(int(not failing.names))
    return "units", Verdict(share, failing.node, failing.missing, failing.problems)


def _by_value(context: Context, rule: AllOrNothing) -> Answer | None:
    if rule.interval is None or context.inputs.units is not None:
        return None
    value, found = measured(context, rule.metric, rule.interval)
    if value is None:
        return None
    bounds = context.bounds(rule.interval)
    if bounds is None:
        return "actual", Verdict(None, actual=found.actual, missing=(TARGET_NEED,))
    return "actual", Verdict(Fraction(int(bounds.holds(value))), found.actual, actual=found.actual)


def _by_judgement(context: Context, rule: AllOrNothing, *, known: bool) -> Answer | None:
    count = max(len(rule.points), 1)
    supply = context.supply
    if supply.has("met", count):
        met = [mark for mark in supply.take("met", count) if isinstance(mark, Fraction)]
        marks, problems = _marks(rule.points or (rule.condition,), met)
        return "met", Verdict(min(met), marks[0] if len(marks) == 1 else None, problems=problems)
    if supply.has("option"):
        option = supply.take("option")[0]
        wrong = () if option in {0, 1} else (messages.input_wrong(key="option", found=option, expected="0或1"),)
        return "option", Verdict(Fraction(int((option == 0) != rule.failing_first)), problems=wrong)
    told = context.inputs.actual.value if context.inputs.actual is not None else None
    if isinstance(told, str) and rule.interval is None and told in {rule.condition, rule.failing or "否则"}:
        return "actual", Verdict(Fraction(int(told == rule.condition)))
    if not (rule.counter or rule.failing or rule.points):
        return None
    if supply.has("cases"):
        return "cases", Verdict(Fraction(int(supply.take("cases")[0] == 0)))
    if not known and supply.has("flags"):
        return "flags", Verdict(Fraction(int(not supply.take("flags")[0])))
    return None


def _said(context: Context, rule: AllOrNothing, share: Fraction, nodes: tuple[Derivation, ...]) -> Chosen:
    said = rule.condition or (interval_text(rule.interval, rule.metric) if rule.interval else "全部满足")
    contrary = rule.failing or "其他情况"
    if not share:
        rejected = (Rejected(said, "得满分", _decided(nodes, contrary)),)
        return Chosen("得分", contrary, "不得分", share, SCORE, nodes, rejected, rule.span)
    rejected = (Rejected(contrary, "不得分", _decided(nodes, said)),)
    outcome = "得满分" if share == 1 else "部分满足"
    return Chosen("得分", said, outcome, share * context.weight, SCORE, nodes, rejected, rule.span)


def _decided(nodes: tuple[Derivation, ...], condition: str) -> str:
    """What decided between full marks and none: a judgement, or the units and values that were compared."""
    said = [node.form.full_text(node.value) for node in nodes if not isinstance(node, Judged)]
    units = [f"{node.form.text(node.value)}个单位未达标" for node in nodes if node.name == "未达标单位数"]
    judged = [f"评价判断为{node.value}" for node in nodes if isinstance(node, Judged)]
    return (judged or units or said or [f"评价判断为“{condition}”"])[0]


def all_or_nothing_need(rule: AllOrNothing) -> Need:
    """The form of input to ask for first."""
    if rule.interval is not None and not rule.counter and not rule.points:
        return Need("actual", (rule.metric,) if rule.metric else ())
    if rule.points:
        return Need("met", rule.points, len(rule.points))
    if rule.counter and not rule.condition:
        return Need("cases", (rule.failing,))
    labels = (rule.condition, rule.failing or "否则")
    return Need("option", labels[::-1] if rule.failing_first else labels)


def apply_grades(context: Context, rule: Grades) -> Verdict:
    """The case that applies, told by its number or by its words."""
    labels = tuple(grade.label or "否则" for grade in rule.grades)
    actual = context.inputs.actual
    if context.supply.has("option"):
        index = context.supply.take("option")[0]
    elif actual is not None and isinstance(actual.value, str):
        index = _by_words(actual.value, rule.grades)
        if index is None:
            wrong = messages.input_wrong(key="actual", found=actual.value, expected="、".join(labels))
            return Verdict(None, actual=actual, problems=(wrong,))
    elif context.inputs.met is not None and any(_COUNTED.search(label) for label in labels):
        met = context.supply.take("met", len(context.inputs.met))
        index = _by_count(met, labels)
    else:
        return Verdict(None, missing=(Need("option", labels),))
    if not isinstance(index, int) or index >= len(labels):
        wrong = messages.input_wrong(key="option", found=index, expected=f"0到{len(labels) - 1}")
        return Verdict(None, problems=(wrong,))
    grade = rule.grades[index]
    rejected = tuple(
        Rejected(labels[at], award_text(other.worth), f"评价判断为“{labels[index]}”", other.span)
        for at, other in enumerate(rule.grades)
        if at != index
    )
    judged = Given("业绩值", labels[index], WORDS) if actual is None else actual
    share: Fraction | None = grade.worth.share_of(context.weight)
    outcome = award_text(grade.worth)
    if grade.least is not None:
        share, outcome, problems = _chosen_share(context, grade)
        if share is None:
            missing = () if problems else (Need("share", (labels[index],)),)
            return Verdict(None, actual=judged, missing=missing, problems=problems)
    value = (share or Fraction(0)) * context.weight
    return Verdict(share, Chosen("得分", labels[index], outcome, value, SCORE, (), rejected, grade.span), actual=judged)


def _by_count(met: Sequence[object], labels: Sequence[str]) -> int | None:
    """The grade 符合两项 where two points were met."""
    if any(mark not in {0, 1} for mark in met):
        return None
    count = sum(1 for mark in met if mark == 1)
    for at, label in enumerate(labels):
        said = _COUNTED.search(label)
        if re.search(r"[均都全]不|[均都]未|一项(?:也|都)?[不未]|否则", label):
            wanted = 0 if count == 0 or label != "否则" else count
        elif said:
            wanted = chinese_integer(said[1]) if not said[1].isdigit() else int(said[1])
        else:
            wanted = len(met) if re.search(r"全|均|都", label) else -1
        if wanted == count:
            return at
    return None


def _chosen_share(context: Context, grade: Grade) -> tuple[Fraction | None, str, tuple[Diagnostic, ...]]:
    share, least = context.inputs.share, grade.least or NOTHING
    if share is None:
        return None, "", ()
    inside = share * context.whole / context.weight
    best, worst = grade.worth.share_of(context.weight), least.share_of(context.weight)
    # An end that two grades share may be chosen in either: the evaluator named the grade.
    if not worst <= inside <= best:
        expected = f"{share_text_of(least)}—{share_text_of(grade.worth)}"
        return None, "", (messages.OUT_OF_RANGE.at(label=grade.label, expected=expected, found=percent_text(share)),)
    return inside, f"在区间内取权重分的{percent_text(share)}", ()


def share_text_of(worth: Worth) -> str:
    """A worth as the end of a range: 权重分的60%, 8分."""
    return "满分" if worth == FULL else worth_text(worth)


def _by_words(text: str, grades: Sequence[Grade]) -> int | None:
    exact = [at for at, grade in enumerate(grades) if grade.label == text]
    inside = [at for at, grade in enumerate(grades) if grade.label and (text in grade.label or grade.label in text)]
    otherwise = [at for at, grade in enumerate(grades) if not grade.label and text in {"否则", "其他"}]
    if text[:1] in {"不", "未", "没"} and not exact:  # 不到位, where 到位 and 基本到位 are graded and the rest is 否则
        inside = []
        otherwise = [at for at, grade in enumerate(grades) if not grade.label]
    found = exact or inside or otherwise
    return found[0] if len(found) == 1 else None


def apply_completion(context: Context, rule: Completion) -> Verdict:
    """The mean of the sub-tasks' completion rates."""
    tasks = context.inputs.subtasks
    need = Need("subtasks", rule.tasks, len(rule.tasks))
    if tasks is None:
        if context.inputs.actual is not None:
            value, found = measured(context, "完成率")
            if value is None:
                return found
            share = min(Fraction(1), max(Fraction(0), value))
            text = f"{percent_text(share)} × {exact_text(context.weight)}"
            return Verdict(
                share, Computed("得分", "实际完成率×权重分", text, share * context.weight, SCORE), actual=found.actual
            )
        return Verdict(None, missing=(need,))
    if rule.tasks and len(tasks) != len(rule.tasks):
        return Verdict(
            None, problems=(messages.input_count(key="subtasks", found=len(tasks), expected=len(rule.tasks)),)
        )
    names = [task.name or label for task, label in zip(tasks, rule.tasks or [""] * len(tasks), strict=True)]
    rates = [completion_rate(task) for task in tasks]
    absent = tuple(
        name or f"第{at + 1}项" for at, (name, rate) in enumerate(zip(names, rates, strict=True)) if rate is None
    )
    if absent:
        return Verdict(None, missing=(Need("subtasks", absent, len(absent)),))
    known = [rate for rate in rates if rate is not None]
    weights = _sub_weights(rule, tasks)
    if weights is None:
        return Verdict(None, problems=(messages.INPUT_CONFLICT.at(first="weight", second="评分标准中的权重"),))
    share = sum((rate * weight for rate, weight in zip(known, weights, strict=True)), Fraction(0))
    nodes = tuple(
        Given(name or f"第{at + 1}项", rate, PERCENT) for at, (name, rate) in enumerate(zip(names, known, strict=True))
    )
    terms = (f"{percent_text(rate)} × {percent_text(weight)}" for rate, weight in zip(known, weights, strict=True))
    plain = f"（{' + '.join(percent_text(rate) for rate in known)}） ÷ {len(known)}"
    text = plain if len(set(weights)) == 1 else " + ".join(terms)
    mean = Computed("实际完成率", "各项完成率的平均", text, share, PERCENT, nodes)
    text = f"{percent_text(share)} × {exact_text(context.weight)}"
    node = Computed("得分", "实际完成率×权重分", text, share * context.weight, SCORE, (mean,))
    return Verdict(share, node, actual=mean)


def _sub_weights(rule: Completion, tasks: Sequence[SubTask]) -> tuple[Fraction, ...] | None:
    """What each sub-task weighs, summing to 1; None where the weights given are not those of the sentence."""
    given = [task.weight for task in tasks if task.weight is not None]
    total = sum(given, Fraction(0))
    told = tuple(weight / total for weight in given) if len(given) == len(tasks) and total else ()
    if rule.shares:
        return rule.shares if told in {(), rule.shares} else None
    return told or tuple(Fraction(1, len(tasks)) for _ in tasks)


def completion_rate(task: SubTask) -> Fraction | None:
    """The completion rate of a sub-task, at most 1; None where there is no evidence (STANDARDS, reading rule 16)."""
    if task.subtasks:
        below = [completion_rate(part) for part in task.subtasks]
        known = [rate for rate in below if rate is not None]
        return sum(known, Fraction(0)) / len(known) if len(known) == len(below) else None
    if task.rate is not None:
        return min(Fraction(1), max(Fraction(0), task.rate))
    actual = task.actual.value if task.actual else None
    if actual is None:
        return None
    wanted = read_target(task.target)
    if isinstance(actual, str) or wanted is None:
        return Fraction(1) if isinstance(actual, str) and actual == task.target else None
    low = wanted.low.value if wanted.low else None
    high = wanted.high.value if wanted.high else None
    if low is None and high is not None:
        reached = actual < high or (actual == high and wanted.high_in)
        return Fraction(1) if reached else high / actual
    if low is None or low <= 0:
        return Fraction(int(low is not None and actual >= low)) if low is not None else None
    if low == high and wanted.low and not wanted.low.mark:
        return min(Fraction(1), max(Fraction(0), actual / low))
    reached = actual > low or (actual == low and wanted.low_in)
    return Fraction(1) if reached else max(Fraction(0), actual / low)


def _marks(labels: Sequence[str], met: Sequence[Fraction]) -> tuple[tuple[Derivation, ...], tuple[Diagnostic, ...]]:
    nodes = tuple(
        Judged(label, "满足" if mark == 1 else "不满足" if mark == 0 else f"部分满足（{percent_text(mark)}）", WORDS)
        for label, mark in zip(labels, met, strict=True)
    )
    problems = tuple(
        messages.PART_MARK.at(label=label, found=percent_text(mark))
        for label, mark in zip(labels, met, strict=True)
        if 0 < mark < 1
    )
    return nodes, problems
