"""One JSON object in, one out: how a sentence is understood and what it scores (``kaocheng standard --jsonl``)."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

from kaocheng.derivation import sentence as in_words
from kaocheng.diagnostics import Diagnostic, Message, Severity, errors
from kaocheng.numbers import NotANumber, exact_text, read_number, short_text
from kaocheng.places import InSentence
from kaocheng.standards.applying.context import Need
from kaocheng.standards.applying.needs import needs
from kaocheng.standards.applying.run import apply
from kaocheng.standards.curve import full_marks
from kaocheng.standards.inputs import inputs_from_json
from kaocheng.standards.meaning import understand
from kaocheng.standards.messages import BAD_WEIGHT
from kaocheng.standards.phrasing import phrase

BAD_LINE = Message(
    "bad-line", Severity.ERROR, "这一行不是 JSON 对象：{reason}。", "not a JSON object: {reason}",
    "每行应为一个 {{\"standard\": …}} 对象。", " Each line holds one object with a standard.",
)  # fmt: skip
NO_SENTENCE = Message(
    "bad-line", Severity.ERROR, "“{key}”应为文字，写的是{found}。", "{key} should be text, found {found}",
    "请把它写在引号里。", " Put it in quotation marks.",
)  # fmt: skip


def answer_line(line: str, lang: str = "zh") -> dict[str, object]:
    """The answer to one line; never raises, whatever the line holds."""
    try:
        data = json.loads(line, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or "嵌套太深"
        return _refused(None, [BAD_LINE.at(reason=reason)], lang)
    if not isinstance(data, Mapping):
        return _refused(None, [BAD_LINE.at(reason=f"是 {type(data).__name__}")], lang)
    return answer(data, lang)


def answer(data: Mapping[str, object], lang: str = "zh") -> dict[str, object]:
    """The answer to one object with id, name, weight, target, standard and inputs, as STANDARDS has it."""
    wrong: list[Diagnostic] = []
    sentence, name, target = (_text(data, key, wrong) for key in ("standard", "name", "target"))
    weight = _weight(data.get("weight"), wrong)
    if wrong:
        return _refused(data.get("id"), wrong, lang)
    understanding = understand(sentence, name=name, weight=weight, target=target)
    standard = understanding.standard
    if standard is None:
        return _refused(data.get("id"), understanding.problems, lang)
    out: dict[str, object] = {
        "id": data.get("id"),
        "understood": True,
        "kind": standard.kind,
        "canonical": phrase(standard),
    }
    problems = list(understanding.problems)
    asked: Iterable[Need] = needs(standard)
    score = share = None
    explanation = ""
    given = data.get("inputs")
    if given is not None:
        inputs, wrong_inputs = inputs_from_json(given)
        problems.extend(wrong_inputs)
        outcome = apply(standard, weight or full_marks(standard), target, inputs)
        problems.extend(outcome.problems)
        asked = outcome.missing
        if not errors(wrong_inputs) and outcome.share is not None:
            share = exact_text(outcome.share)
            score = short_text(outcome.score) if outcome.score is not None and weight is not None else None
        explanation = in_words(outcome.derivation, lang) if outcome.derivation is not None else ""
    return out | {
        "needs": [{"key": need.key, "labels": list(need.labels), "count": need.count} for need in asked],
        "score": score,
        "share": share,
        "explanation": explanation,
        "problems": [_problem(problem, lang) for problem in problems],
    }


def _text(data: Mapping[str, object], key: str, wrong: list[Diagnostic]) -> str:
    value = data.get(key, "")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        wrong.append(NO_SENTENCE.at(key=key, found=type(value).__name__))
        return ""
    return str(value)


def _weight(value: object, wrong: list[Diagnostic]) -> Fraction | None:
    if value is None or value == "":
        return None
    try:
        weight = Fraction(0) if isinstance(value, bool) else read_number(str(value))
    except NotANumber:
        weight = Fraction(0)
    if weight <= 0:
        wrong.append(BAD_WEIGHT.at(found=str(value)[:40]))
        return None
    return weight


def _refused(key: object, problems: Iterable[Diagnostic], lang: str) -> dict[str, object]:
    nothing: dict[str, object] = {
        "kind": None,
        "canonical": None,
        "needs": [],
        "score": None,
        "share": None,
        "explanation": "",
    }
    return {"id": key, "understood": False, **nothing, "problems": [_problem(problem, lang) for problem in problems]}


def _problem(problem: Diagnostic, lang: str) -> dict[str, object]:
    place = next((place for place in problem.places if isinstance(place, InSentence)), None)
    return {
        "at": [place.start, place.end] if place is not None else [0, 0],
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.text(lang) + problem.hint(lang),
    }
