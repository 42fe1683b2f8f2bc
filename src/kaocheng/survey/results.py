"""What a survey says: values only. Everything here is exact; what is approximate stands in :class:`Inference`."""

from collections.abc import Mapping
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic
from kaocheng.survey.inference import Inference
from kaocheng.survey.questionnaire import Option, Question, Questionnaire
from kaocheng.survey.responses import Responses
from kaocheng.survey.validity import Rejection
from kaocheng.values import frozen


@frozen
class OptionCount:
    """How many chose an option, and their share of those who answered (None where nobody did)."""

    option: Option
    count: int
    share: Fraction | None


@frozen
class NumberSummary:
    """A number question: how many answered, their sum, mean, least, middle and greatest value."""

    count: int
    total: Fraction
    mean: Fraction
    least: Fraction
    median: Fraction
    greatest: Fraction


@frozen
class OpenAnswers:
    """An open question: the different answers with how often each was given, and how many answers hold each keyword."""

    answers: tuple[tuple[str, int], ...]
    keywords: tuple[tuple[str, int], ...]


@frozen
class QuestionResult:
    """One question. ``derivation`` leads from its satisfaction (a ratio) down to the counts; None outside the scale."""

    question: Question
    answered: int
    options: tuple[OptionCount, ...] = ()
    satisfaction: Fraction | None = None
    derivation: Derivation | None = None
    numbers: NumberSummary | None = None
    open_answers: OpenAnswers | None = None


@frozen
class PartResult:
    """Satisfaction of a part: a section, or a group of respondents. ``questions`` are the satisfactions in it."""

    name: str
    count: int
    satisfaction: Fraction | None
    questions: Mapping[str, Fraction | None]


@frozen
class CrossTable:
    """How the options of ``question`` (columns) fall on the options of ``group`` (rows)."""

    group: Question
    question: Question
    counts: tuple[tuple[int, ...], ...]


@frozen
class GroupResult:
    """Satisfaction by the options of one question, and the cross tables with the others."""

    question: Question
    parts: tuple[PartResult, ...]
    tables: tuple[CrossTable, ...]


@frozen
class QuotaResult:
    """Planned and valid responses of one option."""

    question: str
    option: str
    planned: int
    actual: int


@frozen
class Representation:
    """The share of one option among respondents beside its known share in the population."""

    option: str
    count: int
    sample: Fraction | None
    known: Fraction

    @property
    def difference(self) -> Fraction | None:
        """Sample minus known, as a ratio."""
        return None if self.sample is None else self.sample - self.known


@frozen
class SampleResult:
    """发放, 回收, 有效 and their rates (ratios; None where a number is unknown or zero)."""

    sent: int | None
    returned: int | None
    valid: int
    rejections: tuple[Rejection, ...] = ()
    quotas: tuple[QuotaResult, ...] = ()
    representation: Mapping[str, tuple[Representation, ...]] | None = None

    @property
    def return_rate(self) -> Fraction | None:
        """回收率: returned ÷ sent."""
        return _ratio(self.returned, self.sent)

    @property
    def valid_rate(self) -> Fraction | None:
        """有效率: valid ÷ returned."""
        return _ratio(self.valid, self.returned)

    @property
    def effective_rate(self) -> Fraction | None:
        """有效回收率: valid ÷ sent."""
        return _ratio(self.valid, self.sent)


def _ratio(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None


@frozen
class SurveyResult:
    """Everything that a survey says. ``shares`` are those of the scale's options over all scored questions together.

    ``responses`` are what it says it from, None where only counts are left; ``mask`` holds 1 for the valid ones.
    """

    name: str
    questionnaire: Questionnaire
    sample: SampleResult
    questions: tuple[QuestionResult, ...]
    sections: tuple[PartResult, ...]
    groups: tuple[GroupResult, ...]
    satisfaction: Fraction | None
    derivation: Derivation
    shares: Mapping[str, Fraction]
    inference: Inference | None
    notes: tuple[Diagnostic, ...]
    responses: Responses | None = None
    mask: bytes = b""

    def question(self, question_id: str) -> QuestionResult:
        """The result of one question. Raises KeyError."""
        for result in self.questions:
            if result.question.id == question_id:
                return result
        raise KeyError(question_id)
