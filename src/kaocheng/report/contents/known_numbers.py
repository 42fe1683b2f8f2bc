"""All numbers that an evaluation knows, so that one typed by hand can be told from one with an origin."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from kaocheng.derivation import walk
from kaocheng.domain import walk as indicators_of
from kaocheng.numbers import NotANumber, half_up, read_number
from kaocheng.report.contents.material import Material
from kaocheng.scoring import show_table

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?[%％‰]?")
_POWERS = (Fraction(1), Fraction(10**4), Fraction(1, 10**4), Fraction(10**8), Fraction(1, 10**8), Fraction(100))


class KnownNumbers:
    """The values of tables, metrics, scores, surveys, targets, standards and judged inputs."""

    def __init__(self, material: Material) -> None:
        self._exact = set(_values(material))
        self._rounded: dict[int, set[Fraction]] = {}

    def holds(self, value: Fraction, digits: int) -> bool:
        """Whether ``value``, printed with ``digits`` decimals, equals a figure that is rounded to as many.

        Amounts may stand in 元, 万元 or 亿元; a rate may be meant as a percentage or as a share. Whole numbers must be equal.
        """
        if any(value / power in self._exact for power in _POWERS):
            return True
        if not digits:
            return False
        if digits not in self._rounded:
            self._rounded[digits] = {half_up(known * power, digits) for known in self._exact for power in _POWERS}
        return value in self._rounded[digits]


def _values(material: Material) -> Iterator[Fraction]:
    evaluation, sheet = material.evaluation, material.sheet
    yield from (sheet.total, evaluation.total, sheet.without_readings)
    yield from (value for value in (sheet.to_higher, sheet.to_lower) if value is not None)
    yield from (grade.at_least for grade in evaluation.grades)
    if evaluation.amount:
        yield evaluation.amount.value
    yield from _counts(material)
    for scored in sheet.indicators:
        yield from (value for value in (scored.score, scored.rate, scored.indicator.weight) if value is not None)
        for node in (scored.actual, scored.derivation):
            yield from (part.value for part in walk(node) if isinstance(part.value, Fraction)) if node else ()
    for _, indicator in indicators_of(evaluation.indicators):
        yield from _in_texts((indicator.definition, indicator.target, indicator.standard))
    yield from _in_texts(str(judgement.inputs) for judgement in evaluation.judgements)
    for table in evaluation.tables:
        for row in show_table(table, material.ledger).rows:
            yield from (figure.value for figure in row.figures if isinstance(figure.value, Fraction))
    for metric in evaluation.metrics:
        found = material.figures.resolve(f"计算.{metric.name}")
        if found is not None and isinstance(found.derivation.value, Fraction):
            yield found.derivation.value
    yield from _in_texts(figure.value for figure in evaluation.published.figures)
    yield from (node.value for node in evaluation.survey_figures.values() if isinstance(node.value, Fraction))
    yield from _in_surveys(material)


def _counts(material: Material) -> Iterator[Fraction]:
    """How many there are of the things that the report itself lists."""
    evaluation, sheet = material.evaluation, material.sheet
    full = sum(leaf.score is not None and leaf.score >= leaf.indicator.weight for leaf in sheet.leaves)
    levels = [level for level, _ in indicators_of(evaluation.indicators)]
    counts = [len(sheet.leaves), full, len(sheet.leaves) - full, *(levels.count(level) for level in set(levels))]
    counts += [len(evaluation.evidence), len(evaluation.vouchers), len(evaluation.assets), len(evaluation.interviews)]
    counts += [len(evaluation.findings.problems), len(evaluation.findings.recommendations), len(evaluation.tables)]
    counts += [len(table.rows) for table in evaluation.tables]
    yield from map(Fraction, counts)


def _in_surveys(material: Material) -> Iterator[Fraction]:
    for result in material.surveys.values():
        sample, sheet = result.sample, result.questionnaire
        for count in (sheet.size, sample.sent, sample.returned, sample.valid, len(sheet.questions)):
            yield from () if count is None else (Fraction(count),)
        yield from (rate for rate in (sample.return_rate, sample.valid_rate) if rate is not None)
        for item in result.questions:
            yield Fraction(item.answered)
            for option in item.options:
                yield Fraction(option.count)
                yield from () if option.share is None else (option.share,)
        yield from _in_texts(claim.value for claim in sheet.claims)


def _in_texts(texts: Iterable[str]) -> Iterator[Fraction]:
    for text in texts:
        for found in _NUMBER.findall(text):
            try:
                yield read_number(found)
            except NotANumber:
                continue
