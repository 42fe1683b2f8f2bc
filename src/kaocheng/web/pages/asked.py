"""What an evaluator has to judge or type for a standard: points, options, counts, units, subtasks, the value itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaocheng.domain import leaf_units
from kaocheng.scoring import ScoredIndicator
from kaocheng.standards import Need, Standard, inputs_from_json, limits_of, needs, options, told_option, understand
from kaocheng.standards.rules import AllOrNothing, PerCase
from kaocheng.standards.targets import read_target
from kaocheng.web.content import Item
from kaocheng.web.content.items import Body
from kaocheng.web.workspace import Workspace

PART = "50%"
"""The share that a point in part gets until another is typed."""
DELAY = "延误时间"
"""What a standard that wants things done in time is applied to."""
YES_NO = (("yes", "是"), ("no", "否"))


@dataclass(frozen=True)
class Asked:
    """One thing to judge: the key of the input, its place in the list, what is asked, the value as stored.

    ``unit`` is what a number is counted in; ``may_be_part`` where it may hold in part.
    """

    key: str
    index: int
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    may_be_part: bool = False

    @property
    def in_part(self) -> bool:
        """Whether it was judged to hold in part."""
        return self.may_be_part and bool(self.value) and self.value not in dict(self.choices)

    @property
    def value_in_part(self) -> str:
        """The share of what holds in part, as typed."""
        return self.value if self.in_part else PART


def standard_of(scored: ScoredIndicator) -> Standard | None:
    """The standard by which an indicator is scored, that of its reading where it has one; None where it is not understood."""
    indicator = scored.indicator
    rule = scored.reading.rule if scored.reading else indicator.standard
    return understand(rule, name=indicator.name, weight=indicator.weight, target=indicator.target).standard


def asked_of(space: Workspace, scored: ScoredIndicator) -> list[Asked]:
    """What is to be judged for an indicator, in the order of its points; not what the data give."""
    standard = standard_of(scored)
    if standard is None:
        return []
    body = _body(space.item("judgement", scored.indicator.code))
    return [one for need in needs(standard) for one in _asked(space, scored, standard, need, body)]


def _asked(
    space: Workspace, scored: ScoredIndicator, standard: Standard, need: Need, body: dict[str, Body]
) -> Iterator[Asked]:
    labels = need.labels or ("",) * need.count
    target = scored.indicator.target
    match need.key:
        case "met" | "flags" as key:
            yield from (
                Asked(key, at, label, _at(body, key, at), YES_NO, may_be_part=key == "met")
                for at, label in enumerate(labels)
            )
        case "cases":
            counted = [f"{label or '这种情况'}：有几例（没有写 0）" for label in labels]
            yield from (Asked("cases", at, label, _at(body, "cases", at)) for at, label in enumerate(counted))
        case "option":
            yield from _options(scored, standard, body)
        case "share":
            yield Asked("share", -1, "档内得分（占权重的份额）", _text(body.get("share")), unit="%")
        case "actual" if "actual" in body or scored.actual is None:
            label = f"{DELAY}（没有延误写 0）" if DELAY in labels else "业绩值"
            yield Asked("actual", -1, label, _text(body.get("actual")), unit=_unit(standard, target))
        case "items":
            typed = body.get("items", {})
            wanted = [] if scored.actual is not None else [name for name in labels if not space.metrics.knows(name)]
            for name in dict.fromkeys([*wanted, *(name for name in labels if name in typed)]):
                yield Asked(f"items.{name}", -1, name, _text(typed.get(name)), unit="万元")
        case "units" if "units" in body or not _supplies_units(space, scored):
            yield from _units(space, standard, body)
        case "subtasks" if "subtasks" in body:
            yield from _subtasks(body["subtasks"], "subtasks")
        case "subtasks" if need.labels:
            tasks = [{"text": label, "rate": ""} for label in need.labels]
            yield from _subtasks(tasks, "subtasks")
        case "subtasks":
            yield Asked("actual", -1, "实际完成率", _text(body.get("actual")), unit="%")


def _options(scored: ScoredIndicator, standard: Standard, body: dict[str, Body]) -> Iterator[Asked]:
    questions = options(standard)
    met = body.get("met")
    for at, labels in enumerate(questions):
        value = _at(body, "option", at)
        if not value and len(questions) == 1:
            value = _told(scored, standard)
        in_part = isinstance(standard.rule, AllOrNothing)
        if not value and in_part and isinstance(met, list) and len(met) == 1:
            value = str(met[0])
        choices = tuple((str(case), label) for case, label in enumerate(labels))
        label = "适用哪一档" if len(questions) == 1 else f"第{at + 1}项适用哪一档"
        yield Asked("option", at, label, value, choices, may_be_part=in_part)


def _told(scored: ScoredIndicator, standard: Standard) -> str:
    """The case that a judgement in another form tells; the empty text where it tells none."""
    inputs, problems = inputs_from_json(scored.judgement.inputs if scored.judgement else {})
    found = None if problems else told_option(standard, scored.indicator.weight, scored.indicator.target, inputs)
    return "" if found is None else str(found)


def _units(space: Workspace, standard: Standard, body: dict[str, Body]) -> Iterator[Asked]:
    """Each unit: yes or no where the sentence states no limit, else its value."""
    given = body.get("units")
    given = given if isinstance(given, dict) else {}
    rule = standard.rule
    by_answer = isinstance(rule, AllOrNothing | PerCase) and rule.interval is None
    for name in dict.fromkeys([*given, *leaf_units(space.evaluation.units)]):
        value = given.get(name, "")
        if isinstance(value, str):
            choices = YES_NO if by_answer or value in {"yes", "no"} else ()
            unit = "" if choices else _unit(standard, "")
            yield Asked(f"units.{name}", -1, f"{name}：是否达标" if choices else name, value, choices, unit)


def _subtasks(tasks: Body, path: str) -> Iterator[Asked]:
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        if not isinstance(task, dict):
            continue
        here, label = f"{path}.{index}", str(task.get("text", f"子任务{index + 1}"))
        if "subtasks" in task:
            yield from _subtasks(task["subtasks"], f"{here}.subtasks")
        elif "rate" in task:
            yield Asked(f"{here}.rate", -1, f"{label}：完成率", _text(task["rate"]), unit="%")
        else:
            target = task.get("target", "")
            yield Asked(f"{here}.actual", -1, f"{label}：目标 {target}，实际", _text(task.get("actual", "")))


def _unit(standard: Standard, target: str) -> str:
    """What the value is counted in: as the limits of the sentence are, else as the target is."""
    wanted = read_target(target) if target else None
    ends = [*limits_of(standard), *((wanted.low, wanted.high) if wanted else ())]
    return next((end.mark or end.unit for end in ends if end is not None and (end.mark or end.unit)), "")


def _supplies_units(space: Workspace, scored: ScoredIndicator) -> bool:
    indicator = scored.indicator
    return any(space.metrics.by_units(name) for name in (*indicator.metrics, indicator.name))


def _body(item: Item | None) -> dict[str, Body]:
    return item.body if item else {}


def _at(body: dict[str, Body], key: str, index: int) -> str:
    values: Sequence[Body] = body.get(key, [])
    values = values if isinstance(values, list) else [values]
    return str(values[index]) if index < len(values) else ""


def _text(value: Body) -> str:
    return "" if value is None else str(value[0] if isinstance(value, list) and value else value or "")
