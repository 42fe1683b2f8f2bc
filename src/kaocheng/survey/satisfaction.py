"""满意度: exact, with its derivation from the composite down to the count of each answer.

Question: Σ(count × weight of the answer) ÷ those whose answer has a weight. Composite (综合满意度) and sections: the
mean of the questions' satisfactions, weighted by the questions' weights. That is how both seed reports compute it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kaocheng.derivation import PERCENT, Computed, Derivation, Form, Given, Missing, Source
from kaocheng.numbers import percent_text, short_text
from kaocheng.places import Place
from kaocheng.survey.questionnaire import SCALE, Question

PEOPLE = Form("count", "人")


def question_value(question: Question, counts: Sequence[int]) -> Fraction | None:
    """The satisfaction of a question from its counts; None where no answer has a weight."""
    scored = [(count, option.score) for count, option in zip(counts, question.options, strict=True)]
    base = sum(count for count, score in scored if score is not None)
    return sum((count * score for count, score in scored if score is not None), Fraction(0)) / base if base else None


def question_derivation(
    question: Question, counts: Sequence[int] | None, places: Mapping[tuple[str, int], Place], default: Place | None
) -> Derivation | None:
    """How the satisfaction of a scale question came about; None for other questions.

    ``places`` says where single counts stand, ``default`` where the responses do.
    """
    if question.kind != SCALE:
        return None
    name = f"{question.id} 满意度"
    if counts is None:
        if question.published is None:
            return Missing(name, f"{question.id}的计数或答卷", question.place)
        note = "已公布的结果，计数未公布，无法复核"
        return Given(name, question.published, PERCENT, Source(question.place, note=note))
    value = question_value(question, counts)
    if value is None:
        return Missing(name, f"{question.id}的有效回答", default or question.place)
    inputs = tuple(
        Given(
            f"{question.id} {option.text}",
            Fraction(count),
            PEOPLE,
            Source(places.get((question.id, index), default), note="" if option.score is not None else "不计入满意度"),
        )
        for index, (option, count) in enumerate(zip(question.options, counts, strict=True))
    )
    scored = [
        (count, option.score)
        for count, option in zip(counts, question.options, strict=True)
        if option.score is not None
    ]
    above = " + ".join(f"{count} × {_weight(score)}" for count, score in scored)
    base = sum(count for count, _ in scored)
    return Computed(
        name, "Σ（人数 × 选项权重）÷ 回答人数", f"（{above}）÷ {base}", value, PERCENT, inputs, question.place
    )


def composite(name: str, parts: Sequence[tuple[Question, Derivation]], place: Place | None = None) -> Derivation:
    """The weighted mean of questions' satisfactions; missing as soon as one of them is."""
    known = [(question, part, part.value) for question, part in parts]
    if not known:
        return Missing(name, "计入满意度的量表题", place)
    lacking = [question.id for question, _, value in known if not isinstance(value, Fraction)]
    if lacking:
        return Missing(name, "、".join(lacking) + "的满意度", place)
    values = [(question, value) for question, _, value in known if isinstance(value, Fraction)]
    weights = sum((question.weight for question, _ in values), Fraction(0))
    value = sum((question.weight * value for question, value in values), Fraction(0)) / weights
    if all(question.weight == 1 for question, _ in values):
        expression = f"{len(values)}道量表题满意度的平均"
        shown = " + ".join(percent_text(value) for _, value in values)
    else:
        expression = "Σ（题满意度 × 题权重）÷ Σ题权重"
        shown = " + ".join(f"{percent_text(value)} × {short_text(question.weight, 4)}" for question, value in values)
    shown = f"（{shown}）÷ {short_text(weights, 4)}"
    note = "式中各题满意度只是显示为两位小数，计算用精确值"
    return Computed(name, expression, shown, value, PERCENT, tuple(part for _, part, _ in known), place, note)


def pooled_shares(questions: Sequence[tuple[Question, Sequence[int]]]) -> dict[str, Fraction]:
    """Over all scored questions together, the share of each answer of the scale."""
    totals: dict[str, int] = {}
    for question, counts in questions:
        for option, count in zip(question.options, counts, strict=True):
            totals[option.text] = totals.get(option.text, 0) + count
    whole = sum(totals.values())
    return {name: Fraction(count, whole) for name, count in totals.items()} if whole else {}


def _weight(score: Fraction) -> str:
    return f"{short_text(score * 100, 4)}%"
