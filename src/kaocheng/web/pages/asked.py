"""What an evaluator has to judge for a standard: points, options, counts, subtasks."""

from dataclasses import dataclass

from kaocheng.scoring import ScoredIndicator
from kaocheng.standards import Standard, needs
from kaocheng.web.content import Item
from kaocheng.web.content.items import Body

PART = "50%"
"""The share that a point in part gets until another is typed."""


@dataclass(frozen=True)
class Asked:
    """One thing to judge: the key of the input, its place in the list, what is asked, the value as stored."""

    key: str
    index: int
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def in_part(self) -> bool:
        """Whether a point was judged to be met in part."""
        return bool(self.value) and self.value not in {"yes", "no"}

    @property
    def value_in_part(self) -> str:
        """The share of a point that is met in part, as typed."""
        return self.value if self.in_part else PART


def open_to_judgement(standard: Standard, scored: ScoredIndicator, item: Item | None) -> list[Asked]:
    """What is asked, without the metric's value where the data give it."""
    given = scored.score is not None and not (item and "actual" in item.body)
    return [one for one in asked(standard, item) if not (given and one.key == "actual")]


def asked(standard: Standard, item: Item | None) -> list[Asked]:
    """What an evaluator has to judge for a standard, in the order of its points."""
    body = item.body if item else {}
    found: list[Asked] = []
    for need in needs(standard):
        labels = need.labels or ("",) * need.count
        if need.key in {"met", "flags"}:
            choices: tuple[tuple[str, str], ...] = (("yes", "是"), ("no", "否"))
            found += [Asked(need.key, i, label, _at(body, need.key, i), choices) for i, label in enumerate(labels)]
        elif need.key == "cases":
            counted = [f"{label or '这种情况'}：有几例（没有写 0）" for label in labels]
            found += [Asked("cases", i, label, _at(body, "cases", i)) for i, label in enumerate(counted)]
        elif need.key == "option":
            choices = tuple((str(i), label) for i, label in enumerate(labels))
            found.append(Asked("option", 0, "适用哪一档", _text(body.get("option")), choices))
        elif need.key == "share":
            found.append(Asked("share", 0, "档内得分（占权重的份额）", _text(body.get("share"))))
        elif need.key == "actual":
            found.append(Asked("actual", 0, "业绩值（数据里没有时，由评价组认定）", _text(body.get("actual"))))
        elif need.key == "subtasks":
            found += _subtasks(body.get("subtasks", []), "subtasks")
    return found


def _subtasks(tasks: Body, path: str) -> list[Asked]:
    found = []
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        if not isinstance(task, dict):
            continue
        here, label = f"{path}.{index}", str(task.get("text", f"子任务{index + 1}"))
        if "subtasks" in task:
            found += _subtasks(task["subtasks"], f"{here}.subtasks")
        elif "rate" in task:
            found.append(Asked(f"{here}.rate", -1, f"{label}：完成率", _text(task["rate"])))
        else:
            target = task.get("target", "")
            found.append(Asked(f"{here}.actual", -1, f"{label}：目标 {target}，实际", _text(task.get("actual", ""))))
    return found


def _at(body: Body, key: str, index: int) -> str:
    values = body.get(key, [])
    values = values if isinstance(values, list) else [values]
    return str(values[index]) if index < len(values) else ""


def _text(value: Body) -> str:
    return "" if value is None else str(value[0] if isinstance(value, list) and value else value or "")
