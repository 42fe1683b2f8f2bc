"""The record of changes as people read it: autosaves of one field gathered, long texts by the words that differ."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from kaocheng.web.comparing import SAME, Piece, lines
from kaocheng.web.content.field_names import in_words
from kaocheng.web.content.items import Body
from kaocheng.web.models import Change
from kaocheng.web.pages.asked import asked_of
from kaocheng.web.workspace import Workspace

PAUSE = timedelta(minutes=10)
"""Changes of one field by one person that follow each other within this time stand in one line."""
LONG = 60
"""From how many characters on a text is shown by what differs in it."""
AROUND = 16
"""How many characters of what stayed are shown on either side of a difference."""


@dataclass(frozen=True)
class Entry:
    """Changes of one field by one person in one go, the newest first."""

    changes: tuple[Change, ...]
    space: Workspace

    @property
    def last(self) -> Change:
        """The newest change."""
        return self.changes[0]

    @property
    def first(self) -> Change:
        """The oldest change."""
        return self.changes[-1]

    @cached_property
    def before(self) -> str:
        """What stood there before all of them, in words."""
        return self._words(self.first.before)

    @cached_property
    def after(self) -> str:
        """What stood there after all of them, in words."""
        return self._words(self.last.after)

    @property
    def is_long(self) -> bool:
        """Whether it is shown by what differs."""
        return (
            self.first.before is not None
            and self.last.after is not None
            and max(len(self.before), len(self.after)) > LONG
        )

    @cached_property
    def difference(self) -> list[list[Piece]]:
        """The lines that differ, what stayed in them shortened."""
        return [
            [(what, _short(text) if what == SAME else text) for what, text in line]
            for line in lines(self.before, self.after, 0)
        ]

    def _words(self, stored: str | None) -> str:
        body = None if stored is None else json.loads(stored)
        return self._chosen(body) or in_words(body)

    def _chosen(self, body: Body | None) -> str:
        """The words of a choice in a judgement, which is stored as its number; empty where it is none."""
        key, _, index = self.last.field.removeprefix("inputs.").partition(".")
        if self.last.kind != "judgement" or key != "option" or self.last.key not in self.space.sheet:
            return ""
        asked = {
            one.index: dict(one.choices)
            for one in asked_of(self.space, self.space.sheet[self.last.key])
            if one.key == "option"
        }
        values = body if isinstance(body, list) else [body]
        places = [int(index)] if index.isdecimal() else range(len(values))
        told = [asked.get(at, {}).get(str(value), "") for at, value in zip(places, values, strict=False)]
        return "、".join(told) if all(told) else ""


def _short(text: str) -> str:
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]}……{text[-AROUND:]}"


def entries(changes: Iterable[Change], space: Workspace) -> list[Entry]:
    """Changes, given the newest first, as entries in the order of their newest ones."""
    found: list[list[Change]] = []
    latest: dict[tuple[str, str, str], list[Change]] = {}
    for change in changes:
        place = change.kind, change.key, change.field
        run = latest.get(place)
        if run is not None and _goes_with(run, change):
            run.append(change)
        else:
            latest[place] = [change]
            found.append(latest[place])
    return [Entry(tuple(run), space) for run in found]


def _goes_with(run: Sequence[Change], change: Change) -> bool:
    later = run[-1]
    is_field = bool(change.key) and not change.begun and not later.begun
    return is_field and change.by_id == later.by_id and change.reason == later.reason and later.at - change.at <= PAUSE
