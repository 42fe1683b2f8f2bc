"""Reading the figure of a cell in the measure of its column, whatever unit was written beside it."""

import re
from fractions import Fraction

from kaocheng.numbers import Measure, NotANumber, UnknownMeasure, read_figure
from kaocheng.scoring.measures import same_kind
from kaocheng.tables.names import same_form

BLANK_MARKS = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "…", "……"})
_WITH_UNIT = re.compile(r"(?P<figure>[+-]?[\d,.]*\d)(?P<unit>[^\d.,%‰+-].*)")


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no figure: empty, a dash, a stroke. 0 is a figure."""
    return same_form(text) in BLANK_MARKS


def read_value(text: str, measure: Measure, written: Measure | None = None) -> Fraction:
    """The figure that ``text`` writes, in ``measure``.

    ``written`` is the measure that the head of the column names where it is another one. A unit behind the figure
    stands above both: ``1.5亿元`` is 15000 in 万元. Raises :class:`~kaocheng.numbers.NotANumber`.
    """
    plain = same_form(text)
    source = written or measure
    if (found := _WITH_UNIT.fullmatch(plain)) and not _is_figure(plain):
        try:
            own = Measure.parse(found["unit"])
        except UnknownMeasure:
            raise NotANumber(text) from None
        if not same_kind(own, measure):
            raise NotANumber(text)
        plain, source = found["figure"], own
    if read_figure(plain).mark and not source.is_ratio:
        raise NotANumber(text)
    return convert(source.read(plain), source, measure)


def convert(value: Fraction, source: Measure, target: Measure) -> Fraction:
    """A figure in ``source`` as a figure in ``target``."""
    return value * source.factor / target.factor


def is_small_share(text: str) -> bool:
    """Whether a figure without a mark lies between 0 and 1, so that in a %-column a share may have been meant."""
    try:
        figure = read_figure(text)
    except NotANumber:
        return False
    return not figure.mark and 0 < abs(figure.value) <= 1


def _is_figure(text: str) -> bool:
    try:
        read_figure(text)
    except NotANumber:
        return False
    return True
