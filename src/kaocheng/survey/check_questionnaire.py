"""Whether a questionnaire agrees with itself: ids, sections, conditions, quotas, and the numbers sent and returned."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.places import InFile
from kaocheng.survey import messages
from kaocheng.survey.questionnaire import MAX_OPTIONS, Condition, Questionnaire


def check_questionnaire(questionnaire: Questionnaire) -> list[Diagnostic]:
    """Everything that is wrong between the parts of a questionnaire."""
    problems: list[Diagnostic] = []
    seen: set[str] = set()
    for question in questionnaire.questions:
        if question.id in seen:
            problems.append(messages.DUPLICATE_QUESTION.at(question.place, id=question.id))
        seen.add(question.id)
        if len(question.options) > MAX_OPTIONS:
            facts = {"id": question.id, "found": len(question.options), "limit": MAX_OPTIONS}
            problems.append(messages.TOO_MANY_OPTIONS.at(question.place, **facts))
        sections = [section.id for section in questionnaire.sections]
        if question.section and question.section not in sections:
            facts = {"found": question.section, "known": "、".join(sections)}
            suggestion = did_you_mean(question.section, sections)
            problems.append(messages.UNKNOWN_SECTION.at(question.place, suggestion=suggestion, **facts))
    for question_id, options, place in _references(questionnaire):
        problems.extend(_missing(questionnaire, question_id, options, place))
    return problems + _totals(questionnaire)


def _references(questionnaire: Questionnaire) -> Iterable[tuple[str, Iterable[str], InFile]]:
    """Every place where a question and some of its options are named."""
    place = questionnaire.place
    for question in questionnaire.questions:
        yield from ((name, options, question.place) for name, options in question.shown_if)
    for contradiction in questionnaire.validity.contradictions:
        yield from ((name, options, place) for name, options in contradiction.when)
    yield from ((group, (), place) for group in questionnaire.groups)
    yield from ((quota.question, quota.planned, place) for quota in questionnaire.quotas)
    yield from ((known.question, known.shares, place) for known in questionnaire.known_shares)


def _missing(
    questionnaire: Questionnaire, question_id: str, options: Iterable[str], place: InFile
) -> Iterable[Diagnostic]:
    ids = [question.id for question in questionnaire.questions]
    if question_id not in ids:
        facts = {"found": question_id, "known": "、".join(ids), "suggestion": did_you_mean(question_id, ids)}
        yield messages.UNKNOWN_QUESTION.at(place, **facts)
        return
    question = questionnaire.question(question_id)
    if not question.is_closed:
        yield messages.NOT_CLOSED.at(place, id=question_id)
        return
    known = [option.text for option in question.options]
    for option in sorted(set(options) - set(known)):
        facts = {"id": question_id, "found": option, "known": "、".join(known)}
        yield messages.UNKNOWN_OPTION.at(place, suggestion=did_you_mean(option, known), **facts)


def _totals(questionnaire: Questionnaire) -> list[Diagnostic]:
    steps = [("有效数", questionnaire.valid), ("回收数", questionnaire.returned), ("发放数", questionnaire.sent)]
    known = [(name, value) for name, value in steps if value is not None]
    return [
        messages.MORE_THAN.at(questionnaire.place, part=part, found=found, whole=whole, limit=limit)
        for (part, found), (whole, limit) in pairwise(known)
        if found > limit
    ]


def without_faults(questionnaire: Questionnaire) -> Questionnaire:
    """``questionnaire`` without what :func:`check_questionnaire` objects to, so that the rest can still be computed."""
    first = {question.id: question for question in reversed(questionnaire.questions)}
    options = {name: {option.text for option in question.options} for name, question in first.items()}

    def known(condition: Condition) -> bool:
        return all(name in options and names <= options[name] for name, names in condition)

    questions = tuple(
        replace(q, options=q.options[:MAX_OPTIONS], shown_if=q.shown_if if known(q.shown_if) else ())
        for q in questionnaire.questions
        if first[q.id] is q
    )
    contradictions = tuple(rule for rule in questionnaire.validity.contradictions if known(rule.when))
    return replace(
        questionnaire,
        questions=questions,
        groups=tuple(name for name in questionnaire.groups if name in first and first[name].is_closed),
        quotas=tuple(q for q in questionnaire.quotas if known(((q.question, frozenset(q.planned)),))),
        known_shares=tuple(s for s in questionnaire.known_shares if known(((s.question, frozenset(s.shares)),))),
        validity=replace(questionnaire.validity, contradictions=contradictions),
    )
