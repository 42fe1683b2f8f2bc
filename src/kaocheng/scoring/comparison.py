"""The printed report beside what is computed: figure by figure, with the reason for each difference."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from kaocheng.derivation import SCORE, Derivation, Missing, in_words, sentence
from kaocheng.domain import Evaluation, PublishedFigure
from kaocheng.numbers import NotANumber, half_up, read_figure
from kaocheng.numbers.reading import MARKS
from kaocheng.scoring.figures import Figures
from kaocheng.scoring.sheet import Comparison, ScoreSheet

SCORES = ("总分", "总得分率", "等级", "指标.")


def compare(
    evaluation: Evaluation,
    sheet: ScoreSheet,
    figures: Figures | None = None,
    *,
    scores_only: bool = False,
    lang: str = "zh",
) -> Iterator[Comparison]:
    """A comparison for each published figure, in the order of published.yaml; or only for scores and their like.

    ``figures`` are those of this evaluation, asked before; ``lang`` is the language of the explanations.
    """
    figures = figures or Figures(evaluation, sheet)
    for published in evaluation.published.figures:
        if scores_only and not published.quantity.startswith(SCORES):
            continue
        found = figures.resolve(published.quantity)
        if found is None:
            yield Comparison(published, "", None, in_words("没有这个数", lang))
            continue
        yield _compare(published, found.derivation, found.text, lang)


def _compare(published: PublishedFigure, derivation: Derivation, text: str, lang: str) -> Comparison:
    if derivation.value is None:
        why = sentence(derivation, lang) if isinstance(derivation, Missing) else in_words("不适用或缺数据", lang)
        return Comparison(published, text, None, why)
    # Scores and score rates are computed to two decimals: a printed 3 does not stand for 2.99.
    exact = derivation.form == SCORE or published.quantity.endswith("得分率")
    agrees = agree(published.value, derivation.value, least_digits=2 if exact else 0)
    return Comparison(published, text, agrees, "" if agrees else sentence(derivation, lang))


def merged(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """The comparisons with one for each figure and printed value; the places of print and the notes are joined."""
    groups: dict[tuple[str, str], list[Comparison]] = {}
    for item in comparisons:
        groups.setdefault((item.quantity, item.printed), []).append(item)
    return [replace(group[0], figure=_joined([item.figure for item in group])) for group in groups.values()]


def _joined(figures: list[PublishedFigure]) -> PublishedFigure:
    places = "、".join(dict.fromkeys(figure.printed_at for figure in figures if figure.printed_at))
    notes = "".join(dict.fromkeys(figure.note for figure in figures))
    return replace(figures[0], printed_at=places, note=notes)


def agree(printed: str, value: Fraction | str, *, least_digits: int = 0) -> bool:
    """Whether ``value``, rounded half-up to the digits that were printed, is what was printed.

    ``least_digits`` is the least number of decimals to which the two are compared.
    """
    try:
        figure = read_figure(printed)
        if isinstance(value, str):
            return figure.value == read_figure(value).value
    except NotANumber:
        return printed.strip() == str(value).strip()
    scale = MARKS[figure.mark]
    return half_up(value / scale, max(figure.digits, least_digits)) == figure.value / scale
