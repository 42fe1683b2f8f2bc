"""有效问卷: which responses count, and for each that does not, why. The first reason found is the one that is given."""

from collections.abc import Iterator

from kaocheng.places import Place
from kaocheng.survey.masks import alike, both, either, holding, inverse, rows_of
from kaocheng.survey.questionnaire import MULTIPLE, NUMBER, TEXT, Condition, Question, Questionnaire
from kaocheng.survey.responses import Responses
from kaocheng.values import frozen

_SHOWN = 20


@frozen
class Rejection:
    """Why some responses are not valid: the reason, how many, and where the first of them stand."""

    reason: str
    count: int
    places: tuple[Place, ...]


def judge_responses(questionnaire: Questionnaire, responses: Responses) -> tuple[bytes, tuple[Rejection, ...]]:
    """A byte 1 for each valid response, and the reasons of the others, by the rules of the questionnaire.

    Always rejected: duplicates, responses that were never submitted, and those that answer nothing at all.
    """
    size = responses.count
    valid = bytes([1]) * size
    rejections: list[Rejection] = []
    for reason, mask in _rules(questionnaire, responses):
        hit = both(mask, valid)
        if count := hit.count(1):
            places = tuple(responses.place(row) for row in rows_of(hit, _SHOWN))
            rejections.append(Rejection(reason, count, places))
            valid = both(valid, inverse(hit))
    return valid, tuple(rejections)


def _rules(questionnaire: Questionnaire, responses: Responses) -> Iterator[tuple[str, bytes]]:
    rules, size = questionnaire.validity, responses.count
    if responses.duplicate:
        yield "与前面的答卷重复", responses.duplicate
    if responses.unsubmitted:
        yield "没有提交", responses.unsubmitted
    answered = {question.id: answered_mask(question, responses) for question in questionnaire.questions}
    yield "一题未答", inverse(either(answered.values(), size))
    for question in questionnaire.questions:
        shown = holds(question.shown_if, questionnaire, responses)
        needed = question.required if rules.complete == "all" else question.is_scored
        if rules.complete != "no" and needed and answered[question.id].find(0) >= 0:
            yield f"{question.id}未答", both(shown, inverse(answered[question.id]))
        if question.shown_if:
            yield f"{question.id}不该作答而作答（跳题）", both(inverse(shown), answered[question.id])
    if rules.min_seconds is not None and responses.fast:
        yield f"答题时间不足{rules.min_seconds}秒", responses.fast
    for contradiction in rules.contradictions:
        yield f"前后矛盾：{contradiction.reason}", holds(contradiction.when, questionnaire, responses)
    scored = [responses.choices[question.id] for question in questionnaire.scored]
    if rules.straight_lining is not None and len(scored) >= max(rules.straight_lining, 2):
        same = both(alike(scored, size), inverse(holding(scored[0], [0])))
        yield f"{len(scored)}道满意度题全选同一项", same


def answered_mask(question: Question, responses: Responses) -> bytes:
    """1 where the question was answered."""
    match question.kind:
        case kind if kind == MULTIPLE:
            return either(responses.ticks[question.id], responses.count)
        case kind if kind == NUMBER:
            return bytes(value is not None for value in responses.numbers[question.id])
        case kind if kind == TEXT:
            return bytes(bool(text) for text in responses.texts[question.id])
        case _:
            return inverse(holding(responses.choices[question.id], [0]))


def holds(condition: Condition, questionnaire: Questionnaire, responses: Responses) -> bytes:
    """1 where every question of ``condition`` was answered with one of its options; all 1 without a condition."""
    mask = bytes([1]) * responses.count
    for question_id, names in condition:
        question = questionnaire.question(question_id)
        places = [index for index, option in enumerate(question.options) if option.text in names]
        if question.kind == MULTIPLE:
            met = either((responses.ticks[question_id][place] for place in places), responses.count)
        else:
            met = holding(responses.choices[question_id], [place + 1 for place in places])
        mask = both(mask, met)
    return mask
