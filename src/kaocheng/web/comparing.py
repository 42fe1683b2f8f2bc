"""What differs between two revisions of an evaluation: scores, figures, texts."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.scoring import ScoredIndicator
from kaocheng.web.content import KINDS, Item
from kaocheng.web.workspace import Workspace

SAME, GONE, NEW = "same", "gone", "new"
_WORDS = re.compile(r"[A-Za-z0-9.%]+|.", re.DOTALL)
_TEXTS = ("section", "paper", "problem", "recommendation", "experience", "use", "interview")
_PARTS = ("title", "text", "cause", "to")


@dataclass(frozen=True)
class ScoreDifference:
    """An indicator whose score differs, or that is in one revision only (the other score is None)."""

    indicator: ScoredIndicator
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction | None:
        """After minus before, in points; None where one is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class FigureDifference:
    """A figure by reference, as printed then and as printed later; an empty text where there was none."""

    reference: str
    before: str
    after: str


Piece = tuple[str, str]
"""same, gone or new, and the words."""


@dataclass(frozen=True)
class TextDifference:
    """A text that differs: what it is, its address, and its lines as pieces. Lines that stayed far from any change are left out."""

    title: str
    key: str
    kind: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between an older revision and a newer one."""

    total_before: Fraction
    total_after: Fraction
    scores: tuple[ScoreDifference, ...]
    figures: tuple[FigureDifference, ...]
    texts: tuple[TextDifference, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.scores or self.figures or self.texts)


def compare(before: Workspace, after: Workspace) -> Comparison:
    """What differs from ``before`` to ``after``. Scores are those that the core computes of either."""
    totals = before.sheet.total, after.sheet.total
    return Comparison(
        *totals, tuple(_scores(before, after)), tuple(_figures(before, after)), tuple(_texts(before, after))
    )


def _scores(before: Workspace, after: Workspace) -> Iterator[ScoreDifference]:
    old, new = ({scored.indicator.code: scored for scored in space.sheet.indicators} for space in (before, after))
    for code in dict.fromkeys((*new, *old)):
        was, now = old.get(code), new.get(code)
        scores = was.score if was else None, now.score if now else None
        shown = now or was
        if shown is not None and (scores[0] != scores[1] or was is None or now is None):
            yield ScoreDifference(shown, *scores)


def _figures(before: Workspace, after: Workspace) -> Iterator[FigureDifference]:
    """The figures that a report can print, without the scores of indicators."""
    references = dict.fromkeys((*before.figures.references(), *after.figures.references()))
    for reference in references:
        if reference.startswith("指标.") and reference.endswith((".得分", ".得分率")):
            continue
        texts = [figure.text if (figure := space.figures.resolve(reference)) else "" for space in (before, after)]
        if texts[0] != texts[1]:
            yield FigureDifference(reference, *texts)


def _texts(before: Workspace, after: Workspace) -> Iterator[TextDifference]:
    for kind in _TEXTS:
        old, new = ({item.key: item for item in space.of_kind(kind)} for space in (before, after))
        for key in dict.fromkeys((*new, *old)):
            was, now = (_text(items.get(key)) for items in (old, new))
            if was != now:
                yield TextDifference(f"{KINDS[kind].title} {key}", key, kind, tuple(lines(was, now)))


def _text(item: Item | None) -> str:
    if item is None:
        return ""
    body = item.body
    return body if isinstance(body, str) else "\n".join(body[part] for part in _PARTS if body.get(part))


def lines(before: str, after: str, around: int = 1) -> Iterator[tuple[Piece, ...]]:
    """The lines that differ with ``around`` lines beside them; within a line that was changed, the words that were."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(around):
        for what, a, b, c, d in group:
            if what == "equal":
                yield from (((SAME, line),) for line in old[a:b])
            elif what == "replace" and b - a == d - c:
                yield from (tuple(_pieces(*pair)) for pair in zip(old[a:b], new[c:d], strict=True))
            else:
                yield from (((GONE, line),) for line in old[a:b])
                yield from (((NEW, line),) for line in new[c:d])


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() * 3 < 1:  # another line altogether
        yield from ((GONE, before), (NEW, after))
        return
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield SAME, _joined(old[a:b])
            continue
        if a < b:
            yield GONE, _joined(old[a:b])
        if c < d:
            yield NEW, _joined(new[c:d])


def _joined(words: Iterable[str]) -> str:
    return "".join(words)
