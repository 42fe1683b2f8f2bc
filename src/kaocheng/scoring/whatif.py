"""What-if: what a changed value would do, and where it enters."""

from dataclasses import replace
from fractions import Fraction

from kaocheng.derivation import Derivation, Given, walk
from kaocheng.diagnostics import Message, Refusal, Severity, did_you_mean
from kaocheng.domain import Amendment, Evaluation
from kaocheng.domain.data import SUPPOSED
from kaocheng.numbers import NotANumber, score_text
from kaocheng.places import InTable
from kaocheng.scoring.data import Ledger, path
from kaocheng.scoring.sheet import ScoreSheet
from kaocheng.values import frozen

BAD_SUPPOSITION = Message(
    "bad-supposition",
    Severity.ERROR,
    "“{found}”应写作 表/行/列=值。",
    '"{found}" should be 表/行/列=value.',
    "如 --if '决算表/合计/支出决算数=15000'。",
    "For example --if '决算表/合计/支出决算数=15000'.",
)
NOT_A_VALUE = Message(
    "supposed-value",
    Severity.ERROR,
    "假设的值“{found}”不是数（计量单位{unit}）。",
    'The supposed value "{found}" is not a number (in {unit}).',
    "写法如 15000、12,696.66；百分数只用于比率。",
    "Write 15000 or 12,696.66; percentages are for ratios only.",
)
UNKNOWN_CELL = Message(
    "unknown-cell",
    Severity.ERROR,
    "没有“{found}”这个{what}。",
    'There is no {what} "{found}".',
    "{suggestion}可用：{known}。",
    "Known: {known}.",
)


@frozen
class Change:
    """A figure before and after: its name and both texts."""

    name: str
    before: str
    after: str


def suppose(evaluation: Evaluation, supposition: str) -> Evaluation:
    """The evaluation with one cell (or total) supposed to have another value: ``表/行/列=值``.

    Raises :class:`~kaocheng.diagnostics.Refusal` where the cell is unknown or the value no number.
    """
    where, equals, value = supposition.partition("=")
    place = path(where.strip())
    if not equals or not value.strip() or place is None:
        raise Refusal(BAD_SUPPOSITION.at(found=supposition))
    _check(evaluation, place, value.strip())
    supposed = Amendment(place, SUPPOSED, value.strip())
    return replace(evaluation, amendments=(*evaluation.amendments, supposed))


def _check(evaluation: Evaluation, place: InTable, value: str) -> None:
    table = evaluation.table(place.table)
    if table is None:
        raise _unknown("表", place.table, [table.name for table in evaluation.tables])
    column = table.column(place.column)
    if column is None:
        raise _unknown("列", place.column, [column.name for column in table.columns])
    ledger = Ledger(evaluation)
    if table.row(place.row) is None and not ledger.rows_of(table, place.row):
        raise _unknown("行", "/".join(place.row), ["合计", *("/".join(row.key) for row in table.rows)])
    try:
        if not column.measure.is_text:
            column.measure.read(value)
    except NotANumber:
        raise Refusal(NOT_A_VALUE.at(found=value, unit=column.measure.text)) from None


def _unknown(what: str, found: str, known: list[str]) -> Refusal:
    shown = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
    return Refusal(UNKNOWN_CELL.at(what=what, found=found, known=shown, suggestion=did_you_mean(found, known)))


def changes(before: ScoreSheet, after: ScoreSheet) -> list[Change]:
    """The scores, totals and the grade that differ between two score sheets."""
    found = []
    for old, new in zip(before.indicators, after.indicators, strict=True):
        if old.partial != new.partial:
            found.append(Change(f"{old.indicator.title} 得分", _points(old.partial), _points(new.partial)))
    if before.total != after.total:
        found.append(Change("总分", _points(before.total), _points(after.total)))
    if before.grade != after.grade:
        names = [sheet.grade.name if sheet.grade else "—" for sheet in (before, after)]
        found.append(Change("等级", *names))
    return found


def enters(sheet: ScoreSheet) -> list[str]:
    """The indicators whose derivation holds a supposed value."""
    return [scored.indicator.title for scored in sheet.leaves if scored.derivation and _holds(scored.derivation)]


def _holds(node: Derivation) -> bool:
    return any(isinstance(below, Given) and below.source.layer == SUPPOSED for below in walk(node))


def _points(value: Fraction) -> str:
    return score_text(value)
