"""What a rule is applied to: the metric's value, items, points met, counts, flags … and reading them from JSON."""

from collections.abc import Callable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import TypeVar

from kaocheng.derivation import COUNT, PERCENT, WORDS, Derivation, Form, Given
from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.numbers import NotANumber, read_figure
from kaocheng.standards import messages
from kaocheng.values import frozen

UnitInput = bool | Derivation | Mapping[str, Derivation]
KEYS = ("actual", "target", "items", "met", "cases", "flags", "option", "share", "units", "subtasks")
AT_LEAST_ONE = "≥1"
T = TypeVar("T")


@frozen
class SubTask:
    """A sub-task: its target and actual value, or its completion rate, or sub-tasks of its own."""

    name: str = ""
    target: str = ""
    actual: Derivation | None = None
    rate: Fraction | None = None
    weight: Fraction | None = None
    subtasks: tuple["SubTask", ...] = ()


@frozen
class Inputs:
    """The data for one rule; see the table of STANDARDS. What is None was not given, which is never the same as 0."""

    actual: Derivation | None = None
    target: str = ""
    items: Mapping[str, Derivation] = field(default_factory=dict)
    met: tuple[Fraction, ...] | None = None
    cases: tuple[str | Fraction, ...] | None = None
    flags: tuple[bool, ...] | None = None
    option: tuple[int, ...] | None = None
    share: Fraction | None = None
    units: Mapping[str, UnitInput] | None = None
    subtasks: tuple[SubTask, ...] | None = None


class _Bad(Exception):
    def __init__(self, key: str, found: object, expected: str) -> None:
        super().__init__(key)
        self.facts = (key, found, expected)


def inputs_from_json(data: object) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    """The inputs that JSON data (numbers as strings, as STANDARDS has it) give, and what is wrong in them."""
    if not isinstance(data, Mapping):
        return Inputs(), (messages.input_wrong(key="inputs", found=_shown(data), expected="对象 {…}"),)
    problems: list[Diagnostic] = []
    read: dict[str, object] = {}
    for key, value in data.items():
        if key not in KEYS:
            problems.append(messages.INPUT_UNKNOWN.at(key=key, guess=did_you_mean(str(key), KEYS)))
            continue
        if value is None:
            continue
        try:
            read[key] = _READERS[key](key, value)
        except _Bad as bad:
            name, found, expected = bad.facts
            problems.append(messages.input_wrong(key=name, found=_shown(found), expected=expected))
    return Inputs(**read), tuple(problems)  # type: ignore[arg-type]


def given(name: str, text: str) -> Given:
    """A value as somebody wrote it: a figure with its form, or words."""
    try:
        figure = read_figure(text)
    except NotANumber:
        return Given(name, text, WORDS)
    if figure.mark == "%":
        return Given(name, figure.value, PERCENT if figure.digits <= 2 else Form("percent", digits=figure.digits))
    return Given(name, figure.value, COUNT if not figure.mark else Form("exact", digits=figure.digits))


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _text(key: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _Bad(key, value, "写在引号里的数或文字")  # a float has lost its digits: see answer_line
    return str(value).strip()


def _value(key: str, value: object) -> Derivation:
    text = _text(key, value)
    if not text:
        raise _Bad(key, value, "写在引号里的数或文字")
    return given("业绩值" if key == "actual" else key, text)


def _number(key: str, value: object) -> Fraction:
    try:
        return read_figure(_text(key, value)).value
    except NotANumber:
        raise _Bad(key, value, "数") from None


def _part(key: str, value: object) -> Fraction:
    number = Fraction(int(value)) if isinstance(value, bool) else _number(key, value)
    if not 0 <= number <= 1:
        raise _Bad(key, value, "0到1之间的数，或 true/false")
    return number


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Bad(key, value, "true 或 false")
    return value


def _case(key: str, value: object) -> str | Fraction:
    if isinstance(value, str) and value.replace(">=", "≥").strip() == AT_LEAST_ONE:
        return AT_LEAST_ONE
    number = _number(key, value)
    if number < 0:
        raise _Bad(key, value, "不小于0的数量")
    return number


def _index(key: str, value: object) -> int:
    number = _number(key, value)
    if number.denominator != 1 or number < 0:
        raise _Bad(key, value, "从0数起的序号")
    return int(number)


def _listed(one: Callable[[str, object], T]) -> Callable[[str, object], tuple[T, ...]]:
    def read(key: str, value: object) -> tuple[T, ...]:
        return tuple(one(key, part) for part in (value if isinstance(value, list) else [value]))

    return read


def _items(key: str, value: object) -> dict[str, Derivation]:
    if not isinstance(value, Mapping):
        raise _Bad(key, value, "名称和数值的对象 {…}")
    return {str(name): _value(str(name), part) for name, part in value.items()}


def _unit(key: str, value: object) -> UnitInput:
    if isinstance(value, bool):
        return value
    return _items(key, value) if isinstance(value, Mapping) else _value(key, value)


def _units(key: str, value: object) -> dict[str, UnitInput]:
    if not isinstance(value, Mapping):
        raise _Bad(key, value, "单位和数值的对象 {…}")
    return {str(name): _unit(str(name), part) for name, part in value.items()}


def _subtask(key: str, value: object) -> SubTask:
    if not isinstance(value, Mapping):
        raise _Bad(key, value, "子任务的对象 {…}")
    unknown = [name for name in value if name not in {"target", "actual", "rate", "subtasks", "weight", "name", "text"}]
    if unknown:
        raise _Bad(key, unknown[0], "target、actual、rate、weight、subtasks")
    below = value.get("subtasks")
    return SubTask(
        name=str(value.get("name", value.get("text", ""))),
        target=_text("target", value["target"]) if value.get("target") is not None else "",
        actual=_value("actual", value["actual"]) if value.get("actual") is not None else None,
        rate=_number("rate", value["rate"]) if value.get("rate") is not None else None,
        weight=_number("weight", value["weight"]) if value.get("weight") is not None else None,
        subtasks=_listed(_subtask)("subtasks", below) if below is not None else (),
    )


_READERS: dict[str, Callable[[str, object], object]] = {
    "actual": _value,
    "target": _text,
    "items": _items,
    "met": _listed(_part),
    "cases": _listed(_case),
    "flags": _listed(_flag),
    "option": _listed(_index),
    "share": _part,
    "units": _units,
    "subtasks": _listed(_subtask),
}
