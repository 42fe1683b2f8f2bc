"""A questionnaire and its answers → everything that the survey says. Pure, and the only way to a survey's numbers."""

from dataclasses import replace
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import percent_text
from kaocheng.places import InFile, Place
from kaocheng.survey import notes
from kaocheng.survey.frequencies import cross_table, group_masks, open_answers, option_counts, summary, tally
from kaocheng.survey.printed import compare_printed
from kaocheng.survey.questionnaire import MULTIPLE, NUMBER, SCALE, SINGLE, TEXT, Question, Questionnaire
from kaocheng.survey.responses import Counts, Responses
from kaocheng.survey.results import GroupResult, PartResult, QuestionResult, SurveyResult
from kaocheng.survey.sample import Tallies, describe_sample
from kaocheng.survey.satisfaction import composite, pooled_shares, question_derivation, question_value
from kaocheng.survey.validity import judge_responses

LEAST = 30
"""How many responses reliability, validity and intervals need: the usual least of a pilot study (Johanson & Brooks 2010)."""


def analyse(
    questionnaire: Questionnaire,
    answers: Responses | Counts,
    *,
    name: str = "",
    inference: bool = True,
    least: int = LEAST,
) -> SurveyResult:
    """Everything that ``answers`` say; ``name`` is what the survey is called in the evaluation.

    Reliability, validity and intervals need ``least`` responses.

    With ``inference=False`` only what is exact: counts, shares, satisfaction (and no numerical library is loaded).
    """
    if isinstance(answers, Responses):
        mask, rejections = judge_responses(questionnaire, answers)
        valid = mask.count(1)
        tallies: Tallies = {
            question.id: tally(question, answers, mask) for question in questionnaire.questions if question.is_closed
        }
    else:
        mask, rejections = b"", ()
        tallies = {
            question: (counts, _answered(questionnaire, question, counts))
            for question, counts in answers.counts.items()
        }
        most = max((answered for _, answered in tallies.values()), default=0)
        valid = most if questionnaire.valid is None else questionnaire.valid
    results = tuple(_question(question, answers, mask, tallies) for question in questionnaire.questions)
    sample, said = describe_sample(questionnaire, answers, tallies, valid, rejections)
    groups = _groups(questionnaire, answers, mask, tallies) if isinstance(answers, Responses) else ()
    whole = composite(f"{name}综合满意度", _scored(results), questionnaire.place)
    said += _satisfaction_notes(results)
    said += [
        notes.CLAIM.at(claim.place, what=claim.what, value=claim.value, why=claim.why) for claim in questionnaire.claims
    ]
    result = SurveyResult(
        name=name or questionnaire.title,
        questionnaire=questionnaire,
        sample=sample,
        questions=results,
        sections=_sections(questionnaire, results),
        groups=groups,
        satisfaction=whole.value if isinstance(whole.value, Fraction) else None,
        derivation=whole,
        shares=pooled_shares([(r.question, tallies[r.question.id][0]) for r in results if _is_pooled(r, tallies)]),
        inference=None,
        notes=(),
        responses=answers if isinstance(answers, Responses) else None,
        mask=mask,
    )
    result = replace(result, notes=(*said, *compare_printed(result)))
    return inferred(result, least) if inference else result


def inferred(result: SurveyResult, least: int = LEAST) -> SurveyResult:
    """``result`` with what is approximate, where at least ``least`` responses carry it, and the notes on what is not."""
    from kaocheng.survey.infer import infer

    found, said = infer(result, least)
    return replace(result, inference=found, notes=(*result.notes, *said))


def satisfaction(result: SurveyResult, question_id: str | None = None) -> Derivation:
    """The derivation of the satisfaction (a ratio) of the whole survey, or of one of its questions.

    Raises KeyError for an unknown question and for one that has no satisfaction.
    """
    if question_id is None:
        return result.derivation
    found = result.question(question_id).derivation
    if found is None:
        raise KeyError(question_id)
    return found


def _answered(questionnaire: Questionnaire, question_id: str, counts: tuple[int, ...]) -> int:
    """How many answered a question of which only counts are left."""
    question = questionnaire.question(question_id)
    if question.kind == MULTIPLE:
        return questionnaire.valid or max(counts, default=0)
    return sum(counts)


def _question(question: Question, answers: Responses | Counts, mask: bytes, tallies: Tallies) -> QuestionResult:
    counts, answered = tallies.get(question.id, (None, 0))
    places: dict[tuple[str, int], Place] = {}
    default: Place | None = question.place
    if isinstance(answers, Counts):
        places.update(answers.places)
    elif answers.origins:
        default = InFile(answers.origins[0].path)
    if isinstance(answers, Responses) and question.kind == NUMBER:
        numbers = summary(answers.numbers[question.id], mask)
        return QuestionResult(question, numbers.count if numbers else 0, numbers=numbers)
    if isinstance(answers, Responses) and question.kind == TEXT:
        given = open_answers(question, answers.texts[question.id], mask)
        return QuestionResult(question, sum(count for _, count in given.answers), open_answers=given)
    derivation = question_derivation(question, counts, places, default)
    value = derivation.value if derivation else None
    options = option_counts(question, counts, answered) if counts is not None else ()
    return QuestionResult(question, answered, options, value if isinstance(value, Fraction) else None, derivation)


def _scored(results: tuple[QuestionResult, ...]) -> list[tuple[Question, Derivation]]:
    return [(r.question, r.derivation) for r in results if r.question.is_scored and r.derivation is not None]


def _is_pooled(result: QuestionResult, tallies: Tallies) -> bool:
    return result.question.is_scored and result.question.id in tallies


def _sections(questionnaire: Questionnaire, results: tuple[QuestionResult, ...]) -> tuple[PartResult, ...]:
    parts: list[PartResult] = []
    for section in questionnaire.sections:
        inside = tuple(result for result in results if result.question.section == section.id)
        scored = _scored(inside)
        if scored:
            value = composite(section.title, scored).value
            values = {r.question.id: r.satisfaction for r in inside if r.question.is_scored}
            answered = max(result.answered for result in inside)
            parts.append(PartResult(section.title, answered, value if isinstance(value, Fraction) else None, values))
    return tuple(parts)


def _groups(
    questionnaire: Questionnaire, responses: Responses, mask: bytes, tallies: Tallies
) -> tuple[GroupResult, ...]:
    found: list[GroupResult] = []
    for group_id in questionnaire.groups:
        group = questionnaire.question(group_id)
        others = [q for q in questionnaire.questions if q.kind in (SINGLE, SCALE) and q.id != group_id]
        tables = tuple(cross_table(group, question, responses, mask) for question in others if question.id in tallies)
        parts: list[PartResult] = []
        for row, (option, members) in enumerate(zip(group.options, group_masks(group, responses, mask), strict=True)):
            values = {t.question.id: question_value(t.question, t.counts[row]) for t in tables if t.question.is_scored}
            parts.append(PartResult(option.text, members.count(1), _mean(questionnaire, values), values))
        found.append(GroupResult(group, tuple(parts), tables))
    return tuple(found)


def _mean(questionnaire: Questionnaire, values: dict[str, Fraction | None]) -> Fraction | None:
    """The composite of a group; None where the group left a scored question without an answer."""
    weighed = [(questionnaire.question(question_id).weight, value) for question_id, value in values.items()]
    known = [(weight, value) for weight, value in weighed if value is not None]
    if not known or len(known) < len(weighed):
        return None
    return sum((weight * value for weight, value in known), Fraction(0)) / sum(weight for weight, _ in known)


def _satisfaction_notes(results: tuple[QuestionResult, ...]) -> list[Diagnostic]:
    said: list[Diagnostic] = []
    scored = [result for result in results if result.question.is_scored]
    lacking = [result.question.id for result in scored if result.satisfaction is None]
    if not scored:
        said.append(notes.NO_SCALE.at())
    said += [
        notes.NO_ANSWERS.at(question.place, id=question.id)
        for question in (result.question for result in scored)
        if question.id in lacking
    ]
    if lacking and len(lacking) < len(scored):
        said.append(notes.PARTIAL.at(ids="、".join(lacking)))
    said += [notes.MULTIPLE_BASE.at(id=r.question.id) for r in results if r.question.kind == MULTIPLE and r.options]
    published = [r.question for r in results if r.question.published is not None and not r.options]
    if published:
        shown = "、".join(f"{question.id} {percent_text(question.published or Fraction(0))}" for question in published)
        said.append(notes.PUBLISHED.at(*(question.place for question in published), shown=shown))
    return said
