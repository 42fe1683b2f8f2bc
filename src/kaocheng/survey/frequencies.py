"""Counting answers, exactly: frequencies, numbers, open answers, cross tables."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.survey.masks import both, holding, inverse, keep
from kaocheng.survey.questionnaire import MULTIPLE, Question
from kaocheng.survey.responses import Responses
from kaocheng.survey.results import CrossTable, NumberSummary, OpenAnswers, OptionCount
from kaocheng.survey.validity import answered_mask


def tally(question: Question, responses: Responses, mask: bytes) -> tuple[tuple[int, ...], int]:
    """How many of the respondents in ``mask`` chose each option, and how many answered at all."""
    if question.kind == MULTIPLE:
        counts = tuple(both(tick, mask).count(1) for tick in responses.ticks[question.id])
        return counts, both(answered_mask(question, responses), mask).count(1)
    column = responses.choices[question.id]
    if 0 in mask:
        column = keep(column, mask)
    counts = tuple(column.count(code) for code in range(1, len(question.options) + 1))
    return counts, sum(counts)


def option_counts(question: Question, counts: Sequence[int], answered: int) -> tuple[OptionCount, ...]:
    """The counts with their shares of those who answered."""
    return tuple(
        OptionCount(option, count, Fraction(count, answered) if answered else None)
        for option, count in zip(question.options, counts, strict=True)
    )


def summary(values: Sequence[Fraction | None], mask: bytes) -> NumberSummary | None:
    """The summary of the numbers in ``mask``; None where there are none."""
    known = sorted(value for value, valid in zip(values, mask, strict=True) if valid and value is not None)
    if not known:
        return None
    total, count = sum(known, Fraction(0)), len(known)
    median = (known[(count - 1) // 2] + known[count // 2]) / 2
    return NumberSummary(count, total, total / count, known[0], median, known[-1])


def open_answers(question: Question, texts: Sequence[str], mask: bytes) -> OpenAnswers:
    """The different answers in ``mask``, the most frequent first, and the answers that hold each declared keyword."""
    given = Counter(text for text, valid in zip(texts, mask, strict=True) if valid and text)
    keywords = tuple(
        (name, sum(count for text, count in given.items() if any(word in text for word in words)))
        for name, words in question.keywords.items()
    )
    return OpenAnswers(tuple(given.most_common()), keywords)


def cross_table(group: Question, question: Question, responses: Responses, mask: bytes) -> CrossTable:
    """The counts of ``question`` for each option of ``group``, among the respondents in ``mask``."""
    rows = (tally(question, responses, part)[0] for part in group_masks(group, responses, mask))
    return CrossTable(group, question, tuple(rows))


def group_masks(group: Question, responses: Responses, mask: bytes) -> list[bytes]:
    """For each option of ``group`` the respondents in ``mask`` who chose it."""
    if group.kind == MULTIPLE:
        return [both(tick, mask) for tick in responses.ticks[group.id]]
    column = responses.choices[group.id]
    return [both(holding(column, [code]), mask) for code in range(1, len(group.options) + 1)]


def complete_mask(columns: Sequence[bytes], mask: bytes) -> bytes:
    """The respondents in ``mask`` who answered every column."""
    for column in columns:
        if 0 in column:
            mask = both(mask, inverse(holding(column, [0])))
    return mask
