"""What was changed lately: one line for what a person changed in one go, linked to the places."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from kaocheng.web.models import Change

READ = 400
"""How many of the latest changes are looked at."""


@dataclass(frozen=True)
class Run:
    """Changes of one person in one evaluation, one after the other: the newest, how many, and the places, each once."""

    last: Change
    count: int
    places: tuple[Change, ...]

    @property
    def more(self) -> int:
        """How many places are not named."""
        return max(len(self.places) - SHOWN, 0)

    @property
    def shown(self) -> tuple[Change, ...]:
        """The places that are named."""
        return self.places[:SHOWN]


SHOWN = 3


def runs(changes: QuerySet[Change], most: int) -> list[Run]:
    """The last ``most`` runs of changes, which are given the newest first."""
    return [run for run, _ in zip(_runs(list(changes[:READ])), range(most), strict=False)]


def _runs(changes: list[Change]) -> Iterator[Run]:
    for _, group in groupby(changes, lambda change: (change.evaluation_id, change.by_id)):
        run = list(group)
        places = {(change.kind, "" if change.kind == "review" else change.key): change for change in run[::-1]}
        yield Run(run[0], len(run), tuple(places.values())[::-1])
