"""The scored questions of the valid responses, as columns of item scores."""

from collections.abc import Sequence
from typing import Self

from kaocheng.survey.frequencies import complete_mask
from kaocheng.survey.masks import either, holding, inverse, keep
from kaocheng.survey.moments import Moments, PairMoments, moments, pair_moments
from kaocheng.survey.questionnaire import Question
from kaocheng.survey.responses import Responses
from kaocheng.values import frozen


@frozen
class Items:
    """Scored questions and their columns; code 0 stands for an invalid response and for an answer without a weight."""

    questions: tuple[Question, ...]
    columns: tuple[bytes, ...]
    mask: bytes
    pairs: PairMoments

    @classmethod
    def of(cls, questions: Sequence[Question], responses: Responses, mask: bytes) -> Self:
        """The items of the responses in ``mask``; at least one question."""
        columns = []
        for question in questions:
            column = responses.choices[question.id]
            unscored = [code for code, option in enumerate(question.options, 1) if option.score is None]
            if unscored:
                column = keep(column, inverse(holding(column, unscored)))
            columns.append(keep(column, mask) if 0 in mask else column)
        return cls(tuple(questions), tuple(columns), mask, pair_moments(questions, columns))

    def respondents(self) -> int:
        """How many answered at least one item."""
        if 0 not in self.columns[0]:
            return len(self.mask)
        answered = (inverse(holding(column, [0])) for column in self.columns)
        return either(answered, len(self.mask)).count(1)

    def complete(self) -> bytes:
        """1 for those who answered every item."""
        return complete_mask(self.columns, self.mask)

    def moments(self, complete: bytes) -> Moments:
        """The moments over those in ``complete``."""
        if not any(0 in column for column in self.columns):
            return moments(self.pairs)
        return moments(pair_moments(self.questions, [keep(column, complete) for column in self.columns]))
