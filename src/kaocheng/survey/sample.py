"""样本: sent, returned and valid, quotas met or not, and whether the sample looks like the population."""

from collections.abc import Mapping
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.survey import messages, notes
from kaocheng.survey.questionnaire import Questionnaire
from kaocheng.survey.responses import Counts, Responses
from kaocheng.survey.results import QuotaResult, Representation, SampleResult
from kaocheng.survey.validity import Rejection

Tallies = Mapping[str, tuple[tuple[int, ...], int]]
"""Question → how many chose each option, and how many answered."""


def describe_sample(
    questionnaire: Questionnaire,
    answers: Responses | Counts,
    tallies: Tallies,
    valid: int,
    rejections: tuple[Rejection, ...],
) -> tuple[SampleResult, list[Diagnostic]]:
    """The sample, and what the registered numbers say against the counted ones."""
    said: list[Diagnostic] = []
    returned = questionnaire.returned
    if isinstance(answers, Responses):
        handed_in = answers.count - (answers.duplicate.count(1) if answers.duplicate else 0)
        if returned is not None and returned > handed_in:
            said.append(notes.NOT_ENTERED.at(returned=returned, missing=returned - handed_in))
        elif returned is not None and returned < handed_in:
            facts = {"what": "回收数", "declared": returned, "found": handed_in}
            said.append(messages.UNLIKE_DECLARED.at(questionnaire.place, **facts))
        returned = max(returned or 0, handed_in)
        if questionnaire.valid is not None and questionnaire.valid != valid:
            facts = {"what": "有效数", "declared": questionnaire.valid, "found": valid}
            said.append(messages.UNLIKE_DECLARED.at(questionnaire.place, **facts))
    elif questionnaire.valid is None and tallies:
        said.append(notes.VALID_UNKNOWN.at(valid=valid))
    quotas = _quotas(questionnaire, tallies)
    for quota in quotas:
        if quota.actual < quota.planned:
            facts = {"id": quota.question, "option": quota.option, "planned": quota.planned, "actual": quota.actual}
            said.append(notes.SHORT_OF_QUOTA.at(**facts))
    sent = questionnaire.sent
    if sent is not None and returned is not None and returned > sent:
        facts = {"part": "回收数", "found": returned, "whole": "发放数", "limit": sent}
        said.append(messages.MORE_THAN.at(questionnaire.place, **facts))
    sample = SampleResult(sent, returned, valid, rejections, quotas, _representation(questionnaire, tallies))
    return sample, said


def _quotas(questionnaire: Questionnaire, tallies: Tallies) -> tuple[QuotaResult, ...]:
    found: list[QuotaResult] = []
    for quota in questionnaire.quotas:
        if quota.question in tallies:
            counts = _by_name(questionnaire, quota.question, tallies)
            found += (QuotaResult(quota.question, name, want, counts[name]) for name, want in quota.planned.items())
    return tuple(found)


def _representation(questionnaire: Questionnaire, tallies: Tallies) -> dict[str, tuple[Representation, ...]]:
    found: dict[str, tuple[Representation, ...]] = {}
    for known in questionnaire.known_shares:
        if known.question in tallies:
            counts = _by_name(questionnaire, known.question, tallies)
            base = sum(counts[name] for name in known.shares)
            found[known.question] = tuple(
                Representation(name, counts[name], Fraction(counts[name], base) if base else None, share)
                for name, share in known.shares.items()
            )
    return found


def _by_name(questionnaire: Questionnaire, question_id: str, tallies: Tallies) -> dict[str, int]:
    options = questionnaire.question(question_id).options
    return {option.text: count for option, count in zip(options, tallies[question_id][0], strict=True)}
