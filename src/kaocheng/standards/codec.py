"""Rule values and diagnostics as JSON-ready data, and back. Numbers are strings; nothing is rounded."""

import dataclasses
from collections.abc import Mapping
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic, Message
from kaocheng.places import InSentence
from kaocheng.standards import formula, messages, rules
from kaocheng.standards.understanding import Understanding, Word

_CLASSES: dict[str, type] = {
    found.__name__: found
    for found in (
        *(getattr(rules, name) for name in rules.__all__),
        *(formula.Number, formula.Name, formula.Operation, formula.Call),
        InSentence,
        Word,
    )
    if isinstance(found, type) and dataclasses.is_dataclass(found)
}
_MESSAGES = {name: value for name, value in vars(messages).items() if isinstance(value, Message)}
_MESSAGE_NAMES = {value: name for name, value in _MESSAGES.items()}


class NotAStandard(ValueError):
    """The data do not describe a rule value; ``what`` says where they fail."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def to_json(value: object) -> object:
    """A rule value (a Standard, or anything inside one) as JSON-ready data; defaults are left out."""
    if isinstance(value, Fraction):
        return {"number": str(value)}
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        data: dict[str, object] = {"is": type(value).__name__}
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if field.default is dataclasses.MISSING or part != field.default:
                data[field.name] = to_json(part)
        return data
    return value


def from_json(data: object) -> object:
    """The value that :func:`to_json` wrote. Raises :class:`NotAStandard` for anything else."""
    if isinstance(data, list):
        return tuple(from_json(part) for part in data)
    if not isinstance(data, Mapping):
        if data is None or isinstance(data, str | bool | int):
            return data
        raise NotAStandard(repr(data))
    try:
        if "number" in data:
            return Fraction(str(data["number"]))
        fields = {name: from_json(part) for name, part in data.items() if name != "is"}
        return _CLASSES[data["is"]](**fields)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise NotAStandard(str(data)[:80]) from error


def standard_to_json(standard: rules.Standard) -> object:
    """A standard as JSON-ready data."""
    return to_json(standard)


def standard_from_json(data: object) -> rules.Standard:
    """The standard that :func:`standard_to_json` wrote. Raises :class:`NotAStandard`."""
    standard = from_json(data)
    if not isinstance(standard, rules.Standard):
        raise NotAStandard(str(data)[:80])
    return standard


def understanding_to_json(understanding: Understanding) -> object:
    """An understanding as JSON-ready data, without its sentence."""
    return {
        "standard": to_json(understanding.standard),
        "words": to_json(understanding.words),
        "problems": [
            [_MESSAGE_NAMES[problem.message], [list(fact) for fact in problem.facts], to_json(problem.places)]
            for problem in understanding.problems
        ],
    }


def understanding_from_json(sentence: str, data: object) -> Understanding:
    """The understanding of ``sentence`` that :func:`understanding_to_json` wrote. Raises :class:`NotAStandard`."""
    try:
        standard = from_json(data["standard"])  # type: ignore[index]
        words = from_json(data["words"])  # type: ignore[index]
        problems = tuple(
            Diagnostic(_MESSAGES[name], tuple((str(key), str(value)) for key, value in facts), from_json(places))  # type: ignore[arg-type]
            for name, facts, places in data["problems"]  # type: ignore[index]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotAStandard(str(data)[:80]) from error
    if not (standard is None or isinstance(standard, rules.Standard)) or not isinstance(words, tuple):
        raise NotAStandard(str(data)[:80])
    return Understanding(sentence, standard, problems, words)
