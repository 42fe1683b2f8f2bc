"""质询: what somebody asks at a cell and what the unit says to it. A query is a review comment that stands at a cell."""

import secrets
from dataclasses import dataclass

from django.utils import timezone

from kaocheng.diagnostics import Refusal
from kaocheng.places import InTable
from kaocheng.scoring.data import path as cell_at
from kaocheng.web import messages
from kaocheng.web.access import Access
from kaocheng.web.content import Item
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.signatures import signature
from kaocheng.web.workspace import Workspace

OPEN, ANSWERED, CLOSED = "待答复", "已答复", "已了结"
OUTCOMES = ("已说明", "已更正", "未说明")


@dataclass(frozen=True)
class Query:
    """A query: what was asked by whom when, the reply, the outcome that closed it; the item that keeps it.

    ``asker`` and ``replier`` are the names of the persons, as far as they wrote here.
    """

    at: InTable
    item: Item
    asker: str = ""
    replier: str = ""

    @property
    def key(self) -> str:
        """The key of its item."""
        return self.item.key

    @property
    def text(self) -> str:
        """What was asked."""
        return str(self.item.body.get("comment", ""))

    @property
    def by(self) -> str:
        """Who asked: the role, and the person."""
        return f"{self.item.body.get('by', '')} {self.asker}".strip()

    @property
    def date(self) -> str:
        """When it was asked."""
        return str(self.item.body.get("date", ""))

    @property
    def reply(self) -> str:
        """The answer, or the empty text."""
        return str(self.item.body.get("reply", ""))

    @property
    def reply_signed(self) -> str:
        """Who answered and when."""
        body = self.item.body
        return " ".join(filter(None, (body.get("replied_by"), self.replier, body.get("replied"))))

    @property
    def outcome(self) -> str:
        """How it ended, or the empty text."""
        return str(self.item.body.get("outcome", ""))

    @property
    def state(self) -> str:
        """待答复, 已答复 or 已了结."""
        if self.outcome:
            return CLOSED
        return ANSWERED if self.reply else OPEN


def queries(space: Workspace) -> list[Query]:
    """All queries in the order in which they were asked."""
    return [
        Query(place, item, _name(space, item, ""), _name(space, item, "reply"))
        for item in space.of_kind("review")
        if (place := cell_at(item.body.get("at", "")))
    ]


def _name(space: Workspace, item: Item, field: str) -> str:
    speaker = space.speakers.get((item.key, field))
    return speaker.name if speaker else ""


def at_cell(space: Workspace, place: InTable) -> list[Query]:
    """The queries at one cell."""
    return [query for query in queries(space) if query.at == place]


def by_cell(space: Workspace, table: str) -> dict[InTable, list[Query]]:
    """The queries at the cells of a table."""
    found: dict[InTable, list[Query]] = {}
    for query in queries(space):
        if query.at.table == table:
            found.setdefault(query.at, []).append(query)
    return found


def ask(access: Access, place: InTable, text: str) -> None:
    """Asks ``text`` at a cell."""
    if not text.strip():
        raise Refusal(messages.NAME_NEEDED.at(what="要问的内容"))
    body = {"by": signature(access), "comment": text.strip(), "date": str(timezone.localdate()), "at": str(place)}
    save(access, [Edit("review", secrets.token_hex(4), "", None, body)])


def answer(access: Access, query: Query, text: str) -> None:
    """Stores the reply to an open query; an evaluated unit may answer at its own cells only."""
    save(access, [Edit("review", query.key, "reply", query.reply or None, text.strip() or None)])


def close(access: Access, query: Query, outcome: str) -> None:
    """Ends a query with an outcome; the empty text opens it again."""
    if outcome and outcome not in OUTCOMES:
        raise Refusal(messages.NO_FIELD.at(field=outcome))
    save(access, [Edit("review", query.key, "outcome", query.outcome or None, outcome or None)])
