"""An evaluation as pages see it: its items, the evaluation that they make, its score sheet. Kept by revision.

A worker keeps the last evaluations in memory; a page asks for the revision with its membership, and only the items
that changed since are read from the database.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from kaocheng.bundle import Bundle
from kaocheng.bundle.problems import gravest_first
from kaocheng.derivation import Computed, Derivation, Given
from kaocheng.derivation import walk as walk_derivation
from kaocheng.diagnostics import Diagnostic, Refusal
from kaocheng.domain import DataTable, Evaluation
from kaocheng.places import InTable, Place
from kaocheng.report import Draft, Office, office_of
from kaocheng.report.office import TEMPLATE
from kaocheng.report.plan import PATH as OUTLINE
from kaocheng.scoring import Figures, Ledger, Metrics, ScoreSheet, check, check_table, score
from kaocheng.web import models
from kaocheng.web.content import Assembler, Item
from kaocheng.web.responses import collected
from kaocheng.web.speakers import Speaker, speakers_of

_KEPT = 24
_spaces: OrderedDict[int, "_Kept"] = OrderedDict()
_lock = threading.Lock()


class Workspace:
    """One revision of an evaluation. Immutable to its readers; what is asked for is computed once."""

    def __init__(self, pk: int, revision: int, items: dict[tuple[str, str], Item], bundle: Bundle) -> None:
        self.pk = pk
        self.revision = revision
        self.items = items
        self.bundle = bundle

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation as the core knows it."""
        return self.bundle.evaluation

    @cached_property
    def sheet(self) -> ScoreSheet:
        """The score sheet."""
        return score(self.evaluation, self.ledger)

    @cached_property
    def figures(self) -> Figures:
        """Every figure by reference."""
        return Figures(self.evaluation, self.sheet, self.ledger)

    @cached_property
    def ledger(self) -> Ledger:
        """Every cell and total."""
        return Ledger(self.evaluation)

    @cached_property
    def metrics(self) -> Metrics:
        """Every metric and name."""
        return Metrics(self.evaluation, self.ledger)

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Everything that ``kaocheng check`` says of the exported bundle, the gravest first; takes a moment."""
        return gravest_first([*self.problems_outside_texts, *self._office.problems, *self.draft.report.problems])

    @property
    def problems_known(self) -> tuple[Diagnostic, ...] | None:
        """:attr:`problems` where somebody asked for them already."""
        return self.__dict__.get("problems")

    @cached_property
    def problems_outside_texts(self) -> tuple[Diagnostic, ...]:
        """What is wrong apart from the texts and the look of the report, the gravest first; quickly known."""
        return gravest_first([*self.bundle.problems, *check(self.evaluation, self.sheet, self.ledger)])

    def problems_in(self, table: DataTable) -> list[Diagnostic]:
        """What is wrong with the rows of one table, without looking at the rest of the evaluation."""
        found = [
            problem
            for problem in self.bundle.problems
            if any(isinstance(place, InTable) and place.table == table.name for place in problem.places)
        ]
        return [*found, *check_table(table, self.evaluation, self.ledger)]

    @cached_property
    def draft(self) -> Draft:
        """The report as it stands, chapter by chapter."""
        return Draft(self.evaluation, self.sheet, self.bundle.surveys, self._office.plan, self.figures)

    @property
    def _office(self) -> Office:
        return _office_of(self.file(OUTLINE), self.file(TEMPLATE))

    def file(self, path: str) -> bytes | None:
        """The bytes of an attached file of the bundle; None where there is none."""
        item = self.item("file", path)
        return models.Blob.fetch(item.body["sha256"]) if item else None

    @cached_property
    def named(self) -> dict[int, tuple[str, str]]:
        """By the identity of a derivation that is a figure of its own: its reference, and the title of its indicator or empty."""
        found = {
            id(figure): (f"问卷.{path.replace('/', '.')}", "")
            for path, figure in self.evaluation.survey_figures.items()
        }
        for scored in self.sheet.indicators:
            if scored.derivation is not None:
                found[id(scored.derivation)] = (f"指标.{scored.indicator.code}.得分", scored.indicator.title)
        return found

    @cached_property
    def enters(self) -> dict[Place, list[str]]:
        """影响: for each place of a given or computed value, the codes of the indicators whose score it enters."""
        found: dict[Place, list[str]] = {}
        for scored in self.sheet.leaves:
            if scored.derivation is not None:
                for place in dict.fromkeys(_places(scored.derivation)):
                    found.setdefault(place, []).append(scored.indicator.code)
        return found

    @cached_property
    def speakers(self) -> dict[tuple[str, str], Speaker]:
        """Who wrote what of the reviews, by key and field (empty for the comment itself). Bundles hold no names."""
        return speakers_of(self.pk)

    def item(self, kind: str, key: str) -> Item | None:
        """The item of that kind and key."""
        return self.items.get((kind, key))

    def of_kind(self, kind: str) -> list[Item]:
        """The items of a kind in their order."""
        found = [item for item in self.items.values() if item.kind == kind]
        return sorted(found, key=lambda item: (item.position, item.key))


@lru_cache(maxsize=_KEPT)
def _office_of(outline: bytes | None, template: bytes | None) -> Office:
    """What an office brings to the look of the report; a template that is no Word file is one thing wrong among others."""
    try:
        return office_of(outline, template)
    except Refusal as refusal:
        return Office(problems=refusal.diagnostics)


def _places(derivation: Derivation) -> Iterable[Place]:
    found = (_place(node) for node in walk_derivation(derivation))
    return (place for place in found if place is not None)


def _place(node: Derivation) -> Place | None:
    match node:
        case Given():
            return node.source.place
        case Computed():
            return node.place
    return None


class _Kept:
    """What is kept of an evaluation between revisions."""

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self.lock = threading.Lock()
        self.assembler = Assembler(models.Blob.fetch)
        self.items: dict[tuple[str, str], Item] = {}
        self.space: Workspace | None = None

    def at(self, revision: int) -> Workspace:
        """The workspace of ``revision``, or of a later one that another request has brought already."""
        with self.lock:
            if self.space is None or self.space.revision < revision:
                self.space = self._advanced(revision)
            return self.space

    def _advanced(self, revision: int) -> Workspace:
        since = self.space.revision if self.space else 0
        rows = models.Item.objects.filter(evaluation=self.pk, revision__gt=since)
        items = dict(self.items)
        for row in rows:
            if row.deleted:
                items.pop((row.kind, row.key), None)
            else:
                items[row.kind, row.key] = Item(row.kind, row.key, row.position, row.body, row.version)
        seen = max([revision, *(row.revision for row in rows)])
        self.items = items
        return Workspace(
            self.pk, seen, items, self.assembler.bundle(items.values(), collected(self.pk, items.values()))
        )


def workspace(evaluation: models.Evaluation) -> Workspace:
    """The workspace of an evaluation as it was just read from the database."""
    with _lock:
        kept = _spaces.setdefault(evaluation.pk, _Kept(evaluation.pk))
        _spaces.move_to_end(evaluation.pk)
        while len(_spaces) > _KEPT:
            _spaces.popitem(last=False)
    return kept.at(evaluation.revision)


def forget() -> None:
    """Forgets everything that was kept; for tests, whose databases come and go."""
    with _lock:
        _spaces.clear()
