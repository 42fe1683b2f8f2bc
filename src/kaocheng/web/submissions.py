"""单位报送: a unit hands its data in, which locks its rows for it, until the team returns them with a reason."""

from dataclasses import dataclass

from django.db import transaction

from kaocheng.diagnostics import Refusal
from kaocheng.places import InTable
from kaocheng.web import messages
from kaocheng.web.access import UNIT, Access
from kaocheng.web.editing import refuse_if_submitted, writable
from kaocheng.web.models import Change, Membership, Submission
from kaocheng.web.models.submissions import RETURNED, STATES, SUBMITTED
from kaocheng.web.own_rows import Filled, filled_by_unit, row_keys, unit_tables
from kaocheng.web.queries import ANSWERED, OPEN, queries
from kaocheng.web.workspace import Workspace

RECORDED = "submission"
"""The kind under which the record of changes keeps these events."""


@dataclass(frozen=True)
class Standing:
    """How a unit stands: what it filled in, its last submission or return, its queries by state."""

    unit: str
    filled: Filled
    last: Submission | None
    asked: int
    answered: int

    @property
    def is_locked(self) -> bool:
        """Whether the unit handed in and waits."""
        return self.last is not None and self.last.state == SUBMITTED

    @property
    def name(self) -> str:
        """未开始, 填报中, 已提交 or 已退回."""
        if self.last is not None:
            return STATES[self.last.state]
        return "填报中" if self.filled.done else "未开始"


def standings(space: Workspace) -> list[Standing]:
    """Every unit that has rows to fill in, in the order of the tables."""
    last = {found.unit: found for found in Submission.objects.filter(evaluation=space.pk).select_related("by")[::-1]}
    units = {table.name: table.keys.index(table.unit_key) for table in unit_tables(space)}
    states: dict[str, list[str]] = {}
    for query in queries(space):
        if query.at.table in units:
            states.setdefault(query.at.row[units[query.at.table]], []).append(query.state)
    return [
        Standing(unit, filled, last.get(unit), *(states.get(unit, []).count(state) for state in (OPEN, ANSWERED)))
        for unit, filled in filled_by_unit(space).items()
    ]


def standing_of(space: Workspace, unit: str) -> Standing:
    """How one unit stands; one without rows has nothing to fill in."""
    return next((found for found in standings(space) if found.unit == unit), Standing(unit, Filled(), None, 0, 0))


def still_out(space: Workspace) -> list[Standing]:
    """The units that have not handed in their data, where units do: where one has an account or handed in already."""
    found = standings(space)
    hands_in = Membership.objects.filter(evaluation=space.pk, role=UNIT).exclude(unit="").exists()
    if not hands_in and all(one.last is None for one in found):
        return []
    return [one for one in found if not one.is_locked]


def submit_for(access: Access, space: Workspace, unit: str, note: str) -> None:
    """Hands in, by the team, what it filled in for ``unit``; ``note`` says from where the data came. Raises as :func:`submit`."""
    if not note.strip():
        raise Refusal(messages.NAME_NEEDED.at(what="数据的来源，如单位盖章的纸质表"))
    submit(access, space, unit, f"评价组代为提交：{note.strip()}")


def submit(access: Access, space: Workspace, unit: str, note: str) -> None:
    """Hands in the data of ``unit``.

    Raises :class:`~kaocheng.diagnostics.Refusal` where it was done already, a cell holds no number, or cells are
    blank and no ``note`` says why.
    """
    if wrong := _not_numbers(space, unit):
        raise Refusal(messages.CELLS_WRONG.at(*wrong, count=len(wrong)))
    blanks = filled_by_unit(space).get(unit, Filled()).left
    if blanks and not note.strip():
        raise Refusal(messages.BLANKS_UNEXPLAINED.at(count=blanks))
    with transaction.atomic():
        evaluation = writable(access.evaluation.pk)
        refuse_if_submitted(evaluation, unit)
        _add(access, unit, SUBMITTED, note, blanks)


def _not_numbers(space: Workspace, unit: str) -> list[InTable]:
    own = {(table.name, key) for table in unit_tables(space) for key in row_keys(space, table, unit)}
    return [
        place
        for problem in space.bundle.problems
        for place in problem.places
        if isinstance(place, InTable) and (place.table, place.row) in own
    ]


def give_back(access: Access, unit: str, reason: str) -> None:
    """Returns what ``unit`` handed in, with the reason that the unit reads.

    Raises :class:`~kaocheng.diagnostics.Refusal` without a reason, or where nothing was handed in.
    """
    if not reason.strip():
        raise Refusal(messages.NAME_NEEDED.at(what="退回的理由"))
    with transaction.atomic():
        evaluation = writable(access.evaluation.pk)
        if Submission.locking(evaluation, unit) is None:
            raise Refusal(messages.NOT_SUBMITTED.at(unit=unit))
        _add(access, unit, RETURNED, reason)


def _add(access: Access, unit: str, state: str, note: str, blanks: int = 0) -> None:
    evaluation = access.evaluation
    Submission.objects.create(
        evaluation=evaluation, unit=unit, state=state, by=access.user, note=note.strip(), blanks=blanks
    )
    said = "：".join(part for part in (STATES[state], note.strip()) if part)
    Change.objects.create(
        evaluation=evaluation, revision=evaluation.revision, by=access.user, kind=RECORDED, key=unit, reason=said
    )
